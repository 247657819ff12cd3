//! The gate: firm promises, promises without a date, limits, and open ends.

use super::{milestone, program, report, schedule};
use crate::support::{self, Output};
use serde_json::{Value, json};

/// Returns the exit status and the findings of `tpm check` as `level rule subject`.
fn check(files: &[(&str, &str)], arguments: &[&str]) -> (u8, Vec<String>) {
    let files: Vec<(String, &str)> =
        files.iter().map(|(name, text)| (format!("programs/{name}"), *text)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let output = support::run(&files, &[&["check", "--format", "json"], arguments].concat());
    (output.status, findings(&output))
}

fn findings(output: &Output) -> Vec<String> {
    let answer: Value = serde_json::from_str(&output.out).unwrap_or_else(|_| panic!("{}", output.err));
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or("—").to_owned();
    let findings = answer["data"]["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| {
            format!("{} {} {}", text(finding, "level"), text(finding, "rule"), text(finding, "subject"))
        })
        .collect()
}

const CUTOVER: &str = "milestones:\n  cutover: {owner: a, duration: 4w, due: 2026-12-04, firm: true}\n";

// 16 November and four weeks: Fri 11 December.
#[test]
fn writing_a_listed_level_changes_nothing_for_a_firm_promise() {
    let late = "error firm-promise-late p/cutover".to_owned();
    let status = |checks: &str, as_of: &str| {
        let shared = format!("checks: {checks}\n");
        check(&[("p.yaml", CUTOVER), ("tpm.yaml", &shared)], &["--as-of", as_of, "--off", "hygiene"])
    };
    for checks in [
        "{}",
        "{promise-forecast-late: warn}",
        "{promises: warn}",
        "{promises: off, overdue: off, hygiene: off}",
        "{overdue: warn, overdue-milestone: warn, overdue_grace: 20d}",
        "{firm-promise-late: error}",
        "{promise-without-date: warn}",
    ] {
        assert_eq!(status(checks, "2026-11-16"), (1, vec![late.clone()]), "{checks}");
        // No milder once its day has passed.
        assert_eq!(status(checks, "2026-12-07"), (1, vec![late.clone()]), "{checks}");
    }
    for checks in ["{firm-promise-late: warn}", "{firm: warn}", "{firm: off}"] {
        assert_eq!(status(checks, "2026-11-16").0, 0, "{checks}");
    }
    // Each level that the list shows, written down, changes nothing.
    let list = support::json(&[("programs/p.yaml", CUTOVER)], &["check", "--list", "--format", "json"]);
    for rule in list["data"]["rules"].as_array().unwrap() {
        let checks = format!("{{{}: {}}}", rule["rule"].as_str().unwrap(), rule["level"].as_str().unwrap());
        assert_eq!(status(&checks, "2026-11-16"), (1, vec![late.clone()]), "{checks}");
    }
}

const AUDITOR: &str = "owners: {aud: {calendar: aud}, eve: {}}\ncalendars: {aud: {week: [], workdays: [2026-12-09, 2026-12-16]}}\n";
const AUDIT: &str = "owner: eve
due: 2026-12-31
finish: end
milestones:
  audit: {owner: aud, duration: 3d, due: 2026-12-16}
  end: {owner: eve, duration: 5d, depends_on: audit, due: 2026-12-31, firm: true}
";

/// Runs a command over the audit of 3 days, committed as one of 2 days.
fn since_two_days(arguments: &[&str]) -> Output {
    let before = AUDIT.replace("3d", "2d");
    let files = |audit| [("programs/p.yaml", audit), ("programs/tpm.yaml", AUDITOR)];
    support::run_since(&files(&before), &files(AUDIT), arguments)
}

// The slots are 9 and 16 December; a third day does not come.
#[test]
fn a_firm_promise_without_a_date_is_broken() {
    let files = [("p.yaml", AUDIT), ("tpm.yaml", AUDITOR)];
    let expected = ["error promise-without-date p/end", "warning promise-without-date p/audit"];
    let (status, mut told) = check(&files, &["--as-of", "2026-12-07", "--off", "hygiene"]);
    told.sort();
    assert_eq!((status, told), (1, expected.map(String::from).to_vec()));
    let dates = schedule(&files, "2026-12-07");
    assert_eq!(program(&dates, "p")["health"], "late");
    let diff = since_two_days(&["diff", "main", "--fail-on", "newly-late", "--as-of", "2026-12-07"]);
    assert_eq!(diff.status, 1, "{}", diff.out);
    let gate = since_two_days(&["check", "--new-since", "main", "--as-of", "2026-12-07"]);
    assert!(gate.status == 1 && gate.out.contains("promise-without-date"), "{}", gate.out);
}

// Its program's days from 17 December to 10 January: 2, 5, 5 and 5.
#[test]
fn a_promise_without_a_date_is_overdue_once_it_has_passed() {
    let files = [("p.yaml", AUDIT), ("tpm.yaml", AUDITOR)];
    let dates = schedule(&files, "2027-01-10");
    assert_eq!(milestone(&dates, "p/audit")["overdue_workdays"], 17);
    let (status, told) = check(&files, &["--as-of", "2027-01-10"]);
    for expected in ["error overdue-milestone p/audit", "error firm-promise-late p/end"] {
        assert!(status == 1 && told.iter().any(|told| told == expected), "{told:?}");
    }
}

#[test]
fn whatever_leaves_no_day_is_found() {
    let plan = |keys: &str| {
        format!(
            "owner: eve\nmilestones:\n  end: {{owner: eve, duration: 5d, due: 2026-12-31, firm: true{keys}}}\n"
        )
    };
    let long = "owner: eve\nmilestones:\n  a: {owner: eve, duration: 20000d}\n  b: {owner: eve, duration: 20000d, depends_on: a}\n  end: {owner: eve, duration: 20000d, depends_on: b, due: 2026-12-31, firm: true}\n";
    let owners = "owners: {eve: {}}\n";
    for (name, head, shared) in [
        ("leave", plan(""), "owners: {eve: {away: [2026-12-07..2199-12-31]}}\n"),
        (
            "a freeze",
            plan(""),
            "owners: {eve: {}}\nfreezes: [{name: For ever, dates: [2026-12-07..2199-12-31]}]\n",
        ),
        (
            "slots",
            plan(", calendar: cab"),
            "owners: {eve: {}}\ncalendars: {cab: {week: [], workdays: [2026-12-09]}}\n",
        ),
        ("a block", plan(", blocked: {since: 2026-12-01, until: 2199-12-31, waiting_on: eve}"), owners),
        ("a first day", plan(", not_before: 2199-12-30"), owners),
        ("length", long.to_owned(), owners),
    ] {
        let (status, told) = check(&[("p.yaml", &head), ("tpm.yaml", shared)], &["--as-of", "2026-12-07"]);
        let expected = "error promise-without-date p/end".to_owned();
        assert!(status == 1 && told.contains(&expected), "{name}: {told:?}");
        let base = [("programs/p.yaml", plan("")), ("programs/tpm.yaml", owners.to_owned())];
        let base = base.each_ref().map(|(path, text)| (*path, text.as_str()));
        let head = [("programs/p.yaml", head.as_str()), ("programs/tpm.yaml", shared)];
        for arguments in [
            &["diff", "main", "--fail-on", "newly-late", "--as-of", "2026-12-07"][..],
            &["check", "--new-since", "main", "--policy-from", "main", "--as-of", "2026-12-07"],
        ] {
            let output = support::run_since(&base, &head, arguments);
            assert_eq!(output.status, 1, "{name}: {}{}", output.out, output.err);
        }
    }
}

#[test]
fn each_limit_that_is_loosened_is_told() {
    let plan = ("programs/p.yaml", "milestones: {a: {duration: 1d}}\n");
    let limits = [
        ("overdue_grace", "0d", "9d"),
        ("longest_lag", "20d", "30d"),
        ("longest_lead", "0d", "9d"),
        ("open_starts", "1", "9"),
        ("dangling_ends", "0", "9"),
        ("redundant_links", "0", "9"),
        ("start_to_finish_links", "0", "9"),
        ("longest_waiver", "90d", "0d"),
    ];
    assert_eq!(limits.len(), tpm::syntax::Measure::ALL.len());
    for (key, usual, loose) in limits {
        let shared = |value: &str| format!("checks: {{{key}: {value}}}\n");
        let diff = |before: &str, after: &str| {
            let (before, after) = (shared(before), shared(after));
            let (before, after) = (
                [plan, ("programs/tpm.yaml", before.as_str())],
                [plan, ("programs/tpm.yaml", after.as_str())],
            );
            support::run_since(&before, &after, &["diff", "main"]).out
        };
        assert!(diff(usual, loose).contains("loosens the gate"), "{key}: {}", diff(usual, loose));
        assert!(!diff(loose, usual).contains("loosens the gate"), "{key}: {}", diff(loose, usual));
    }
}

// integrate: 12 January to Fri 6 February; test begins four days after it and ends on Thu 22
// January, and with it the program.
#[test]
fn a_finish_that_leads_nowhere_is_found() {
    let plan = "finish: complete
milestones:
  design: {duration: 5d}
  integrate: {duration: 20d, depends_on: design}
  test: {duration: 5d, depends_on: integrate SS+4d}
  complete: {duration: 0d, depends_on: test}
";
    let arguments = ["--as-of", "2026-01-05", "--warn", "logic", "--off", "hygiene"];
    let (_, told) = check(&[("p.yaml", plan)], &arguments);
    assert_eq!(told, ["warning open-ended p/integrate"]);
    let both = plan.replace("integrate SS+4d", "[integrate SS+4d, integrate FF]");
    assert_eq!(check(&[("p.yaml", &both)], &arguments).1, Vec::<String>::new());
}

// Each promises a day before its input; everything behind it stands under that.
#[test]
fn what_follows_from_promises_that_contradict_each_other_stands_under_them() {
    let plan = "owner: ana
milestones:
  input: {owner: bo, duration: 2w, due: 2026-09-25}
  pilot: {owner: ana, duration: 1w, depends_on: input, due: 2026-09-25}
  launch: {owner: ana, duration: 1w, depends_on: pilot, due: 2026-10-02}
";
    let files = [("programs/p.yaml", plan)];
    let answer = support::json(&files, &["check", "--format", "json", "--as-of", "2026-09-14"]);
    let told = answer["data"]["findings"].as_array().unwrap().iter();
    let told: Vec<[&str; 3]> = told
        .map(|finding| ["rule", "subject", "because_of"].map(|key| finding[key].as_str().unwrap_or("—")))
        .collect();
    assert_eq!(told[0], ["promise-before-its-input", "p/pilot", "p/pilot"], "{told:?}");
    assert!(told.iter().all(|[_, _, because]| *because == "p/pilot"), "{told:?}");
}

#[test]
fn the_list_says_what_sets_each_level() {
    let shared = "checks:\n  promises: error\n  no-owner: off\n  programs:\n    p: {firm: warn}\n";
    let files = [("p.yaml", CUTOVER), ("tpm.yaml", shared)];
    let rules = report(&files, &["check", "--list"]);
    let find = |rule: &str| {
        let mut rules = rules["rules"].as_array().unwrap().iter();
        rules.find(|entry| entry["rule"] == rule).unwrap().clone()
    };
    let level = |rule: &str| {
        let rule = find(rule);
        (rule["level"].clone(), rule["level_from"].clone())
    };
    assert_eq!(level("promise-forecast-late"), (json!("error"), json!("programs/tpm.yaml:2")));
    assert_eq!(level("no-owner"), (json!("off"), json!("programs/tpm.yaml:3")));
    assert_eq!(level("no-due-date"), (json!("warn"), Value::Null));
    assert_eq!(level("firm-promise-late"), (json!("error"), Value::Null));
    let own = json!([{"program": "p", "level": "warn", "level_from": "programs/tpm.yaml:5"}]);
    assert_eq!(find("firm-promise-late")["programs"], own);
    assert_eq!(find("promise-without-date")["error_where_firm"], true);
    let base = [("programs/p.yaml", CUTOVER), ("programs/tpm.yaml", shared)];
    let text = support::run_since(&base, &base[..1], &["check", "--list", "--policy-from", "main"]).out;
    assert!(text.contains(":programs/tpm.yaml:2") && text.contains("default"), "{text}");
}

fn needs(files: &[(&str, &str)], as_of: &str) -> Vec<(String, Vec<String>)> {
    let data = report(files, &["status", "--as-of", as_of]);
    let needs = data["needs_someone"].as_array().unwrap().iter();
    let kinds = |need: &Value| {
        let problems = need["problems"].as_array().unwrap().iter();
        problems.map(|problem| problem["kind"].as_str().unwrap().to_owned()).collect()
    };
    needs.map(|need| (need["id"].as_str().unwrap().to_owned(), kinds(need))).collect()
}

// The auditor leaves the firm end without a date; beside it a promise is 20wd late.
#[test]
fn who_leaves_a_firm_promise_without_a_date_is_called_first() {
    let plan = format!("{AUDIT}  late: {{owner: eve, duration: 6w, due: 2026-12-18}}\n");
    let files = [("p.yaml", plan.as_str()), ("tpm.yaml", AUDITOR)];
    let needs = needs(&files, "2026-12-07");
    assert_eq!(needs[0], ("p/audit".into(), vec!["no-date".into()]), "{needs:?}");
    assert_eq!(needs[1].0, "p/late", "{needs:?}");
    let said = super::text(&files, &["status", "--as-of", "2026-12-07"]);
    let first = "no date: its calendar `aud` has no working day after 16 Dec, nor has end (firm)";
    assert!(said.contains(first) && !said.contains("Without a date"), "{said}");
}

// Blocked before asked, asked before quiet.
#[test]
fn an_overdue_ask_ranks_behind_what_is_blocked() {
    let plan = "owner: priya
milestones:
  vendor: {owner: acme, duration: 1w, due: 2026-12-11, blocked: {since: 2026-09-07, waiting_on: marco, until: 2026-09-18}}
  silent: {owner: bo, duration: 6w, started: 2026-07-06, progress: 10%, updated: 2026-08-10, due: 2026-12-18}
asks:
  counsel: {ask: One more counsel, of: sara, by: 2026-09-09, unlocks: [vendor]}
  money: {ask: More money, of: sara, by: 2026-09-21}
";
    let files = [("p.yaml", plan)];
    let needs: Vec<String> = needs(&files, "2026-09-14").into_iter().map(|(id, _)| id).collect();
    assert_eq!(needs, ["p/vendor", "p/counsel", "p/silent"]);
    let said = super::text(&files, &["status", "--as-of", "2026-09-14"]);
    assert!(said.contains("asked by 9 Sep, 3wd overdue: One more counsel · unlocks vendor"), "{said}");
    assert!(said.contains("Asks (1)") && said.contains("sara by 21 Sep:"), "{said}");
}
