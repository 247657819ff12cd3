//! Reorders the lines of a plan and the files of a workspace without changing their meaning.

use std::io;
use tpm::io::tree::{Listed, MemoryTree, Tree};

/// A source of numbers that are the same in every run.
pub(super) struct Seed(u64);

impl Seed {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// Returns a number below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }

    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

/// Returns the lines of a text in another order, for tables whose rows may come in any order.
pub(super) fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

/// Returns a plan with its keys in another order: those of the file, of named entries, and inside
/// those.
///
/// Plans are indented by two; lists of moves and links keep their order.
pub(super) fn shuffled(text: &str, random: &mut Seed) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    for line in keys(&lines, 0, random) {
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Keys whose mappings may be in any order.
const OPEN: [&str; 8] =
    ["milestones", "risks", "asks", "owners", "calendars", "blocked", "health", "duration"];

fn keys<'t>(lines: &[&'t str], indent: usize, random: &mut Seed) -> Vec<&'t str> {
    let mut entries: Vec<Vec<&str>> = vec![Vec::new()];
    let mut has_key = false;
    for line in lines {
        let (depth, body) = (line.len() - line.trim_start().len(), line.trim());
        let between = body.is_empty() || body.starts_with('#');
        let begins = depth == indent && !body.is_empty() && !body.starts_with('-');
        if has_key && begins {
            // A comment belongs to the entry that follows it.
            entries.push(Vec::new());
            has_key = false;
        }
        has_key |= begins && !between;
        entries.last_mut().unwrap().push(line);
    }
    // A comment after the last entry belongs to none.
    if !has_key && entries.len() > 1 {
        let rest = entries.pop().unwrap();
        entries.last_mut().unwrap().extend(rest);
    }
    random.shuffle(&mut entries);
    entries.into_iter().flat_map(|entry| inside(&entry, indent, random)).collect()
}

/// Shuffles the content of an entry if that is a mapping.
fn inside<'t>(entry: &[&'t str], indent: usize, random: &mut Seed) -> Vec<&'t str> {
    let is_head = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with('#');
    let head = entry.iter().position(is_head).unwrap_or(0);
    let line = entry.get(head).map_or("", |line| line.split(" #").next().unwrap_or("").trim());
    let is_open = line.strip_suffix(':').is_some_and(|key| indent == 2 || OPEN.contains(&key));
    let (before, body) = entry.split_at((head + 1).min(entry.len()));
    if !is_open || body.is_empty() {
        return entry.to_vec();
    }
    before.iter().copied().chain(keys(body, indent + 2, random)).collect()
}

/// A tree that lists its files in an order of its own.
pub(super) struct Shuffled {
    files: MemoryTree,
    seed: u64,
}

impl Shuffled {
    pub(super) fn new(files: &[(String, String)], seed: u64) -> Self {
        Self { files: MemoryTree::new(files.iter().map(|(path, text)| (path.clone(), text.clone()))), seed }
    }
}

impl Tree for Shuffled {
    fn is_directory(&self, path: &str) -> bool {
        self.files.is_directory(path)
    }

    fn is_file(&self, path: &str) -> bool {
        self.files.is_file(path)
    }

    fn list(&self, directory: &str) -> io::Result<Vec<Listed>> {
        let mut listed = self.files.list(directory)?;
        Seed::new(self.seed).shuffle(&mut listed);
        Ok(listed)
    }

    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        self.files.read(path, limit)
    }

    fn resolve(&self, path: &str) -> Option<String> {
        self.files.resolve(path)
    }

    fn ancestors(&self) -> Vec<String> {
        self.files.ancestors()
    }
}

#[test]
fn a_shuffled_plan_has_the_same_lines() {
    let plan = include_str!("dense.yaml");
    let other = shuffled(plan, &mut Seed::new(12_345));
    assert_eq!(lines(plan), lines(&other));
    assert_ne!(plan, other);
}
