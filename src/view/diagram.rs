//! A diagram of boxes and arrows in lanes. Where anything stands on paper or on a screen is up to
//! the renderers.

use super::words::{Tone, Words};

/// Boxes, and arrows between them.
#[derive(Debug, Clone, Default)]
pub struct Diagram {
    /// What it shows, in a line.
    pub title: Words,
    /// How it is read, and where it is as a table.
    pub about: &'static str,
    /// The titles of the lanes; none if the boxes stand in no lane.
    pub lanes: Vec<Words>,
    /// The titles of the columns, if they have any.
    pub columns: Vec<Words>,
    /// By lane.
    pub boxes: Vec<DiagramBox>,
    pub arrows: Vec<Arrow>,
    /// What a box is, and what one is that stands out.
    pub names: [&'static str; 2],
}

/// A box.
#[derive(Debug, Clone, Default)]
pub struct DiagramBox {
    /// What people type for it.
    pub id: Words,
    /// Everything that it stands for, in words.
    pub about: Words,
    /// What stands below the id: its date and how it is; may be empty.
    pub note: Words,
    /// The meaning of the note.
    pub tone: Tone,
    /// The index of its lane, if there are lanes.
    pub lane: usize,
    /// Its column: an arrow leads from a lower to a higher one, but where boxes wait for each
    /// other.
    pub layer: usize,
    /// Whether it stands out.
    pub is_strong: bool,
}

/// An arrow.
#[derive(Debug, Clone, Default)]
pub struct Arrow {
    /// The index of the box that it leads from.
    pub from: usize,
    /// The index of the box that it leads to.
    pub to: usize,
    /// What it says beside that the one begins when the other is done; may be empty.
    pub label: Words,
    /// What it stands for, in words.
    pub about: Words,
    /// Whether it stands out.
    pub is_strong: bool,
}
