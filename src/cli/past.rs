//! The plans of many commits, with one decoding of each text, however many commits have it.

use super::at::At;
use super::call::Call;
use super::locate::Location;
use super::session::Session;
use crate::analysis::Assessment;
use crate::analysis::trend::Version;
use crate::finding::Level;
use crate::graph::{Network, cycle_findings};
use crate::io::history::{Commit, Repository};
use crate::io::workspace::{self, WorkspaceFiles};
use crate::model::{AsOf, Before, Known, Trees, Workspace, read_known};
use crate::source::{SourceFile, Sources};
use crate::time::Day;
use crate::trial::Finishes;
use anyhow::Result;
use std::rc::Rc;

/// Reads the plans of commits. What it keeps grows with the number of texts, not of commits.
pub(super) struct Past {
    repository: Rc<dyn Repository>,
    location: Location,
    /// Where the workspace was found last.
    directory: String,
    known: Known,
    /// The milestones of the version read last.
    before: Before,
}

/// The plans of one commit, as of one day.
pub(super) struct Then {
    commit: String,
    on: Day,
    errors: usize,
    network: Network,
    pub(super) workspace: Workspace,
    /// Its files; texts that were decoded before are left empty.
    pub(super) sources: Sources,
}

impl Past {
    /// Returns the past in the repository of a session, whose documents count as decoded.
    pub(super) fn new<F>(call: &Call<'_, F>, session: &mut Session) -> Result<Self> {
        Ok(Self {
            repository: call.repository(&session.location)?,
            location: session.location.clone(),
            directory: session.files.directory.clone(),
            known: std::mem::take(&mut session.known),
            before: Before::default(),
        })
    }

    /// Returns a commit and those before it along first parents, the newest first, back to the last
    /// one by the end of a day.
    pub(super) fn line(&self, from: &Commit, back_to: Day) -> Result<Vec<Commit>> {
        Ok(self.repository.line(from, back_to)?)
    }

    /// Returns the last commit by the end of a day, as of then. If there was no plan by then, it is
    /// the first commit that has one, as of its own day.
    pub(super) fn first(&self, last: &Commit, by: Day) -> Result<At> {
        let line = self.line(last, by)?;
        let has_plan = |commit: &&Commit| self.location.find(&*self.repository.tree(commit)).is_ok();
        let commit = line.iter().rev().find(has_plan).unwrap_or(last).clone();
        let day = commit.day.max(by);
        let tree = self.repository.tree(&commit);
        Ok(At { commit, tree, as_of: AsOf { day, from_clock: true, is_past: false } })
    }

    /// Reads the plans of a commit, as of a day. A workspace that cannot be listed is one
    /// unreadable file; a missing one is empty.
    pub(super) fn at(&mut self, commit: &Commit, on: Day) -> Then {
        let tree = self.repository.tree(commit);
        let directory = self.location.find(&*tree).unwrap_or_else(|_| self.directory.clone());
        let is_known = |id: &str, is_shared: bool| self.known.has(id, is_shared);
        let read = match tree.is_directory(&directory) {
            true => workspace::read_unknown(&*tree, &directory, &is_known),
            false => {
                Ok(WorkspaceFiles { directory: directory.clone(), sources: Sources::default(), shared: None })
            }
        };
        let files = read.unwrap_or_else(|error| {
            let file = SourceFile::unreadable(directory.clone(), format!("{error:#}"));
            WorkspaceFiles { directory, sources: Sources::new(vec![file]), shared: None }
        });
        let (documents, mut findings) =
            read_known(&files.sources, files.shared, Trees::Dropped, on, &mut self.known);
        let as_of = AsOf { day: on, from_clock: true, is_past: false };
        let workspace = documents.lower_after(&self.before, as_of, &mut findings);
        self.before = documents.before(&workspace);
        let network = Network::new(&workspace);
        findings.append(cycle_findings(&workspace, &network));
        let errors = findings.sorted().iter().filter(|finding| finding.level == Level::Error).count();
        Then { commit: commit.hash.clone(), on, errors, network, workspace, sources: files.sources }
    }
}

impl Then {
    /// Schedules and assesses it as of its day.
    pub(super) fn assess(&self) -> Assessment<'_> {
        Assessment::new(&self.workspace, &self.network, self.on)
    }

    /// Returns it for analyses.
    pub(super) fn version(&self) -> Version<'_> {
        Version {
            on: self.on,
            commit: self.commit.clone(),
            errors: self.errors,
            workspace: &self.workspace,
            sources: &self.sources,
            finishes: Finishes::new(&self.workspace, &self.network, self.on),
        }
    }
}
