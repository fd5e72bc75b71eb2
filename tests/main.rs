//! What the generator and the generated crate promise, one module per promise.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails panics")]

mod bundles;
mod calls;
mod clients;
mod command;
mod compile;
mod conservation;
mod consumer;
mod corpus;
mod depth;
mod description;
mod features;
mod fixtures;
mod forms;
mod fresh;
mod hostile;
mod invalid;
mod ledger;
mod locality;
mod matrix;
mod mutation;
mod operations;
mod overlays;
mod readme;
mod reality;
mod requests;
mod round_trip;
mod secrets;
mod sizes;
mod snapshot;
mod styles;
mod swagger;
mod tasks;
mod tidy;
mod values;
mod wire;
