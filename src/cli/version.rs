//! The version of `tpm` that a workspace requires.

use super::session::Session;
use crate::io::refusal::Refusal;
use anyhow::{Result, bail};

const THIS: &str = env!("CARGO_PKG_VERSION");

/// Refuses plans that another version is to read: a laptop and CI would give different answers.
pub(super) fn check(session: &Session) -> Result<()> {
    let shared = session.documents.as_ref().map(|documents| &documents.shared);
    let Some(required) = shared.and_then(|shared| shared.requires.value()) else { return Ok(()) };
    if !required.allows(THIS) {
        bail!(Refusal::new(
            format!("these plans need tpm {required}, and this is {THIS}"),
            "install a version that fits, here and in CI; `requires` in tpm.yaml says which"
        ));
    }
    Ok(())
}
