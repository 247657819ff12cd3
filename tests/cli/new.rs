//! Commands that add, split, move and rename: what they write in each style, and what they refuse.

use super::{FILES, refused, said};
use crate::support::{self, MemoryDisk, Output, Paper};
use std::collections::BTreeMap;
use tpm::cli::Variables;

const CHECKOUT: &str = "programs/checkout.yaml";
const MLOPS: &str = "programs/mlops.yaml";
const SHARED: &str = "programs/tpm.yaml";

/// Entries on lines of their own, kept apart by empty lines, with comments in every place.
const LINES: &str = "\
# Checkout
name: Checkout\t# short
finish: cutover
milestones:

  api:
    owner: ana
    duration: 3w

  # Said in June.
  ledger:   # the core
    name: \"Ledger: in production\"
    owner: bo
    duration: {optimistic: 4w, likely: 6w, pessimistic: 11w}
    # frozen first
    depends_on:
      - api   # frozen
      - mlops/model FF+1w
    not_before: 2026-09-21
    due: 2026-12-18
    firm: true
    tags: [release]
    # rules live

  # The end.
  cutover: {owner: ana, duration: 2w, depends_on: [ledger, checkout/api], due: 2027-02-26}
# Risks
risks:
  perf: {title: Too slow, owner: bo, probability: 30%, impact: 15d, affects: [ledger], response: mitigate, mitigation: Load test}
";

/// Entries in braces.
const BRACES: &str = "\
name: Platform
milestones:
  model: {owner: wen, duration: 4w} # é
  serving: {owner: wen, duration: 2w, depends_on: [model, checkout/ledger SS+1w]}
asks: {counsel: {ask: More, of: sara, by: 2026-10-01, unlocks: [checkout/ledger]}}
";

const POLICY: &str = "checks:\n  programs:\n    checkout: {no-due-date: warn} # ours\nfreezes:\n  - {name: End, dates: [2026-12-24], except: [checkout/ledger]}\n";

/// Runs a command on plans. Returns what it printed and the plans after it.
#[track_caller]
fn run(files: &[(&str, &str)], arguments: &[&str]) -> (Output, BTreeMap<String, String>) {
    let disk = MemoryDisk::default();
    files.iter().for_each(|(path, text)| disk.add(path, text, 0o644));
    let output = support::run_on(&disk, files, arguments);
    let texts = files.iter().map(|(path, _)| ((*path).to_owned(), disk.text(path).unwrap())).collect();
    (output, texts)
}

/// The ways in which a plan may be saved.
const SAVED: [fn(&str) -> String; 4] = [
    str::to_owned,
    |text| text.replace('\n', "\r\n"),
    |text| format!("\u{feff}{text}"),
    |text| text.trim_end().to_owned(),
];

/// Checks what a command makes of plans, however they are saved.
#[track_caller]
fn check(files: &[(&str, &str)], arguments: &[&str], expected: &[(&str, &str, &str)]) -> Output {
    let mut first = None;
    for save in SAVED {
        let saved: Vec<(&str, String)> = files.iter().map(|(path, text)| (*path, save(text))).collect();
        let saved: Vec<(&str, &str)> = saved.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let (output, texts) = run(&saved, arguments);
        assert_eq!(output.status, 0, "{}{}", output.out, output.err);
        for (path, text) in files {
            let mut wanted = (*text).to_owned();
            for (_, before, after) in expected.iter().filter(|(at, ..)| at == path) {
                assert_eq!(wanted.matches(before).count(), 1, "{before}\n{wanted}");
                wanted = wanted.replace(before, after);
            }
            assert_eq!(texts[*path], save(&wanted), "{path}");
        }
        first = first.or(Some(output));
    }
    first.unwrap()
}

#[test]
fn what_would_not_be_read_is_not_added() {
    let files = [(CHECKOUT, LINES), (SHARED, "owners: {}\n")];
    for dry in [&[][..], &["--dry-run"]] {
        let new = |words: &[&'static str]| [words, dry].concat();
        refused(&files, &new(&["new", "program", "tpm"]), &["`tpm` cannot be the id of a program"]);
        refused(&files, &new(&["new", "milestone", "checkout/x-ray"]), &["`x-ray` cannot be an id here"]);
        refused(&files, &new(&["new", "risk", "checkout/x-ray", "owner=ana"]), &["`x-ray` cannot be an id"]);
    }
    let split = ["split", "checkout/cutover", "x-a=1w", "b=1w"];
    refused(&files, &split, &["`x-a` cannot be an id here"]);
    refused(&files, &["rename", "checkout/cutover", "x-a"], &["`x-a` cannot be an id here"]);
}

#[test]
fn a_milestone_goes_behind_the_last_one_written_as_that_one_is() {
    let plans = [(CHECKOUT, LINES), (MLOPS, BRACES)];
    let new = [
        "new",
        "milestone",
        "checkout/audit",
        "owner=ana",
        "duration=[1w, 2w, 4w]",
        "depends_on=ledger, api +2d",
    ];
    let last = "  cutover: {owner: ana, duration: 2w, depends_on: [ledger, checkout/api], due: 2027-02-26}\n";
    let line = "\n  audit: {owner: ana, duration: [1w, 2w, 4w], depends_on: [ledger, api +2d]}\n";
    let output = check(&plans, &new, &[(CHECKOUT, last, &format!("{last}{line}"))]);
    said(&output, &["checkout/audit  new", "2 lines written in programs/checkout.yaml"]);
    let last = "depends_on: [model, checkout/ledger SS+1w]}\n";
    let line = "  audit: {owner: ana, due: 2026-09-24}\n";
    let output = check(
        &plans,
        &["new", "milestone", "audit", "--program", "mlops", "owner=ana", "due=+10d"],
        &[(MLOPS, last, &format!("{last}{line}"))],
    );
    said(&output, &["note: +10d is 2026-09-24", "mlops/audit  new"]);
}

#[test]
fn a_milestone_on_lines_keeps_the_distance_and_comments_of_the_last_one() {
    let plan = "milestones:\n    a:\n        owner: ana # first\n        duration: 3d\n        # of a\n\n    b:\n        owner: bo\n        duration: 1d\n        # of b\n    # nobody's\nname: X\n";
    check(
        &[(CHECKOUT, plan)],
        &[
            "new",
            "milestone",
            "c",
            "note=it's: # so",
            "tags=x,y",
            "blocked.until=2026-10-02",
            "blocked.since=2026-09-01",
        ],
        &[(
            CHECKOUT,
            "        # of b\n",
            "        # of b\n\n    c:\n        note: \"it's: # so\"\n        tags: [x, y]\n        blocked: {until: 2026-10-02, since: 2026-09-01}\n",
        )],
    );
}

#[test]
fn the_first_of_a_kind_begins_its_list() {
    for (before, after) in [
        ("name: X\n", "name: X\nrisks:\n  peak:\n    title: Slow\n"),
        ("name: X\nrisks:\n", "name: X\nrisks:\n  peak:\n    title: Slow\n"),
        ("name: X\nrisks: {}\n", "name: X\nrisks: {peak: {title: Slow}}\n"),
        ("name: X\nrisks: # none yet\n", "name: X\nrisks: # none yet\n  peak:\n    title: Slow\n"),
    ] {
        let plan = format!("milestones:\n  a: {{due: 2026-10-30}}\n{before}");
        let output =
            check(&[(CHECKOUT, &plan)], &["new", "risk", "peak", "title=Slow"], &[(CHECKOUT, before, after)]);
        said(&output, &["checkout/peak  new"]);
    }
    check(
        &[(CHECKOUT, LINES), (MLOPS, BRACES)],
        &["new", "ask", "mlops/money", "ask=Two more GPUs", "of=sara", "by=2026-10-02", "unlocks=model"],
        &[(
            MLOPS,
            "[checkout/ledger]}}",
            "[checkout/ledger]}, money: {ask: Two more GPUs, of: sara, by: 2026-10-02, unlocks: [model]}}",
        )],
    );
}

#[test]
fn an_ask_is_named_like_a_risk() {
    let plans = [(CHECKOUT, LINES), (MLOPS, BRACES)];
    check(&plans, &["set", "ask:counsel.by=2026-10-09"], &[(MLOPS, "by: 2026-10-01", "by: 2026-10-09")]);
    refused(&plans, &["set", "ask:money.by=2026-10-09"], &["there is no ask `money`"]);
}

#[test]
fn what_cannot_be_added_is_refused() {
    let new = |rest: &[&str], said: &[&str]| refused(&FILES, &[&["new"][..], rest].concat(), said);
    new(&["milestone", "audit"], &["in which program is `audit`?", "checkout, mlops"]);
    new(&["milestone", "billing/audit"], &["there is no program `billing`"]);
    new(&["milestone", "checkout/audit", "--program", "mlops"], &["two programs are named"]);
    new(
        &["milestone", "checkout/ledger"],
        &["there is a milestone `checkout/ledger` already", "tpm set checkout/ledger"],
    );
    new(
        &["risk", "checkout/perf"],
        &["there is a risk `checkout/perf` already", "tpm set risk:checkout/perf"],
    );
    new(&["ask", "checkout/counsel"], &["there is an ask `checkout/counsel` already"]);
    new(&["milestone", "checkout/A B"], &["is not an id"]);
    new(&["milestone", "checkout/x", "progess=1"], &["not a key of a milestone"]);
    new(&["milestone", "checkout/x", "eta=soon"], &["nothing was written"]);
    new(&["milestone", "checkout/x", "depends_on=nothing"], &["nothing was written", "nothing"]);
    new(&["milestone", "checkout/x", "owner=a", "owner=b"], &["is set twice"]);
    new(&["milestone", "checkout/x", "mlops/model.owner=b"], &["is said of something else"]);
    new(&["program", "checkout"], &["there is a program `checkout` already"]);
    new(&["program", "../x"], &["is not an id"]);
    new(&["program", "billing", "--program", "mlops"], &["in no other program"]);
    let files =
        [(CHECKOUT, LINES), (MLOPS, BRACES), ("programs/billing.yaml", "id: bills\nmilestones: {}\n")];
    refused(&files, &["new", "program", "billing"], &["nothing was written"]);
}

#[test]
fn a_program_is_a_new_file_with_hints() {
    let paper = Paper::default();
    let run = |arguments: &[&str]| support::run_on_paper(&paper, arguments, Variables::default(), None);
    assert_eq!(run(&["init"]).status, 0);
    let output =
        run(&["new", "program", "billing", "name=Billing: by usage", "due=2027-03-26", "health.rag=green"]);
    assert_eq!(output.status, 0, "{}", output.err);
    said(&output, &["billing  new", "11 lines written in programs/billing.yaml"]);
    let text = paper.files().into_iter().find(|(path, _)| path == "programs/billing.yaml").unwrap().1;
    let expected = "\
# yaml-language-server: $schema=./schema.json
name: \"Billing: by usage\"
due: 2027-03-26
health: {rag: green, on: 2026-09-14}
# summary: What it is for, in a sentence.
# owner: ana          # of the whole program
# start: 2026-09-14   # no work is planned before this day
# finish: launch      # the milestone that is the finish; else the latest one

milestones:
  # `tpm new milestone billing/design owner=ana duration=2w` adds one.
";
    assert_eq!(text, expected);
    assert_eq!(run(&["new", "program", "billing"]).status, 2);
    let patch = run(&["new", "program", "other", "--dry-run"]);
    assert!(patch.out.starts_with("diff --git a/programs/other.yaml b/programs/other.yaml\nnew file mode 100644\n--- /dev/null\n+++ b/programs/other.yaml\n@@ -0,0 +1,"), "{}", patch.out);
    assert!(!paper.files().iter().any(|(path, _)| path == "programs/other.yaml"));
}

#[test]
fn a_milestone_is_split_into_parts_that_its_id_waits_for() {
    let plans = [(CHECKOUT, LINES), (MLOPS, BRACES)];
    let gate = [
        (CHECKOUT, "duration: {optimistic: 4w, likely: 6w, pessimistic: 11w}", "duration: 0d"),
        (
            CHECKOUT,
            "      - api   # frozen\n      - mlops/model FF+1w\n    not_before: 2026-09-21\n",
            "      # frozen\n      - mlops/model FF+1w\n      - schema\n      - backfill\n",
        ),
    ];
    let parts = |second: &str| {
        format!(
            "    duration: 3w\n\n  schema:\n    owner: bo\n    duration: 5d\n    depends_on: [api]\n    not_before: 2026-09-21\n    tags: [release]\n\n  backfill:\n    owner: bo\n    duration: [1w, 2w, 3w]\n    depends_on: [{second}    tags: [release]\n"
        )
    };
    let split = ["split", "checkout/ledger", "schema=5d", "backfill=[1w, 2w, 3w]"];
    let row = parts("schema]\n");
    let output = check(&plans, &split, &[&gate[..], &[(CHECKOUT, "    duration: 3w\n", &row)]].concat());
    said(
        &output,
        &[
            "checkout/schema  new",
            "checkout/ledger  duration [4w, 6w, 11w] → 0d",
            "note: `mlops/serving` counts from the start of `checkout/ledger`",
            "let it wait for `checkout/schema`",
        ],
    );
    let beside = parts("api]\n    not_before: 2026-09-21\n");
    let parallel = [&split[..], &["--parallel"]].concat();
    check(&plans, &parallel, &[&gate[..], &[(CHECKOUT, "    duration: 3w\n", &beside)]].concat());
    // The first of its file, in braces.
    check(
        &plans,
        &["split", "model", "a=1w", "b=2w"],
        &[(
            MLOPS,
            "  model: {owner: wen, duration: 4w}",
            "  a: {owner: wen, duration: 1w}\n  b: {owner: wen, duration: 2w, depends_on: [a]}\n  model: {owner: wen, duration: 0d, depends_on: [a, b]}",
        )],
    );
}

#[test]
fn what_was_said_of_the_whole_is_not_shared_out() {
    for (key, said) in [
        ("started: 2026-09-01", "it has begun"),
        ("started: 2026-09-01, progress: 20%", "it has begun"),
        ("done: 2026-09-01", "it is finished"),
        ("eta: 2026-10-02", "it is expected as a whole"),
        ("blocked: {since: 2026-09-01}", "it is blocked as a whole"),
        ("cancelled: {on: 2026-09-01}", "it is cancelled"),
    ] {
        let plan = BRACES.replace("duration: 4w", &format!("duration: 4w, {key}"));
        let files = [(CHECKOUT, LINES), (MLOPS, plan.as_str())];
        refused(&files, &["split", "model", "a=1w", "b=2w"], &["`mlops/model` has", said]);
    }
    let plans = [(CHECKOUT, LINES), (MLOPS, BRACES)];
    refused(&plans, &["split", "model", "a=1w"], &["one part is the whole"]);
    refused(&plans, &["split", "model", "a=1w", "b"], &["`b` has no length", "`b=5d`"]);
    refused(
        &plans,
        &["split", "model", "a=1w", "serving=1w"],
        &["there is a milestone `mlops/serving` already"],
    );
    refused(&plans, &["split", "model", "a=1w", "a=1w"], &["there is a milestone `mlops/a` already"]);
    refused(&plans, &["split", "model", "a=soon", "b=1w"], &["nothing was written"]);
    refused(&plans, &["split", "model", "A=1w", "b=1w"], &["`A` is not an id"]);
}

#[test]
fn a_milestone_moves_with_its_comments_and_what_names_it_follows() {
    let plans = [(CHECKOUT, LINES), (MLOPS, BRACES), (SHARED, POLICY)];
    let start = LINES.find("\n  # Said in June.").unwrap();
    let end = LINES.find("\n  # The end.").unwrap();
    let entry = &LINES[start + 1..end];
    let there = entry.replace("- api ", "- checkout/api ");
    let last = "depends_on: [model, checkout/ledger SS+1w]}\n";
    let output = check(
        &plans,
        &["move", "checkout/ledger", "mlops"],
        &[
            (CHECKOUT, &LINES[start..end], ""),
            (CHECKOUT, "[ledger, checkout/api]", "[mlops/ledger, checkout/api]"),
            (CHECKOUT, "affects: [ledger]", "affects: [mlops/ledger]"),
            (MLOPS, last, &format!("depends_on: [model, mlops/ledger SS+1w]}}\n{there}")),
            (MLOPS, "unlocks: [checkout/ledger]", "unlocks: [mlops/ledger]"),
            (SHARED, "except: [checkout/ledger]", "except: [mlops/ledger]"),
        ],
    );
    said(&output, &["mlops/ledger  was checkout/ledger"]);
}

#[test]
fn a_milestone_in_braces_moves_between_lines() {
    let plans = [(CHECKOUT, LINES), (MLOPS, BRACES)];
    let last = "depends_on: [ledger, checkout/api], due: 2027-02-26}\n";
    let line = "\n  model: {owner: wen, duration: 4w} # é\n";
    check(
        &plans,
        &["move", "model", "checkout"],
        &[
            (MLOPS, "  model: {owner: wen, duration: 4w} # é\n", ""),
            (MLOPS, "[model, ", "[checkout/model, "),
            (CHECKOUT, last, &format!("{last}{line}")),
            (CHECKOUT, "mlops/model FF+1w", "checkout/model FF+1w"),
        ],
    );
    let all = "name: Platform\nmilestones: {model: {owner: wen, duration: 4w}, other: {duration: 1d}}\n";
    let (output, texts) = run(&[(CHECKOUT, LINES), (MLOPS, all)], &["move", "model", "checkout"]);
    assert_eq!(output.status, 0, "{}", output.err);
    assert_eq!(texts[MLOPS], "name: Platform\nmilestones: {other: {duration: 1d}}\n");
    assert!(
        texts[CHECKOUT].contains("\n\n  model: {owner: wen, duration: 4w}\n# Risks"),
        "{}",
        texts[CHECKOUT]
    );
}

#[test]
fn a_milestone_that_cannot_move_stays() {
    let plans = [(CHECKOUT, LINES), (MLOPS, BRACES)];
    refused(&plans, &["move", "cutover", "mlops"], &["`checkout/cutover` is the finish", "finish=ID"]);
    refused(&plans, &["move", "ledger", "billing"], &["there is no program `billing`"]);
    refused(
        &FILES,
        &["move", "mlops/cutover", "checkout"],
        &["there is a milestone `checkout/cutover` already"],
    );
    let (output, texts) = run(&plans, &["move", "ledger", "checkout"]);
    assert_eq!((output.status, texts[CHECKOUT].as_str()), (0, LINES), "{}", output.err);
    said(&output, &["Already so"]);
    let alias = "milestones:\n  a: &a {owner: ana, duration: 3d}\n  b:\n    <<: *a\n    due: 2026-10-30\n  c: {owner: &o bo}\n  d: {owner: *o}\n";
    let plans = [("programs/x.yaml", alias), (MLOPS, BRACES), (CHECKOUT, LINES)];
    refused(&plans, &["move", "x/b", "mlops"], &["programs/x.yaml:4", "`<<` in it merges"]);
    refused(&plans, &["move", "x/a", "mlops"], &["programs/x.yaml:4", "repeated by `*a`"]);
    refused(&plans, &["move", "x/d", "mlops"], &["programs/x.yaml:7", "an alias in it"]);
    refused(&plans, &["move", "x/c", "mlops"], &["repeated by `*o`"]);
    let flow = [(CHECKOUT, LINES), (MLOPS, "milestones: {model: {owner: wen, duration: 4w}}\n")];
    refused(&flow, &["move", "checkout/ledger", "mlops"], &["programs/mlops.yaml:1", "has comments"]);
}

#[test]
fn a_program_gets_another_id_wherever_it_is_named() {
    let other = "id: plat\nformerly: [old]\nname: Platform\nmilestones:\n  model: {depends_on: [checkout, checkout/api FF], duration: 1w}\n  checkout: {duration: 1d}\nrisks:\n  r: {title: T, affects: [checkout/ledger]}\n";
    let home = "milestones:\n  api: {duration: 1w}\n  ledger: {depends_on: [checkout/api], due: 2026-12-18}\nrisks:\n  perf: {title: T, affects: [checkout]}\n";
    let more = "milestones:\n  x: {depends_on: checkout SS+1w, duration: 1d}\n";
    let plans = [(CHECKOUT, home), (MLOPS, other), (SHARED, POLICY), ("programs/more.yaml", more)];
    let output = check(
        &plans,
        &["rename", "program:checkout", "shop"],
        &[
            (CHECKOUT, "milestones:\n", "id: shop\nformerly: [checkout]\nmilestones:\n"),
            (CHECKOUT, "[checkout/api]", "[shop/api]"),
            (CHECKOUT, "affects: [checkout]", "affects: [shop]"),
            (MLOPS, "[checkout, checkout/api FF]", "[checkout, shop/api FF]"),
            (MLOPS, "affects: [checkout/ledger]", "affects: [shop/ledger]"),
            (SHARED, "    checkout: {no-due-date: warn} # ours", "    shop: {no-due-date: warn} # ours"),
            (SHARED, "except: [checkout/ledger]", "except: [shop/ledger]"),
            ("programs/more.yaml", "checkout SS+1w", "shop SS+1w"),
        ],
    );
    said(&output, &["shop  was checkout", "No date moves", "programs/checkout.yaml keeps its name"]);
    check(
        &plans,
        &["rename", "program:plat", "platform"],
        &[(MLOPS, "id: plat\nformerly: [old]\n", "id: platform\nformerly: [old, plat]\n")],
    );
    check(
        &plans,
        &["rename", "program:plat", "old"],
        &[(MLOPS, "id: plat\nformerly: [old]\n", "id: old\nformerly: [plat]\n")],
    );
    let back = BRACES.replace("duration: 2w,", "duration: 2w, formerly: serve,");
    check(
        &[(CHECKOUT, LINES), (MLOPS, &back)],
        &["rename", "serving", "serve"],
        &[(
            MLOPS,
            "serving: {owner: wen, duration: 2w, formerly: serve,",
            "serve: {owner: wen, duration: 2w, formerly: [serving],",
        )],
    );
    refused(&plans, &["rename", "program:checkout", "plat"], &["there is a program `plat` already"]);
    refused(&plans, &["rename", "program:checkout", "Shop"], &["is not an id"]);
    refused(
        &plans,
        &["rename", "program:checkout", "x"],
        &["`more` has a milestone `x`", "programs/more.yaml:2"],
    );
    refused(&plans, &["rename", "program:nothing", "x"], &["there is no program `nothing`"]);
}

#[test]
fn plans_get_one_form() {
    let plan = "milestones:\n  a: { owner: 'ana',duration:  3d } # why \n\n\n\n  b: {depends_on: [ a ], note: 'a: b'}";
    let plans = [(CHECKOUT, plan), (MLOPS, "milestones:\n  m: {duration: 1d}\n"), (SHARED, "currency: [\n")];
    let expected =
        "milestones:\n  a: {owner: ana, duration: 3d} # why\n\n  b: {depends_on: [a], note: \"a: b\"}\n";
    let (look, texts) = run(&plans, &["fmt", "--check"]);
    assert_eq!((look.status, texts[CHECKOUT].as_str()), (2, plan), "{}", look.err);
    let (look, _) = run(&plans[..2], &["fmt", "--check"]);
    assert_eq!(look.status, 1);
    assert!(look.out.contains("+  a: {owner: ana, duration: 3d} # why\n"), "{}", look.out);
    assert!(look.err.contains("The plans say what they said before"), "{}", look.err);
    let (look, texts) = run(&plans[..2], &["fmt", "--diff"]);
    assert_eq!((look.status, texts[CHECKOUT].as_str()), (0, plan));
    let (output, texts) = run(&plans, &["fmt"]);
    assert_eq!((output.status, texts[CHECKOUT].as_str()), (2, expected), "{}", output.err);
    assert!(output.out.contains("note: left as it is: programs/tpm.yaml:"), "{}", output.out);
    let wrong = plan.replace("3d", "\"3x\"");
    let (output, texts) =
        run(&[(CHECKOUT, &wrong), (MLOPS, "milestones:\n  m:   {duration: 1d}\n")], &["fmt"]);
    assert_eq!(texts[CHECKOUT], wrong);
    assert_eq!(texts[MLOPS], "milestones:\n  m: {duration: 1d}\n");
    said(&output, &["note: left as it is: programs/checkout.yaml has errors"]);
    let (output, _) = run(&[(CHECKOUT, expected)], &["fmt", "--check"]);
    assert_eq!(output.status, 0);
    said(&output, &["Already so"]);
}
