//! The document, and what was found out about its choices: each is gone through once, whatever asks for its cases.
//!
//! It must not decide what becomes of them.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::rc::Rc;

use openapiv3::{OpenAPI, Schema};

use super::walk::all_cases;

/// Schemas by where they are in memory.
type Addresses = BTreeSet<*const Schema>;

/// A document that is being looked at.
pub(super) struct Described<'a> {
    openapi: &'a OpenAPI,
    /// The cases of choices that were asked for, and of the choices within them.
    cases: RefCell<BTreeMap<*const Schema, Rc<Addresses>>>,
    looks: Cell<usize>,
}

impl<'a> Described<'a> {
    pub(super) fn new(openapi: &'a OpenAPI) -> Self {
        Self { openapi, cases: RefCell::default(), looks: Cell::default() }
    }

    /// Counts schemas that are looked at, and what is taken from them.
    pub(super) fn count(&self, looks: usize) {
        self.looks.set(self.looks.get() + looks);
    }

    /// How often a schema was looked at, and how much was taken from them.
    pub(super) fn looks(&self) -> usize {
        self.looks.get()
    }

    /// Whether a schema is a case of a choice that another one has, or of a choice within it.
    pub(super) fn leads_to(&self, choice: &Schema, case: &Schema) -> bool {
        let address = std::ptr::from_ref(choice);
        let known = self.cases.borrow().get(&address).cloned();
        let cases = known.unwrap_or_else(|| {
            let cases = Rc::new(all_cases(self, choice).map(|(_, case)| std::ptr::from_ref(case)).collect());
            self.cases.borrow_mut().insert(address, Rc::clone(&cases));
            cases
        });
        cases.contains(&std::ptr::from_ref(case))
    }
}

impl Deref for Described<'_> {
    type Target = OpenAPI;

    fn deref(&self) -> &OpenAPI {
        self.openapi
    }
}
