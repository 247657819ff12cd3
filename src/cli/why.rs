//! `tpm why`.

use super::args::{Labelled, WhyArgs};
use super::report::Call;
use super::select;
use crate::analysis::why;
use crate::{render::json, view};
use anyhow::Result;

pub(super) fn run(args: &WhyArgs, call: Call<'_>) -> Result<u8> {
    let session = call.open(&[], &Labelled::default())?;
    let assessment = session.assess();
    let milestone = select::milestone(&args.milestone, &session.workspace)?;
    let why = why::of(&assessment, milestone);
    let sources = &session.files.sources;
    let data = json::why(&assessment, sources, milestone, why.as_ref());
    call.print(&session, "why", data, || view::why(&assessment, sources, milestone, why.as_ref()))
}
