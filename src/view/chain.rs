//! What gives a hop of a chain its date, in words.

use super::phrases::{date, together};
use crate::analysis::Assessment;
use crate::analysis::critical_path::Hop;
use crate::model::{LagDays, MilestoneId};
use crate::schedule::{Driver, Hold};
use crate::time::Instant;

/// Returns what drives a date, in a word or two.
pub(super) fn driver(assessment: &Assessment<'_>, driver: Driver) -> String {
    match driver {
        Driver::Hold(hold) => hold_words(hold).into(),
        Driver::Link(id) => {
            let link = assessment.network.link(id);
            let name = &assessment.workspace.milestone(link.from).full_id;
            let kind = if link.kind == crate::syntax::LinkKind::Fs { "" } else { link.kind.word() };
            together(format!("{name} {kind}{}", link.lag_text()).trim_end())
        }
    }
}

fn hold_words(hold: Hold) -> &'static str {
    match hold {
        Hold::DataDate => "today",
        Hold::ProgramStart => "program start",
        Hold::BlockedUntil => "blocked until then",
        Hold::Eta => "its eta",
        Hold::Due => "its due date",
        Hold::Actual => "done",
    }
}

/// Returns what is left of a milestone: `12wd left`, `10wd`, `event`.
pub(super) fn left(assessment: &Assessment<'_>, id: MilestoneId) -> String {
    let task = assessment.schedule.inputs.task(id);
    if !task.is_work {
        return "event".into();
    }
    if !task.is_unfinished() {
        return "done".into();
    }
    let assumed =
        if task.assumed > 0 { format!(", {}wd assumed worked", task.assumed) } else { String::new() };
    let left = if task.is_started() { format!("{}wd left", task.left) } else { format!("{}wd", task.left) };
    format!("{}{assumed}", together(&left))
}

/// Returns why there is a gap between a hop and the one before it, or what else holds its date; empty where
/// it follows at once.
pub(super) fn reasons(assessment: &Assessment<'_>, hop: &Hop) -> String {
    let mut reasons = Vec::new();
    if let Some(link) = hop.link {
        let link = assessment.network.link(link);
        let days = match link.lag {
            LagDays::Working(0) | LagDays::Elapsed(0) => None,
            LagDays::Working(days) => Some((days, "working day")),
            LagDays::Elapsed(days) => Some((days, "civil day")),
        };
        let from = if link.kind == crate::syntax::LinkKind::Ss { " from its start" } else { "" };
        match days {
            Some((days, unit)) if days > 0 => {
                reasons.push(format!("waits {}{from}", super::phrases::count(days as usize, unit)));
            }
            Some((days, unit)) => {
                let days = super::phrases::count(days.unsigned_abs() as usize, unit);
                reasons.push(format!("may overlap by {days}{from}"));
            }
            None if !from.is_empty() => reasons.push("waits for its start only".into()),
            None => {}
        }
        if !hop.drives {
            reasons.push(format!("{} behind it", together(&format!("{}wd slack", hop.slack))));
        }
    }
    reasons.extend(days_off(assessment, hop.milestone));
    for hold in &hop.holds {
        match hold {
            // A first hop starts today unless something says otherwise; a later one need not say so.
            Hold::DataDate if hop.link.is_some() && hop.drives => {}
            Hold::DataDate => reasons.push("can go on today".into()),
            Hold::Actual => {}
            Hold::Eta => {
                let eta = assessment.workspace.milestone(hop.milestone).eta;
                let eta = eta.map_or(String::new(), |eta| format!(", {}", date(eta, assessment.as_of())));
                reasons.push(format!("by its owner's eta{eta}"));
            }
            Hold::Due => reasons.push("stands on its due date".into()),
            Hold::BlockedUntil => reasons.push("blocked until then".into()),
            Hold::ProgramStart => reasons.push("the program starts then".into()),
        }
    }
    reasons.join(" · ")
}

/// Returns the leave and holidays inside a milestone's work.
fn days_off(assessment: &Assessment<'_>, id: MilestoneId) -> Vec<String> {
    let milestone = assessment.workspace.milestone(id);
    let dates = &assessment.schedule.dates;
    let begins = dates.remaining_start(id).or_else(|| dates.start(id)).map(Instant::day);
    let ends = dates.finish(id).map(Instant::day);
    let (Some(begins), Some(ends), true) = (begins, ends, milestone.is_work()) else { return Vec::new() };
    let calendars = &assessment.workspace.calendars;
    let (base, full) = (calendars.get(milestone.base), calendars.get(milestone.full));
    let leave = base.working_days(begins, ends) - full.working_days(begins, ends);
    let plain = crate::calendar::Calendar::new(base.week(), []);
    let holidays = plain.working_days(begins, ends) - base.working_days(begins, ends);
    let mut off = Vec::new();
    if leave > 0 {
        off.push(together(&format!("{leave}wd leave")));
    }
    if holidays > 0 {
        off.push(super::phrases::count(holidays as usize, "holiday"));
    }
    off
}
