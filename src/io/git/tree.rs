//! The files of one commit, as a [`Tree`]: the same files and refusals as in a checkout.

use super::cat_file::{Answer, Objects};
use super::objects::{Entry, Kind, entries};
use super::{OBJECT_LIMIT, Paths, refusal};
use crate::io::disk::DEPTH;
use crate::io::refusal::Refusal;
use crate::io::tree::{Listed, Tree};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;

/// How many entries a workspace may have in all; a small tree object can repeat without limit.
const MOST_ENTRIES: usize = 200_000;
/// How long all paths together may be, in bytes.
const MOST_PATHS: usize = 32 << 20;
/// How long a name may be, in bytes, as on a disk.
const LONGEST_NAME: usize = 255;
/// How many parts of paths are followed in all, as links may lead to links.
const MOST_STEPS: usize = 200_000;
/// The longest link that is followed, in bytes.
const LINK_LIMIT: u64 = 4096;

/// The files of a commit.
pub(super) struct RevisionTree {
    objects: Rc<Objects>,
    paths: Rc<Paths>,
    commit: String,
    /// The hash of each listed file, by its displayed path.
    listed: RefCell<BTreeMap<String, String>>,
    trees: RefCell<Trees>,
    steps_left: Cell<usize>,
}

/// A cache of trees, with entries sorted by name; it is bounded by [`MOST_ENTRIES`].
#[derive(Default)]
struct Trees {
    by_hash: BTreeMap<String, Rc<[Entry]>>,
    entries: usize,
}

/// What a path leads to.
enum Found {
    /// A file: its parts from the root of the repository, and its hash.
    File(Vec<String>, String),
    /// A directory: the same, and the hash of its tree.
    Directory(Vec<String>, String),
    /// Nothing exists there.
    Nothing,
    /// A submodule, which is another repository.
    Submodule,
    /// A place outside of the repository.
    Outside,
}

impl RevisionTree {
    pub(super) fn new(objects: Rc<Objects>, paths: Rc<Paths>, commit: &str) -> Self {
        Self {
            objects,
            paths,
            commit: commit.to_owned(),
            listed: RefCell::default(),
            trees: RefCell::default(),
            steps_left: Cell::new(MOST_STEPS),
        }
    }

    /// Returns the entries of a tree, by name.
    fn entries(&self, hash: &str) -> io::Result<Rc<[Entry]>> {
        if let Some(entries) = self.trees.borrow().by_hash.get(hash) {
            return Ok(entries.clone());
        }
        let mut entries = self.read_entries(hash)?;
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        let entries: Rc<[Entry]> = entries.into();
        let mut trees = self.trees.borrow_mut();
        let all = trees.entries.saturating_add(entries.len());
        if all <= MOST_ENTRIES {
            trees.entries = all;
            trees.by_hash.insert(hash.to_owned(), entries.clone());
        }
        Ok(entries)
    }

    fn read_entries(&self, hash: &str) -> io::Result<Vec<Entry>> {
        match self.objects.read(hash, OBJECT_LIMIT)? {
            Answer::Object { kind, bytes, .. } if kind == "tree" => {
                entries(&bytes, self.commit.len() / 2).ok_or_else(|| refusal::unexpected("cat-file"))
            }
            Answer::Missing => Err(refusal::object_missing()),
            Answer::TooLarge => Err(io::Error::other("it has too many entries")),
            _ => Err(refusal::unexpected("cat-file")),
        }
    }

    fn blob(&self, hash: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        match self.objects.read(hash, limit)? {
            Answer::Object { kind, bytes, .. } if kind == "blob" => Ok(Some(bytes)),
            Answer::TooLarge => Ok(None),
            Answer::Missing => Err(refusal::object_missing()),
            _ => Err(refusal::unexpected("cat-file")),
        }
    }

    /// Follows a path from a directory of the repository, through links as a disk would.
    fn follow(&self, from: &[String], path: Vec<String>) -> io::Result<Found> {
        let root = format!("{}^{{tree}}", self.commit);
        let mut stack: Vec<(String, String)> = Vec::new();
        // The starting directory contains no links.
        let mut ahead: Vec<String> = path.into_iter().rev().chain(from.iter().rev().cloned()).collect();
        let mut links = 0;
        while let Some(part) = ahead.pop() {
            let left = self.steps_left.get().checked_sub(1);
            self.steps_left.set(left.ok_or_else(|| too_much("links"))?);
            match part.as_str() {
                "" | "." => continue,
                ".." if stack.pop().is_none() => return Ok(Found::Outside),
                ".." => continue,
                _ => {}
            }
            let tree = stack.last().map_or(root.as_str(), |(_, hash)| hash);
            let entries = self.entries(tree)?;
            let at = entries.binary_search_by(|entry| entry.name.as_slice().cmp(part.as_bytes()));
            match at.ok().and_then(|at| entries.get(at)) {
                Some(Entry { kind: Kind::Directory, hash, .. }) => stack.push((part, hash.clone())),
                Some(Entry { kind: Kind::File, hash, .. }) if ahead.is_empty() => {
                    return Ok(Found::File(names(&stack).chain([part]).collect(), hash.clone()));
                }
                Some(Entry { kind: Kind::Link, hash, .. }) if links < DEPTH => {
                    links = links.saturating_add(1);
                    let target =
                        self.blob(hash, LINK_LIMIT)?.and_then(|target| String::from_utf8(target).ok());
                    let Some(target) = target else { return Ok(Found::Nothing) };
                    if target.starts_with('/') {
                        return Ok(Found::Outside);
                    }
                    ahead.extend(target.split('/').rev().map(str::to_owned));
                }
                Some(Entry { kind: Kind::Submodule, .. }) => return Ok(Found::Submodule),
                _ => return Ok(Found::Nothing),
            }
        }
        let parts = names(&stack).collect();
        let hash = stack.pop().map_or(root, |(_, hash)| hash);
        Ok(Found::Directory(parts, hash))
    }

    /// Returns what exists at a path.
    fn at(&self, path: &str) -> io::Result<Found> {
        match self.paths.inside(path) {
            Some(parts) => self.follow(&[], parts),
            None => Ok(Found::Outside),
        }
    }
}

/// Returns the error for a workspace beyond a limit.
fn too_much(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::QuotaExceeded, format!("it has too many {what}"))
}

fn names(stack: &[(String, String)]) -> impl Iterator<Item = String> {
    stack.iter().map(|(name, _)| name.clone())
}

/// One walk over the files below a directory.
struct Walk<'t> {
    tree: &'t RevisionTree,
    /// The parts of the starting directory.
    root: Vec<String>,
    entries_left: usize,
    paths_left: usize,
    found: Vec<Listed>,
    hashes: BTreeMap<String, String>,
}

impl Walk<'_> {
    fn directory(&mut self, shown: &str, parts: &[String], hash: &str) -> io::Result<()> {
        let entries = self.tree.entries(hash)?;
        self.entries_left = self.entries_left.checked_sub(entries.len()).ok_or_else(|| too_much("files"))?;
        for Entry { kind, name, hash } in &*entries {
            let is_directory = matches!(kind, Kind::Directory | Kind::Submodule);
            let shown_name = String::from_utf8_lossy(name.get(..LONGEST_NAME).unwrap_or(name));
            let path = format!("{shown}/{shown_name}");
            self.paths_left = self.paths_left.checked_sub(path.len()).ok_or_else(|| too_much("files"))?;
            let name = match std::str::from_utf8(name) {
                Ok(name) if name.is_empty() || name.starts_with('.') => continue,
                Ok(name) if name.len() <= LONGEST_NAME && !name.contains('/') => name.to_owned(),
                Ok(_) => {
                    self.refuse(path, "no file can have its name", is_directory);
                    continue;
                }
                Err(_) => {
                    self.refuse(path, "its name is not UTF-8 text", is_directory);
                    continue;
                }
            };
            match kind {
                Kind::Directory if parts.len().saturating_sub(self.root.len()) >= DEPTH => {
                    self.refuse(path, &format!("directories lie more than {DEPTH} deep"), true);
                }
                Kind::Directory => {
                    let below: Vec<String> = parts.iter().cloned().chain([name]).collect();
                    let before = self.found.len();
                    match self.directory(&path, &below, hash) {
                        Err(error)
                            if error.kind() == io::ErrorKind::QuotaExceeded
                                || Refusal::of(&error).is_some() =>
                        {
                            return Err(error);
                        }
                        Err(error) => {
                            self.found.truncate(before);
                            self.refuse(path, &format!("it cannot be listed: {error}"), true);
                        }
                        Ok(()) => {}
                    }
                }
                Kind::File => self.add(path, hash.clone()),
                Kind::Link => self.link(path, parts, name)?,
                Kind::Submodule => {
                    self.refuse(path, "it is a submodule, which lies in a repository of its own", true);
                }
                Kind::Other => self.refuse(path, "it is not a regular file", false),
            }
        }
        Ok(())
    }

    /// Lists a link to a file inside the workspace under its own name. Refuses a link that leaves
    /// the workspace, names a directory, or leads nowhere.
    fn link(&mut self, path: String, parts: &[String], name: String) -> io::Result<()> {
        let leaves = "it is a link that leaves the workspace";
        match self.tree.follow(parts, vec![name])? {
            Found::File(target, hash) if target.starts_with(&self.root) => self.add(path, hash),
            Found::File(..) => self.refuse(path, leaves, false),
            Found::Directory(target, _) if target.starts_with(&self.root) => {
                self.refuse(path, "it is a link to a directory, which is not followed", true);
            }
            Found::Nothing => self.refuse(path, "it is a link that leads nowhere", false),
            // Plans may be there, but that is not known.
            Found::Directory(..) | Found::Submodule | Found::Outside => self.refuse(path, leaves, true),
        }
        Ok(())
    }

    fn add(&mut self, path: String, hash: String) {
        self.hashes.insert(path.clone(), hash);
        self.found.push(Listed { path, refused: None, is_directory: false });
    }

    fn refuse(&mut self, path: String, reason: &str, is_directory: bool) {
        self.found.push(Listed { path, refused: Some(reason.to_owned()), is_directory });
    }
}

impl Tree for RevisionTree {
    fn is_directory(&self, path: &str) -> bool {
        // Errors are reported when the directory is listed.
        !matches!(self.at(path), Ok(Found::File(..) | Found::Nothing | Found::Outside))
    }

    fn is_file(&self, path: &str) -> bool {
        matches!(self.at(path), Ok(Found::File(..)))
    }

    fn list(&self, directory: &str) -> io::Result<Vec<Listed>> {
        let shown = if directory == "/" { directory } else { directory.trim_end_matches('/') };
        let (root, hash) = match self.at(directory)? {
            Found::Directory(parts, hash) => (parts, hash),
            Found::Outside => return Err(io::Error::other("it is outside the repository")),
            Found::Submodule => {
                return Err(io::Error::other(
                    "it is a submodule: name it with `--programs DIR` to read its own commits",
                ));
            }
            _ => return Err(io::ErrorKind::NotFound.into()),
        };
        let parts = root.clone();
        let (found, hashes) = (Vec::new(), BTreeMap::new());
        let mut walk =
            Walk { tree: self, root, entries_left: MOST_ENTRIES, paths_left: MOST_PATHS, found, hashes };
        walk.directory(shown, &parts, &hash)?;
        self.listed.borrow_mut().extend(walk.hashes);
        Ok(walk.found)
    }

    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        match self.id(path) {
            Some(hash) => self.blob(&hash, limit),
            None => match self.at(path)? {
                Found::File(_, hash) => self.blob(&hash, limit),
                _ => Err(io::ErrorKind::NotFound.into()),
            },
        }
    }

    fn id(&self, path: &str) -> Option<String> {
        let listed = self.listed.borrow();
        // Paths in the current directory are displayed without a prefix.
        listed.get(path).or_else(|| listed.get(&format!("./{path}"))).cloned()
    }

    fn resolve(&self, path: &str) -> Option<String> {
        match self.at(path).ok()? {
            Found::File(parts, _) | Found::Directory(parts, _) => Some(format!("/{}", parts.join("/"))),
            _ => None,
        }
    }

    fn ancestors(&self) -> Vec<String> {
        let mut prefixes = vec![String::new()];
        let depth = self.paths.inside(".").map_or(0, |parts| parts.len());
        prefixes.extend((1..=depth).map(|up| "../".repeat(up)));
        prefixes
    }
}
