//! `tpm explain`, and the list of rules of `tpm check --list`.

use super::args::Format;
use super::gate_args::ExplainArgs;
use super::report::Call;
use super::{ANSWERED, as_of, at};
use crate::finding;
use crate::finding::gate_rules;
use crate::render::json::{self, Basis, Envelope, RulesData};
use crate::render::{csv, markdown, terminal};
use crate::rules::{REGISTRY, rule};
use crate::syntax::nearest;
use crate::view::{self, Report};
use anyhow::{Result, bail};

pub(super) fn run(args: &ExplainArgs, call: Call<'_>) -> Result<u8> {
    let slug = args.rule.as_str();
    if let Some(rule) = rule(slug) {
        return print(json::rules([rule]), &view::explain(rule), call);
    }
    if let Some((slug, about)) = finding::slugs().find(|known| *known == slug).zip(finding::about(slug)) {
        return print(json::plan_rule(slug, about), &view::explain_plan_rule(slug, about), call);
    }
    if let Some(set) = gate_rules::Set::ALL.into_iter().find(|set| set.word() == slug) {
        bail!(
            "`{slug}` is a set of rules\n  = help: `tpm check --list` shows the rules in it: {}",
            set.about()
        )
    }
    let known = gate_rules::NAMES.iter().map(|name| name.slug).chain(finding::slugs());
    match nearest(slug, known) {
        Some(meant) => bail!("there is no rule `{slug}`\n  = help: did you mean `{meant}`?"),
        None => bail!("there is no rule `{slug}`\n  = help: `tpm check --list` names them"),
    }
}

/// Prints the rules of the gate.
pub(super) fn list(call: Call<'_>) -> Result<u8> {
    print(json::rules(REGISTRY.iter()), &view::rules(), call)
}

fn print(data: RulesData, report: &Report, call: Call<'_>) -> Result<u8> {
    at::refuse(call.common)?;
    let as_of = as_of::resolve(call.common, call.world)?.day;
    let basis = Basis { as_of, commit: None, work_tree_clean: None };
    let envelope = Envelope::new("explain", basis, data, Vec::new());
    call.write(|format, options, out| match format {
        Format::Text => terminal::render(report, options, out),
        Format::Markdown => markdown::render(report, out),
        Format::Json => envelope.write_json(out),
        Format::Yaml => envelope.write_yaml(out),
        Format::Csv => csv::write(envelope.data(), out),
        Format::Concise | Format::Github | Format::Gitlab | Format::Sarif | Format::Junit => {
            Err(Format::refused())
        }
    })?;
    Ok(ANSWERED)
}
