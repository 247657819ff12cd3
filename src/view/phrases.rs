//! Shared phrases of the reports: one wording per idea.

use super::{Cell, Tone};
use crate::analysis::Assessment;
use crate::analysis::cliff::Cliff;
use crate::analysis::ending::{End, Ending};
use crate::analysis::forecast::Floor;
use crate::analysis::health::Health;
use crate::analysis::lateness::Lateness;
use crate::analysis::overload::Overload;
use crate::analysis::risk::tenth;
pub(super) use crate::english::{count, list};
use crate::model::{MilestoneId, OwnerId, ProgramId};
use crate::time::Day;

/// Keeps a text on one line when lines are wrapped.
pub(super) fn together(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// Keeps day and month of every date in a sentence on one line.
pub(super) fn keep_dates(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        kept.push_str(word);
        if let Some(next) = words.peek() {
            let day = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
            kept.push(if day && Day::is_month(next) { '\u{a0}' } else { ' ' });
        }
    }
    kept
}

/// Returns a day as `18 Sep`, kept on one line.
pub(super) fn date(day: Day, near: Day) -> String {
    together(&day.short(near))
}

/// Returns `6wd late`, `1 day late`, `1wd early` or `on time`, kept on one line.
pub(super) fn variance(lateness: Lateness) -> String {
    together(&lateness.words())
}

/// Returns `29 Dec`, or `≥ 29 Dec` for a floor and what rests on one, or `—` without a date.
pub(super) fn forecast(assessment: &Assessment<'_>, id: MilestoneId) -> String {
    let near = assessment.as_of();
    let finish = assessment.forecast(id).finish;
    finish.map_or("—".into(), |day| earliest(day, assessment.is_earliest(id), near))
}

/// Returns `29 Dec`, or `≥ 29 Dec` if it is only the earliest day left.
pub(super) fn earliest(day: Day, is_earliest: bool, near: Day) -> String {
    format!("{}{}", if is_earliest { "≥\u{a0}" } else { "" }, date(day, near))
}

/// Returns `rests on contract, blocked with no end in sight`, by the milestone that is a floor.
pub(super) fn rests_on(assessment: &Assessment<'_>, floor: MilestoneId, home: Option<ProgramId>) -> String {
    let why = assessment.forecast(floor).floor.map_or("", Floor::after_its_name);
    format!("rests on {}, {why}", id_in(assessment, floor, home))
}

/// Returns what became of a promise: `done 10 Aug`, `cancelled 16 Sep: Bought`, `promise withdrawn`
/// or `taken out of the plan`.
pub(super) fn ending(ending: &Ending, near: Day) -> String {
    let what = match ending.end {
        End::Done => "done",
        End::Cancelled => "cancelled",
        End::Unpromised => "promise withdrawn",
        End::TakenOut => "taken out of the plan",
    };
    let on = ending.on.map(|day| format!("\u{a0}{}", date(day, near))).unwrap_or_default();
    let reason = ending.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{what}{on}{reason}")
}

/// Returns the symbol and word of a health.
pub(super) fn health(health: Health) -> Cell {
    let (symbol, tone) = symbol(health);
    Cell::toned(together(&format!("{symbol} {}", health.words())), tone)
}

/// Returns the symbol and word of a health, and what it was.
pub(super) fn health_that_was(health: Health, was: Health) -> Cell {
    let (symbol, tone) = symbol(health);
    Cell::toned(together(&format!("{symbol} {}, was {}", health.words(), was.words())), tone)
}

/// Returns the symbol and word of a health, as part of a sentence.
pub(super) fn health_words(health: Health) -> String {
    together(&format!("{} {}", symbol(health).0, health.words()))
}

fn symbol(health: Health) -> (&'static str, Tone) {
    match health {
        Health::Late => ("✗", Tone::Bad),
        Health::AtRisk => ("▲", Tone::Doubtful),
        Health::Unknown => ("?", Tone::Faint),
        Health::OnTrack => ("✓", Tone::Good),
        Health::Done => ("●", Tone::Good),
        Health::Cancelled => ("–", Tone::Faint),
    }
}

/// Returns `once`, `twice`, `3 times`.
pub(super) fn times(number: usize) -> String {
    match number {
        1 => "once".into(),
        2 => "twice".into(),
        _ => format!("{number} times"),
    }
}

/// Returns an owner's id, or `—`.
pub(super) fn owner(assessment: &Assessment<'_>, id: MilestoneId) -> String {
    let workspace = assessment.workspace;
    workspace.owner_id(workspace.milestone(id).owner).unwrap_or("—").to_owned()
}

/// Returns an owner's id with the team, if there is one: `bo (payments)`.
pub(super) fn owner_and_team(assessment: &Assessment<'_>, id: MilestoneId) -> String {
    let workspace = assessment.workspace;
    let owner = workspace.milestone(id).owner.map(|owner| &workspace.owners[owner.index()]);
    match owner {
        None => "—".into(),
        Some(owner) => match &owner.team {
            Some(team) => format!("{} ({team})", owner.id),
            None => owner.id.clone(),
        },
    }
}

/// Returns `needs test, promised 22 Jan`: the input that does not let a promise fit, which is done
/// on the day `held` if everybody keeps to the plan.
pub(super) fn needs(
    assessment: &Assessment<'_>,
    input: MilestoneId,
    held: Option<Day>,
    home: Option<ProgramId>,
) -> String {
    let near = assessment.as_of();
    let what = match (assessment.workspace.milestone(input).promise.due, held) {
        (Some(due), Some(held)) if held > due => ", never fitted itself".to_owned(),
        // It stands earlier than its promise, and that is too late already.
        (Some(due), Some(held)) if held < due => {
            format!(", promised {}, {} at best", date(due, near), date(held, near))
        }
        (Some(due), _) => format!(", promised {}", date(due, near)),
        (None, _) => String::new(),
    };
    format!("needs {}{what}", id_in(assessment, input, home))
}

/// Returns working days of a milestone's own calendar: `2wd`; where only slots are worked,
/// `2 slots`, as there each may be weeks from the next.
pub(super) fn working(assessment: &Assessment<'_>, id: MilestoneId, days: impl Into<i64>) -> String {
    let days: i64 = days.into();
    match assessment.workspace.full(id).is_of_slots() {
        true => together(&count(days.unsigned_abs() as usize, "slot")),
        false => together(&format!("{days}wd")),
    }
}

/// Returns a milestone's id: short within `home`, else in full.
pub(super) fn id_in(assessment: &Assessment<'_>, id: MilestoneId, home: Option<ProgramId>) -> String {
    let milestone = assessment.workspace.milestone(id);
    if Some(milestone.program) == home { milestone.id.clone() } else { milestone.full_id.clone() }
}

/// Returns `Cliff: 1wd more on policies, or 1wd on register: stage1 misses its slot of 18 Nov, and
/// cert moves 22 Dec → 20 Jan 2027 (29 days)`, by the cliffs that have the same edge.
pub(super) fn cliff(
    assessment: &Assessment<'_>,
    alike: &[(MilestoneId, Cliff)],
    target: MilestoneId,
    home: Option<ProgramId>,
) -> String {
    let name = |id| id_in(assessment, id, home);
    let Some(((first, cliff), others)) = alike.split_first() else { return String::new() };
    let slip =
        |id, cliff: &Cliff, more: &str| together(&format!("{}{more}", working(assessment, id, cliff.slip)));
    let mut slips = format!("{} on {}", slip(*first, cliff, " more"), name(*first));
    let others: Vec<String> =
        others.iter().map(|(id, cliff)| format!("{} on {}", slip(*id, cliff, ""), name(*id))).collect();
    if !others.is_empty() {
        slips.push_str(&format!(", or {}", others.join(", ")));
    }
    format!("Cliff: {slips}: {}", fall(assessment, cliff, target, home))
}

/// Returns `stage1 misses its slot of 18 Nov, and cert moves 22 Dec → 20 Jan 2027 (29 days)`.
pub(super) fn fall(
    assessment: &Assessment<'_>,
    cliff: &Cliff,
    target: MilestoneId,
    home: Option<ProgramId>,
) -> String {
    let near = assessment.as_of();
    let name = |id| id_in(assessment, id, home);
    let moves = match cliff.after.zip(cliff.days()) {
        Some((after, days)) => {
            let days = count(days.unsigned_abs() as usize, "day");
            format!("moves {} → {} ({days})", date(cliff.before, near), date(after, near))
        }
        None => "has no date then".into(),
    };
    let lost = cliff.edge.as_ref().and_then(|edge| {
        let lost = match &edge.off {
            Some(off) => {
                format!("runs into {}", super::chain::days_off(assessment, std::slice::from_ref(off)))
            }
            None => format!("misses its slot of {}", date(edge.slot?, near)),
        };
        let moved = if edge.milestone == target { String::new() } else { format!("{} ", name(target)) };
        Some(format!("{} {lost}, and {moved}", name(edge.milestone)))
    });
    let lost = lost.unwrap_or_else(|| format!("{} ", name(target)));
    format!("{lost}{moves}")
}

/// Returns `14 Sep to 25 Sep`, or one day.
pub(super) fn span(from: Day, to: Day, near: Day) -> String {
    match from == to {
        true => date(from, near),
        false => format!("{}\u{a0}to\u{a0}{}", date(from, near), date(to, near)),
    }
}

/// How many names a sentence lists; the rest are a count.
const NAMED: usize = 4;

/// Returns the first of some names, and how many more there are.
pub(super) fn some(names: &[impl AsRef<str>]) -> String {
    if names.len() <= NAMED + 1 {
        return list(names);
    }
    let mut few: Vec<String> = names.iter().take(NAMED).map(|name| name.as_ref().to_owned()).collect();
    few.push(format!("{} more", names.len() - NAMED));
    list(&few)
}

/// Returns who has too much to do, when, and what of it: `5wd too much: checkout/ledger 10wd and
/// mlops/labels 5wd have no other days · deputy ana`.
pub(super) fn overload(assessment: &Assessment<'_>, owner: OwnerId, overload: &Overload) -> [String; 3] {
    let workspace = assessment.workspace;
    let name = |id: MilestoneId| workspace.milestone(id).full_id.as_str();
    let forced: Vec<String> =
        overload.forced.iter().map(|(id, days)| together(&format!("{} {days}wd", name(*id)))).collect();
    let deputy = workspace.owner_id(overload.deputy);
    let deputy = deputy.map_or(String::new(), |deputy| format!(" · deputy {deputy}"));
    let excess = together(&format!("{} too much", overload.amount()));
    let have = if forced.len() == 1 { "has" } else { "have" };
    [
        workspace.owners[owner.index()].id.clone(),
        span(overload.from, overload.to, assessment.as_of()),
        format!("{excess}: {} {have} no other days{deputy}", some(&forced)),
    ]
}

/// Returns a count of days to one decimal, as `4.5wd`.
pub(super) fn tenths(days: f64) -> String {
    let rounded = tenth(days);
    if rounded.fract() == 0.0 { format!("{rounded:.0}wd") } else { format!("{rounded:.1}wd") }
}

/// Returns the start of every report's first line: the as-of day.
pub(super) fn as_of(assessment: &Assessment<'_>) -> Cell {
    Cell::toned(together(&assessment.as_of().long()), Tone::Strong)
}

/// Returns `10,000`.
pub(super) fn thousands(number: u32) -> String {
    match number {
        ..1000 => number.to_string(),
        _ => format!("{},{:03}", thousands(number / 1000), number % 1000),
    }
}
