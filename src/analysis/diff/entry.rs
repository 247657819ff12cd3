//! An entry of a file on one side.

use super::doubt::Doubt;
use super::edit::File;
use crate::model::ProgramId;
use crate::schedule::PromiseHolder;
use crate::source::Place;
use crate::syntax::{Entity, Statement, Statements, Step, WaiverDoc};

/// An entity of one side, and the id of the program in which its milestone names are resolved.
#[derive(Clone, Copy)]
pub(super) struct Of<'f> {
    pub(super) statements: &'f Statements<'f>,
    pub(super) entity: &'f Entity,
    pub(super) home: &'f str,
}

impl Of<'_> {
    /// Returns the path of the value of a key, from the root of the file.
    pub(super) fn path(self, said: &Statement) -> Vec<Step> {
        [&self.entity.path[..], &said.path].concat()
    }
}

/// An entry of one side, or the place where that side has none.
#[derive(Clone, Copy)]
pub(super) struct Entry<'f> {
    /// Its keys; none if it has none.
    pub(super) of: Option<Of<'f>>,
    /// Its program; none in `tpm.yaml`.
    pub(super) program: Option<ProgramId>,
    /// Its id, if it is a milestone or program.
    pub(super) holder: Option<PromiseHolder>,
    pub(super) place: Place,
    /// What it may contain unread.
    pub(super) doubt: Doubt,
    pub(super) waivers: &'f [WaiverDoc],
}

impl Entry<'_> {
    /// Returns the file of an entry of the head.
    pub(super) fn file(self) -> File {
        self.program.map_or(File::Shared, File::Head)
    }
}
