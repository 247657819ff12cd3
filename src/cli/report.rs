//! What every report does: read the workspace, schedule it, show one analysis of it in one format, and say
//! what is wrong with the plans.

use super::args::{Common, Format, Labelled};
use super::{ANSWERED, FAILED, World, as_of, select, terminal};
use crate::analysis::Assessment;
use crate::analysis::selection::Selection;
use crate::finding::{Finding, Level};
use crate::graph::{Network, cycle_findings};
use crate::io::workspace::{self, WorkspaceFiles};
use crate::model::{AsOf, Workspace, load};
use crate::render::json::{Envelope, diagnostics};
use crate::render::snippet::snippet;
use crate::render::terminal::render;
use crate::view::{self, Report};
use anyhow::{Result, bail};
use serde::Serialize;
use std::io::Write;

/// One command: what it was told, what it may know, and where it prints.
pub(super) struct Call<'c> {
    pub(super) common: &'c Common,
    pub(super) world: &'c World<'c>,
    pub(super) out: &'c mut dyn Write,
    pub(super) err: &'c mut dyn Write,
}

/// A workspace that was read for one command, and the part of it that was asked for.
pub(super) struct Session {
    pub(super) files: WorkspaceFiles,
    pub(super) workspace: Workspace,
    pub(super) selection: Selection,
    network: Network,
    as_of: AsOf,
    findings: Vec<Finding>,
}

impl Session {
    /// Schedules and judges the workspace.
    pub(super) fn assess(&self) -> Assessment<'_> {
        Assessment::new(&self.workspace, &self.network, self.as_of.day)
    }
}

impl Call<'_> {
    /// Reads the workspace that the arguments and the world name, and finds what is selected in it.
    pub(super) fn open(&self, select: &[String], labelled: &Labelled) -> Result<Session> {
        let world = self.world;
        let as_of = as_of::resolve(self.common, world)?;
        let variable = world.variables.programs.as_deref().filter(|directory| !directory.is_empty());
        let named = self.common.programs.as_deref().or(variable);
        let file = select.iter().find(|argument| select::is_file(argument)).map(String::as_str);
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
        let selection = select::selection(select, labelled, &loaded.workspace, &files, world.tree)?;
        Ok(Session {
            files,
            workspace: loaded.workspace,
            selection,
            network,
            as_of,
            findings: findings.sorted(),
        })
    }

    /// Prints a report in the format that was asked for, made from its data or, for people, its view, and the
    /// findings beside it.
    ///
    /// Returns the exit status: 2 where the plans have errors.
    pub(super) fn print<T: Serialize>(
        self,
        session: &Session,
        kind: &'static str,
        data: T,
        view: impl FnOnce() -> Report,
    ) -> Result<u8> {
        let errors = session.findings.iter().filter(|finding| finding.level == Level::Error).count();
        let sources = &session.files.sources;
        let (common, variables) = (self.common, &self.world.variables);
        match common.format {
            Format::Text => {
                let options = terminal::options(common, variables, &self.world.stderr);
                for finding in &session.findings {
                    writeln!(self.err, "{}", snippet(finding, sources, options))?;
                }
                let options = terminal::options(common, variables, &self.world.stdout);
                render(&view::plan_errors(&session.findings, sources), options, self.out)?;
                render(&view(), options, self.out)?;
            }
            Format::Json | Format::Yaml => {
                let diagnostics = diagnostics(&session.findings, sources);
                let envelope = Envelope::new(kind, session.as_of.day, data, diagnostics);
                match common.format {
                    Format::Json => envelope.write_json(self.out)?,
                    _ => envelope.write_yaml(self.out)?,
                }
                if errors > 0 {
                    let count = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
                    writeln!(self.err, "error: {count} in the plans; see `diagnostics`")?;
                }
            }
        }
        Ok(if errors > 0 { FAILED } else { ANSWERED })
    }
}
