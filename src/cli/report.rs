//! What every report begins with: read the workspace, find what is selected in it, schedule it.

use super::args::{Common, Labelled};
use super::output::{self, Output};
use super::{World, as_of, select};
use crate::analysis::Assessment;
use crate::analysis::selection::Selection;
use crate::finding::Finding;
use crate::graph::{Network, cycle_findings};
use crate::io::workspace::{self, WorkspaceFiles};
use crate::model::{AsOf, Workspace, load};
use anyhow::{Result, bail};
use std::io::Write;

/// One command: what it was told, what it may know, and where it prints.
pub(super) struct Call<'c> {
    pub(super) common: &'c Common,
    pub(super) outputs: Vec<Output>,
    pub(super) world: &'c World<'c>,
    pub(super) out: &'c mut dyn Write,
    pub(super) err: &'c mut dyn Write,
}

/// A workspace that was read for one command, and the part of it that was asked for.
pub(super) struct Session {
    pub(super) files: WorkspaceFiles,
    pub(super) workspace: Workspace,
    pub(super) selection: Selection,
    pub(super) as_of: AsOf,
    pub(super) findings: Vec<Finding>,
    network: Network,
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
        output::check(&self.outputs, world, &files.sources)?;
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
}
