//! More ways to get a late plan past its own gate, found by somebody who meant to: the finish that
//! makes a program firm, reasons that say nothing, and work that leaves its id.

use super::attacks::{MOVED, PROGRAM, fails, findings, gate, passes};

/// Six weeks from 14 September to Fri 23 October and one more to Fri 30 October.
const BASE: &str = "owner: priya
due: 2026-12-11
finish: cutover
milestones:
  ledger: {name: Ledger, owner: bo, duration: 6w, due: tbd}
  cutover: {name: Traffic cut over, owner: ana, duration: 1w, depends_on: [ledger], due: 2026-12-11, firm: true, promised_to: BigBank}
  docs: {name: Docs written, owner: ana, duration: 1w, due: tbd}
";

const PROMISE: &str = "due: 2026-12-11, firm: true, promised_to: BigBank";

/// The same with 14 weeks for the ledger: the cutover ends on Fri 25 December.
fn late(plan: &str) -> String {
    plan.replace("6w", "14w")
}

/// The same with the day said by the program alone.
fn of_program() -> String {
    BASE.replace("due: 2026-12-11, firm", "firm")
}

#[track_caller]
fn diff_says(base: &str, head: &str, words: &[&str], never: &[&str]) {
    let arguments = ["diff", "main", "--as-of", "2026-09-14"];
    let text = crate::support::run_since(&[(PROGRAM, base)], &[(PROGRAM, head)], &arguments).out;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for word in words {
        assert!(flat.contains(word), "{word}: {text}");
    }
    for word in never {
        assert!(!flat.contains(word), "{word}: {text}");
    }
}

#[test]
fn a_finish_makes_the_promise_of_its_program_firm() {
    let base = of_program();
    let (plan, head) = ([(PROGRAM, base.as_str())], late(&base));
    fails(&plan, &[(PROGRAM, &head)], "error firm-promise-late checkout");
    let text = gate(&plan, &[(PROGRAM, &head)], &[]).out;
    assert!(text.contains("`checkout` is promised to BigBank for 11 Dec, firmly"), "{text}");
    // Where no finish is named, it is any milestone without a promise of its own.
    let unnamed = base.replace("finish: cutover\n", "");
    let told = findings(&[(PROGRAM, &unnamed)], &[(PROGRAM, &late(&unnamed))]);
    assert!(told.contains(&"error firm-promise-late checkout".to_owned()), "{told:?}");
    // A missed one has no grace; one without a day is an error.
    let missed = base.replace("2026-12-11", "2026-09-11");
    let grace = ("programs/tpm.yaml", "checks: {overdue_grace: 90d}\n");
    fails(&[(PROGRAM, &base), grace], &[(PROGRAM, &missed), grace], "error firm-promise-late checkout");
    let away = ("programs/tpm.yaml", "owners: {ana: {away: [2026-09-14..2199-12-31]}, bo: {}, priya: {}}\n");
    fails(&plan, &[(PROGRAM, &base), away], "error promise-without-date checkout");
}

#[test]
fn a_program_stays_as_firm_as_its_finish_was() {
    let base = of_program();
    let plan = [(PROGRAM, base.as_str())];
    let moved = "error promise-moved-without-reason checkout";
    for (head, says) in [
        (base.replace(", firm: true, promised_to: BigBank", ""), "is no longer firm"),
        (base.replace("firm: true, ", ""), "is no longer firm"),
        (base.replace(", promised_to: BigBank", ""), "is no longer promised to BigBank"),
        (base.replace("firm: true", "due: 2027-03-01, firm: true"), "is no longer firm"),
        (base.replace("finish: cutover", "finish: docs"), "is no longer firm"),
        (base.replace("due: 2026-12-11\n", "due: 2027-03-01\n"), "is now promised for 1 Mar 2027"),
        (base.replace("due: 2026-12-11\n", ""), "has no promise now"),
    ] {
        for head in [late(&head), head] {
            fails(&plan, &[(PROGRAM, &head)], moved);
            let text = gate(&plan, &[(PROGRAM, &head)], &[]).out;
            assert!(text.contains(says), "{says}: {text}");
        }
    }
    let gone = base.replace("finish: cutover\n", "");
    let (gone, _) = gone.split_once("  cutover:").unwrap();
    fails(&plan, &[(PROGRAM, gone)], moved);
    // A finish that is cancelled with a reason takes what it said with it.
    let cancelled = base.replace("firm: true", "cancelled: {on: 2026-09-14, reason: Bought}, firm: true");
    passes(&plan, &[(PROGRAM, &cancelled)]);
}

#[test]
fn a_diff_tells_who_has_the_promise() {
    let base = of_program();
    let dropped = late(&base.replace(", firm: true, promised_to: BigBank", ""));
    let says = ["no longer firm · no longer to \"BigBank\""];
    diff_says(&base, &dropped, &says, &["· firm · to \"BigBank\""]);
    diff_says(&base, &late(&base), &["1 firm promise newly late: `checkout` to \"BigBank\""], &[]);
    // The day of the program, written at its finish too, is no new promise.
    diff_says(&base, BASE, &[], &["newly promised", "new promise", "no longer firm"]);
    passes(&[(PROGRAM, &base)], &[(PROGRAM, BASE)]);
}

#[test]
fn a_reason_has_something_to_read() {
    let moved = |why: &str| {
        let entry = format!("moved: [{{from: 2026-12-11, on: 2026-09-14, why: \"{why}\"}}]");
        let head = late(BASE).replace("due: 2026-12-11\n", &format!("due: 2027-03-01\n{entry}\n"));
        head.replace("due: 2026-12-11, firm", &format!("due: 2027-03-01, {entry}, firm"))
    };
    let base = [(PROGRAM, BASE)];
    for why in [
        "\\u200b",
        "\\ufeff",
        "\\u00ad",
        "\\u2800",
        "\\u3164",
        "\\u115f",
        "\\u1160",
        "\\uffa0",
        "\\u00a0",
        "\\ue000",
        "-",
        ".",
        "…",
        "tbd",
        "TBD.",
        "n/a",
        "N/A",
        "none",
        "Todo",
        "\\u3164 \\u200b-",
    ] {
        fails(&base, &[(PROGRAM, &moved(why))], MOVED);
        let cancelled = format!("cancelled: {{on: 2026-09-14, reason: \"{why}\"}}, due: 2026-12-11, firm");
        let cancelled = BASE.replace("due: 2026-12-11, firm", &cancelled);
        fails(&base, &[(PROGRAM, &cancelled)], MOVED);
        let waived =
            format!("waive: [{{rule: firm, until: 2026-10-30, reason: \"{why}\"}}], due: 2026-12-11, firm");
        let base = BASE.replace("due: 2026-12-11, firm", &waived);
        // A blank one is an error in the base, whose policy then cannot be used.
        if why != "\\u00a0" {
            fails(
                &[(PROGRAM, &base)],
                &[(PROGRAM, &late(&base))],
                "error firm-promise-late checkout/cutover",
            );
        }
    }
    for why in ["Vendor on strike", "x", "2 weeks", "契約", "Ñ", "none of the tests pass"] {
        passes(&base, &[(PROGRAM, &moved(why))]);
    }
}

#[test]
fn a_reason_that_was_given_before_is_not_new() {
    let old = "{from: 2026-12-11, on: 2026-06-01, why: Redlines}";
    let back = "{from: 2026-11-27, on: 2026-07-01, why: Done early}";
    let moved = |entries: &str, due: &str| {
        let head = BASE.replace("due: 2026-12-11, firm", &format!("due: {due}, moved: [{entries}], firm"));
        head.replace("due: 2026-12-11\n", &format!("due: {due}\nmoved: [{entries}]\n"))
    };
    let base = moved(&format!("{old}, {back}"), "2026-12-11");
    let plan = [(PROGRAM, base.as_str())];
    let agreed = old.replace("Redlines", "Redlines, agreed: sara");
    for again in [old, agreed.as_str()] {
        for entries in [format!("{old}, {back}, {again}"), format!("{again}, {old}, {back}")] {
            fails(&plan, &[(PROGRAM, &late(&moved(&entries, "2027-03-01")))], MOVED);
        }
    }
    let new = format!("{old}, {back}, {}", old.replace("06-01", "09-14"));
    let head = late(&moved(&new, "2027-03-01"));
    passes(&plan, &[(PROGRAM, &head)]);
    // The finish may move without its program, which is late then and was never firm itself.
    let alone = head.replace("due: 2027-03-01\n", "due: 2026-12-11\n");
    let told = findings(&plan, &[(PROGRAM, &alone)]);
    assert!(!told.iter().any(|told| told.starts_with("error")), "{told:?}");
}

#[test]
fn work_is_known_by_its_name_and_inputs() {
    let base = [(PROGRAM, BASE)];
    let hollow = format!("name: Docs written, owner: ana, duration: 1w, {PROMISE}");
    let work = "name: Traffic cut over, owner: ana, duration: 1w, depends_on: [ledger]";
    let with = |milestones: &str| late(&format!("{}{milestones}", BASE.split_once("  cutover:").unwrap().0));
    // Two milestones of one owner and length swap their ids.
    let swapped = with(&format!("  cutover: {{{hollow}}}\n  docs: {{{work}, due: tbd}}\n"));
    fails(&base, &[(PROGRAM, &swapped)], MOVED);
    // The id goes to other work of the owner, in place of or beside what the owner had.
    let docs = "  docs: {name: Docs written, owner: ana, duration: 1w, due: tbd}\n";
    let hollow = hollow.replace("Docs", "Runbook");
    for docs in [docs, ""] {
        fails(
            &base,
            &[(PROGRAM, &with(&format!("  cutover: {{{hollow}}}\n  switch: {{{work}, due: tbd}}\n{docs}")))],
            MOVED,
        );
    }
    // One respect of the work may change too.
    for changed in
        [work.replace("1w", "6d"), work.replace("ana", "bo"), work.replace("Traffic cut over", "Switch")]
    {
        let head = with(&format!("  cutover: {{{hollow}}}\n  switch: {{{changed}, due: tbd}}\n"));
        fails(&base, &[(PROGRAM, &head)], MOVED);
    }
    // Who keeps name and inputs has the work, whatever else stays with the id.
    let kept = format!("name: Traffic cut over, owner: ana, duration: 1w, {PROMISE}");
    let changed = work.replace("ana", "bo").replace("1w", "6d");
    let head = with(&format!("  cutover: {{{kept}}}\n  switch: {{{changed}, due: tbd}}\n"));
    fails(&base, &[(PROGRAM, &head)], MOVED);
    // Without names, what it waits for tells.
    let unnamed = BASE.replace("name: Traffic cut over, ", "");
    let head =
        format!("{}  switch: {{owner: ana, duration: 1w, depends_on: [ledger], due: tbd}}\n", late(&unnamed));
    let head = head.replace(&format!("depends_on: [ledger], {PROMISE}"), PROMISE);
    fails(&[(PROGRAM, &unnamed)], &[(PROGRAM, &head)], MOVED);
    // What stays as it was, or is only renamed, is the same work.
    let renamed = BASE.replace("Traffic cut over", "Traffic switched");
    passes(&base, &[(PROGRAM, &renamed)]);
    passes(&base, &[(PROGRAM, &format!("{BASE}  again: {{{work}, due: tbd}}\n"))]);
}

#[test]
fn finished_work_is_not_finished_beside_its_twin() {
    let base = [(PROGRAM, BASE)];
    let work = "name: Traffic cut over, owner: ana, duration: 1w, depends_on: [ledger]";
    let switch = format!("  switch: {{{work}, due: tbd}}\n");
    let before = late(BASE).split_once("  cutover:").unwrap().0.to_owned();
    let done = format!("name: Traffic cut over, owner: ana, duration: 1w, done: 2026-09-11, {PROMISE}");
    let renamed = before.replace("finish: cutover", "finish: runbook");
    let head = format!("{renamed}  runbook: {{formerly: cutover, {done}}}\n{switch}");
    fails(&base, &[(PROGRAM, &head)], MOVED.replace("cutover", "runbook").as_str());
    let kept = format!("{before}  cutover: {{{done}}}\n{switch}");
    fails(&base, &[(PROGRAM, &kept)], MOVED);
    let whole = format!("{before}  cutover: {{{work}, done: 2026-09-11, {PROMISE}}}\n{switch}");
    fails(&base, &[(PROGRAM, &whole)], MOVED);
}

#[test]
fn a_recipient_is_told_where_it_was_named() {
    let dropped = BASE.replace(", promised_to: BigBank", "");
    let other = BASE.replace("BigBank", "SmallBank");
    for (head, line) in [(dropped, "6:3"), (other, "6:127")] {
        let text = gate(&[(PROGRAM, BASE)], &[(PROGRAM, &head)], &[]).out;
        assert!(text.contains(&format!("programs/checkout.yaml:{line}\n")), "{text}");
        assert!(text.contains("was promised to BigBank\n"), "{text}");
        assert!(!text.contains("was 2026-12-11"), "{text}");
    }
}

#[test]
fn a_firm_promise_that_moves_with_a_reason_is_told() {
    let entry = "moved: [{from: 2026-12-11, on: 2026-09-14, why: Acme asked}]";
    let head = late(BASE).replace("due: 2026-12-11\n", &format!("due: 2027-03-01\n{entry}\n"));
    let head = head.replace("due: 2026-12-11, firm", &format!("due: 2027-03-01, {entry}, firm"));
    let output = gate(&[(PROGRAM, BASE)], &[(PROGRAM, &head)], &[]);
    assert_eq!(output.status, 0, "{}", output.out);
    let told = "1 firm promise moved with a reason: `checkout/cutover` 11 Dec → 1 Mar 2027, \"Acme asked\"";
    let flat = output.out.replace('\u{a0}', " ");
    assert!(flat.contains(told), "{flat}");
}
