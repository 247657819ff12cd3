//! `tpm check --new-since` and `--policy-from`: the gate on a change.

use crate::support::{Output, Past, Version, run_in_repository};
use serde_json::Value;

const CHECKOUT: &str = "programs/checkout.yaml";

/// As of Mon 14 Sep 2026 `old` was missed by 3wd; `cutover` is promised for Fri 30 Oct.
const BASE: &str = "\
owner: priya
milestones:
  old: {owner: bo, duration: 3w, started: 2026-08-24, progress: 90%, updated: 2026-09-11, due: 2026-09-09}
  cutover: {owner: ana, duration: 2w, due: 2026-10-30, firm: true}
  docs: {owner: ana, duration: 1w, due: 2026-10-30}
";

fn past(base: &[(&str, &str)]) -> Past {
    Past(vec![Version::new(&["main"], "2026-09-11", base)])
}

fn run(base: &str, head: &str, arguments: &[&str]) -> Output {
    let arguments = [&["check"], arguments, &["--off", "hygiene"]].concat();
    run_in_repository(&past(&[(CHECKOUT, base)]), &[(CHECKOUT, head)], &arguments)
}

/// Returns the findings as `LEVEL RULE SUBJECT`, and the number of known ones.
fn told(output: &Output) -> (Vec<String>, u64) {
    let value: Value = serde_json::from_str(&output.out).unwrap_or_else(|_| panic!("{output:?}"));
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or("-").to_owned();
    let findings = value["data"]["findings"].as_array().unwrap().iter();
    let findings =
        findings.map(|finding| ["level", "rule", "subject"].map(|key| word(finding, key)).join(" "));
    (findings.collect(), value["data"]["known_count"].as_u64().unwrap())
}

#[track_caller]
fn check(base: &str, head: &str, status: u8, expected: &[&str], known: u64) {
    let output = run(base, head, &["--new-since", "main", "--format", "json"]);
    assert_eq!(
        told(&output),
        (expected.iter().map(|text| (*text).to_owned()).collect(), known),
        "{}",
        output.err
    );
    assert_eq!(output.status, status);
}

#[test]
fn known_findings_are_not_reported_again() {
    assert_eq!(run(BASE, BASE, &[]).status, 1);
    check(BASE, BASE, 0, &[], 1);
    let text = run(BASE, BASE, &["--new-since", "main"]).out;
    assert!(text.contains("✓ passes: nothing found · 1 known before"), "{text}");
}

#[test]
fn new_findings_are_reported_and_fail() {
    // 40 days of work from Mon 14 Sep end on Fri 6 Nov.
    let head = BASE.replace("docs: {owner: ana, duration: 1w", "docs: {owner: ana, duration: 8w");
    check(BASE, &head, 0, &["warning promise-forecast-late checkout/docs"], 1);
    let head = BASE.replace("cutover: {owner: ana, duration: 2w", "cutover: {owner: ana, duration: 8w");
    check(BASE, &head, 1, &["error firm-promise-late checkout/cutover"], 1);
}

#[test]
fn renamed_milestones_are_known_by_their_new_names() {
    let head = BASE.replace("old: {", "posted: {formerly: old, ");
    check(BASE, &head, 0, &[], 1);
}

#[test]
fn a_finding_that_is_no_longer_waived_is_new() {
    let waived = BASE.replace("old: {", "old: {waive: [{rule: overdue, until: 2026-10-01, reason: Told}], ");
    check(&waived, &waived, 0, &[], 0);
    check(&waived, BASE, 1, &["error overdue-milestone checkout/old"], 0);
}

#[test]
fn an_error_in_a_plan_is_reported_even_if_not_new() {
    let broken = BASE.replace("duration: 1w", "duration: 1x");
    let output = run(&broken, &broken, &["--new-since", "main", "--format", "json"]);
    assert_eq!(output.status, 1);
    assert!(told(&output).0.iter().any(|told| told.starts_with("error not-a-duration")), "{output:?}");
}

#[test]
fn a_promise_that_moves_needs_its_reason() {
    // The later day, an earlier one, none at all: a firm promise makes it an error.
    let moved = "promise-moved-without-reason checkout/cutover";
    for now in ["due: 2026-12-11, firm", "due: 2026-10-02, firm", "due: tbd, firm", "firm"] {
        let head = BASE.replace("due: 2026-10-30, firm", now);
        check(BASE, &head, 1, &[&format!("error {moved}")], 1);
    }
    let head = BASE.replace("duration: 1w, due: 2026-10-30", "duration: 1w, due: 2026-11-13");
    check(BASE, &head, 0, &["warning promise-moved-without-reason checkout/docs"], 1);
    // The `moved` entry must begin with the old day.
    let entry = |from: &str| {
        let now = format!("due: 2026-12-11, moved: [{{from: {from}, on: 2026-09-14, why: Redlines}}], firm");
        BASE.replace("due: 2026-10-30, firm", &now)
    };
    check(BASE, &entry("2026-10-30"), 0, &[], 1);
    check(BASE, &entry("2026-10-23"), 1, &[&format!("error {moved}")], 1);
    // For cancelled work the reason is under `cancelled`.
    let head =
        BASE.replace("due: 2026-10-30, firm", "cancelled: {on: 2026-09-14, reason: Out of scope}, firm");
    check(BASE, &head, 0, &[], 1);
}

#[test]
fn a_program_that_moves_its_promise_needs_a_reason_too() {
    let (base, head) = (format!("due: 2026-12-18\n{BASE}"), format!("due: 2027-01-29\n{BASE}"));
    check(&base, &head, 0, &["warning promise-moved-without-reason checkout"], 1);
}

#[test]
fn the_message_has_both_days_and_the_entry_to_write() {
    let head = BASE.replace("due: 2026-10-30, firm", "due: 2026-12-11, firm");
    let text = run(BASE, &head, &["--new-since", "main"]).out;
    // Thirty working days from Fri 30 Oct to Fri 11 Dec.
    let says = "`checkout/cutover` (ana) was firmly promised for 30 Oct, and is now promised for 11 Dec, 30wd later; no reason is given";
    assert!(text.contains(says), "{text}");
    assert!(text.contains("`{from: 2026-10-30, on: 2026-09-14, cause: …, why: …, agreed: …}`"), "{text}");
}

#[test]
fn a_promise_that_moves_by_no_working_day_moves_by_days() {
    let head = BASE.replace("due: 2026-10-30, firm", "due: 2026-10-31, firm");
    let text = run(BASE, &head, &["--new-since", "main"]).out;
    assert!(
        text.contains("was firmly promised for 30 Oct, and is now promised for 31 Oct, 1 day later;"),
        "{text}"
    );
}

#[test]
fn without_a_commit_no_promise_is_compared() {
    let head = BASE.replace("due: 2026-10-30, firm", "due: 2026-12-11, firm");
    let (found, _) = told(&run(BASE, &head, &["--format", "json"]));
    assert_eq!(found, ["error overdue-milestone checkout/old"]);
}

#[test]
fn a_change_cannot_switch_off_its_own_gate() {
    let shared = "programs/tpm.yaml";
    let base = past(&[(CHECKOUT, BASE), (shared, "checks: {overdue_grace: 0d}\n")]);
    let check = |head: &[(&str, &str)], arguments: &[&str], status: u8| {
        let output = run_in_repository(&base, head, &[&["check", "--off", "hygiene"], arguments].concat());
        assert_eq!(output.status, status, "{arguments:?} {head:?}\n{}{}", output.out, output.err);
    };
    let from = ["--policy-from", "main"];
    let waived = BASE.replace("old: {", "old: {waive: [{rule: overdue, until: 2026-10-01, reason: Told}], ");
    for policy in ["checks: {overdue: off}\n", "checks: {fail_on: never}\n", "checks: {overdue_grace: 9d}\n"]
    {
        check(&[(CHECKOUT, BASE), (shared, policy)], &[], 0);
        check(&[(CHECKOUT, BASE), (shared, policy)], &from, 1);
    }
    check(&[(CHECKOUT, &waived)], &[], 0);
    check(&[(CHECKOUT, &waived)], &from, 1);
    // The command line still takes precedence: whoever runs the gate may set it.
    check(&[(CHECKOUT, BASE)], &["--policy-from", "main", "--fail-on", "never"], 0);
}

#[test]
fn a_waiver_of_both_commits_ends_on_the_earlier_day() {
    let waived = |waiver: &str| BASE.replace("old: {", &format!("old: {{waive: [{{{waiver}}}], "));
    let stood = "rule: overdue, until: 2026-10-01, reason: Councel ill";
    let waiver = waived(stood);
    let mended = waived(&stood.replace("Councel", "Counsel"));
    let shortened = waived(&stood.replace("10-01", "09-20"));
    let extended = waived(&stood.replace("10-01", "12-01"));
    let other = waived(&stood.replace("overdue", "overdue-milestone"));
    let by = |base: &str, head: &str, day: &str| {
        run(base, head, &["--policy-from", "main", "--as-of", day]).status
    };
    let kept = [
        (&waiver, "2026-10-01", "2026-10-02"),
        (&mended, "2026-10-01", "2026-10-02"),
        (&shortened, "2026-09-20", "2026-09-21"),
        (&extended, "2026-10-01", "2026-10-02"),
    ];
    for (head, last, after) in kept {
        assert_eq!((by(&waiver, head, last), by(&waiver, head, after)), (0, 1), "{head}");
    }
    // A waiver that the change drops, or gives another rule, does not count.
    assert_eq!((by(&waiver, BASE, "2026-09-14"), by(&waiver, &other, "2026-09-14")), (1, 1));
    let listed = run(&waiver, &extended, &["--policy-from", "main", "--waived"]);
    assert!(listed.out.contains("until 1 Oct") && !listed.out.contains("1 Dec"), "{}", listed.out);
    // Of several waivers there, the latest last day counts.
    let both = waived(&format!("rule: overdue, until: 2026-09-10, reason: Ill}}, {{{stood}"));
    assert_eq!(by(&both, &mended, "2026-10-01"), 0);
}

/// `cutover` is forecast and asserted for Fri 25 Sep 2026.
const ASSERTED: &str = "\
owner: priya
finish: cutover
milestones:
  cutover: {owner: ana, duration: 2w, due: 2026-10-30}
  docs: {owner: ana, duration: 1w, done: 2026-09-11}
assert:
  - {milestone: cutover, forecast_by: 2026-09-25, because: The contract ends}
  - {finish_by: 2026-09-25}
  - {milestone: cutover, float_at_least: 25d}
  - {milestone: docs, forecast_by: 2026-09-11}
";

/// Returns the findings about the assertions of a commit for the given plans.
fn asserted(head: &[(&str, &str)], more: &[&str]) -> (u8, Vec<String>) {
    let base = past(&[(CHECKOUT, ASSERTED), ("programs/devx.yaml", OTHER)]);
    let arguments = [&["check", "--format", "json", "--off", "hygiene"], more].concat();
    let output = run_in_repository(&base, head, &arguments);
    let value: Value = serde_json::from_str(&output.out).unwrap();
    let findings = value["data"]["findings"].as_array().unwrap().iter();
    let findings = findings.filter(|finding| finding["rule"] == "broken-assertion");
    let text = |finding: &Value| format!("{}: {}", finding["line"], finding["message"].as_str().unwrap());
    (output.status, findings.map(text).collect())
}

#[test]
fn a_change_cannot_drop_or_soften_what_is_asserted() {
    let other = ("programs/devx.yaml", OTHER);
    let from = ["--policy-from", "main"];
    let silent = (0, Vec::new());
    assert_eq!(asserted(&[(CHECKOUT, ASSERTED), other], &from), silent);
    // One week longer; the promise is still kept.
    let late = ASSERTED.replace("ana, duration: 2w", "ana, duration: 3w");
    let told = asserted(&[(CHECKOUT, &late), other], &from);
    assert_eq!((told.0, told.1.len()), (1, 3), "{told:?}");
    let (plan, _) = late.split_once("assert:").unwrap();
    assert_eq!(asserted(&[(CHECKOUT, plan), other], &[]), silent);
    let by = "`checkout/cutover` (ana) is forecast for 2 Oct, but the plan asserted 25 Sep, 5wd earlier: The contract ends";
    let finish = "`checkout` is forecast for 2 Oct, 5wd later than the 25 Sep that the plan asserted";
    let float = "`checkout/cutover` (ana) has 20wd of float to `checkout/cutover`, promised 30 Oct, but the plan asserted at least 25wd of float";
    let all = |line: [u32; 3]| {
        vec![format!("{}: {by}", line[0]), format!("{}: {finish}", line[1]), format!("{}: {float}", line[2])]
    };
    let sorted = |(status, mut told): (u8, Vec<String>)| {
        told.sort();
        (status, told)
    };
    let dropped = sorted(asserted(&[(CHECKOUT, plan), other], &from));
    assert_eq!(dropped, sorted((1, all([1, 1, 1]))));
    // Softened assertions are reported at their current place.
    let soft = late.replace("by: 2026-09-25", "by: 2026-10-02").replace("25d", "20d");
    assert_eq!(sorted(asserted(&[(CHECKOUT, &soft), other], &from)), sorted((1, all([7, 8, 7]))));
    // An assertion that still holds is not reported; a stricter one is reported once.
    let strict = late.replace("by: 2026-09-25", "by: 2026-09-24").replace("25d", "26d");
    assert_eq!(asserted(&[(CHECKOUT, &strict), other], &from).1.len(), 3);
    let (plan, _) = ASSERTED.split_once("assert:").unwrap();
    assert_eq!(asserted(&[(CHECKOUT, plan), other], &from), silent);
    // Renaming changes nothing.
    let renamed = plan
        .replace("  cutover:", "  switch:")
        .replace("{owner: ana, duration: 2w", "{formerly: cutover, owner: ana, duration: 3w")
        .replace("finish: cutover", "finish: switch");
    let told = asserted(&[(CHECKOUT, &format!("id: shop\n{renamed}")), other], &from);
    assert_eq!((told.0, told.1.len()), (1, 3), "{told:?}");
    assert!(told.1.iter().all(|told| told.contains("`shop")), "{told:?}");
}

#[test]
fn an_assertion_about_something_removed_does_not_hold() {
    let other = ("programs/devx.yaml", OTHER);
    let from = ["--policy-from", "main"];
    let (status, told) = asserted(&[other], &from);
    assert_eq!(status, 1);
    let gone = "is no longer in the plan, which asserted";
    assert!(told.contains(&format!("7: `checkout/cutover` {gone} 25 Sep: The contract ends")), "{told:?}");
    assert!(told.contains(&format!("8: `checkout` {gone} 25 Sep")), "{told:?}");
    assert!(told.contains(&format!("9: `checkout/cutover` {gone} at least 25wd of float")), "{told:?}");
    assert_eq!(told.len(), 3);
    // A milestone that was done in time can be removed.
    let plan = ASSERTED.lines().filter(|line| !line.contains("docs")).map(|line| format!("{line}\n"));
    assert_eq!(asserted(&[(CHECKOUT, &plan.collect::<String>()), other], &from), (0, Vec::new()));
    // An assertion that was already broken is not due to this change.
    let late = ASSERTED.replace("ana, duration: 2w", "ana, duration: 3w");
    let (plan, _) = late.split_once("assert:").unwrap();
    let base = past(&[(CHECKOUT, &late)]);
    let arguments = ["check", "--policy-from", "main", "--new-since", "main", "--off", "hygiene"];
    assert_eq!(run_in_repository(&base, &[(CHECKOUT, plan)], &arguments).status, 0);
}

#[test]
fn a_fix_of_the_policy_is_checked_by_the_stricter_of_two() {
    let shared = "programs/tpm.yaml";
    // It adds no waivers.
    let soon = BASE.replace("owner: ana, duration: 2w, due", "owner: ana, duration: 9w, due");
    let waived = soon
        .replace(", firm: true", "")
        .replace("docs: {", "docs: {waive: [{rule: logic, until: 2026-10-01, reason: Told}], ");
    let base = past(&[(CHECKOUT, &waived), (shared, "checks: {overdue: of, fail_on: warn}\n")]);
    let check = |policy: &str, more: &[&str], status: u8, expected: &[&str]| {
        let arguments = ["check", "--policy-from", "main", "--format", "json", "--off", "hygiene"];
        let head = [(CHECKOUT, waived.as_str()), (shared, policy)];
        let output = run_in_repository(&base, &head, &[&arguments[..], more].concat());
        assert_eq!(told(&output).0, expected, "{policy} {more:?}");
        assert_eq!(output.status, status, "{policy} {more:?}");
        output
    };
    let (overdue, late) = ("error overdue-milestone checkout/old", "promise-forecast-late checkout/cutover");
    let (error, warning) = (format!("error {late}"), format!("warning {late}"));
    let usual = [overdue, &warning];
    for mild in
        ["", "checks: {overdue: off, promises: off}\n", "checks: {fail_on: never, overdue-milestone: warn}\n"]
    {
        check(mild, &[], 1, &usual);
    }
    check(
        "checks: {overdue_grace: 9d, programs: {checkout: {overdue_grace: 9d, overdue: off}}}\n",
        &[],
        1,
        &usual,
    );
    check("checks: {promises: error}\n", &[], 1, &[overdue, &error]);
    // Earlier findings are not due to the change that fixes the policy.
    check("checks: {overdue: warn}\n", &["--new-since", "main"], 0, &[]);
    check("checks: {fail_on: warn}\n", &["--off", "overdue"], 1, &[&warning]);
    check("", &["--off", "overdue"], 0, &[&warning]);
    check("", &["--fail-on", "never"], 0, &usual);
    // The error must still be fixed.
    check("checks: {overdue: of}\n", &["--new-since", "main"], 1, &["error unknown-word -"]);
    let output = check("", &[], 1, &usual);
    let value: Value = serde_json::from_str(&output.out).unwrap();
    assert!(value["data"]["policy_instead_of"].as_str().is_some_and(|hash| hash.len() == 40), "{value}");
    let said = "so its policy cannot be used: the defaults apply";
    assert!(
        output.err.contains("note: tpm.yaml has errors in") && output.err.contains(said),
        "{}",
        output.err
    );
    let arguments = ["check", "--policy-from", "main"];
    let output = run_in_repository(&base, &[(CHECKOUT, &waived)], &arguments);
    assert!(output.out.contains(said) && !output.err.contains(said), "{output:?}");
}

#[test]
fn a_missing_baseline_is_new_only_in_the_change_that_names_it() {
    let shared = |text: &'static str| ("programs/tpm.yaml", text);
    let gone = "warning unknown-baseline -";
    let check = |before: &'static str, after: &'static str, more: &[&str], expected: &[&str]| {
        let base = past(&[(CHECKOUT, OTHER), shared(before)]);
        let arguments = [&["check", "--format", "json"], more].concat();
        let output = run_in_repository(&base, &[(CHECKOUT, OTHER), shared(after)], &arguments);
        assert_eq!(told(&output).0, expected, "{before} {after} {more:?}");
    };
    check("", "baseline: v0\n", &[], &[gone]);
    check("", "baseline: 2027-01-01\n", &[], &[gone]);
    check("", "baseline: main\n", &[], &[]);
    check("", "baseline: v0\n", &["--off", "unknown-baseline"], &[]);
    check("", "baseline: v0\n", &["--new-since", "main"], &[gone]);
    check("baseline: v0\n", "baseline: v0\n", &["--new-since", "main"], &[]);
    check("baseline: v1\n", "baseline: v0\n", &["--new-since", "main"], &[gone]);
}

#[test]
fn an_unknown_commit_is_no_answer() {
    let base = past(&[(CHECKOUT, BASE)]);
    let output = run_in_repository(&base, &[(CHECKOUT, BASE)], &["check", "--new-since", "mian"]);
    assert_eq!(output.status, 2);
    assert!(output.err.contains("--new-since mian"), "{}", output.err);
}

#[test]
fn what_got_worse_is_new() {
    // 8w of work from Mon 14 Sep end on Fri 6 Nov, 5wd late; 12w on Fri 4 Dec.
    let late = BASE.replace("cutover: {owner: ana, duration: 2w", "cutover: {owner: ana, duration: 8w");
    check(&late, &late, 0, &[], 2);
    let later = BASE.replace("cutover: {owner: ana, duration: 2w", "cutover: {owner: ana, duration: 12w");
    check(&late, &later, 1, &["error firm-promise-late checkout/cutover"], 1);
    check(&later, &late, 0, &[], 2);
    // As late as before, but now firm.
    let soft = late.replace(", firm: true", "");
    check(&soft, &late, 1, &["error firm-promise-late checkout/cutover"], 1);
}

#[test]
fn a_moved_entry_without_why_is_no_reason() {
    for entry in ["{from: 2026-10-30}", "{from: 2026-10-30, why: ' '}"] {
        let head = BASE.replace("due: 2026-10-30, firm", &format!("due: 2026-12-11, moved: [{entry}], firm"));
        check(BASE, &head, 1, &["error promise-moved-without-reason checkout/cutover"], 1);
    }
}

#[test]
fn a_promise_cannot_be_dropped_or_softened_without_a_reason() {
    let silent = BASE.replace("due: 2026-10-30, firm", "cancelled: {on: 2026-09-14}, firm");
    check(BASE, &silent, 1, &["error promise-moved-without-reason checkout/cutover"], 1);
    let soft = BASE.replace(", firm: true", "");
    check(BASE, &soft, 1, &["error promise-moved-without-reason checkout/cutover"], 1);
    let line = |id: &str| BASE.lines().find(|line| line.trim().starts_with(id)).unwrap().to_owned() + "\n";
    let gone = BASE.replace(&line("cutover:"), "");
    check(BASE, &gone, 1, &["error promise-moved-without-reason checkout"], 1);
    let gone = BASE.replace(&line("docs:"), "");
    check(BASE, &gone, 0, &["warning promise-moved-without-reason checkout"], 1);
    // Done work is history, and a renamed milestone is still there.
    let done = BASE.replace("docs: {owner: ana, duration: 1w", "docs: {owner: ana, done: 2026-09-11");
    let gone = done.lines().filter(|line| !line.contains("docs:")).map(|line| format!("{line}\n"));
    check(&done, &gone.collect::<String>(), 0, &[], 1);
    let renamed = BASE.replace("docs: {", "manual: {formerly: docs, ");
    check(BASE, &renamed, 0, &[], 1);
}

/// Another program of the same workspace, which does not change.
const OTHER: &str = "owner: lee\nmilestones:\n  paved: {owner: sam, duration: 1w, due: 2026-11-20}\n";

/// Checks the findings for a change of several files, and returns the answer as text.
#[track_caller]
fn check_files(base: &[(&str, &str)], head: &[(&str, &str)], status: u8, expected: &[&str]) -> String {
    let arguments = ["check", "--new-since", "main", "--off", "hygiene", "--format"];
    let json = run_in_repository(&past(base), head, &[&arguments[..], &["json"]].concat());
    assert_eq!(told(&json).0, expected, "{}", json.err);
    assert_eq!(json.status, status);
    run_in_repository(&past(base), head, &[&arguments[..], &["text"]].concat()).out
}

#[test]
fn a_program_cannot_be_removed_without_a_reason() {
    let other = ("programs/devx.yaml", OTHER);
    let text = check_files(
        &[(CHECKOUT, BASE), other],
        &[other],
        1,
        &["error promise-moved-without-reason checkout"],
    );
    // The file is gone, so its old content is shown.
    let says = "`checkout` is no longer in the plan, and no reason is given: `checkout/cutover` was firmly promised for 30 Oct, `checkout/old` for 9 Sep and `checkout/docs` for 30 Oct";
    assert!(text.contains(says), "{text}");
    assert!(text.contains("--> programs/checkout.yaml:4:"), "{text}");
    assert!(text.contains("cutover: {owner: ana, duration: 2w, due: 2026-10-30, firm: true}"), "{text}");
    // A promise that is not firm is a warning, of a milestone as of the program itself.
    let soft = BASE.replace(", firm: true", "");
    let warned = ["warning promise-moved-without-reason checkout"];
    check_files(&[(CHECKOUT, &soft), other], &[other], 0, &warned);
    let own = "due: 2026-12-18\nmilestones:\n  cutover: {owner: ana, duration: 2w}\n";
    let text = check_files(&[(CHECKOUT, own), other], &[other], 0, &warned);
    assert!(text.contains("no reason is given: `checkout` was promised for 18 Dec"), "{text}");
    assert!(text.contains("--> programs/checkout.yaml:1:6"), "{text}");
}

#[test]
fn a_finished_or_unpromised_program_can_be_removed() {
    let other = ("programs/devx.yaml", OTHER);
    let over =
        BASE.replace("due: 2026-10-30", "due: 2026-10-30, cancelled: {on: 2026-09-11, reason: Bought}");
    let over = over.replace("progress: 90%, updated: 2026-09-11", "done: 2026-09-11");
    check_files(&[(CHECKOUT, &format!("due: 2026-12-18\n{over}")), other], &[other], 0, &[]);
    let idea = "milestones:\n  cutover: {owner: ana, duration: 2w, due: tbd}\n";
    check_files(&[(CHECKOUT, idea), other], &[other], 0, &[]);
}

#[test]
fn a_renamed_or_merged_program_is_not_removed() {
    let other = ("programs/devx.yaml", OTHER);
    // A renamed file; another id in the same file; both, with the same milestones.
    let base = [(CHECKOUT, BASE), other];
    check_files(&base, &[("programs/shop.yaml", BASE), other], 0, &[]);
    check_files(&base, &[(CHECKOUT, &format!("id: shop\n{BASE}")), other], 0, &[]);
    check_files(&base, &[("programs/sub/shop.yaml", &format!("id: till\n{BASE}")), other], 0, &[]);
    // Its milestones moved into another program.
    let (_, milestones) = BASE.split_once("milestones:\n").unwrap();
    let both = format!("{OTHER}{milestones}");
    check_files(&base, &[("programs/devx.yaml", &both)], 0, &[]);
    // Its own promise moved along with its finish; if the finish promises less, that is reported.
    let owned = format!("due: 2026-11-27\nfinish: cutover\n{BASE}");
    check_files(&[(CHECKOUT, &owned), other], &[("programs/devx.yaml", &both)], 0, &[]);
    let (owned, both) =
        (owned.replace("due: 2026-10-30, firm: true", ""), both.replace("due: 2026-10-30, firm: true", ""));
    check_files(
        &[(CHECKOUT, &owned), other],
        &[("programs/devx.yaml", &both)],
        0,
        &["warning promise-moved-without-reason checkout"],
    );
}

#[test]
fn a_removed_program_points_at_the_one_now_in_its_file() {
    let other = ("programs/devx.yaml", OTHER);
    let text = check_files(
        &[(CHECKOUT, BASE), other],
        &[(CHECKOUT, &format!("id: devx\n{OTHER}"))],
        1,
        &["error promise-moved-without-reason checkout"],
    );
    assert!(text.contains("--> programs/checkout.yaml:1:1") && text.contains("id: devx"), "{text}");
}

#[test]
fn a_program_is_not_removed_if_a_file_has_an_unreadable_id() {
    let other = ("programs/devx.yaml", OTHER);
    let base = past(&[(CHECKOUT, BASE), other]);
    let nameless = [("programs/shop.yaml", "id: Shop\nmilestones: {}\n"), other];
    let arguments = ["check", "--new-since", "main", "--off", "hygiene", "--format", "json"];
    assert_eq!(told(&run_in_repository(&base, &nameless, &arguments)).0, ["error bad-id -"]);
}

#[test]
fn a_removed_program_is_in_every_selection_but_one_by_name() {
    let other = ("programs/devx.yaml", OTHER);
    let base = past(&[(CHECKOUT, BASE), other]);
    let found = |more: &[&str]| {
        let arguments =
            [&["check", "--new-since", "main", "--off", "hygiene", "--format", "json"], more].concat();
        told(&run_in_repository(&base, &[other], &arguments)).0
    };
    let gone = "error promise-moved-without-reason checkout";
    assert_eq!(found(&["--owner", "sam"]), [gone]);
    assert!(found(&["devx"]).is_empty());
    // The policy of the removed program comes from the plans that still have it.
    // No level of another set softens a firm promise.
    assert_eq!(found(&["--warn", "promises"]), [gone]);
    assert_eq!(found(&["--warn", "promises", "--warn", "firm"]), [gone.replace("error", "warning")]);
}

#[test]
fn every_format_names_the_removed_file() {
    let other = ("programs/devx.yaml", OTHER);
    let base = past(&[(CHECKOUT, BASE), other]);
    for format in ["concise", "github", "gitlab", "sarif", "junit", "json", "csv", "markdown"] {
        let arguments = ["check", "--new-since", "main", "--format", format];
        let output = run_in_repository(&base, &[other], &arguments);
        assert_eq!(output.status, 1, "{format}: {}", output.err);
        assert!(output.out.contains("programs/checkout.yaml"), "{format}: {}", output.out);
    }
}

#[test]
fn what_could_not_be_read_was_not_moved() {
    let broken = BASE.replace("due: 2026-10-30, firm", "due: 30 Oct, firm");
    let (found, _) = told(&run(BASE, &broken, &["--new-since", "main", "--format", "json"]));
    assert!(!found.iter().any(|found| found.contains("promise-moved")), "{found:?}");
}

#[test]
fn a_waiver_that_does_not_count_yet_is_not_unused() {
    let waived = BASE.replace("old: {", "old: {waive: [{rule: overdue, until: 2026-10-01, reason: Told}], ");
    let base = past(&[(CHECKOUT, BASE)]);
    let arguments = ["check", "--policy-from", "main", "--format", "json", "--off", "promises"];
    let (found, _) = told(&run_in_repository(&base, &[(CHECKOUT, &waived)], &arguments));
    assert_eq!(found, ["error overdue-milestone checkout/old"]);
}
