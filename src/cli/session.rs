//! A workspace as read for one command.

use super::at::Committed;
use super::locate::Location;
use crate::analysis::Assessment;
use crate::analysis::diff::Side;
use crate::analysis::selection::{Labels, Selection};
use crate::analysis::trend::Version;
use crate::finding::{Finding, Level};
use crate::graph::{Network, cycle_findings};
use crate::io::history::Commit;
use crate::io::tree::Tree;
use crate::io::workspace::{self, WorkspaceFiles};
use crate::model::{AsOf, Documents, Known, Trees, Workspace, read_known};
use crate::render::json::Basis;
use crate::source::Sources;
use crate::trial::Finishes;
use crate::view::{self, Report};
use anyhow::{Context, Result};

/// A workspace, and the selected part of it.
pub(super) struct Session {
    /// Where it was looked for, so that other versions are found there.
    pub(super) location: Location,
    pub(super) files: WorkspaceFiles,
    /// What was read; none once only the workspace is needed, as documents are larger than it.
    pub(super) documents: Option<Documents>,
    /// The documents by what identifies their texts, so that other versions of the plans are
    /// decoded only where they differ; empty like `documents`.
    pub(super) known: Known,
    pub(super) workspace: Workspace,
    pub(super) selection: Selection,
    pub(super) as_of: AsOf,
    /// The commit that its reports name; none for the plans on disk.
    pub(super) committed: Option<Committed>,
    pub(super) findings: Vec<Finding>,
    pub(super) network: Network,
}

impl Session {
    /// Builds a session of files, with everything selected.
    pub(super) fn new(location: Location, files: WorkspaceFiles, as_of: AsOf, trees: Trees) -> Self {
        let mut known = Known::default();
        let (documents, mut findings) =
            read_known(&files.sources, files.shared, trees, as_of.day, &mut known);
        let workspace = documents.lower(as_of, &mut findings);
        let network = Network::new(&workspace);
        findings.append(cycle_findings(&workspace, &network));
        let selection = Selection::new(&workspace, None, Labels::default());
        let (findings, committed) = (findings.sorted(), None);
        let documents = Some(documents);
        Self { location, files, documents, known, workspace, selection, as_of, committed, findings, network }
    }

    /// Reads the workspace in a directory of a tree, with everything selected. A missing directory
    /// is an empty workspace.
    pub(super) fn whole(
        location: Location,
        tree: &dyn Tree,
        directory: String,
        as_of: AsOf,
        trees: Trees,
    ) -> Result<Self> {
        let files = match tree.is_directory(&directory) {
            true => workspace::read(tree, &directory)?,
            false => WorkspaceFiles { directory, sources: Sources::default(), shared: None },
        };
        Ok(Self::new(location, files, as_of, trees))
    }

    /// Schedules and assesses the workspace.
    pub(super) fn assess(&self) -> Assessment<'_> {
        Assessment::new(&self.workspace, &self.network, self.as_of.day)
    }

    /// Returns it as one side of a comparison; an error if its documents were not kept.
    pub(super) fn side<'s>(
        &'s self,
        commit: Option<&'s str>,
        assessment: &'s Assessment<'s>,
    ) -> Result<Side<'s>> {
        let documents = self.documents.as_ref().context("the documents to compare were not kept")?;
        Ok(Side { commit, documents, sources: &self.files.sources, assessment })
    }

    /// Returns the number of errors in the plans.
    pub(super) fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.level == Level::Error).count()
    }

    /// Returns the commit that it was read at; an error for the plans on disk.
    pub(super) fn commit(&self) -> Result<&Commit> {
        Ok(&self.committed.as_ref().context("no commit was read")?.commit)
    }

    /// Returns it as a version of the plans at a commit.
    pub(super) fn version(&self, commit: &Commit) -> Version<'_> {
        let on = self.as_of.day;
        Version {
            on,
            commit: commit.hash.clone(),
            errors: self.errors(),
            workspace: &self.workspace,
            sources: &self.files.sources,
            finishes: Finishes::new(&self.workspace, &self.network, on),
        }
    }

    /// Returns the as-of day and commit for the envelope of a report.
    pub(super) fn basis(&self) -> Basis {
        Basis {
            as_of: self.as_of.day,
            commit: self.committed.as_ref().map(|at| at.commit.hash.clone()),
            work_tree_clean: self.committed.as_ref().and_then(|at| at.is_clean),
        }
    }

    /// Returns the line that names the commit; empty for the plans on disk.
    pub(super) fn committed_view(&self) -> Report {
        let line =
            |at: &Committed| view::committed(&at.commit.hash, at.commit.day, self.as_of.day, at.is_clean);
        self.committed.as_ref().map(line).unwrap_or_default()
    }
}
