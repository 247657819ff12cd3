//! Where to look for the workspace.

use crate::io::tree::Tree;
use crate::io::workspace::{self, WorkspaceFiles};
use anyhow::Result;

/// The directory and file that the arguments and the environment name.
#[derive(Debug, Clone)]
pub(super) struct Location {
    pub(super) directory: Option<String>,
    /// A selected program file.
    pub(super) file: Option<String>,
}

impl Location {
    /// Returns the directory of the workspace in a tree.
    pub(super) fn find(&self, tree: &dyn Tree) -> Result<String> {
        workspace::locate(tree, self.directory.as_deref(), self.file.as_deref())
    }

    /// Returns the files of the workspace in a tree; none if it has none.
    pub(super) fn read_if_there(&self, tree: &dyn Tree) -> Result<Option<WorkspaceFiles>> {
        match self.find(tree) {
            Ok(directory) => workspace::read(tree, &directory).map(Some),
            Err(_) => Ok(None),
        }
    }

    /// Returns a directory in the repository of the workspace; it may no longer exist.
    pub(super) fn in_repository(&self) -> &str {
        let around = || Some(self.file.as_deref()?.rsplit_once('/')?.0);
        self.directory.as_deref().or_else(around).unwrap_or(".")
    }

    /// Returns the selected file if a tree does not have it.
    pub(super) fn missing_file(&self, tree: &dyn Tree) -> Option<&str> {
        self.file.as_deref().filter(|file| !tree.is_file(file))
    }
}
