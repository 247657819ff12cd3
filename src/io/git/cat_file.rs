//! Reads objects by name from one `git cat-file --batch`.

use super::process::{Program, Running};
use std::cell::RefCell;
use std::io::{self, BufRead, Read, Write};
use std::path::PathBuf;
use std::rc::Rc;

/// The longest line of git before an object: the requested name, and a word.
const LONGEST_LINE: u64 = 4096;

/// git's answer for a name.
#[derive(Debug)]
pub(super) enum Answer {
    /// It does not exist.
    Missing,
    /// Several objects match it.
    Ambiguous,
    /// It exists but is too large to be read.
    TooLarge,
    /// The object.
    Object {
        /// Its hash.
        hash: String,
        /// `commit`, `tree`, `blob` or `tag`.
        kind: String,
        /// Its contents.
        bytes: Vec<u8>,
    },
}

/// The objects of a repository.
pub(super) struct Objects {
    program: Rc<Program>,
    directory: PathBuf,
    batch: RefCell<Option<Running>>,
}

impl Objects {
    /// Returns the objects of the repository that contains a directory. git is started by the first
    /// request.
    pub(super) fn new(program: Rc<Program>, directory: PathBuf) -> Self {
        Self { program, directory, batch: RefCell::default() }
    }

    /// Returns the object of a name, of at most `limit` bytes. Larger ones are not read.
    pub(super) fn read(&self, name: &str, limit: u64) -> io::Result<Answer> {
        let mut batch = self.batch.borrow_mut();
        let mut running = match batch.take() {
            Some(running) => running,
            None => self.program.start(&self.directory, &["cat-file", "--batch"])?,
        };
        let answer = running.asked(|running| ask(running, name, limit))?;
        // git still sends the object that is too large, or ended without an answer: the next
        // request needs a new process.
        if !matches!(answer, Answer::TooLarge) && !name.contains("@{") {
            *batch = Some(running);
        }
        Ok(answer)
    }
}

/// Requests a name, which has no line break.
fn ask(git: &mut Running, name: &str, limit: u64) -> io::Result<Answer> {
    let strange = || io::Error::from(io::ErrorKind::InvalidData);
    git.input.write_all(format!("{name}\n").as_bytes())?;
    git.input.flush()?;
    let mut line = Vec::new();
    (&mut git.output).take(LONGEST_LINE).read_until(b'\n', &mut line)?;
    // git ends where a branch has no upstream, or its log no such entry.
    if line.is_empty() && name.contains("@{") {
        return Ok(Answer::Missing);
    }
    let line = String::from_utf8(line).map_err(|_| strange())?;
    let line = line.strip_suffix('\n').ok_or_else(strange)?;
    // git repeats any name, so match it first.
    match line.strip_prefix(name) {
        Some(" missing") => return Ok(Answer::Missing),
        Some(" ambiguous") => return Ok(Answer::Ambiguous),
        _ => {}
    }
    let parts: Vec<&str> = line.split(' ').collect();
    let [hash, kind, size] = parts[..] else { return Err(strange()) };
    let size: u64 = size.parse().map_err(|_| strange())?;
    if size > limit {
        return Ok(Answer::TooLarge);
    }
    let mut bytes = Vec::new();
    (&mut git.output).take(size.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.pop() != Some(b'\n') || bytes.len() as u64 != size {
        return Err(strange());
    }
    Ok(Answer::Object { hash: hash.to_owned(), kind: kind.to_owned(), bytes })
}
