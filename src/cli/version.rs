//! One side of a comparison, whole: nothing in it is selected.

use super::report::Session;
use crate::analysis::Assessment;
use crate::analysis::diff::{Side, SideName};
use crate::analysis::selection::{Labels, Selection};
use crate::graph::{Network, cycle_findings};
use crate::io::tree::Tree;
use crate::io::workspace::{self, WorkspaceFiles};
use crate::model::{AsOf, Documents, read};
use crate::source::Sources;
use anyhow::Result;

/// One side, read.
pub(super) struct Version {
    pub(super) session: Session,
    documents: Documents,
}

impl Version {
    /// Reads the workspace in a directory of a tree; one that is not there is empty.
    pub(super) fn read(tree: &dyn Tree, directory: &str, as_of: AsOf) -> Result<Self> {
        let files = match tree.is_directory(directory) {
            true => workspace::read(tree, directory)?,
            false => {
                WorkspaceFiles { directory: directory.to_owned(), sources: Sources::default(), shared: None }
            }
        };
        let (documents, mut findings) = read(&files.sources, files.shared);
        let workspace = documents.lower(as_of, &mut findings);
        let network = Network::new(&workspace);
        findings.append(cycle_findings(&workspace, &network));
        let selection = Selection::new(&workspace, None, Labels::default());
        let session = Session {
            files,
            workspace,
            selection,
            network,
            as_of,
            committed: None,
            findings: findings.sorted(),
        };
        Ok(Self { session, documents })
    }

    pub(super) fn side<'s>(&'s self, name: &'s SideName, assessment: &'s Assessment<'s>) -> Side<'s> {
        Side { name, documents: &self.documents, sources: &self.session.files.sources, assessment }
    }
}
