//! The laws of started work: no forecast moves overnight without a reason, and saying that work has
//! started moves nothing.

use super::samples;
use super::schedule::{no_differences, scheduled};
use crate::oracle::case::{Case, Duration, Span, Unit};
use crate::oracle::settle::settle;
use crate::oracle::shrink::smallest;
use crate::oracle::{self, Family, laws};

/// Counts all work in working days. What is left of elapsed time begins on a working day, so that a
/// weekend on which nothing is said moves it.
fn in_working_days(mut case: Case) -> Case {
    let days = |span: Span| match span.unit {
        Unit::Elapsed => Span { unit: Unit::Days, ..span },
        _ => span,
    };
    for milestone in &mut case.milestones {
        milestone.duration = milestone.duration.map(|duration| Duration::One(days(duration.likely())));
        milestone.remaining = milestone.remaining.map(days);
    }
    settle(&mut case);
    case
}

/// Leaves started work only where something is said of it. Of other work all days since its start
/// count as worked, also while something unfinished holds it, so that a day less is left every day.
fn with_words(mut case: Case) -> Case {
    for milestone in &mut case.milestones {
        if milestone.done.is_none() && milestone.progress.is_none() && milestone.remaining.is_none() {
            milestone.started = None;
        }
    }
    settle(&mut case);
    case
}

/// Checks a law on cases of each family and shows the smallest that breaks it.
fn holds(change: &dyn Fn(Case) -> Case, law: &dyn Fn(&Case) -> Vec<String>) {
    for family in Family::ALL {
        for case in samples(oracle::cases(200), oracle::strategy(family)).map(in_working_days).map(change) {
            if !law(&case).is_empty() {
                let small = smallest(case, &|case| !law(case).is_empty());
                panic!("{}", no_differences(&small, law(&small)).unwrap_err());
            }
        }
    }
}

#[test]
fn no_forecast_gets_earlier_overnight_and_none_moves_while_days_are_assumed_worked() {
    holds(&with_words, &|case| laws::no_forecast_moves_overnight(case, &scheduled));
}

#[test]
fn writing_that_work_started_today_moves_nothing_today_or_tomorrow() {
    holds(&|case| case, &|case| laws::started_today_moves_nothing(case, &scheduled));
}
