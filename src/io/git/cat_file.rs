//! Objects by their names, from one `git cat-file --batch`.

use super::process::{Program, Running};
use super::refusal;
use std::cell::RefCell;
use std::io::{self, BufRead, Read, Write};
use std::path::PathBuf;
use std::rc::Rc;

/// The longest line that git answers with before an object: the name that was asked for, and a
/// word.
const LONGEST_LINE: u64 = 4096;

/// What git says of a name.
#[derive(Debug)]
pub(super) enum Answer {
    /// It is not there.
    Missing,
    /// Several objects are called so.
    Ambiguous,
    /// It is there and too large to be read.
    TooLarge,
    /// It is this.
    Object {
        /// Its hash.
        hash: String,
        /// `commit`, `tree`, `blob` or `tag`.
        kind: String,
        /// What it holds.
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
    /// Returns the objects of the repository around a directory. git is started with the first
    /// question.
    pub(super) fn new(program: Rc<Program>, directory: PathBuf) -> Self {
        Self { program, directory, batch: RefCell::default() }
    }

    /// Returns the object of a name, of at most `limit` bytes; of a larger one nothing is read.
    ///
    /// # Errors
    /// Where git cannot be started, or stops.
    pub(super) fn read(&self, name: &str, limit: u64) -> io::Result<Answer> {
        let mut batch = self.batch.borrow_mut();
        let mut running = match batch.take() {
            Some(running) => running,
            None => self.program.start(&self.directory, &["cat-file", "--batch"])?,
        };
        let answer = ask(&mut running, name, limit).map_err(|error| refusal::stopped(&error))?;
        // What is too large is still on its way: the next question is for another one.
        if !matches!(answer, Answer::TooLarge) {
            *batch = Some(running);
        }
        Ok(answer)
    }
}

/// Asks for a name, which has no line break in it.
fn ask(git: &mut Running, name: &str, limit: u64) -> io::Result<Answer> {
    let strange = || io::Error::from(io::ErrorKind::InvalidData);
    git.input.write_all(format!("{name}\n").as_bytes())?;
    git.input.flush()?;
    let mut line = Vec::new();
    (&mut git.output).take(LONGEST_LINE).read_until(b'\n', &mut line)?;
    let line = String::from_utf8(line).map_err(|_| strange())?;
    let line = line.strip_suffix('\n').ok_or_else(strange)?;
    // The name comes back whatever it is, so it is looked for first.
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
    (&mut git.output).take(size + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != size + 1 || bytes.pop() != Some(b'\n') {
        return Err(strange());
    }
    Ok(Answer::Object { hash: hash.to_owned(), kind: kind.to_owned(), bytes })
}
