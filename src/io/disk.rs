//! The disk: as a [`Tree`] to read plans from, and as [`Operations`] to write reports with.

use super::replace::{Operations, Standing, Writing};
use super::tree::{Listed, Tree};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How deep directories may nest in a workspace, and how many links may follow each other.
pub(super) const DEPTH: usize = 32;

/// The disk, seen from a directory.
#[derive(Debug, Clone)]
pub struct Disk {
    directory: PathBuf,
}

impl Disk {
    /// Returns the disk as seen from `directory`; from none where the current directory is gone.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }

    pub(super) fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.directory.join(path)
    }

    /// Returns the absolute path of the first program of a name in some directories. Relative
    /// directories and the current one are skipped.
    pub(super) fn program(&self, name: &str, directories: &[PathBuf]) -> Option<PathBuf> {
        let name = format!("{name}{}", if cfg!(windows) { ".exe" } else { "" });
        let trusted = |directory: &&PathBuf| directory.is_absolute() && **directory != self.directory;
        directories
            .iter()
            .filter(trusted)
            .map(|directory| directory.join(&name))
            .find(|file| is_program(file))
    }

    fn walk(&self, root: &Path, directory: &str, depth: usize, found: &mut Vec<Listed>) -> io::Result<()> {
        for entry in fs::read_dir(self.at(directory))? {
            let entry = entry?;
            let name = entry.file_name();
            let path = format!("{directory}/{}", name.to_string_lossy());
            let kind = entry.file_type();
            let (refused, is_directory) = match name.to_str() {
                None => (Some("its name is not UTF-8 text".into()), kind.is_ok_and(|kind| kind.is_dir())),
                Some(name) if name.starts_with('.') => continue,
                Some(_) => match kind? {
                    kind if kind.is_dir() && depth >= DEPTH => {
                        (Some(format!("directories lie more than {DEPTH} deep")), true)
                    }
                    kind if kind.is_dir() => {
                        let before = found.len();
                        let Err(error) = self.walk(root, &path, depth.saturating_add(1), found) else {
                            continue;
                        };
                        found.truncate(before);
                        (Some(format!("it cannot be listed: {error}")), true)
                    }
                    kind if kind.is_symlink() => {
                        (refuse_link(root, &self.at(&path)), self.at(&path).is_dir())
                    }
                    _ => (None, false),
                },
            };
            found.push(Listed { path, refused, is_directory });
        }
        Ok(())
    }
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// Returns why a link is refused: it leaves the workspace, names a directory, or leads nowhere. A
/// link to a file inside the workspace is fine.
fn refuse_link(root: &Path, link: &Path) -> Option<String> {
    match fs::canonicalize(link) {
        Err(error) => Some(format!("it is a link that leads nowhere: {error}")),
        Ok(target) if !target.starts_with(root) => Some("it is a link that leaves the workspace".into()),
        Ok(target) if target.is_dir() => Some("it is a link to a directory, which is not followed".into()),
        Ok(_) => None,
    }
}

impl Tree for Disk {
    fn is_directory(&self, path: &str) -> bool {
        self.at(path).is_dir()
    }

    fn is_file(&self, path: &str) -> bool {
        self.at(path).is_file()
    }

    fn list(&self, directory: &str) -> io::Result<Vec<Listed>> {
        let directory = if directory == "/" { directory } else { directory.trim_end_matches('/') };
        let root = fs::canonicalize(self.at(directory))?;
        let mut found = Vec::new();
        self.walk(&root, directory, 0, &mut found)?;
        Ok(found)
    }

    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let path = self.at(path);
        // Reading a pipe or device might never end.
        let found = fs::metadata(&path)?;
        if !found.is_file() {
            return Err(io::Error::other("it is not a regular file"));
        }
        // With a byte to spare, its end is met without asking for more memory.
        let mut bytes = Vec::with_capacity(found.len().min(limit).saturating_add(1) as usize);
        File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= limit).then_some(bytes))
    }

    fn resolve(&self, path: &str) -> Option<String> {
        let path = fs::canonicalize(self.at(path)).ok()?;
        path.to_str().map(str::to_owned)
    }

    fn repository(&self, path: &str) -> Option<String> {
        let path = fs::canonicalize(self.at(path)).ok()?;
        let root = path.ancestors().find(|directory| directory.join(".git").exists())?;
        root.to_str().map(str::to_owned)
    }

    fn ancestors(&self) -> Vec<String> {
        let mut prefixes = Vec::new();
        let mut prefix = String::new();
        if self.directory.as_os_str().is_empty() {
            return prefixes;
        }
        for directory in self.directory.ancestors() {
            prefixes.push(prefix.clone());
            if directory.join(".git").exists() {
                break;
            }
            prefix.push_str("../");
        }
        prefixes
    }
}

/// Whether a path names a file that a process has open, such as `/dev/stdout`. Such a file is
/// always written to directly, because others may write to it as well.
fn is_open_file(path: &Path) -> bool {
    let mut path = path.to_owned();
    for _ in 0..DEPTH {
        let Some(directory) = path.parent().and_then(|directory| fs::canonicalize(directory).ok()) else {
            return false;
        };
        if directory.starts_with("/proc") || directory.starts_with("/dev/fd") {
            return true;
        }
        match fs::read_link(&path) {
            Ok(target) => path = directory.join(target),
            Err(_) => return false,
        }
    }
    false
}

impl Writing for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

impl Operations for Disk {
    fn look(&self, path: &Path) -> io::Result<Standing> {
        let path = self.at(path);
        match fs::metadata(&path) {
            Ok(_) if is_open_file(&path) => Ok(Standing::Other),
            Ok(found) if found.is_file() => Ok(Standing::File(fs::canonicalize(path)?)),
            Ok(_) => Ok(Standing::Other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if fs::symlink_metadata(&path).is_ok() {
                    return Err(io::Error::other("it is a link that leads nowhere"));
                }
                // A path without a name, such as `dir/..`, is not a file.
                let (Some(directory), Some(name)) = (path.parent(), path.file_name()) else {
                    return Err(error);
                };
                Ok(Standing::Nothing(fs::canonicalize(directory)?.join(name)))
            }
            Err(error) => Err(error),
        }
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        Ok(Box::new(File::create_new(self.at(path))?))
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::set_permissions(self.at(to), fs::metadata(self.at(from))?.permissions())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(self.at(from), self.at(to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(self.at(path))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        Ok(Box::new(OpenOptions::new().append(true).open(self.at(path))?))
    }

    fn append(&self, path: &Path) -> io::Result<(u64, Box<dyn Writing>)> {
        let file = OpenOptions::new().append(true).create(true).open(self.at(path))?;
        Ok((file.metadata()?.len(), Box::new(file)))
    }
}
