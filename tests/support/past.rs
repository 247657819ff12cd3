//! A history held in memory: what was committed when, under which names.

use std::io;
use std::rc::Rc;
use tpm::io::commits::Commits;
use tpm::io::history::{Commit, History, Origin, Repository, Revision};
use tpm::io::tree::{MemoryTree, Tree};
use tpm::time::Day;

/// One commit, and the names that git would know it by.
#[derive(Debug, Clone)]
pub struct Version {
    pub names: Vec<String>,
    pub hash: String,
    pub day: Day,
    pub files: Vec<(String, String)>,
}

impl Version {
    /// Returns a commit of some files. Its hash is made of its first name.
    pub fn new(names: &[&str], day: &str, files: &[(&str, &str)]) -> Self {
        let hash = names[0].bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
        let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
        Self {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            hash: format!("{hash:0<40}"),
            day: Day::parse(day).unwrap(),
            files: files.iter().map(owned).collect(),
        }
    }
}

/// Commits on one line, the oldest first; without any, there is no repository.
#[derive(Debug, Clone, Default)]
pub struct Past(pub Vec<Version>);

impl History for Past {
    fn open(&self, _: &str) -> io::Result<Rc<dyn Repository>> {
        if self.0.is_empty() {
            return Err(io::Error::other("there is no git repository here or above"));
        }
        Ok(Rc::new(self.clone()))
    }
}

impl Repository for Past {
    fn find(&self, revision: &Revision) -> io::Result<Commit> {
        let found = match revision {
            Revision::Day(day) => self.0.iter().rev().find(|version| version.day <= *day),
            Revision::Name(name) => {
                self.0.iter().find(|version| version.names.contains(name) || version.hash == *name)
            }
            // On one line the older of the two.
            Revision::MergeBase(from, to) => {
                self.0.iter().find(|version| version.names.contains(from) || version.names.contains(to))
            }
        };
        let found = found.ok_or_else(|| {
            io::Error::other(match revision {
                Revision::Name(name) => format!("there is no commit `{name}` in this repository"),
                other => format!("there is no commit {other:?}"),
            })
        })?;
        Ok(Commit { hash: found.hash.clone(), day: found.day })
    }

    fn line(&self, from: &Commit, back_to: Day) -> io::Result<Vec<Commit>> {
        let last = self.0.iter().position(|version| version.hash == from.hash);
        let back = self.0[..=last.unwrap()].iter().rev();
        let line: Vec<Commit> =
            back.map(|version| Commit { hash: version.hash.clone(), day: version.day }).collect();
        let first = line.iter().position(|commit| commit.day <= back_to);
        Ok(line[..=first.unwrap_or(line.len() - 1)].to_vec())
    }

    fn origin(&self, commit: &Commit) -> io::Result<Origin> {
        let at = self.0.iter().position(|version| version.hash == commit.hash).unwrap();
        let before = at.checked_sub(1).map(|at| &self.0[at]);
        let parents = before.map(|version| Commit { hash: version.hash.clone(), day: version.day });
        Ok(Origin { parents: parents.into_iter().collect(), author: "Ana Ruiz".into() })
    }

    fn tree(&self, commit: &Commit) -> Box<dyn Tree> {
        let version = self.0.iter().find(|version| version.hash == commit.hash);
        let files = version.map(|version| version.files.clone()).unwrap_or_default();
        Box::new(MemoryTree::new(files))
    }
}

/// Any commit is made, and kept nowhere.
impl Commits for Past {
    fn check(&self, _: &str, _: &[&str]) -> io::Result<()> {
        match self.0.is_empty() {
            true => Err(io::Error::other("there is no git repository here or above")),
            false => Ok(()),
        }
    }

    fn commit(&self, _: &str, _: &[&str], _: &str) -> io::Result<String> {
        Ok("5eaf00d5eaf00d5eaf00d5eaf00d5eaf00d5eaf0".into())
    }
}
