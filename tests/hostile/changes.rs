//! Changes of large plans, each of which once took time that grew with the square of its size.

/// What is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    Diff,
    /// The gate, with the policy of the base.
    Gate,
}

/// Files before and after a change.
pub(crate) struct Change {
    pub(crate) name: &'static str,
    pub(crate) asked: Asked,
    pub(crate) base: Vec<(&'static str, String)>,
    pub(crate) head: Vec<(&'static str, String)>,
}

/// Entries of about fifty bytes: with so many, time that grows with the square is beyond the limit.
const COUNT: usize = if cfg!(debug_assertions) { 2_000 } else { 40_000 };

/// Of what grew with a flatter square, more are needed.
const SWAPPED: usize = COUNT / 2 * 3;
const ASSERTED: usize = COUNT * 3;

fn milestones(count: usize, unit: impl Fn(usize) -> String) -> String {
    format!("milestones:\n{}", (0..count).map(unit).collect::<String>())
}

fn change(
    name: &'static str,
    asked: Asked,
    base: impl Into<Vec<(&'static str, String)>>,
    head: impl Into<Vec<(&'static str, String)>>,
) -> Change {
    Change { name, asked, base: base.into(), head: head.into() }
}

/// In chains of fifty: each milestone waits for the one before.
fn named(prefix: &str, key: &str, count: usize) -> String {
    milestones(count, |at| {
        let waits = if at % 50 == 0 { String::new() } else { format!(", depends_on: {prefix}{}", at - 1) };
        format!("  {prefix}{at}: {{name: Work {at}, duration: {}d{key}{waits}}}\n", at % 5 + 1)
    })
}

fn lags(lag: u32) -> String {
    let waits: String = (0..COUNT).map(|at| format!("      - m{at} +{lag}d\n")).collect();
    let work = milestones(COUNT, |at| format!("  m{at}: {{duration: 1d}}\n"));
    format!("{work}  z:\n    duration: 1d\n    depends_on:\n{waits}")
}

fn freezes(month: u32) -> String {
    let freezes = (0..COUNT / 4)
        .map(|at| format!("  - {{name: F{at}, dates: [2027-0{month}-{:02}], tags: [t{at}]}}\n", at % 28 + 1));
    format!("freezes:\n{}", freezes.collect::<String>())
}

fn assertions() -> String {
    let asserted = (0..ASSERTED).map(|at| format!("  - {{milestone: m, float_at_least: {}d}}\n", at % 9 + 1));
    format!("milestones:\n  m: {{duration: 1d}}\nassert:\n{}", asserted.collect::<String>())
}

fn waivers() -> String {
    let waived = (0..COUNT)
        .map(|at| format!("      - {{rule: overdue-milestone, until: 2026-02-02, reason: No time {at}}}\n"));
    format!(
        "milestones:\n  m:\n    duration: 1d\n    due: 2026-01-05\n    waive:\n{}",
        waived.collect::<String>()
    )
}

/// A million runs are asked for, of which a plan of this size gets few.
const RUNS: &str = "odds: {runs: 1000000}\n";

fn odds() -> String {
    let work = named("m", ", due: 2026-10-02", COUNT);
    format!("{work}assert:\n  - {{milestone: m49, odds_at_least: 99%}}\n")
}

pub(crate) fn all() -> Vec<Change> {
    const P: &str = "p.yaml";
    const Q: &str = "q.yaml";
    const SHARED: &str = "tpm.yaml";
    let tagged = "milestones:\n  m: {duration: 3d, tags: [t0], due: 2026-10-01}\n";
    vec![
        change("renamed", Asked::Diff, [(P, named("m", "", COUNT))], [(P, named("x", "", COUNT))]),
        change(
            "every due",
            Asked::Diff,
            [(P, named("m", ", due: 2026-10-02", COUNT))],
            [(P, named("m", ", due: 2026-10-09", COUNT))],
        ),
        change(
            "swapped",
            Asked::Diff,
            [(P, named("a", "", SWAPPED)), (Q, named("b", "", SWAPPED))],
            [(P, named("b", "", SWAPPED)), (Q, named("a", "", SWAPPED))],
        ),
        change("lags", Asked::Diff, [(P, lags(2))], [(P, lags(3))]),
        change(
            "freezes",
            Asked::Diff,
            [(SHARED, freezes(2)), (P, tagged.to_owned())],
            [(SHARED, freezes(3)), (P, tagged.to_owned())],
        ),
        change("assertions", Asked::Gate, [(P, assertions())], [(P, assertions())]),
        change(
            "odds",
            Asked::Gate,
            [(SHARED, RUNS.into()), (P, odds())],
            [(SHARED, RUNS.into()), (P, odds())],
        ),
        change("waivers", Asked::Gate, [(P, waivers())], [(P, waivers())]),
    ]
}
