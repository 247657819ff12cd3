//! `tpm graph`.

use super::args::{GraphFormat, Select, TypedFormat};
use super::call::Call;
use super::select;
use crate::analysis::graph::{Asked, Graph, analyze};
use crate::io::refusal::Refusal;
use crate::render::mermaid::MOST_ARROWS;
use crate::{render::json, view};
use anyhow::{Result, bail};

/// Milestones that a picture has at most: more cannot be read.
const MOST_BOXES: usize = 200;

/// Draw who waits on whom, team by team
///
/// A box for each milestone, in the lane of its owner's team, and an arrow from what is waited for
/// to what waits; critical paths are drawn thick. What is selected is drawn with what it waits for
/// and what waits for it directly. `--format svg` is a picture, `--format mermaid` is for GitHub,
/// GitLab and wikis, `--format dot` for Graphviz; on a terminal there is a table for each team.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm graph checkout --output svg=graph.svg\n  tpm graph --to checkout/cutover --depth 3\n  tpm graph --team payments\n  tpm graph --output dot=graph.dot"
)]
pub(super) struct Args {
    /// Draw only what this milestone waits for, directly or through others
    #[arg(long, value_name = "MILESTONE")]
    to: Option<String>,
    /// Follow so many links [default: all back from --to, else 1 around what is selected]
    #[arg(long, value_name = "COUNT")]
    depth: Option<u32>,
    /// Print as text, json, yaml, markdown, csv, dot, mermaid or svg [default: text]
    // The global flag of the same name, with three formats more.
    #[arg(long, value_name = "FORMAT", value_parser = TypedFormat::parser::<GraphFormat>())]
    format: Option<TypedFormat>,
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, call: Call<'_, GraphFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let to = match &args.to {
        None => None,
        Some(id) => {
            select::refuse_a_program(id, &assessment, "graph --to")?;
            Some(select::milestone(id, &session.workspace)?)
        }
    };
    let asked = Asked { to, depth: args.depth };
    let graph = analyze(&assessment, &session.selection, asked);
    for output in &call.outputs {
        check(&graph, output.format)?;
    }
    let data = json::graph(&assessment, &session.files.sources, &graph, asked);
    call.print(&session, data, || view::graph(&assessment, &graph))
}

/// Refuses what a format cannot show.
fn check(graph: &Graph, format: GraphFormat) -> Result<()> {
    let (boxes, arrows) = (graph.nodes.len(), graph.links.len());
    let too_much = match format {
        GraphFormat::Svg if boxes > MOST_BOXES => {
            format!("a picture of {boxes} milestones cannot be read: {MOST_BOXES} is the most")
        }
        GraphFormat::Mermaid if arrows > MOST_ARROWS => {
            format!("Mermaid draws at most {MOST_ARROWS} dependencies, and these are {arrows}")
        }
        _ => return Ok(()),
    };
    bail!(Refusal::new(
        too_much,
        "name a program, a team or a milestone with `--to`, or write `--format dot` for Graphviz"
    ))
}
