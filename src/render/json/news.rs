//! What is new in the status since an earlier commit, as JSON.

use super::record::record;
use super::words::Word;
use crate::analysis::health::Health;
use crate::analysis::news::{Difference, Gone, Level, Line, Mark, News, Reason, Since};
use crate::analysis::status::Status;
use crate::model::Workspace;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

record! {
    /// What the status is compared with.
    pub(super) struct SinceData<'w> of (workspace: &'w Workspace, status: &'w Status, since: &'w Since) where {
        let news = since.news();
        let programs = news.map_or(&[][..], |news| &news.programs);
    } from {
        /// The full hash of the commit; null if there is nothing to compare with.
        commit: Option<&'w str> = news.map(|news| news.commit.as_str()),
        /// The day as of which its plans were scheduled.
        as_of: Option<Day> = news.map(|news| news.on),
        /// Why there is nothing to compare with.
        uncompared_because: Option<&'w str> = match since {
            Since::Uncompared(because) => Some(because.as_str()),
            Since::Unasked | Since::Compared(_) => None,
        },
        /// The programs, in the order of `programs`, as they stood then.
        programs: Vec<ProgramThen<'w>> = status
            .programs
            .iter()
            .zip(programs)
            .map(|(id, health)| ProgramThen { id: &workspace.program(*id).id, health: health.map(Word) })
            .collect(),
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct ProgramThen<'w> {
    /// The id that it has now.
    id: &'w str,
    /// Its health then; null if it was not there.
    health: Option<Word<Health>>,
}

/// Returns what the status is compared with; `None` if nobody asked.
pub(super) fn since<'w>(
    workspace: &'w Workspace,
    status: &'w Status,
    since: &'w Since,
) -> Option<SinceData<'w>> {
    (!matches!(since, Since::Unasked)).then(|| SinceData::of(workspace, status, since))
}

/// Returns the lines beside a list.
pub(super) fn lines<'w>(
    since: &'w Since,
    list: impl Fn(&'w News) -> &'w [Line],
) -> impl Fn(usize) -> Option<&'w Line> {
    let lines = since.news().map(list);
    move |index| lines.and_then(|lines| lines.get(index))
}

/// Returns how a line compares with then.
pub(super) fn change(line: Option<&Line>) -> Option<Word<Mark>> {
    line.map(|line| Word(line.mark))
}

record! {
    /// Something that left the lists.
    pub(super) struct GoneData<'w> of (gone: &'w Gone) where {
        let (on, detail) = match &gone.reason {
            Reason::Done(on) | Reason::Cancelled(on) => (Some(*on), None),
            Reason::PromiseMoved(due) => (*due, None),
            Reason::ToldWith(cause) => (None, Some(cause.clone())),
            Reason::Over(what) => (None, Some(what.join(", "))),
            Reason::Removed | Reason::InTime => (None, None),
        };
    } from {
        /// The id that it has now, or had then if it is no longer in the plan.
        id: &'w str = &gone.id,
        /// `done`, `cancelled`, `removed` from the plan, `promise-moved`, `told-with-its-cause`,
        /// `in-time` again, or `over`: what was wrong is no longer so.
        reason: &'static str = gone.reason.word(),
        /// The day on which it was done or cancelled, or its new promise.
        date: Option<Day> = on,
        /// The id of the cause, or what is over.
        detail: Option<String> = detail,
    }
}

/// Returns what left the lists.
pub(super) fn gone(since: &Since) -> Vec<GoneData<'_>> {
    since.news().map_or(&[][..], |news| &news.gone).iter().map(GoneData::of).collect()
}

record! {
    /// Something in which an entry differs from then.
    pub(super) struct DifferenceData<'w> of (difference: &'w Difference) where {
        let (what, about, before, after) = parts(difference);
    } from {
        /// `breaks-firm`, `stands` to its promise, `began` or `ended` of what is wrong, `forecast`,
        /// `promise`, `costs` in working days, `risk-costs` the same, `block-ends`, `health`,
        /// `owner` or `waiting-on`.
        what: &'static str = what,
        /// The id of the promise or risk, or what began or ended.
        about: Option<&'w str> = about,
        /// The value then, in words.
        before: Option<String> = before,
        /// The value now, in words.
        after: Option<String> = after,
    }
}

type Parts<'w> = (&'static str, Option<&'w str>, Option<String>, Option<String>);

fn parts(difference: &Difference) -> Parts<'_> {
    let day = |day: &Option<Day>| day.map(|day| day.to_string());
    let number = |number: i32| number.to_string();
    let level = |level: &Level| Some(level.word().to_owned());
    let health = |health: &Health| Some(health.word().to_owned());
    match difference {
        Difference::BreaksFirm => ("breaks-firm", None, None, None),
        Difference::Stands { before, after } => ("stands", None, level(before), level(after)),
        Difference::Began(what) => ("began", Some(what), None, None),
        Difference::Ended(what) => ("ended", Some(what), None, None),
        Difference::Forecast { before, after } => ("forecast", None, day(before), day(after)),
        Difference::Promise { before, after } => ("promise", None, day(before), day(after)),
        Difference::Costs { promise, before, after } => {
            ("costs", Some(promise), before.map(number), after.map(number))
        }
        Difference::RiskCosts { risk, before, after } => {
            ("risk-costs", Some(risk), Some(number(*before)), Some(number(*after)))
        }
        Difference::BlockEnds { before, after } => ("block-ends", None, day(before), day(after)),
        Difference::Health { before, after } => ("health", None, health(before), health(after)),
        Difference::Owner { before, after } => ("owner", None, before.clone(), after.clone()),
        Difference::WaitingOn { before, after } => ("waiting-on", None, before.clone(), after.clone()),
    }
}

/// Returns in what a line differs from then.
pub(super) fn differences(line: Option<&Line>) -> Vec<DifferenceData<'_>> {
    line.map_or(&[][..], |line| &line.differences).iter().map(DifferenceData::of).collect()
}
