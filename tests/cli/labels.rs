//! Selection by owner, team, tag and workstream. No number in a report changes.

use super::{COMMANDS, refused};
use crate::support;
use serde_json::Value;

const SHARED: &str = "\
owners:
  priya: {team: checkout}
  ana: {name: Ana Ruiz, team: payments}
  bo: {name: Bo Lindqvist, team: payments}
  wen: {team: platform}
  sara: {team: leadership}
  idle: {team: bench}
";

const CHECKOUT: &str = "\
owner: priya
health: {rag: green, on: 2026-09-01}
due: 2026-10-16
finish: cutover
milestones:
  freeze: {owner: ana, duration: 3w, started: 2026-07-06, done: 2026-07-31, due: 2026-07-31, tags: [api]}
  ledger: {owner: bo, duration: 6w, depends_on: [freeze], started: 2026-08-05, progress: 40%, updated: 2026-09-11, due: 2026-09-09, tags: [api, money], workstream: core}
  keys: {owner: wen, due: 2026-09-18, eta: 2026-09-25, updated: 2026-09-11, workstream: edge, blocked: {since: 2026-09-01, waiting_on: ana ruiz}}
  cutover: {owner: wen, duration: 2w, depends_on: [ledger, keys], due: 2026-10-16, firm: true, tags: [money]}
risks:
  peak: {title: Slow at peak, owner: sara, probability: 30%, impact: 15d, affects: [ledger], response: mitigate, mitigation: Load test, due: 2026-08-31}
  thin: {title: Thin margins, owner: bo, probability: 10%, impact: 1d, affects: [cutover], response: accept, reviewed: 2026-09-10}
asks:
  counsel: {ask: One more counsel, of: sara, by: 2026-09-21, unlocks: [keys]}
  grid: {ask: More power, of: ana, by: 2026-09-22}
";

const MLOPS: &str = "milestones:\n  model: {owner: ana, duration: 4w, due: 2026-10-30, workstream: models}\n";

const FILES: [(&str, &str); 3] =
    [("programs/checkout.yaml", CHECKOUT), ("programs/mlops.yaml", MLOPS), ("programs/tpm.yaml", SHARED)];

/// Returns the values of a key over a list of a report's data.
fn ids(command: &str, list: &str, key: &str, flags: &[&str]) -> Vec<String> {
    let value = support::json(&FILES, &[&[command, "--format", "json"], flags].concat());
    let mut found = value["data"].clone();
    for name in list.split('.') {
        let inner = |one: &Value| one[name].as_array().unwrap().clone();
        found = match &found {
            Value::Array(many) => many.iter().flat_map(inner).collect(),
            one => Value::Array(inner(one)),
        };
    }
    found.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn schedules(flags: &[&str], expected: &[&str]) {
    assert_eq!(ids("schedule", "programs.milestones", "id", flags), expected, "{flags:?}");
}

#[test]
fn milestones_are_selected_by_their_labels() {
    let (freeze, ledger, keys) = ("checkout/freeze", "checkout/ledger", "checkout/keys");
    let (cutover, model) = ("checkout/cutover", "mlops/model");
    schedules(&["--owner", "bo"], &[ledger]);
    schedules(&["--tag", "money"], &[ledger, cutover]);
    schedules(&["--workstream", "models"], &[model]);
    schedules(&["--workstream", "core", "--workstream=models"], &[ledger, model]);
    // `waiting_on` may be an id or a name.
    schedules(&["--owner", "ana"], &[freeze, keys, model]);
    schedules(&["--team", "payments"], &[freeze, ledger, keys, model]);
    schedules(&["--owner", "priya"], &[]);
}

#[test]
fn values_of_one_flag_are_alternatives_and_flags_combine() {
    schedules(
        &["--owner", "bo", "--owner", "wen"],
        &["checkout/ledger", "checkout/keys", "checkout/cutover"],
    );
    schedules(
        &["--owner", "bo", "--owner", "wen", "--tag", "money"],
        &["checkout/ledger", "checkout/cutover"],
    );
    schedules(&["--owner", "wen", "--tag", "api"], &[]);
    schedules(&["--team", "payments", "--owner", "ana", "--workstream", "models"], &["mlops/model"]);
    schedules(&["--team", "platform", "--owner", "ana"], &[]);
    schedules(&["checkout", "--owner", "ana"], &["checkout/freeze", "checkout/keys"]);
    schedules(&["ledger", "model", "--tag", "api"], &["checkout/ledger"]);
    schedules(&["programs/mlops.yaml", "--team", "payments"], &["mlops/model"]);
}

#[test]
fn numbers_are_those_of_the_whole_network() {
    let of = |flags: &[&str]| {
        support::json(&FILES, &[&["schedule", "--format", "json"], flags].concat())["data"]["programs"][0]
            .clone()
    };
    let (all, mut one) = (of(&[]), of(&["--owner", "bo"]));
    assert_eq!(one["milestones"][0], all["milestones"][1]);
    one["milestones"] = all["milestones"].clone();
    assert_eq!(one, all);
}

#[test]
fn status_lists_what_somebody_has_to_act_on() {
    let needs = |flags: &[&str]| ids("status", "needs_someone", "id", flags);
    let asks = |flags: &[&str]| ids("status", "asks", "id", flags);
    let programs = |flags: &[&str]| ids("status", "programs", "id", flags);
    assert_eq!(needs(&["--owner", "bo"]), ["checkout/ledger"]);
    // A program's owner: the line of the program, and its reported health.
    assert_eq!(
        (needs(&["--owner", "priya"]), programs(&["--owner", "priya"])),
        (vec!["checkout".to_owned()], vec!["checkout".to_owned()])
    );
    assert_eq!(programs(&["--owner", "bo"]), ["checkout"]);
    // An ask is addressed to her, and she neglects a risk on another owner's milestone.
    assert_eq!(
        (needs(&["--owner", "sara"]), asks(&["--owner", "sara"])),
        (vec!["checkout/ledger".to_owned()], vec!["checkout/counsel".to_owned()])
    );
    assert_eq!(programs(&["--owner", "sara"]), ["checkout"]);
    // An ask concerns whoever it is addressed to and whoever waits for it.
    assert_eq!(asks(&["--owner", "ana"]), ["checkout/counsel", "checkout/grid"]);
    assert_eq!(asks(&["--owner", "wen"]), ["checkout/counsel"]);
    assert_eq!(asks(&["--workstream", "edge"]), ["checkout/counsel"]);
    assert_eq!(asks(&["--tag", "money"]), [""; 0]);
    let text = support::run(&FILES, &["status", "--owner", "sara"]).out;
    assert!(text.contains("risk peak (sara): mitigation overdue"), "{text}");
}

#[test]
fn a_cause_that_is_not_selected_is_named() {
    let value = support::json(&FILES, &["status", "--owner", "wen", "--format", "json"]);
    let needs = value["data"]["needs_someone"].as_array().unwrap();
    let cutover = needs.iter().find(|need| need["id"] == "checkout/cutover").unwrap();
    assert_eq!(cutover["because_of"], "checkout/ledger");
}

#[test]
fn risks_are_selected_by_owner_and_affected_milestones() {
    let risks = |flags: &[&str]| ids("risks", "risks", "id", flags);
    let (peak, thin) = ("checkout/peak", "checkout/thin");
    assert_eq!(risks(&["--owner", "sara"]), [peak]);
    assert_eq!(risks(&["--owner", "bo"]), [peak, thin]);
    assert_eq!(risks(&["--owner", "wen"]), [thin]);
    assert_eq!(risks(&["--tag", "api"]), [peak]);
    assert_eq!(risks(&["--tag", "api", "--owner", "sara"]), [peak]);
    assert_eq!(risks(&["--tag", "api", "--owner", "wen"]), [""; 0]);
    assert_eq!(risks(&["mlops", "--owner", "sara"]), [""; 0]);
}

#[test]
fn slips_and_chains_are_those_of_the_selected() {
    assert_eq!(ids("slippage", "milestones", "id", &["--owner", "bo"]), ["checkout/ledger"]);
    let chains = |flags: &[&str]| ids("critical-path", "targets", "program", flags);
    assert_eq!(chains(&["--owner", "bo"]), ["checkout"]);
    assert_eq!(chains(&["--owner", "priya"]), ["checkout"]);
    assert_eq!(chains(&["--workstream", "models"]), ["mlops"]);
    assert_eq!(chains(&["checkout", "--workstream", "models"]), [""; 0]);
    // A chain is shown whole, with those behind it.
    let hops = ids("critical-path", "targets.chains.hops", "id", &["--owner", "bo"]);
    assert_eq!(hops, ["checkout/ledger", "checkout/cutover", "checkout/keys"]);
    let text = support::run(&FILES, &["critical-path", "--owner", "sara"]).out;
    assert!(text.contains("No chain to a finish runs through what was selected."), "{text}");
    refused(&FILES, &["critical-path", "--to", "ledger", "--owner", "bo"], &["--to", "--owner"]);
}

#[test]
fn who_has_nothing_gets_an_empty_report() {
    for command in COMMANDS {
        let output = support::run(&FILES, &[command, "--owner", "idle"]);
        assert_eq!((output.status, output.err.as_str()), (0, ""), "{command}");
        assert!(!output.out.contains("checkout"), "{command}\n{}", output.out);
    }
}

#[test]
fn an_unknown_value_suggests_a_similar_one() {
    for command in COMMANDS {
        for (flag, typo, meant) in [
            ("owner", "anna", "ana"),
            ("team", "Payment", "payments"),
            ("tag", "monye", "money"),
            ("workstream", "cores", "core"),
        ] {
            let (what, help) = (format!("there is no {flag} `{typo}`"), format!("did you mean `{meant}`?"));
            refused(&FILES, &[command, &format!("--{flag}"), typo], &[&what, &help]);
        }
        refused(
            &FILES,
            &[command, "--owner", "ana", "--owner", "zzzzzz"],
            &["`zzzzzz`", "the plans name ana, bo, idle"],
        );
    }
    let bare = [("programs/a.yaml", "milestones:\n  a: {duration: 1d, due: 2026-10-01}\n")];
    refused(&bare, &["status", "--tag", "x"], &["there is no tag `x`", "the plans have no tag"]);
}
