//! Numbers for up to 64 cases at once: a bit of each number in each of some words.
#![allow(dead_code, reason = "a crate without unions has no cases")]

/// A number for each case, as its binary digits, the lowest first.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally([u64; DIGITS]);

/// What is counted beyond this stays the largest number.
const DIGITS: usize = 12;

impl Tally {
    /// Adds one for each of these cases.
    pub(super) fn add(&mut self, mut cases: u64) {
        for digit in &mut self.0 {
            if cases == 0 {
                return;
            }
            (*digit, cases) = (*digit ^ cases, *digit & cases);
        }
        self.0.iter_mut().for_each(|digit| *digit |= cases);
    }

    /// The number of a case.
    pub(super) fn of(&self, case: usize) -> usize {
        self.0.iter().rev().fold(0, |number, digit| number << 1 | usize::from(digit >> case & 1 == 1))
    }

    /// Of these cases those with the least number.
    pub(super) fn least(&self, cases: u64) -> u64 {
        let without = |cases: u64, digit: &u64| if cases & !digit == 0 { cases } else { cases & !digit };
        self.0.iter().rev().fold(cases, without)
    }

    /// Of these cases those with the greatest number.
    pub(super) fn most(&self, cases: u64) -> u64 {
        let with = |cases: u64, digit: &u64| if cases & digit == 0 { cases } else { cases & digit };
        self.0.iter().rev().fold(cases, with)
    }
}
