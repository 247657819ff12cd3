//! The plans as they were committed, for `--at` and wherever else a revision is named.

use super::args::Common;
use super::as_of::day;
use super::report::{Call, Place};
use crate::io::history::{Commit, Repository, Revision};
use crate::io::tree::{MemoryTree, Tree};
use crate::io::workspace::WorkspaceFiles;
use crate::model::AsOf;
use crate::source::SourceFile;
use crate::time::Day;
use anyhow::{Result, bail};
use std::rc::Rc;

/// A commit at which plans are read.
pub(super) struct At {
    pub(super) commit: Commit,
    /// Its files.
    pub(super) tree: Box<dyn Tree>,
    /// The day from which they are looked at: the one that was typed, else that of the commit.
    pub(super) as_of: AsOf,
}

/// What a report says of the commit that it rests on.
#[derive(Debug, Clone)]
pub(super) struct Committed {
    pub(super) commit: Commit,
    /// Whether the plans on the disk are those of `HEAD`; nothing where that cannot be told.
    pub(super) is_clean: Option<bool>,
}

impl Call<'_> {
    /// Returns the repository around the workspace that is named.
    pub(super) fn repository(&self, place: &Place<'_>) -> Result<Rc<dyn Repository>> {
        let of_file = place.file.map(|file| file.rsplit_once('/').map_or(".", |(directory, _)| directory));
        Ok(self.world.history.open(place.directory.or(of_file).unwrap_or("."))?)
    }

    /// Returns the commit of a revision as it is typed: what git takes for one, or a day in any of its forms.
    pub(super) fn at(&self, repository: &dyn Repository, typed: &str) -> Result<At> {
        let today = self.world.today;
        let revision = match day(typed, today) {
            Some(day) => Revision::Day(day),
            None => Revision::parse(typed).map_err(anyhow::Error::msg)?,
        };
        self.at_revision(repository, &revision)
    }

    /// Returns the commit of a revision.
    pub(super) fn at_revision(&self, repository: &dyn Repository, revision: &Revision) -> Result<At> {
        if let Revision::Day(day) = revision
            && *day > self.world.today
        {
            bail!(
                "{day} is still to come\n  = help: to look at the plan as it stands from a later day, write `--as-of {day}`"
            );
        }
        at(repository, revision)
    }
}

/// Returns whether the plans on the disk are those of `HEAD`, byte by byte but for the ends of lines, which
/// git may write in another way. Nothing where some of them cannot be read.
pub(super) fn is_clean(
    here: &Result<Option<WorkspaceFiles>>,
    place: &Place<'_>,
    repository: &dyn Repository,
) -> Option<bool> {
    let head = repository.find(&Revision::Name("HEAD".into()));
    let head = head.map_or_else(|_| Box::new(MemoryTree::default()) as _, |head| repository.tree(&head));
    let (here, head) = (plans(here.as_ref().ok()?), plans(&place.read_if_there(&*head).ok()?));
    if here != head {
        return Some(false);
    }
    here.iter().all(|(_, text)| text.is_some()).then_some(true)
}

/// Returns the plans by path; without a text those that cannot be read.
fn plans(files: &Option<WorkspaceFiles>) -> Vec<(String, Option<String>)> {
    let sources = files.iter().flat_map(|files| files.sources.iter());
    let text = |file: &SourceFile| file.unreadable.is_none().then(|| file.text.replace("\r\n", "\n"));
    sources.map(|(_, file)| (file.path.clone(), text(file))).collect()
}

/// Refuses `--at` where no plans are read.
pub(super) fn refuse(common: &Common) -> Result<()> {
    match common.at {
        Some(_) => bail!("--at: this command reads no plans"),
        None => Ok(()),
    }
}

/// Returns the commit of a revision and what to look at it from.
pub(super) fn at(repository: &dyn Repository, revision: &Revision) -> Result<At> {
    let commit = repository.find(revision)?;
    let day = match revision {
        Revision::Day(day) => *day,
        _ => commit.day,
    };
    if day < Day::FIRST || day > Day::LAST {
        bail!(
            "`{}` is of {day}, outside the years 1900 to 2199\n  = help: give the day with `--as-of`",
            commit.hash
        );
    }
    let tree = repository.tree(&commit);
    // Whoever wrote it may have been a day ahead of whoever committed it.
    Ok(At { commit, tree, as_of: AsOf { day, from_clock: true, is_past: false } })
}
