//! Findings of a run, in the one order in which they are told.

use super::Finding;
use crate::source::{FileId, Place, Span};
use std::collections::{BTreeMap, BTreeSet};

/// How many different findings of one file are kept. A file of one megabyte can hold half a
/// million; nobody reads them, and each costs hundreds of times the memory of the text it is about.
const MOST: usize = 10_000;

/// A growing list of findings.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
    /// How many are in the list, by file.
    kept: BTreeMap<FileId, usize>,
    /// The files of which no more are kept.
    full: BTreeSet<FileId>,
}

impl Findings {
    /// Appends all of another list.
    pub fn append(&mut self, other: Self) {
        for finding in other.list {
            self.add(finding);
        }
        self.full.extend(other.full);
    }

    /// Adds one.
    pub fn add(&mut self, finding: Finding) {
        let file = finding.primary.place.file;
        if self.full.contains(&file) {
            return;
        }
        self.list.push(finding);
        let kept = self.kept.entry(file).or_default();
        *kept += 1;
        if *kept > MOST {
            self.make_room(file);
        }
    }

    /// Drops what was said before; a file of which that leaves nearly all gets no more.
    fn make_room(&mut self, file: FileId) {
        self.sort();
        let kept = self.list.iter().filter(|finding| finding.primary.place.file == file).count();
        self.kept.insert(file, kept);
        if kept > MOST / 10 * 9 {
            self.full.insert(file);
        }
    }

    /// Brings the list into order and drops what is said twice.
    fn sort(&mut self) {
        fn order(finding: &Finding) -> (Place, &'static str, &str) {
            (finding.primary.place, finding.rule, &finding.message)
        }
        self.list.sort_by(|a, b| order(a).cmp(&order(b)));
        self.list.dedup_by(|second, first| order(second) == order(first));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns them by file, position, rule and message, each once: a name in `tpm.yaml` may be met
    /// from many milestones, and an anchor repeated in many. What is said in the same words of the
    /// same text is one fault, of whoever was met first.
    pub fn sorted(mut self) -> Vec<Finding> {
        for file in &self.full {
            let place = Place { file: *file, span: Span::default() };
            let message = "this file has too many errors to tell them all";
            let finding = Finding::error("too-many-errors", place, message);
            self.list.push(finding.help("mend these first; the others are told when fewer are left"));
        }
        self.sort();
        self.list
    }
}
