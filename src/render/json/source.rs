//! A place in the files.

use crate::source::{Place, Sources};
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Source<'w> {
    /// The file, as the command line names it.
    file: Cow<'w, str>,
    /// The line, from 1.
    line: usize,
    /// The column, from 1, in Unicode scalar values.
    column: usize,
}

/// Returns the file, line and column of a place.
pub(super) fn source(sources: &Sources, place: Place) -> Source<'_> {
    let (file, position) = sources.locate(place);
    Source { file: file.into(), line: position.line, column: position.column }
}

impl Source<'_> {
    /// Returns it apart from the files.
    pub(super) fn owned(self) -> Source<'static> {
        Source { file: self.file.into_owned().into(), ..self }
    }
}
