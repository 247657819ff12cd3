//! Zero total float means critical, and in simple plans a chain of driving links to a finish.
//!
//! The first holds in every plan whose programs name no finish: total float is measured against the
//! latest finish of every program, and so is what is critical.
//!
//! The second holds where one working day counts the same everywhere: one calendar, only work,
//! links of all types with working lags or leads, nothing started, no `eta`, and no `finish:` other
//! than the latest milestone. Constraints on a start (`not_before`, a program's start,
//! `blocked.until`, a planned window, the data date) are allowed: they move no late date.
//!
//! Why: a milestone has float 0 if one more working day would make some link's bound late, or its
//! own finish. In one calendar that day moves the bound by exactly one working day, so the bound
//! already was where its successor is and where it must be at the latest: the link drives, and the
//! successor has float 0 in turn. Conversely a driving link passes on each day of a slip, so a
//! chain of them moves the finish.
//!
//! Each condition is needed. A holiday of another calendar can absorb a part of a slip. An event
//! may lie at Friday's end while another holds the finish at Monday's start: there is no working
//! time between, yet no link drives. With a `finish:`, later milestones have float 0 but drive
//! nothing. Started work has only finish float. And work with an `eta` is driven by that.

use super::{holds, milestones, scheduled};
use crate::oracle::case::{Case, Duration, Span, Unit};
use crate::oracle::{Family, laws};
use crate::support;
use serde_json::Value;
use std::collections::BTreeSet;

fn in_working_days(span: Span) -> Span {
    match span.unit {
        Unit::Elapsed => Span { unit: Unit::Days, ..span },
        _ => span,
    }
}

/// Removes what the law does not cover.
fn simple(case: &mut Case) {
    for program in &mut case.programs {
        program.finish = None;
    }
    for milestone in &mut case.milestones {
        (milestone.eta, milestone.cancelled) = (None, None);
        for link in &mut milestone.links {
            link.lag = in_working_days(link.lag);
        }
        let likely = milestone.duration.map_or(Span { count: 2, unit: Unit::Days }, Duration::likely);
        let likely = Span { count: likely.count.max(1), ..in_working_days(likely) };
        if milestone.window.is_none() {
            milestone.duration = Some(Duration::One(likely));
        }
    }
}

/// The milestones from which a chain of driving links leads to the latest finish of a program.
fn on_chains(printed: &Value) -> BTreeSet<&str> {
    let mut open = Vec::new();
    for program in printed["data"]["programs"].as_array().into_iter().flatten() {
        let finish = |m: &Value| m["forecast_finish"].as_str().map(str::to_owned);
        let own = program["milestones"].as_array().into_iter().flatten();
        let latest = own.clone().filter_map(finish).max();
        open.extend(own.filter(|m| latest.is_some() && finish(m) == latest));
    }
    let mut found = BTreeSet::new();
    while let Some(m) = open.pop() {
        if found.insert(m["id"].as_str().unwrap_or_default()) {
            let causes = m["driven_by"].as_array().into_iter().flatten();
            let drives = |m: &&Value| causes.clone().any(|cause| cause["by"] == m["id"]);
            open.extend(milestones(printed).filter(drives));
        }
    }
    found
}

#[test]
fn no_float_and_a_driving_chain_are_the_same_in_one_calendar() {
    let broken = |case: &Case| {
        let printed = scheduled(case);
        let chains = on_chains(&printed);
        let differs = milestones(&printed).find(|m| {
            let on_chain = m["id"].as_str().is_some_and(|id| chains.contains(id));
            m["total_float_workdays"].as_i64().is_some_and(|float| (float == 0) != on_chain)
        });
        differs.map(|m| format!("{}: float {}, chains {chains:?}", m["id"], m["total_float_workdays"]))
    };
    holds(300, Family::Constrained, &simple, &broken);
}

#[test]
fn no_float_and_critical_are_the_same_where_no_finish_is_named() {
    let unnamed = |case: &mut Case| case.programs.iter_mut().for_each(|program| program.finish = None);
    let broken = |case: &Case| {
        let printed = scheduled(case);
        let differs = milestones(&printed).find(|m| {
            m["total_float_workdays"].as_i64().is_some_and(|float| (float == 0) != (m["critical"] == true))
        });
        differs.map(|m| format!("{}: float {}, {}", m["id"], m["total_float_workdays"], m["critical"]))
    };
    for family in Family::ALL {
        holds(100, family, &unnamed, &broken);
    }
}

// d 5 6 7 8. c, 1ed after Thu 8>, is bound by Fri 9> and e, 2ed after, by Sat 10>: both begin on
// >Mon 12. d may end on Fri 9>, with bounds Sat 10> and Sun 11>, and on no later day: 1wd. So the
// weekend holds them, and d does not drive.
#[test]
fn an_elapsed_lag_over_a_weekend_does_not_drive() {
    let plan = "
milestones:
  d: {duration: 4d}
  c: {duration: 1d, depends_on: [d +1ed]}
  e: {duration: 1d, depends_on: [d +2ed]}
";
    let printed = support::schedule(&[("programs/p.yaml", plan)], "2026-01-05");
    let of = |id: &str, key: &str| laws::milestone(&printed, id)[key].clone();
    assert_eq!(
        (of("p/d", "early_finish"), of("p/e", "early_start")),
        ("2026-01-08".into(), "2026-01-12".into())
    );
    assert_eq!((of("p/d", "critical"), of("p/d", "total_float_workdays")), (false.into(), 1.into()));
    assert_eq!(of("p/c", "driven_by")[0]["by"], "calendar");
}

// a ends on Fri 9>; b may not before >Mon 12 and is the finish. No working time lies between: a day
// more on a would move b, but it is not a that gives b its date.
#[test]
fn an_event_without_float_need_not_drive() {
    let plan = "
milestones:
  a: {due: 2026-01-09}
  b: {not_before: 2026-01-12, depends_on: [a]}
";
    let printed = support::schedule(&[("programs/p.yaml", plan)], "2026-01-05");
    let of = |id: &str, key: &str| laws::milestone(&printed, id)[key].clone();
    assert_eq!((of("p/a", "critical"), of("p/a", "total_float_workdays")), (true.into(), 0.into()));
    assert_eq!((of("p/b", "critical"), of("p/b", "total_float_workdays")), (true.into(), 0.into()));
    let drivers = of("p/b", "driven_by");
    assert_eq!((drivers.as_array().map(Vec::len), &drivers[0]["by"]), (Some(1), &"not-before".into()));
}
