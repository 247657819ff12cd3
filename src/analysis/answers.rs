//! What the answers of a reply write into the plan, and which of them the plan cannot take.

use super::Assessment;
use super::holding::holding;
use crate::edits::{Assignment, Refused, Target};
use crate::model::{Milestone, MilestoneId};
use crate::replies::{Answer, Reading, Says, Unread};
use crate::syntax::TimeUnit;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// What a reply says of the plan.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The answers that can be written, in the order of the reply.
    pub understood: Vec<Answer>,
    /// The lines that come back, in the order of the reply.
    pub unread: Vec<Unread>,
    /// What the answers write.
    pub assignments: Vec<Assignment>,
    /// Reasons that have no place in the plan, with their milestones.
    pub reasons: Vec<(MilestoneId, String)>,
}

/// Why the plan cannot take an answer, and a form that it takes.
struct Cannot {
    because: String,
    form: Option<String>,
}

/// Returns what the answers of a reply write. They name milestones by their index. A line of which
/// the plan cannot take one answer comes back whole; `text` returns a line.
pub fn told<'t>(
    assessment: &Assessment<'_>,
    reading: Reading,
    text: &dyn Fn(usize) -> &'t str,
) -> Result<Told, Refused> {
    let (mut understood, mut unread) = (reading.answers, reading.unread);
    loop {
        let by_milestone = by_milestone(&understood);
        let cannot: BTreeMap<usize, Cannot> = understood
            .iter()
            .rev()
            .filter_map(|answer| {
                let others = &by_milestone[&answer.milestone];
                Some((answer.line, cannot(assessment, answer, others)?))
            })
            .collect();
        if cannot.is_empty() {
            break;
        }
        let lines: BTreeSet<usize> = cannot.keys().copied().collect();
        unread.extend(cannot.into_iter().map(|(line, cannot)| Unread {
            line,
            text: text(line).to_owned(),
            did_you_mean: None,
            answers: cannot.form.into_iter().collect(),
            because: Some(cannot.because),
        }));
        // What a line said of another milestone may have rested on it.
        understood.retain(|answer| !lines.contains(&answer.line));
    }
    unread.sort_by_key(|unread| unread.line);
    let mut told = Told { unread, ..Told::default() };
    for (milestone, answers) in by_milestone(&understood) {
        let id = id(milestone);
        let others: Vec<Says> = answers.iter().map(|answer| answer.says.clone()).collect();
        for answer in answers {
            told.assignments.extend(written(assessment, id, &answer.says, &others)?);
            if let Says::Expected { why: Some(why), .. } = &answer.says {
                told.reasons.push((id, why.clone()));
            }
        }
    }
    told.understood = understood;
    Ok(told)
}

fn id(milestone: usize) -> MilestoneId {
    MilestoneId(u32::try_from(milestone).unwrap_or(u32::MAX))
}

fn by_milestone(answers: &[Answer]) -> BTreeMap<usize, Vec<&Answer>> {
    let mut by_milestone: BTreeMap<usize, Vec<&Answer>> = BTreeMap::new();
    for answer in answers {
        by_milestone.entry(answer.milestone).or_default().push(answer);
    }
    by_milestone
}

/// Returns why the plan cannot take an answer; `others` are all that are given of its milestone.
fn cannot(assessment: &Assessment<'_>, answer: &Answer, others: &[&Answer]) -> Option<Cannot> {
    let milestone = assessment.workspace.milestone(id(answer.milestone));
    let as_of = assessment.as_of();
    let name = &milestone.full_id;
    let said = |day: Day| day.short(as_of);
    if !milestone.is_live() {
        return Some(Cannot { because: "it is cancelled".into(), form: None });
    }
    if let Some(done) = milestone.done {
        let is_same = answer.says == Says::Done(done);
        let because = format!("it was done on {}", said(done));
        let form = matches!(answer.says, Says::Done(_)).then(|| format!("{name} done {done}"));
        return (!is_same).then_some(Cannot { because, form });
    }
    let is_begun = matches!(answer.says, Says::Started(_) | Says::Progress(_));
    if is_begun && !has_length(milestone, others) {
        let day = assessment.forecast(id(answer.milestone)).finish.unwrap_or(as_of).max(as_of);
        let because = "the plan does not say how long it takes".into();
        return Some(Cannot { because, form: Some(format!("{name} eta {day}")) });
    }
    let starts = others.iter().any(|other| matches!(other.says, Says::Started(_)));
    match (&answer.says, milestone.started) {
        (Says::Progress(_) | Says::Left(_), None) if !starts => Some(Cannot {
            because: "the plan does not say that it has started; say since when".into(),
            form: None,
        }),
        (Says::Done(day), Some(started)) if *day < started => {
            Some(Cannot { because: format!("it was started on {}", said(started)), form: None })
        }
        (Says::Started(day), Some(started)) if *day != started => Some(Cannot {
            because: format!("it was started on {}", said(started)),
            form: Some(format!("{name} started {started}")),
        }),
        _ => None,
    }
}

/// Whether anything says how long a milestone takes once it has started.
fn has_length(milestone: &Milestone, answers: &[&Answer]) -> bool {
    let says = |answer: &&Answer| matches!(answer.says, Says::Left(_) | Says::Expected { .. } | Says::Ok);
    milestone.is_work() || milestone.promise.due.or(milestone.eta).is_some() || answers.iter().any(says)
}

/// Returns what an answer writes; `all` are the answers given of the milestone.
fn written(
    assessment: &Assessment<'_>,
    id: MilestoneId,
    says: &Says,
    all: &[Says],
) -> Result<Vec<Assignment>, Refused> {
    let milestone = assessment.workspace.milestone(id);
    let as_of = assessment.as_of();
    let set =
        |key: &str, value: String| Assignment::set(Target::Milestone(milestone.full_id.clone()), key, value);
    Ok(match says {
        Says::Ok => holds(assessment, id, all.len() > 1)
            .into_iter()
            .map(|(key, value)| set(key, value))
            .collect::<Result<_, _>>()?,
        Says::Done(day) => vec![set("done", day.to_string())?],
        Says::Progress(percent) => vec![set("progress", format!("{percent}%"))?],
        Says::Left(amount) => {
            let unit = match amount.unit {
                TimeUnit::Days => "d",
                TimeUnit::Weeks => "w",
                TimeUnit::Elapsed => "ed",
            };
            vec![set("remaining", format!("{}{unit}", amount.count))?]
        }
        Says::Expected { day, .. } => vec![set("eta", day.to_string())?],
        Says::Blocked { why, waiting_on, until } => {
            let values = [
                ("blocked.since", since(milestone, as_of)),
                ("blocked.why", why.clone()),
                ("blocked.waiting_on", waiting_on.clone()),
                ("blocked.until", until.map(|day| day.to_string())),
            ];
            let given = values.into_iter().filter_map(|(key, value)| Some((key, value?)));
            given.map(|(key, value)| set(key, value)).collect::<Result<_, _>>()?
        }
        Says::Unblocked => vec![set("blocked", String::new())?],
        Says::Started(day) => vec![set("started", day.to_string())?],
    })
}

/// Returns since when a milestone is blocked, if the plan does not say so yet.
fn since(milestone: &Milestone, as_of: Day) -> Option<String> {
    let is_said = milestone.blocked.as_ref().is_some_and(|blocked| blocked.since.is_some());
    (!is_said).then(|| as_of.to_string())
}

/// Returns the keys and values that say that a date holds as it was printed. Beside another answer,
/// from which another day would follow, it is the owner's own day.
fn holds(assessment: &Assessment<'_>, id: MilestoneId, beside_others: bool) -> Vec<(&'static str, String)> {
    if beside_others {
        let day = assessment.forecast(id).finish;
        return day.map(|day| ("eta", day.to_string())).into_iter().collect();
    }
    let Some(holding) = holding(assessment, id) else { return Vec::new() };
    let left = holding.remaining.map(|left| {
        let unit = if left.elapsed { "ed" } else { "d" };
        ("remaining", format!("{}{unit}", left.days))
    });
    [("updated", assessment.as_of().to_string())].into_iter().chain(left).collect()
}
