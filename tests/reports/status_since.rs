//! `tpm status --since`, worked by hand. 14 Sep 2026 is a Monday, so the working day before is Fri
//! the 11th.

use crate::support::{Output, Past, Version, run_in_repository, run_since, run_since_on_terminal};
use serde_json::Value;

const PLAN: &str = "programs/p.yaml";
const SHARED: &str = "programs/tpm.yaml";

/// Runs over a plan that was committed on Thursday the 10th, and as it is on disk now.
fn run(then: &str, now: &str, arguments: &[&str]) -> Output {
    let past = Past(vec![Version::new(&["HEAD"], "2026-09-10", &[(PLAN, then)])]);
    run_in_repository(&past, &[(PLAN, now)], &[&["status"], arguments].concat())
}

fn text(then: &str, now: &str, arguments: &[&str]) -> String {
    run(then, now, &[&["--since", "previous-workday"], arguments].concat()).out.replace('\u{a0}', " ")
}

#[track_caller]
fn json(output: &Output) -> Value {
    serde_json::from_str::<Value>(&output.out).unwrap_or_else(|_| panic!("{output:?}"))["data"].clone()
}

#[track_caller]
fn data(then: &str, now: &str) -> Value {
    json(&run(then, now, &["--since", "previous-workday", "--format", "json"]))
}

fn words<'v>(list: &'v Value, keys: [&str; 2]) -> Vec<[&'v str; 2]> {
    let word = |one: &'v Value, key: &str| one[key].as_str().unwrap_or("-");
    list.as_array().unwrap().iter().map(|one| keys.map(|key| word(one, key))).collect()
}

/// Returns the entries that need someone with their changes.
fn changes(data: &Value) -> Vec<[&str; 2]> {
    words(&data["needs_someone"], ["id", "change"])
}

fn gone(data: &Value) -> Vec<[&str; 2]> {
    words(&data["gone"], ["id", "reason"])
}

/// Returns in what the only entry differs, as `WHAT BEFORE AFTER`.
#[track_caller]
fn differs(data: &Value) -> (String, Vec<String>) {
    let [one] = data["needs_someone"].as_array().unwrap().as_slice() else { panic!("not one: {data:#}") };
    let told = one["differences"].as_array().unwrap().iter().map(|it| {
        let value = |key: &str| it[key].as_str().map(|text| format!(" {text}")).unwrap_or_default();
        format!("{}{}{}{}", it["what"].as_str().unwrap(), value("about"), value("before"), value("after"))
    });
    (one["change"].as_str().unwrap().to_owned(), told.collect())
}

#[track_caller]
fn check(then: &str, now: &str, change: &str, differences: &[&str]) {
    let data = data(then, now);
    let expected = differences.iter().map(|text| (*text).to_owned()).collect();
    assert_eq!(differs(&data), (change.to_owned(), expected), "{then}\n{now}");
}

/// `sign` was to be signed on the 9th, and since then nobody says when; `ship` waits for it and is
/// late already. `spec` is blocked for long, and its owner says green.
const STUCK: &str = "\
owner: priya
health: {rag: green, on: 2026-09-01}
milestones:
  sign: {owner: acme, due: 2026-09-09}
  ship: {owner: bo, duration: 5d, depends_on: sign, due: 2026-09-08}
  spec:
    owner: ana
    duration: 2d
    updated: 2026-09-08
    blocked: {since: 2026-09-07, until: 2026-10-30, why: No counsel, waiting_on: sara}
asks:
  counsel: {ask: A counsel, of: sara, by: 2026-12-01, unlocks: [spec]}
";

#[test]
fn ten_mornings_without_news_are_ten_short_screens() {
    let files = [(PLAN, STUCK), (SHARED, "since: previous-workday\nquiet_after_days: 99\n")];
    let past = Past(vec![Version::new(&["HEAD"], "2026-09-10", &files)]);
    for day in ["11", "14", "15", "16", "17", "18", "21", "22", "23", "24"] {
        let day = format!("2026-09-{day}");
        let run =
            |more: &[&str]| run_in_repository(&past, &files, &[&["status", "--as-of", &day], more].concat());
        let data = json(&run(&["--format", "json"]));
        let same = [["p/ship", "same"], ["p/sign", "same"], ["p/spec", "same"], ["p", "same"]];
        assert_eq!(changes(&data), same, "{day}");
        assert_eq!(
            (gone(&data), words(&data["asks"], ["id", "change"])),
            (vec![], vec![["p/counsel", "same"]])
        );
        let text = run(&[]).out.replace('\u{a0}', " ");
        assert!(text.contains("\nNothing new since ") && !text.contains("Needs someone"), "{day}\n{text}");
        assert!(text.lines().count() <= 10, "{day}\n{text}");
    }
    let text =
        run_in_repository(&past, &files, &["status", "--as-of", "2026-09-15"]).out.replace('\u{a0}', " ");
    for said in [
        "Nothing new since yesterday (commit 4845414)\n",
        "\n3 as yesterday: p/spec, p · asks: p/counsel (--all)\n",
        // Nobody said when: each day that passes moves what waits for it.
        "\n2 as yesterday, but for the day that passed: p/ship 21 Sep → 22 Sep, p/sign 14 Sep → 15 Sep (--all)\n",
    ] {
        assert!(text.contains(said), "no {said:?} in\n{text}");
    }
    let all = run_in_repository(&past, &files, &["status", "--as-of", "2026-09-15", "--all"]).out;
    for said in ["Needs someone (4)", "=  p/spec", "same: blocked", "Asks (1)"] {
        assert!(all.contains(said) && !all.contains("(--all)"), "no {said:?} in\n{all}");
    }
}

// Friday the 11th: two days of work from then, done on the 14th, a day before it is promised.
#[test]
fn what_is_missed_while_days_pass_is_new_or_worse() {
    let event = "milestones: {sign: {owner: acme, due: 2026-09-11}}\n";
    assert_eq!(changes(&data(event, event)), [["p/sign", "new"]]);
    let late = "milestones: {a: {duration: 5d, due: 2026-09-11}}\n";
    // From the 14th through the 18th, which is a day later than on the 11th: 17th.
    check(late, late, "worse", &["stands late missed"]);
    let ask = "milestones: {a: {}}\nasks: {x: {ask: X, by: 2026-09-11}}\n";
    assert_eq!(changes(&data(ask, ask)), [["p/x", "new"]]);
    let block = "milestones: {a: {duration: 1d, blocked: {since: 2026-09-07, until: 2026-09-11}}}\n";
    check(block, block, "worse", &["began blocked longer than said"]);
    let quiet = "milestones: {a: {duration: 9d, started: 2026-08-31, updated: 2026-08-31, remaining: 30d}}\n";
    assert_eq!(changes(&data(quiet, quiet)), [["p/a", "new"]]);
}

// As of Fri the 11th five days end on the 17th, as of Mon the 14th on the 18th.
#[test]
fn a_forecast_that_only_the_day_moved_is_the_same_and_is_told_apart() {
    let plan = "milestones: {a: {duration: 5d, due: 2026-09-15}}\n";
    check(plan, plan, "same", &[]);
    assert_eq!(data(plan, plan)["needs_someone"][0]["drifted_from"], "2026-09-17");
    let said = "\n1 as on Fri 11 Sep, but for the days that passed: p/a 17 Sep → 18 Sep (--all)\n";
    assert!(text(plan, plan, &[]).contains(said));
    // With an edit it is a forecast that moved: to the 21st.
    let longer = plan.replace("5d", "6d");
    check(plan, &longer, "worse", &["forecast 2026-09-17 2026-09-21"]);
    // So it is with one that takes back what the day moved, and a day more: to the 16th.
    check(plan, &plan.replace("5d", "3d"), "better", &["forecast 2026-09-17 2026-09-16"]);
}

#[test]
fn a_forecast_that_an_edit_moved_is_worse_or_better() {
    let plan = |eta: &str| format!("milestones: {{a: {{duration: 5d, eta: {eta}, due: 2026-09-15}}}}\n");
    let (sooner, later) = (plan("2026-09-18"), plan("2026-09-23"));
    check(&sooner, &later, "worse", &["forecast 2026-09-18 2026-09-23"]);
    check(&later, &sooner, "better", &["forecast 2026-09-23 2026-09-18"]);
    let said = "1  ↓  p/a  —  worse (forecast 18 Sep → 23 Sep): 6wd late against 15 Sep, now 23 Sep";
    assert!(text(&sooner, &later, &[]).contains(said));
}

#[test]
fn one_thing_worse_makes_a_line_worse_whatever_got_better() {
    let then = "milestones: {a: {duration: 5d, eta: 2026-09-23, due: 2026-09-15}}\n";
    let now = then.replace("09-23", "09-22, blocked: {since: 2026-09-07, waiting_on: bo}");
    check(then, &now, "worse", &["forecast 2026-09-23 2026-09-22", "began blocked"]);
    check(&now, then, "worse", &["forecast 2026-09-22 2026-09-23", "ended blocked"]);
}

#[test]
fn a_promise_that_moves_later_makes_nothing_better() {
    let plan = |due: &str| format!("milestones: {{a: {{duration: 5d, eta: 2026-09-23, due: {due}}}}}\n");
    let (first, second) = (plan("2026-09-15"), plan("2026-09-21"));
    check(&first, &second, "same", &["promise 2026-09-15 2026-09-21"]);
    check(&second, &first, "worse", &["promise 2026-09-21 2026-09-15"]);
    // Missed on the 10th, and promised anew for the 21st.
    let missed = plan("2026-09-10");
    check(&missed, &second, "same", &["stands missed late", "promise 2026-09-10 2026-09-21"]);
    assert_eq!(gone(&data(&first, &plan("2026-09-30"))), [["p/a", "promise-moved"]]);
}

#[test]
fn who_is_to_be_called_is_told_where_it_changes() {
    let then = "\
milestones:
  a: {owner: bo, duration: 9d, blocked: {since: 2026-09-07, until: 2026-10-01, waiting_on: ana}}
";
    let now = then.replace("owner: bo", "owner: jo").replace("waiting_on: ana", "waiting_on: sara");
    check(then, &now, "same", &["waiting-on ana sara", "owner bo jo"]);
    let text = text(then, &now, &[]);
    assert!(
        text.contains("1  =  p/a  jo  same (waiting on sara, was on ana, of jo, was of bo): blocked"),
        "{text}"
    );
    assert!(text.contains("\nSince Fri 11 Sep: 1 changed otherwise (commit "), "{text}");
    let later = then.replace("2026-10-01", "2026-10-05");
    check(then, &later, "worse", &["forecast 2026-10-14 2026-10-16", "block-ends 2026-10-01 2026-10-05"]);
}

#[test]
fn a_slip_that_begins_to_cost_a_promise_is_worse() {
    let plan = |due: &str| {
        format!(
            "milestones:\n  a: {{duration: 1d, eta: 2026-09-18, due: 2026-09-15}}\n  \
             b: {{duration: 1d, depends_on: a, due: {due}, firm: true}}\n"
        )
    };
    let (room, none) = (plan("2026-09-21"), plan("2026-09-17"));
    let data = data(&room, &none);
    assert_eq!(changes(&data), [["p/a", "worse"]], "what is late only because of it has no line");
    assert_eq!(differs(&data).1, ["breaks-firm", "costs p/b 2"]);
    assert!(text(&room, &none, &[]).contains("worse (now costs b 2wd): "));
    assert!(text(&none, &room, &[]).contains("better (no longer costs b 2wd): "));
}

#[test]
fn renamed_entries_are_the_same_entries() {
    let then = "owner: bo\nmilestones: {a: {owner: bo, duration: 5d, eta: 2026-09-23, due: 2026-09-15}}\n";
    let now = then.replace("{a: {", "{b: {formerly: a, ");
    assert_eq!(changes(&data(then, &now)), [["p/b", "same"]]);
    // Of another program, in another file.
    let past = Past(vec![Version::new(&["HEAD"], "2026-09-10", &[(PLAN, then)])]);
    let renamed = format!("formerly: p\n{now}");
    let arguments = ["status", "--since", "previous-workday", "--format", "json"];
    let output = run_in_repository(&past, &[("programs/q.yaml", &renamed)], &arguments);
    assert_eq!((changes(&json(&output)), gone(&json(&output))), (vec![["q/b", "same"]], vec![]));
}

/// Everything in it leaves the list in another way.
const LEAVING: &str = "\
owner: priya
milestones:
  done: {duration: 5d, eta: 2026-09-23, due: 2026-09-15}
  dropped: {duration: 5d, eta: 2026-09-23, due: 2026-09-15}
  removed: {duration: 5d, eta: 2026-09-23, due: 2026-09-15}
  sooner: {duration: 5d, eta: 2026-09-23, due: 2026-09-22}
  heard: {duration: 9d, started: 2026-08-20, updated: 2026-08-20, remaining: 40d}
  soon: {duration: 1d, due: 2026-09-16}
  first: {duration: 5d, eta: 2026-09-15, due: 2026-09-15}
  then: {duration: 5d, eta: 2026-09-23, depends_on: first, due: 2026-09-22}
asks:
  counsel: {ask: A counsel, of: sara, by: 2026-12-01}
";

#[test]
fn what_left_the_list_is_told_with_its_reason() {
    let edits = [
        (
            "done: {duration: 5d, eta: 2026-09-23",
            "done: {duration: 5d, started: 2026-09-08, done: 2026-09-14",
        ),
        ("dropped: {", "dropped: {cancelled: {on: 2026-09-14, reason: Not needed}, "),
        ("  removed: {duration: 5d, eta: 2026-09-23, due: 2026-09-15}\n", ""),
        ("sooner: {duration: 5d, eta: 2026-09-23", "sooner: {duration: 5d, eta: 2026-09-21"),
        ("updated: 2026-08-20, remaining: 40d", "updated: 2026-09-14, remaining: 40d"),
        ("soon: {duration: 1d", "soon: {duration: 1d, done: 2026-09-14"),
        ("first: {duration: 5d, eta: 2026-09-15", "first: {duration: 5d, eta: 2026-09-28"),
        ("then: {duration: 5d, eta: 2026-09-23", "then: {duration: 5d"),
        ("asks:\n  counsel: {ask: A counsel, of: sara, by: 2026-12-01}\n", ""),
    ];
    let now = edits.iter().fold(LEAVING.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    let data = data(LEAVING, &now);
    let expected = [
        ["p/counsel", "removed"],
        ["p/done", "done"],
        ["p/dropped", "cancelled"],
        ["p/heard", "over"],
        ["p/removed", "removed"],
        ["p/soon", "done"],
        ["p/sooner", "in-time"],
        ["p/then", "told-with-its-cause"],
    ];
    assert_eq!(gone(&data), expected, "{data:#}");
    let text = text(LEAVING, &now, &["--all"]);
    let said = "Gone since Fri 11 Sep: p/counsel (taken out of the plan), p/done (done 14 Sep), \
        p/dropped (cancelled 14 Sep), p/heard (no longer quiet), p/removed (taken out of the plan), \
        p/soon (done 14 Sep), p/sooner (in time again), p/then (still late, stands under p/first)";
    assert!(text.contains(said), "{text}");
}

#[test]
fn what_was_told_with_another_then_is_not_new() {
    let plan = |first: &str, then: &str| {
        format!(
            "milestones:\n  a: {{duration: 5d, eta: {first}, due: 2026-09-15}}\n  \
             b: {{duration: 1d, {then}depends_on: a, due: 2026-09-22}}\n"
        )
    };
    let (with, alone) = (plan("2026-09-24", ""), plan("2026-09-15", "eta: 2026-09-25, "));
    let data = data(&with, &alone);
    assert_eq!(changes(&data), [["p/b", "same"]], "{data:#}");
    let said = "1  =  p/b  —  same (stood under a then): 3wd late against 22 Sep, now 25 Sep";
    assert!(text(&with, &alone, &[]).contains(said), "{}", text(&with, &alone, &[]));
}

// a is late by its own, and b waits for ana's leave as long: since she has it, a costs b nothing. b
// is as late as before, so a is no better, and b has a line of its own.
#[test]
fn a_promise_that_stays_late_for_another_reason_is_no_gain() {
    let plan = |owner: &str| {
        format!(
            "milestones:\n  a: {{duration: 3w, started: 2026-08-18, progress: 60%, updated: 2026-09-08, due: 2026-09-08}}\n  b: {{owner: {owner}, duration: 2w, depends_on: a, due: 2026-09-25}}\n"
        )
    };
    let shared = "owners: {bo: {}, ana: {away: [2026-09-14..2026-09-16]}}\n";
    let (then, now) = (plan("bo"), plan("ana"));
    let past = Past(vec![Version::new(&["HEAD"], "2026-09-14", &[(PLAN, &then), (SHARED, shared)])]);
    let files = [(PLAN, now.as_str()), (SHARED, shared)];
    let status = ["status", "--since", "HEAD", "--as-of", "2026-09-16", "--format", "json"];
    let data = json(&run_in_repository(&past, &files, &status));
    assert_eq!(changes(&data), [["p/a", "same"], ["p/b", "same"]], "{data:#}");
}

// Due within a week of the 14th, but not of the 11th: nobody did anything for it.
#[test]
fn what_comes_nearer_is_shown_and_is_no_news() {
    let plan = "milestones:\n  a: {duration: 1d, due: 2026-09-21}\n  b: {duration: 1d, due: 2026-09-17}\n";
    let told = text(plan, plan, &[]);
    assert!(told.contains("Nothing new since Fri 11 Sep"), "{told}");
    assert!(told.contains("Due by Mon 21 Sep (1 of 2)\n    p/a  —  21 Sep"), "{told}");
    assert!(told.contains("as on Fri 11 Sep, but for the days that passed: p/b 11 Sep → 14 Sep"), "{told}");
    let moved = plan.replace("1d, due: 2026-09-17", "4d, due: 2026-09-17");
    let told = text(plan, &moved, &[]);
    assert!(told.contains("↓  p/b  —  17 Sep  forecast 17 Sep"), "{told}");
}

#[test]
fn a_selection_is_compared_with_the_same_selection() {
    let then = "milestones:\n  a: {owner: bo, duration: 5d, eta: 2026-09-23, due: 2026-09-15}\n  \
        b: {owner: jo, duration: 5d, eta: 2026-09-23, due: 2026-09-15}\n";
    let now = then.replace("owner: jo", "owner: bo");
    let output = run(then, &now, &["--owner", "bo", "--since", "previous-workday", "--format", "json"]);
    let data = json(&output);
    assert_eq!((changes(&data), gone(&data)), (vec![["p/a", "same"], ["p/b", "same"]], vec![]));
}

/// Returns the exit status, the line about then, and whether something is marked.
#[track_caller]
fn uncompared(past: &Past, files: &[(&str, &str)], arguments: &[&str]) -> (u8, String) {
    let output = run_in_repository(past, files, &[&["status"], arguments].concat());
    let line = output.out.lines().find(|line| line.starts_with("Not compared: "));
    for mark in ["+", "↓", "↑", "="] {
        assert!(!output.out.contains(&format!("{mark}  p/a")), "{}", output.out);
    }
    let report =
        json(&run_in_repository(past, files, &[&["status", "--format", "json"], arguments].concat()));
    assert!(report["since"]["commit"].is_null() && report["needs_someone"][0]["change"].is_null());
    (output.status, line.unwrap_or_else(|| panic!("{output:?}")).to_owned())
}

const LATE: &str = "milestones: {a: {duration: 5d, due: 2026-09-15}}\n";

#[test]
fn a_wish_that_cannot_be_granted_takes_nothing_from_the_report() {
    let wish = |word: &str| format!("since: {word}\n");
    let check = |past: &[Version], word: &str, because: &str| {
        let shared = wish(word);
        let files = [(PLAN, LATE), (SHARED, shared.as_str())];
        let told = uncompared(&Past(past.to_vec()), &files, &[]);
        assert_eq!(told, (0, format!("Not compared: {because}.")));
    };
    check(&[], "previous-workday", "there is no git repository here or above");
    let at = |day: &str, plan: &str| Version::new(&["HEAD"], day, &[(PLAN, plan)]);
    let young = [at("2026-09-14", LATE)];
    check(&young, "previous-workday", "nothing was committed by Fri 11 Sep");
    check(&young, "v1.0", "there is no commit `v1.0` in this repository");
    check(
        &young,
        "yesterday",
        "`since: yesterday` of tpm.yaml is neither previous-workday nor a commit nor YYYY-MM-DD",
    );
    check(&young, "2026-10-01", "2026-10-01 is in the future");
    let broken = [at("2026-09-10", "milestones: {a: {duration: 5x}}\n")];
    check(&broken, "previous-workday", "the plans of commit 4845414 of Thu 10 Sep have 1 error");
    let empty = [Version::new(&["HEAD"], "2026-09-10", &[("README.md", "# Plans\n")])];
    check(&empty, "previous-workday", "commit 4845414 of Thu 10 Sep has no plans");
}

#[test]
fn what_is_asked_and_cannot_be_compared_ends_with_2() {
    let at = |day: &str, plan: &str| Past(vec![Version::new(&["HEAD"], day, &[(PLAN, plan)])]);
    let (broken, young) = (at("2026-09-10", "milestones: {a: {duration: 5x}}\n"), at("2026-09-14", LATE));
    let files = [(PLAN, LATE)];
    let told = uncompared(&broken, &files, &["--since", "HEAD"]);
    assert_eq!(told, (2, "Not compared: the plans of commit 4845414 of Thu 10 Sep have 1 error.".into()));
    for (past, typed, said) in [
        (&young, "previous-workday", "nothing was committed by Fri 11 Sep"),
        (&young, "nope", "--since nope: there is no commit `nope`"),
        (&Past::default(), "HEAD", "there is no git repository"),
    ] {
        let output = run_in_repository(past, &files, &["status", "--since", typed]);
        assert!(output.status == 2 && output.out.is_empty() && output.err.contains(said), "{output:?}");
    }
}

#[test]
fn plans_with_errors_now_are_compared_with_nothing() {
    let now =
        format!("{LATE}  b: {{duration: 5x}}\n").replace("{a: {", "\n  a: {").replace("}}\n  b", "}\n  b");
    let output = run(LATE, &now, &["--since", "HEAD"]);
    assert_eq!(output.status, 2);
    assert!(
        output.out.contains("Not compared: the plans have errors, which hide what changed."),
        "{output:?}"
    );
}

#[test]
fn the_flag_comes_before_the_wish_and_may_name_the_past_of_a_commit() {
    let [first, second] = ["2026-09-18", "2026-09-23"]
        .map(|eta| format!("milestones: {{a: {{duration: 5d, eta: {eta}, due: 2026-09-15}}}}\n"));
    let past = Past(vec![
        Version::new(&["v1"], "2026-09-07", &[(PLAN, &first)]),
        Version::new(&["HEAD"], "2026-09-10", &[(PLAN, &second)]),
    ]);
    let files = [(PLAN, second.as_str()), (SHARED, "since: previous-workday\n")];
    let change = |arguments: &[&str]| {
        let arguments = [&["status", "--format", "json"], arguments].concat();
        differs(&json(&run_in_repository(&past, &files, &arguments))).0
    };
    assert_eq!(change(&[]), "same");
    for since in ["v1", "2026-09-08", "-1w", "last mon"] {
        assert_eq!(change(&["--since", since]), "worse", "{since}");
    }
    // Friday the 11th is after the commit of the 7th, and Thursday the 10th is its plan.
    assert_eq!(change(&["--since", "v1", "--at", "2026-09-11"]), "worse");
}

/// A long id, a long story, and of each mark one.
const MANY: &str = "\
owner: priya
milestones:
  vendor-contract-for-the-east: {owner: paymate, duration: 1d, eta: 2026-09-18, due: 2026-09-15, firm: true, promised_to: Norrland}
  better: {owner: bo, duration: 1d, eta: 2026-09-24, due: 2026-09-15}
  fresh: {owner: ana, duration: 1d, due: 2026-09-30}
  same: {owner: jo, duration: 1d, eta: 2026-09-24, due: 2026-09-15}
  left: {owner: jo, duration: 1d, eta: 2026-09-24, due: 2026-09-15}
";

#[test]
fn marks_are_signs_and_words_on_every_terminal_and_on_paper() {
    let edits = [
        ("eta: 2026-09-18", "eta: 2026-09-25"),
        (
            "better: {owner: bo, duration: 1d, eta: 2026-09-24",
            "better: {owner: bo, duration: 1d, eta: 2026-09-17",
        ),
        ("fresh: {owner: ana, duration: 1d, ", "fresh: {owner: ana, duration: 1d, eta: 2026-10-05, "),
        (
            "left: {owner: jo, duration: 1d, eta: 2026-09-24",
            "left: {owner: jo, done: 2026-09-11, duration: 1d",
        ),
    ];
    let now = edits.iter().fold(MANY.to_owned(), |text, (old, new)| text.replace(old, new));
    let files = [(PLAN, now.as_str())];
    let arguments = ["status", "--since", "HEAD"];
    let marks = [("+", "new"), ("↓", "worse"), ("↑", "better")];
    for width in [60, 80, 120] {
        let out = run_since_on_terminal(&[(PLAN, MANY)], &files, &arguments, width).out;
        assert!(!out.contains('\u{1b}') && out.lines().all(|line| line.chars().count() <= width), "{out}");
        for (sign, word) in marks {
            // On a narrow terminal the story stands below its id.
            let lines: Vec<&str> = out.lines().collect();
            let sign = format!("  {sign}  p/");
            let has_both = |pair: &[&str]| pair[0].contains(&sign) && pair.concat().contains(word);
            assert!(lines.windows(2).any(has_both), "{width} {word}\n{out}");
        }
        // The first two lines say it.
        let counts = "\nSince Mon 31 Aug: 1 new, 1 worse, 1 better, 1 gone";
        assert!(out.contains(counts), "{width}\n{out}");
        assert!(out.contains("\n1 as on Mon 31 Aug: p/same (--all)\n"), "{width}\n{out}");
        assert!(out.contains("\nGone since Mon 31 Aug: p/left (done 11 Sep)\n"), "{width}\n{out}");
    }
    let run = |more: &[&str]| {
        run_since(&[(PLAN, MANY)], &files, &[&arguments[..], more].concat()).out.replace('\u{a0}', " ")
    };
    let piped = run(&[]);
    let long = "worse (forecast 18 Sep → 25 Sep): 8wd late against 15 Sep, now 25 Sep · firm, Norrland\n";
    assert!(piped.contains(long), "{piped}");
    let ascii = run(&["--ascii"]);
    assert!(
        ascii.is_ascii() && ascii.contains("  v  p/vendor") && ascii.contains("  ^  p/better"),
        "{ascii}"
    );
    let markdown = run(&["--format", "markdown"]);
    assert!(
        markdown.contains("| **↓** | **p/vendor-contract-for-the-east** | paymate | worse (forecast"),
        "{markdown}"
    );
    assert!(markdown.contains("\n1 as on Mon 31 Aug: p/same (--all)\n"), "{markdown}");
    let csv = run(&["--format", "csv"]);
    let titles: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    let change = titles.iter().position(|title| *title == "change").unwrap();
    assert!(change > 0 && csv.lines().skip(1).any(|line| line.contains(",worse,")), "{csv}");
}

// The clock says Mon 14 Sep. Of a report on Fri 11, yesterday is the 10th.
#[test]
fn yesterday_is_the_day_before_the_report() {
    let data =
        json(&run(STUCK, STUCK, &["--since", "yesterday", "--as-of", "2026-09-11", "--format", "json"]));
    assert_eq!(data["since"]["as_of"], "2026-09-10", "{:#}", data["since"]);
}
