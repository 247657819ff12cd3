//! The finding for dependency cycles.

use tpm::finding::Finding;
use tpm::graph::{Network, cycle_findings};
use tpm::model::{AsOf, load};
use tpm::source::{SourceFile, Sources};
use tpm::time::Day;

/// Returns the one finding of a ring of milestones, each of which waits for the next, the last for
/// the first.
fn ring(names: &[String]) -> Finding {
    let mut text = String::from("milestones:\n");
    for (place, name) in names.iter().enumerate() {
        let next = &names[(place + 1) % names.len()];
        text.push_str(&format!("  {name}: {{duration: 1d, depends_on: [{next}]}}\n"));
    }
    let sources = Sources::new(vec![SourceFile::new("p.yaml", text)]);
    let as_of = AsOf { day: Day::parse("2026-01-05").unwrap(), from_clock: false, is_past: false };
    let workspace = load(&sources, None, as_of).workspace;
    let found = cycle_findings(&workspace, &Network::new(&workspace)).sorted();
    assert_eq!(found.len(), 1);
    found[0].clone()
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|place| format!("m{place:03}")).collect()
}

#[test]
fn a_long_cycle_lists_twelve_hops_and_counts_the_rest() {
    let told = |count: usize, more: &str| {
        let first: Vec<String> = names(count.min(12)).iter().map(|name| format!("`p/{name}`")).collect();
        format!("these milestones wait for each other: {} waits for {more}", first.join(" waits for "))
    };
    for (count, more) in [(2, "`p/m000`"), (12, "`p/m000`"), (13, "1 more"), (14, "2 more"), (40, "28 more")]
    {
        assert_eq!(ring(&names(count)).message, told(count, more), "{count}");
    }
}

#[test]
fn a_long_cycle_shows_101_source_lines() {
    for (count, related) in [(2, 1), (100, 99), (101, 100), (102, 100), (300, 100)] {
        assert_eq!(ring(&names(count)).related.len(), related, "{count}");
    }
}

// A cycle keeps its identity if its dependencies change but its milestones do not.
#[test]
fn a_cycle_is_identified_by_its_members() {
    let of = |names: [&str; 3]| ring(&names.map(str::to_owned)).fingerprint();
    assert_eq!(of(["a", "b", "c"]), "dependency-cycle:p/a:members=p/a p/b p/c");
    assert_eq!(of(["a", "c", "b"]), of(["a", "b", "c"]));
}
