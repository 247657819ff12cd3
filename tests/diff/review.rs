//! Ten pull requests as people open them, over the example programs, and the comment on each: kept
//! in `docs/review.md`, and written there where `TPM_UPDATE_DOCS` is set.

use crate::support;
use std::fmt::Write;
use std::path::Path;

struct Pull {
    title: &'static str,
    /// What the reviewer should get from the comment.
    reads: &'static str,
    /// File, old text, new text. A new file has no old text.
    edits: &'static [(&'static str, &'static str, &'static str)],
}

const PULLS: [Pull; 10] = [
    Pull {
        title: "A re-estimate",
        reads: "Eight days on one milestone take the finish past the freeze: that is the number to talk about, not the eight days.",
        edits: &[(
            "programs/checkout.yaml",
            "    duration: {optimistic: 8d, likely: 2w, pessimistic: 4w}\n    depends_on: [shadow-traffic",
            "    duration: {optimistic: 2w, likely: 18d, pessimistic: 5w}\n    depends_on: [shadow-traffic",
        )],
    },
    Pull {
        title: "A dependency added",
        reads: "Nobody re-estimated anything; one word in a list costs what it costs.",
        edits: &[(
            "programs/mlops.yaml",
            "    depends_on: online-store +1d\n",
            "    depends_on: [online-store +1d, model-review]\n",
        )],
    },
    Pull {
        title: "A promise moved",
        reads: "A firm promise moves, sara agreed, and it does not help: the new day is not met either, and the program still promises the old one.",
        edits: &[(
            "programs/checkout.yaml",
            "    due: 2026-11-13\n    firm: true                  # a week is kept before the freeze of Monday 23 November, which is in tpm.yaml\n    promised_to: Halden Bank\n    moved:                      # the first is the original promise\n",
            "    due: 2026-11-18\n    firm: true                  # a week is kept before the freeze of Monday 23 November, which is in tpm.yaml\n    promised_to: Halden Bank\n    moved:                      # the first is the original promise\n      - {from: 2026-11-13, on: 2026-09-14, cause: scope, why: The ledger took longer, agreed: sara}\n",
        )],
    },
    Pull {
        title: "A milestone split",
        reads: "The two halves are one day longer than the whole was; who waits for it waits for the second half.",
        edits: &[
            (
                "programs/checkout.yaml",
                "  shadow-traffic:\n    name: Old and new ledger agree on four weeks of orders\n    owner: bo\n    workstream: traffic\n    duration: 4w\n    depends_on: [ledger, edge-routing]\n",
                "  shadow-orders:\n    name: Old and new ledger agree on two weeks of orders\n    formerly: shadow-traffic\n    owner: bo\n    workstream: traffic\n    duration: 2w\n    depends_on: [ledger, edge-routing]\n\n  shadow-refunds:\n    name: Old and new ledger agree on two weeks of refunds\n    owner: bo\n    workstream: traffic\n    duration: 11d\n    depends_on: shadow-orders\n",
            ),
            (
                "programs/checkout.yaml",
                "    depends_on: shadow-traffic SS+1w\n",
                "    depends_on: shadow-orders SS+1w\n",
            ),
            ("programs/checkout.yaml", "[shadow-traffic +3d,", "[shadow-refunds +3d,"),
            (
                "programs/checkout.yaml",
                "    affects: [shadow-traffic]\n",
                "    affects: [shadow-orders, shadow-refunds]\n",
            ),
        ],
    },
    Pull {
        title: "An owner's leave",
        reads: "A line in the owners' file, and two programs hear of it.",
        edits: &[(
            "programs/tpm.yaml",
            "    away: [2026-08-10..2026-08-21, 2026-09-21..2026-09-25]\n",
            "    away: [2026-08-10..2026-08-21, 2026-09-21..2026-09-25, 2026-10-05..2026-10-16]\n",
        )],
    },
    Pull {
        title: "A risk closed",
        reads: "No date moves. Whether the risk may be closed is all there is to decide.",
        edits: &[(
            "programs/checkout.yaml",
            "    raised: 2026-07-28\n    reviewed: 2026-09-08\n    next_review: 2026-09-22\n",
            "    raised: 2026-07-28\n    reviewed: 2026-09-14\n    closed: 2026-09-14\n",
        )],
    },
    Pull {
        title: "A calendar change",
        reads: "The freeze ends a week earlier. It is good news, and for whom.",
        edits: &[("programs/tpm.yaml", "dates: 2026-11-23..2027-01-04", "dates: 2026-11-23..2026-12-28")],
    },
    Pull {
        title: "A bad merge",
        reads: "Both sides of a conflict were kept. What the broken part touches has no date, and nothing is guessed.",
        edits: &[("programs/gdpr.yaml", "milestones:\n", "milestones:\n<<<<<<< HEAD\n")],
    },
    Pull {
        title: "White space and a comment",
        reads: "There is nothing to review.",
        edits: &[("programs/checkout.yaml", "\n\n  # Foundations\n", "\n\n\n  # Foundation\n")],
    },
    Pull {
        title: "A new program",
        reads: "What it promises, whom it needs, and that it takes nothing from the others.",
        edits: &[(
            "programs/search.yaml",
            "",
            "name: Search by meaning\nowner: wen\ndue: 2026-12-11\nfinish: launch\nmilestones:\n  embeddings:\n    owner: noor\n    duration: 3w\n    depends_on: mlops/online-store\n  launch:\n    owner: wen\n    duration: 2w\n    depends_on: embeddings\n",
        )],
    },
];

/// Returns the examples as they are before and with a pull request.
fn sides(pull: &Pull) -> [Vec<(String, String)>; 2] {
    let base = support::examples();
    let mut head = base.clone();
    for (path, from, to) in pull.edits {
        if from.is_empty() {
            head.push(((*path).to_owned(), (*to).to_owned()));
            continue;
        }
        let (_, text) = head.iter_mut().find(|(name, _)| name == path).expect("a file");
        assert_eq!(text.matches(from).count(), 1, "{}: {from}", pull.title);
        *text = text.replace(from, to);
    }
    [base, head]
}

/// Returns what `tpm diff` prints of a pull request.
fn printed(pull: &Pull, format: &str) -> String {
    let [base, head] = sides(pull);
    let base: Vec<(&str, &str)> = base.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let head: Vec<(&str, &str)> = head.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let arguments = ["diff", "main", "--format", format, "--as-of", "2026-09-14"];
    support::run_since_on_terminal(&base, &head, &arguments, 80).out
}

fn comment(pull: &Pull) -> String {
    printed(pull, "markdown")
}

/// Returns the section of a pull request.
fn section(number: usize, pull: &Pull) -> String {
    let mut text = format!("### {number}. {}\n\n```diff\n", pull.title);
    for (path, from, to) in pull.edits {
        writeln!(text, "# {path}").unwrap();
        let (before, after): (Vec<&str>, Vec<&str>) = (from.lines().collect(), to.lines().collect());
        let is_in = |line: &str, side: &[&str]| side.contains(&line);
        for line in &before {
            let sign = if is_in(line, &after) { ' ' } else { '-' };
            writeln!(text, "{sign}{line}").unwrap();
        }
        for line in after.iter().filter(|line| !is_in(line, &before)) {
            writeln!(text, "+{line}").unwrap();
        }
    }
    write!(text, "```\n\n{}\n\n```text\n{}```\n\n", pull.reads, printed(pull, "text")).unwrap();
    write!(text, "````markdown\n{}````\n\n", comment(pull)).unwrap();
    text
}

#[test]
fn review_document_shows_the_ten_comments() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/review.md");
    let text = std::fs::read(&path).map(|bytes| String::from_utf8(bytes).unwrap()).unwrap();
    let (begin, end) = ("<!-- ten pull requests -->\n\n", "<!-- end of the ten pull requests -->");
    let (before, rest) = text.split_once(begin).expect("where they begin");
    let (_, after) = rest.split_once(end).expect("where they end");
    let sections: String = PULLS.iter().zip(1..).map(|(pull, number)| section(number, pull)).collect();
    let expected = format!("{before}{begin}{sections}{end}{after}");
    if std::env::var_os("TPM_UPDATE_DOCS").is_some() && expected != text {
        std::fs::write(&path, expected).unwrap();
        return;
    }
    assert!(text == expected, "the comments have changed; with TPM_UPDATE_DOCS=1 they are written anew");
}

#[test]
fn each_comment_names_what_to_decide() {
    for (pull, said) in PULLS.iter().zip([
        "## ✗ 1 firm promise later still: ",
        "**mlops/serving: waits for model-review**",
        "## ✗ 1 firm promise still late after being moved: ",
        "shadow-refunds: new",
        "leave + 5 Oct–16 Oct",
        "## No date moves\n\n· 1 risk closed: ",
        "dates 23 Nov–4 Jan 2027 → 23 Nov–28 Dec",
        "error in the plans",
        "## Nothing was changed in the plans",
        "## No date moves\n\n· adds \\`search\\`, finish ",
    ]) {
        let comment = comment(pull);
        assert!(comment.contains(said), "{}: no {said:?} in\n{comment}", pull.title);
    }
}
