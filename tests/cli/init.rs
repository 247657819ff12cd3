//! `tpm init`: its files, its output, and when it refuses. `TPM_UPDATE_DOCS=1` rewrites the schemas
//! beside the examples.

use crate::support::{self, Output, Paper, part::one_in};
use serde_json::Value;
use std::path::Path;
use tpm::cli::Variables;
use tpm::time::Day;

const FILES: [&str; 4] = ["portal.yaml", "schema-shared.json", "schema.json", "tpm.yaml"];

fn on(paper: &Paper, arguments: &[&str]) -> Output {
    support::run_on_paper(paper, arguments, Variables::default(), None)
}

/// Returns a disk on which `tpm init` has run.
fn begun(arguments: &[&str]) -> Paper {
    let paper = Paper::default();
    let output = on(&paper, &[&["init"], arguments].concat());
    assert_eq!((output.status, output.err.as_str()), (0, ""), "{arguments:?}");
    paper
}

fn paths(paper: &Paper) -> Vec<String> {
    paper.files().into_iter().map(|(path, _)| path).collect()
}

fn below(directory: &str) -> Vec<String> {
    FILES.iter().map(|name| format!("{directory}{name}")).collect()
}

fn json(paper: &Paper, arguments: &[&str]) -> Value {
    serde_json::from_str(&on(paper, &[arguments, &["--format", "json"]].concat()).out).unwrap()
}

#[test]
fn init_lists_its_files_and_suggests_commands_that_work() {
    let paper = Paper::default();
    let output = on(&paper, &["init"]);
    assert_eq!(paths(&paper), below("programs/"));
    for path in paths(&paper) {
        assert!(output.out.contains(&format!("wrote {path} ")), "{}", output.out);
    }
    let next: Vec<&str> = output.out.lines().filter_map(|line| line.strip_prefix("  tpm ")).collect();
    assert_eq!(next, ["status", "critical-path"]);
}

#[test]
fn every_report_of_the_starter_has_content_and_no_errors() {
    let paper = begun(&[]);
    for command in super::COMMANDS {
        let output = on(&paper, &[command]);
        assert_eq!((output.status, output.err.as_str()), (0, ""), "{command}");
        // Everybody has spoken when a plan begins, and nothing is near a slot.
        let least = if ["ask", "cliffs"].contains(&command) { 1 } else { 4 };
        assert!(output.out.lines().count() >= least, "{command}\n{}", output.out);
    }
    let status = json(&paper, &["status"]);
    assert_eq!(status["data"]["programs"][0]["health"], "at-risk");
    let needs = status["data"]["needs_someone"].as_array().unwrap();
    assert_eq!(needs.len(), 3, "{needs:#?}");
    assert_eq!(status["data"]["asks"].as_array().unwrap().len(), 1);
}

#[test]
fn the_starter_fits_on_a_screen_and_points_editors_at_its_schema() {
    for (path, text) in begun(&[]).files() {
        let schema = match path.as_str() {
            "programs/portal.yaml" => "schema.json",
            "programs/tpm.yaml" => "schema-shared.json",
            _ => continue,
        };
        let modeline = format!("# yaml-language-server: $schema=./{schema}");
        assert_eq!(text.lines().next(), Some(modeline.as_str()));
        assert!(
            text.ends_with('\n') && text.lines().count() <= 75,
            "{path} has {} lines",
            text.lines().count()
        );
        let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 110).collect();
        assert!(wide.is_empty() && !text.contains(['<', '>', '\t']), "{path}: {wide:?}");
    }
}

#[test]
fn the_starter_is_whole_on_every_day_of_the_year() {
    let first = Day::parse("2027-12-01").unwrap();
    for ahead in (0..400).step_by(2 * one_in(15)) {
        let day = first.plus(ahead).to_string();
        let paper = begun(&["--as-of", &day]);
        let schedule = json(&paper, &["schedule", "--as-of", &day]);
        assert_eq!(schedule["diagnostics"], Value::Array(Vec::new()), "{day}");
        let status = json(&paper, &["status", "--as-of", &day]);
        assert_eq!(status["data"]["programs"][0]["health"], "at-risk", "{day}");
        assert_eq!(status["data"]["needs_someone"][0]["id"], "portal/order-api", "{day}");
        let launch = schedule["data"]["programs"][0]["milestones"].as_array().unwrap().last().unwrap();
        let date = |key: &str| launch[key].as_str().unwrap().to_owned();
        let promises = (date("original_due"), date("due"));
        assert!(
            promises.0 < date("forecast_finish") && date("forecast_finish") < promises.1,
            "{day}: {launch:#}"
        );
    }
}

#[test]
fn init_as_of_another_day_suggests_that_day() {
    let paper = Paper::default();
    let output = on(&paper, &["init", "--as-of", "2028-02-29"]);
    assert!(output.out.contains("  tpm status --as-of 2028-02-29\n"), "{}", output.out);
    for day in ["2199-12-01", "1900-01-10"] {
        let paper = Paper::default();
        let output = on(&paper, &["init", "--as-of", day]);
        assert_eq!((output.status, paper.files().len()), (2, 0), "{day}");
        assert!(output.err.contains("1900 to 2199"), "{}", output.err);
    }
}

#[test]
fn existing_files_are_never_overwritten() {
    let paper = begun(&[]);
    let before = paper.files();
    for arguments in [&["init"][..], &["init", "--example"], &["init", "."], &["init", "programs"]] {
        let output = on(&paper, arguments);
        assert_eq!((output.status, output.out.as_str()), (2, ""), "{arguments:?}");
        assert!(output.err.starts_with("error: nothing was written: "), "{}", output.err);
        assert!(output.err.contains("`programs/portal.yaml`") && output.err.contains("`programs/tpm.yaml`"));
        assert_eq!(paper.files(), before);
    }
}

#[test]
fn nothing_is_written_beside_plans_or_over_a_schema() {
    for (path, said) in [
        ("programs/team/a.yml", "`programs/team/a.yml` already exists"),
        ("programs/schema.json", "`programs/schema.json` already exists"),
    ] {
        let files = [(path, "milestones: {}\n")];
        let output = support::run(&files, &["init"]);
        assert_eq!(output.status, 2);
        assert!(output.err.contains(said), "{}", output.err);
    }
    assert_eq!(support::run(&[("programs/README.md", "Plans")], &["init"]).status, 0);
}

#[test]
fn a_disk_that_fails_half_way_leaves_nothing() {
    for room in 0..FILES.len() {
        let paper = Paper::with_room_for(room);
        let output = on(&paper, &["init"]);
        assert_eq!((output.status, output.out.as_str()), (2, ""), "room for {room}");
        assert!(output.err.contains("nothing was written: `programs/"), "{}", output.err);
        assert_eq!(paper.files(), []);
    }
}

#[test]
fn a_directory_may_be_named_in_every_way() {
    let variable = |directory: &str| Variables { programs: Some(directory.into()), ..Variables::default() };
    let none = Variables::default;
    for (arguments, variables, directory, options) in [
        (&["init", "web"][..], none(), "web/programs/", " --programs web/programs"),
        (&["init", "./web/"], none(), "web/programs/", " --programs web/programs"),
        (&["init", "my web"], none(), "my web/programs/", " --programs 'my web/programs'"),
        (&["init", "."], none(), "programs/", ""),
        (&["init", "programs"], none(), "programs/", ""),
        (&["init", "web/programs"], none(), "web/programs/", " --programs web/programs"),
        (&["init", "--programs", "plans"], none(), "plans/", " --programs plans"),
        (&["init", "--programs", "."], none(), "", " --programs ."),
        (&["init"], variable("plans"), "plans/", ""),
        (&["init", "web"], variable("plans"), "web/programs/", " --programs web/programs"),
        (&["init", "."], variable("plans"), "programs/", " --programs programs"),
    ] {
        let paper = Paper::default();
        let output = support::run_on_paper(&paper, arguments, variables, None);
        assert_eq!((output.status, output.err.as_str()), (0, ""), "{arguments:?}");
        assert_eq!(paths(&paper), below(directory), "{arguments:?}");
        assert!(
            output.out.ends_with(&format!("  tpm status{options}\n  tpm critical-path{options}\n")),
            "{}",
            output.out
        );
    }
    super::refused(&[], &["init", "web", "--programs", "plans"], &["cannot be used with"]);
    super::refused(&[], &["init", "--format", "json"], &["leave out `--format`"]);
}

#[test]
fn the_examples_are_those_of_the_repository() {
    let paper = begun(&["--example"]);
    if std::env::var_os("TPM_UPDATE_DOCS").is_some() {
        for (path, text) in paper.files().iter().filter(|(path, _)| path.ends_with(".json")) {
            std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(path), text).unwrap();
        }
    }
    let (mut written, mut kept) = (paper.files(), support::example_files());
    written.sort();
    kept.sort();
    for ((path, written), (kept_path, kept)) in written.iter().zip(&kept) {
        assert_eq!(path, kept_path);
        assert!(
            written == kept,
            "{path} is not what `tpm init --example` writes; if the language has changed, run with TPM_UPDATE_DOCS=1"
        );
    }
    assert_eq!(written.len(), kept.len());
    let output = on(&Paper::default(), &["init", "--example"]);
    assert!(output.out.contains("  tpm status --as-of 2026-09-14\n"), "{}", output.out);
}
