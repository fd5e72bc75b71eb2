//! What was found out about a value on a tape, so that nothing is found out twice.
//!
//! It must not decide anything.
#![allow(dead_code, reason = "a crate without unions uses it for the path of an error alone")]

use std::collections::BTreeMap;

use super::cases::Union;
use super::reader::Way;

/// What reading a value as a type would cost.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// It cannot be read.
    pub(super) fails: bool,
    /// Where it is not as described, though it can be read.
    pub(super) bends: usize,
    /// What would not be written again, or be written that was not there.
    pub(super) loses: usize,
    /// For a union: the way to its case; none if the value is of no case.
    pub(super) way: Option<Way>,
}

/// How the reading of a union ended.
#[derive(Clone, Copy, Debug)]
pub(super) enum Settled {
    /// The case on this way could be read.
    Case(Way),
    /// No case could be read, or none without a loss.
    Whole,
    /// The case that the tag stands for could not be read.
    Wrong,
}

/// How a tape is being read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Mode {
    /// The case of each union is chosen by looks, and is mostly right.
    #[default]
    Hoping,
    /// A case was chosen that could not be read: all unions are settled, and the values that are made do not count.
    Settling,
    /// All unions are settled.
    Sure,
}

/// What is known of the values of a tape, by their place and the union that they are read as.
#[derive(Debug, Default)]
pub(super) struct Memory {
    costs: BTreeMap<(u32, usize), Cost>,
    settled: BTreeMap<(u32, usize), Settled>,
    pub(super) mode: Mode,
    /// Whether a case was chosen that could not be read, and another one may be right.
    pub(super) is_in_doubt: bool,
}

impl Memory {
    pub(super) fn clear(&mut self) {
        if !self.costs.is_empty() {
            self.costs.clear();
        }
        if !self.settled.is_empty() {
            self.settled.clear();
        }
        self.mode = Mode::Hoping;
        self.is_in_doubt = false;
    }

    pub(super) fn cost(&self, at: u32, union: &'static Union) -> Option<Cost> {
        if self.costs.is_empty() { None } else { self.costs.get(&(at, union.address())).copied() }
    }

    pub(super) fn keep_cost(&mut self, at: u32, union: &'static Union, cost: Cost) {
        self.costs.insert((at, union.address()), cost);
    }

    pub(super) fn settled(&self, at: u32, union: &'static Union) -> Option<Settled> {
        self.settled.get(&(at, union.address())).copied()
    }

    pub(super) fn settle(&mut self, at: u32, union: &'static Union, settled: Settled) {
        self.settled.insert((at, union.address()), settled);
    }
}
