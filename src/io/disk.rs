//! The disk as a [`Tree`].

use super::tree::{Listed, Tree};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How many directories may lie inside each other in a workspace.
const DEPTH: usize = 32;

/// The disk, seen from a directory.
#[derive(Debug, Clone)]
pub struct Disk {
    directory: PathBuf,
}

impl Disk {
    /// Returns the disk as seen from `directory`.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }

    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.directory.join(path)
    }

    fn walk(&self, root: &Path, directory: &str, depth: usize, found: &mut Vec<Listed>) -> io::Result<()> {
        for entry in fs::read_dir(self.at(directory))? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let path = format!("{directory}/{}", name.to_string_lossy());
                let refused = Some("its name is not UTF-8 text".into());
                let is_directory = entry.file_type().is_ok_and(|kind| kind.is_dir());
                found.push(Listed { path, refused, is_directory });
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{directory}/{name}");
            let kind = entry.file_type()?;
            if kind.is_dir() {
                if depth >= DEPTH {
                    let refused = Some(format!("directories lie more than {DEPTH} deep"));
                    found.push(Listed { path, refused, is_directory: true });
                } else {
                    let before = found.len();
                    if let Err(error) = self.walk(root, &path, depth + 1, found) {
                        found.truncate(before);
                        let refused = Some(format!("it cannot be listed: {error}"));
                        found.push(Listed { path, refused, is_directory: true });
                    }
                }
                continue;
            }
            let is_link = kind.is_symlink();
            let is_directory = is_link && self.at(&path).is_dir();
            let refused = if is_link { refuse_link(root, &self.at(&path)) } else { None };
            found.push(Listed { path, refused, is_directory });
        }
        Ok(())
    }
}

/// A link inside the workspace is another name for a file; one that leaves it, or names a directory, is
/// refused.
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
        // A pipe or device would be read for ever.
        if !fs::metadata(&path)?.is_file() {
            return Err(io::Error::other("it is not a regular file"));
        }
        let mut bytes = Vec::new();
        File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= limit).then_some(bytes))
    }

    fn resolve(&self, path: &str) -> Option<String> {
        let path = fs::canonicalize(self.at(path)).ok()?;
        path.to_str().map(str::to_owned)
    }

    fn ancestors(&self) -> Vec<String> {
        let mut prefixes = Vec::new();
        let mut prefix = String::new();
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
