//! `tpm ask`: a message to each person, with numbered questions.

use super::phrases::{self, count, date};
use super::{Cell, Report, Tone};
use crate::analysis::ask::{Ask, Person, Question, Reason};
use crate::analysis::{Assessment, quiet};
use crate::replies::Wanted;
use crate::time::Day;

/// Returns the messages, person by person.
pub fn ask(assessment: &Assessment<'_>, ask: &Ask) -> Report {
    let mut report = Report::default();
    let questions: usize = ask.people.iter().map(|person| person.questions.len()).sum();
    let mut headline = match questions {
        0 => " · nothing to ask".to_owned(),
        _ => {
            let people = if ask.people.len() == 1 {
                "1 person".into()
            } else {
                format!("{} people", ask.people.len())
            };
            format!(" · {} to {people}", count(questions, "question"))
        }
    };
    if !ask.nobody_to_ask.is_empty() {
        headline.push_str(&format!(" · {} that nobody owns", count(ask.nobody_to_ask.len(), "milestone")));
    }
    report.line([phrases::as_of(assessment), Cell::from(headline)]);
    for person in &ask.people {
        report.gap();
        message(&mut report, assessment, person);
    }
    if questions > 0 {
        report.gap();
        report.line([Cell::toned(
            "Answer a line each, by number or by name; a day may be followed by why. docs/replies.md has all forms.",
            Tone::Faint,
        )]);
    }
    report
}

fn message(report: &mut Report, assessment: &Assessment<'_>, person: &Person) {
    let owner = &assessment.workspace.owners[person.owner.index()];
    let mut title = owner.id.clone();
    title.extend(owner.name.iter().map(|name| format!(", {name}")));
    title.extend(person.away_through.map(|day| format!(" · away through {}", date(day, assessment.as_of()))));
    report.heading(title);
    for (number, question) in (1..).zip(&person.questions) {
        let milestone = assessment.workspace.milestone(question.milestone);
        let mut line = vec![
            Cell::from(format!("{number}\u{a0}")),
            Cell::toned(milestone.full_id.clone(), Tone::Strong),
            Cell::from(format!(" · {} ", phrases::keep_dates(&sentence(assessment, question)))),
        ];
        for (at, answer) in question.answers.iter().enumerate() {
            if at > 0 {
                line.push(Cell::from(" or "));
            }
            line.push(Cell::toned(phrases::together(answer), Tone::Code));
        }
        report.line(line);
    }
    let all_hold = person.questions.iter().all(|question| question.wanted == Wanted::Holds);
    if all_hold && person.questions.len() > 1 {
        report.line([Cell::toned("ok", Tone::Code), Cell::from(" alone says that all of these days hold")]);
    }
    if person.more > 0 {
        report.line([Cell::toned(format!("and {} more, which can wait", person.more), Tone::Faint)]);
    }
}

/// Returns `due today, 85% on 6 Nov. Done? Else a day:`.
fn sentence(assessment: &Assessment<'_>, question: &Question) -> String {
    let near = assessment.as_of();
    let id = question.milestone;
    let milestone = assessment.workspace.milestone(id);
    let passed = |day: Day| match near.since(day) {
        0 => "today".to_owned(),
        days => format!("{}, {} ago", day.short(near), count(days as usize, "day")),
    };
    let due = milestone.promise.due;
    let last = quiet::last_word(assessment.workspace, id);
    let mut parts = match question.reason {
        Reason::Due => due.map(|due| format!("due {}", passed(due))).into_iter().collect::<Vec<_>>(),
        Reason::EtaPassed => {
            milestone.eta.map(|eta| format!("expected {}", passed(eta))).into_iter().collect()
        }
        Reason::UsedUp => vec!["nothing is left of the work by now".into()],
        Reason::Blocked | Reason::WaitedOn => vec![blocked(assessment, question)],
        Reason::Start => {
            let start = assessment.schedule.dates.start(id).map(|start| start.day());
            vec![match start.filter(|start| *start > near) {
                Some(start) => format!("starts {}", start.short(near)),
                None => "can start today".into(),
            }]
        }
        Reason::Quiet => last.map(|day| format!("quiet since {}", day.short(near))).into_iter().collect(),
    };
    let said = milestone.progress.map(|progress| progress.to_string());
    let said = said.or_else(|| milestone.remaining.map(|left| format!("{}d left", left.days)));
    if let Some((said, on)) = said.zip(milestone.updated) {
        parts.push(format!("{said} on {}", on.short(near)));
    }
    let forecast = assessment.forecast(id).finish;
    if question.reason == Reason::Quiet {
        parts.extend(due.map(|due| format!("due {}", due.short(near))));
        let other = forecast.filter(|forecast| Some(*forecast) != due);
        parts.extend(other.map(|_| format!("forecast {}", phrases::forecast(assessment, id))));
    }
    if question.reason == Reason::Start {
        parts.push("waits for you".into());
    }
    let asks = match question.wanted {
        Wanted::Holds => format!("Does {} hold?", forecast.map_or("it".into(), |day| day.short(near))),
        Wanted::Finish => "Done? Else a day:".into(),
        Wanted::Until => "Until when?".into(),
        Wanted::Started => "Started?".into(),
    };
    format!("{}. {asks}", parts.join(", "))
}

/// Returns `blocked since 7 Sep: Redlines, waiting on marco`.
fn blocked(assessment: &Assessment<'_>, question: &Question) -> String {
    let near = assessment.as_of();
    let milestone = assessment.workspace.milestone(question.milestone);
    let Some(blocked) = &milestone.blocked else { return "blocked".into() };
    let mut text = "blocked".to_owned();
    text.extend(blocked.since.map(|since| format!(" since {}", since.short(near))));
    text.extend(blocked.why.iter().map(|why| format!(": {why}")));
    match (&blocked.waiting_on, question.reason) {
        (_, Reason::WaitedOn) => text.push_str(", waits for you"),
        (Some(who), _) => text.push_str(&format!(", waiting on {who}")),
        (None, _) => {}
    }
    text
}
