//! Changes of promises, risks and the rules of the gate.

use super::{data, ids, of, run};
use serde_json::{Value, json};

// a: 5d, Mon 14 to Fri 18 Sep.
fn plan(rest: &str) -> String {
    format!("milestones:\n  a: {{duration: 5d, owner: ana{rest}}}\n")
}

fn promise(base: &str, head: &str) -> Value {
    of(&data(&plan(base), &plan(head))["promises"], "p/a").clone()
}

#[test]
fn moved_promise_shows_whether_a_reason_was_recorded() {
    let moved = promise(", due: 2026-09-25", ", due: 2026-10-02");
    assert_eq!((&moved["moved"], &moved["moved_workdays"]), (&"later".into(), &5.into()));
    assert_eq!((&moved["has_moved_entry"], &moved["agreed"]), (&false.into(), &Value::Null));
    let entry =
        ", due: 2026-10-02, moved: [{from: 2026-09-25, on: 2026-09-14, cause: scope, why: x, agreed: sara}]";
    let told = promise(", due: 2026-09-25", entry);
    assert_eq!((&told["has_moved_entry"], &told["agreed"]), (&true.into(), &"sara".into()));
    // An entry with another day than the old promise, or an older entry, does not explain this
    // move.
    let wrong = promise(", due: 2026-09-25", &entry.replace("from: 2026-09-25", "from: 2026-09-24"));
    assert_eq!(wrong["has_moved_entry"], false);
    let old =
        ", due: 2026-09-25, moved: [{from: 2026-09-25, on: 2026-09-01, cause: scope, why: x, agreed: sara}]";
    assert_eq!(promise(old, &entry.replace("2026-09-14", "2026-09-01"))["has_moved_entry"], false);
    assert_eq!(promise(old, &entry.replace("2026-09-14", "2026-09-01"))["agreed"], Value::Null);
    let earlier = promise(", due: 2026-09-25", ", due: 2026-09-24");
    assert_eq!((&earlier["moved"], &earlier["moved_workdays"]), (&"earlier".into(), &(-1).into()));
}

#[test]
fn promise_moved_after_it_was_missed_is_marked() {
    assert_eq!(promise(", due: 2026-09-11", ", due: 2026-10-02")["moved_after_missed"], true);
    assert_eq!(promise(", due: 2026-09-14", ", due: 2026-10-02")["moved_after_missed"], false);
    let done = ", started: 2026-09-01, done: 2026-09-10";
    let rewritten = promise(&format!(", due: 2026-09-09{done}"), &format!(", due: 2026-09-10{done}"));
    assert_eq!(rewritten["moved_after_missed"], true);
}

#[test]
fn promise_is_withdrawn_in_many_ways() {
    let due = ", due: 2026-09-25, firm: true";
    for head in ["", ", due: tbd", ", due: 2026-09-25, cancelled: {on: 2026-09-11, reason: x}"] {
        assert_eq!(promise(due, head)["moved"], "withdrawn", "{head}");
    }
    let gone = data(&plan(due), "milestones:\n  b: {duration: 1d}\n");
    assert_eq!(of(&gone["promises"], "p/a")["moved"], "withdrawn");
    assert_eq!(promise("", due)["moved"], "made");
    let loose = promise(due, ", due: 2026-09-25");
    assert_eq!((&loose["moved"], &loose["firm"]), (&Value::Null, &json!({"before": true, "after": false})));
}

#[test]
fn newly_late_was_kept_before() {
    let flags = |base: &str, head: &str| {
        let diff = data(&plan(base), &plan(head));
        let found = diff["promises"].as_array().unwrap().first().cloned().unwrap_or_default();
        ["newly_late", "later_still", "no_longer_late"].map(|key| found[key] == true)
    };
    let (kept, late) = (", due: 2026-09-18", ", due: 2026-09-17");
    assert_eq!(flags(kept, late), [true, false, false]);
    assert_eq!(flags(late, kept), [false, false, true]);
    assert_eq!(flags("", late), [true, false, false]);
    assert_eq!(flags(late, ""), [false, false, false]);
    let longer = |due: &str| data(&plan(due), &plan(due).replace("5d", "7d"));
    assert_eq!(of(&longer(kept)["promises"], "p/a")["newly_late"], true);
    let still = of(&longer(late)["promises"], "p/a").clone();
    assert_eq!((&still["newly_late"], &still["later_still"]), (&false.into(), &true.into()));
    assert_eq!(
        (&still["base_due_variance_workdays"], &still["due_variance_workdays"]),
        (&1.into(), &3.into())
    );
    // Kept, with another forecast.
    let kept = of(&longer(", due: 2026-10-30")["promises"], "p/a").clone();
    assert_eq!(kept["standing"], json!({"before": "kept", "after": "kept"}));
    assert_eq!(["newly_late", "later_still", "no_longer_late"].map(|key| kept[key] == true), [false; 3]);
}

#[test]
fn promise_without_a_date_before_is_not_newly_late() {
    let (base, head) = (plan(", due: 2026-09-17, eta: soon"), plan(", due: 2026-09-17"));
    let told = of(&data(&base, &head)["promises"], "p/a").clone();
    assert_eq!(told["standing"], json!({"before": "unknown", "after": "late"}));
    assert_eq!(told["newly_late"], false);
    let text = run(&base, &head, &[]).out;
    assert!(
        text.contains("· p/a  promised 17 Sep · late, had no date: forecast 18 Sep, 1wd late\n"),
        "{text}"
    );
    let text = run(&head, &base, &[]).out;
    assert!(text.contains("✗ 1 promise without a date now: `p/a`\n"), "{text}");
    assert!(text.contains("no date: "), "{text}");
}

// a: 5d, to Fri 18 Sep; z behind it to Fri 25. With 8d: Wed 23 and Wed 30.
const PUSHED: &str = "milestones:
  a: {duration: 5d, owner: ana}
  z: {duration: 5d, owner: ana, depends_on: a, due: 2026-10-02, firm: true, promised_to: BigBank}
";

#[test]
fn pushed_but_kept_firm_promise_names_its_recipient() {
    let head = PUSHED.replace("a: {duration: 5d", "a: {duration: 8d");
    let told = of(&data(PUSHED, &head)["promises"], "p/z").clone();
    assert_eq!(told["moved"], Value::Null);
    assert_eq!(
        told["forecast_finish"],
        json!({"before": "2026-09-25", "after": "2026-09-30", "workdays": 3})
    );
    assert_eq!(
        (&told["base_due_variance_workdays"], &told["due_variance_workdays"]),
        (&(-5).into(), &(-2).into())
    );
    let text = run(PUSHED, &head, &[]).out;
    assert!(text.contains("▲ room to `p/z` 5 → 2wd\n"), "{text}");
    let line = "▲ p/z  promised 2 Oct · firm · to \"BigBank\" · still kept: forecast 30 Sep, was 25 Sep, 3wd later · room 5 → 2wd\n";
    assert!(text.contains(line), "{text}");
    let back = run(&head, PUSHED, &[]).out;
    assert!(back.contains("still kept: forecast 25 Sep, was 30 Sep, 3wd earlier · room 2 → 5wd\n"), "{back}");
}

#[test]
fn broken_firm_promise_is_named_in_the_verdict() {
    let head = PUSHED.replace("a: {duration: 5d", "a: {duration: 12d");
    let text = run(PUSHED, &head, &[]).out;
    assert!(text.starts_with("✗ 1 firm promise newly late: `p/z` to \"BigBank\"\n"), "{text}");
    let line = "✗ p/z  promised 2 Oct · firm · to \"BigBank\" · newly late: forecast 6 Oct, 2wd late\n";
    assert!(text.contains(line), "{text}");
}

#[test]
fn every_promise_is_listed_however_many_move() {
    // 40 milestones that slip by more come first; the promises behind a slip by 3wd, and are kept.
    let plan = |days: usize| {
        let others: String = (0..40)
            .map(|at| format!("  b{at}: {{duration: {}d}}\n", if days > 5 { 15 } else { 5 }))
            .collect();
        let promised: String = (0..25)
            .map(|at| format!("  c{at}: {{duration: 5d, depends_on: a, due: 2026-10-30}}\n"))
            .collect();
        let firm = "  z: {duration: 5d, depends_on: a, due: 2026-10-30, firm: true}\n";
        format!("milestones:\n  a: {{duration: {days}d}}\n{others}{promised}{firm}")
    };
    let (base, head) = (plan(5), plan(8));
    assert_eq!(data(&base, &head)["promises"].as_array().map(Vec::len), Some(26));
    for format in ["text", "markdown"] {
        let out = run(&base, &head, &["--format", format, "--all"]).out;
        for id in (0..25).map(|at| format!("p/c{at}")).chain(["p/z".into()]) {
            assert!(out.lines().any(|line| line.contains(&id) && line.contains("30 Oct")), "{id}: {out}");
        }
    }
}

#[test]
fn changed_lateness_is_reported_without_a_move() {
    // Done on Fri 11, due on Tue 8: 3wd late, and 2wd where Wed 9 is a holiday.
    let plan = plan(", due: 2026-09-08, started: 2026-09-01, done: 2026-09-11");
    let files = |shared: &'static str| [("programs/p.yaml", plan.as_str()), ("programs/tpm.yaml", shared)];
    let (base, head) =
        ("owners:\n  ana: {}\n", "owners:\n  ana: {}\ncalendars:\n  default: {holidays: [2026-09-09]}\n");
    let diff = super::of_files(&files(base), &files(head));
    let told = of(&diff["promises"], "p/a");
    assert_eq!(
        (&told["base_due_variance_workdays"], &told["due_variance_workdays"]),
        (&3.into(), &2.into()),
        "{told:#}"
    );
}

#[test]
fn program_and_finish_with_one_day_are_one_promise() {
    let base = "due: 2026-09-25\nfinish: a\nmilestones:\n  a: {duration: 5d, due: 2026-09-25}\n";
    let both = data(base, &base.replace("2026-09-25", "2026-10-02"));
    assert_eq!(ids(&both["promises"]), ["p/a"]);
    let finish = data(base, &base.replace("5d, due: 2026-09-25", "5d, due: 2026-10-02"));
    assert_eq!(ids(&finish["promises"]), ["p/a"]);
    let program = data(base, &base.replace("due: 2026-09-25\nfinish", "due: 2026-10-02\nfinish"));
    assert_eq!(ids(&program["promises"]), ["p"]);
    assert_eq!(of(&program["promises"], "p")["moved_workdays"], 5);
}

#[test]
fn firm_promises_come_first_with_who_agreed() {
    let base = "milestones:\n  a: {duration: 5d, due: 2026-09-25}\n  z: {duration: 5d, due: 2026-09-25, firm: true, promised_to: BigBank}\n";
    let head = "milestones:\n  a: {duration: 5d, due: 2026-10-02}\n  z: {duration: 5d, due: 2026-10-02, firm: true, promised_to: BigBank, moved: [{from: 2026-09-25, on: 2026-09-14, cause: scope, why: x, agreed: sara}]}\n";
    assert_eq!(ids(&data(base, head)["promises"]), ["p/z", "p/a"]);
    let text = run(base, head, &[]).out;
    let verdict = "▲ moves 1 firm promise agreed with \"sara\": `p/z` to \"BigBank\"\n▲ moves 1 promise without saying why: `p/a`\n";
    assert!(text.starts_with(verdict), "{text}");
    let line = "▲ p/z  promise moved 25 Sep → 2 Oct, 5wd later: \"x\" (scope, agreed sara) · firm · to \"BigBank\" · forecast 18 Sep\n";
    assert!(text.contains(line), "{text}");
    assert!(text.contains("▲ p/a  promise moved 25 Sep → 2 Oct, 5wd later · without a `moved` entry that says why · forecast 18 Sep\n"), "{text}");
}

#[test]
fn changed_original_promise_is_reported() {
    let entry = |from: &str| {
        format!(", due: 2026-09-25, moved: [{{from: {from}, on: 2026-09-01, cause: scope, why: x}}]")
    };
    let told = promise(&entry("2026-09-04"), &entry("2026-09-11"));
    assert_eq!(told["original_due"], json!({"before": "2026-09-04", "after": "2026-09-11"}));
    assert_eq!(told["moved"], Value::Null);
}

#[test]
fn baseline_changes_are_listed_separately() {
    let diff = data(&plan(", baseline: 2026-09-04"), &plan(", baseline: 2026-09-18"));
    assert_eq!(
        diff["baselines"],
        json!([{"id": "p/a", "baseline": {"before": "2026-09-04", "after": "2026-09-18"}}])
    );
    assert_eq!(diff["without_effect"], 0);
}

#[test]
fn added_and_removed_risks_are_reported() {
    let risk = |rest: &str| {
        format!("{}risks:\n  r: {{title: Slow, probability: 30%, impact: 5d{rest}}}\n", plan(""))
    };
    let change = |base: &str, head: &str| {
        let diff = data(base, head);
        let risk = of(&diff["risks"], "p/r").clone();
        (risk["change"].as_str().unwrap().to_owned(), risk["fields"].to_string())
    };
    let told = |word: &str, fields: &str| (word.to_owned(), fields.to_owned());
    assert_eq!(change(&plan(""), &risk("")), told("opened", "[]"));
    assert_eq!(change(&risk(""), &plan("")), told("removed", "[]"));
    assert_eq!(change(&risk(""), &risk(", closed: 2026-09-14")), told("closed", "[\"closed\"]"));
    assert_eq!(change(&risk(", closed: 2026-09-14"), &risk("")), told("reopened", "[\"closed\"]"));
    assert_eq!(change(&risk(""), &risk(", occurred: 2026-09-11")), told("occurred", "[\"occurred\"]"));
    assert_eq!(change(&risk(""), &risk(", mitigated: 2026-09-11")), told("mitigated", "[\"mitigated\"]"));
    let higher = risk("").replace("30%", "high");
    assert_eq!(change(&risk(""), &higher), told("changed", "[\"probability\"]"));
    assert_eq!(change(&risk(", affects: [a]"), &risk("")), told("changed", "[\"affects\"]"));
}

#[test]
fn loosened_policy_is_reported_at_the_top() {
    let waived = plan(", waive: [{rule: overdue-milestone, until: 2026-10-01, reason: Strike}]");
    let diff = data(&plan(""), &waived);
    assert_eq!(
        (&diff["policy"][0]["what"], &diff["policy"][0]["loosened"]),
        (&"waiver".into(), &true.into())
    );
    let text = run(&plan(""), &waived, &[]).out;
    assert!(text.contains("▲ loosens the gate at p/a  waiver {rule: overdue-milestone, until: 1 Oct, reason: Strike} added\n"), "{text}");
    assert_eq!(data(&waived, &plan(""))["policy"][0]["loosened"], false);
    // A new entry with a waiver, too.
    assert_eq!(data("milestones:\n  b: {duration: 1d}\n", &waived)["policy"][0]["loosened"], true);
    let condition = |rest: &str| format!("assert:\n  - {{milestone: a, forecast_by: {rest}}}\n{}", plan(""));
    let loosened = |base: &str, head: &str| data(base, head)["policy"][0]["loosened"].clone();
    assert_eq!(loosened(&condition("2026-10-01"), &condition("2026-10-08")), true);
    assert_eq!(loosened(&condition("2026-10-01"), &plan("")), true);
    assert_eq!(loosened(&plan(""), &condition("2026-10-01")), false);
}

#[test]
fn limits_have_a_looser_direction() {
    let loosened = |base: &str, head: &str| {
        let files = |shared: &str| {
            [("programs/p.yaml".to_owned(), plan("")), ("programs/tpm.yaml".to_owned(), shared.to_owned())]
        };
        let (base, head) = (files(base), files(head));
        let borrow = |files: &'_ [(String, String); 2]| files.clone();
        let (base, head) = (borrow(&base), borrow(&head));
        let base: Vec<(&str, &str)> =
            base.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let head: Vec<(&str, &str)> =
            head.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        super::of_files(&base, &head)["policy"][0]["loosened"].clone()
    };
    assert_eq!(loosened("at_risk: {share: 10%}\n", "at_risk: {share: 5%}\n"), true);
    assert_eq!(loosened("at_risk: {at_least: 1d}\n", "{}\n"), false);
    assert_eq!(loosened("{}\n", "at_risk: {at_least: 1d}\n"), true);
    assert_eq!(loosened("quiet_after_days: 14\n", "quiet_after_days: 30\n"), true);
    assert_eq!(loosened("assume_progress: 5d\n", "assume_progress: 0d\n"), false);
    let checks = |said: &str| format!("checks: {{{said}}}\n");
    let turned = |base: &str, head: &str| loosened(&checks(base), &checks(head));
    assert_eq!(turned("no-owner: error", "no-owner: off"), true);
    assert_eq!(turned("no-owner: warn", "no-owner: error"), false);
    assert_eq!(turned("fail_on: error", "fail_on: never"), true);
    assert_eq!(turned("fail_on: error", "fail_on: warn"), false);
    assert_eq!(turned("overdue_grace: 0d", "overdue_grace: 3d"), true);
    assert_eq!(turned("programs: {p: {hygiene: warn}}", "programs: {p: {hygiene: off}}"), true);
    assert_eq!(loosened("{}\n", &checks("no-owner: off")), true);
    assert_eq!(loosened(&checks("no-owner: off"), "{}\n"), false);
}

#[test]
fn promise_removed_while_late_is_not_kept() {
    let late = ", due: 2026-09-17, firm: true, promised_to: BigBank";
    let other = "  b: {duration: 1d}\n";
    let base = format!("{}{other}", plan(late));
    let told = |head: &str| {
        let promise = of(&data(&base, head)["promises"], "p/a").clone();
        assert_eq!(
            (&promise["no_longer_late"], &promise["withdrawn_while_late"]),
            (&false.into(), &true.into()),
            "{head}"
        );
        let out = run(&base, head, &["--all"]).out;
        assert!(!out.contains("no longer late"), "{out}");
        out
    };
    let removed = told(&format!("milestones:\n{other}"));
    let line = "✗ p/a  promise of 17 Sep withdrawn · firm · to \"BigBank\" · removed while late: forecast 18 Sep, 1wd late\n";
    assert!(removed.contains(line), "{removed}");
    assert!(
        removed.starts_with("✗ withdraws 1 firm promise while late: `p/a` to \"BigBank\"\n"),
        "{removed}"
    );
    assert!(removed.contains("removed  ana    was 18 Sep\n"), "{removed}");
    let cancelled =
        told(&format!("{}{other}", plan(&format!("{late}, cancelled: {{on: 2026-09-11, reason: x}}"))));
    assert!(cancelled.contains("cancelled while late: forecast 18 Sep, 1wd late\n"), "{cancelled}");
    let tbd = told(&format!("{}{other}", plan(&late.replace("2026-09-17", "tbd"))));
    assert!(tbd.contains("dropped while late: forecast 18 Sep, 1wd late\n"), "{tbd}");
    // Finished work is reported as done.
    let done = plan(", due: 2026-09-08, started: 2026-09-01, done: 2026-09-11");
    let gone = run(&format!("{done}{other}"), &format!("milestones:\n{other}"), &[]).out;
    assert!(gone.contains("removed, was done 11 Sep, 3wd late\n"), "{gone}");
    assert!(!gone.contains("withdraw"), "{gone}");
    let base = format!("{}{other}", done.replace("due: 2026-09-08", "due: 2026-09-08, firm: true"));
    let promise = of(&data(&base, &format!("milestones:\n{other}"))["promises"], "p/a").clone();
    assert_eq!((&promise["moved"], &promise["withdrawn_while_late"]), (&Value::Null, &false.into()));
}

#[test]
fn program_removed_while_late_withdraws_its_promises() {
    let p = "due: 2026-09-17\nmilestones:\n  a: {duration: 5d, due: 2026-09-16}\n";
    let q = ("programs/q.yaml", "milestones:\n  b: {duration: 1d}\n");
    let (base, head) = ([("programs/p.yaml", p), q], [q]);
    let out = crate::support::run_since(&base, &head, &["diff", "main"]).out;
    for line in [
        "✗ p  promise of 17 Sep withdrawn · removed while late: forecast 18 Sep, 1wd late\n",
        "✗ p/a  promise of 16 Sep withdrawn · removed while late: forecast 18 Sep, 2wd late\n",
    ] {
        assert!(out.contains(line), "{out}");
    }
    assert!(out.starts_with("✗ withdraws 2 promises while late: `p/a`, `p`\n"), "{out}");
}

#[test]
fn finished_work_has_no_forecast() {
    let started = ", due: 2026-09-11, started: 2026-09-01";
    let text = |base: &str, head: &str| run(&plan(base), &plan(head), &[]).out;
    let late = text(&format!("{started}, eta: 2026-09-18"), &format!("{started}, done: 2026-09-14"));
    assert!(late.contains("less late: done 14 Sep, 1wd late, was forecast 18 Sep, 5wd late\n"), "{late}");
    let kept = text(&format!("{started}, eta: 2026-09-18"), &format!("{started}, done: 2026-09-10"));
    assert!(kept.contains("no longer late: done 10 Sep, was forecast 18 Sep, 5wd late\n"), "{kept}");
    let newly = text(
        ", due: 2026-09-11, started: 2026-09-01, done: 2026-09-11",
        &format!("{started}, done: 2026-09-14"),
    );
    assert!(newly.contains("newly late: done 14 Sep, 1wd late\n"), "{newly}");
}

#[test]
fn added_or_removed_risk_shows_its_threat() {
    let risk = |rest: &str| {
        format!(
            "{}risks:\n  r: {{title: Slow, probability: 30%, impact: 5d, affects: [a]{rest}}}\n",
            plan(", due: 2026-09-22")
        )
    };
    let closed = risk(", closed: 2026-09-14");
    let diff = data(&risk(""), &closed);
    let told = of(&diff["risks"], "p/r");
    assert_eq!(told["threat"]["before"]["probability_percent"], 30);
    assert_eq!(told["threat"]["before"]["costs"][0]["up_to_workdays"], 3);
    assert_eq!(told["threat"]["after"], Value::Null);
    let out = run(&risk(""), &closed, &[]).out;
    let line = "· risk p/r  closed, was 30 % × 5wd on p/a: p/a up to 3wd late (0.9wd expected) · Slow\n";
    assert!(out.contains(line), "{out}");
    let out = run(&closed, &risk(""), &[]).out;
    assert!(out.contains("▲ risk p/r  reopened: 30 % × 5wd on p/a: p/a up to 3wd late"), "{out}");
}

#[test]
fn moved_entry_without_why_counts_as_none() {
    let base = plan(", due: 2026-09-25");
    let head = plan(", due: 2026-10-02, moved: [{from: 2026-09-25, on: 2026-09-14, agreed: sue}]");
    let text = run(&base, &head, &[]).out.replace('\u{a0}', " ");
    assert!(text.starts_with("▲ moves 1 promise without saying why: `p/a`\n"), "{text}");
    assert!(text.contains(" · its `moved` entry does not say why · agreed with sue · "), "{text}");
    let files = |text: &'static str| [("programs/p.yaml", text)];
    let (base, head): (&str, &str) = (base.leak(), head.leak());
    let check = crate::support::run_since(&files(base), &files(head), &["check", "--new-since", "main"]);
    assert!(check.out.contains("its `moved` entry does not say `why`"), "{}", check.out);
}

#[test]
fn cancelled_milestone_shows_its_reason() {
    let stuck = ", blocked: {since: 2026-09-14, why: x, waiting_on: bo}";
    for base in ["", stuck] {
        let head = plan(&format!("{base}, cancelled: {{on: 2026-09-11, reason: No budget}}"));
        let text = run(&plan(base), &head, &["--format", "markdown"]).out;
        assert!(text.contains("cancelled: No budget |"), "{text}");
        assert!(!text.contains("no longer a floor"), "{text}");
    }
}

#[test]
fn unexplained_move_is_not_hidden_by_an_explained_one() {
    let plan = |rest: [&str; 3]| {
        let [late, firm, silent] = rest;
        format!(
            "milestones:\n  late: {{duration: 5d, due: {late}}}\n  z: {{duration: 5d, firm: true, due: {firm}}}\n  s: {{duration: 5d, due: {silent}}}\n"
        )
    };
    let base = plan(["2026-09-11", "2026-09-25", "2026-09-28"]);
    let why = "2026-10-02, moved: [{from: 2026-09-25, on: 2026-09-14, why: x, agreed: sara}]";
    let head = plan(["2026-10-09", why, "2026-09-29"]);
    let out = run(&base, &head, &[]).out.replace('\u{a0}', " ");
    let verdict: Vec<&str> = out.lines().take(4).collect();
    let expected = [
        "✗ moves 1 promise after it was missed without saying why: `p/late`",
        "▲ moves 1 firm promise agreed with \"sara\": `p/z`",
        "▲ 1 promise no longer late only by being moved: `p/late`",
        "▲ moves 1 promise without saying why: `p/s`",
    ];
    assert_eq!(verdict, expected);
    assert!(out.contains(" · no longer late only by being moved: forecast 18 Sep, was "), "{out}");
    assert!(!out.contains("✓ p/late"), "{out}");
    // Of several, the first is named.
    let (base, head) = (plan(["2026-09-25"; 3]), plan(["2026-10-02"; 3]));
    let out = run(&base, &head, &[]).out.replace('\u{a0}', " ");
    assert!(out.starts_with("✗ moves 1 firm promise without saying why: `p/z`\n"), "{out}");
    assert!(out.contains("\n▲ moves 2 promises without saying why: `p/late`, `p/s`\n"), "{out}");
}
