//! Every number of a diff is that of the schedule of its side; a plan does not differ from itself.

use super::draw::drawn;
use crate::diff::{edited, laws};
use crate::oracle::{self, Family};

/// Panics if a number of the diff between a plan and its edited version is not that of its side.
pub fn check(data: &[u8]) {
    let Some((family, rest)) = data.split_first() else { return };
    let family = Family::ALL[*family as usize % Family::ALL.len()];
    let Some(edited) = drawn(&edited::strategy(family, 3), rest) else { return };
    let (base, head) = (oracle::files(&edited.base), oracle::files(&edited.head));
    let held = laws::holds_between(&base, &head, &oracle::as_of(&edited.head));
    held.unwrap_or_else(|complaint| panic!("{complaint}"));
}
