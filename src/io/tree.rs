//! Where plan files come from: the disk, a git revision, a list in tests.

use std::collections::BTreeMap;
use std::io;

/// A file below a directory, or something there that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The path for display, with `/` between its parts.
    pub path: String,
    /// Why it is refused and not read.
    pub refused: Option<String>,
    /// Whether it is a directory, which may hold plans.
    pub is_directory: bool,
}

/// A place to read files from. Paths are relative to the current directory.
pub trait Tree {
    /// Returns whether a path is a directory.
    fn is_directory(&self, path: &str) -> bool;

    /// Returns whether a path is a file.
    fn is_file(&self, path: &str) -> bool;

    /// Returns the files at any depth below a directory, hidden ones left out.
    fn list(&self, directory: &str) -> io::Result<Vec<Listed>>;

    /// Returns the bytes of a file of at most `limit` bytes; `None` if it is larger.
    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>>;

    /// Returns what identifies the bytes of a listed file, where files have such a name: two with
    /// the same one have the same bytes.
    fn id(&self, _path: &str) -> Option<String> {
        None
    }

    /// Returns the canonical name of a path; `None` if it does not exist.
    fn resolve(&self, path: &str) -> Option<String>;

    /// Returns the root of the repository that contains a path, as [`Tree::resolve`] names it;
    /// `None` outside of repositories.
    fn repository(&self, _path: &str) -> Option<String> {
        None
    }

    /// Returns the prefixes of this directory and those above it, nearest first, ending with the
    /// root of the repository: `""`, `"../"`, `"../../"`. None if this directory is gone.
    fn ancestors(&self) -> Vec<String>;
}

/// Returns the path of a file from the root of its repository, with links resolved. For a file that
/// does not exist, its nearest existing directory is resolved. If the current directory is in a
/// repository that also contains the file, that root counts; outside of repositories, the path is
/// from the current directory.
pub fn from_root(tree: &dyn Tree, path: &str) -> String {
    let mut there = path;
    while tree.resolve(there).is_none() && there != "." {
        there = there.rsplit_once('/').map_or(".", |(above, _)| if above.is_empty() { "/" } else { above });
    }
    let rest = path.strip_prefix(there).unwrap_or(path).trim_start_matches('/');
    let inside = |root: String| {
        let known = tree.resolve(there)?;
        let file = if known.is_empty() || rest.is_empty() { known + rest } else { format!("{known}/{rest}") };
        let rest = file.strip_prefix(&root)?;
        // Every absolute path starts with `/`.
        let rest = if root.ends_with('/') || root.is_empty() { rest } else { rest.strip_prefix('/')? };
        Some(rest.to_owned())
    };
    let roots = [tree.repository("."), tree.repository(there), tree.resolve(".")];
    roots.into_iter().flatten().find_map(inside).unwrap_or_else(|| plain(path))
}

/// Returns a directory without a leading `./` or a trailing `/`, for display.
pub fn plain(directory: &str) -> String {
    let mut plain = directory;
    while let Some(rest) = plain.strip_prefix("./") {
        plain = rest.trim_start_matches('/');
    }
    match plain.trim_end_matches('/') {
        "" if directory.starts_with('/') => "/".into(),
        "" => ".".into(),
        plain => plain.into(),
    }
}

/// Files held in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryTree {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryTree {
    /// Returns a tree of these paths and contents.
    pub fn new<P: Into<String>, T: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        Self { files: files.into_iter().map(|(path, text)| (path.into(), text.into())).collect() }
    }
}

impl Tree for MemoryTree {
    fn is_directory(&self, path: &str) -> bool {
        let prefix = format!("{}/", path.trim_end_matches('/'));
        self.files.keys().any(|file| file.starts_with(&prefix))
    }

    fn is_file(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn list(&self, directory: &str) -> io::Result<Vec<Listed>> {
        let prefix = format!("{}/", directory.trim_end_matches('/'));
        let below = self.files.keys().filter(|file| {
            file.strip_prefix(&prefix).is_some_and(|rest| !rest.split('/').any(|part| part.starts_with('.')))
        });
        Ok(below.map(|path| Listed { path: path.clone(), refused: None, is_directory: false }).collect())
    }

    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let bytes = self.files.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok((bytes.len() as u64 <= limit).then(|| bytes.clone()))
    }

    fn resolve(&self, path: &str) -> Option<String> {
        let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        let plain = parts.join("/");
        (self.is_file(&plain) || self.is_directory(&plain)).then_some(plain)
    }

    fn ancestors(&self) -> Vec<String> {
        vec![String::new()]
    }
}
