//! A week of twenty edits on sixty milestones: what is told of it fits a screen or two.

use super::printed;
use crate::support;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const BASE: [(&str, &str); 4] = [
    (
        "programs/atlas.yaml",
        "owner: ana
due: 2026-12-04
finish: cutover
milestones:
  schema: {owner: ana, duration: 2w, started: 2026-08-24, done: 2026-09-04, due: 2026-09-04}
  ledger: {owner: bo, duration: 4w, depends_on: schema, started: 2026-09-07, updated: 2026-09-11, remaining: 17d, due: 2026-10-09}
  import: {owner: ana, duration: 2w, depends_on: schema, started: 2026-09-07, updated: 2026-09-11, progress: 50%, due: 2026-09-25}
  rates: {owner: finn, duration: 8d, depends_on: schema, due: 2026-09-25}
  audit-log: {owner: bo, duration: 1w, depends_on: ledger, due: 2026-10-16}
  replay: {owner: ana, duration: 2w, depends_on: [ledger, import], due: 2026-10-23}
  contract: {owner: ida, due: 2026-10-16}
  sandbox: {owner: finn, duration: 1w, depends_on: contract, due: 2026-10-30}
  reports: {owner: gil, duration: 2w, depends_on: rates, due: 2026-10-16}
  alerts: {owner: finn, duration: 3d, depends_on: audit-log, due: 2026-10-23}
  load-test: {owner: bo, duration: 1w, depends_on: [replay, audit-log], due: 2026-11-06}
  pilot: {owner: ana, duration: 2w, depends_on: [load-test, sandbox], due: 2026-11-20, firm: true, promised_to: Northbank}
  training: {owner: ida, duration: 1w, depends_on: pilot SS+2d, due: 2026-11-20}
  fixes: {owner: bo, duration: 4d, depends_on: pilot, due: 2026-11-27}
  cutover: {owner: ana, duration: 2d, depends_on: fixes, tags: [release], due: 2026-12-04, firm: true}
  old-off: {owner: finn, duration: 1w, depends_on: cutover +5d, due: 2027-01-29}
  runbook: {owner: finn, duration: 2d, depends_on: load-test, due: 2026-11-13}
  cost: {owner: gil, duration: 4d, depends_on: reports, due: 2026-10-30}
  handbook: {owner: ida, duration: 1w, depends_on: training, due: 2026-12-04}
  survey: {owner: ida, duration: 3d, depends_on: handbook, due: 2026-12-11}
",
    ),
    (
        "programs/data.yaml",
        "owner: gil
due: 2026-12-11
finish: open
milestones:
  lake: {owner: gil, duration: 3w, started: 2026-09-07, updated: 2026-09-11, remaining: 11d, due: 2026-10-02}
  access-rules: {owner: ida, duration: 1w, due: 2026-10-02}
  mask: {owner: hana, duration: 2w, depends_on: [lake, access-rules], due: 2026-10-16}
  events: {owner: hana, duration: 1w, depends_on: lake, due: 2026-10-16}
  ledger-feed: {owner: gil, duration: 1w, depends_on: [lake, atlas/ledger], due: 2026-10-23}
  quality: {owner: hana, duration: 2w, depends_on: [mask, ledger-feed], due: 2026-11-06}
  model: {owner: gil, duration: 2w, depends_on: ledger-feed, due: 2026-11-06}
  churn: {owner: hana, duration: 2w, depends_on: quality, due: 2026-11-20}
  fraud: {owner: gil, duration: 3w, depends_on: [model, quality], due: 2026-11-27, firm: true, promised_to: the regulator}
  board: {owner: gil, duration: 3d, depends_on: model, due: 2026-11-13}
  retention: {owner: ida, duration: 1w, depends_on: mask, due: 2026-10-30}
  exports: {owner: hana, duration: 4d, depends_on: quality, due: 2026-11-13}
  catalog: {owner: hana, duration: 1w, depends_on: exports, due: 2026-11-27}
  lineage: {owner: hana, duration: 1w, depends_on: catalog, due: 2026-12-04}
  open: {owner: gil, duration: 2d, depends_on: [fraud, churn], due: 2026-12-11}
  backup: {owner: gil, duration: 1w, depends_on: lake, due: 2026-10-23}
  restore: {owner: gil, duration: 2d, depends_on: backup, due: 2026-10-30}
  quota: {owner: hana, duration: 2d, depends_on: events, due: 2026-10-30}
  guide: {owner: ida, duration: 4d, depends_on: open, due: 2027-01-08}
  course: {owner: ida, duration: 1w, depends_on: guide, due: 2027-01-29}
",
    ),
    (
        "programs/mobile.yaml",
        "owner: eve
due: 2026-11-27
finish: release
milestones:
  design: {owner: eve, duration: 2w, started: 2026-08-31, done: 2026-09-11, due: 2026-09-11}
  login: {owner: finn, duration: 2w, depends_on: design, started: 2026-09-14, due: 2026-09-25}
  cards: {owner: eve, duration: 3w, depends_on: design, due: 2026-10-09}
  push: {owner: finn, duration: 1w, depends_on: login, due: 2026-10-09}
  balances: {owner: eve, duration: 2w, depends_on: [cards, atlas/ledger], due: 2026-10-23}
  transfers: {owner: eve, duration: 2w, depends_on: [balances, atlas/rates], due: 2026-11-06}
  offline: {owner: finn, duration: 2w, depends_on: push, due: 2026-10-23}
  copy: {owner: ida, duration: 1w, depends_on: cards, due: 2026-10-23}
  french: {owner: ida, duration: 1w, depends_on: copy, due: 2026-10-30}
  dutch: {owner: ida, duration: 1w, depends_on: copy, due: 2026-11-06}
  access: {owner: eve, duration: 4d, depends_on: cards, due: 2026-10-30}
  beta: {owner: eve, duration: 1w, depends_on: [transfers, offline, french], due: 2026-11-13, firm: true, promised_to: Northbank}
  crash: {owner: finn, duration: 3d, depends_on: beta, due: 2026-11-20}
  store: {owner: eve, duration: 1w, depends_on: beta, due: 2026-11-20}
  release: {owner: eve, depends_on: [store, crash], tags: [release], due: 2026-11-27}
  metrics: {owner: gil, duration: 4d, depends_on: beta, due: 2026-11-20}
  reviews: {owner: ida, duration: 2d, depends_on: release, due: 2026-12-11}
  tablet: {owner: finn, duration: 3w, depends_on: offline, due: 2026-11-27}
  widget: {owner: finn, duration: 1w, depends_on: tablet, due: 2026-12-11}
  thanks: {owner: eve, depends_on: reviews, due: 2026-12-18}
",
    ),
    (
        "programs/tpm.yaml",
        "owners: {ana: {team: ledger}, bo: {team: ledger}, eve: {team: apps}, finn: {team: apps}, gil: {team: data}, hana: {team: data}, ida: {team: legal}}
freezes:
  - {name: Year end, dates: 2026-12-14..2027-01-04, tags: [release]}
",
    ),
];

/// Program, old text, new text.
const EDITS: [(&str, &str, &str); 20] = [
    ("atlas", "remaining: 17d, due", "remaining: 5w, due"),
    (
        "atlas",
        "contract: {owner: ida, due: 2026-10-16}",
        "contract: {owner: ida, due: 2026-10-16, blocked: {since: 2026-09-10, why: redlines on liability, waiting_on: ida}}",
    ),
    ("atlas", "progress: 50%", "progress: 70%"),
    ("atlas", "updated: 2026-09-11, progress", "updated: 2026-09-14, progress"),
    ("atlas", "rates: {owner: finn, duration: 8d", "rates: {owner: finn, duration: 10d"),
    (
        "atlas",
        "handbook: {owner: ida, duration: 1w, depends_on: training",
        "handbook: {owner: ida, duration: 1w, note: In English only, depends_on: training",
    ),
    ("atlas", "load-test: {owner: bo, duration: 1w", "load-test: {owner: bo, duration: 4d"),
    (
        "mobile",
        "login: {owner: finn, duration: 2w, depends_on: design, started: 2026-09-14",
        "login: {owner: finn, duration: 2w, depends_on: design, started: 2026-09-14, remaining: 12d, updated: 2026-09-14",
    ),
    ("mobile", "copy: {owner: ida, duration: 1w", "copy: {owner: ida, duration: 6d"),
    ("mobile", "french: {owner: ida", "french: {owner: eve"),
    ("mobile", "tablet: {owner: finn, duration: 3w", "tablet: {owner: finn, duration: 4w"),
    (
        "mobile",
        "widget: {owner: finn, duration: 1w, depends_on: tablet, due: 2026-12-11",
        "widget: {owner: finn, duration: 1w, depends_on: tablet, due: 2026-12-18",
    ),
    ("mobile", "access: {owner: eve, duration: 4d", "access: {owner: finn, duration: 4d"),
    ("data", "remaining: 11d", "remaining: 13d"),
    ("data", "events: {owner: hana, duration: 1w", "events: {owner: hana, duration: 8d"),
    ("data", "  lineage: {owner: hana, duration: 1w, depends_on: catalog, due: 2026-12-04}\n", ""),
    ("data", "quota: {owner: hana, duration: 2d", "quota: {owner: hana, duration: 3d"),
    ("data", "restore: {owner: gil, duration: 2d", "restore: {owner: hana, duration: 2d"),
    ("data", "course: {owner: ida, duration: 1w", "course: {owner: ida, duration: 7d"),
    ("tpm", "eve: {team: apps}", "eve: {team: apps, away: [2026-10-05..2026-10-07]}"),
];

fn head() -> Vec<(&'static str, String)> {
    let mut files = BASE.map(|(path, text)| (path, text.to_owned())).to_vec();
    for (program, from, to) in EDITS {
        let path = format!("programs/{program}.yaml");
        let (_, text) = files.iter_mut().find(|(name, _)| *name == path).expect("a file");
        assert_eq!(text.matches(from).count(), 1, "{program}: {from}");
        *text = text.replace(from, to);
    }
    files
}

/// Returns what is printed on a terminal of a width.
fn shown(width: usize, arguments: &[&str]) -> String {
    let head = head();
    let head: Vec<(&str, &str)> = head.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let arguments = [&["diff", "main"], arguments].concat();
    support::run_since_on_terminal(&BASE, &head, &arguments, width).out
}

fn data() -> Value {
    let head = head();
    let head: Vec<(&str, &str)> = head.iter().map(|(path, text)| (*path, text.as_str())).collect();
    printed(&BASE, &head, &[])
}

#[test]
fn a_week_of_edits_fits_sixty_lines_of_eighty_columns() {
    let out = shown(80, &[]);
    assert!(out.lines().count() <= 60, "{} lines:\n{out}", out.lines().count());
    assert!(out.lines().all(|line| line.width() <= 80), "{out}");
    // Narrower, it is longer, and not wider.
    let out = shown(60, &[]);
    assert!(out.lines().all(|line| line.width() <= 60), "{out}");
}

#[test]
fn the_verdict_is_a_list_worst_first() {
    let out = shown(200, &[]);
    let verdict: Vec<&str> = out.lines().take_while(|line| !line.is_empty()).collect();
    let expected = [
        "✗ 1 firm promise newly late: `mobile/beta` to \"Northbank\"",
        "✗ 10 other promises newly late: `mobile/login`, `atlas/ledger`, `atlas/audit-log`, 7 more",
        "▲ `data/fraud` (firm, \"the regulator\"): last possible day, 27 Nov, no room left",
        "▲ room to `atlas/pilot` 8 → 1wd, `atlas/cutover` 12 → 5wd",
        "▲ moves 1 promise without saying why: `mobile/widget`",
        "▲ withdraws 1 promise: `data/lineage`",
        "▲ `data` finish 19 Nov → 1 Dec, 8wd later",
        "▲ `atlas` finish 18 → 27 Nov, 7wd later",
        "· affects `ana`, `bo`, `eve`, `finn`, `gil`, `hana`, 1 more",
    ];
    assert_eq!(verdict, expected);
}

#[test]
fn each_cause_is_said_once_with_all_that_it_moves() {
    let (out, data) = (shown(2000, &["--all"]), data());
    let said = "\natlas/ledger: left 17d → 5w · news\n  8wd later  data/fraud, mobile/beta, ";
    assert_eq!(out.matches("left 17d → 5w").count(), 1, "{out}");
    let at = out.find(said).unwrap_or_else(|| panic!("{out}"));
    let rows: Vec<&str> = out[at + 1..].lines().skip(1).take_while(|line| line.starts_with(' ')).collect();
    let moved: Vec<&str> = rows.iter().flat_map(|row| row.split([' ', ','])).collect();
    let causes = |entry: &Value| entry["causes"].as_array().unwrap().clone();
    for milestone in data["milestones"].as_array().unwrap() {
        let alone = causes(milestone).into_iter().find(|cause| {
            cause["of"] == "atlas/ledger" && cause["class"] == "actuals" && cause["share_days"] != 0
        });
        let id = milestone["id"].as_str().unwrap();
        assert_eq!(alone.is_some(), moved.contains(&id), "{id}: {rows:?}");
    }
}

#[test]
fn all_shows_what_else_is_folded() {
    let (few, all) = (shown(80, &[]), shown(80, &["--all"]));
    assert!(few.contains("\nnot shown: ") && few.contains("(--all)") && !all.contains("not shown"), "{few}");
    for milestone in data()["milestones"].as_array().unwrap() {
        let id = milestone["id"].as_str().unwrap();
        assert!(all.contains(id), "{id}: {all}");
    }
}
