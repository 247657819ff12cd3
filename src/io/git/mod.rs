//! git as a [`History`]. Only commands that read objects and the index and resolve names are used;
//! none of them runs a program, fetches, or touches the work tree or the index. `commit` is the
//! exception: it commits what a command wrote.
//!
//! Tests on a hostile repository show that `rev-parse`, `cat-file`, `merge-base` and `ls-files` run
//! nothing that the repository names. User input goes to `cat-file` as a line of input, never onto
//! a command line.

mod cat_file;
mod commit;
mod objects;
mod process;
mod refusal;
mod tree;
mod watch;

use super::disk::Disk;
use super::history::{Commit, History, Origin, Repository, Revision};
use super::tree::Tree as _;
use super::workspace::is_plan;
use crate::time::Day;
use cat_file::{Answer, Objects};
pub use objects::{CommitObject, Entry, Kind, entries};
use process::Program;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;
use tree::RevisionTree;
pub use watch::PATIENCE;

/// The largest commit or tree that is read, in bytes.
const OBJECT_LIMIT: u64 = 16 << 20;

/// The oldest version of git that is supported.
const OLDEST: (u32, u32) = (2, 30);

/// Where git looks for a name that is not written in full, first to last.
const PLACES: [(&str, &str); 5] = [
    ("refs/", ""),
    ("refs/tags/", ""),
    ("refs/heads/", ""),
    ("refs/remotes/", ""),
    ("refs/remotes/", "/HEAD"),
];

/// git on this machine, started on first use.
pub struct Git {
    disk: Disk,
    /// The directories that are searched for git.
    directories: Vec<PathBuf>,
    /// The environment variables that git would obey, hidden from it.
    variables: Vec<OsString>,
    /// How long one answer may take.
    patience: Duration,
    program: RefCell<Option<Rc<Program>>>,
    /// Open repositories, by the directory that was asked for.
    opened: RefCell<BTreeMap<String, Rc<Checkout>>>,
}

impl Git {
    /// Returns git for the directory of a disk, searched for in `directories`. `variables` are
    /// hidden from it: those of the environment that begin with `GIT_`.
    pub fn new(disk: Disk, directories: Vec<PathBuf>, variables: Vec<OsString>) -> Self {
        let (program, opened) = (RefCell::default(), RefCell::default());
        Self { disk, directories, variables, patience: PATIENCE, program, opened }
    }

    /// Waits so long for each answer, instead of [`PATIENCE`].
    #[must_use]
    pub fn patient(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Finds git, once.
    fn program(&self) -> io::Result<Rc<Program>> {
        if let Some(program) = &*self.program.borrow() {
            return Ok(program.clone());
        }
        let file =
            self.disk.program("git", &self.directories).ok_or_else(|| refusal::not_installed(OLDEST))?;
        let program = Rc::new(Program::new(file, self.variables.clone(), self.patience));
        let output = program.ask(Path::new("/"), &["version"])?.unwrap_or_else(|stderr| stderr);
        match version(&output) {
            Some(version) if version >= OLDEST => {}
            _ => return Err(refusal::too_old(output.trim(), OLDEST)),
        }
        self.program.replace(Some(program.clone()));
        Ok(program)
    }
}

/// Returns the first two numbers of `git version 2.47.3`.
fn version(output: &str) -> Option<(u32, u32)> {
    let mut numbers = output.trim().strip_prefix("git version ")?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// A repository that git can read.
struct Checkout {
    program: Rc<Program>,
    /// The directory in which git runs.
    around: PathBuf,
    objects: Rc<Objects>,
    paths: Rc<Paths>,
    is_shallow: bool,
}

/// The place of the repository, as seen from the current directory.
struct Paths {
    disk: Disk,
    /// The current directory.
    here: PathBuf,
    /// The root of the work tree.
    top: PathBuf,
}

impl Git {
    /// Returns the repository that contains a directory, opened once.
    fn checkout(&self, directory: &str) -> io::Result<Rc<Checkout>> {
        if let Some(open) = self.opened.borrow().get(directory) {
            return Ok(open.clone());
        }
        let disk = self.disk.clone();
        let around = nearest_directory(&disk, directory).ok_or_else(refusal::no_directory)?;
        let around = PathBuf::from(around);
        let here = disk.resolve(".").map(PathBuf::from).unwrap_or_default();
        let program = self.program()?;
        let output = program.ask(&around, &["rev-parse", "--is-shallow-repository", "--show-toplevel"])?;
        let output = output.map_err(|stderr| refusal::of_repository(&stderr))?;
        // The path comes last, because it may contain line breaks.
        let Some((shallow, top)) = output.strip_suffix('\n').and_then(|output| output.split_once('\n'))
        else {
            return Err(refusal::unexpected("rev-parse"));
        };
        let paths = Paths { disk, here, top: PathBuf::from(top) };
        let checkout = Rc::new(Checkout {
            objects: Rc::new(Objects::new(program.clone(), around.clone())),
            program,
            around,
            paths: Rc::new(paths),
            is_shallow: shallow == "true",
        });
        self.opened.borrow_mut().insert(directory.to_owned(), checkout.clone());
        Ok(checkout)
    }
}

impl History for Git {
    fn open(&self, directory: &str) -> io::Result<Rc<dyn Repository>> {
        Ok(self.checkout(directory)?)
    }
}

/// Returns a directory with links resolved, or the nearest existing one above it.
fn nearest_directory(disk: &Disk, directory: &str) -> Option<String> {
    Path::new(if directory.is_empty() { "." } else { directory })
        .ancestors()
        .map(|path| path.to_str().filter(|path| !path.is_empty()).unwrap_or("."))
        .find(|path| disk.is_directory(path))
        .and_then(|path| disk.resolve(path))
}

impl Repository for Checkout {
    fn find(&self, revision: &Revision) -> io::Result<Commit> {
        match revision {
            Revision::Day(day) => self.last_by(*day),
            Revision::Name(name) => self.named(name).map(|(commit, _)| commit),
            Revision::MergeBase(from, to) => {
                let (one, other) = (self.named(from)?.0.hash, self.named(to)?.0.hash);
                let output = self.program.ask(&self.around, &["merge-base", &one, &other])?;
                // Criss-cross merges have several merge bases; git prints one.
                let base = output.unwrap_or_default();
                if base.is_empty() {
                    return Err(refusal::nothing_in_common(from, to, self.is_shallow));
                }
                self.named(base.trim()).map(|(commit, _)| commit)
            }
        }
    }

    fn line(&self, from: &Commit, back_to: Day) -> io::Result<Vec<Commit>> {
        let (mut commit, mut object) = self.named(&from.hash)?;
        let mut line = vec![commit.clone()];
        while commit.day > back_to {
            let Some(parent) = object.parents.first() else { break };
            let older = self.read(parent)?;
            (commit, object) = older.ok_or_else(|| refusal::cut_off(back_to, commit.day, self.is_shallow))?;
            line.push(commit.clone());
        }
        Ok(line)
    }

    fn origin(&self, commit: &Commit) -> io::Result<Origin> {
        let (_, object) = self.named(&commit.hash)?;
        let parents = object.parents.iter().map(|hash| {
            let parent = self.read(hash)?;
            let (parent, _) =
                parent.ok_or_else(|| refusal::cut_off(commit.day, commit.day, self.is_shallow))?;
            Ok(parent)
        });
        Ok(Origin { parents: parents.collect::<io::Result<_>>()?, author: object.author })
    }

    fn is_shallow(&self) -> bool {
        self.is_shallow
    }

    fn check_work_tree(&self, directory: &str) -> io::Result<()> {
        let Some(parts) = self.paths.inside(directory) else { return Ok(()) };
        let below = if parts.is_empty() { ".".to_owned() } else { parts.join("/") };
        // The index knows which files a sparse checkout leaves out: they have the tag `S`.
        let listed = self.program.ask(&self.paths.top, &["ls-files", "-z", "-t", "--", &below])?;
        let listed = listed.map_err(|_| refusal::unexpected("ls-files"))?;
        let left_out = listed.split('\0').filter_map(|entry| entry.strip_prefix("S "));
        match left_out.into_iter().find(|path| is_plan(path)) {
            Some(path) => Err(refusal::sparse(path)),
            None => Ok(()),
        }
    }

    fn tree(&self, commit: &Commit) -> Box<dyn super::tree::Tree> {
        Box::new(RevisionTree::new(self.objects.clone(), self.paths.clone(), &commit.hash))
    }
}

impl Checkout {
    /// Returns the commit of a name, with its contents.
    fn named(&self, name: &str) -> io::Result<(Commit, CommitObject)> {
        self.check_one_meaning(name)?;
        self.read(&format!("{name}^{{commit}}"))?.ok_or_else(|| self.missing(name))
    }

    /// Refuses a name that a branch, a tag or a remote have for different commits: git takes the
    /// tag, which anyone who may push one could have made.
    fn check_one_meaning(&self, name: &str) -> io::Result<()> {
        let start = start(name);
        if start == "HEAD" || start.starts_with("refs/") || is_hash(start) {
            return Ok(());
        }
        let mut found: Vec<(String, String)> = Vec::new();
        for (place, end) in PLACES {
            let full = format!("{place}{start}{end}");
            let Answer::Object { hash, .. } =
                self.objects.read(&format!("{full}^{{commit}}"), OBJECT_LIMIT)?
            else {
                continue;
            };
            if !found.iter().any(|(_, other)| *other == hash) {
                found.push((full, hash));
            }
        }
        match &found[..] {
            [(one, _), (other, _), ..] => Err(refusal::two_meanings(start, [one, other])),
            _ => Ok(()),
        }
    }

    /// Returns a commit with its contents; `None` if it does not exist.
    fn read(&self, name: &str) -> io::Result<Option<(Commit, CommitObject)>> {
        match self.objects.read(name, OBJECT_LIMIT)? {
            Answer::Object { hash, kind, bytes } if kind == "commit" => {
                let object = CommitObject::parse(&bytes).ok_or_else(|| refusal::unreadable_commit(&hash))?;
                Ok(Some((Commit { hash, day: object.day }, object)))
            }
            Answer::Object { .. } => Err(refusal::unexpected("cat-file")),
            Answer::TooLarge => Err(refusal::unreadable_commit(name)),
            Answer::Ambiguous => Err(refusal::ambiguous(name)),
            Answer::Missing => Ok(None),
        }
    }

    /// Returns why a name has no commit.
    fn missing(&self, name: &str) -> io::Error {
        let look = |name: &str| self.objects.read(name, OBJECT_LIMIT);
        match look(name) {
            Err(error) => error,
            Ok(Answer::Ambiguous) => refusal::ambiguous(name),
            Ok(Answer::Object { .. } | Answer::TooLarge) => refusal::no_commit(name),
            Ok(Answer::Missing) => match look("HEAD") {
                Ok(Answer::Missing) => refusal::unborn(),
                _ => refusal::unknown(name, self.start(name), self.is_shallow),
            },
        }
    }

    /// Returns where a name that has no commit begins from: `main` of `main~3`.
    fn start<'n>(&self, name: &'n str) -> refusal::Start<'n> {
        let start = start(name);
        match self.objects.read(&format!("{start}^{{commit}}"), OBJECT_LIMIT) {
            Ok(Answer::Object { .. }) => refusal::Start::Here,
            _ => refusal::Start::of(start),
        }
    }

    /// Returns the first commit that was not made after a day, following first parents from `HEAD`.
    fn last_by(&self, day: Day) -> io::Result<Commit> {
        let (head, _) = self.named("HEAD")?;
        let found = self.line(&head, day)?.pop().unwrap_or(head);
        if found.day <= day { Ok(found) } else { Err(refusal::too_early(day, found.day)) }
    }
}

/// Returns what a name begins from: `main` of `main~3`.
fn start(name: &str) -> &str {
    let end = name.find(['~', '^']).into_iter().chain(name.find("@{")).min();
    match &name[..end.unwrap_or(name.len())] {
        "" | "@" => "HEAD",
        start => start,
    }
}

/// Whether git takes a name for a whole hash, whatever else has that name.
fn is_hash(name: &str) -> bool {
    matches!(name.len(), 40 | 64) && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl Paths {
    /// Returns the parts of a path below the root of the repository; `None` if it is outside.
    fn inside(&self, path: &str) -> Option<Vec<String>> {
        let path = self.here.join(path);
        let below = |path: &Path| -> Option<Vec<String>> {
            let rest = plain(path)?;
            let rest = rest.strip_prefix(&self.top).ok()?;
            rest.components().map(|part| part.as_os_str().to_str().map(str::to_owned)).collect()
        };
        // A link outside the repository may lead into it.
        let through_links = || {
            let (near, real) =
                path.ancestors().find_map(|near| Some((near, self.disk.resolve(near.to_str()?)?)))?;
            below(&Path::new(&real).join(path.strip_prefix(near).ok()?))
        };
        below(&path).or_else(through_links)
    }
}

/// Returns a path without `.` and `..`.
fn plain(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                if !plain.pop() {
                    return None;
                }
            }
            part => plain.push(part),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_git_is_its_first_two_numbers() {
        for (output, expected) in [
            ("git version 2.47.3\n", Some((2, 47))),
            ("git version 2.39.5 (Apple Git-154)\n", Some((2, 39))),
            ("git version 2.47.1.windows.1", Some((2, 47))),
            ("git version 3.0.rc1", Some((3, 0))),
            ("git version unknown", None),
            ("", None),
            ("hub version 2.47.3", None),
        ] {
            assert_eq!(version(output), expected, "{output}");
        }
    }

    #[test]
    fn a_path_is_plain_without_dots() {
        for (path, expected) in
            [("/a/./b/../c", Some("/a/c")), ("/a/b/..", Some("/a")), ("/..", None), ("/a/../..", None)]
        {
            assert_eq!(plain(Path::new(path)), expected.map(PathBuf::from), "{path}");
        }
    }
}
