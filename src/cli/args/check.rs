//! What can be typed for the gate. The doc comments are the help texts.

use super::format::CheckFormat;
use super::select::Select;
use crate::finding::gate_rules;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

/// Judge the plans: may this be merged, and is anything overdue?
///
/// Runs the rules over the plans and prints what they find, worst first; promises that break
/// through one cause are shown together. `checks` in tpm.yaml sets how much each rule matters,
/// `waive` beside a milestone excuses it until a day.
///
/// Exit status: 0 the gate passes; 1 it fails, and an error in a plan always fails it; 2 the plans
/// could not be judged: a bad flag, no workspace, a revision that is not there.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm check\n  tpm check checkout --fail-on warn\n  tpm check --error no-owner --off hygiene\n  tpm check --format github --output sarif=tpm.sarif --output -\n  tpm check --new-since main...HEAD --policy-from main\n  tpm check --list"
)]
pub(in crate::cli) struct CheckArgs {
    /// Take findings of this rule, or set of rules, as errors
    #[arg(long, value_name = "RULE", value_parser = word())]
    pub(in crate::cli) error: Vec<&'static str>,
    /// Take findings of this rule, or set of rules, as warnings
    #[arg(long, value_name = "RULE", value_parser = word())]
    pub(in crate::cli) warn: Vec<&'static str>,
    /// Suppress findings of this rule, or set of rules
    #[arg(long, value_name = "RULE", value_parser = word())]
    pub(in crate::cli) off: Vec<&'static str>,
    /// Fail from this level on; errors in plans fail in any case [default: error]
    #[arg(long, value_name = "LEVEL", value_enum)]
    pub(in crate::cli) fail_on: Option<From>,
    /// Show only what was not found at this commit: main, HEAD~3, a hash, A...B, a day
    ///
    /// Both are judged from the same day. What was waived there counts as new where it is no longer
    /// waived; errors in plans are always shown. This also looks for promises that were moved
    /// without a reason.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) new_since: Option<String>,
    /// Take `checks`, waivers and assertions from this commit, so that a change cannot switch off
    /// its own gate
    ///
    /// A waiver counts only where that commit has one of the same rule for the same id, and until
    /// the earlier of both last days. An assertion that was dropped or softened since then still
    /// has to hold. Where tpm.yaml has errors at that commit, each rule counts by default, or as
    /// these plans say where that is stricter.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) policy_from: Option<String>,
    /// When everyone with open work is off, fail only on errors in plans
    #[arg(long)]
    pub(in crate::cli) on_workdays: bool,
    /// Print in this format [default: text]
    ///
    /// With `--output`, the format of every output that names none: `--format github --output
    /// sarif=tpm.sarif --output -`.
    // The flag of every report under the same name, with more formats.
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<CheckFormat>,
    /// List what is waived, too
    #[arg(long)]
    pub(in crate::cli) waived: bool,
    /// List the rules instead, with the sets they belong to and the levels in force here
    #[arg(long, conflicts_with_all = ["select", "waived", "error", "warn", "off", "fail_on", "on_workdays", "new_since", "policy_from"])]
    pub(in crate::cli) list: bool,
    // Behind the flags, which would stand under its heading.
    #[command(flatten)]
    pub(in crate::cli) select: Select,
}

/// From which level on the gate fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum From {
    /// Errors
    Error,
    /// Warnings too
    Warn,
    /// Errors in plans only
    Never,
}

/// Explain what a rule means
///
/// Of a rule of `tpm check`: what it finds, why that matters, what to do, and a plan before and
/// after. Of an error in plans: why it is one; `docs/errors.md` shows each with a plan.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tpm explain overdue-milestone\n  tpm explain unknown-dependency")]
pub(in crate::cli) struct ExplainArgs {
    /// The name of the rule
    #[arg(value_name = "RULE")]
    pub(in crate::cli) rule: String,
}

/// Reads the name of a rule or a set; a nearly right one is told by clap.
fn word() -> impl TypedValueParser<Value = &'static str> {
    PossibleValuesParser::new(gate_rules::words())
        .try_map(|typed| gate_rules::words().find(|word| *word == typed).ok_or("not a rule"))
}
