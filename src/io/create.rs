//! New files: written where none is, never over one that is there.

use super::disk::Disk;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};

/// A place to write new files to. Paths are relative to where the command was given.
pub trait Create {
    /// Writes a file that is not there yet, and the directories that it lies in. Where that fails,
    /// no part of the file is left.
    ///
    /// # Errors
    /// `AlreadyExists` where something has that name, be it a link that leads nowhere; else what
    /// the disk says.
    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Removes a file that was created a moment ago.
    ///
    /// # Errors
    /// Where the disk refuses.
    fn take_back(&self, path: &str) -> io::Result<()>;
}

/// Writes all of some files, or none of them: where one fails, those before it are taken back.
///
/// # Errors
/// Says which file failed, and why.
pub fn create_all<'f>(place: &dyn Create, files: &'f [(String, String)]) -> Result<(), (&'f str, io::Error)> {
    for (index, (path, text)) in files.iter().enumerate() {
        if let Err(error) = place.create(path, text.as_bytes()) {
            for (path, _) in &files[..index] {
                // The first failure is the one to tell.
                let _ = place.take_back(path);
            }
            return Err((path, error));
        }
    }
    Ok(())
}

impl Create for Disk {
    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.at(path);
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(bytes).inspect_err(|_| {
            // What was begun is no plan.
            let _ = fs::remove_file(&path);
        })
    }

    fn take_back(&self, path: &str) -> io::Result<()> {
        fs::remove_file(self.at(path))
    }
}
