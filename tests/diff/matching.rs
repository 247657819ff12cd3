//! Which entries of the two sides are matched.

use super::{causes, data, ids, of, of_files};
use serde_json::{Value, json};

const PLAN: &str = "milestones:\n  a: {name: First, duration: 5d}\n  b: {duration: 5d, depends_on: a}\n";

/// Returns the edits in a short form, sorted.
fn edits(diff: &Value) -> Vec<String> {
    let edit = |edit: &Value| {
        let text = |key: &str| edit[key].as_str().unwrap_or("-").to_owned();
        format!("{} {} {} {}>{}", text("of"), text("change"), text("field"), text("before"), text("after"))
    };
    let mut edits: Vec<String> = diff["edits"].as_array().unwrap().iter().map(edit).collect();
    edits.sort();
    edits
}

#[test]
fn milestone_with_formerly_is_renamed() {
    let head = "milestones:\n  first: {name: First, duration: 6d, formerly: a}\n  b: {duration: 5d, depends_on: first}\n";
    let diff = data(PLAN, head);
    assert_eq!(
        edits(&diff),
        [
            "p/first changed duration 5d>6d",
            "p/first changed formerly ->a",
            "p/first renamed milestone p/a>p/first",
        ]
    );
    let first = of(&diff["milestones"], "p/first");
    assert_eq!((&first["change"], &first["base_id"]), (&"renamed".into(), &"p/a".into()));
    assert_eq!(causes(of(&diff["milestones"], "p/b")), ["1 p/first duration 5d>6d = 1"]);
    // In the other direction it is still the same milestone.
    let back = data(head, PLAN);
    assert_eq!(of(&back["milestones"], "p/a")["base_id"], "p/first");
    assert_eq!(causes(of(&back["milestones"], "p/b")), ["1 p/a duration 6d>5d = -1"]);
}

#[test]
fn milestone_without_formerly_is_removed_and_added() {
    let diff = data(PLAN, &PLAN.replace("a: {name", "first: {name").replace("on: a", "on: first"));
    let change = |id: &str| of(&diff["milestones"], id)["change"].clone();
    assert_eq!((change("p/a"), change("p/first")), ("removed".into(), "added".into()));
}

#[test]
fn first_half_by_id_continues_a_split_milestone() {
    let head = "milestones:\n  z: {duration: 2d, formerly: a}\n  x: {duration: 3d, formerly: a}\n  b: {duration: 5d, depends_on: [x, z]}\n";
    let diff = data(PLAN, head);
    let change = |id: &str| of(&diff["milestones"], id)["change"].clone();
    assert_eq!((change("p/x"), change("p/z")), ("renamed".into(), "added".into()));
}

#[test]
fn renamed_file_is_the_same_program() {
    let other = "milestones:\n  z: {duration: 1d, depends_on: p/b}\n";
    let follows = other.replace("p/b", "search/b");
    let diff = of_files(
        &[("programs/p.yaml", PLAN), ("programs/q.yaml", other)],
        &[
            (
                "programs/search.yaml",
                &PLAN.replace("a: {name: First, duration: 5d}", "a: {name: First, duration: 6d}"),
            ),
            ("programs/q.yaml", &follows),
        ],
    );
    assert_eq!(edits(&diff), ["search renamed program p>search", "search/a changed duration 5d>6d"]);
    let program = of(&diff["programs"], "search");
    assert_eq!((&program["change"], &program["base_id"]), (&"renamed".into(), &"p".into()));
    assert_eq!(of(&diff["milestones"], "q/z")["base_id"], "q/z");
    assert_eq!(causes(of(&diff["milestones"], "q/z")), ["1 search/a duration 5d>6d = 1"]);
    assert_eq!(ids(&diff["promises"]), [""; 0]);
}

#[test]
fn file_with_a_new_id_is_the_same_program() {
    let diff = data(PLAN, &format!("id: other\n{}", "milestones:\n  c: {duration: 1d}\n"));
    assert_eq!(of(&diff["programs"], "other")["base_id"], "p");
    assert_eq!(of(&diff["milestones"], "p/a")["change"], "removed");
}

#[test]
fn program_with_little_in_common_is_a_new_one() {
    let diff = of_files(
        &[("programs/p.yaml", PLAN)],
        &[(
            "programs/q.yaml",
            "milestones:\n  a: {duration: 5d}\n  y: {duration: 5d}\n  z: {duration: 5d}\n",
        )],
    );
    let change = |id: &str| of(&diff["programs"], id)["change"].clone();
    assert_eq!((change("p"), change("q")), ("removed".into(), "added".into()));
}

#[test]
fn split_program_keeps_its_milestones_matched() {
    let one = "milestones:\n  a: {name: First, owner: bo, duration: 5d}\n  b: {name: Second, owner: ana, duration: 5d, depends_on: a}\n  c: {duration: 1d, depends_on: b}\n";
    let left =
        "milestones:\n  a: {name: First, owner: bo, duration: 5d}\n  c: {duration: 1d, depends_on: q/b}\n";
    let gone = "milestones:\n  b: {name: Second, owner: ana, duration: 6d, depends_on: p/a}\n";
    let diff = of_files(&[("programs/p.yaml", one)], &[("programs/p.yaml", left), ("programs/q.yaml", gone)]);
    let b = of(&diff["milestones"], "q/b");
    assert_eq!((&b["change"], &b["base_id"]), (&"renamed".into(), &"p/b".into()));
    assert_eq!(b["forecast_finish"], json!({"before": "2026-09-25", "after": "2026-09-28", "workdays": 1}));
    assert_eq!(causes(of(&diff["milestones"], "p/c")), ["1 q/b duration 5d>6d = 1"]);
    // A milestone with only its id in common did not move there.
    let other = "milestones:\n  b: {name: Else, owner: cy, duration: 9d, depends_on: p/a}\n";
    let diff =
        of_files(&[("programs/p.yaml", one)], &[("programs/p.yaml", left), ("programs/q.yaml", other)]);
    assert_eq!(of(&diff["milestones"], "q/b")["change"], "added");
}

#[test]
fn removed_program_no_longer_pushes_others() {
    let waits = "milestones:\n  z: {duration: 1d, depends_on: p/b}\n";
    let diff = of_files(
        &[("programs/p.yaml", PLAN), ("programs/q.yaml", waits)],
        &[("programs/q.yaml", "milestones:\n  z: {duration: 1d}\n")],
    );
    let z = of(&diff["milestones"], "q/z");
    assert_eq!(z["forecast_finish"], json!({"before": "2026-09-28", "after": "2026-09-14", "workdays": -10}));
    assert_eq!(causes(z), ["1 p program p>- = -10", "1 q/z depends_on p/b>- = -10"]);
    // And in the other direction.
    let diff = of_files(
        &[("programs/q.yaml", "milestones:\n  z: {duration: 1d}\n")],
        &[("programs/p.yaml", PLAN), ("programs/q.yaml", waits)],
    );
    assert_eq!(
        causes(of(&diff["milestones"], "q/z")),
        ["1 p program ->p = 10", "1 q/z depends_on ->p/b = 10"]
    );
    assert_eq!(of(&diff["milestones"], "p/a")["change"], "added");
}

#[test]
fn new_workspace_is_all_added() {
    let diff = of_files(&[], &[("programs/p.yaml", PLAN)]);
    assert_eq!(of(&diff["programs"], "p")["change"], "added");
    let diff = of_files(&[("programs/p.yaml", PLAN)], &[("else.txt", "x")]);
    assert_eq!(of(&diff["programs"], "p")["change"], "removed");
}

#[test]
fn order_of_files_and_keys_does_not_matter() {
    let (one, other) = (PLAN, "milestones:\n  z: {duration: 1d, depends_on: p/b}\n  y: {duration: 2d}\n");
    let turned = "milestones:\n  y: {duration: 3d}\n  z: {depends_on: p/b, duration: 1d}\n";
    let plain = "milestones:\n  z: {duration: 1d, depends_on: p/b}\n  y: {duration: 3d}\n";
    let longer = PLAN.replace("5d}\n  b", "6d}\n  b");
    let without_places = |mut diff: Value| {
        for list in ["edits", "milestones"] {
            for entry in diff[list].as_array_mut().unwrap() {
                let entry = entry.as_object_mut().unwrap();
                entry.remove("source");
                entry.remove("base_source");
            }
        }
        diff
    };
    let base = [("programs/p.yaml", one), ("programs/q.yaml", other)];
    let first = of_files(&base, &[("programs/p.yaml", &longer), ("programs/q.yaml", plain)]);
    let second = of_files(
        &[("programs/q.yaml", other), ("programs/p.yaml", one)],
        &[("programs/z/y.yaml", &format!("id: q\n{turned}")), ("programs/p.yaml", &longer)],
    );
    assert_eq!(without_places(first), without_places(second));
}

// Whatever the program is called on each side, cutover waits for its finish.
#[test]
fn dependency_on_a_renamed_program_is_the_same() {
    let waits = |on: &str| format!("milestones:\n  cutover: {{duration: 1d, depends_on: {on}}}\n");
    let diff = of_files(
        &[("programs/p.yaml", PLAN), ("programs/q.yaml", &waits("p"))],
        &[("programs/search.yaml", PLAN), ("programs/q.yaml", &waits("search"))],
    );
    assert_eq!(edits(&diff), ["search renamed program p>search"]);
}

// search is new, and finishes on Fri 25; without it cutover would be on Mon 14. Taken back, it
// takes with it what waits for it.
#[test]
fn new_program_includes_the_dependencies_on_it() {
    let waits = |on: &str| format!("milestones:\n  cutover: {{duration: 1d{on}}}\n");
    let diff = of_files(
        &[("programs/q.yaml", &waits(""))],
        &[
            ("programs/q.yaml", &waits(", depends_on: search")),
            ("programs/search.yaml", "milestones:\n  launch: {duration: 10d}\n"),
        ],
    );
    let cutover = of(&diff["milestones"], "q/cutover");
    let forecast = &cutover["forecast_finish"];
    assert_eq!((&forecast["before"], &forecast["after"]), (&"2026-09-14".into(), &"2026-09-28".into()));
    assert_eq!(causes(cutover), ["1 search program ->search = 10", "1 q/cutover depends_on ->search = 10"]);
}

// The milestones of the two have nothing in common, and neither have their files.
#[test]
fn program_with_formerly_is_renamed() {
    let other = "milestones:\n  x: {duration: 1d}\n";
    let found = "formerly: p\nmilestones:\n  y: {duration: 1d}\n  z: {duration: 2d}\n";
    let files = |id: &'static str, text: &'static str| [("programs/other.yaml", other), (id, text)];
    let (old, new) = (files("programs/p.yaml", PLAN), files("programs/search.yaml", found));
    let diff = of_files(&old, &new);
    assert!(edits(&diff).contains(&"search renamed program p>search".into()), "{:#?}", edits(&diff));
    // In the other direction it is still the same program.
    let diff = of_files(&new, &old);
    assert!(edits(&diff).contains(&"p renamed program search>p".into()), "{:#?}", edits(&diff));
}

// p is still there: what says that it was p is another one.
#[test]
fn program_of_the_same_id_is_not_one_with_formerly() {
    let new = "formerly: p\nmilestones:\n  y: {duration: 1d}\n";
    let base = [("programs/p.yaml", PLAN)];
    let diff = of_files(&base, &[("programs/p.yaml", PLAN), ("programs/search.yaml", new)]);
    assert_eq!(edits(&diff), ["search added program ->search"]);
}
