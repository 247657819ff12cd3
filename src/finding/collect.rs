//! Collects the findings of a run and puts them into their one order.

use super::Finding;
use crate::source::{FileId, Place, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The most findings kept for one file. A file of one megabyte can cause half a million; nobody
/// reads them, and each takes hundreds of times the memory of the text it points at.
const MOST: usize = 10_000;

/// A growing list of findings.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
    /// The number of findings in the list, by file.
    kept: BTreeMap<FileId, usize>,
    /// Files for which no more findings are collected.
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

    /// Adds a finding, unless its file already has too many.
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

    /// Drops duplicates. If that frees under 10 %, stops collecting for the file.
    fn make_room(&mut self, file: FileId) {
        self.sort();
        let kept = self.list.iter().filter(|finding| finding.primary.place.file == file).count();
        self.kept.insert(file, kept);
        if kept > MOST / 10 * 9 {
            self.full.insert(file);
        }
    }

    /// Sorts the list and drops duplicates.
    fn sort(&mut self) {
        fn order(finding: &Finding) -> (Place, &'static str, &str) {
            (finding.primary.place, finding.rule, &finding.message)
        }
        self.list.sort_by(|a, b| order(a).cmp(&order(b)));
        self.list.dedup_by(|second, first| order(second) == order(first));
    }

    /// Returns the findings about one file as those about another file with the same text.
    #[must_use]
    pub fn moved_to(mut self, file: FileId) -> Self {
        for finding in &mut self.list {
            finding.primary.place.file = file;
            finding.related.iter_mut().for_each(|label| label.place.file = file);
        }
        self.kept = self.kept.into_values().map(|count| (file, count)).collect();
        self.full = self.full.into_iter().map(|_| file).collect();
        self
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the findings by file, position, rule and message, without duplicates: many
    /// milestones may use one name from `tpm.yaml`, and many aliases may repeat one anchor.
    /// Findings with the same message at the same place are one fault; the first subject is kept.
    pub fn sorted(mut self) -> Vec<Finding> {
        for file in &self.full {
            let place = Place { file: *file, span: Span::default() };
            let message = "this file has too many errors to list them all";
            let finding = Finding::error("too-many-errors", place, message);
            self.list.push(finding.help("fix these first; the others appear once fewer are left"));
        }
        self.sort();
        self.list
    }
}
