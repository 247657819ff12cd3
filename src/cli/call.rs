//! The first steps of every command: find the workspace, read it, resolve the selection.

use super::args::{Common, Format, Labelled, TypedDay};
use super::at::{self, At, Committed};
use super::locate::Location;
use super::output::{self, Output};
use super::session::Session;
use super::{World, as_of, select, version};
use crate::io::history::{Repository, Revision};
use crate::io::refusal::Refusal;
use crate::io::tree::Tree;
use crate::io::workspace;
use crate::model::{AsOf, Known, Trees};
use crate::time::Day;
use anyhow::{Context, Result, bail};
use std::io::Write;
use std::rc::Rc;

/// A command with its options, its environment and its outputs in formats `F`.
pub(super) struct Call<'c, F> {
    pub(super) common: &'c Common,
    pub(super) outputs: Vec<Output<F>>,
    pub(super) world: &'c World<'c>,
    pub(super) out: &'c mut dyn Write,
    pub(super) err: &'c mut dyn Write,
}

impl<'c, F: Format> Call<'c, F> {
    pub(super) fn new(
        common: &'c Common,
        world: &'c World<'c>,
        out: &'c mut dyn Write,
        err: &'c mut dyn Write,
    ) -> Result<Self> {
        Ok(Self { common, outputs: output::outputs(common)?, world, out, err })
    }
}

impl<F> Call<'_, F> {
    /// Returns where to look for the workspace.
    pub(super) fn location(&self, select: &[String]) -> Location {
        let variable = self.world.variables.programs.as_ref().filter(|directory| !directory.is_empty());
        let file = select.iter().find(|argument| select::is_file(argument));
        Location { directory: self.common.programs.as_ref().or(variable).cloned(), file: file.cloned() }
    }

    /// Returns the as-of day: that of the flag, else of `TPM_AS_OF`, else today.
    pub(super) fn as_of(&self) -> Result<AsOf> {
        as_of::resolve(self.common.as_of, self.world)
    }

    /// Finds and reads the workspace, at a commit with `--at`, and resolves the selection. The
    /// documents are dropped.
    pub(super) fn open(&self, select: &[String], labelled: &Labelled) -> Result<Session> {
        let session = self.open_to_compare(select, labelled, Trees::Dropped)?;
        Ok(Session { documents: None, known: Known::default(), ..session })
    }

    /// Does the same and keeps the documents, for a comparison with another version.
    pub(super) fn open_to_compare(
        &self,
        select: &[String],
        labelled: &Labelled,
        trees: Trees,
    ) -> Result<Session> {
        if self.common.at.is_some() {
            return self.open_committed(select, labelled, trees);
        }
        let (location, as_of) = (self.location(select), self.as_of()?);
        if let Some(file) = location.missing_file(self.world.tree) {
            bail!("there is no file `{file}`");
        }
        self.read(location, (select, labelled), self.world.tree, as_of, trees)
    }

    /// Does the same at a commit in any case: without `--at`, at `HEAD` as of the as-of day.
    pub(super) fn open_committed(
        &self,
        select: &[String],
        labelled: &Labelled,
        trees: Trees,
    ) -> Result<Session> {
        let (common, world) = (self.common, self.world);
        let location = self.location(select);
        let here = location.read_if_there(world.tree);
        let read = || -> Result<(At, Option<bool>)> {
            let repository = self.repository(&location)?;
            let mut at = self.at(&*repository, common.at.as_deref().unwrap_or("HEAD"))?;
            match (&common.at, common.as_of) {
                (None, _) => at.as_of = self.as_of()?,
                (Some(_), Some(_)) => at.as_of = AsOf { is_past: false, ..self.as_of()? },
                (Some(_), None) => {}
            }
            Ok((at, at::is_clean(&here, &location, &*repository)))
        };
        let whence =
            || common.at.as_ref().map_or("the commits of the plan".into(), |at| format!("--at {at}"));
        let (at, is_clean) = read().with_context(whence)?;
        if let Ok(Some(here)) = &here {
            output::check(&self.outputs, world, &here.sources)?;
        }
        if let Some(file) = location.missing_file(&*at.tree) {
            bail!("there is no file `{file}` in {}", at.commit.hash);
        }
        let mut session = self.open_at(location, (select, labelled), &at, trees)?;
        session.committed = Some(Committed { commit: at.commit, is_clean });
        Ok(session)
    }

    /// Reads the workspace at a commit, and resolves the selection.
    pub(super) fn open_at(
        &self,
        location: Location,
        selected: (&[String], &Labelled),
        at: &At,
        trees: Trees,
    ) -> Result<Session> {
        let session = self.read(location, selected, &*at.tree, at.as_of, trees);
        session.with_context(|| format!("in {}", at.commit.hash))
    }

    fn read(
        &self,
        location: Location,
        (select, labelled): (&[String], &Labelled),
        tree: &dyn Tree,
        as_of: AsOf,
        trees: Trees,
    ) -> Result<Session> {
        let directory = location.find(tree)?;
        let files = workspace::read(tree, &directory)?;
        output::check(&self.outputs, self.world, &files.sources)?;
        let mut session = Session::new(location, files, as_of, trees);
        if session.workspace.programs.is_empty() && session.findings.is_empty() {
            bail!(Refusal::new(
                format!("there is no program in `{directory}`"),
                format!("put a file such as `{directory}/checkout.yaml` there, with `milestones:` in it")
            ));
        }
        version::check(&session)?;
        session.selection = select::selection(select, labelled, &session, tree)?;
        Ok(session)
    }

    /// Returns the hash of a commit that a flag names, and its plans as of the day of `session`.
    pub(super) fn version(
        &self,
        session: &Session,
        (flag, typed): (&str, &str),
        trees: Trees,
    ) -> Result<(String, Session)> {
        let read = || -> Result<(String, Session)> {
            let location = session.location.clone();
            let repository = self.repository(&location)?;
            if session.committed.is_none() {
                repository.check_work_tree(&session.files.directory)?;
            }
            let at = self.at(&*repository, typed)?;
            // If the commit has no workspace there, it is read as an empty one.
            let directory = location.find(&*at.tree).unwrap_or_else(|_| session.files.directory.clone());
            let then = Session::whole(location, &*at.tree, directory, session.as_of, trees)?;
            Ok((at.commit.hash, then))
        };
        read().with_context(|| format!("{flag} {typed}"))
    }

    /// Opens the repository that contains the workspace.
    pub(super) fn repository(&self, location: &Location) -> Result<Rc<dyn Repository>> {
        Ok(self.world.history.open(location.in_repository())?)
    }

    /// Returns the commit of a revision on the command line: a git revision, or a day in any form.
    pub(super) fn at(&self, repository: &dyn Repository, typed: &str) -> Result<At> {
        self.at_revision(repository, &self.revision(typed, self.world.today)?)
    }

    /// Returns a revision on the command line: a git revision, or a day in any form, counted from
    /// this one.
    pub(super) fn revision(&self, typed: &str, today: Day) -> Result<Revision> {
        Ok(match TypedDay::parse(typed) {
            Ok(TypedDay::Next(weekday)) if TypedDay::Next(weekday).on(today) > today => bail!(Refusal::new(
                format!("the next {typed} is in the future"),
                format!("write `last {typed}` for the one before")
            )),
            Ok(day) => Revision::Day(day.on(today)),
            Err(_) => Revision::parse(typed)?,
        })
    }

    /// Returns the commit of a revision; a day in the future is refused.
    pub(super) fn at_revision(&self, repository: &dyn Repository, revision: &Revision) -> Result<At> {
        if let Revision::Day(day) = revision
            && *day > self.world.today
        {
            bail!(Refusal::new(
                format!("{day} is in the future"),
                format!("to see the plan as of a later day, write `--as-of {day}`")
            ));
        }
        let commit = repository.find(revision)?;
        let day = if let Revision::Day(day) = revision { *day } else { commit.day };
        if day < Day::FIRST || day > Day::LAST {
            bail!(Refusal::new(
                format!("`{}` is of {day}, outside the years 1900 to 2199", commit.hash),
                "give the day with `--as-of`"
            ));
        }
        let tree = repository.tree(&commit);
        // The author's clock may have been a day ahead of the committer's.
        Ok(At { commit, tree, as_of: AsOf { day, from_clock: true, is_past: false } })
    }
}
