//! Shared parts of the tests.

pub mod stub;

/// The programs in the README, as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
