//! Lists that take memory of their own only if they are long.
#![allow(dead_code, reason = "a crate without unions makes no such lists")]

use std::ops::{Deref, DerefMut};

/// A list whose first elements are part of it.
pub(super) struct Short<T> {
    few: [T; FEW],
    /// How many of the few there are.
    count: usize,
    /// All elements, if there are more.
    many: Vec<T>,
}

/// How many elements need no memory of their own.
const FEW: usize = 4;

impl<T: Copy> Short<T> {
    /// A list that is empty. Any value will do: it fills the room.
    pub(super) fn new(value: T) -> Self {
        Self { few: [value; FEW], count: 0, many: Vec::new() }
    }

    /// A value as often as said.
    pub(super) fn of(value: T, count: usize) -> Self {
        let many = if count > FEW { vec![value; count] } else { Vec::new() };
        Self { few: [value; FEW], count, many }
    }

    #[inline]
    pub(super) fn push(&mut self, value: T) {
        if let Some(free) = self.few.get_mut(self.count) {
            *free = value;
        } else {
            if self.count == FEW {
                self.many.extend(self.few);
            }
            self.many.push(value);
        }
        self.count += 1;
    }

    pub(super) fn clear(&mut self) {
        self.count = 0;
        self.many.clear();
    }
}

impl<T> Deref for Short<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        self.few.get(..self.count).unwrap_or(&self.many)
    }
}

impl<T> DerefMut for Short<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        self.few.get_mut(..self.count).unwrap_or(&mut self.many)
    }
}

impl<T: Copy> Extend<T> for Short<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.push(value));
    }
}
