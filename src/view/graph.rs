//! `tpm graph`: who waits on whom, by team; a diagram for the formats that draw one.

use super::diagram::{Arrow, Diagram, DiagramBox};
use super::phrases::{self, count, date, together};
use super::{Block, Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::graph::{self, Graph, Node};
use crate::analysis::health::Health;
use crate::model::ProgramId;

/// Returns the report: a headline, and for each lane a table of what waits for what.
pub fn graph(assessment: &Assessment<'_>, graph: &Graph) -> Report {
    let mut report = Report::default();
    let title = headline(graph);
    report.line([phrases::as_of(assessment), Cell::from(format!(" · {title}"))]);
    report.gap();
    let diagram = diagram(assessment, graph, format!("As of {}: {title}", assessment.as_of().long()));
    report.blocks.push(Block::Flow { diagram: Box::new(diagram), table: rows(assessment, graph) });
    report
}

fn headline(graph: &Graph) -> String {
    if graph.nodes.is_empty() {
        return "nothing to draw".into();
    }
    let links = count(graph.links.len(), "dependency");
    let lanes = count(graph.lanes.len(), "team");
    let critical = graph.nodes.iter().filter(|node| node.is_critical).count();
    let critical = if critical > 0 { format!(" · {critical} on a critical path") } else { String::new() };
    format!("{}, {links}, {lanes}{critical}", count(graph.nodes.len(), "milestone"))
}

/// Returns the program in which ids are short: that of all that is drawn.
fn home(assessment: &Assessment<'_>, graph: &Graph) -> Option<ProgramId> {
    let program = |node: &Node| assessment.workspace.milestone(node.milestone).program;
    let first = graph.nodes.first().map(program)?;
    graph.nodes.iter().all(|node| program(node) == first).then_some(first)
}

fn diagram(assessment: &Assessment<'_>, graph: &Graph, title: String) -> Diagram {
    let home = home(assessment, graph);
    let id = |node: &Node| phrases::id_in(assessment, node.milestone, home);
    let node = |node: &Node| DiagramBox {
        id: id(node).into(),
        about: about(assessment, node).into(),
        note: note(assessment, node).into(),
        tone: tone(assessment, node),
        lane: node.lane,
        layer: node.layer,
        is_strong: node.is_critical,
    };
    let arrow = |arrow: &graph::Arrow| {
        let (from, to) = (&graph.nodes[arrow.from], &graph.nodes[arrow.to]);
        let label = label(assessment, arrow);
        let how = if label.is_empty() { String::new() } else { format!(" ({label})") };
        let critical = if arrow.is_critical { " · critical" } else { "" };
        Arrow {
            from: arrow.from,
            to: arrow.to,
            about: format!("{} waits for {}{how}{critical}", id(to), id(from)).into(),
            label: label.into(),
            is_strong: arrow.is_critical,
        }
    };
    Diagram {
        title: title.into(),
        about: "A box for each milestone, and an arrow from what is waited for to what waits. \
                `tpm graph --format csv` has the same arrows as a table.",
        columns: Vec::new(),
        names: ["milestone", "on a critical path"],
        lanes: graph.lanes.iter().map(|lane| lane_title(lane.as_ref()).into()).collect(),
        boxes: graph.nodes.iter().map(node).collect(),
        arrows: graph.links.iter().map(arrow).collect(),
    }
}

fn lane_title(lane: Option<&String>) -> String {
    lane.cloned().unwrap_or_else(|| "no owner".into())
}

/// Returns what a link says besides that the one begins when the other is done: `SS+3d`.
fn label(assessment: &Assessment<'_>, arrow: &graph::Arrow) -> String {
    let link = assessment.network.link(arrow.link);
    let (kind, lag) = (link.kind.word(), link.lag_text());
    if kind == "FS" { lag } else { format!("{kind}{lag}") }
}

fn tone(assessment: &Assessment<'_>, node: &Node) -> Tone {
    match assessment.health(node.milestone).health {
        Health::Late => Tone::Bad,
        Health::AtRisk => Tone::Doubtful,
        Health::Done | Health::Cancelled => Tone::Faint,
        Health::Unknown | Health::OnTrack => Tone::Plain,
    }
}

/// Returns `≥ 18 Sep · late`: its date, and how it is where that is no good news.
fn note(assessment: &Assessment<'_>, node: &Node) -> String {
    let milestone = assessment.workspace.milestone(node.milestone);
    let health = assessment.health(node.milestone).health;
    let forecast = phrases::forecast(assessment, node.milestone);
    match health {
        Health::Done => match milestone.done {
            Some(day) => format!("done {}", date(day, assessment.as_of())),
            None => "done".into(),
        },
        Health::Cancelled => "cancelled".into(),
        Health::Late | Health::AtRisk => format!("{forecast} · {}", together(health.words())),
        Health::Unknown | Health::OnTrack => forecast,
    }
}

/// Returns everything that a box stands for.
fn about(assessment: &Assessment<'_>, node: &Node) -> String {
    let milestone = assessment.workspace.milestone(node.milestone);
    let mut parts = vec![milestone.full_id.clone()];
    if milestone.name != milestone.id {
        parts.push(milestone.name.clone());
    }
    if milestone.owner.is_some() {
        parts.push(phrases::owner_and_team(assessment, node.milestone));
    }
    parts.push(note(assessment, node));
    if node.is_critical {
        parts.push("critical".into());
    }
    parts.join(" · ")
}

/// Returns a table for each lane.
fn rows(assessment: &Assessment<'_>, graph: &Graph) -> Vec<Block> {
    let home = home(assessment, graph);
    let mut waits: Vec<Vec<&graph::Arrow>> = vec![Vec::new(); graph.nodes.len()];
    for link in &graph.links {
        waits[link.to].push(link);
    }
    let waited = |to: &Node, arrow: &&graph::Arrow| {
        let from = &graph.nodes[arrow.from];
        let label = label(assessment, arrow);
        let space = if label.is_empty() { "" } else { " " };
        let whose = match graph.lanes.get(from.lane) {
            Some(lane) if from.lane != to.lane => format!(" ({})", lane_title(lane.as_ref())),
            _ => String::new(),
        };
        format!("{}{space}{label}{whose}", phrases::id_in(assessment, from.milestone, home))
    };
    let mut table = Report::default();
    for (lane, name) in graph.lanes.iter().enumerate() {
        table.gap();
        table.heading(lane_title(name.as_ref()));
        let columns = vec![
            Column::keep("milestone"),
            Column::keep("forecast"),
            Column::keep("path").drop(1),
            Column::wrap("waits for"),
        ];
        let nodes = graph.nodes.iter().enumerate().filter(|(_, node)| node.lane == lane);
        let row = |(at, node): (usize, &Node)| {
            let on: Vec<String> = waits[at].iter().map(|arrow| waited(node, arrow)).collect();
            vec![
                Cell::toned(phrases::id_in(assessment, node.milestone, home), Tone::Strong),
                Cell::toned(note(assessment, node), tone(assessment, node)),
                Cell::from(if node.is_critical { "critical" } else { "" }),
                Cell::from(if on.is_empty() {
                    String::new()
                } else {
                    format!("waits for {}", on.join(", "))
                }),
            ]
        };
        table.list(2, columns, nodes.map(row).collect());
    }
    table.blocks
}
