//! `tpm explain`, and the list of rules of `tpm check --list`.

use super::args::ReportFormat;
use super::call::Call;
use super::policy::Judge;
use super::print::Printed;
use super::session::Session;
use super::{ANSWERED, at};
use crate::finding;
use crate::finding::gate_rules;
use crate::io::refusal::Refusal;
use crate::model::Trees;
use crate::render::json::{self, Basis, Envelope, RulesData};
use crate::rules::{Levels, Overrides, Policy, REGISTRY, rule};
use crate::source::Sources;
use crate::syntax::did_you_mean;
use crate::view::{self, Report};
use anyhow::{Result, bail};

/// Explain what a rule means
///
/// For a rule of `tpm check`: what it finds, why that matters, what to do, and a plan before and
/// after. For a plan error: why it is one; `docs/errors.md` has an example of each.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tpm explain overdue-milestone\n  tpm explain unknown-dependency")]
pub(super) struct Args {
    /// The name of the rule
    #[arg(value_name = "RULE")]
    rule: String,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let slug = args.rule.as_str();
    if let Some(rule) = rule(slug) {
        let (policy, sources) = (Policy::default(), Sources::default());
        let levels = Levels { policy: &policy, sources: &sources, commit: None };
        return print(json::rules([rule], levels), view::explain(rule), call);
    }
    if let Some((slug, about)) = finding::slugs().find(|known| *known == slug).zip(finding::about(slug)) {
        return print(json::plan_rule(slug, about), view::explain_plan_rule(slug, about), call);
    }
    if let Some(set) = gate_rules::Set::ALL.into_iter().find(|set| set.word() == slug) {
        bail!(Refusal::new(
            format!("`{slug}` is a set of rules"),
            format!("`tpm check --list` shows the rules in it: {}", set.about())
        ))
    }
    let known = gate_rules::NAMES.iter().map(|name| name.slug).chain(finding::slugs());
    let help = did_you_mean(slug, known).unwrap_or_else(|| "`tpm check --list` names them".into());
    bail!(Refusal::new(format!("there is no rule `{slug}`"), help))
}

/// Prints the rules of the gate, with their levels in the workspace, or in a commit.
pub(super) fn list(call: Call<'_, ReportFormat>, policy_from: Option<&str>) -> Result<u8> {
    let location = call.location(&[]);
    let directory = match location.find(call.world.tree) {
        Err(fault) if location.directory.is_some() || policy_from.is_some() => return Err(fault),
        // Without a workspace, list the default levels.
        Err(_) => {
            let (policy, sources) = (Policy::default(), Sources::default());
            return print_levels(Levels { policy: &policy, sources: &sources, commit: None }, call);
        }
        Ok(directory) => directory,
    };
    let session = Session::whole(location, call.world.tree, directory, call.as_of()?, Trees::Dropped)?;
    let Judge { policy, then } = Judge::new(Overrides::default(), policy_from, &call, &session)?;
    let then = then.as_ref().filter(|_| policy.instead_of.is_none());
    let sources = then.map_or(&session.files.sources, |(_, then)| &then.files.sources);
    let commit = then.map(|(commit, _)| commit.as_str());
    print_levels(Levels { policy: &policy, sources, commit }, call)
}

fn print_levels(levels: Levels<'_>, call: Call<'_, ReportFormat>) -> Result<u8> {
    print(json::rules(REGISTRY.iter(), levels), view::rules(levels), call)
}

fn print(data: RulesData, report: Report, call: Call<'_, ReportFormat>) -> Result<u8> {
    at::refuse(call.common)?;
    let basis = Basis { as_of: call.as_of()?.day, commit: None, work_tree_clean: None };
    let printed = Printed { envelope: Envelope::new(basis, data, Vec::new()), report };
    call.write(|format, options, out| printed.write(format, options, out))?;
    Ok(ANSWERED)
}
