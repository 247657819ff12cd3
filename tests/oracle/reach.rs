//! Checks that the drawn cases include every situation they are meant for, in every run, so that
//! agreement means something.

use super::calendar::WorkDays;
use super::case::{CalendarSpec, Case, LinkKind, Program, Span, Unit};
use super::early::{Cause, Plan};
use super::floats::floats;
use super::generate::{Family, strategy};
use crate::property::samples;
use std::collections::BTreeMap;

const WEEK: Span = Span { count: 1, unit: Unit::Weeks };

/// Returns the situations that the milestones of a case are in.
fn met(case: &Case, count: &mut BTreeMap<&'static str, usize>) {
    let plan = Plan::new(case);
    let mut meet = |what: &'static str, is_met: bool| *count.entry(what).or_default() += usize::from(is_met);
    let is_floor = |m: usize| super::answer::is_floor(&plan, m);
    for m in 0..case.milestones.len() {
        let milestone = plan.milestone(m);
        meet("cancelled", milestone.cancelled.is_some());
        meet("undated", plan.is_undated(m) && milestone.cancelled.is_none());
        meet(
            "leave or a freeze",
            (0..200).any(|day| {
                let day = case.as_of + day;
                plan.base[m].works(day) != plan.full[m].works(day)
            }),
        );
        let Some(early) = &plan.early[m] else { continue };
        let elapsed = plan.block(m).elapsed && plan.is_live(m);
        meet("elapsed work", elapsed && milestone.started.is_none());
        meet("what is left in elapsed days", elapsed && milestone.started.is_some());
        meet("a window", milestone.window.is_some());
        meet("work with an eta", early.by_eta);
        meet("held by not_before", early.gives.contains(&Cause::NotBefore));
        let drivers = plan.drivers(m);
        meet("rests on a floor", !plan.floors_behind(m, &is_floor).is_empty());
        meet(
            "a link with slack through slots or days off",
            early.gives.iter().any(|cause| !drivers.contains(cause)),
        );
        meet("held by its calendar", drivers.contains(&Cause::Calendar));
        for cause in &drivers {
            let Cause::Link(index) = cause else { continue };
            let link = milestone.links[*index];
            meet("driven by FS", link.kind == LinkKind::FinishStart);
            meet("driven by SS", link.kind == LinkKind::StartStart);
            meet("driven by FF", link.kind == LinkKind::FinishFinish);
            meet("driven by SF", link.kind == LinkKind::StartFinish);
            meet("driven by a lead", link.lag.count < 0);
            meet("driven through a cancelled one", plan.is_cancelled(link.on));
            meet("driven from another program", plan.milestone(link.on).program != milestone.program);
            meet("an eta and a link to the finish", early.by_eta && link.kind.holds_finish());
            meet("elapsed work moved as a whole", elapsed && link.kind.holds_finish());
        }
    }
    let beyond = floats(&plan).into_iter().any(|floats| floats.is_civil);
    meet("a promise before all that could be done", beyond);
    meet("a calendar that extends another", case.calendars.iter().any(|calendar| calendar.extends.is_some()));
    let begins_late = |calendar: &CalendarSpec| {
        calendar.week == Some([false; 7]) && calendar.workdays.iter().all(|range| range.0 > case.as_of - 100)
    };
    meet("slots before which nothing was worked", case.calendars.iter().any(begins_late));
    let of_slots = |calendar: usize| WorkDays::of_calendar(case, calendar).count_of(WEEK) == 0;
    let named = |program: &Program| program.calendar.is_none_or(of_slots);
    meet("lateness from Monday to Friday", of_slots(0) && case.programs.iter().any(named));
    let otherwise = |program: &Program| program.calendar.is_some_and(of_slots) && !of_slots(0);
    meet("lateness in the default calendar for want of a week", case.programs.iter().any(otherwise));
    meet("a calendar that must not be broken", plan.full.iter().any(|full| full.unbroken));
    meet("slots", case.calendars.iter().any(|calendar| calendar.week == Some([false; 7])));
}

#[test]
#[cfg_attr(debug_assertions, ignore = "long: runs in release")]
fn the_drawn_cases_cover_every_situation() {
    let mut count = BTreeMap::new();
    for family in Family::ALL {
        samples(300, strategy(family)).for_each(|case| met(&case, &mut count));
    }
    assert!(count.values().all(|times| *times >= 12), "{count:#?}");
}
