//! Odds: against closed forms, against an independent simulation, and laws of random plans.

mod asked;
mod backtest;
mod closed;
mod history;
mod independent;
mod laws;
mod slow;

use crate::oracle::{self, case::Case};
use std::sync::atomic::AtomicU32;
use tpm::analysis::Assessment;
use tpm::analysis::odds::{Odds, Promised, analyze};
use tpm::analysis::selection::{Labels, Selection};
use tpm::chance::Settings;
use tpm::graph::Network;
use tpm::model::{AsOf, DefaultRange, Workspace, load};
use tpm::schedule::PromiseHolder;
use tpm::source::{SourceFile, Sources};
use tpm::syntax::Distribution;
use tpm::time::Day;

/// Settings with these runs, on one thread.
pub fn settings(runs: u32) -> Settings {
    Settings {
        seed: 1,
        runs,
        threads: 1,
        distribution: Distribution::Pert,
        default_range: DefaultRange { optimistic: 90, pessimistic: 150 },
    }
}

/// The same, where single estimates are certain.
pub fn certain_singles(runs: u32) -> Settings {
    Settings { default_range: DefaultRange { optimistic: 100, pessimistic: 100 }, ..settings(runs) }
}

/// Reads the plans of some files as of a day.
pub fn read(files: &[(String, String)], as_of: Day) -> Workspace {
    let files = files.iter().map(|(path, text)| SourceFile::new(path.clone(), text.clone())).collect();
    let sources = Sources::new(files);
    let shared = sources.iter().find(|(_, file)| file.path.ends_with("tpm.yaml")).map(|(id, _)| id);
    load(&sources, shared, AsOf { day: as_of, from_clock: false, is_past: false }).workspace
}

/// Appends a risk to the first program that affects some milestones.
pub fn with_risk(case: &Case, percent: u32, impact: &str, affects: &[usize]) -> Vec<(String, String)> {
    let mut files = oracle::files(case);
    let ids: Vec<String> = affects.iter().map(|m| case.full_id(*m)).collect();
    let text = format!(
        "risks:\n  r: {{title: R, probability: {percent}%, impact: {impact}, affects: [{}]}}\n",
        ids.join(", ")
    );
    let first = files.iter_mut().find(|(path, _)| path.ends_with("p0.yaml")).unwrap();
    first.1.push_str(&text);
    files
}

/// Simulates a workspace and hands the odds, with the assessment, to `look`.
pub fn simulated<T>(
    workspace: &Workspace,
    as_of: Day,
    settings: Settings,
    look: impl FnOnce(&Assessment<'_>, &Odds) -> T,
) -> T {
    let network = Network::new(workspace);
    let assessment = Assessment::new(workspace, &network, as_of);
    let selection = Selection::new(workspace, None, Labels::default());
    let odds = analyze(&assessment, &selection, settings, &AtomicU32::new(0));
    look(&assessment, &odds)
}

/// Returns what the runs say of a promise, by its full id.
pub fn promise<'o>(workspace: &Workspace, odds: &'o Odds, id: &str) -> &'o Promised {
    let found = odds.promises.iter().find(|promise| promise.finish.holder.full_id(workspace) == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

/// Returns the share of runs in which a promise is finished by a day.
pub fn share_by(promise: &Promised, day: Day) -> f64 {
    let by: u64 =
        promise.finish.tally.days().filter(|(at, _)| *at <= day).map(|(_, count)| u64::from(count)).sum();
    by as f64 / promise.finish.tally.runs() as f64
}

/// Whether a holder is a milestone.
pub fn is_milestone(holder: PromiseHolder) -> bool {
    matches!(holder, PromiseHolder::Milestone(_))
}
