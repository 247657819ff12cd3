//! Days on which the same pieces of work can be worked on, counted together.
//!
//! Whoever spreads work over such days evenly keeps to one day of a piece a day, so that only their
//! number matters. There are few: a new kind of day begins only where a piece begins or ends, or
//! where calendars differ.

use super::Piece;
use crate::model::Workspace;
use crate::time::Day;
use std::collections::BTreeMap;

/// Days of one kind.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// The pieces that can be worked on on each of them, as indices.
    pub(super) pieces: Vec<usize>,
    /// The days, in order.
    pub(super) days: Vec<Day>,
}

/// Returns every day on which some piece can be worked on, by kind.
pub(super) fn of(pieces: &[Piece], workspace: &Workspace) -> Vec<Slot> {
    let mut turns: Vec<Day> = pieces.iter().flat_map(|piece| [piece.first, piece.last.plus(1)]).collect();
    turns.sort_unstable();
    turns.dedup();
    let mut slots = Vec::new();
    for turn in turns.windows(2) {
        let (first, next) = (turn[0], turn[1]);
        let active: Vec<usize> =
            (0..pieces.len()).filter(|at| pieces[*at].first <= first && first <= pieces[*at].last).collect();
        let mut calendars: Vec<_> = active.iter().map(|at| pieces[*at].calendar).collect();
        calendars.sort_unstable();
        calendars.dedup();
        let mut kinds: BTreeMap<Vec<bool>, Vec<Day>> = BTreeMap::new();
        for day in (0..next.since(first)).map(|offset| first.plus(offset)) {
            let working: Vec<bool> =
                calendars.iter().map(|id| workspace.calendars.get(*id).works(day)).collect();
            if working.contains(&true) {
                kinds.entry(working).or_default().push(day);
            }
        }
        for (working, days) in kinds {
            let works = |at: &usize| {
                let place = calendars.binary_search(&pieces[*at].calendar);
                place.is_ok_and(|place| working[place])
            };
            slots.push(Slot { pieces: active.iter().copied().filter(works).collect(), days });
        }
    }
    slots
}
