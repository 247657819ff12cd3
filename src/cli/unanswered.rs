//! Tells GitHub why a check could not run: an annotation, and the reason in the summary of the job.

use super::World;
use super::check::SUMMARY;
use crate::io::append::append;
use crate::render::escape;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

/// Says it where a check was to be printed for GitHub. What cannot be written is not, as the exit
/// status says enough.
pub(super) fn tell(typed: &[OsString], world: &World<'_>, reason: &str, out: &mut dyn Write) {
    let typed: Vec<&str> = typed.iter().filter_map(|typed| typed.to_str()).collect();
    let is_for_github =
        typed.contains(&"--format=github") || typed.windows(2).any(|two| two == ["--format", "github"]);
    // A list of rules has no such format.
    if !is_for_github || !typed.contains(&"check") || typed.contains(&"--list") {
        return;
    }
    let _ = writeln!(out, "::error title=tpm check::{}", escape::github_message(reason));
    if let Some(file) = world.variables.step_summary.as_deref().filter(|file| !file.is_empty()) {
        let reason = escape::markdown(&reason.into());
        let text = format!("\n## tpm check\n\nThe check could not run: {}\n", reason.trim());
        let _ = append(world.disk, Path::new(file), SUMMARY, |_| Ok(text.into_bytes()));
    }
}
