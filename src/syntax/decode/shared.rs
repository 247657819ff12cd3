//! `tpm.yaml`.

use super::{Decode, Reader};
use crate::source::{FileId, SourceFile};
use crate::syntax::document::{Parsed, Reading};
use crate::syntax::fields::{Document, SharedDoc};
use crate::syntax::yaml::{NodeId, Tree};
use crate::time::Day;

/// Reads `tpm.yaml` from its tree, which may have been patched since it was read from the text. An
/// empty file is a workspace that shares nothing. Hints say which day `today` means.
pub fn decode_shared(
    file: FileId,
    source: &SourceFile,
    tree: &Tree,
    today: Option<Day>,
) -> Parsed<SharedDoc> {
    super::decode(file, source, tree, |reader, root, broken| {
        reader.today = today;
        match root {
            Some(root) => reader.shared(root, broken),
            None if broken => SharedDoc::unreadable(),
            None => SharedDoc::default(),
        }
    })
}

impl Reader<'_> {
    fn shared(&mut self, root: NodeId, broken: bool) -> SharedDoc {
        let lost = self.lost;
        let section = self.section(root, SharedDoc::TABLE);
        let mut shared = SharedDoc::decode(self, &section);
        shared.reading = self.reading(root, &section, lost);
        if broken {
            shared.lose();
        } else if !shared.reading.is_whole() {
            // Owners and calendars may be under a key that could not be read.
            shared.owners.reading = shared.owners.reading.max(Reading::Partly);
            shared.calendars.reading = shared.calendars.reading.max(Reading::Partly);
        }
        shared
    }
}
