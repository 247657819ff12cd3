//! Shares the slip of a milestone among its causes.

use super::Slips;
use crate::model::MilestoneId;
use crate::time::Day;

/// How many causes of one milestone are kept apart. Those that cost least count with the input
/// through which they come, so that a long chain of late milestones stays linear.
const KEPT: usize = 20;

/// The part of a slip that one milestone causes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) milestone: MilestoneId,
    /// Days, with the amplified ones.
    pub(super) days: f64,
    /// The days that were added on the way, by days off or slots.
    pub(super) amplified: f64,
    /// The milestone in which most of those were added.
    pub(super) at: Option<MilestoneId>,
}

/// The day that an input passes on, now and held.
type Passed = Option<[Day; 2]>;

/// Returns the parts of the slip of `id` from held to now. `inputs` says where each input alone
/// puts the milestone; the inputs of the network come earlier in topological order, so theirs are
/// known.
pub(super) fn of(
    slips: &Slips<'_>,
    id: MilestoneId,
    [now, alone, held]: [Day; 3],
    inputs: &[(MilestoneId, Option<Day>)],
    passed: &[Passed],
) -> Vec<Part> {
    let whole = slips.days(id, held, now);
    // Where only days off lie between, shares are counted in civil days.
    let days = |from: Day, to: Day| {
        let days = slips.days(id, from, to);
        f64::from(if whole.workdays == 0 { days.days } else { days.workdays })
    };
    let mut late: Vec<(Day, MilestoneId)> =
        inputs.iter().filter_map(|(from, day)| Some(((*day)?, *from))).filter(|late| late.0 > held).collect();
    late.sort_unstable();
    let mut parts: Vec<Part> = Vec::new();
    let (mut reached, mut share) = (held, 0.0);
    for (at, (day, input)) in late.iter().enumerate() {
        // The days up to here are shared by all inputs that reach at least this far.
        share += days(reached, *day) / (late.len() - at) as f64;
        reached = *day;
        let slipped = passed[input.index()].map_or(0.0, |[now, held]| days(held, now));
        let amplified = (share - slipped).max(0.0);
        pass_on(slips, *input, share, amplified, id, &mut parts);
    }
    // With what no single input explains, if all of them together put it later.
    let own = days(alone, now) + days(reached, alone);
    if own > 0.0 {
        add(&mut parts, Part { milestone: id, days: own, amplified: 0.0, at: None });
    }
    if parts.len() > KEPT {
        let nearest = late.last().map_or(id, |(_, input)| *input);
        keep_largest(&mut parts, nearest);
    }
    parts.shrink_to_fit();
    parts
}

/// Gives a share to the causes of an input's own slip, in the same proportions; to the input itself
/// if it has none.
fn pass_on(
    slips: &Slips<'_>,
    input: MilestoneId,
    share: f64,
    amplified: f64,
    at: MilestoneId,
    parts: &mut Vec<Part>,
) {
    let causes = slips.of(input).map_or(&[][..], |slip| &slip.parts);
    let total: f64 = causes.iter().map(|part| part.days).sum();
    if total <= 0.0 {
        add(parts, Part { milestone: input, days: share, amplified, at: Some(at) });
        return;
    }
    for part in causes {
        let weight = part.days / total;
        let earlier = (share - amplified) * part.amplified / total;
        let is_here = amplified * weight >= earlier;
        add(
            parts,
            Part {
                milestone: part.milestone,
                days: share * weight,
                amplified: amplified * weight + earlier,
                at: if is_here { Some(at) } else { part.at },
            },
        );
    }
}

fn add(parts: &mut Vec<Part>, part: Part) {
    match parts.iter_mut().find(|known| known.milestone == part.milestone) {
        None => parts.push(part),
        Some(known) => {
            if part.amplified > known.amplified {
                known.at = part.at;
            }
            known.days += part.days;
            known.amplified += part.amplified;
        }
    }
}

/// Keeps the largest parts, and counts the others as caused by `nearest`.
fn keep_largest(parts: &mut Vec<Part>, nearest: MilestoneId) {
    parts.sort_by(|a, b| b.days.total_cmp(&a.days).then(a.milestone.cmp(&b.milestone)));
    let rest = parts.split_off(KEPT - 1);
    let sum = |of: fn(&Part) -> f64| rest.iter().map(of).sum::<f64>();
    let part = Part {
        milestone: nearest,
        days: sum(|part| part.days),
        amplified: sum(|part| part.amplified),
        at: rest.first().and_then(|part| part.at),
    };
    add(parts, part);
}
