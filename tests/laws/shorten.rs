//! Shorter work: with FS links only, nothing ends later; with links to a finish or from a start it
//! may.

use super::{holds, scheduled};
use crate::oracle::case::{Case, Duration, LinkKind, Span};
use crate::oracle::{Family, laws};
use crate::support;

/// Keeps only FS links and no `eta`: an `eta` that is void for late work becomes valid, and later
/// than the work, once the work begins early.
fn finish_to_start(case: &mut Case) {
    for milestone in &mut case.milestones {
        milestone.eta = None;
        for link in &mut milestone.links {
            link.kind = LinkKind::FinishStart;
        }
    }
}

/// Returns the case with one working day less of a milestone, if that has more than one.
fn shorter(case: &Case, m: usize) -> Option<Case> {
    let likely = case.milestones[m].duration?.likely();
    let mut shorter = case.clone();
    let count = likely.count - 1;
    shorter.milestones[m].duration = Some(Duration::One(Span { count, ..likely }));
    (count > 0).then_some(shorter)
}

#[test]
fn shorter_work_makes_nothing_later_where_all_links_are_fs() {
    let broken = |case: &Case| {
        let before = scheduled(case);
        let later = |m: usize| {
            let after = scheduled(&shorter(case, m)?);
            (0..case.milestones.len()).find_map(|other| {
                let id = case.full_id(other);
                let finish = |printed| laws::milestone(printed, &id)["early_finish"].clone();
                let (was, is) = (finish(&before), finish(&after));
                let is_later = is.as_str().zip(was.as_str()).is_some_and(|(is, was)| is > was);
                is_later
                    .then(|| format!("{} a day shorter: {id} ended on {was}, ends on {is}", case.full_id(m)))
            })
        };
        (0..case.milestones.len()).find_map(later)
    };
    for family in [Family::Plain, Family::Constrained, Family::Calendars] {
        holds(40, family, &finish_to_start, &broken);
    }
}

// a 5..16. b of 8d must end with it, Fri 16>: it is moved as a whole, 7 8 9 12 13 14 15 16. c
// begins when b does: 9d from Wed 7 are 7 8 9, 12 to 16, 19: Mon 19. b shortened to 3d begins on
// Wed 14, as it still ends with a: c is 14 15 16, 19 to 23, 26: a week later.
#[test]
fn shorter_work_held_by_ff_can_delay_its_ss_successor() {
    let finish_of_c = |b: i32| {
        let plan = format!(
            "
milestones:
  a: {{duration: 10d}}
  b: {{duration: {b}d, depends_on: [a FF]}}
  c: {{duration: 9d, depends_on: [b SS]}}
"
        );
        let printed = support::schedule(&[("programs/p.yaml", &plan)], "2026-01-05");
        (
            laws::milestone(&printed, "p/c")["early_finish"].clone(),
            printed["data"]["programs"][0]["forecast_finish"].clone(),
        )
    };
    assert_eq!(finish_of_c(8), ("2026-01-19".into(), "2026-01-19".into()));
    assert_eq!(finish_of_c(3), ("2026-01-26".into(), "2026-01-26".into()));
}
