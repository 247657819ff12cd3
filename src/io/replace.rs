//! A file written whole or not at all: whoever reads it finds the old one or the new one, whatever
//! happens.
//!
//! All reports are written through [`replace`], one operation of the disk after the other, so that
//! a test can let each of them fail, or be the last.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What stands at a path that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing, in a directory that is there; the path without any link in it.
    Nothing(PathBuf),
    /// A regular file; the path to it without any link in it.
    File(PathBuf),
    /// Something else, such as a device or a pipe.
    Other,
}

/// A file that is being written.
pub trait Writing: Write {
    /// Waits until what was written is on the disk.
    ///
    /// # Errors
    /// Where the disk says that it is not.
    fn sync(&mut self) -> io::Result<()>;
}

/// What writing a file needs of a disk.
pub trait Operations {
    /// Returns what stands at a path.
    ///
    /// # Errors
    /// Where that cannot be told, its directory is not there, or it is a link that leads nowhere.
    fn look(&self, path: &Path) -> io::Result<Standing>;

    /// Makes a file where nothing stands.
    ///
    /// # Errors
    /// Where something does, or it cannot be made.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Writing>>;

    /// Gives one file the permissions of another.
    ///
    /// # Errors
    /// Where they cannot be read or set.
    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Moves a file over another in one step.
    ///
    /// # Errors
    /// Where it cannot be moved; then both are as they were.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// Where it cannot be removed.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Opens what is no regular file, to write to it.
    ///
    /// # Errors
    /// Where it cannot be opened.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Writing>>;

    /// Opens a file to add to its end, and makes it where none is. Returns with it how many bytes
    /// it has.
    ///
    /// # Errors
    /// Where it cannot be opened.
    fn append(&self, path: &Path) -> io::Result<(u64, Box<dyn Writing>)>;
}

/// How many names are tried for the file beside; each that is taken belongs to another run, or to
/// one that was stopped.
const NAMES: usize = 100;

/// Writes a file: a new one beside it takes its place, and its permissions, once all of it is on
/// the disk.
///
/// What is no regular file is written to, never replaced.
///
/// # Errors
/// Where an operation fails; then a regular file is as it was.
pub fn replace(disk: &dyn Operations, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (target, is_there) = match disk.look(path)? {
        Standing::File(target) => (target, true),
        Standing::Nothing(target) => (target, false),
        Standing::Other => {
            let mut other = disk.open(path)?;
            other.write_all(bytes)?;
            return other.flush();
        }
    };
    let (beside, mut file) = create_beside(disk, &target)?;
    let done = (if is_there { disk.copy_permissions(&target, &beside) } else { Ok(()) })
        .and_then(|()| file.write_all(bytes))
        .and_then(|()| file.sync());
    drop(file);
    // The directory is not waited for: when the machine stops now, either name of the file may come
    // back, and both stand for a whole one.
    let done = done.and_then(|()| disk.rename(&beside, &target));
    if done.is_err() {
        // The first error is the one to tell.
        let _ = disk.remove(&beside);
    }
    done
}

/// Makes a file in the same directory, hidden, as only there it can be moved in one step.
fn create_beside(disk: &dyn Operations, target: &Path) -> io::Result<(PathBuf, Box<dyn Writing>)> {
    let mut taken = io::ErrorKind::AlreadyExists.into();
    for number in 0..NAMES {
        let beside = target.with_file_name(format!(".tpm-{number}.tmp"));
        match disk.create(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}
