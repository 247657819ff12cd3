//! Bad workflows, each a good one with one change, to prove that every check can fail.

use super::workflow::faults;
use super::{shown, yaml};

#[track_caller]
fn check(good: &str, from: &str, to: &str, fault: &str) {
    assert!(good.contains(from), "{from}\n{good}");
    let bad = good.replacen(from, to, 1);
    let found = faults(&yaml(&bad), &["sarif", "on-workdays", "comment", "check"].map(String::from));
    assert!(found.iter().any(|found| found.contains(fault)), "{to}: {found:?}");
}

#[test]
fn each_offence_is_found() {
    let all = shown("yaml workflow");
    let daily = all.iter().find(|text| text.contains("schedule:")).unwrap();
    let requests = all.iter().find(|text| text.contains("pull_request:")).unwrap();
    for (from, to, fault) in [
        ("pull_request:", "pull_request_target:", "runs on"),
        ("  contents: read\n", "  contents: write\n", "by default may"),
        ("permissions:\n  contents: read\n", "permissions: read-all\n", "by default may"),
        ("permissions:\n  contents: read\n", "", "by default may"),
        ("    timeout-minutes: 15\n", "", "six hours"),
        ("      pull-requests: write", "      security-events: write", "may ["),
        ("      pull-requests: write", "      issues: write", "may ["),
        ("comment: true", "comment: false", "may ["),
        ("persist-credentials: false", "fetch-depth: 0", "a token"),
        ("@08c6903cd8c0fde910a37f88322edcfb5dd907a8", "@v5", "changed by others"),
        ("uses: OWNER/tpm@REF", "run: tpm check ${{ github.event.pull_request.title }}", "a shell reads"),
        ("comment: true", "sarf: x", "sarf is no input"),
        ("comment: true", "sarif: x", "writes"),
        ("uses: OWNER/tpm@REF", "name: nothing", "neither"),
    ] {
        check(requests, from, to, fault);
    }
    let after = all.iter().find(|text| text.contains("workflow_run:")).unwrap();
    for (from, to, fault) in [
        ("check: false", "check: true", "runs on"),
        ("fetch-depth: 0", "ref: x", "runs on"),
        ("uses: OWNER/tpm@REF", "run: make", "runs on"),
        ("permissions: {}", "permissions: write-all", "by default may"),
    ] {
        check(after, from, to, fault);
    }
    for (from, to, fault) in [
        ("always() && ", "", "red gate"),
        ("sarif_file: tpm.sarif", "sarif_file: other.sarif", "uploads"),
        ("      security-events: write", "      packages: read", "may ["),
        ("permissions: {}", "permissions: write-all", "by default may"),
    ] {
        check(daily, from, to, fault);
    }
}
