//! Freezes: days on which milestones are not worked, whoever owns them.

use crate::syntax::FreezeDoc;
use crate::time::Day;
use std::collections::BTreeMap;

/// The freezes of a workspace or of one program.
#[derive(Debug, Default)]
pub(super) struct Freezes {
    everyone: Vec<(Day, Day)>,
    by_tag: BTreeMap<String, Vec<(Day, Day)>>,
}

impl Freezes {
    pub(super) fn new(docs: &[FreezeDoc]) -> Self {
        let mut freezes = Self::default();
        for doc in docs {
            if doc.tags.is_empty() {
                freezes.everyone.extend_from_slice(&doc.dates);
            }
            for tag in &doc.tags {
                freezes.by_tag.entry(tag.clone()).or_default().extend_from_slice(&doc.dates);
            }
        }
        freezes
    }

    /// Returns those of the tags that a freeze names, sorted and without duplicates. Milestones
    /// with the same ones are frozen on the same days.
    pub(super) fn matching<'t>(&self, tags: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
        let mut matching: Vec<&str> = tags.filter(|tag| self.by_tag.contains_key(*tag)).collect();
        matching.sort_unstable();
        matching.dedup();
        matching
    }

    /// Returns the days on which a milestone with these tags is frozen.
    pub(super) fn days(&self, tags: &[&str]) -> Vec<(Day, Day)> {
        let tagged = tags.iter().filter_map(|tag| self.by_tag.get(*tag)).flatten();
        self.everyone.iter().chain(tagged).copied().collect()
    }
}
