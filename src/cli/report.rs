//! What every report does: read the workspace, schedule it, show one analysis of it in one format, and say
//! what is wrong with the plans.

use super::args::{Common, Format};
use super::{ANSWERED, FAILED, World, as_of, select, terminal};
use crate::analysis::Assessment;
use crate::analysis::selection::Selection;
use crate::finding::{Finding, Level};
use crate::graph::{Network, cycle_findings};
use crate::io::workspace::{self, WorkspaceFiles};
use crate::model::{AsOf, Workspace, load};
use crate::render::json::{Envelope, diagnostics};
use crate::render::terminal::render;
use crate::view::{self, Report};
use anyhow::{Result, bail};
use serde::Serialize;
use std::io::Write;

/// A workspace that was read for one command.
pub(super) struct Session {
    pub(super) files: WorkspaceFiles,
    pub(super) workspace: Workspace,
    pub(super) network: Network,
    pub(super) as_of: AsOf,
    findings: Vec<Finding>,
}

impl Session {
    /// Reads the workspace that the arguments and the world name.
    pub(super) fn open(common: &Common, select: &[String], world: &World<'_>) -> Result<Self> {
        let as_of = as_of::resolve(common, world)?;
        let named =
            common.programs.as_deref().or(world.variables.programs.as_deref().filter(|dir| !dir.is_empty()));
        let file = select.iter().find(|argument| select::is_file(argument)).map(|path| path.as_str());
        if let Some(file) = file.filter(|file| !world.tree.is_file(file)) {
            bail!("there is no file `{file}`");
        }
        let directory = workspace::locate(world.tree, named, file)?;
        let files = workspace::read(world.tree, &directory)?;
        let loaded = load(&files.sources, files.shared, as_of);
        if loaded.workspace.programs.is_empty() && loaded.findings.is_empty() {
            bail!(
                "there is no program in `{directory}`\n  = help: put a file such as `{directory}/checkout.yaml` there, with `milestones:` in it"
            );
        }
        let network = Network::new(&loaded.workspace);
        let mut findings = loaded.findings;
        findings.append(cycle_findings(&loaded.workspace, &network));
        Ok(Self { files, workspace: loaded.workspace, network, as_of, findings: findings.sorted() })
    }

    /// Returns what the arguments select.
    pub(super) fn selection(&self, select: &[String], world: &World<'_>) -> Result<Selection> {
        select::selection(select, &self.workspace, &self.files, world.tree)
    }

    /// Schedules and judges the workspace.
    pub(super) fn assess(&self) -> Assessment<'_> {
        Assessment::new(&self.workspace, &self.network, self.as_of.day)
    }
}

/// One report, in the two forms that all formats are made of.
pub(super) struct Answer<T, V> {
    pub(super) kind: &'static str,
    pub(super) data: T,
    /// Made only where people read it.
    pub(super) view: V,
}

/// Prints a report in the format that was asked for and the findings beside it. Returns the exit status: 2
/// where the plans have errors.
pub(super) fn print<T: Serialize, V: FnOnce() -> Report>(
    session: &Session,
    answer: Answer<T, V>,
    common: &Common,
    world: &World<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8> {
    let errors = session.findings.iter().filter(|finding| finding.level == Level::Error).count();
    let sources = &session.files.sources;
    match common.format {
        Format::Text => {
            let options = terminal::options(common, &world.variables, &world.stderr);
            for finding in &session.findings {
                writeln!(err, "{}", crate::render::snippet::snippet(finding, sources, options))?;
            }
            let options = terminal::options(common, &world.variables, &world.stdout);
            render(&view::plan_errors(&session.findings, sources), options, out)?;
            render(&(answer.view)(), options, out)?;
        }
        Format::Json | Format::Yaml => {
            let diagnostics = diagnostics(&session.findings, sources);
            let envelope = Envelope::new(answer.kind, session.as_of.day, answer.data, diagnostics);
            if common.format == Format::Json {
                envelope.write_json(out)?;
            } else {
                envelope.write_yaml(out)?;
            };
            if errors > 0 {
                let count = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
                writeln!(err, "error: {count} in the plans; see `diagnostics`")?;
            }
        }
    }
    Ok(if errors > 0 { FAILED } else { ANSWERED })
}
