//! The cases of a union in the order in which a value on a tape is read as them.
//!
//! It must not know the types of the cases.
#![allow(dead_code, reason = "a crate without unions has no cases")]

use serde::de::Error;
use serde_json::Value;

use super::cases::Union;
use super::fault::Fault;
use super::memory::{Mode, Settled};
use super::reader::{Reader, Way};
use super::tape::Node;
use super::weigh::{decide, decide_without, told};

/// The most cases that a value is read as before it is kept as it is.
const MAX_ATTEMPTS: usize = 8;

/// What to do next.
pub(super) enum Turn<'t> {
    /// Read the value as this case.
    Read(usize, Reader<'t>),
    /// Keep it as it is.
    Keep(Value),
    /// Give up.
    Fail(Fault),
}

/// How a value is read as a union.
pub(super) struct Attempts<'t> {
    union: &'static Union,
    reader: Reader<'t>,
    mode: Mode,
    /// What is being read.
    way: Option<Way>,
    /// What could not be read.
    banned: Vec<Way>,
    fault: Option<Fault>,
}

impl<'t> Attempts<'t> {
    #[inline]
    pub(super) fn new(union: &'static Union, reader: Reader<'t>) -> Self {
        let mode = reader.tape.memory.borrow().mode;
        Self { union, reader, mode, way: None, banned: Vec::new(), fault: None }
    }

    /// Whether the union around this one has decided.
    fn is_decided(&self) -> bool {
        !self.reader.way.is_empty()
    }

    #[inline]
    pub(super) fn next(&mut self) -> Turn<'t> {
        if let Some(fault) = self.fault.take() {
            return Turn::Fail(fault);
        }
        let Reader { tape, at, way } = self.reader;
        if self.is_decided() {
            return self.read(way);
        }
        if self.mode != Mode::Hoping {
            let settled = tape.memory.borrow().settled(at, self.union);
            if let Some(settled) = settled {
                return self.settled(settled);
            }
        }
        let way = if self.banned.is_empty() {
            decide(self.union, tape, at)
        } else if self.banned.len() < MAX_ATTEMPTS && !tape.is_exhausted() {
            decide_without(self.union, tape, at, &self.banned)
        } else {
            None
        };
        match way {
            Some(way) => self.read(way),
            None => self.keep(),
        }
    }

    #[inline]
    fn read(&mut self, way: Way) -> Turn<'t> {
        self.way = Some(way);
        match way.split_first() {
            Some((case, way)) => Turn::Read(usize::from(*case), Reader { way, ..self.reader }),
            None => self.keep(),
        }
    }

    /// Keeps the value; `null` says that there is none.
    fn keep(&self) -> Turn<'t> {
        let Reader { tape, at, .. } = self.reader;
        if matches!(tape.node(at), Node::Null) {
            return Turn::Fail(Fault::custom(format_args!("invalid type: null, expected `{}`", self.union.name)));
        }
        match self.mode {
            Mode::Settling => {
                self.settle(Settled::Whole);
                Turn::Keep(Value::Null)
            }
            Mode::Hoping | Mode::Sure => Turn::Keep(tape.value(at)),
        }
    }

    #[cold]
    fn settled(&mut self, settled: Settled) -> Turn<'t> {
        let Reader { tape, at, .. } = self.reader;
        match (self.mode, settled) {
            (Mode::Settling, Settled::Wrong) => Turn::Fail(Fault::custom("the case of the tag")),
            (Mode::Settling, _) => Turn::Keep(Value::Null),
            (_, Settled::Case(way)) => self.read(way),
            (_, Settled::Whole) => Turn::Keep(tape.value(at)),
            (_, Settled::Wrong) => match decide(self.union, tape, at) {
                Some(way) => self.read(way),
                None => self.keep(),
            },
        }
    }

    fn settle(&self, settled: Settled) {
        let Reader { tape, at, .. } = self.reader;
        if !self.is_decided() {
            tape.memory.borrow_mut().settle(at, self.union, settled);
        }
    }

    /// The value was read.
    #[inline]
    pub(super) fn succeeded(&self) {
        if self.mode == Mode::Settling
            && let Some(way) = self.way
        {
            self.settle(Settled::Case(way));
        }
    }

    /// The value could not be read.
    #[cold]
    pub(super) fn failed(&mut self, fault: Fault) {
        let Reader { tape, at, .. } = self.reader;
        if fault.is_told_at(at) {
            return self.give_up(fault);
        }
        if let Some(case) = told(self.union, tape, at) {
            let case = self.union.cases[case].name;
            return self.give_up(fault.of_told(case, self.union.name, at));
        }
        if self.is_decided() {
            self.fault = Some(fault);
            return;
        }
        self.banned.extend(self.way);
        // Within a list or an object others may have failed, and would be read again.
        let has_parts = matches!(tape.node(at), Node::List(..) | Node::Object(..));
        match self.mode {
            Mode::Hoping if has_parts => {
                tape.memory.borrow_mut().is_in_doubt = true;
                self.fault = Some(fault);
            }
            Mode::Hoping | Mode::Settling => {}
            Mode::Sure => self.fault = Some(fault),
        }
    }

    /// The tag of the value says that it is of this case, and of no other one.
    fn give_up(&mut self, fault: Fault) {
        if self.mode == Mode::Settling {
            self.settle(Settled::Wrong);
        }
        self.fault = Some(fault);
    }
}
