//! Ways to get a late plan past its own gate: `tpm check --new-since main --policy-from main`, with
//! the plan before the change committed as `main`. `docs/security.md` lists them.

use crate::support::{self, Output};
use serde_json::Value;

type Files<'t> = [(&'t str, &'t str)];

pub(super) fn gate(base: &Files<'_>, head: &Files<'_>, more: &[&str]) -> Output {
    let arguments = ["check", "--new-since", "main", "--policy-from", "main", "--as-of", "2026-09-14"];
    support::run_since(base, head, &[&arguments[..], more].concat())
}

pub(super) fn findings(base: &Files<'_>, head: &Files<'_>) -> Vec<String> {
    let output = gate(base, head, &["--format", "json"]);
    let answer: Value = serde_json::from_str(&output.out).unwrap_or_else(|_| panic!("{}", output.err));
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or("—").to_owned();
    let findings = answer["data"]["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| {
            format!("{} {} {}", text(finding, "level"), text(finding, "rule"), text(finding, "subject"))
        })
        .collect()
}

/// Checks that the gate fails, and that one of its findings is the expected one.
#[track_caller]
pub(super) fn fails(base: &Files<'_>, head: &Files<'_>, expected: &str) {
    let told = findings(base, head);
    assert!(told.iter().any(|told| told == expected), "{expected}: {told:#?}\n{head:#?}");
    assert_eq!(gate(base, head, &[]).status, 1, "{told:#?}");
}

#[track_caller]
pub(super) fn passes(base: &Files<'_>, head: &Files<'_>) {
    let output = gate(base, head, &[]);
    assert_eq!(output.status, 0, "{}{}", output.out, output.err);
}

pub(super) const PROGRAM: &str = "programs/checkout.yaml";
const SHARED: &str = "programs/tpm.yaml";

/// cutover: 6 weeks from 14 September to Fri 23 October and two more to Fri 6 November.
const FIRM: &str = "owner: ana
finish: cutover
milestones:
  ledger: {owner: bo, duration: 6w}
  cutover: {owner: ana, name: Traffic cut over, duration: 2w, depends_on: ledger, due: 2026-12-11, firm: true, promised_to: BigBank}
";
/// The same, half a year late.
fn late() -> String {
    FIRM.replace("6w", "26w")
}

pub(super) const MOVED: &str = "error promise-moved-without-reason checkout/cutover";

#[track_caller]
fn firm_fails(head: &str, expected: &str) {
    fails(&[(PROGRAM, FIRM)], &[(PROGRAM, head)], expected);
}

#[test]
fn a_finish_cannot_be_swapped() {
    let base = "owner: ana
due: 2026-12-18
finish: cutover
milestones:
  api: {owner: bo, duration: 2w, started: 2026-09-07, progress: 50%, updated: 2026-09-11}
  ledger: {owner: bo, duration: 6w, depends_on: api}
  cutover: {owner: ana, duration: 2w, depends_on: ledger}
assert:
  - {finish_by: 2026-12-24, because: Contract penalty}
";
    let head = base.replace("finish: cutover", "finish: api").replace("6w", "26w");
    fails(&[(PROGRAM, base)], &[(PROGRAM, &head)], "error broken-assertion checkout");
    fails(&[(PROGRAM, base)], &[(PROGRAM, &head)], "warning promise-moved-without-reason checkout");
    let text = gate(&[(PROGRAM, base)], &[(PROGRAM, &head)], &[]).out;
    assert!(text.contains("it was the finish of `checkout`, which the plan asserted for 24 Dec"), "{text}");
    // Its promise is as grave as it is when it is late.
    let strict = [(PROGRAM, base), (SHARED, "checks: {promise-forecast-late: error}\n")];
    let moved = "error promise-moved-without-reason checkout";
    fails(&strict, &[(PROGRAM, &head), strict[1]], moved);
    // Nor can it be given up where none was named, or taken out, or cancelled without a word.
    let unnamed = base.replace("finish: cutover\n", "");
    let strict = [(PROGRAM, unnamed.as_str()), strict[1]];
    fails(&strict, &[(PROGRAM, &head), strict[1]], moved);
    let gone = head.replace("finish: api\n", "");
    let gone =
        gone.replace("  cutover: {owner: ana, duration: 2w, depends_on: ledger}\n", "").replace("26w", "6w");
    fails(&strict, &[(PROGRAM, &gone), strict[1]], moved);
    let cancelled = base.replace("depends_on: ledger}", "depends_on: ledger, cancelled: {on: 2026-09-14}}");
    let named = [(PROGRAM, base), strict[1]];
    fails(&named, &[(PROGRAM, &cancelled), strict[1]], moved);
    let reason = cancelled.replace("2026-09-14}}", "2026-09-14, reason: Bought}}");
    let told = findings(&named, &[(PROGRAM, &reason), strict[1]]);
    assert!(!told.contains(&moved.to_owned()), "{told:?}");
    // Another finish that comes later hides nothing.
    let after = base
        .replace("finish: cutover", "finish: party")
        .replace("assert:", "  party: {owner: ana, duration: 1d, depends_on: cutover}\nassert:");
    passes(&named, &[(PROGRAM, &after), strict[1]]);
}

#[test]
fn a_reason_for_another_day_does_not_soften_a_promise() {
    let moved =
        "due: 2026-12-10, promised_to: BigBank, moved: [{from: 2026-12-11, on: 2026-09-14, why: Agreed}]";
    firm_fails(&late().replace("due: 2026-12-11, firm: true, promised_to: BigBank", moved), MOVED);
    // Alone it is a reason.
    let alone = FIRM.replace(
        "due: 2026-12-11",
        "due: 2027-06-11, moved: [{from: 2026-12-11, on: 2026-09-14, why: Agreed}]",
    );
    passes(&[(PROGRAM, FIRM)], &[(PROGRAM, &alone)]);
}

#[test]
fn a_stricter_policy_follows_its_program() {
    let soft = FIRM.replace(", firm: true", "");
    let late = soft.replace("6w", "26w");
    let shared = "checks:\n  promises: warn\n  programs:\n    checkout: {promises: error}\n";
    let base = [(PROGRAM, soft.as_str()), (SHARED, shared)];
    let error = "error promise-forecast-late shop/cutover";
    let mild = (SHARED, "checks: {promises: warn}\n");
    // Under another id, in another file, or moved into another program.
    fails(&base, &[(PROGRAM, &format!("id: shop\n{late}")), mild], error);
    fails(&base, &[("programs/shop.yaml", &late), mild], error);
    fails(
        &base,
        &[(PROGRAM, &late), (SHARED, "checks: {promises: warn, programs: {checkout: {fail_on: never}}}\n")],
        "error promise-forecast-late checkout/cutover",
    );
    let devx = (
        "programs/devx.yaml",
        "owner: ana\nmilestones:\n  paved: {owner: sam, duration: 1w, due: 2026-12-18}\n",
    );
    let (_, milestones) = late.split_once("milestones:\n").unwrap();
    let both = format!("{}{milestones}", devx.1);
    fails(&[base[0], base[1], devx], &[(devx.0, &both), mild], "error promise-forecast-late devx/cutover");
    // The same with the firm one of the case.
    let named = [(PROGRAM, FIRM), (SHARED, shared)];
    fails(
        &named,
        &[(PROGRAM, &format!("id: shop\n{}", self::late())), mild],
        "error firm-promise-late shop/cutover",
    );
}

#[test]
fn settings_are_policy_too() {
    let plan = "owner: ana
milestones:
  api: {owner: bo, duration: 12w, started: 2026-07-01, progress: 10%, updated: 2026-07-03, due: 2026-12-30}
";
    let strict = "checks: {hygiene: error}\n";
    let loose = format!("quiet_after_days: 9999\nassume_progress: 200d\n{strict}");
    let (base, head) = ([(PROGRAM, plan), (SHARED, strict)], [(PROGRAM, plan), (SHARED, loose.as_str())]);
    fails(&base, &head, "error quiet-owner checkout/api");
    let text = gate(&base, &head, &[]).out;
    assert!(text.contains("this change alters `quiet_after_days` and `assume_progress`"), "{text}");
    // Days that nobody reported: 54 are left from 14 September, five of them assumed.
    let late = plan.replace("due: 2026-12-30", "due: 2026-10-30, firm: true");
    let longer = late.replace("12w", "15w");
    fails(
        &[(PROGRAM, &plan.replace("due: 2026-12-30", "due: 2026-12-04, firm: true")), base[1]],
        &[(PROGRAM, &longer.replace("2026-10-30", "2026-12-04")), head[1]],
        "error firm-promise-late checkout/api",
    );
    let thresholds = "checks: {hygiene: error}\nat_risk: {at_least: 0d, share: 0%, at_most: 0d}\n";
    let text = gate(&base, &[(PROGRAM, plan), (SHARED, thresholds)], &[]).out;
    assert!(text.contains("alters `at_risk`"), "{text}");
}

#[test]
fn limits_come_from_the_base() {
    let base =
        "owner: ana\nmilestones:\n  docs: {owner: bo, duration: 1w, done: 2026-09-04, due: 2026-09-09}\n";
    let head = base.replace("done: 2026-09-04, ", "");
    let grace = "checks: {overdue_grace: 90d, longest_waiver: 0d}\n";
    fails(&[(PROGRAM, base)], &[(PROGRAM, &head), (SHARED, grace)], "error overdue-milestone checkout/docs");
    // And what was done is promised still, under another day too.
    let later = head.replace("due: 2026-09-09", "due: 2026-12-09");
    fails(&[(PROGRAM, base)], &[(PROGRAM, &later)], "error promise-moved-without-reason checkout/docs");
}

#[test]
fn a_firm_promise_binds_whatever_the_set_of_its_change_says() {
    let mild = (SHARED, "checks: {promises: warn, overdue: warn}\n");
    let base = [(PROGRAM, FIRM), mild];
    for head in [
        late().replace(", firm: true", ""),
        late().replace("due: 2026-12-11, ", ""),
        late().replace("due: 2026-12-11", "due: tbd"),
        late().replace("due: 2026-12-11", "due: 2027-12-11"),
        late().replace("due: 2026-12-11", "due: 2027-12-11, moved: [{from: 2026-12-11, why: ' '}]"),
        late().replace("due: 2026-12-11", "due: 2027-12-11, moved: [{from: 2026-12-10, why: Agreed}]"),
        late().replace("due: 2026-12-11", "due: 2026-12-11, cancelled: {on: 2026-09-14}"),
        late()
            .replace("cutover: {", "later: {formerly: cutover, ")
            .replace("finish: cutover", "finish: later"),
    ] {
        let told = findings(&base, &[(PROGRAM, &head), mild]);
        assert!(told.iter().any(|told| told.starts_with("error")), "{head}: {told:?}");
    }
    // Its milestone, or its whole program, is gone.
    let (gone, _) = FIRM.split_once("  cutover:").unwrap();
    let gone = gone.replace("finish: cutover\n", "");
    fails(&base, &[(PROGRAM, &gone), mild], "error promise-moved-without-reason checkout");
    let devx = ("programs/devx.yaml", "owner: ana\nmilestones:\n  paved: {owner: sam, duration: 1w}\n");
    fails(&base, &[devx, mild], "error promise-moved-without-reason checkout");
}

#[test]
fn a_recipient_cannot_be_dropped() {
    firm_fails(&FIRM.replace(", promised_to: BigBank", ""), MOVED);
    firm_fails(&FIRM.replace("BigBank", "nobody in particular"), MOVED);
    let text = gate(&[(PROGRAM, FIRM)], &[(PROGRAM, &FIRM.replace(", promised_to: BigBank", ""))], &[]).out;
    assert!(text.contains("is no longer promised to BigBank"), "{text}");
    let said = FIRM.replace(
        "BigBank",
        "LargeBank, moved: [{from: 2026-12-11, on: 2026-09-14, why: BigBank was bought}]",
    );
    passes(&[(PROGRAM, FIRM)], &[(PROGRAM, &said)]);
}

#[test]
fn an_id_cannot_be_given_to_other_work() {
    // The work says what it was.
    let formerly = late()
        .replace("cutover: {", "real: {formerly: cutover, ")
        .replace("due: 2026-12-11, firm: true, promised_to: BigBank", "due: tbd");
    let hollow = "  cutover: {owner: ana, duration: 1d, due: 2026-12-11, firm: true, promised_to: BigBank}\n";
    firm_fails(&format!("{formerly}{hollow}"), MOVED);
    // Or it can be recognized.
    let silent = formerly.replace("formerly: cutover, ", "");
    let hollow = hollow.replace("owner: ana", "owner: kim");
    firm_fails(&format!("{silent}{hollow}"), MOVED);
    // Two milestones swap their ids.
    let both = "owner: ana
milestones:
  a: {name: Ledger, owner: bo, duration: 6w, due: 2026-12-11, firm: true}
  b: {name: Docs, owner: kim, duration: 2d, due: 2027-12-31}
";
    let swapped = "owner: ana
milestones:
  b: {name: Ledger, owner: bo, duration: 26w, due: 2027-12-31}
  a: {name: Docs, owner: kim, duration: 2d, due: 2026-12-11, firm: true}
";
    fails(&[(PROGRAM, both)], &[(PROGRAM, swapped)], "error promise-moved-without-reason checkout/a");
    // A whole program hands its id on.
    let shop = late().replace("due: 2026-12-11, firm: true, promised_to: BigBank", "due: tbd");
    let shop = format!("formerly: [checkout]\n{shop}");
    let hollow = format!("owner: ana\nmilestones:\n{hollow}");
    fails(&[(PROGRAM, FIRM)], &[(PROGRAM, &hollow), ("programs/shop.yaml", &shop)], MOVED);
}

#[test]
fn a_program_cannot_hide_its_promise_in_another() {
    let own =
        "owner: ana\ndue: 2026-12-18\nfinish: cutover\nmilestones:\n  cutover: {owner: ana, duration: 2w}\n";
    let devx =
        "owner: ana\ndue: 2026-12-18\nfinish: paved\nmilestones:\n  paved: {owner: sam, duration: 1w}\n";
    let strict = (SHARED, "checks: {promises: error}\n");
    let both = format!("{devx}  cutover: {{owner: ana, duration: 2w}}\n");
    let base = [(PROGRAM, own), ("programs/devx.yaml", devx), strict];
    fails(&base, &[("programs/devx.yaml", &both), strict], "error promise-moved-without-reason checkout");
}

#[test]
fn a_waiver_excuses_its_own_subject_alone() {
    let overdue = "owner: ana
milestones:
  perf: {owner: bo, duration: 1w, done: 2026-09-04, due: 2026-09-09}
risks:
  perf: {owner: bo, response: accept, probability: low, impact: 2d, next_review: 2026-09-30, waive: [{rule: overdue, until: 2026-10-30, reason: Told}]}
";
    // A risk may have the id of a milestone; a program and its milestones are apart.
    let head =
        overdue.replace("done: 2026-09-04, ", "waive: [{rule: overdue, until: 2026-10-30, reason: Told}], ");
    fails(&[(PROGRAM, overdue)], &[(PROGRAM, &head)], "error overdue-milestone checkout/perf");
    let late = late();
    let waive = |rule: &str| format!("waive: [{{rule: {rule}, until: 2026-10-30, reason: Told}}]");
    for rule in ["firm", "firm-promise-late", "promises", "promise-moved-without-reason"] {
        let beside = late.replace("cutover: {", &format!("cutover: {{{}, ", waive(rule)));
        firm_fails(&beside, "error firm-promise-late checkout/cutover");
        let base = format!("{}\n{FIRM}", waive(rule));
        let program = format!("{}\n{late}", waive(rule));
        fails(&[(PROGRAM, &base)], &[(PROGRAM, &program)], "error firm-promise-late checkout/cutover");
    }
    // One of the base counts, under a new id too.
    let base = FIRM.replace("cutover: {", &format!("cutover: {{{}, ", waive("firm")));
    let head = base.replace("6w", "26w");
    passes(&[(PROGRAM, &base)], &[(PROGRAM, &head)]);
    passes(&[(PROGRAM, &base)], &[(PROGRAM, &format!("id: shop\n{head}"))]);
}

#[test]
fn nobody_gets_the_day_off_by_a_change() {
    let days_off = "calendars: {default: {holidays: [2026-09-14]}}\n";
    let arguments = ["--on-workdays"];
    let head = late();
    let run = |shared: &str| {
        gate(&[(PROGRAM, FIRM), (SHARED, "")], &[(PROGRAM, &head), (SHARED, shared)], &arguments)
    };
    assert_eq!(run(days_off).status, 1, "{}", run(days_off).out);
    assert!(
        run(days_off).out.contains("in days that this change alters: calendar default"),
        "{}",
        run(days_off).out
    );
    let slots = "calendars: {cab: {week: [], workdays: [2026-12-01]}}\nowners: {bo: {calendar: cab}, ana: {calendar: cab}}\n";
    assert_eq!(run(slots).status, 1);
    let freeze = "freezes: [{name: Year end, dates: [2026-12-14..2027-01-04]}]\n";
    assert!(run(freeze).out.contains("freeze Year end"), "{}", run(freeze).out);
    // Where the base has that day off, it is one.
    let both =
        gate(&[(PROGRAM, FIRM), (SHARED, days_off)], &[(PROGRAM, &head), (SHARED, days_off)], &arguments);
    assert_eq!(both.status, 0, "{}", both.out);
}

#[test]
fn an_assertion_cannot_be_dropped_moved_or_emptied() {
    let base = format!(
        "{}assert: [{{milestone: cutover, forecast_by: 2026-11-27}}]\n",
        FIRM.replace(", firm: true", "")
    );
    let late = base.replace("6w", "10w");
    for head in [
        late.clone(),
        late.replace("assert: [{milestone: cutover, forecast_by: 2026-11-27}]\n", ""),
        late.replace("forecast_by: 2026-11-27", "forecast_by: 2027-11-27"),
        late.replace("milestone: cutover, forecast_by", "milestone: ledger, forecast_by"),
        format!(
            "id: shop\n{}",
            late.replace("assert: [{milestone: cutover, forecast_by: 2026-11-27}]\n", "")
        ),
    ] {
        let told = findings(&[(PROGRAM, &base)], &[(PROGRAM, &head)]);
        assert!(told.iter().any(|told| told.starts_with("error broken-assertion")), "{head}: {told:?}");
    }
}

#[test]
fn what_cannot_be_read_never_passes() {
    for broken in [
        FIRM.replace("due: 2026-12-11", "due: 11 Dec"),
        FIRM.replace("duration: 2w", "duration: two weeks"),
        FIRM.replace("milestones:", "milestone:"),
        format!("{FIRM}  cutover: {{duration: 1d}}\n"),
        "id: Check out\nmilestones: {}\n".to_owned(),
        String::new(),
    ] {
        let output = gate(&[(PROGRAM, FIRM)], &[(PROGRAM, &broken)], &[]);
        assert_ne!(output.status, 0, "{broken}: {}", output.out);
    }
}

#[test]
fn decoys_do_not_hide_who_has_the_work() {
    let promise = "due: 2026-12-11, firm: true, promised_to: BigBank";
    let work = "name: Traffic cut over";
    let late = late().replace("cutover: {", "real: {").replace("finish: cutover", "finish: real");
    let mut head = late.replace(promise, "due: tbd");
    head += &format!("  cutover: {{owner: kim, duration: 1d, {promise}}}\n");
    for decoy in 0..100 {
        head += &format!("  d{decoy}: {{owner: kim, {work}, duration: 3d, workstream: w{decoy}}}\n");
    }
    firm_fails(&head, MOVED);
}

#[test]
fn an_id_does_not_take_its_waiver_to_other_work() {
    let waive = "waive: [{rule: firm, until: 2026-10-30, reason: Told}, {rule: promises, until: 2026-10-30, reason: Told}]";
    let junk = |name: &str, days: &str, due: &str| {
        format!("  junk: {{owner: {name}, name: {name}, duration: {days}, {due}, {waive}}}\n")
    };
    let base = format!("{FIRM}{}", junk("kim", "1w", "due: 2026-12-18, firm: true"));
    let promise = "due: 2026-12-11, firm: true, promised_to: BigBank";
    let real = format!("  junk: {{owner: ana, name: Traffic cut over, duration: 30w, {promise}, {waive}}}\n");
    let hollow = FIRM
        .replace("duration: 2w", "duration: 1d")
        .replace("owner: ana, name: Traffic cut over", "owner: kim, name: Other");
    let told = findings(&[(PROGRAM, &base)], &[(PROGRAM, &format!("{hollow}{real}"))]);
    assert!(told.contains(&"error firm-promise-late checkout/junk".to_owned()), "{told:?}");
}

#[test]
fn a_late_promise_is_no_less_late_in_another_calendar() {
    // Fri 11 December is missed by 35 days of the default calendar, later by more; of a week that
    // has only Mondays by fewer.
    let (late, later) = (FIRM.replace("6w", "18w"), FIRM.replace("6w", "22w"));
    let later = format!("calendar: slow\n{later}");
    let slow = "owners: {ana: {calendar: fast}, bo: {calendar: fast}}\ncalendars: {slow: {week: [mon]}, fast: {week: [mon, tue, wed, thu, fri]}}\n";
    let head = [(PROGRAM, later.as_str()), (SHARED, slow)];
    fails(&[(PROGRAM, &late)], &head, "error firm-promise-late checkout/cutover");
    passes(&[(PROGRAM, &late)], &[(PROGRAM, &late)]);
}

#[test]
fn a_promise_without_a_day_is_not_late_but_broken() {
    let away = "owners: {ana: {}, bo: {away: [2026-09-14..2199-12-31]}}\n";
    let head = [(PROGRAM, FIRM), (SHARED, away)];
    let base = [(PROGRAM, FIRM), (SHARED, "owners: {ana: {}, bo: {}}\n")];
    fails(&base, &head, "error promise-without-date checkout/cutover");
    assert!(gate(&base, &head, &[]).out.contains("in days that this change alters: owner bo"));
}

#[test]
fn programs_cannot_swap_their_ids() {
    let devx = "owner: ana\ndue: 2026-12-18\nfinish: cutover\nmilestones:\n  cutover: {owner: sam, name: Paved, duration: 1w, due: 2027-12-31}\n";
    let own = format!("due: 2026-12-18\n{FIRM}");
    let base = [(PROGRAM, own.as_str()), ("programs/devx.yaml", devx)];
    let swapped = own
        .replace("6w", "26w")
        .replace("due: 2026-12-11, firm: true, promised_to: BigBank", "due: 2027-12-31");
    let hollow = devx.replace("due: 2027-12-31", "due: 2026-12-11, firm: true, promised_to: BigBank");
    let head = [(PROGRAM, hollow.as_str()), ("programs/devx.yaml", swapped.as_str())];
    fails(&base, &head, MOVED);
}
