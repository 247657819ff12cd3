//! The record of the last edit, in the directory of git, never in the work tree: what each file was
//! before and after.

use super::create::Create;
use super::replace::{Operations, replace};
use super::rewrite::Rewrite;
use super::tree::Tree;
use std::io;
use std::path::Path;

/// The first line of a record.
const HEAD: &str = "tpm undo 1\n";

/// The largest record that is read, in bytes.
const LIMIT: u64 = 512 << 20;

/// What the last command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The command.
    pub command: String,
    /// The files, by their paths from the root of the repository.
    pub files: Vec<Rewrite>,
}

/// Returns where the record of the repository around a directory is kept; none outside of one.
pub fn place(tree: &dyn Tree, directory: &str) -> Option<String> {
    let root = tree.repository(directory)?;
    let dot = format!("{}/.git", root.trim_end_matches('/'));
    if tree.is_directory(&dot) {
        return Some(format!("{dot}/tpm/undo"));
    }
    // In a linked work tree it is a file that names the directory.
    let text = String::from_utf8(tree.read(&dot, 4096).ok()??).ok()?;
    let named = text.strip_prefix("gitdir:")?.trim();
    let directory = if named.starts_with('/') { named.to_owned() } else { format!("{root}/{named}") };
    tree.is_file(&format!("{directory}/HEAD")).then(|| format!("{directory}/tpm/undo"))
}

/// Returns where another record of the same form is kept, beside that of the last edit.
pub fn beside(place: &str, name: &str) -> String {
    let directory = place.rsplit_once('/').map_or("", |(directory, _)| directory);
    format!("{directory}/{name}")
}

/// Writes the record.
pub fn write(disk: &dyn Operations, create: &dyn Create, place: &str, record: &Record) -> io::Result<()> {
    let path = Path::new(place);
    let bytes = record.bytes();
    match disk.look(path) {
        Ok(_) => replace(disk, path, &bytes),
        // Its directory is not there yet.
        Err(_) => create.create(place, &bytes).map(drop),
    }
}

/// Returns the bytes of the record that is there; none if there is none that can be read.
pub fn last(tree: &dyn Tree, place: &str) -> Option<Vec<u8>> {
    if !tree.is_file(place) {
        return None;
    }
    tree.read(place, LIMIT).ok()?
}

/// Puts the record back that was there before, after a change that was not made.
pub fn put_back(disk: &dyn Operations, place: &str, last: Option<&[u8]>) -> io::Result<()> {
    match last {
        Some(last) => replace(disk, Path::new(place), last),
        None => disk.remove(Path::new(place)),
    }
}

/// Reads the record; none if there is none.
pub fn read(tree: &dyn Tree, place: &str) -> io::Result<Option<Record>> {
    if !tree.is_file(place) {
        return Ok(None);
    }
    let bytes = tree.read(place, LIMIT)?.and_then(|bytes| String::from_utf8(bytes).ok());
    let record = bytes.as_deref().and_then(Record::parse);
    record.map(Some).ok_or_else(|| io::Error::other("it is not a record of this version of tpm"))
}

impl Record {
    fn bytes(&self) -> Vec<u8> {
        let mut text = String::from(HEAD);
        let mut put = |part: &str| text.push_str(&format!("{}\n{part}\n", part.len()));
        put(&self.command);
        for file in &self.files {
            put(&file.path);
            put(&file.before);
            put(&file.after);
        }
        text.into_bytes()
    }

    fn parse(text: &str) -> Option<Self> {
        let mut rest = text.strip_prefix(HEAD)?;
        let mut parts = Vec::new();
        while !rest.is_empty() {
            let (length, behind) = rest.split_once('\n')?;
            let length: usize = length.parse().ok()?;
            parts.push(behind.get(..length)?.to_owned());
            rest = behind.get(length..)?.strip_prefix('\n')?;
        }
        let mut parts = parts.into_iter();
        let command = parts.next()?;
        let mut files = Vec::new();
        while let Some(path) = parts.next() {
            files.push(Rewrite { path, before: parts.next()?, after: parts.next()? });
        }
        Some(Self { command, files })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let file = |path: &str, before: &str, after: &str| Rewrite {
            path: path.into(),
            before: before.into(),
            after: after.into(),
        };
        let files = vec![file("programs/é.yaml", "a: 1\n2\n", ""), file("b", "\u{feff}🚀\r\n", "3\nx\n")];
        let record = Record { command: "tpm set a b=c\nd".into(), files };
        let bytes = record.bytes();
        let text = std::str::from_utf8(&bytes).unwrap();
        assert_eq!(Record::parse(text), Some(record));
        for cut in 0..text.len() {
            if let Some(part) = text.get(..cut) {
                let short = Record::parse(part).is_none_or(|read| read.files.len() < 2);
                assert!(short, "{cut}");
            }
        }
        assert_eq!(Record::parse("tpm undo 1\n99999999999999999999\nx\n"), None);
    }
}
