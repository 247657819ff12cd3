//! Findings of a run, in the one order in which they are told.

use super::{Finding, Level};
use crate::source::Place;

/// A growing list of findings.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Adds one.
    pub fn add(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// Adds all of another list.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// Returns how many there are so far.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether one added at or after `from` is an error.
    pub fn any_error_since(&self, from: usize) -> bool {
        self.list[from.min(self.list.len())..].iter().any(|finding| finding.level == Level::Error)
    }

    /// Whether any is an error.
    pub fn any_error(&self) -> bool {
        self.any_error_since(0)
    }

    /// Returns them by file, position, rule and message, each once: a name in `tpm.yaml` may be met from many
    /// milestones, and an anchor repeated in many. What is said in the same words of the same text is one
    /// fault, of whoever was met first.
    pub fn sorted(mut self) -> Vec<Finding> {
        fn order(finding: &Finding) -> (Place, &'static str, &str) {
            (finding.primary.place, finding.rule, &finding.message)
        }
        self.list.sort_by(|a, b| order(a).cmp(&order(b)));
        self.list.dedup_by(|second, first| order(second) == order(first));
        self.list
    }
}
