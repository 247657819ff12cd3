//! The plans of then, with which a report compares those of now.

use super::at::At;
use super::call::Call;
use super::session::Session;
use crate::io::history::{Commit, Repository, Revision};
use crate::io::refusal::Refusal;
use crate::model::{AsOf, Trees};
use crate::time::Day;
use anyhow::{Context, Result, bail};
use std::rc::Rc;

/// The commit of then, and the history that leads from it to now.
pub(super) struct Since {
    pub(super) repository: Rc<dyn Repository>,
    /// The last commit: that of `--at`, else `HEAD`.
    pub(super) last: Commit,
    /// The commit of then, and the day as of which its plans are read.
    pub(super) then: At,
}

impl<F> Call<'_, F> {
    /// Returns the commit since which a report tells what changed: that of a revision, as of its
    /// day, or the last one by the end of a day along first parents, as of that day. Without either
    /// it is the last one by the end of the working day before. If nothing was committed by then,
    /// it is the first commit with plans, as of its own day.
    pub(super) fn since(&self, now: &Session, typed: Option<&str>) -> Result<Since> {
        let repository = self.repository(&now.location)?;
        let last = match &now.committed {
            Some(at) => at.commit.clone(),
            None => repository.find(&Revision::Name("HEAD".into()))?,
        };
        if now.committed.is_none() {
            repository.check_work_tree(&now.files.directory)?;
        }
        let (commit, day) = match typed {
            Some(typed) => self.since_typed(&*repository, &last, typed, now.as_of.day),
            None => since_workday(&*repository, &last, now),
        }
        .with_context(|| typed.map_or("the working day before".into(), |typed| format!("--since {typed}")))?;
        let tree = repository.tree(&commit);
        let as_of = AsOf { day, from_clock: true, is_past: false };
        if day > now.as_of.day {
            let then = match typed {
                Some(typed) if typed == day.to_string() => format!("--since {typed} is"),
                Some(typed) => format!("--since {typed} is of {day},"),
                None => format!("the first plan is of {day},"),
            };
            let said = format!("{then} after the day of the report, {}", now.as_of.day);
            bail!(Refusal::new(said, "name an earlier one, or give a later day with `--as-of`"));
        }
        Ok(Since { repository, last, then: At { commit, tree, as_of } })
    }

    fn since_typed(
        &self,
        repository: &dyn Repository,
        last: &Commit,
        typed: &str,
        today: Day,
    ) -> Result<(Commit, Day)> {
        // Yesterday is the day before the report's, whatever the clock says.
        let revision = self.revision(typed, today)?;
        let Revision::Day(day) = revision else {
            let at = self.at_revision(repository, &revision)?;
            return Ok((at.commit, at.as_of.day));
        };
        if day > self.world.today.max(today) {
            bail!(Refusal::new(format!("{day} is in the future"), "name a day that is over, or a commit"));
        }
        match repository.line(last, day)?.pop() {
            Some(commit) if commit.day <= day => Ok((commit, day)),
            first => {
                let first = first.unwrap_or_else(|| last.clone()).day;
                bail!(Refusal::new(
                    format!("nothing was committed by {day}: the first commit is of {first}"),
                    "name that day or a later one"
                ))
            }
        }
    }
}

/// Returns the last commit by the end of the working day before, as of that day.
fn since_workday(repository: &dyn Repository, last: &Commit, now: &Session) -> Result<(Commit, Day)> {
    let day = now.workspace.workday_before(now.as_of.day);
    let line = repository.line(last, day)?;
    let has_plan = |commit: &&Commit| now.location.find(&*repository.tree(commit)).is_ok();
    let commit = line.iter().rev().find(has_plan).unwrap_or(last).clone();
    let day = commit.day.max(day);
    Ok((commit, day))
}

impl Since {
    /// Reads the plans of then as of a day. A commit without plans has an empty workspace.
    pub(super) fn read(&self, now: &Session, as_of: AsOf, trees: Trees) -> Result<Session> {
        let (tree, location) = (&*self.then.tree, now.location.clone());
        let directory = location.find(tree).unwrap_or_else(|_| now.files.directory.clone());
        let read = Session::whole(location, tree, directory, as_of, trees);
        read.with_context(|| format!("in {}", self.then.commit.hash))
    }
}
