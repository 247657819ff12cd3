//! Files and arguments to output, in process: a fixed day, a fixed width, no environment.

mod disk;
pub mod marked;
pub mod part;
mod past;

pub use disk::{Fault, MemoryDisk};
pub use past::{Past, Version};

use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use tpm::cli::{self, Stream, Variables, World};
use tpm::io::create::{Create, Made};
use tpm::io::input::Input;
use tpm::io::tree::{Listed, MemoryTree, Tree};
use tpm::time::Day;

/// What a command printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The exit status.
    pub status: u8,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The day on which tests run, unless they say another.
pub const TODAY: &str = "2026-09-14";

/// A text on standard input.
#[derive(Debug, Clone, Default)]
pub struct Typed(pub String);

impl Input for Typed {
    fn read(&self, limit: u64) -> io::Result<Option<Vec<u8>>> {
        Ok((self.0.len() as u64 <= limit).then(|| self.0.clone().into_bytes()))
    }
}

/// Files held in memory, to which commands may add some.
#[derive(Debug, Default)]
pub struct Paper {
    files: RefCell<BTreeMap<String, Vec<u8>>>,
    /// The same to read from.
    tree: RefCell<MemoryTree>,
    /// After how many files it is full.
    room: Option<usize>,
}

impl Paper {
    /// Returns a paper with room for so many files.
    pub fn with_room_for(files: usize) -> Self {
        Self { room: Some(files), ..Self::default() }
    }

    /// Returns what is written on it.
    pub fn files(&self) -> Vec<(String, String)> {
        let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).unwrap();
        self.files.borrow().iter().map(|(path, bytes)| (path.clone(), text(bytes))).collect()
    }

    fn new(files: BTreeMap<String, Vec<u8>>) -> Self {
        let tree = RefCell::new(MemoryTree::new(files.clone()));
        Self { files: RefCell::new(files), tree, room: None }
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>)) {
        change(&mut self.files.borrow_mut());
        self.tree.replace(MemoryTree::new(self.files.borrow().clone()));
    }
}

impl Create for Paper {
    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<Made> {
        if self.is_file(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        if self.room.is_some_and(|room| self.files.borrow().len() >= room) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.change(|files| drop(files.insert(path.to_owned(), bytes.to_vec())));
        Ok(Made::default())
    }

    fn take_back(&self, path: &str, _: &Made) -> io::Result<()> {
        self.change(|files| drop(files.remove(path)));
        Ok(())
    }
}

impl Tree for Paper {
    fn is_directory(&self, path: &str) -> bool {
        self.tree.borrow().is_directory(path)
    }

    fn is_file(&self, path: &str) -> bool {
        self.tree.borrow().is_file(path)
    }

    fn list(&self, directory: &str) -> io::Result<Vec<Listed>> {
        self.tree.borrow().list(directory)
    }

    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        self.tree.borrow().read(path, limit)
    }

    fn resolve(&self, path: &str) -> Option<String> {
        self.tree.borrow().resolve(path)
    }

    fn ancestors(&self) -> Vec<String> {
        self.tree.borrow().ancestors()
    }
}

/// Runs `tpm` over files held in memory, as in a pipe.
pub fn run(files: &[(&str, &str)], arguments: &[&str]) -> Output {
    run_as(files, arguments, Variables::default(), None)
}

/// Runs `tpm` in an environment; with a width, both streams are terminals.
pub fn run_as(
    files: &[(&str, &str)],
    arguments: &[&str],
    variables: Variables,
    width: Option<usize>,
) -> Output {
    run_bytes(
        files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec())).collect(),
        arguments,
        variables,
        width,
    )
}

/// Returns paths and texts as the other functions take them.
pub fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// Runs `tpm` over files held in memory, with a disk to write to.
pub fn run_on(disk: &MemoryDisk, files: &[(&str, &str)], arguments: &[&str]) -> Output {
    run_in_world(disk, files, arguments, Variables::default(), None)
}

/// Runs `tpm` over files held in memory, with a disk to write to, in an environment.
pub fn run_in_world(
    disk: &MemoryDisk,
    files: &[(&str, &str)],
    arguments: &[&str],
    variables: Variables,
    width: Option<usize>,
) -> Output {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    run_over(&Paper::new(files.collect()), &Past::default(), disk, arguments, variables, width)
}

/// Runs `tpm` with a text on standard input, over files held in memory, with a disk to write to.
pub fn run_typed(disk: &MemoryDisk, files: &[(&str, &str)], arguments: &[&str], typed: &str) -> Output {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let (paper, past) = (Paper::new(files.collect()), Past::default());
    run_fed(&paper, &past, disk, arguments, Variables::default(), None, &Typed(typed.to_owned()))
}

/// Runs `tpm` over files held in memory, in a repository.
pub fn run_in_repository(past: &Past, files: &[(&str, &str)], arguments: &[&str]) -> Output {
    run_in_repository_as(past, files, arguments, Variables::default())
}

/// Runs `tpm` over files held in memory, in a repository and an environment.
pub fn run_in_repository_as(
    past: &Past,
    files: &[(&str, &str)],
    arguments: &[&str],
    variables: Variables,
) -> Output {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let (paper, disk) = (Paper::new(files.collect()), MemoryDisk::default());
    run_over(&paper, past, &disk, arguments, variables, None)
}

/// Runs `tpm` over files of any bytes.
pub fn run_bytes(
    files: Vec<(&str, Vec<u8>)>,
    arguments: &[&str],
    variables: Variables,
    width: Option<usize>,
) -> Output {
    let paper = Paper::new(files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect());
    run_on_paper(&paper, arguments, variables, width)
}

/// Runs `tpm` on a paper, which keeps the files that it begins.
pub fn run_on_paper(paper: &Paper, arguments: &[&str], variables: Variables, width: Option<usize>) -> Output {
    run_over(paper, &Past::default(), &MemoryDisk::default(), arguments, variables, width)
}

/// Returns a past with one commit in it.
pub fn past(files: &[(&str, &str)]) -> Past {
    Past(vec![Version::new(&["main", "HEAD", "HEAD~3"], "2026-08-31", files)])
}

/// Runs `tpm` over files held in memory of which `base` was committed, on `main`.
pub fn run_since(base: &[(&str, &str)], files: &[(&str, &str)], arguments: &[&str]) -> Output {
    run_in_repository_as(&past(base), files, arguments, Variables::default())
}

/// Does the same on a terminal of a width, without color.
pub fn run_since_on_terminal(
    base: &[(&str, &str)],
    files: &[(&str, &str)],
    arguments: &[&str],
    width: usize,
) -> Output {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let (paper, disk) = (Paper::new(files.collect()), MemoryDisk::default());
    let variables = Variables { no_color: Some("1".into()), ..Variables::default() };
    run_over(&paper, &past(base), &disk, arguments, variables, Some(width))
}

fn run_over(
    paper: &Paper,
    history: &Past,
    disk: &MemoryDisk,
    arguments: &[&str],
    variables: Variables,
    width: Option<usize>,
) -> Output {
    run_fed(paper, history, disk, arguments, variables, width, &Typed::default())
}

fn run_fed(
    paper: &Paper,
    history: &Past,
    disk: &MemoryDisk,
    arguments: &[&str],
    variables: Variables,
    width: Option<usize>,
    input: &Typed,
) -> Output {
    let stream = Stream { is_terminal: width.is_some(), width };
    let today = Day::parse(TODAY).unwrap();
    let world = World {
        tree: paper,
        history,
        disk,
        create: paper,
        commits: history,
        input,
        today,
        // No test shows how long a command takes.
        variables: Variables { ci: variables.ci.or_else(|| Some("1".into())), ..variables },
        stdout: stream,
        stderr: stream,
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = std::iter::once("tpm").chain(arguments.iter().copied()).map(OsString::from);
    let status = cli::run(arguments, &world, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("tpm prints UTF-8");
    Output { status, out: text(out), err: text(err) }
}

/// Returns what `tpm schedule --format json` prints. Panics where there is no JSON, with what was said instead.
pub fn schedule(files: &[(&str, &str)], as_of: &str) -> Value {
    json(files, &["schedule", "--format", "json", "--as-of", as_of])
}

/// Returns the JSON that a command prints.
pub fn json(files: &[(&str, &str)], arguments: &[&str]) -> Value {
    let output = run(files, arguments);
    let value = serde_json::from_str(&output.out);
    value.unwrap_or_else(|error| panic!("no JSON: {error}\n{}\n{}", output.out, output.err))
}

/// Returns the example programs as they are on disk.
pub fn examples() -> Vec<(String, String)> {
    example_files().into_iter().filter(|(path, _)| path.ends_with(".yaml")).collect()
}

/// Returns the example programs and what lies beside them for editors.
pub fn example_files() -> Vec<(String, String)> {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("programs/{}", path.file_name().unwrap().to_str().unwrap());
        files.push((name, std::fs::read(path).map(|bytes| String::from_utf8(bytes).unwrap()).unwrap()));
    }
    files
}

/// Holds a document that is made against the file in the repository; writes the file where `TPM_UPDATE_DOCS` is set.
#[track_caller]
pub fn generated(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("TPM_UPDATE_DOCS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let written = String::from_utf8(std::fs::read(&path).unwrap_or_default()).unwrap();
    for (number, (shown, made)) in written.lines().zip(text.lines()).enumerate() {
        assert_eq!(
            shown,
            made,
            "{name}:{}: run `TPM_UPDATE_DOCS=1 cargo test` and read the difference",
            number + 1
        );
    }
    assert_eq!(written.lines().count(), text.lines().count(), "{name}: run `TPM_UPDATE_DOCS=1 cargo test`");
}
