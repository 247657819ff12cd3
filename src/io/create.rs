//! Creates files; never overwrites one.

use super::disk::Disk;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};

/// A place to create files in. Paths are relative to the current directory.
pub trait Create {
    /// Writes a new file, and creates its directories. On failure no part of the file is left.
    /// Fails with `AlreadyExists` if something has that name, be it a link that leads nowhere.
    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Removes a file that was just created.
    fn take_back(&self, path: &str) -> io::Result<()>;
}

/// Writes all files or none: if one fails, those before it are removed. The error names the file.
pub fn create_all<'f>(place: &dyn Create, files: &'f [(String, String)]) -> Result<(), (&'f str, io::Error)> {
    for (index, (path, text)) in files.iter().enumerate() {
        if let Err(error) = place.create(path, text.as_bytes()) {
            for (path, _) in &files[..index] {
                // The first failure is the one to report.
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
            // An incomplete file is not a plan.
            let _ = fs::remove_file(&path);
        })
    }

    fn take_back(&self, path: &str) -> io::Result<()> {
        fs::remove_file(self.at(path))
    }
}
