//! What every report begins with: read the workspace, find what is selected in it, schedule it.

use super::args::{Common, Labelled};
use super::at::{At, Committed};
use super::output::{self, Output};
use super::{World, as_of, at, select};
use crate::analysis::Assessment;
use crate::analysis::selection::Selection;
use crate::finding::Finding;
use crate::graph::{Network, cycle_findings};
use crate::io::tree::Tree;
use crate::io::workspace::{self, WorkspaceFiles};
use crate::model::{AsOf, Workspace, load};
use crate::render::json::Basis;
use crate::view::{self, Report};
use anyhow::{Context, Result, bail};
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
    /// The commit that it was read at; none for the plans on the disk.
    pub(super) committed: Option<Committed>,
    pub(super) findings: Vec<Finding>,
    pub(super) network: Network,
}

impl Session {
    /// Schedules and judges the workspace.
    pub(super) fn assess(&self) -> Assessment<'_> {
        Assessment::new(&self.workspace, &self.network, self.as_of.day)
    }

    /// Returns what a report on it rests on.
    pub(super) fn basis(&self) -> Basis {
        Basis {
            as_of: self.as_of.day,
            commit: self.committed.as_ref().map(|at| at.commit.hash.clone()),
            work_tree_clean: self.committed.as_ref().and_then(|at| at.is_clean),
        }
    }

    /// Returns the line that says which commit it was read at; nothing for the plans on the disk.
    pub(super) fn committed_view(&self) -> Report {
        let line =
            |at: &Committed| view::committed(&at.commit.hash, at.commit.day, self.as_of.day, at.is_clean);
        self.committed.as_ref().map(line).unwrap_or_default()
    }
}

/// Where the workspace is looked for: as the arguments and the environment name it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) directory: Option<&'a str>,
    /// A file that is selected.
    pub(super) file: Option<&'a str>,
}

impl Place<'_> {
    pub(super) fn locate(&self, tree: &dyn Tree) -> Result<String> {
        workspace::locate(tree, self.directory, self.file)
    }

    /// Returns the files of the workspace in some tree; nothing where it is not there.
    pub(super) fn read_if_there(&self, tree: &dyn Tree) -> Result<Option<WorkspaceFiles>> {
        match self.locate(tree) {
            Ok(directory) => workspace::read(tree, &directory).map(Some),
            Err(_) => Ok(None),
        }
    }
}

impl Call<'_> {
    /// Returns where the workspace is looked for.
    pub(super) fn place<'a>(&'a self, select: &'a [String]) -> Place<'a> {
        let variable = self.world.variables.programs.as_deref().filter(|directory| !directory.is_empty());
        let file = select.iter().find(|argument| select::is_file(argument));
        Place { directory: self.common.programs.as_deref().or(variable), file: file.map(String::as_str) }
    }

    /// Reads the workspace that the arguments and the world name, and finds what is selected in it.
    pub(super) fn open(&self, select: &[String], labelled: &Labelled) -> Result<Session> {
        let (common, world) = (self.common, self.world);
        let place = self.place(select);
        let Some(typed) = &common.at else {
            let as_of = as_of::resolve(common, world)?;
            if let Some(file) = place.file.filter(|file| !world.tree.is_file(file)) {
                bail!("there is no file `{file}`");
            }
            return self.read(&place, (select, labelled), world.tree, as_of, None);
        };
        let here = place.read_if_there(world.tree);
        let read = || -> Result<(At, Option<bool>)> {
            let repository = self.repository(&place)?;
            let mut at = self.at(&*repository, typed)?;
            at.as_of = as_of::resolve_at(common, world, at.as_of)?;
            Ok((at, at::is_clean(&here, &place, &*repository)))
        };
        let (at, is_clean) = read().with_context(|| format!("--at {typed}"))?;
        if let Ok(Some(here)) = &here {
            output::check(&self.outputs, world, &here.sources)?;
        }
        if let Some(file) = place.file.filter(|file| !at.tree.is_file(file)) {
            bail!("there is no file `{file}` in {}", at.commit.hash);
        }
        self.open_at(&place, (select, labelled), &at, is_clean)
    }

    /// Reads the workspace at a commit, and finds what is selected in it.
    pub(super) fn open_at(
        &self,
        place: &Place<'_>,
        selected: (&[String], &Labelled),
        at: &At,
        is_clean: Option<bool>,
    ) -> Result<Session> {
        let committed = Committed { commit: at.commit.clone(), is_clean };
        let session = self.read(place, selected, &*at.tree, at.as_of, Some(committed));
        session.with_context(|| format!("in {}", at.commit.hash))
    }

    fn read(
        &self,
        place: &Place<'_>,
        (select, labelled): (&[String], &Labelled),
        tree: &dyn Tree,
        as_of: AsOf,
        committed: Option<Committed>,
    ) -> Result<Session> {
        let directory = place.locate(tree)?;
        let files = workspace::read(tree, &directory)?;
        output::check(&self.outputs, self.world, &files.sources)?;
        let loaded = load(&files.sources, files.shared, as_of);
        if loaded.workspace.programs.is_empty() && loaded.findings.is_empty() {
            bail!(
                "there is no program in `{directory}`\n  = help: put a file such as `{directory}/checkout.yaml` there, with `milestones:` in it"
            );
        }
        let network = Network::new(&loaded.workspace);
        let mut findings = loaded.findings;
        findings.append(cycle_findings(&loaded.workspace, &network));
        let selection = select::selection(select, labelled, &loaded.workspace, &files, tree)?;
        Ok(Session {
            files,
            workspace: loaded.workspace,
            selection,
            network,
            as_of,
            committed,
            findings: findings.sorted(),
        })
    }
}
