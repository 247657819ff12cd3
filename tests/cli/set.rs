//! Commands that write plans: what they write, what they refuse, and what they say.

use super::{CHECKOUT, FILES, MLOPS, refused, said};
use crate::support::{self, Fault, MemoryDisk, Output};
use serde_json::Value;

const PATH: &str = "programs/checkout.yaml";

/// A plan with comments, in block style.
const BLOCK: &str = "\
# Checkout
name: Checkout\t# short
owner: priya
milestones:

  api:\t# the first
    owner: ana   # since March
    duration: 3w
    done: 2026-07-31

  ledger:
    name: \"Ledger: in production\"
    owner: bo
    duration: 6w
    depends_on:
      - api   # frozen
    started: 2026-08-05
    progress: 40%   # rules live
    updated: 2026-09-11
    due: 2026-09-18 # said in June
    firm: true
    tags: [release]

  # The end.
  cutover: {owner: ana, duration: 2w, depends_on: [ledger], due: 2026-12-11}
risks:
  perf: {title: Too slow at peak, owner: bo, probability: 30%, impact: 15d, affects: [ledger], response: mitigate, mitigation: Load test}
";

const SHARED: &str = "\
owners:
  ana: {name: Ana}
  bo:
    name: Bo
    away: [2026-08-10..2026-08-14]
  priya: {}
";

/// Runs a command on files. Returns what it printed and what became of the file.
fn run_on(files: &[(&str, &str)], path: &str, arguments: &[&str]) -> (Output, Option<String>) {
    let disk = MemoryDisk::default();
    let output = support::run_on(&disk, files, arguments);
    let text = disk.text(path);
    (output, text)
}

#[track_caller]
fn changed(text: &str, arguments: &[&str], lines: &[(&str, &str)]) -> Output {
    let (output, after) = run_on(&[(PATH, text)], PATH, arguments);
    assert_eq!(output.status, 0, "{}{}", output.out, output.err);
    let mut expected = text.to_owned();
    for (before, after) in lines {
        assert_eq!(expected.matches(before).count(), 1, "{before}");
        expected = expected.replace(before, after);
    }
    assert_eq!(after.expect("it was written"), expected);
    output
}

#[test]
fn a_word_on_progress_is_written_with_its_day_beside_the_others() {
    let output = changed(
        BLOCK,
        &["set", "checkout/ledger", "eta=2026-10-02"],
        &[("    updated: 2026-09-11\n", "    updated: 2026-09-14\n    eta: 2026-10-02\n")],
    );
    said(
        &output,
        &[
            "checkout/ledger  eta 2 Oct, new",
            "checkout/ledger  7 → 2 Oct  3wd earlier",
            "2 lines written in programs/checkout.yaml",
        ],
    );
    changed(
        BLOCK,
        &["set", "ledger.progress=60%", "ledger.blocked.until=fri", "--why", "Redlines: all of them"],
        &[
            ("progress: 40%   #", "progress: 60%   #"),
            (
                "    updated: 2026-09-11\n",
                "    updated: 2026-09-14\n    blocked: {until: 2026-09-18, since: 2026-09-14, why: \"Redlines: all of them\"}\n",
            ),
        ],
    );
}

#[test]
fn a_relative_day_is_written_as_a_date_and_said() {
    let output = changed(
        BLOCK,
        &["set", "cutover", "eta=+30d"],
        &[("due: 2026-12-11}", "due: 2026-12-11, eta: 2026-10-14, updated: 2026-09-14}")],
    );
    said(&output, &["note: +30d is 2026-10-14"]);
}

#[test]
fn what_is_left_is_said_once() {
    let output = changed(
        BLOCK,
        &["set", "ledger", "remaining=4d"],
        &[(
            "    progress: 40%   # rules live\n    updated: 2026-09-11\n",
            "    remaining: 4d   # rules live\n    updated: 2026-09-14\n",
        )],
    );
    said(&output, &["note: `remaining` takes the place of `progress`"]);
}

#[test]
fn lists_are_added_to_and_taken_from() {
    changed(
        BLOCK,
        &["set", "ledger", "tags+=security, pci", "depends_on-=api"],
        &[
            ("tags: [release]", "tags: [release, security, pci]"),
            ("    depends_on:\n      - api   # frozen\n", "    depends_on: []\n      # frozen\n"),
        ],
    );
    changed(
        BLOCK,
        &["set", "cutover", "depends_on-=checkout/ledger"],
        &[("depends_on: [ledger]", "depends_on: []")],
    );
    changed(
        BLOCK,
        &["set", "cutover", "depends_on+=api SS+1w"],
        &[("depends_on: [ledger]", "depends_on: [ledger, api SS+1w]")],
    );
}

/// Lists in both styles.
const LISTS: &str = "\
milestones:
  a: {owner: ana, duration: 1d}
  b: {owner: ana, duration: 1d}
  c: {owner: ana, duration: 1d}
  flow: {owner: ana, duration: 1d, tags: [x, y, z], depends_on: [a, b +1d, c]}
  block:
    owner: ana
    duration: 1d
    tags:
      - x
      - y
      - z
    depends_on:
      - a
      - b +1d
      - c
risks:
  perf: {title: Slow, owner: ana, probability: 30%, impact: 15d, affects: [a, b, c], response: accept}
";

#[test]
fn several_entries_of_one_list_are_taken_out_at_once() {
    let flow = [("[x, y, z]", "[z]"), ("[a, b +1d, c]", "[c]")];
    let out = ["tags-=x", "tags-=y", "depends_on-=a", "depends_on-=b"];
    changed(LISTS, &[&["set", "flow"][..], &out].concat(), &flow);
    // The same milestone has two names.
    changed(LISTS, &["set", "flow.tags-=x", "checkout/flow.tags-=y"], &[("[x, y, z]", "[z]")]);
    changed(LISTS, &["set", "flow", "tags-=z", "tags+=w", "tags-=x"], &[("[x, y, z]", "[y, w]")]);
    let block = [("      - x\n      - y\n", ""), ("      - a\n      - b +1d\n", "")];
    changed(LISTS, &[&["set", "block"][..], &out].concat(), &block);
    changed(LISTS, &["set", "risk:perf", "affects-=a", "affects-=b"], &[("[a, b, c]", "[c]")]);
    changed(LISTS, &["set", "link:a:flow=", "link:b:flow="], &[("[a, b +1d, c]", "[c]")]);
    let links = ["set", "link:a:flow=", "link:c:checkout/flow.lag=2d"];
    changed(LISTS, &links, &[("[a, b +1d, c]", "[b +1d, c +2d]")]);
    let shared = SHARED.replace("2026-08-10..2026-08-14", "2026-08-10, 2026-08-12, 2026-08-14");
    let files = [(PATH, LISTS), ("programs/tpm.yaml", &*shared)];
    let away = ["set", "owner:bo", "away-=2026-08-10", "away-=2026-08-12"];
    let (output, text) = run_on(&files, "programs/tpm.yaml", &away);
    assert_eq!(output.status, 0, "{}", output.err);
    assert!(text.unwrap().contains("away: [2026-08-14]"));
    let files = [(PATH, BLOCK), ("programs/tpm.yaml", FREEZES)];
    let freezes = ["set", "freeze:Year end=", "freeze:\"Audit, v1.5\"="];
    let (output, text) = run_on(&files, "programs/tpm.yaml", &freezes);
    assert_eq!(output.status, 0, "{}", output.err);
    assert!(text.is_some_and(|text| !text.contains("name:")));
}

#[test]
fn an_entry_that_is_taken_out_and_added_again_stays() {
    for arguments in [
        &["set", "flow", "tags-=x", "tags+=x"][..],
        &["set", "block", "depends_on-=b", "depends_on+=b +1d"],
        &["set", "flow", "depends_on-=checkout/a", "depends_on+=checkout/a"],
        &["set", "flow", "tags+=w", "tags-=w"],
    ] {
        let (output, text) = run_on(&[(PATH, LISTS)], PATH, arguments);
        assert_eq!((output.status, text), (0, None), "{arguments:?}: {}", output.err);
    }
    let lag = ["set", "block", "depends_on-=a", "depends_on+=a +3d"];
    changed(LISTS, &lag, &[("      - a\n", "      - a +3d\n")]);
    refused(&[(PATH, LISTS)], &["set", "flow.eta=fri", "checkout/flow.eta=mon"], &["is set twice"]);
}

#[test]
fn a_plain_sign_does_not_replace_a_list() {
    refused(
        &FILES,
        &["set", "checkout/ledger", "depends_on=x"],
        &["`depends_on` has api-freeze", "`depends_on+=…`", "`depends_on-=…`"],
    );
    refused(&FILES, &["set", "checkout/ledger", "owner+=ana"], &["`owner` is not a list", "`owner=ana`"]);
}

#[test]
fn a_key_without_a_value_goes() {
    changed(BLOCK, &["set", "ledger", "name="], &[("    name: \"Ledger: in production\"\n", "")]);
}

#[test]
fn a_promise_is_moved_with_a_reason() {
    refused(&[(PATH, BLOCK)], &["set", "ledger", "due=2026-10-09"], &["was 2026-09-18", "needs --why"]);
    refused(&[(PATH, BLOCK)], &["set", "ledger", "due=2026-10-09", "--why", "x"], &["needs --cause"]);
    refused(
        &[(PATH, BLOCK)],
        &["set", "ledger", "due=2026-10-09", "--why", "x", "--cause", "vendor"],
        &["is firm", "--agreed"],
    );
    let output = changed(
        BLOCK,
        &[
            "set",
            "ledger",
            "due=2026-10-09",
            "--why",
            "Redlines, five weeks",
            "--cause",
            "vendor",
            "--agreed",
            "sara",
        ],
        &[(
            "    due: 2026-09-18 # said in June\n",
            "    due: 2026-10-09 # said in June\n    moved: [{from: 2026-09-18, on: 2026-09-14, cause: vendor, why: \"Redlines, five weeks\", agreed: sara}]\n",
        )],
    );
    said(&output, &["due 18 Sep → 9 Oct"]);
    let (output, text) = run_on(
        &FILES,
        PATH,
        &["set", "checkout/ledger", "due=2026-10-09", "--why", "Late", "--cause", "vendor"],
    );
    assert_eq!(output.status, 0, "{}", output.err);
    let entry = "moved: [{from: 2026-09-04}, {from: 2026-09-18, on: 2026-09-14, cause: vendor, why: Late}]";
    assert!(text.unwrap().contains(entry));
}

#[test]
fn a_reason_that_says_nothing_is_none() {
    let plan = [(PATH, BLOCK)];
    let due = ["set", "ledger", "due=2026-10-09"];
    refused(&plan, &due, &["is firm, and was 2026-09-18", "needs --why, --cause and --agreed"]);
    for blank in ["", "  ", "-", "tbd"] {
        let with = |options: &[&'static str]| -> Vec<String> {
            let options = options.iter().map(|text| if *text == "BLANK" { blank } else { text });
            due.into_iter().chain(options).map(str::to_owned).collect()
        };
        for (options, missing) in [
            (["--why", "BLANK", "--cause", "vendor", "--agreed", "sara"], "needs --why"),
            (["--why", "Late", "--cause", "BLANK", "--agreed", "sara"], "needs --cause"),
            (["--why", "Late", "--cause", "vendor", "--agreed", "BLANK"], "needs --agreed"),
        ] {
            let arguments = with(&options);
            refused(&plan, &arguments.iter().map(String::as_str).collect::<Vec<_>>(), &[missing]);
        }
        refused(&plan, &["set", "ledger", "blocked.until=fri", "--why", blank], &["--why says nothing"]);
        refused(&plan, &["remove", "ledger", "--cancel", blank], &["--cancel says nothing"]);
        refused(&plan, &["remove", "cutover", "--commit", "--why", blank], &["--why says nothing"]);
    }
}

#[test]
fn words_that_say_nothing_are_not_dropped() {
    let plan = [(PATH, BLOCK)];
    let quotes = "put the value in quotes, as in 'name=Two words here'";
    refused(&plan, &["set", "ledger", "name=Two", "words", "here"], &["`words` says nothing", quotes]);
    refused(&plan, &["set", "ledger", "checkout/cutover", "eta=fri"], &["`ledger` says nothing"]);
    refused(&plan, &["set", "ledger", "eta=fri", "checkout/cutover"], &["`checkout/cutover` says nothing"]);
    refused(&plan, &["new", "milestone", "audit", "name=Two", "words"], &["`words` says nothing"]);
}

#[test]
fn a_reason_without_a_place_is_refused() {
    let edit = ["set", "ledger", "eta=2026-10-02"];
    refused(&[(PATH, BLOCK)], &[&edit[..], &["--why", "lag"]].concat(), &["--why has no place"]);
    refused(&[(PATH, BLOCK)], &[&edit[..], &["--by", "bo"]].concat(), &["--by has no place"]);
}

#[test]
fn programs_risks_and_owners_are_written_too() {
    let files = [(PATH, BLOCK), ("programs/tpm.yaml", SHARED)];
    let write = |path: &str, arguments: &[&str], line: &str| {
        let (output, text) = run_on(&files, path, arguments);
        assert_eq!(output.status, 0, "{}{}", output.out, output.err);
        assert!(text.as_ref().unwrap().contains(line), "{text:?}");
    };
    write(
        PATH,
        &["set", "program:checkout", "health.rag=amber", "--by", "priya"],
        "health: {rag: amber, on: 2026-09-14, by: priya}\n",
    );
    write(PATH, &["set", "risk:perf.reviewed=today"], "mitigation: Load test, reviewed: 2026-09-14}\n");
    write(
        "programs/tpm.yaml",
        &["set", "owner:bo", "away+=2026-10-01..2026-10-09"],
        "    away: [2026-08-10..2026-08-14, 2026-10-01..2026-10-09]\n",
    );
}

#[test]
fn a_link_is_named_by_its_two_ends() {
    let frozen = [("      - api   # frozen\n", "      - api SS+2d   # frozen\n")];
    let output = changed(BLOCK, &["set", "link:api:ledger.lag=2d", "link:api:ledger.type=ss"], &frozen);
    said(&output, &["checkout/ledger  waits for api SS+2d, was api"]);
    let flow = [("depends_on: [ledger]", "depends_on: [ledger -1w]")];
    changed(BLOCK, &["set", "link:checkout/ledger:cutover", "lag=-1w"], &flow);
    changed(BLOCK, &["set", "link:ledger:cutover="], &[("depends_on: [ledger]", "depends_on: []")]);
    let gone = [("    depends_on:\n      - api   # frozen\n", "    depends_on: []\n      # frozen\n")];
    changed(BLOCK, &["set", "link:api:checkout/ledger="], &gone);
    let single = BLOCK.replace("[ledger], due", "\"ledger FS+3d\", due");
    changed(&single, &["set", "link:ledger:cutover.lag="], &[("\"ledger FS+3d\"", "\"ledger FS\"")]);
    changed(&single, &["set", "link:ledger:cutover.type=FF"], &[("\"ledger FS+3d\"", "\"ledger FF+3d\"")]);
    changed(&single, &["set", "link:ledger:cutover="], &[("depends_on: \"ledger FS+3d\", ", "")]);
}

#[test]
fn a_link_of_another_program_is_found_by_either_name() {
    let other = "milestones:\n  model:\n    depends_on: [checkout/ledger SS+1w, checkout] # both\n";
    let files = [(PATH, BLOCK), ("programs/mlops.yaml", other)];
    for from in ["ledger", "checkout/ledger"] {
        let (output, text) =
            run_on(&files, "programs/mlops.yaml", &["set", &format!("link:{from}:model.lag=3d")]);
        assert_eq!(output.status, 0, "{}", output.err);
        assert_eq!(text.unwrap(), other.replace("SS+1w", "SS+3d"));
    }
    let (_, text) = run_on(&files, "programs/mlops.yaml", &["set", "link:checkout:model.lag=2ed"]);
    assert_eq!(text.unwrap(), other.replace(", checkout]", ", checkout +2ed]"));
}

#[test]
fn a_link_that_is_not_one_is_refused() {
    let plan = [(PATH, BLOCK)];
    refused(
        &plan,
        &["set", "link:api:cutover.lag=2d"],
        &["does not wait for `api`", "it waits for `ledger`"],
    );
    refused(&plan, &["set", "link:ledger:cutover.lag=soon"], &["nothing was written"]);
    refused(&plan, &["set", "link:ledger:cutover.type=XX"], &["nothing was written"]);
    refused(&plan, &["set", "link:ledger:cutover.note=x"], &["`note` is not a key of a link"]);
    refused(&plan, &["set", "link:ledger:cutover.lag+=2d"], &["write `lag=2d`"]);
    refused(&plan, &["set", "link:ledger:cutover=x"], &["a bare `=` removes the link"]);
    refused(&plan, &["set", "link:ledger:nothing.lag=2d"], &["no milestone `nothing`"]);
    let both = ["set", "link:ledger:cutover.lag=2d", "cutover.depends_on+=api"];
    refused(&plan, &both, &["`depends_on` of `checkout/cutover` is changed in two ways"]);
    refused(&plan, &["set", "link:ledger:cutover.lag=1d", "link:checkout/ledger:cutover="], &["in two ways"]);
    let twice = BLOCK.replace("[ledger], due", "[ledger, ledger SS+1w], due");
    refused(
        &[(PATH, &twice)],
        &["set", "link:ledger:cutover.lag=2d"],
        &["waits for `ledger`, `ledger SS+1w`", "depends_on-=\"ledger SS+1w\" depends_on+=\"ledger SS+2d\""],
    );
    let alias = BLOCK.replace("[ledger], due: 2026-12-11}", "&deps [ledger]}\n  end: {depends_on: *deps}");
    refused(&[(PATH, &alias)], &["set", "link:ledger:end.lag=2d"], &["same for others"]);
    let (output, text) = run_on(&plan, PATH, &["set", "link:ledger:cutover.lag=0d"]);
    assert_eq!((output.status, text), (0, None), "{}", output.err);
    said(&output, &["Already so"]);
}

/// Freezes of a program and of all, in both styles.
const FREEZES: &str = "\
freezes:\n  - name: Year end   # every year\n    dates: [2026-12-14..2027-01-04]\n  # Audit
  - {name: \"Audit, v1.5\", dates: 2026-11-02, tags: [release]}\n";

#[test]
fn a_freeze_is_named_by_its_name() {
    let plan = format!("{BLOCK}freezes: {{name: Year end, dates: [2026-12-20..2026-12-31]}}\n");
    let files = [(PATH, plan.as_str()), ("programs/tpm.yaml", FREEZES)];
    let check = |path: &str, arguments: &[&str], line: (&str, &str)| {
        let (output, text) = run_on(&files, path, arguments);
        assert_eq!(output.status, 0, "{}{}", output.out, output.err);
        let before = if path == PATH { &plan } else { FREEZES };
        assert_eq!(before.matches(line.0).count(), 1);
        assert_eq!(text.expect("it was written"), before.replace(line.0, line.1));
    };
    let shared = "programs/tpm.yaml";
    check(
        shared,
        &["set", "freeze:\"tpm.yaml/Year end\".dates+=2027-01-05"],
        ("2027-01-04]", "2027-01-04, 2027-01-05]"),
    );
    check(
        PATH,
        &["set", "freeze:checkout/Year end", "except+=ledger, checkout/cutover"],
        ("2026-12-31]}", "2026-12-31], except: [ledger, checkout/cutover]}"),
    );
    check(
        shared,
        &["set", "freeze:\"Audit, v1.5\"", "tags-=release", "dates+=+2d"],
        ("dates: 2026-11-02, tags: [release]", "dates: [2026-11-02, 2026-09-16], tags: []"),
    );
    check(shared, &["set", "freeze:\"Audit, v1.5\".name=Audit"], ("\"Audit, v1.5\"", "\"Audit\""));
    let gone = "  - name: Year end   # every year\n    dates: [2026-12-14..2027-01-04]\n";
    check(shared, &["set", "freeze:\"tpm.yaml/Year end\"="], (gone, "  # every year\n"));
    let (_, text) = run_on(&files, shared, &["set", "freeze:\"Audit, v1.5\"="]);
    assert!(!text.unwrap().contains("v1.5"));
    refused(
        &files,
        &["set", "freeze:Year end", "tags+=x"],
        &["write 'freeze:\"tpm.yaml/Year end\"' or 'freeze:\"checkout/Year end\"'"],
    );
    refused(&files, &["set", "freeze:Year end.tags+=x"], &["there are several freezes"]);
    refused(&files, &["set", "freeze:Years end", "tags+=x"], &["there is no freeze", "did you mean"]);
    refused(&files, &["set", "freeze:Audit", "due=fri"], &["there is no freeze `Audit`"]);
    let cut = ["set", "freeze:Audit, v1.5.dates+=2026-12-24"];
    refused(&files, &cut, &["there is no freeze `Audit, v1`", "did you mean 'freeze:\"Audit, v1.5\"'?"]);
    refused(&files, &["set", "freeze:\"Audit, v1.5\".due=fri"], &["`due` is not a key of a freeze"]);
    refused(&files, &["set", "freeze:\"Audit, v1.5\".dates=2026-12-24"], &["`dates` has 2026-11-02"]);
    refused(&files, &["set", "freeze:\"Audit, v1.5\".dates+=soon"], &["nothing was written"]);
    refused(&files, &["set", "freeze:\"Audit, v1.5\"=x"], &["a bare `=` removes the freeze"]);
    let (output, text) = run_on(&files, shared, &["set", "freeze:\"Audit, v1.5\".tags+=release"]);
    assert_eq!((output.status, text), (0, None), "{}", output.err);
}

#[test]
fn the_decoder_checks_before_anything_is_written() {
    for (edit, said) in [
        ("eta=soon", "not a date"),
        ("duration=3x", "3x"),
        ("done=2026-12-01", "2026-12-01"),
        ("depends_on+=nothing", "nothing"),
        ("progess=60%", "did you mean `progress`"),
        ("waive=x", "entries"),
        ("blocked=x", "blocked.since"),
        ("blocked+=x", "blocked.since"),
        ("waive+=x", "edit its entries in the file"),
        ("moved+=x", "set `due`, with `--why` and `--cause`"),
        ("links-=x", "links.jira="),
        ("owner-=bo", "`owner=` takes out"),
    ] {
        let (output, text) = run_on(&[(PATH, BLOCK)], PATH, &["set", "checkout/ledger", edit]);
        assert_eq!((output.status, text), (2, None), "{edit}");
        assert!(output.err.contains(said), "{edit}: {}", output.err);
    }
    refused(&FILES, &["set", "legder", "eta=fri"], &["did you mean `ledger`"]);
    refused(&FILES, &["set", "cutover", "eta=fri"], &["several programs"]);
    refused(&FILES, &["set", "checkout", "owner=bo"], &["`program:checkout`"]);
    refused(&FILES, &["set", "ledger", "eta=fri", "--at", "main"], &["a commit cannot be edited"]);
}

#[test]
fn what_is_already_so_is_not_written() {
    let (output, text) = run_on(
        &[(PATH, BLOCK)],
        PATH,
        &["set", "ledger", "due=2026-09-18", "tags+=release", "tags-=x", "note="],
    );
    assert_eq!((output.status, text), (0, None), "{}", output.err);
    said(&output, &["note: `x` is not in `tags`", "Already so: nothing was written."]);
}

#[test]
fn a_dry_run_prints_a_patch_and_writes_nothing() {
    let (output, text) = run_on(&[(PATH, BLOCK)], PATH, &["set", "cutover", "eta=2026-10-14", "--dry-run"]);
    assert_eq!((output.status, text), (0, None));
    let expected = "\
diff --git a/programs/checkout.yaml b/programs/checkout.yaml
--- a/programs/checkout.yaml
+++ b/programs/checkout.yaml
@@ -22,6 +22,6 @@
     tags: [release]
 
   # The end.
-  cutover: {owner: ana, duration: 2w, depends_on: [ledger], due: 2026-12-11}
+  cutover: {owner: ana, duration: 2w, depends_on: [ledger], due: 2026-12-11, eta: 2026-10-14, updated: 2026-09-14}
 risks:
   perf: {title: Too slow at peak, owner: bo, probability: 30%, impact: 15d, affects: [ledger], response: mitigate, mitigation: Load test}
";
    assert_eq!(output.out, expected);
    assert!(output.err.contains("1 line would be written in programs/checkout.yaml"), "{}", output.err);
}

#[test]
fn json_has_the_edits_and_what_they_do() {
    let (output, text) =
        run_on(&[(PATH, BLOCK)], PATH, &["set", "ledger", "eta=2026-10-02", "--format", "json"]);
    assert!(text.is_some());
    let value: Value = serde_json::from_str(&output.out).unwrap();
    assert_eq!(value["kind"], "edits");
    assert_eq!(value["data"]["written"], true);
    let edits = value["data"]["edits"].as_array().unwrap();
    let eta = edits.iter().find(|edit| edit["key"] == "eta").unwrap();
    assert_eq!((&eta["file"], &eta["line"]), (&PATH.into(), &20.into()));
    assert_eq!((&eta["before"], &eta["after"]), (&Value::Null, &"2026-10-02".into()));
    assert_eq!(value["data"]["effect"]["milestones"][0]["forecast_finish"]["workdays"], -3);
    let (output, text) =
        run_on(&[(PATH, BLOCK)], PATH, &["set", "ledger", "eta=2026-10-02", "--dry-run", "--format", "json"]);
    let value: Value = serde_json::from_str(&output.out).unwrap();
    assert_eq!((&value["data"]["written"], text), (&false.into(), None));
}

#[test]
fn work_begins_and_ends() {
    changed(
        BLOCK,
        &["done", "ledger"],
        &[("    updated: 2026-09-11\n", "    updated: 2026-09-11\n    done: 2026-09-14\n")],
    );
    changed(
        BLOCK,
        &["done", "checkout/ledger", "last fri"],
        &[("    updated: 2026-09-11\n", "    updated: 2026-09-11\n    done: 2026-09-11\n")],
    );
    changed(
        BLOCK,
        &["start", "cutover", "yesterday"],
        &[("due: 2026-12-11}", "due: 2026-12-11, started: 2026-09-13}")],
    );
    refused(&FILES, &["done", "checkout/ledger", "2026-08-01"], &["nothing was written"]);
    refused(&FILES, &["start", "checkout/cutover", "2026-12-01"], &["nothing was written"]);
    refused(&FILES, &["done", "ledger", "soon"], &["not a day"]);
}

#[test]
fn a_value_that_others_repeat_is_not_changed_for_them() {
    let plan = "milestones:\n  a: &a {owner: ana, duration: 3d}\n  b:\n    <<: *a\n    due: 2026-10-30\n";
    let (output, text) = run_on(&[(PATH, plan)], PATH, &["set", "checkout/b", "owner=bo"]);
    assert_eq!(output.status, 0, "{}", output.err);
    assert_eq!(text.unwrap(), plan.to_owned() + "    owner: bo\n");
    refused(
        &[(PATH, plan)],
        &["set", "checkout/a", "owner=bo"],
        &["programs/checkout.yaml:4", "repeated by `*a`"],
    );
}

#[test]
fn outside_of_a_repository_nothing_can_be_taken_back() {
    refused(&FILES, &["undo"], &["in no git repository"]);
    let (output, _) = run_on(&FILES, PATH, &["set", "checkout/ledger", "eta=2026-10-02"]);
    said(&output, &["note: outside of a git repository, `tpm undo` cannot take this back"]);
}

#[test]
fn an_edit_beside_an_error_is_written() {
    let files = [(PATH, CHECKOUT), ("programs/mlops.yaml", MLOPS), ("programs/x.yaml", "milestones: 5\n")];
    let (output, text) = run_on(&files, PATH, &["set", "checkout/ledger", "eta=2026-10-02"]);
    assert!(text.is_some(), "{}", output.err);
    assert_eq!(output.status, 2);
}

/// Returns a disk with two plans.
fn disk(files: &[(&str, &str)]) -> MemoryDisk {
    let disk = MemoryDisk::default();
    files.iter().for_each(|(path, text)| disk.add(path, text, 0o640));
    disk
}

#[test]
fn several_files_change_together_whatever_fails() {
    let files = [(PATH, BLOCK), ("programs/tpm.yaml", SHARED)];
    let arguments = ["set", "ledger", "eta=2026-10-02", "owner:bo.team=payments"];
    let whole = disk(&files);
    let output = support::run_on(&whole, &files, &arguments);
    assert_eq!(output.status, 0, "{}", output.err);
    let texts = |disk: &MemoryDisk| files.map(|(path, _)| disk.text(path).unwrap());
    let (old, new) = (files.map(|(_, text)| text.to_owned()), texts(&whole));
    assert!(old[0] != new[0] && old[1] != new[1]);
    assert_eq!(whole.paths().len(), 2);
    assert_eq!(files.map(|(path, _)| whole.permissions(path)), [Some(0o640); 2]);
    for at in 1..=whole.asked() {
        let failing = disk(&files);
        failing.fail(Fault::At(at));
        let output = support::run_on(&failing, &files, &arguments);
        match texts(&failing) {
            texts if texts == old => assert_eq!(output.status, 2, "{at}"),
            texts => assert_eq!((output.status, texts), (0, new.clone()), "{at}"),
        }
        let stopped = disk(&files);
        stopped.fail(Fault::From(at));
        support::run_on(&stopped, &files, &arguments);
        for (at, text) in texts(&stopped).into_iter().enumerate() {
            assert!(text == old[at] || text == new[at], "{text}");
        }
    }
}

#[test]
fn a_milestone_gets_another_id_wherever_it_is_named() {
    let plan = format!(
        "{BLOCK}asks:\n  counsel: {{ask: Help, of: ana, unlocks: [ledger, checkout/ledger]}}\nfinish: ledger\n"
    );
    let files = [
        (PATH, plan.as_str()),
        (
            "programs/mlops.yaml",
            "milestones:\n  model: {depends_on: checkout/ledger SS+1w} # ledger\n  ledger: {depends_on: [model]}\n",
        ),
        ("programs/tpm.yaml", "freezes:\n  - {name: End, dates: [2026-12-24], except: [checkout/ledger]}\n"),
    ];
    let disk = disk(&files);
    let output = support::run_on(&disk, &files, &["rename", "checkout/ledger", "core"]);
    assert_eq!(output.status, 0, "{}{}", output.out, output.err);
    let expected = plan
        .replace("  ledger:\n", "  core:\n")
        .replace("    tags: [release]\n", "    tags: [release]\n    formerly: [ledger]\n")
        .replace("[ledger]}, due", "[core]}, due")
        .replace("depends_on: [ledger]", "depends_on: [core]")
        .replace("affects: [ledger]", "affects: [core]")
        .replace("[ledger, checkout/ledger]", "[core, checkout/core]")
        .replace("finish: ledger", "finish: core");
    assert_eq!(disk.text(PATH).unwrap(), expected);
    let other = disk.text("programs/mlops.yaml").unwrap();
    assert_eq!(other, files[1].1.replace("checkout/ledger", "checkout/core"));
    assert!(disk.text("programs/tpm.yaml").unwrap().contains("except: [checkout/core]"));
    said(&output, &["checkout/core  was checkout/ledger", "No date moves"]);
    refused(&files, &["rename", "checkout/ledger", "api"], &["there is a milestone `checkout/api` already"]);
    refused(&files, &["rename", "checkout/ledger", "mlops/core"], &["is not an id"]);
    refused(&files, &["rename", "checkout/ledger", "A B"], &["nothing was written"]);
}

#[test]
fn a_milestone_that_others_name_is_not_removed() {
    refused(
        &[(PATH, BLOCK)],
        &["remove", "ledger"],
        &[
            "milestones.cutover.depends_on (programs/checkout.yaml:25)",
            "risks.perf.affects (programs/checkout.yaml:27)",
            "--cancel",
        ],
    );
    changed(
        BLOCK,
        &["remove", "cutover"],
        &[("  cutover: {owner: ana, duration: 2w, depends_on: [ledger], due: 2026-12-11}\n", "")],
    );
    changed(
        BLOCK,
        &["remove", "ledger", "--cancel", "Bought, not built"],
        &[(
            "    tags: [release]\n",
            "    tags: [release]\n    cancelled: {on: 2026-09-14, reason: \"Bought, not built\"}\n",
        )],
    );
}

// The clock says Mon 14 Sep 2026; for what is said as of Thu 1 Oct, tomorrow is the 2nd.
#[test]
fn days_in_words_count_from_the_as_of_day() {
    let output = support::run(
        &FILES,
        &["set", "checkout/ledger", "eta=tomorrow", "--as-of", "2026-10-01", "--dry-run"],
    );
    assert!(output.out.contains("eta: 2026-10-02"), "{}{}", output.out, output.err);
    let output =
        support::run(&FILES, &["done", "checkout/ledger", "yesterday", "--as-of", "2026-10-01", "--dry-run"]);
    assert!(output.out.contains("done: 2026-09-30"), "{}{}", output.out, output.err);
}
