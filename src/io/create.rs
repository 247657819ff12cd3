//! Creates files; never overwrites one.

use super::disk::Disk;
use super::signals;
use super::tree::Tree as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A place to create files in. Paths are relative to the current directory.
pub trait Create {
    /// Writes a new file, and creates its directories. On failure nothing of either is left. Fails
    /// with `AlreadyExists` if something has that name, be it a link that leads nowhere.
    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<Made>;

    /// Removes a file that was just created, with the directories that were made for it.
    fn take_back(&self, path: &str, made: &Made) -> io::Result<()>;
}

/// The directories that were made for a file, from the outermost.
#[derive(Debug, Default)]
pub struct Made(Vec<PathBuf>);

/// Writes all files or none: if one fails, those before it are removed. The error names the file.
pub fn create_all<'f>(place: &dyn Create, files: &'f [(String, String)]) -> Result<(), (&'f str, io::Error)> {
    let _held = signals::hold();
    let mut created: Vec<(&str, Made)> = Vec::new();
    for (path, text) in files {
        match place.create(path, text.as_bytes()) {
            Ok(made) => created.push((path, made)),
            Err(error) => {
                // The last one first, so that a directory is empty before it goes.
                for (path, made) in created.iter().rev() {
                    // The first failure is the one to report.
                    let _ = place.take_back(path, made);
                }
                return Err((path, error));
            }
        }
    }
    Ok(())
}

impl Create for Disk {
    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<Made> {
        let _held = signals::hold();
        let mut made = Made::default();
        let around = self.make_around(path, &mut made);
        let path = self.at(path);
        let written = around
            .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&path))
            .and_then(|mut file| {
                file.write_all(bytes).inspect_err(|_| {
                    // An incomplete file is not a plan.
                    let _ = fs::remove_file(&path);
                })
            });
        match written {
            Ok(()) => Ok(made),
            Err(error) => {
                made.remove();
                Err(error)
            }
        }
    }

    fn take_back(&self, path: &str, made: &Made) -> io::Result<()> {
        fs::remove_file(self.at(path))?;
        made.remove();
        Ok(())
    }
}

impl Disk {
    /// Makes the directories around a path that are not there.
    fn make_around(&self, path: &str, made: &mut Made) -> io::Result<()> {
        let around = Path::new(path).ancestors().skip(1).filter_map(Path::to_str);
        let missing: Vec<&str> =
            around.take_while(|place| !place.is_empty() && !self.is_directory(place)).collect();
        for directory in missing.into_iter().rev() {
            match fs::create_dir(self.at(directory)) {
                Ok(()) => made.0.push(self.at(directory)),
                // Somebody else was faster, or it is `..` of one that was made just now.
                Err(_) if self.is_directory(directory) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Made {
    /// Removes them, from the innermost. What others have put there meanwhile stays.
    fn remove(&self) {
        for directory in self.0.iter().rev() {
            let _ = fs::remove_dir(directory);
        }
    }
}
