//! Writes a file completely or not at all: readers find the old or the new contents, even after a
//! crash.
//!
//! All reports are written by [`replace`], one disk operation at a time, so that tests can make
//! each operation fail or be the last.

use super::signals;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What exists at a path that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing, in an existing directory; the path with links resolved.
    Nothing(PathBuf),
    /// A regular file; its path with links resolved.
    File(PathBuf),
    /// Something else, such as a device or a pipe.
    Other,
}

/// A file that is being written.
pub trait Writing: Write {
    /// Waits until the contents are on the disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// The disk operations that writing a file needs.
pub trait Operations {
    /// Returns what exists at a path. Fails if the directory does not exist, or if the path is a
    /// dangling link.
    fn look(&self, path: &Path) -> io::Result<Standing>;

    /// Creates a file. Fails if the path exists.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Writing>>;

    /// Gives one file the permissions of another.
    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Moves a file over another in one step. If that fails, both are unchanged.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Opens a pipe or device for writing.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Writing>>;

    /// Opens a file to append to it, and creates it if needed. Also returns its size in bytes.
    fn append(&self, path: &Path) -> io::Result<(u64, Box<dyn Writing>)>;
}

/// How many names are tried for the temporary file; a name that is taken belongs to another run, or
/// to one that was stopped.
const NAMES: usize = 100;

/// Writes a file: a temporary file beside it gets its permissions and replaces it once all contents
/// are on the disk.
///
/// Pipes and devices are written to directly. If an operation fails, a regular file is unchanged.
pub fn replace(disk: &dyn Operations, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (target, is_there) = match disk.look(path)? {
        Standing::File(target) => (target, true),
        Standing::Nothing(target) => (target, false),
        Standing::Other => {
            let mut other = disk.open(path)?;
            return match other.write_all(bytes).and_then(|()| other.flush()) {
                // The reader has read enough.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                written => written,
            };
        }
    };
    let _held = signals::hold();
    let (beside, mut file) = create_beside(disk, &target)?;
    let done = (if is_there { disk.copy_permissions(&target, &beside) } else { Ok(()) })
        .and_then(|()| file.write_all(bytes))
        .and_then(|()| file.sync());
    drop(file);
    // The directory is not synced: after a crash, the name leads to the old or to the new file, and
    // both are complete.
    let done = done.and_then(|()| disk.rename(&beside, &target));
    if done.is_err() {
        // The first error is the one to report.
        let _ = disk.remove(&beside);
    }
    done
}

/// Creates a hidden file in the same directory, so that it can be moved in one step.
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
