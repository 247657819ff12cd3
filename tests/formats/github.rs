//! The `github` format, as the runner reads it.

use super::runner::{Command, commands};
use super::{FILES, WITH_ERROR, check, overdue};

#[track_caller]
fn annotations(files: &[(&str, &str)], more: &[&str]) -> Vec<Command> {
    let output = check(files, "github", more);
    let (direct, repeated) = commands(&output.out);
    assert_eq!((direct.len(), repeated.as_slice()), (output.out.lines().count(), &[][..]), "{}", output.out);
    direct
}

#[test]
fn a_story_is_one_annotation_at_the_line_of_its_cause() {
    let found = annotations(&FILES, &[]);
    assert_eq!(found.len(), 2, "{found:#?}");
    let [error, warning] = [&found[0], &found[1]];
    assert_eq!((error.name.as_str(), warning.name.as_str()), ("error", "warning"));
    let property = |name: &str| error.properties[name].as_str();
    assert_eq!(property("title"), "overdue-milestone");
    assert_eq!(
        (property("file"), property("line"), property("endLine")),
        ("programs/checkout.yaml", "6", "6")
    );
    // `endColumn` is exclusive.
    let columns: Vec<usize> =
        ["col", "endColumn"].iter().map(|name| property(name).parse().unwrap()).collect();
    assert_eq!(columns[1] - columns[0], "2026-09-09".len());
    assert!(error.message.contains("`checkout/ledger` (bo) was promised for 9 Sep"), "{}", error.message);
    assert!(error.message.contains("\nto do: "), "{}", error.message);
    assert!(error.message.contains("\nalso error[firm-promise-late] at programs/checkout.yaml:12: "));
    assert!(
        !found.iter().any(|command| command.message.contains("audit")),
        "what is waived is no annotation"
    );
}

#[test]
fn what_runs_over_lines_has_no_columns() {
    let plan = "milestones:\n  a:\n    depends_on: [b,\n      b]\n  b: {duration: 1d}\n  c: {due: \"2026-\n    13\"}\n";
    for command in annotations(&[("programs/a.yaml", plan)], &["--error", "hygiene"]) {
        let is_one_line = command.properties["line"] == command.properties["endLine"];
        assert_eq!(command.properties.contains_key("col"), is_one_line, "{command:?}");
    }
}

#[test]
fn errors_in_plans_come_first_and_ten_of_a_level_are_kept() {
    let mut files = WITH_ERROR.to_vec();
    let many = overdue(40);
    files.push(("programs/many.yaml", &many));
    let found = annotations(&files, &[]);
    assert_eq!(found[0].properties["title"], "not-a-duration");
    for level in ["error", "warning"] {
        assert!(found.iter().filter(|command| command.name == level).count() <= 10);
    }
    let errors: Vec<&Command> = found.iter().filter(|command| command.name == "error").collect();
    assert_eq!(errors.len(), 10);
    let last = errors[9].message.lines().last().unwrap();
    // The error in a plan and the nine longest overdue of 40 have an annotation; a story of two has
    // none.
    let expected = "and 33 more of this level without an annotation, `tpm check --format concise` lists them";
    assert_eq!(last, expected);
    assert!(errors[..9].iter().all(|command| !command.message.contains("without an annotation")));
    assert!(errors.iter().all(|command| command.message.encode_utf16().count() <= 4096));
}
