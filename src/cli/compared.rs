//! The plan at an earlier commit whose forecasts are compared with those of now.

use super::args::Labelled;
use super::at::At;
use super::call::Call;
use super::session::Session;
use crate::analysis::baseline::Baseline;
use crate::analysis::diff::Matching;
use crate::model::Trees;
use anyhow::{Context, Result};

/// Returns the forecasts at the revision or day that `--baseline` names.
pub(super) fn baseline<F>(call: &Call<'_, F>, session: &Session, typed: &str) -> Result<Baseline> {
    let read = || -> Result<Baseline> {
        let repository = call.repository(&session.location)?;
        at(call, session, typed, &call.at(&*repository, typed)?)
    };
    read().with_context(|| format!("--baseline {typed}"))
}

/// Returns the forecasts at a commit, called `revision`.
pub(super) fn at<F>(call: &Call<'_, F>, session: &Session, revision: &str, at: &At) -> Result<Baseline> {
    let then = call.open_at(session.location.clone(), (&[], &Labelled::default()), at, Trees::Dropped)?;
    let (now, hash) = (&session.workspace, &at.commit.hash);
    let matching = Matching::between((&then.workspace, &then.files.sources), (now, &session.files.sources));
    Ok(Baseline::new(now, &then.assess(), &matching, revision, hash, then.errors()))
}
