//! A promise that was moved keeps its history.

use super::{find, program, report, schedule, text};
use serde_json::{Value, json};

const AS_OF: &str = "2026-09-14";

const MOVED: &str = "moved: [{from: 2026-09-30, on: 2026-07-01, cause: scope, why: more}, {from: 2026-10-16, on: 2026-08-03, cause: vendor, why: late}, {from: 2026-10-30, on: 2026-09-01, cause: vendor, why: later}]";

/// Returns when a program was first promised and how often that was moved: the same in `status` and
/// `schedule`.
#[track_caller]
fn history(plan: &str) -> (Value, Value) {
    let files = [("p.yaml", plan)];
    let schedule = schedule(&files, AS_OF);
    let status = report(&files, &["status", "--as-of", AS_OF]);
    let of = |program: &Value| (program["first_promised"].clone(), program["times_moved"].clone());
    let (there, here) = (of(program(&schedule, "p")), of(find(&status["programs"], "p")));
    assert_eq!(there, here);
    here
}

fn status(plan: &str) -> String {
    text(&[("p.yaml", plan)], &["status", "--as-of", AS_OF])
}

// cutover: 14..18, 21 to Fri 25 September, weeks before both promises.
#[test]
fn the_moves_of_a_finish_stand_beside_its_own_promise() {
    let plan = format!(
        "due: 2026-12-18\nfinish: cutover\nmilestones:\n  cutover: {{duration: 2w, due: 2026-11-13, {MOVED}}}\n"
    );
    assert_eq!(history(&plan), (json!("2026-09-30"), json!(3)));
    let told = status(&plan);
    assert!(told.contains("cutover promised 18 Dec → 25 Sep"), "{told}");
    assert!(told.contains("cutover promised 13 Nov (was 30 Sep, moved 3 times), 35wd early"), "{told}");
}

// As of Mon 14 September cutover takes 12 weeks: 14 September to Fri 4 December, three weeks late.
#[test]
fn slippage_and_status_tell_the_same_moves() {
    let plan = format!(
        "due: 2026-12-18\nfinish: cutover\nmilestones:\n  cutover: {{duration: 12w, due: 2026-11-13, {MOVED}}}\n"
    );
    assert_eq!(history(&plan), (json!("2026-09-30"), json!(3)));
    assert!(
        status(&plan).contains("cutover promised 13 Nov (was 30 Sep, moved 3 times), 15wd late"),
        "{}",
        status(&plan)
    );
    let data = report(&[("p.yaml", &plan)], &["slippage", "--as-of", AS_OF]);
    let cutover = find(&data["milestones"], "p/cutover");
    assert_eq!(cutover["original_due"], "2026-09-30");
    assert_eq!(cutover["moved"].as_array().map(Vec::len), Some(3));
}

// Its promise is the program's, which was moved twice.
#[test]
fn a_finish_without_a_promise_has_the_moves_of_its_program() {
    let plan = "due: 2026-10-02\nmoved: [{from: 2026-09-18, why: x}, {from: 2026-09-22, why: y}]\nfinish: cutover\nmilestones:\n  cutover: {duration: 4w}\n";
    assert_eq!(history(plan), (json!("2026-09-18"), json!(2)));
    assert!(status(plan).contains("cutover promised 2 Oct (was 18 Sep, moved twice)"), "{}", status(plan));
    let data = report(&[("p.yaml", plan)], &["slippage", "--as-of", AS_OF]);
    let cutover = find(&data["milestones"], "p/cutover");
    assert_eq!(
        (&cutover["original_due"], cutover["moved"].as_array().map(Vec::len)),
        (&json!("2026-09-18"), Some(2))
    );
}

#[test]
fn a_program_with_moves_of_its_own_shows_those() {
    let plan = format!(
        "due: 2026-12-18\nmoved: [{{from: 2026-12-04, why: x}}]\nfinish: cutover\nmilestones:\n  cutover: {{duration: 2w, due: 2026-11-13, {MOVED}}}\n"
    );
    assert_eq!(history(&plan), (json!("2026-12-04"), json!(1)));
    assert!(status(&plan).contains("promised 18 Dec (was 4 Dec, moved once) → 25 Sep"), "{}", status(&plan));
}

#[test]
fn a_program_without_a_promise_shows_the_moves_of_its_finish() {
    let plan =
        format!("finish: cutover\nmilestones:\n  cutover: {{duration: 2w, due: 2026-11-13, {MOVED}}}\n");
    assert_eq!(history(&plan), (json!("2026-09-30"), json!(3)));
    assert!(status(&plan).contains("promised 13 Nov (was 30 Sep, moved 3 times)"), "{}", status(&plan));
}

#[test]
fn moves_are_told_without_a_date_too() {
    let plan = "due: 2026-10-02\nmoved: [{from: 2026-09-18, why: x}]\nfinish: cutover\nmilestones:\n  cutover: {duration: 4x}\n";
    let told = status(plan);
    assert!(told.contains("promised 2 Oct (was 18 Sep, moved once) → no date"), "{told}");
}
