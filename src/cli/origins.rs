//! Which commits made some edits: the history is followed back from the last commit, each time to
//! the parent that already says the same, until none does. So what a branch did is its own, not
//! that of the commit that merged it.

use super::locate::Location;
use crate::analysis::diff::Tracing;
use crate::io::history::{Commit, Origin, Repository};
use crate::io::workspace::{self, WorkspaceFiles};
use crate::source::SourceFile;
use anyhow::Result;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many commits are looked at, at most; what is older stays without a commit.
const MOST: usize = 20_000;

/// Who made an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) commit: Commit,
    pub(super) author: String,
}

/// What each of some edits is about says in one version of the files; none if nothing.
type Said = Rc<Vec<Option<String>>>;

pub(super) struct Origins<'t> {
    repository: Rc<dyn Repository>,
    location: &'t Location,
    /// Where the workspace is now.
    directory: &'t str,
    tracing: &'t Tracing,
    edits: usize,
    files: BTreeMap<String, Rc<Vec<(usize, String)>>>,
    commits: BTreeMap<String, Said>,
    origins: BTreeMap<String, Rc<Origin>>,
}

impl<'t> Origins<'t> {
    pub(super) fn new(
        repository: Rc<dyn Repository>,
        (location, directory): (&'t Location, &'t str),
        (tracing, edits): (&'t Tracing, usize),
    ) -> Self {
        let (files, commits, origins) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { repository, location, directory, tracing, edits, files, commits, origins }
    }

    /// Returns who made each edit that leads to what these files say, made from `last`. None for
    /// what is not committed.
    pub(super) fn of(&mut self, now: &WorkspaceFiles, last: &Commit) -> Result<Vec<Option<Made>>> {
        let said = self.in_files(now);
        let committed = self.at(last);
        let mut made = Vec::with_capacity(self.edits);
        for (edit, said) in said.iter().enumerate() {
            made.push(if committed[edit] == *said { self.trace(edit, last)? } else { None });
        }
        Ok(made)
    }

    fn trace(&mut self, edit: usize, last: &Commit) -> Result<Option<Made>> {
        let mut commit = last.clone();
        let said = self.at(&commit)[edit].clone();
        loop {
            if self.commits.len() > MOST {
                return Ok(None);
            }
            let origin = self.origin(&commit)?;
            let same = origin.parents.iter().find(|parent| self.at(parent)[edit] == said);
            match same {
                Some(parent) => commit = parent.clone(),
                None => return Ok(Some(Made { commit, author: origin.author.clone() })),
            }
        }
    }

    fn origin(&mut self, commit: &Commit) -> Result<Rc<Origin>> {
        if let Some(known) = self.origins.get(&commit.hash) {
            return Ok(known.clone());
        }
        let origin = Rc::new(self.repository.origin(commit)?);
        self.origins.insert(commit.hash.clone(), origin.clone());
        Ok(origin)
    }

    fn at(&mut self, commit: &Commit) -> Said {
        if let Some(known) = self.commits.get(&commit.hash) {
            return known.clone();
        }
        let tree = self.repository.tree(commit);
        let directory = self.location.find(&*tree).unwrap_or_else(|_| self.directory.to_owned());
        let is_known = |id: &str, _: bool| self.files.contains_key(id);
        let files = workspace::read_unknown(&*tree, &directory, &is_known);
        let said = match files {
            Ok(files) => self.in_files(&files),
            Err(_) => Rc::new(vec![None; self.edits]),
        };
        self.commits.insert(commit.hash.clone(), said.clone());
        said
    }

    fn in_files(&mut self, files: &WorkspaceFiles) -> Said {
        let mut said = vec![None; self.edits];
        for (id, file) in files.sources.iter() {
            for (edit, text) in self.in_file(file, files.shared == Some(id)).iter() {
                said[*edit] = Some(text.clone());
            }
        }
        Rc::new(said)
    }

    fn in_file(&mut self, file: &SourceFile, is_shared: bool) -> Rc<Vec<(usize, String)>> {
        let said = |file: &SourceFile| Rc::new(self.tracing.said(file, is_shared));
        match &file.id {
            Some(id) => self.files.entry(id.clone()).or_insert_with(|| said(file)).clone(),
            None => said(file),
        }
    }
}
