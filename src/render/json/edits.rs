//! What a command wrote into the plans, as JSON.

use super::diff::DiffData;
use super::record::record;
use super::{Tabular, diff};
use crate::analysis::answers::Told;
use crate::analysis::diff::{Diff, Edit, Value};
use crate::replies::{Answer, Unread};
use schemars::JsonSchema;
use serde::Serialize;

record! {
    /// `data` of the commands that write plans.
    pub struct EditsData<'w> of (diff: &'w Diff<'w>, outcome: &Outcome<'w>) {
        /// What differs between the files before and after, by subject.
        edits: Vec<WrittenData<'w>> = diff.edits.iter().map(|edit| WrittenData::of(diff, edit)).collect(),
        /// What that does, as `tpm diff` tells it.
        effect: DiffData<'w> = diff::diff(diff, &[], Vec::new()),
        /// Whether the files were written: false with `--dry-run`, where all was already so, and
        /// where a line of a reply was not understood.
        written: bool = outcome.written,
        /// The commit that was made of the files, with `--commit`.
        commit: Option<&'w str> = outcome.commit,
        /// The answers of a reply that were understood, in its order.
        understood: Vec<AnswerData<'w>> = outcome.understood().map(|answer| AnswerData::of(diff, answer)).collect(),
        /// The lines of a reply that were not.
        unread: Vec<UnreadData<'w>> = outcome.unread().map(UnreadData::of).collect(),
    }
}

/// What became of an edit.
#[derive(Debug, Default)]
pub struct Outcome<'w> {
    /// Whether the files were written.
    pub written: bool,
    /// The commit that was made of them.
    pub commit: Option<&'w str>,
    /// The reply that was read.
    pub told: Option<&'w Told>,
}

impl<'w> Outcome<'w> {
    fn understood(&self) -> impl Iterator<Item = &'w Answer> {
        self.told.into_iter().flat_map(|told| &told.understood)
    }

    fn unread(&self) -> impl Iterator<Item = &'w Unread> {
        self.told.into_iter().flat_map(|told| &told.unread)
    }
}

record! {
    struct AnswerData<'w> of (diff: &'w Diff<'w>, answer: &'w Answer) where {
        let workspace = diff.base.assessment.workspace;
    } from {
        /// The line of the reply.
        line: usize = answer.line,
        /// The full id of the milestone.
        id: Option<&'w str> = workspace.milestones.get(answer.milestone).map(|one| one.full_id.as_str()),
        /// What is said of it, as it is echoed: `eta 2026-10-02: replication lag`.
        says: String = answer.says.to_string(),
    }
}

record! {
    struct UnreadData<'w> of (unread: &'w Unread) {
        /// The line of the reply.
        line: usize = unread.line,
        /// What it says.
        text: &'w str = &unread.text,
        /// What it says, as it is understood; of a long reply, only the first lines have one.
        did_you_mean: Option<&'w str> = unread.did_you_mean.as_deref(),
        /// Other lines that are understood, of the milestone that it names.
        answers: &'w [String] = &unread.answers,
        /// Why what it says is not taken; null if the line itself is not understood.
        because: Option<&'w str> = unread.because.as_deref(),
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
pub fn edits<'w>(diff: &'w Diff<'w>, outcome: &Outcome<'w>) -> EditsData<'w> {
    EditsData::of(diff, outcome)
}
