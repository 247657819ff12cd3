//! What a command wrote into the plans, as JSON.

use super::diff::DiffData;
use super::record::record;
use super::{Tabular, diff};
use crate::analysis::diff::{Diff, Edit, Value};
use schemars::JsonSchema;
use serde::Serialize;

record! {
    /// `data` of the commands that write plans.
    pub struct EditsData<'w> of (diff: &'w Diff<'w>, written: bool) {
        /// What differs between the files before and after, by subject.
        edits: Vec<WrittenData<'w>> = diff.edits.iter().map(|edit| WrittenData::of(diff, edit)).collect(),
        /// What that does, as `tpm diff` tells it.
        effect: DiffData<'w> = diff::diff(diff, &[], Vec::new()),
        /// Whether the files were written: false with `--dry-run`, and where all was already so.
        written: bool = written,
    }
}

record! {
    struct WrittenData<'w> of (diff: &'w Diff<'w>, edit: &'w Edit) where {
        let base = edit.before_at.map(|place| diff.base.sources.locate(place));
        let head = edit.after_at.map(|place| diff.head.sources.locate(place));
    } from {
        /// What it is about: an id, the name of a freeze, or `tpm.yaml`.
        of: &'w str = edit.subject.name(),
        /// The file, as the command line names it.
        file: Option<&'w str> = head.or(base).map(|(file, _)| file),
        /// The line of the new value; of the old one, if the key is gone.
        line: Option<usize> = head.or(base).map(|(_, position)| position.line),
        /// The key, after its section.
        key: &'w str = &edit.key,
        /// The old value, as written in a plan; of a list, the items removed.
        before: Option<String> = edit.before.as_ref().map(Value::text),
        /// The new value, as written in a plan; of a list, the items added.
        after: Option<String> = edit.after.as_ref().map(Value::text),
    }
}

impl Tabular for EditsData<'_> {
    const KIND: &'static str = "edits";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.edits.iter()
    }
}

/// Returns the data of a command that writes plans.
pub fn edits<'w>(diff: &'w Diff<'w>, written: bool) -> EditsData<'w> {
    EditsData::of(diff, written)
}
