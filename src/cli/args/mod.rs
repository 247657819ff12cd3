//! The options of every command, and the types of arguments. The doc comments are the help texts.

mod format;
mod select;

pub(super) use format::{
    AskFormat, BriefFormat, CheckFormat, Form, Format, GanttFormat, GraphFormat, PictureFormat, ReportFormat,
    Shown, TypedFormat, TypedOutput, ViewFormat, format_names,
};
pub(super) use select::{Labelled, Select};

pub(super) use crate::syntax::TypedDay;

use clap::{Args, ValueEnum};
use std::ffi::OsString;

/// The options of every command.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Read the plans from this directory
    ///
    /// The default is `programs/` here or above. [env: TPM_PROGRAMS]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) programs: Option<String>,
    /// Schedule and report as of this day [default: today]
    ///
    /// YYYY-MM-DD, today, yesterday, tomorrow, a weekday such as fri (the next one, today included)
    /// or "last fri", +3d or -2w. [env: TPM_AS_OF]
    #[arg(long, global = true, value_name = "DATE", allow_hyphen_values = true, value_parser = TypedDay::parse)]
    pub(super) as_of: Option<TypedDay>,
    /// Read the plans at this commit or day
    ///
    /// The report is as of that day, unless `--as-of` gives another. Write a branch, a tag, a hash,
    /// HEAD~3, A...B for where two histories diverged, or a day as above for the last commit by its
    /// end. Nothing is fetched, and no file is changed.
    #[arg(long, global = true, value_name = "REV|DATE", allow_hyphen_values = true)]
    pub(super) at: Option<String>,
    /// Print as text, json, yaml, markdown or csv [default: text]
    #[arg(long, global = true, value_name = "FORMAT", value_parser = TypedFormat::parser::<ReportFormat>())]
    pub(super) format: Option<TypedFormat>,
    /// Write to this file; may be repeated
    ///
    /// `json=FILE`, `csv=FILE` and so on name the format. Without a name it is that of `--format`,
    /// else that of the file extension (.json, .yaml, .md, .csv, .html, .svg), else text. `-` is
    /// standard output. The file is written whole or not at all. Pipes and devices are written to
    /// directly.
    #[arg(long, global = true, value_name = "[FORMAT=]FILE", value_parser = TypedOutput::parse)]
    pub(super) output: Vec<TypedOutput>,
    /// Color the text: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(super) color: Color,
    /// Use plain ASCII symbols in text
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    /// Fit text to this many columns [default: the terminal's, or COLUMNS]
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) width: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless the environment overrides it
    Auto,
    Always,
    Never,
}

/// Returns the value of `--color` in arguments that failed to parse or asked for help.
pub(super) fn typed_color(arguments: &[OsString]) -> Option<Color> {
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let behind = words.windows(2).find(|pair| pair[0] == "--color").map(|pair| pair[1]);
    let value = behind.or_else(|| words.iter().find_map(|word| word.strip_prefix("--color=")))?;
    Color::from_str(value, false).ok()
}
