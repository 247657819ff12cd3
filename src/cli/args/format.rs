//! Formats and output files on the command line.

use crate::syntax::did_you_mean;
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::Path;

/// The formats that every report has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportFormat {
    /// For people, on a terminal or in a pipe
    Text,
    /// Everything, for scripts
    Json,
    /// Everything, as YAML
    #[value(alias = "yml")]
    Yaml,
    /// The text, for pull requests and wikis
    #[value(alias = "md")]
    Markdown,
    /// The main list of the report, for spreadsheets
    Csv,
}

impl ReportFormat {
    /// Whether it includes the findings about the plans, with their places.
    pub(in crate::cli) fn holds_findings(self) -> bool {
        matches!(self, Self::Json | Self::Yaml)
    }

    /// Whether it is rendered from the view for people.
    pub(in crate::cli) fn is_for_people(self) -> bool {
        matches!(self, Self::Text | Self::Markdown)
    }
}

/// The formats of `tpm check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum CheckFormat {
    Report(ReportFormat),
    Concise,
    Github,
    Gitlab,
    Sarif,
    Junit,
}

impl ValueEnum for CheckFormat {
    fn value_variants<'a>() -> &'a [Self] {
        use ReportFormat::{Csv, Json, Markdown, Text, Yaml};
        &[
            Self::Report(Text),
            Self::Report(Json),
            Self::Report(Yaml),
            Self::Report(Markdown),
            Self::Report(Csv),
            Self::Concise,
            Self::Github,
            Self::Gitlab,
            Self::Sarif,
            Self::Junit,
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Self::Report(format) => return format.to_possible_value(),
            Self::Concise => ("concise", "One line for each finding"),
            Self::Github => ("github", "GitHub Actions annotations, and the job summary"),
            Self::Gitlab => ("gitlab", "GitLab Code Quality"),
            Self::Sarif => ("sarif", "SARIF 2.1.0, for code scanning and editors"),
            Self::Junit => ("junit", "Test results for CI systems"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

impl CheckFormat {
    /// Whether its paths are relative to the repository instead of the working directory.
    pub(in crate::cli) fn is_read_by_a_host(self) -> bool {
        matches!(self, Self::Github | Self::Gitlab | Self::Sarif | Self::Junit)
    }
}

/// The formats that are made from a view, and that only some reports have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ViewFormat {
    /// A message for Slack
    Slack,
    /// A page for a browser or for paper
    Html,
    /// A picture
    Svg,
    /// A graph for Graphviz
    Dot,
    /// A graph for GitHub, GitLab and wikis
    Mermaid,
}

/// A format of a report, by what it is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Form {
    Report(ReportFormat),
    View(ViewFormat),
}

/// Declares the formats of commands: those of every report, and these.
macro_rules! formats {
    ($($(#[$about:meta])* $name:ident: $($view:ident),+;)*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(in crate::cli) enum $name {
            Report(ReportFormat),
            $($view,)+
        }

        impl Format for $name {
            const TEXT: Self = Self::Report(ReportFormat::Text);
            fn of(format: TypedFormat) -> Option<Self> {
                match format {
                    $(TypedFormat::View(ViewFormat::$view) => Some(Self::$view),)+
                    typed => ReportFormat::of(typed).map(Self::Report),
                }
            }
        }

        impl Shown for $name {
            fn form(self) -> Form {
                match self {
                    Self::Report(format) => Form::Report(format),
                    $(Self::$view => Form::View(ViewFormat::$view),)+
                }
            }
        }
    )*};
}

formats! {
    /// The formats of `tpm ask`.
    AskFormat: Slack;
    /// The formats of `tpm brief`.
    BriefFormat: Slack, Html, Svg;
    /// The formats of `tpm gantt`.
    GanttFormat: Html, Svg;
    /// The formats of `tpm graph`.
    GraphFormat: Dot, Mermaid, Svg;
    /// The formats of a report that has a chart: `tpm risks`, `tpm odds`, `tpm trend`.
    PictureFormat: Svg;
}

/// Any format of any command, as `--format` reads it wherever it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum TypedFormat {
    Check(CheckFormat),
    View(ViewFormat),
}

impl ValueEnum for TypedFormat {
    fn value_variants<'a>() -> &'a [Self] {
        use CheckFormat::{Concise, Github, Gitlab, Junit, Report, Sarif};
        use ReportFormat::{Csv, Json, Markdown, Text, Yaml};
        &[
            Self::Check(Report(Text)),
            Self::Check(Report(Json)),
            Self::Check(Report(Yaml)),
            Self::Check(Report(Markdown)),
            Self::Check(Report(Csv)),
            Self::Check(Concise),
            Self::Check(Github),
            Self::Check(Gitlab),
            Self::Check(Sarif),
            Self::Check(Junit),
            Self::View(ViewFormat::Slack),
            Self::View(ViewFormat::Html),
            Self::View(ViewFormat::Svg),
            Self::View(ViewFormat::Dot),
            Self::View(ViewFormat::Mermaid),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Check(format) => format.to_possible_value(),
            Self::View(format) => format.to_possible_value(),
        }
    }
}

impl TypedFormat {
    /// Parses any format but lists in help only those of a command, because the flag may come
    /// before the command.
    pub(in crate::cli) fn parser<F: Format>() -> impl TypedValueParser<Value = Self> {
        let values = Self::value_variants()
            .iter()
            .filter_map(|format| Some(format.to_possible_value()?.hide(F::of(*format).is_none())));
        PossibleValuesParser::new(values).try_map(|typed| Self::from_str(&typed, false))
    }

    /// Returns the command that has it besides reports.
    pub(in crate::cli) fn command(self) -> &'static str {
        match self {
            Self::View(ViewFormat::Slack) => "tpm ask",
            Self::View(ViewFormat::Html) => "tpm brief",
            Self::View(ViewFormat::Svg) => "tpm gantt",
            Self::View(ViewFormat::Dot | ViewFormat::Mermaid) => "tpm graph",
            Self::Check(_) => "tpm check",
        }
    }

    /// Returns the format for a file extension.
    pub(in crate::cli) fn of_ending(file: &str) -> Option<Self> {
        let ending = Path::new(file).extension()?.to_str()?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "json" => Self::Check(CheckFormat::Report(ReportFormat::Json)),
            "yaml" | "yml" => Self::Check(CheckFormat::Report(ReportFormat::Yaml)),
            "md" | "markdown" => Self::Check(CheckFormat::Report(ReportFormat::Markdown)),
            "csv" => Self::Check(CheckFormat::Report(ReportFormat::Csv)),
            "sarif" => Self::Check(CheckFormat::Sarif),
            "xml" => Self::Check(CheckFormat::Junit),
            "html" | "htm" => Self::View(ViewFormat::Html),
            "svg" => Self::View(ViewFormat::Svg),
            "dot" | "gv" => Self::View(ViewFormat::Dot),
            "mmd" => Self::View(ViewFormat::Mermaid),
            _ => return None,
        })
    }
}

/// The formats of a command: those of a report, or those of the gate.
pub(in crate::cli) trait Format: Copy + 'static {
    const TEXT: Self;
    /// Returns the format if it is one of these.
    fn of(format: TypedFormat) -> Option<Self>;
}

impl Format for ReportFormat {
    const TEXT: Self = Self::Text;
    fn of(format: TypedFormat) -> Option<Self> {
        match format {
            TypedFormat::Check(CheckFormat::Report(format)) => Some(format),
            _ => None,
        }
    }
}

impl Format for CheckFormat {
    const TEXT: Self = Self::Report(ReportFormat::Text);
    fn of(format: TypedFormat) -> Option<Self> {
        match format {
            TypedFormat::Check(format) => Some(format),
            _ => None,
        }
    }
}

/// A format in which a report is printed.
pub(in crate::cli) trait Shown: Format {
    /// Returns what it is made from.
    fn form(self) -> Form;
}

impl Shown for ReportFormat {
    fn form(self) -> Form {
        Form::Report(self)
    }
}

/// Returns the names of formats, as on the command line.
pub(in crate::cli) fn format_names<F: ValueEnum>(formats: &[F]) -> Vec<String> {
    let values = formats.iter().filter_map(F::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect()
}

/// A value of `--output`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct TypedOutput {
    pub(in crate::cli) format: Option<TypedFormat>,
    /// The file; none means standard output.
    pub(in crate::cli) file: Option<String>,
}

impl TypedOutput {
    /// Parses `FILE` or `FORMAT=FILE`.
    pub(in crate::cli) fn parse(typed: &str) -> Result<Self, String> {
        let named = typed.split_once('=').filter(|(name, _)| {
            // `./a=b.json` is a file.
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
        let (format, file) = match named {
            Some((name, file)) => (Some(format(name, typed)?), file),
            None => (None, typed),
        };
        if file.is_empty() {
            return Err("name a file, or `-` for standard output".into());
        }
        Ok(Self { format, file: (file != "-").then(|| file.to_owned()) })
    }
}

fn format(name: &str, typed: &str) -> Result<TypedFormat, String> {
    TypedFormat::from_str(name, false).map_err(|_| {
        let names = format_names(TypedFormat::value_variants());
        let help = did_you_mean(name, names.iter().map(String::as_str));
        let help = help.unwrap_or_else(|| format!("the formats are {}.", names.join(", ")));
        format!("`{name}` is not a format; {help} A file of that name is `./{typed}`")
    })
}
