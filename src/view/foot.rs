//! The foot of a document: what it was made from, and by what.

use super::Words;
use crate::analysis::Assessment;

/// Returns the day, the commit that the plans were read at, and the version of this program.
pub fn foot(assessment: &Assessment<'_>, commit: Option<&str>) -> Vec<Words> {
    let plans = commit.map_or("The plans on disk".into(), |commit| format!("The plans of commit {commit}"));
    let day = assessment.as_of().long();
    vec![format!("{plans}, as of {day}.").into(), concat!("tpm ", env!("CARGO_PKG_VERSION")).into()]
}
