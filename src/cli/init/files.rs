//! What a new workspace consists of: a starter, or the examples; and the schemas for editors.

use super::dates::dated;
use crate::render::json;
use crate::syntax::{program_schema, shared_schema};
use crate::time::Day;
use anyhow::{Result, bail};

/// A file of a new workspace.
pub(super) struct New {
    pub(super) name: &'static str,
    pub(super) says: &'static str,
    pub(super) text: String,
}

/// The day on which the example programs tell their story.
pub(super) const EXAMPLE_DAY: &str = "2026-09-14";

/// Returns one program that tells the language by itself, about the days around `as_of`.
pub(super) fn starter(as_of: Day) -> Result<Vec<New>> {
    let program = dated(include_str!("program.yaml"), as_of);
    let shared = dated(include_str!("shared.yaml"), as_of);
    let (Some(program), Some(shared)) = (program, shared) else {
        bail!("there is no room for a plan around {as_of}: plans cover the years 1900 to 2199");
    };
    let mut files = vec![
        New { name: "portal.yaml", says: "a starter program", text: program },
        New { name: "tpm.yaml", says: "owners, leave and holidays", text: shared },
    ];
    files.extend(schemas()?);
    Ok(files)
}

/// Returns the example programs.
pub(super) fn example() -> Result<Vec<New>> {
    let mut files = vec![
        New {
            name: "checkout.yaml",
            says: "a program that is late",
            text: include_str!("../../../programs/checkout.yaml").into(),
        },
        New {
            name: "devx.yaml",
            says: "a build farm",
            text: include_str!("../../../programs/devx.yaml").into(),
        },
        New {
            name: "gdpr.yaml",
            says: "deletion of personal data",
            text: include_str!("../../../programs/gdpr.yaml").into(),
        },
        New {
            name: "mlops.yaml",
            says: "a program that it waits for",
            text: include_str!("../../../programs/mlops.yaml").into(),
        },
        New {
            name: "soc2.yaml",
            says: "an audit with its windows",
            text: include_str!("../../../programs/soc2.yaml").into(),
        },
        New {
            name: "tpm.yaml",
            says: "their owners, leave and holidays",
            text: include_str!("../../../programs/tpm.yaml").into(),
        },
    ];
    files.extend(schemas()?);
    Ok(files)
}

/// Returns what the first line of each plan points an editor at.
fn schemas() -> Result<[New; 2]> {
    let says = "lets your editor complete and check plans";
    Ok([
        New { name: "schema.json", says, text: json::schema(&program_schema())? },
        New { name: "schema-shared.json", says, text: json::schema(&shared_schema())? },
    ])
}
