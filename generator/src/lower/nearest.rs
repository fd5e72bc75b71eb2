//! Members that what builds on a schema describes anew: what it says counts where both cannot hold.
//!
//! It must not decide what becomes of them.

use super::Lowering;
use super::values::common_values;
use super::view::{Located, View};
use crate::NoteKind;

impl<'a> Lowering<'a> {
    /// The schemas of a member, without those that what builds on theirs contradicts: by another type, or by other values.
    pub(super) fn nearest(&self, located: &[Located<'a>]) -> Vec<Located<'a>> {
        if located.len() < 2 {
            return located.to_vec();
        }
        let mut order: Vec<usize> = (0..located.len()).collect();
        // Of those that stand side by side the last one says most.
        order.sort_by_key(|index| (located[*index].level, std::cmp::Reverse(*index)));
        let mut all = View::default();
        let (mut kept, mut nearest) = (Vec::new(), None);
        for index in order {
            let view = View::of(self.openapi, std::slice::from_ref(&located[index]));
            let level = located[index].level;
            let is_farther = *nearest.get_or_insert(level) < level;
            if !(is_farther && all.excludes(&view) || has_other_values(&all, &view)) {
                all = all.and(&view);
                kept.push(index);
            }
        }
        kept.sort_unstable();
        kept.into_iter().map(|index| located[index].clone()).collect()
    }

    /// The same, with a note for each that does not count.
    pub(super) fn nearest_with_notes(&mut self, member: &str, located: &[Located<'a>]) -> Vec<Located<'a>> {
        let kept = self.nearest(located);
        let is_kept = |one: &&Located<'a>| kept.iter().any(|other| other.place == one.place);
        for passed in located.iter().filter(|one| !is_kept(one)) {
            let text = format!("what builds on this gives `{member}` another type or value, which counts there");
            self.note(NoteKind::Contradiction, &passed.place, text);
        }
        kept
    }
}

/// Whether both list values and agree on none.
fn has_other_values(one: &View<'_>, other: &View<'_>) -> bool {
    let lists = |view: &View<'_>| !common_values(view).is_empty();
    lists(one) && lists(other) && !lists(&one.and(other))
}
