//! A crate of all kinds of operations: what `api.yaml` becomes.
#![allow(clippy::all, reason = "the crates of the fixtures are what is linted")]

include!(concat!(env!("OUT_DIR"), "/src/lib.rs"));
