//! The files of a new workspace: a starter or the examples, and the schemas for editors.

use super::dates::dated;
use crate::render::json;
use crate::syntax::{program_schema, shared_schema};
use crate::time::Day;
use anyhow::{Result, bail};

/// A file of a new workspace.
pub(super) struct New {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) text: String,
}

/// The day that the example programs are written for.
pub(super) const EXAMPLE_DAY: &str = "2026-09-14";

/// Returns a program that shows the language, with dates around `as_of`.
pub(super) fn starter(as_of: Day) -> Result<Vec<New>> {
    let program = dated(include_str!("program.yaml"), as_of);
    let shared = dated(include_str!("shared.yaml"), as_of);
    let (Some(program), Some(shared)) = (program, shared) else {
        bail!("there is no room for a plan around {as_of}: plans cover the years 1900 to 2199");
    };
    let mut files = vec![
        New { name: "portal.yaml", about: "a starter program", text: program },
        New { name: "tpm.yaml", about: "owners, leave and holidays", text: shared },
    ];
    files.extend(schemas()?);
    Ok(files)
}

/// Returns the example programs.
pub(super) fn example() -> Result<Vec<New>> {
    let files = [
        ("checkout.yaml", "a program that is late", include_str!("../../../programs/checkout.yaml")),
        ("devx.yaml", "a build farm", include_str!("../../../programs/devx.yaml")),
        ("gdpr.yaml", "deletion of personal data", include_str!("../../../programs/gdpr.yaml")),
        ("mlops.yaml", "a program that it waits for", include_str!("../../../programs/mlops.yaml")),
        ("soc2.yaml", "an audit with its windows", include_str!("../../../programs/soc2.yaml")),
        ("tpm.yaml", "their owners, leave and holidays", include_str!("../../../programs/tpm.yaml")),
    ];
    let files = files.map(|(name, about, text)| New { name, about, text: text.into() });
    Ok(files.into_iter().chain(schemas()?).collect())
}

/// Returns the schemas that the first line of each plan refers to.
fn schemas() -> Result<[New; 2]> {
    let about = "lets your editor complete and check plans";
    Ok([
        New { name: "schema.json", about, text: json::schema(&program_schema())? },
        New { name: "schema-shared.json", about, text: json::schema(&shared_schema())? },
    ])
}
