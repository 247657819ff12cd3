//! `tpm check`.

use super::args::Format;
use super::explain::list;
use super::gate_args::{CheckArgs, From};
use super::report::{Call, Session};
use super::{ANSWERED, GATE_FAILED};
use crate::analysis::Assessment;
use crate::analysis::day_off::is_day_off;
use crate::render::gate::{self, Answer};
use crate::render::json::{self, Envelope};
use crate::render::{csv, markdown, terminal};
use crate::rules::{Case, Gate, Overrides, Policy};
use crate::syntax::{FailOn, Importance};
use crate::view;
use anyhow::{Result, bail};

pub(super) fn run(args: &CheckArgs, call: Call<'_>) -> Result<u8> {
    if args.list {
        return list(call);
    }
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let day_off = args.on_workdays && is_day_off(&session.workspace, &session.selection, session.as_of.day);
    let policy = Policy::new(session.workspace.checks.clone(), overrides(args)?).on_day_off(day_off);
    let case = Case::new(&assessment, &policy);
    let gate = Gate::new(&case, &session.selection, &session.findings);
    print(&gate, args.waived, &assessment, &session, call)?;
    Ok(if gate.passes() { ANSWERED } else { GATE_FAILED })
}

fn print(
    gate: &Gate<'_>,
    lists_waived: bool,
    assessment: &Assessment<'_>,
    session: &Session,
    call: Call<'_>,
) -> Result<()> {
    let sources = &session.files.sources;
    let (workspace, as_of) = (assessment.workspace, assessment.as_of());
    let answer = Answer { gate, sources, workspace, as_of, lists_waived };
    let data = json::check(&answer);
    let diagnostics = json::diagnostics(&session.findings, sources);
    let envelope = Envelope::new("check", session.basis(), data, diagnostics);
    call.write(|format, options, out| match format {
        Format::Text => {
            terminal::render(&session.committed_view(), options, out)?;
            gate::text(&answer, options, out)
        }
        Format::Markdown => {
            let mut report = session.committed_view();
            report.blocks.extend(view::check(gate, sources, workspace, as_of, lists_waived).blocks);
            markdown::render(&report, out)
        }
        Format::Json => envelope.write_json(out),
        Format::Yaml => envelope.write_yaml(out),
        Format::Csv => csv::write(envelope.data(), out),
    })?;
    Ok(())
}

fn overrides(args: &CheckArgs) -> Result<Overrides> {
    let mut overrides = Overrides::default();
    let levels =
        [(&args.error, Importance::Error), (&args.warn, Importance::Warn), (&args.off, Importance::Off)];
    for (words, level) in levels {
        for word in words {
            match overrides.levels.insert(word, level) {
                Some(other) if other != level => {
                    bail!("`{word}` is given as --{} and as --{}", other.word(), level.word())
                }
                _ => {}
            }
        }
    }
    overrides.fail_on = args.fail_on.map(|from| match from {
        From::Error => FailOn::Error,
        From::Warn => FailOn::Warn,
        From::Never => FailOn::Never,
    });
    Ok(overrides)
}
