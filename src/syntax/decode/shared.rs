//! `tpm.yaml`.

use super::{Decode, Reader};
use crate::source::{FileId, SourceFile};
use crate::syntax::document::{Parsed, Reading};
use crate::syntax::fields::{Document, SharedDoc};
use crate::syntax::yaml::NodeId;

/// Reads `tpm.yaml`. An empty file is a workspace that shares nothing.
pub fn parse_shared(file: FileId, source: &SourceFile) -> Parsed<SharedDoc> {
    let (value, findings) = super::parse(file, source, |reader, root, broken| match root {
        Some(root) => reader.shared(root, broken),
        None if broken => SharedDoc::unreadable(),
        None => SharedDoc::default(),
    });
    Parsed { value, findings }
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
            // They may stand under a key that could not be read.
            shared.owners.reading = shared.owners.reading.max(Reading::Partly);
            shared.calendars.reading = shared.calendars.reading.max(Reading::Partly);
        }
        shared
    }
}
