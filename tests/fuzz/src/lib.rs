//! What is tried with inputs that nobody meant well: each target is a function from bytes, which any driver can call.
//!
//! It must not know how the bytes are made; `main.rs` is one driver, which needs nothing but the pinned toolchain.

mod entropy;
mod grammar;
pub mod mutate;
mod seeds;
mod targets;

pub use targets::{Target, all};
