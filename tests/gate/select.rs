//! Selections of `tpm check`.

use super::{answer, check, entries, status};

const CHECKOUT: &str = "owner: priya
milestones:
  ledger: {owner: bo, duration: 1w, due: 2026-09-04}
  audit: {owner: ana, duration: 1w, due: 2026-12-11}
risks:
  perf: {owner: bo, affects: [ledger], response: accept, next_review: 2026-09-01}
";
const SEARCH: &str = "owner: wen
milestones:
  index: {owner: noor, duration: 1w, due: 2026-12-11}
";
const FILES: [(&str, &str); 2] = [("programs/checkout.yaml", CHECKOUT), ("programs/search.yaml", SEARCH)];
const LEDGER: &str = "error overdue-milestone checkout/ledger";
const PERF: &str = "warning overdue-risk-review checkout/perf";

#[test]
fn a_selected_program_is_checked_whole_and_alone() {
    check(&FILES, &[], &[LEDGER, PERF]);
    check(&FILES, &["checkout"], &[LEDGER, PERF]);
    check(&FILES, &["search"], &[]);
    assert_eq!([status(&FILES, &["checkout"]), status(&FILES, &["search"])], [1, 0]);
}

#[test]
fn a_selected_milestone_includes_its_risks() {
    check(&FILES, &["ledger"], &[LEDGER, PERF]);
    check(&FILES, &["audit"], &[]);
    check(&FILES, &["--owner", "ana"], &[]);
    check(&FILES, &["--owner", "bo"], &[LEDGER, PERF]);
}

#[test]
fn a_waiver_outside_the_selection_is_not_counted() {
    let checkout = CHECKOUT.replace(
        "due: 2026-09-04",
        "due: 2026-09-04, waive: [{rule: overdue, until: 2026-10-01, reason: x}]",
    );
    let files = [("programs/checkout.yaml", checkout.as_str()), FILES[1]];
    assert_eq!(entries(&answer(&files, &["checkout"]), "waived"), [LEDGER]);
    let search = answer(&files, &["search"]);
    assert_eq!((entries(&search, "waived"), entries(&search, "findings")), (vec![], vec![]));
}

#[test]
fn dates_are_those_of_the_whole_workspace() {
    let search = "owner: wen\nmilestones:\n  index: {owner: noor, duration: 1w, depends_on: [checkout/ledger], due: 2026-09-18}\n";
    let files = [FILES[0], ("programs/search.yaml", search)];
    check(&files, &["search"], &["warning promise-forecast-late search/index"]);
}

#[test]
fn an_error_in_any_plan_fails_every_selection() {
    let files = [("programs/checkout.yaml", "milestones:\n  ledger: {due: soon}\n"), FILES[1]];
    check(&files, &["search"], &["error not-a-date —"]);
    assert_eq!(status(&files, &["search"]), 1);
}

#[test]
fn an_unknown_id_does_not_pass_the_gate() {
    assert_eq!(status(&FILES, &["serach"]), 2);
}
