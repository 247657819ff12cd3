//! The arguments of the gate. The doc comments are the help texts.

use super::format::CheckFormat;
use super::select::Select;
use crate::finding::gate_rules;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

/// Judge the plans: may this be merged, and is anything overdue?
///
/// Runs the rules over the plans and prints their findings, worst first; promises broken by one
/// cause are shown together. `checks` in tpm.yaml sets the level of each rule; `waive` beside a
/// milestone excuses its findings until a day.
///
/// Exit status: 0 the gate passes; 1 it fails, as it always does on an error in a plan; 2 the plans
/// could not be checked: a bad flag, no workspace, an unknown revision.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm check\n  tpm check checkout --fail-on warn\n  tpm check --error no-owner --off hygiene\n  tpm check --format github --output sarif=tpm.sarif --output -\n  tpm check --new-since main...HEAD --policy-from main\n  tpm check --list"
)]
pub(in crate::cli) struct CheckArgs {
    /// Report findings of this rule or set as errors
    #[arg(long, value_name = "RULE", value_parser = word())]
    pub(in crate::cli) error: Vec<&'static str>,
    /// Report findings of this rule or set as warnings
    #[arg(long, value_name = "RULE", value_parser = word())]
    pub(in crate::cli) warn: Vec<&'static str>,
    /// Suppress findings of this rule or set
    #[arg(long, value_name = "RULE", value_parser = word())]
    pub(in crate::cli) off: Vec<&'static str>,
    /// Fail on findings of this level or worse; plan errors always fail [default: error]
    #[arg(long, value_name = "LEVEL", value_enum)]
    pub(in crate::cli) fail_on: Option<From>,
    /// Show only findings that are new since this commit: main, HEAD~3, a hash, A...B, a day
    ///
    /// Both sides are checked from the same day. A finding that was waived there and no longer is
    /// counts as new; plan errors are always shown. This also looks for promises that were moved
    /// without a reason.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) new_since: Option<String>,
    /// Take `checks`, waivers and assertions from this commit, so that a change cannot switch off
    /// its own gate
    ///
    /// A waiver counts only if that commit has one of the same rule for the same id, and until the
    /// earlier of the two last days. An assertion that was dropped or softened since then must
    /// still hold. If tpm.yaml has errors at that commit, the defaults apply, or the policy of
    /// these plans where it is stricter.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) policy_from: Option<String>,
    /// When everyone with open work is off, fail only on plan errors
    #[arg(long)]
    pub(in crate::cli) on_workdays: bool,
    /// Print in this format [default: text]
    ///
    /// With `--output`, the format of every output that names none: `--format github --output
    /// sarif=tpm.sarif --output -`.
    // The global flag of the same name, with more formats.
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<CheckFormat>,
    /// Also list waived findings
    #[arg(long)]
    pub(in crate::cli) waived: bool,
    /// List the rules instead, with their sets and the levels that apply here
    #[arg(long, conflicts_with_all = ["select", "waived", "error", "warn", "off", "fail_on", "on_workdays", "new_since", "policy_from"])]
    pub(in crate::cli) list: bool,
    // Last, so that the other flags do not appear under its heading.
    #[command(flatten)]
    pub(in crate::cli) select: Select,
}

/// The level from which the gate fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum From {
    /// Errors
    Error,
    /// Errors and warnings
    Warn,
    /// Only plan errors
    Never,
}

/// Explain what a rule means
///
/// For a rule of `tpm check`: what it finds, why that matters, what to do, and a plan before and
/// after. For a plan error: why it is one; `docs/errors.md` has an example of each.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tpm explain overdue-milestone\n  tpm explain unknown-dependency")]
pub(in crate::cli) struct ExplainArgs {
    /// The name of the rule
    #[arg(value_name = "RULE")]
    pub(in crate::cli) rule: String,
}

/// Parses the name of a rule or a set; clap suggests a similar one.
fn word() -> impl TypedValueParser<Value = &'static str> {
    PossibleValuesParser::new(gate_rules::words())
        .try_map(|typed| gate_rules::words().find(|word| *word == typed).ok_or("not a rule"))
}
