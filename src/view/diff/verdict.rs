//! The verdict on a change: a list, the worst first.

use super::words::{by, forecasts, in_quotes};
use crate::analysis::diff::{
    BeforeAfter, Change, Diff, EditKind, KeptChange, Later, Moving, Pair, PromiseChange, RiskMove,
};
use crate::analysis::kept::Kept;
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use crate::view::Tone;
use crate::view::odds::percent;
use crate::view::phrases::{count, date, earliest, together};
use std::collections::BTreeMap;

/// Programs named, at most.
const PROGRAMS: usize = 2;

/// Promises and risks named in a clause, at most.
const NAMED: usize = 3;

/// People named, at most.
const PEOPLE: usize = 6;

/// One line of the verdict.
pub(super) struct Clause {
    pub(super) tone: Tone,
    /// Whether it is about firm promises.
    is_firm: bool,
    pub(super) text: String,
}

impl Clause {
    fn new(tone: Tone, text: String) -> Self {
        Self { tone, is_firm: false, text }
    }

    /// Returns its place: bad news about firm promises first, gains last.
    fn rank(&self) -> (u8, bool) {
        (rank(self.tone), !self.is_firm)
    }

    fn is_warning(&self) -> bool {
        matches!(self.tone, Tone::Bad | Tone::Doubtful)
    }
}

/// Returns the place of a tone: bad news first, gains last.
pub(super) fn rank(tone: Tone) -> u8 {
    match tone {
        Tone::Bad => 0,
        Tone::Doubtful => 1,
        Tone::Good => 3,
        _ => 2,
    }
}

/// Returns the sign before a text.
pub(super) fn sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "✗ ",
        Tone::Doubtful => "▲ ",
        Tone::Good => "✓ ",
        Tone::Faint => "",
        _ => "· ",
    }
}

/// Returns the clauses, worst first. Names from plans are quoted, so that none reads as a verdict.
pub(super) fn verdict(diff: &Diff<'_>) -> Vec<Clause> {
    if diff.is_empty() {
        return vec![Clause::new(Tone::Faint, "Nothing was changed in the plans".into())];
    }
    let mut clauses: Vec<Clause> =
        cycles(diff).into_iter().map(|text| Clause::new(Tone::Bad, text)).collect();
    clauses.extend(promises(diff));
    clauses.extend(out_of_sight(diff));
    clauses.extend(moved(diff));
    clauses.extend(recipients(diff));
    clauses.extend(programs(diff));
    clauses.extend(rooms(diff));
    clauses.extend(less_often(diff));
    clauses.extend(risks(diff));
    let loosened = diff.policy.iter().filter(|policy| policy.is_loosened()).count();
    if loosened > 0 {
        let text = format!("loosens the gate in {}", count(loosened, "place"));
        clauses.push(Clause::new(Tone::Doubtful, text));
    }
    let is_admitted = |change: &Change<ProgramId>| change.causes.later == Some(Later::Admitted);
    if !diff.is_tried && diff.is_news_alone() && diff.programs.iter().any(is_admitted) {
        let text = "No estimate or promise was changed: it is only what happened";
        clauses.push(Clause::new(Tone::Plain, text.into()));
    }
    clauses.sort_by_key(Clause::rank);
    if let Some(text) = forecasts_at_all(diff, &clauses) {
        let at = clauses.iter().position(|clause| !clause.is_warning()).unwrap_or(clauses.len());
        let tone = if at == 0 { Tone::Faint } else { Tone::Plain };
        clauses.insert(at, Clause::new(tone, text));
    }
    let people = diff.affects();
    if !people.is_empty() {
        let people = people.into_iter().map(quoted);
        clauses.push(Clause::new(Tone::Plain, format!("affects {}", some(people, PEOPLE))));
    }
    clauses
}

/// Returns what holds of all forecasts, where it is no news of one.
fn forecasts_at_all(diff: &Diff<'_>, clauses: &[Clause]) -> Option<String> {
    let moved = diff.milestones.iter().filter(|change| change.finish.moved()).count();
    let is_gain = |clause: &Clause| clause.tone == Tone::Good;
    let is_worse = clauses.iter().any(Clause::is_warning);
    let gains = !is_worse && clauses.iter().any(is_gain);
    // A program can move where no milestone does: another of them is its finish.
    let dates_move = diff.programs.iter().any(|change| change.finish.moved())
        || diff.milestones.iter().any(is_on_one_side);
    Some(match moved {
        0 if clauses.is_empty() && diff.untold.is_some() => "Nothing in your selection moves".into(),
        0 if clauses.is_empty() && diff.edits.is_empty() && diff.is_unsure() => {
            "What was changed could not be read".into()
        }
        0 if dates_move && !gains => return None,
        0 if !dates_move => "No date moves".into(),
        _ if is_worse => return None,
        _ if gains => "Nothing promised gets worse".into(),
        1 => "Nothing promised gets worse; 1 forecast moves".into(),
        _ => format!("Nothing promised gets worse; {} move", count(moved, "forecast")),
    })
}

/// Whether only one side has a date for a milestone of both.
fn is_on_one_side(change: &Change<MilestoneId>) -> bool {
    let day = change.finish.day;
    matches!(change.pair, Pair::Both(..)) && day.before.is_some() != day.after.is_some()
}

/// Returns a name from a plan in quotes.
fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// Returns the first of a list, and how many more there are.
fn some(names: impl ExactSizeIterator<Item = String>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let mut names: Vec<String> = names.take(most).collect();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    names.join(", ")
}

fn cycles(diff: &Diff<'_>) -> Option<String> {
    let cycle = diff.new_cycles.first()?;
    let more = if cycle.len() > 4 { ", …" } else { "" };
    let shown: Vec<String> = cycle.iter().take(4).map(|id| quoted(id)).collect();
    Some(format!("{}{more} now wait for each other in a circle", shown.join(", ")))
}

fn programs(diff: &Diff<'_>) -> Vec<Clause> {
    let mut told: Vec<&Change<ProgramId>> = diff.programs.iter().filter(|change| is_told(change)).collect();
    // Later ones first, the largest first.
    told.sort_by_key(|change| std::cmp::Reverse(change.finish.by));
    let mut clauses: Vec<Clause> = told.iter().take(PROGRAMS).map(|change| program(diff, change)).collect();
    if let [_, .., last] = clauses.as_slice()
        && told.len() > PROGRAMS
    {
        let more = told.len() - PROGRAMS;
        let verb = if more == 1 { "moves" } else { "move" };
        let text = format!("{} {verb}", count(more, "more program"));
        clauses.push(Clause::new(last.tone, text));
    }
    clauses
}

fn is_told(change: &Change<ProgramId>) -> bool {
    matches!(change.change, Some(EditKind::Added | EditKind::Removed)) || change.finish.is_change()
}

fn program(diff: &Diff<'_>, change: &Change<ProgramId>) -> Clause {
    let near = diff.head.assessment.as_of();
    let id = quoted(diff.id(change.pair));
    let finish = &change.finish;
    let BeforeAfter { before: was, after: is } = finish.is_earliest();
    let (tone, text) = match (change.change, finish.day.before, finish.day.after) {
        (Some(EditKind::Added), _, Some(after)) => {
            (Tone::Plain, format!("adds {id}, finish {}", earliest(after, is, near)))
        }
        (Some(EditKind::Added), _, None) => (Tone::Plain, format!("adds {id}")),
        (Some(EditKind::Removed), ..) => (Tone::Doubtful, format!("removes {id}")),
        (_, Some(before), Some(after)) if before == after => {
            let day = earliest(after, is, near);
            match is {
                true => (Tone::Doubtful, format!("{id} finish {day} is now the earliest it can be")),
                false => (Tone::Good, format!("{id} finish {day} is no longer only the earliest it can be")),
            }
        }
        (_, Some(before), Some(after)) => {
            let tone = if finish.is_later() { Tone::Doubtful } else { Tone::Good };
            let days = forecasts(before, after, finish.is_earliest(), near);
            (tone, format!("{id} finish {days}, {}", by(finish.by)))
        }
        (_, Some(before), None) => {
            let was = earliest(before, was, near);
            (Tone::Bad, format!("{id} has no finish date any more, was {was}"))
        }
        (_, None, Some(after)) => {
            (Tone::Good, format!("{id} has a finish date again, {}", earliest(after, is, near)))
        }
        (_, None, None) => (Tone::Plain, id),
    };
    Clause::new(tone, text)
}

/// Whether a promise belongs to a kind.
type Fits = fn(&PromiseChange) -> bool;

/// What may have become of a promise, the worst first.
const KINDS: [(Fits, Tone, &str); 7] = [
    (PromiseChange::is_newly_late, Tone::Bad, "newly late"),
    (is_later_still, Tone::Bad, "later still"),
    (is_late_after_its_move, Tone::Bad, "still late after being moved"),
    (is_without_date, Tone::Bad, "without a date now"),
    (PromiseChange::is_late_but_for_its_move, Tone::Doubtful, "no longer late only by being moved"),
    (PromiseChange::is_less_late, Tone::Good, "less late"),
    (|change| change.is_no_longer_late() && !change.is_late_but_for_its_move(), Tone::Good, "no longer late"),
];

/// Whether a promise was moved and is late all the same, though no later than it was.
fn is_late_after_its_move(change: &PromiseChange) -> bool {
    change.is_late_after_its_move() || change.is_later_still() && !is_later_still(change)
}

/// Returns the tone of a promise: the worst of what the verdict says of it.
pub(super) fn tone(change: &PromiseChange) -> Tone {
    let of_kind = KINDS.iter().filter(|(fits, ..)| fits(change)).map(|(_, tone, _)| *tone);
    let moved = Moved::of(change).map(|moved| moved.tone(change.before.firm));
    let given = change.has_other_recipient().then(|| recipient_tone(change));
    let closer = change.is_closer().then_some(Tone::Doubtful);
    let lost = (is_unread(change) || change.is_no_longer_known()).then_some(Tone::Bad);
    let tones = of_kind.chain(moved).chain(given).chain(closer).chain(lost);
    tones.min_by_key(|tone| rank(*tone)).unwrap_or(Tone::Plain)
}

/// Returns what became of promises: ``1 firm promise newly late: `checkout/cutover` to "BigBank"``.
fn promises(diff: &Diff<'_>) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for (fits, tone, what) in KINDS {
        let (firm, others): (Vec<&PromiseChange>, Vec<&PromiseChange>) =
            diff.promises.iter().filter(|change| fits(change)).partition(|change| change.is_firm());
        let other = if firm.is_empty() { "promise" } else { "other promise" };
        for (list, kind, is_firm) in [(firm, "firm promise", true), (others, other, false)] {
            if !list.is_empty() {
                let text = format!("{} {what}: {}", count(list.len(), kind), named(diff, &list));
                clauses.push(Clause { is_firm, ..Clause::new(tone, text) });
            }
        }
    }
    clauses
}

/// Whether a promise has no date any more, or is new and no day is left for it. Those that cannot
/// be read are reported by `out_of_sight`.
fn is_without_date(change: &PromiseChange) -> bool {
    (change.is_no_longer_known() || change.is_newly_without_day()) && !change.after.is_unread
}

/// Returns whose promises they are, and to whom those were made.
fn named(diff: &Diff<'_>, list: &[&PromiseChange]) -> String {
    some(list.iter().map(|change| which(diff, change)), NAMED)
}

fn which(diff: &Diff<'_>, change: &PromiseChange) -> String {
    let whom = change.promised_to().map_or(String::new(), |whom| format!(" to {}", in_quotes(whom)));
    format!("{}{whom}", quoted(diff.id(change.holder)))
}

/// Returns how much room is left towards firm promises that are still kept: ``room to `p/z` 5 →
/// 2wd``.
fn rooms(diff: &Diff<'_>) -> Vec<Clause> {
    let (lost, later): (Vec<&PromiseChange>, Vec<&PromiseChange>) = diff
        .promises
        .iter()
        .filter(|change| change.is_closer())
        .partition(|change| change.room().is_some_and(|(before, after)| after < before));
    let room = |change: &&PromiseChange| {
        let (before, after) = change.room().unwrap_or_default();
        format!("{} {}", quoted(diff.id(change.holder)), super::words::room(before, after))
    };
    let is_gone = |change: &&PromiseChange| change.room().is_some_and(|(_, after)| after <= 0);
    let (gone, lost): (Vec<&PromiseChange>, Vec<&PromiseChange>) = lost.into_iter().partition(is_gone);
    let more = gone.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("{} without room left", count(more, "more firm promise")));
    let gone = gone.into_iter().take(NAMED).map(|change| no_room(diff, change)).chain(more);
    let lost = (!lost.is_empty()).then(|| format!("room to {}", some(lost.iter().map(room), NAMED)));
    let later = (!later.is_empty()).then(|| {
        let number = count(later.len(), "firm promise");
        format!("{number} forecast later, still kept: {}", named(diff, &later))
    });
    let clause = |text| Clause { is_firm: true, ..Clause::new(Tone::Doubtful, text) };
    gone.chain(lost).chain(later).map(clause).collect()
}

/// Returns which firm promises fewer runs keep:
/// ``1 firm promise kept less often: `p/z` 61 % → 27 %``.
fn less_often(diff: &Diff<'_>) -> Option<Clause> {
    let odds = diff.odds.as_ref()?;
    let less: Vec<&KeptChange> = odds.promises.iter().filter(|change| change.is_less_often()).collect();
    let one = |change: &&KeptChange| {
        let share = |kept: Option<Kept>| kept.map_or(String::new(), |kept| percent(kept.share));
        let (before, after) = (share(change.kept.before), share(change.kept.after));
        together(&format!("{} {before} → {after}", quoted(diff.id(change.holder))))
    };
    let number = count(less.len(), "firm promise");
    let text = format!("{number} kept less often: {}", some(less.iter().map(one), NAMED));
    (!less.is_empty()).then(|| Clause { is_firm: true, ..Clause::new(Tone::Doubtful, text) })
}

/// Returns that a firm promise is kept with nothing to spare: ``p/z` (firm, "KPMG"): last possible
/// day, 20 Nov, no room left``.
fn no_room(diff: &Diff<'_>, change: &PromiseChange) -> String {
    let whom = change.promised_to().map_or(String::new(), |whom| format!(", {}", in_quotes(whom)));
    let day = |day: Option<Day>| day.map_or(String::new(), |day| date(day, diff.head.assessment.as_of()));
    let (due, finish) = (change.after.promise.due, change.finish.day.after);
    let how = match finish == due {
        true => format!("last possible day, {}, no room left", day(due)),
        false => format!("no room left towards {}", day(due)),
    };
    format!("{} (firm{whom}): {how}", quoted(diff.id(change.holder)))
}

fn recipient_tone(change: &PromiseChange) -> Tone {
    match change.is_firm() && change.is_taken_from_its_recipient() {
        true => Tone::Bad,
        false => Tone::Doubtful,
    }
}

/// Returns which promises are no longer made to whom they were: ``1 firm promise no longer promised
/// to "BigBank": `checkout/cutover` (now "Ana")``.
fn recipients(diff: &Diff<'_>) -> Vec<Clause> {
    let mut kinds: BTreeMap<(bool, &str), Vec<&PromiseChange>> = BTreeMap::new();
    for change in diff.promises.iter().filter(|change| change.has_other_recipient()) {
        let was = change.before.promised_to.as_deref().unwrap_or_default();
        kinds.entry((!change.is_firm(), was)).or_default().push(change);
    }
    let now = |change: &&PromiseChange| {
        let now = change.after.promised_to.as_deref().map_or("nobody".to_owned(), in_quotes);
        format!("{} (now {now})", quoted(diff.id(change.holder)))
    };
    let clause = |((is_other, was), list): ((bool, &str), Vec<&PromiseChange>)| {
        let what = count(list.len(), if is_other { "promise" } else { "firm promise" });
        let tones = list.iter().map(|change| recipient_tone(change));
        let tone = tones.min_by_key(|tone| rank(*tone)).unwrap_or(Tone::Doubtful);
        let names = some(list.iter().map(now), NAMED);
        let text = format!("{what} no longer promised to {}: {names}", in_quotes(was));
        Clause { is_firm: !is_other, ..Clause::new(tone, text) }
    };
    kinds.into_iter().map(clause).collect()
}

/// Whether an open promise of the base cannot be read in the head.
fn is_unread(change: &PromiseChange) -> bool {
    change.after.is_unread && change.before.promise.due.is_some() && !change.before.is_done
}

/// Returns how many promises of the base cannot be read in the head: ``cannot read 2 firm promises
/// any more: `a/y`, `a/z```.
fn out_of_sight(diff: &Diff<'_>) -> Vec<Clause> {
    let is_firm = |whose: &Pair<PromiseHolder>| match whose.base() {
        Some(PromiseHolder::Milestone(id)) => diff.base.workspace().milestone(id).firm,
        _ => false,
    };
    let unread = diff.promises.iter().filter(|change| is_unread(change)).map(|change| change.holder);
    let (firm, others): (Vec<Pair<_>>, Vec<Pair<_>>) =
        unread.chain(diff.out_of_sight.iter().copied()).partition(is_firm);
    let other = if firm.is_empty() { "promise" } else { "other promise" };
    let lists = [(firm, "firm promise", true), (others, other, false)];
    let clause = |(list, what, is_firm): (Vec<Pair<PromiseHolder>>, &str, bool)| {
        let names = some(list.iter().map(|whose| quoted(diff.id(*whose))), NAMED);
        let text = format!("cannot read {} any more: {names}", count(list.len(), what));
        Clause { is_firm, ..Clause::new(Tone::Bad, text) }
    };
    lists.into_iter().filter(|(list, ..)| !list.is_empty()).map(clause).collect()
}

/// Returns what became of risks: ``1 risk closed: `checkout/rounding```.
fn risks(diff: &Diff<'_>) -> Vec<Clause> {
    let mut kinds: BTreeMap<RiskMove, Vec<String>> = BTreeMap::new();
    for risk in diff.risks.iter().filter(|risk| risk.what != RiskMove::Changed) {
        kinds.entry(risk.what).or_default().push(quoted(&risk.id));
    }
    let clause = |(what, ids): (RiskMove, Vec<String>)| {
        let number = count(ids.len(), "risk");
        let text = format!("{number} {}: {}", what.word(), some(ids.into_iter(), NAMED));
        Clause::new(super::risk_tone(what), text)
    };
    kinds.into_iter().map(clause).collect()
}

/// How a promise was moved or withdrawn, in the order of the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moved {
    AfterMissedInSilence,
    AfterMissed,
    InSilence,
    WithdrawnLate,
    Withdrawn,
    NoLongerFirm,
    SayingWhy,
}

impl Moved {
    fn of(change: &PromiseChange) -> Option<Self> {
        let was_missed = change.before.was_missed && change.moving == Some(Moving::Later);
        Some(match (change.moving, was_missed, change.says_why) {
            (Some(Moving::Withdrawn), ..) => match change.is_withdrawn_late() && !change.before.is_done {
                true => Self::WithdrawnLate,
                false => Self::Withdrawn,
            },
            _ if !change.is_moved() => return change.is_loosened().then_some(Self::NoLongerFirm),
            (_, true, false) => Self::AfterMissedInSilence,
            (_, true, true) => Self::AfterMissed,
            (_, false, false) => Self::InSilence,
            (_, false, true) => Self::SayingWhy,
        })
    }

    fn tone(self, is_firm: bool) -> Tone {
        match (self, is_firm) {
            (Self::AfterMissedInSilence | Self::WithdrawnLate, _) => Tone::Bad,
            (Self::AfterMissed | Self::SayingWhy, true) => Tone::Doubtful,
            (_, true) => Tone::Bad,
            (Self::SayingWhy, false) => Tone::Plain,
            (_, false) => Tone::Doubtful,
        }
    }
}

/// Returns which promises were moved or withdrawn, each kind in its own clause, so that no bad move
/// hides behind a better one.
fn moved(diff: &Diff<'_>) -> Vec<Clause> {
    let mut kinds: BTreeMap<(bool, Moved), Vec<&PromiseChange>> = BTreeMap::new();
    for change in &diff.promises {
        if let Some(moved) = Moved::of(change) {
            kinds.entry((!change.before.firm, moved)).or_default().push(change);
        }
    }
    let clause = |((is_other, moved), list): ((bool, Moved), Vec<&PromiseChange>)| {
        let what = if is_other { "promise" } else { "firm promise" };
        let text = moved_so(diff, moved, what, &list);
        Clause { is_firm: !is_other, ..Clause::new(moved.tone(!is_other), text) }
    };
    kinds.into_iter().map(clause).collect()
}

/// Returns the text for the promises of one kind: ``moves 1 promise after it was missed: `p/a```.
fn moved_so(diff: &Diff<'_>, moved: Moved, what: &str, list: &[&PromiseChange]) -> String {
    let verb = match moved {
        Moved::Withdrawn | Moved::WithdrawnLate => "withdraws",
        Moved::NoLongerFirm => "loosens",
        _ => "moves",
    };
    let mut text = format!("{verb} {}", count(list.len(), what));
    if matches!(moved, Moved::AfterMissed | Moved::AfterMissedInSilence) {
        text.push_str(if list.len() == 1 { " after it was missed" } else { " after they were missed" });
    }
    match moved {
        Moved::WithdrawnLate => text.push_str(" while late"),
        Moved::InSilence | Moved::AfterMissedInSilence => text.push_str(" without saying why"),
        _ => {}
    }
    let mut agreed: Vec<&str> = list.iter().filter_map(|change| change.agreed.as_deref()).collect();
    agreed.sort_unstable();
    agreed.dedup();
    if let Some(who) = agreed.first().filter(|_| list.iter().all(|change| change.says_why)) {
        text.push_str(&format!(" agreed with {}", in_quotes(who)));
        if agreed.len() > 1 {
            text.push_str(&format!(" and {} more", agreed.len() - 1));
        }
    }
    format!("{text}: {}", named(diff, list))
}

/// Whether a late promise is later than it was; not where it moved with its forecast.
pub(super) fn is_later_still(change: &PromiseChange) -> bool {
    let behind = change.both(|side| side.behind.map(|behind| behind.workdays));
    change.is_later_still() && (change.moving != Some(Moving::Later) || behind.after > behind.before)
}
