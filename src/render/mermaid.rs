//! Diagrams in Mermaid, which GitHub and GitLab draw.

use super::escape;
use crate::view::{Block, Diagram, Report};
use std::io::{self, Write};

/// Arrows that Mermaid draws at most, unless its host allows more (`maxEdges`).
pub const MOST_ARROWS: usize = 500;

/// Writes the diagram of a report.
pub fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for block in &report.blocks {
        if let Block::Flow { diagram, .. } = block {
            diagram_in(diagram, out)?;
        }
    }
    Ok(())
}

/// Writes a diagram; what stands out has thick lines.
pub(super) fn diagram_in(diagram: &Diagram, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart LR")?;
    if diagram.lanes.is_empty() {
        boxes(diagram, None, out)?;
    }
    for (lane, title) in diagram.lanes.iter().enumerate() {
        writeln!(out, "  subgraph lane{lane}[\"{}\"]", escape::mermaid(title).trim())?;
        boxes(diagram, Some(lane), out)?;
        writeln!(out, "  end")?;
    }
    for arrow in &diagram.arrows {
        let label = escape::mermaid(&arrow.label);
        let label = if label.trim().is_empty() { String::new() } else { format!("|\"{}\"|", label.trim()) };
        let line = if arrow.is_strong { "==>" } else { "-->" };
        writeln!(out, "  n{} {line}{label} n{}", arrow.from, arrow.to)?;
    }
    for (index, _) in diagram.boxes.iter().enumerate().filter(|(_, one)| one.is_strong) {
        writeln!(out, "  style n{index} stroke-width:3px")?;
    }
    Ok(())
}

fn boxes(diagram: &Diagram, lane: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let indent = if lane.is_some() { "    " } else { "  " };
    for (index, one) in diagram.boxes.iter().enumerate() {
        if lane.is_none_or(|lane| one.lane == lane) {
            let (id, note) = (escape::mermaid(&one.id), escape::mermaid(&one.note));
            let note = if note.trim().is_empty() { String::new() } else { format!("<br/>{}", note.trim()) };
            writeln!(out, "{indent}n{index}[\"{}{note}\"]", id.trim())?;
        }
    }
    Ok(())
}
