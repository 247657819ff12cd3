//! Diagrams in DOT, the language of Graphviz: the boxes and arrows by petgraph's own writer, the
//! lanes around them as clusters.

use super::escape;
use crate::view::{Block, Diagram, DiagramBox, Report, Tone};
use petgraph::dot::{Config, Dot};
use petgraph::graph::{DiGraph, NodeIndex};
use std::io::{self, Write};

/// Writes the diagram of a report.
pub fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for block in &report.blocks {
        if let Block::Flow { diagram, .. } = block {
            write_diagram(diagram, out)?;
        }
    }
    Ok(())
}

fn write_diagram(diagram: &Diagram, out: &mut dyn Write) -> io::Result<()> {
    let mut graph: DiGraph<usize, usize, usize> = DiGraph::default();
    let nodes: Vec<NodeIndex<usize>> = (0..diagram.boxes.len()).map(|index| graph.add_node(index)).collect();
    for (index, arrow) in diagram.arrows.iter().enumerate() {
        if let (Some(from), Some(to)) = (nodes.get(arrow.from), nodes.get(arrow.to)) {
            graph.add_edge(*from, *to, index);
        }
    }
    writeln!(out, "digraph tpm {{")?;
    writeln!(out, "    label=\"{}\" labelloc=t rankdir=LR", escape::dot(&diagram.title))?;
    writeln!(out, "    fontname=\"sans-serif\"")?;
    writeln!(out, "    node [shape=box style=rounded fontname=\"sans-serif\"]")?;
    writeln!(out, "    edge [fontname=\"sans-serif\" fontsize=10]")?;
    for (lane, title) in diagram.lanes.iter().enumerate() {
        let inside = diagram.boxes.iter().enumerate().filter(|(_, one)| one.lane == lane);
        let inside: Vec<String> = inside.map(|(index, _)| index.to_string()).collect();
        let title = escape::dot(title);
        writeln!(out, "    subgraph cluster_{lane} {{ label=\"{title}\"; {} }}", inside.join("; "))?;
    }
    let of_arrow = |_, arrow: petgraph::graph::EdgeReference<'_, usize, usize>| {
        diagram.arrows.get(*arrow.weight()).map_or(String::new(), |arrow| {
            let strong = if arrow.is_strong { " penwidth=3" } else { "" };
            let (label, about) = (escape::dot(&arrow.label), escape::dot(&arrow.about));
            format!("label=\"{label}\" tooltip=\"{about}\"{strong}")
        })
    };
    let of_box = |_, (_, index): (NodeIndex<usize>, &usize)| {
        diagram.boxes.get(*index).map_or(String::new(), attributes)
    };
    let what = [Config::GraphContentOnly, Config::NodeNoLabel, Config::EdgeNoLabel];
    write!(out, "{:?}", Dot::with_attr_getters(&graph, &what, &of_arrow, &of_box))?;
    writeln!(out, "}}")
}

fn attributes(one: &DiagramBox) -> String {
    let strong = if one.is_strong { " penwidth=3" } else { "" };
    // Colors of Okabe and Ito, dark enough for text; the note says the same in words.
    let color = match one.tone {
        Tone::Bad => " fontcolor=\"#a33a00\"",
        Tone::Doubtful => " fontcolor=\"#775500\"",
        Tone::Faint => " fontcolor=\"#57606a\"",
        _ => "",
    };
    let (id, note, about) = (escape::dot(&one.id), escape::dot(&one.note), escape::dot(&one.about));
    let note = if note.is_empty() { String::new() } else { format!("\\n{note}") };
    format!("label=\"{id}{note}\" tooltip=\"{about}\"{strong}{color}")
}
