//! Zero total float means the same as a chain of driving links to a finish, in simple plans.
//!
//! The two are equivalent if one working day counts the same everywhere: one calendar, only work,
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
//! Each condition is needed. An elapsed lag can absorb a slip over a weekend although it drives; so
//! can a holiday of another calendar. An event may lie at Friday's end while another holds the
//! finish at Monday's start: there is no working time between, yet no link drives. With a
//! `finish:`, later milestones have float 0 but drive nothing. Started work has only finish float.
//! And work with an `eta` is driven by that.

use super::{holds, milestones, scheduled};
use crate::oracle::case::{Case, Duration, Span, Unit};
use crate::oracle::{Family, laws};
use crate::support;

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

#[test]
fn no_float_and_a_driving_chain_are_the_same_in_one_calendar() {
    let broken = |case: &Case| {
        let printed = scheduled(case);
        let differs = milestones(&printed).find(|milestone| {
            let float = milestone["total_float_workdays"].as_i64();
            float.is_some_and(|float| (float == 0) != (milestone["critical"] == true))
        });
        differs
            .map(|m| format!("{}: float {}, critical {}", m["id"], m["total_float_workdays"], m["critical"]))
    };
    holds(300, Family::Constrained, &simple, &broken);
}

// d 5 6 7 8. c, 1ed after Thu 8>, is bound by Fri 9> and e, 2ed after, by Sat 10>: both begin on
// >Mon 12. d may end on Fri 9>, with bounds Sat 10> and Sun 11>, and on no later day: 1wd, though
// both links drive.
#[test]
fn an_elapsed_lag_drives_and_leaves_float() {
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
    assert_eq!((of("p/d", "critical"), of("p/d", "total_float_workdays")), (true.into(), 1.into()));
}

// a ends on Fri 9>; b may not before >Mon 12 and is the finish. No working time lies between: no
// float, but nothing drives b.
#[test]
fn an_event_without_float_need_not_drive() {
    let plan = "
milestones:
  a: {due: 2026-01-09}
  b: {not_before: 2026-01-12, depends_on: [a]}
";
    let printed = support::schedule(&[("programs/p.yaml", plan)], "2026-01-05");
    let of = |id: &str, key: &str| laws::milestone(&printed, id)[key].clone();
    assert_eq!((of("p/a", "critical"), of("p/a", "total_float_workdays")), (false.into(), 0.into()));
    assert_eq!((of("p/b", "critical"), of("p/b", "total_float_workdays")), (true.into(), 0.into()));
}
