//! Rewrites several files as one change: all of them, or none.

use super::create::{Create, Made};
use super::replace::{Operations, replace};
use super::signals;
use super::tree::Tree;
use std::io;
use std::path::Path;

/// A file that changes. A text without a byte stands for no file: no edit leaves a plan empty, and
/// none begins with an empty one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// The path, as the command line names it.
    pub path: String,
    /// The text before.
    pub before: String,
    /// The text after.
    pub after: String,
}

/// Why files were not rewritten.
#[derive(Debug)]
pub struct Failed {
    /// The file at which it failed.
    pub path: String,
    /// The reason.
    pub error: io::Error,
    /// The files that could not be put back either.
    pub left: Vec<String>,
}

/// Rewrites each file by [`replace`]; a new one takes the place of none, and one that goes is
/// removed. A file that is no longer as it was read is refused before any is written; where one
/// fails, those before it are put back.
pub fn rewrite_all(
    tree: &dyn Tree,
    disk: &dyn Operations,
    create: &dyn Create,
    files: &[Rewrite],
) -> Result<(), Failed> {
    let write = |path: &str, before: &str, after: &str| match (before, after) {
        ("", after) => create.create(path, after.as_bytes()),
        (_, "") => disk.remove(Path::new(path)).map(|()| Made::default()),
        (_, after) => replace(disk, Path::new(path), after.as_bytes()).map(|()| Made::default()),
    };
    let _held = signals::hold();
    for file in files {
        is_as_read(tree, file).map_err(|error| Failed {
            path: file.path.clone(),
            error,
            left: Vec::new(),
        })?;
    }
    let mut written: Vec<(&Rewrite, Made)> = Vec::new();
    for file in files {
        let error = match write(&file.path, &file.before, &file.after) {
            Ok(made) => {
                written.push((file, made));
                continue;
            }
            Err(error) => error,
        };
        let is_left = |(file, made): &&(&Rewrite, Made)| match file.before.is_empty() {
            true => create.take_back(&file.path, made).is_err(),
            false => write(&file.path, &file.after, &file.before).is_err(),
        };
        let left = written.iter().filter(is_left).map(|(file, _)| file.path.clone()).collect();
        return Err(Failed { path: file.path.clone(), error, left });
    }
    Ok(())
}

fn is_as_read(tree: &dyn Tree, file: &Rewrite) -> io::Result<()> {
    if file.before.is_empty() {
        let is_there = tree.is_file(&file.path) || tree.is_directory(&file.path);
        return if is_there { Err(io::ErrorKind::AlreadyExists.into()) } else { Ok(()) };
    }
    let now = tree.read(&file.path, file.before.len() as u64)?;
    if now.as_deref() == Some(file.before.as_bytes()) {
        return Ok(());
    }
    Err(io::Error::other("it was changed by somebody else meanwhile; run the command again"))
}
