//! The lateness of one milestone, taken apart: own slip, causes, what never fitted.

use super::parts::Part;
use super::{OwnCause, Slips};
use crate::analysis::days_off::{DayOffReason, between};
use crate::analysis::lateness::Lateness;
use crate::model::{MilestoneId, Workspace};
use crate::schedule::{each_input, without_inputs};
use crate::time::Day;
use crate::trial::Trial;

/// Why a milestone is late against a reference. `causes` and `never_fitted` add up to its working
/// days late.
#[derive(Debug, Clone)]
pub struct Breakdown {
    /// Forecast, or actual, against the reference.
    pub lateness: Lateness,
    /// Working days that it slips by itself, before room is used.
    pub own: i32,
    /// Why; `None` if it does not.
    pub own_because: Option<OwnCause>,
    /// Working days that its inputs carry into it, before room is used.
    pub carried: i32,
    /// Working days late that it would be if everybody did what the plan allows.
    pub never_fitted: i32,
    /// The input that does not let the promise fit; `None` if its own length does not, or it fits.
    pub needs: Option<MilestoneId>,
    /// Working days of room before the reference that the slip used up.
    pub room_used: i32,
    /// Whose slip it is, with its own; most days first, then by id.
    pub causes: Vec<SlipCause>,
}

/// A milestone that slips by itself and makes another late.
#[derive(Debug, Clone)]
pub struct SlipCause {
    /// The milestone.
    pub milestone: MilestoneId,
    /// Working days, with the amplified ones.
    pub workdays: i32,
    /// Those that days off or slots on the way added.
    pub amplified: i32,
    /// What added them, most days first.
    pub amplified_by: Vec<Taker>,
}

/// What takes working days away from a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taker {
    /// A freeze, by its index in the workspace.
    Freeze(usize),
    /// The leave of the milestone's owner.
    Leave(MilestoneId),
    /// The slots of the milestone's calendar.
    Slots(MilestoneId),
    /// Days off of the milestone's calendar.
    Holidays(MilestoneId),
    /// The pauses of the milestone.
    Pauses(MilestoneId),
}

impl Taker {
    /// Returns what it is, in words: `freeze Year end`, `slots of board`, `leave of ana`.
    pub fn words(self, workspace: &Workspace) -> String {
        match self {
            Self::Freeze(freeze) => match &workspace.freezes[freeze].name {
                Some(name) => format!("freeze {name}"),
                None => "a freeze".into(),
            },
            Self::Leave(id) => {
                let owner = workspace.owner_id(workspace.milestone(id).owner);
                format!("leave of {}", owner.unwrap_or("its owner"))
            }
            Self::Slots(id) => {
                let calendar = workspace.milestone(id).calendar.as_deref();
                format!("slots of {}", calendar.unwrap_or("its calendar"))
            }
            Self::Holidays(_) => "holidays".into(),
            Self::Pauses(_) => "pauses".into(),
        }
    }
}

impl Slips<'_> {
    /// Takes the lateness of a milestone against a reference apart; `None` if it is not late.
    ///
    /// The reference is the promise that these slips are measured at, and `plan` the one in which
    /// every milestone is held.
    pub fn breakdown(&self, plan: &Trial<'_>, id: MilestoneId, reference: Day) -> Option<Breakdown> {
        let now = self.dates.finish(id)?.day();
        let held = self.held(id)?;
        let lateness = self.days(id, reference, now);
        if !lateness.is_late() {
            return None;
        }
        let slip = self.of(id);
        let alone = slip.map_or(held, |slip| slip.alone);
        let own = self.days(id, alone, now).workdays;
        let carried = self.days(id, held, alone).workdays;
        let fits = self.days(id, reference, held);
        let never_fitted = fits.workdays.max(0);
        let parts = slip.map_or(&[][..], |slip| &slip.parts);
        Some(Breakdown {
            lateness,
            own,
            own_because: self.own_because(id),
            carried,
            never_fitted,
            needs: if fits.is_late() { self.needs(plan, id, held) } else { None },
            room_used: (-fits.workdays).max(0),
            causes: self.causes(parts, lateness.workdays - never_fitted),
        })
    }

    /// Returns the causes of a slip with whole days that add up to `total`, by largest remainder.
    fn causes(&self, parts: &[Part], total: i32) -> Vec<SlipCause> {
        let sum: f64 = parts.iter().map(|part| part.days).sum();
        if sum <= 0.0 {
            return Vec::new();
        }
        let name = |id: MilestoneId| &self.workspace().milestone(id).full_id;
        let mut parts = parts.to_vec();
        parts
            .sort_by(|a, b| b.days.total_cmp(&a.days).then_with(|| name(a.milestone).cmp(name(b.milestone))));
        let scale = f64::from(total.max(0)) / sum;
        let exact: Vec<f64> = parts
            .iter()
            .flat_map(|part| [part.days - part.amplified, part.amplified])
            .map(|days| days * scale)
            .collect();
        let whole = whole_days(&exact, total.max(0));
        let mut causes: Vec<SlipCause> = parts
            .iter()
            .zip(whole.chunks(2))
            .map(|(part, days)| SlipCause {
                milestone: part.milestone,
                workdays: days[0] + days[1],
                amplified: days[1],
                amplified_by: part.at.filter(|_| days[1] > 0).map_or(Vec::new(), |at| self.takers(at)),
            })
            .collect();
        causes.sort_by(|a, b| {
            b.workdays.cmp(&a.workdays).then_with(|| name(a.milestone).cmp(name(b.milestone)))
        });
        // Where only days off lie between, nothing is a whole day: the first is named all the same.
        let least = usize::from(total <= 0);
        let told = causes.iter().filter(|cause| cause.workdays > 0).count().max(least);
        causes.truncate(told);
        causes
    }

    /// Returns what took days away from a milestone between its held day and where its inputs put
    /// it now.
    fn takers(&self, id: MilestoneId) -> Vec<Taker> {
        let Some(slip) = self.of(id) else { return Vec::new() };
        if self.workspace().base(id).week().length() == 0 {
            return vec![Taker::Slots(id)];
        }
        let mut takers: Vec<(u32, Taker)> = Vec::new();
        for off in between(self.schedule.workspace, id, slip.held.plus(1), slip.alone) {
            let taker = match off.reason {
                DayOffReason::Freeze(freeze) => Taker::Freeze(freeze),
                DayOffReason::Leave => Taker::Leave(id),
                DayOffReason::Holiday => Taker::Holidays(id),
                DayOffReason::Pause => Taker::Pauses(id),
            };
            match takers.iter_mut().find(|(_, known)| *known == taker) {
                Some((days, _)) => *days += off.days,
                None => takers.push((off.days, taker)),
            }
        }
        takers.sort_by_key(|(days, taker)| (std::cmp::Reverse(*days), *taker));
        takers.into_iter().map(|(_, taker)| taker).collect()
    }

    /// Returns the input that by itself puts a held milestone on its held day; of several, the one
    /// with the smallest id. `None` if it would be there without any input.
    fn needs(&self, plan: &Trial<'_>, id: MilestoneId, held: Day) -> Option<MilestoneId> {
        if without_inputs(plan.plan(), id) >= Some(held) {
            return None;
        }
        let inputs = each_input(plan.plan(), id, plan.dates()).into_iter();
        let puts = inputs.filter(|(_, day)| *day == Some(held)).map(|(from, _)| from);
        let live = puts.filter(|from| self.workspace().milestone(*from).is_live());
        live.min_by_key(|from| &self.workspace().milestone(*from).full_id)
    }
}

/// Rounds parts to whole days that add up to `total`: the largest remainders are rounded up, of
/// equal ones the first.
fn whole_days(exact: &[f64], total: i32) -> Vec<i32> {
    // Ignores what adding and dividing leaves behind.
    let floor = |days: f64| (days + 1e-9).floor();
    let mut whole: Vec<i32> = exact.iter().map(|days| floor(*days) as i32).collect();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    let remainder = |at: &usize| ((exact[*at] - floor(exact[*at])) * 1e6).round();
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(b)));
    let missing = usize::try_from(total - whole.iter().sum::<i32>()).unwrap_or(0);
    for at in order.into_iter().take(missing) {
        whole[at] += 1;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::whole_days;

    #[test]
    fn whole_days_add_up_and_the_largest_remainders_gain() {
        assert_eq!(whole_days(&[1.9, 17.1], 19), [2, 17]);
        assert_eq!(whole_days(&[2.5, 2.5], 5), [3, 2]);
        assert_eq!(whole_days(&[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0], 1), [1, 0, 0]);
        assert_eq!(whole_days(&[3.0], 3), [3]);
    }
}
