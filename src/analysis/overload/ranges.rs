//! The days on which work is stuck, as ranges: each as small as it can be told without losing a
//! part of what does not fit.

use super::slots::Slot;
use super::{Overload, Piece};
use crate::model::Workspace;
use crate::syntax::Capacity;
use crate::time::Day;

/// Returns the days of some slots, in order.
pub(super) fn days_of(slots: &[Slot], chosen: &[usize]) -> Vec<Day> {
    let mut days: Vec<Day> = chosen.iter().flat_map(|slot| slots[*slot].days.iter().copied()).collect();
    days.sort_unstable();
    days
}

/// Returns the ranges that these days fall into, earliest first.
///
/// Days belong together if work that could be on either of them is stuck on them, or if work that
/// has no day to spare is on both and on none between them.
pub(super) fn of(pieces: &[Piece], workspace: &Workspace, days: &[Day], capacity: Capacity) -> Vec<Overload> {
    let stuck: Vec<Stuck<'_>> =
        pieces.iter().map(|piece| Stuck::of(piece, workspace, days)).filter(|it| it.forced > 0).collect();
    let mut parts = Parts::new(days.len());
    for Stuck { piece, on, float, .. } in &stuck {
        for pair in on.windows(2) {
            let table = workspace.calendars.get(piece.calendar);
            let is_next = || table.working_days(days[pair[0]], days[pair[1]]) == 2;
            if *float > 0 || is_next() {
                parts.join(pair[0], pair[1]);
            }
        }
    }
    let mut overloads: Vec<Overload> = Vec::new();
    let mut places = vec![None; days.len()];
    for (at, day) in days.iter().enumerate() {
        let place = *places[parts.first(at)].get_or_insert_with(|| {
            let (from, to) = (*day, *day);
            overloads.push(Overload {
                from,
                to,
                excess: 0,
                days: Vec::new(),
                forced: Vec::new(),
                deputy: None,
            });
            overloads.len() - 1
        });
        overloads[place].days.push(*day);
        overloads[place].to = *day;
    }
    for Stuck { piece, on, float, .. } in &stuck {
        let mut counts: Vec<(usize, u32)> = Vec::new();
        for at in on {
            let Some(place) = places[parts.first(*at)] else { continue };
            match counts.iter_mut().find(|(other, _)| *other == place) {
                Some((_, count)) => *count += 1,
                None => counts.push((place, 1)),
            }
        }
        for (place, count) in counts {
            let forced = count.saturating_sub(*float);
            if forced > 0 {
                overloads[place].forced.push((piece.id, forced));
                overloads[place].excess += u64::from(forced) * u64::from(Capacity::ONE);
            }
        }
    }
    for overload in &mut overloads {
        let room = overload.days.len() as u64 * u64::from(capacity.thousandths());
        overload.excess = overload.excess.saturating_sub(room);
    }
    overloads
}

/// A piece of work of which something is forced into the days.
struct Stuck<'p> {
    piece: &'p Piece,
    /// Those of the days on which it can be worked on, as indices.
    on: Vec<usize>,
    /// How many days it could be moved within its own.
    float: u32,
    /// How many of its days do not fit on others.
    forced: u32,
}

impl<'p> Stuck<'p> {
    fn of(piece: &'p Piece, workspace: &Workspace, days: &[Day]) -> Self {
        let on: Vec<usize> = (0..days.len()).filter(|at| piece.works(workspace, days[*at])).collect();
        let float = piece.float(workspace);
        let forced = u32::try_from(on.len()).unwrap_or(u32::MAX).saturating_sub(float);
        Self { piece, on, float, forced }
    }
}

/// Groups of things that belong together.
struct Parts(Vec<usize>);

impl Parts {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// Returns the first of the group that a thing belongs to.
    fn first(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other);
    }
}
