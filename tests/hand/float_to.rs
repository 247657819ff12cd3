//! Float to one milestone, and to a program's promise.

use tpm::graph::Network;
use tpm::model::{AsOf, MilestoneId, Workspace, load};
use tpm::schedule::{FloatsTo, Scheduled};
use tpm::source::{SourceFile, Sources};
use tpm::time::{Day, Instant};

const OWNERS: &str = "owners: {ana: {away: [2026-01-08]}}\n";

/// Returns the floats in program `p` towards the current targets, as of Mon 5, as `id float`, in
/// file order.
fn floats_text(plan: &str, measure: impl Fn(&mut FloatsTo<'_>, &Workspace)) -> String {
    let files = [("tpm.yaml", OWNERS.to_owned()), ("p.yaml", super::dedent(plan))];
    let sources = Sources::new(files.map(|(path, text)| SourceFile::new(path, text)).into());
    let shared = sources.iter().find(|(_, file)| file.path == "tpm.yaml").map(|(id, _)| id);
    let as_of = Day::parse("2026-01-05").unwrap();
    let workspace = load(&sources, shared, AsOf { day: as_of, from_clock: false, is_past: false }).workspace;
    let network = Network::new(&workspace);
    let schedule = Scheduled::new(&workspace, &network, as_of);
    let mut floats = schedule.floats();
    measure(&mut floats, &workspace);
    let rows = workspace.milestone_ids().map(|id| {
        let float = floats.get(id).map_or("-".to_owned(), |float| float.to_string());
        format!("{} {float}", workspace.milestone(id).id)
    });
    rows.collect::<Vec<String>>().join(", ")
}

fn named(workspace: &Workspace, milestone: &str) -> MilestoneId {
    workspace.milestone_ids().find(|id| workspace.milestone(*id).id == milestone).unwrap()
}

/// Returns the floats towards one milestone that is to finish by the end of a day.
fn to(plan: &str, milestone: &str, day: &str) -> String {
    let by = Instant::end_of(Day::parse(day).unwrap());
    floats_text(plan, |floats, workspace| floats.measure(std::iter::once((named(workspace, milestone), by))))
}

/// Returns the floats towards the promise of the program.
fn to_promise(plan: &str) -> String {
    floats_text(plan, |floats, workspace| {
        floats.measure_promise(workspace, workspace.program_ids().next().unwrap());
    })
}

// a: 5 6. m: 7 8 9, to finish by Tue 13: 12 13 = 2. LS(m) = >Fri 9 (13 12 9), so a and g by Thu 8>:
// 7 8 = 2; g, an event, is on Tue 6>. e is on Tue 6> too; x waits for it, and for k, and m for none
// of them; lone waits for nobody: none of these leads to m.
#[test]
fn milestones_that_lead_elsewhere_have_no_float() {
    let plan = "
        milestones:
          a: {duration: 2d}
          g: {duration: 0d, depends_on: [a]}
          m: {duration: 3d, depends_on: [a, g]}
          e: {duration: 0d, depends_on: [a]}
          k: {duration: 1d}
          x: {duration: 1d, depends_on: [e +2d, k +1d]}
          lone: {duration: 0d}
    ";
    assert_eq!(to(plan, "m", "2026-01-13"), "a 2, g 2, m 2, e -, k -, x -, lone -");
}

// a takes three civil days: 9 to Sun 11. m begins no earlier than it, on Fri 9, and is to finish by
// Mon 12, so a begins by >Mon 12: 9 = 1. It would end on Wed 14>, three working days later than on
// Sun 11>: the smaller counts.
#[test]
fn work_has_the_smaller_of_its_two_floats() {
    let plan = "
        milestones:
          a: {duration: 3ed, not_before: 2026-01-09}
          m: {duration: 1d, depends_on: [a SS]}
    ";
    assert_eq!(to(plan, "m", "2026-01-12"), "a 1, m 1");
}

// a: 5 6, and e on Tue 6>. m: 9, to finish by Tue 13: 12 13 = 2. e by >Tue 13, without Thu 8, on
// which ana is away: 7 9 12 = 3; a by Mon 12>: 7 8 9 12 = 4.
#[test]
fn floats_are_counted_without_leave() {
    let plan = "
        milestones:
          a: {duration: 2d}
          e: {owner: ana, duration: 0d, depends_on: [a]}
          m: {duration: 1d, not_before: 2026-01-09, depends_on: [e]}
    ";
    assert_eq!(to(plan, "m", "2026-01-13"), "a 4, e 3, m 2");
}

// m lies at the start of Mon 12, and is promised for Tue 13: as printed it can move one day. a: 5,
// by Tue 13>: 6 7 8 9 12 13 = 6.
#[test]
fn an_event_at_the_start_of_a_day_moves_as_it_is_printed() {
    let plan = "
        due: 2026-01-13
        finish: m
        milestones:
          a: {duration: 1d}
          m: {duration: 0d, not_before: 2026-01-12, depends_on: [a]}
    ";
    assert_eq!(to_promise(plan), "a 6, m 1");
}

#[test]
fn an_unknown_finish_leaves_no_float_to_the_promise() {
    let plan = "
        due: 2026-01-13
        finish: nothing
        milestones:
          a: {duration: 1d}
    ";
    assert_eq!(to_promise(plan), "a -");
    assert_eq!(to_promise(&plan.replace("finish: nothing", "")), "a 6");
}

// The floats towards m equal those of the first network above after any other targets: x, to finish
// by Fri 9, to which e and k lead, and two milestones on a cycle.
#[test]
fn earlier_targets_do_not_affect_later_ones() {
    let plan = "
        milestones:
          a: {duration: 2d}
          g: {duration: 0d, depends_on: [a]}
          m: {duration: 3d, depends_on: [a, g]}
          e: {duration: 0d, depends_on: [a]}
          k: {duration: 1d}
          x: {duration: 1d, depends_on: [e +2d, k +1d]}
          y: {duration: 1d, depends_on: [z, a]}
          z: {duration: 1d, depends_on: [y]}
    ";
    let by = |day: &str| Instant::end_of(Day::parse(day).unwrap());
    let floats = floats_text(plan, |floats, workspace| {
        floats.measure(std::iter::once((named(workspace, "x"), by("2026-01-09"))));
        floats.measure(["y", "z"].map(|id| (named(workspace, id), by("2026-01-06"))).into_iter());
        floats.measure(std::iter::once((named(workspace, "m"), by("2026-01-13"))));
    });
    assert_eq!(floats, "a 2, g 2, m 2, e -, k -, x -, y -, z -");
}
