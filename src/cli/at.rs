//! Plans at a commit, for `--at` and other arguments that name a revision.

use super::args::Common;
use super::locate::Location;
use crate::io::history::{Commit, Repository, Revision};
use crate::io::tree::{MemoryTree, Tree};
use crate::io::workspace::WorkspaceFiles;
use crate::model::AsOf;
use crate::source::SourceFile;
use anyhow::{Result, bail};

/// A commit at which plans are read.
pub(super) struct At {
    pub(super) commit: Commit,
    /// Its files.
    pub(super) tree: Box<dyn Tree>,
    /// The as-of day: that of the flag, else that of the commit.
    pub(super) as_of: AsOf,
}

/// The commit that a report is about.
#[derive(Debug, Clone)]
pub(super) struct Committed {
    pub(super) commit: Commit,
    /// Whether the plans on disk equal those of `HEAD`; none if that is unknown.
    pub(super) is_clean: Option<bool>,
}

/// Returns whether the plans on disk equal those of `HEAD`, apart from line endings, which git may
/// convert. None if a plan cannot be read.
pub(super) fn is_clean(
    here: &Result<Option<WorkspaceFiles>>,
    location: &Location,
    repository: &dyn Repository,
) -> Option<bool> {
    let head = repository.find(&Revision::Name("HEAD".into()));
    let head = head.map_or_else(|_| Box::new(MemoryTree::default()) as _, |head| repository.tree(&head));
    let (here, head) = (plans(here.as_ref().ok()?), plans(&location.read_if_there(&*head).ok()?));
    if here != head {
        return Some(false);
    }
    here.iter().all(|(_, text)| text.is_some()).then_some(true)
}

/// Returns the path and text of each plan; no text if it cannot be read.
fn plans(files: &Option<WorkspaceFiles>) -> Vec<(String, Option<String>)> {
    let sources = files.iter().flat_map(|files| files.sources.iter());
    let text = |file: &SourceFile| file.unreadable.is_none().then(|| file.text.replace("\r\n", "\n"));
    sources.map(|(_, file)| (file.path.clone(), text(file))).collect()
}

/// Refuses `--at` for a command that reads no plans.
pub(super) fn refuse(common: &Common) -> Result<()> {
    match common.at {
        Some(_) => bail!("--at: this command reads no plans"),
        None => Ok(()),
    }
}
