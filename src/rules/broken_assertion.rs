//! `broken-assertion`

use super::{Case, Violation};
use crate::analysis::diff::Asserted;
use crate::analysis::kept::promises_for;
use crate::analysis::lateness::Lateness;
use crate::english::count;
use crate::model::{Assertion, MilestoneId, ProgramId};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for id in case.workspace().program_ids() {
        for assertion in &case.workspace().program(id).assertions {
            let broken = broken(case, Some(id), assertion, "asserts");
            violations.extend(broken.into_iter().map(|broken| violation(case, id, assertion, broken)));
        }
    }
    for asserted in case.commits.asserted {
        let program = asserted.program.filter(|_| asserted.finish_at.is_none());
        let mut all = broken(case, program, &asserted.assertion, "asserted");
        all.extend(finish_elsewhere(case, asserted));
        all.extend(gone(case, asserted));
        violations.extend(all.into_iter().map(|broken| past_violation(case, asserted, broken)));
    }
}

/// A part of an assertion that does not hold.
struct Broken {
    message: String,
    /// By how many working days it does not hold.
    days: i32,
    part: &'static str,
    asserted: String,
}

/// Returns the parts of an assertion that do not hold; `verb` is `asserts` or `asserted`.
fn broken(case: &Case<'_>, program: Option<ProgramId>, assertion: &Assertion, verb: &str) -> Vec<Broken> {
    let mut broken = Vec::new();
    if let Some(milestone) = assertion.milestone {
        broken.extend(forecast(case, milestone, assertion, verb));
        broken.extend(float(case, milestone, assertion, verb));
        broken.extend(odds(case, milestone, assertion, verb));
    }
    broken.extend(program.and_then(|program| finish(case, program, assertion, verb)));
    broken
}

/// Returns the parts of an assertion that cannot hold because its subject is gone.
fn gone(case: &Case<'_>, asserted: &Asserted) -> Vec<Broken> {
    let assertion = &asserted.assertion;
    let mut broken = Vec::new();
    let mut add = |id: &str, part: &'static str, said: String, value: String| {
        let message = format!("`{id}` is no longer in the plan, which asserted {said}");
        broken.push(Broken { message, days: 0, part, asserted: value });
    };
    if let Some(id) = &asserted.gone {
        if let Some(by) = assertion.forecast_by {
            add(id, "forecast_by", case.day(by), by.to_string());
        }
        if let Some(least) = assertion.float_at_least {
            add(id, "float_at_least", format!("at least {least}wd of float"), least.to_string());
        }
        if let Some(least) = assertion.odds_at_least {
            add(
                id,
                "odds_at_least",
                format!("a promise that is kept in {least} of 100 runs"),
                least.to_string(),
            );
        }
    }
    if let Some(by) = assertion.finish_by.filter(|_| asserted.program.is_none()) {
        add(&asserted.program_id, "finish_by", case.day(by), by.to_string());
    }
    broken
}

/// Returns the part about the finish of a program, measured where it was when that was asserted.
fn finish_elsewhere(case: &Case<'_>, asserted: &Asserted) -> Option<Broken> {
    let by = asserted.assertion.finish_by?;
    let (found, days) = match asserted.finish_at.as_ref()? {
        Ok(id) => {
            let milestone = case.workspace().milestone(*id);
            let finish = case.assessment.forecast(*id).finish.filter(|_| milestone.is_live());
            if finish.is_some_and(|finish| finish <= by) {
                return None;
            }
            let found = match finish {
                Some(finish) => format!("is forecast for {}", case.day(finish)),
                None if !milestone.is_live() => "is cancelled without a reason".into(),
                None => "has no forecast".into(),
            };
            let calendar = case.workspace().lateness_calendar(*id);
            let days = finish.map_or(0, |finish| Lateness::new(calendar, by, finish).workdays);
            (format!("{} {found}", case.with_owner(*id)), days)
        }
        Err(id) => (format!("`{id}` is no longer in the plan"), 0),
    };
    let message = format!(
        "{found}; it was the finish of `{}`, which the plan asserted for {}",
        asserted.program_id,
        case.day(by)
    );
    Some(Broken { message, days, part: "finish_by", asserted: by.to_string() })
}

fn forecast(case: &Case<'_>, id: MilestoneId, assertion: &Assertion, verb: &str) -> Option<Broken> {
    let by = assertion.forecast_by?;
    let finish = case.assessment.forecast(id).finish.filter(|_| case.workspace().milestone(id).is_live());
    if finish.is_some_and(|finish| finish <= by) {
        return None;
    }
    let milestone = case.workspace().milestone(id);
    let state = if milestone.is_unfinished() { "is forecast for" } else { "was done on" };
    let found = match finish {
        Some(finish) => format!("{state} {}", case.day(finish)),
        None if !milestone.is_live() => "is cancelled".into(),
        None => "has no forecast".into(),
    };
    let calendar = case.workspace().lateness_calendar(id);
    let late = finish.map(|finish| Lateness::new(calendar, by, finish));
    let days = late.map_or(0, |late| late.workdays);
    let earlier = late.map_or_else(String::new, |late| format!(", {} earlier", late.amount()));
    let message = format!("{} {found}, but the plan {verb} {}{earlier}", case.with_owner(id), case.day(by));
    Some(Broken { message, days, part: "forecast_by", asserted: by.to_string() })
}

fn float(case: &Case<'_>, id: MilestoneId, assertion: &Assertion, verb: &str) -> Option<Broken> {
    let least = assertion.float_at_least?;
    let milestone = case.workspace().milestone(id);
    if milestone.done.is_some() {
        return None;
    }
    let commitment = case.assessment.commitment(id);
    let float = commitment.map(|commitment| commitment.float);
    let promise = commitment.map_or_else(String::new, |commitment| {
        format!(
            "`{}`, promised {}",
            case.assessment.promised_id(commitment.promised),
            case.day(commitment.due)
        )
    });
    if float.is_some_and(|float| i64::from(float) >= i64::from(least)) {
        return None;
    }
    let found = match float {
        Some(float @ ..0) => format!("must finish {}wd sooner for {promise}", -i64::from(float)),
        Some(float) => format!("has {float}wd of float to {promise}"),
        None if !milestone.is_live() => "is cancelled".into(),
        None => "leads to no promise".into(),
    };
    let days =
        float.map_or(0, |float| i32::try_from(i64::from(least) - i64::from(float)).unwrap_or(i32::MAX));
    let message = format!("{} {found}, but the plan {verb} at least {least}wd of float", case.with_owner(id));
    Some(Broken { message, days, part: "float_at_least", asserted: least.to_string() })
}

fn odds(case: &Case<'_>, id: MilestoneId, assertion: &Assertion, verb: &str) -> Option<Broken> {
    let least = assertion.odds_at_least?;
    let milestone = case.workspace().milestone(id);
    if milestone.done.is_some() || case.is_without_odds() {
        return None;
    }
    let holder = promises_for(case.workspace(), id);
    let kept = holder.and_then(|holder| case.kept(holder));
    if kept.is_some_and(|kept| kept.share.is_at_least(least)) {
        return None;
    }
    let Some((holder, kept)) = holder.zip(kept) else {
        let found = match holder {
            _ if !milestone.is_live() => "is cancelled",
            None => "promises no day",
            Some(_) => "has no forecast",
        };
        let message = format!(
            "{} {found}, but the plan {verb} a promise that is kept in {least} of 100 runs",
            case.with_owner(id)
        );
        return Some(Broken { message, days: 0, part: "odds_at_least", asserted: least.to_string() });
    };
    let then = case.day_of_odds(holder, least);
    let days =
        then.map_or(0, |then| Lateness::new(case.workspace().lateness_calendar(id), kept.due, then).workdays);
    let then = then.map(|then| format!(", and so many keep only {}", case.day(then)));
    let dearest = case.dearest_risk(holder).map(|(risk, days)| {
        let days = days.map(|days| format!(", {} at P80", count(days.unsigned_abs() as usize, "day")));
        format!("; risk `{risk}` costs it most{}", days.unwrap_or_default())
    });
    let message = format!(
        "{} keeps its promise of {} in {}{} of 100 runs, but the plan {verb} at least {least}{}{}",
        case.with_owner(id),
        case.day(kept.due),
        if kept.is_earliest { "at most " } else { "" },
        kept.share.with_error(),
        then.unwrap_or_default(),
        dearest.unwrap_or_default()
    );
    Some(Broken { message, days, part: "odds_at_least", asserted: least.to_string() })
}

fn finish(case: &Case<'_>, id: ProgramId, assertion: &Assertion, verb: &str) -> Option<Broken> {
    let by = assertion.finish_by?;
    let forecast = case.assessment.schedule.finish(id).forecast;
    if forecast.is_some_and(|forecast| forecast <= by) {
        return None;
    }
    let program = &case.workspace().program(id).id;
    let late = case.assessment.program_variance(id, Some(by)).unwrap_or_default();
    let days = late.workdays;
    let found = match forecast {
        Some(forecast) => {
            format!("is forecast for {}, {} later than", case.day(forecast), late.amount())
        }
        None => "has no forecast, against".into(),
    };
    let message = format!("`{program}` {found} the {} that the plan {verb}", case.day(by));
    Some(Broken { message, days, part: "finish_by", asserted: by.to_string() })
}

fn violation(case: &Case<'_>, program: ProgramId, assertion: &Assertion, broken: Broken) -> Violation {
    let milestone = assertion.milestone.map(|id| case.workspace().milestone(id).full_id.as_str());
    let violation = case.on_program(program, assertion.origin, message(assertion, &broken));
    with_fact(violation, broken, milestone).with(|finding| {
        finding.label("does not hold").help(
            "change the plan so that it holds again, or agree on another condition with those who rely on it",
        )
    })
}

/// Returns the violation of an assertion at the commit of the policy, placed at the current
/// assertion about the same subject, else at the program.
fn past_violation(case: &Case<'_>, asserted: &Asserted, broken: Broken) -> Violation {
    let workspace = case.workspace();
    let milestone = asserted.assertion.milestone.map(|id| workspace.milestone(id));
    let message = message(&asserted.assertion, &broken);
    let program = asserted.program.or(milestone.map(|milestone| milestone.program));
    let violation = match program {
        Some(id) => {
            let place = asserted.now.unwrap_or(workspace.program(id).origin);
            case.on_program(id, place, message)
        }
        None => Violation::of_workspace(asserted.place, message)
            .with(|finding| finding.subject(&asserted.program_id)),
    };
    let milestone = milestone.map(|milestone| &milestone.full_id).or(asserted.gone.as_ref());
    with_fact(violation, broken, milestone.map(String::as_str)).with(|finding| {
        finding
            .label("was asserted here")
            .help("assertions at the commit of `--policy-from` must hold too: change the plan so that they do, or agree on another condition with those who rely on it, in a separate change")
    })
}

fn message(assertion: &Assertion, broken: &Broken) -> String {
    let because = assertion.because.as_ref().map(|because| format!(": {because}"));
    format!("{}{}", broken.message, because.unwrap_or_default())
}

fn with_fact(violation: Violation, broken: Broken, milestone: Option<&str>) -> Violation {
    violation.with(|finding| {
        let finding = finding.weight(broken.days).fact(broken.part, broken.asserted);
        match milestone {
            Some(milestone) => finding.fact("milestone", milestone),
            None => finding,
        }
    })
}
