//! `--format` and `--output`: where each format is written.

use super::World;
use super::args::{Common, Format, TypedFormat, format_names};
use crate::io::refusal::Refusal;
use crate::io::replace::Standing;
use crate::source::Sources;
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// One output of a command.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Output<F> {
    pub(super) format: F,
    /// The file; none means standard output.
    pub(super) file: Option<String>,
}

/// Returns the outputs: each `--output`, or standard output if there is none.
///
/// The format is that before the file, else of `--format`, else of the file extension, else text.
pub(super) fn outputs<F: Format>(common: &Common) -> Result<Vec<Output<F>>, Refusal> {
    let given = common.format.map(|format| narrow("--format", format)).transpose()?;
    if common.output.is_empty() {
        return Ok(vec![Output { format: given.unwrap_or(F::TEXT), file: None }]);
    }
    let outputs = common.output.iter().map(|typed| {
        let named = typed.format.map(|format| narrow("--output", format)).transpose()?;
        let ending = || typed.file.as_deref().and_then(TypedFormat::of_ending).and_then(F::of);
        let format = named.or(given).or_else(ending).unwrap_or(F::TEXT);
        Ok(Output { format, file: typed.file.clone() })
    });
    outputs.collect()
}

/// Returns a format as one of the command's; an error if only another command has it.
fn narrow<F: Format>(flag: &str, format: TypedFormat) -> Result<F, Refusal> {
    F::of(format).ok_or_else(|| {
        let name = format_names(&[format]).concat();
        let here = TypedFormat::value_variants().iter().filter(|format| F::of(**format).is_some());
        let here = format_names(&here.copied().collect::<Vec<_>>()).join(", ");
        let command = format.command();
        Refusal::new(
            format!("{flag}: `{name}` is a format of `{command}`"),
            format!("the formats here are {here}"),
        )
    })
}

/// Checks, before anything is written, that no two outputs have the same file and that none is a
/// plan.
pub(super) fn check<F>(outputs: &[Output<F>], world: &World<'_>, plans: &Sources) -> Result<()> {
    let mut places: Vec<(PathBuf, &str)> = Vec::new();
    let is_plan_name = |path: &Path| {
        path.extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml"))
    };
    let holds_plans = |directory: Option<&Path>| {
        let resolved = plans.iter().filter_map(|(_, plan)| world.tree.resolve(&plan.path));
        resolved.into_iter().any(|plan| Path::new(&plan).parent() == directory)
    };
    for output in outputs {
        let typed = output.file.as_deref().unwrap_or("-");
        let place = match &output.file {
            None => PathBuf::from("-"),
            Some(file) => {
                let path = Path::new(file);
                match world.disk.look(path).with_context(|| format!("cannot write `{file}`"))? {
                    Standing::File(place) | Standing::Nothing(place) => place,
                    Standing::Other => path.to_owned(),
                }
            }
        };
        if let Some((_, other)) = places.iter().find(|(other, _)| *other == place) {
            bail!("--output: `{other}` and `{typed}` are the same place");
        }
        let is_it = |path: &str| world.tree.resolve(path).is_some_and(|plan| Path::new(&plan) == place);
        if output.file.is_some() && plans.iter().any(|(_, plan)| is_it(&plan.path)) {
            bail!("--output: `{typed}` is a plan, and a report must not replace it");
        }
        if output.file.is_some() && is_plan_name(&place) && holds_plans(place.parent()) {
            bail!("--output: `{typed}` would be read as a plan: write it somewhere else");
        }
        places.push((place, typed));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::args::{CheckFormat, ReportFormat, TypedOutput};
    use super::super::command::Arguments;
    use super::*;
    use clap::Parser;

    fn output<F: Format>(typed: &str, given: Option<ReportFormat>) -> Option<Output<F>> {
        let mut common = Arguments::parse_from(["tpm"]).common;
        common.format = given.map(|given| TypedFormat::Check(CheckFormat::Report(given)));
        common.output = vec![TypedOutput::parse(typed).ok()?];
        outputs(&common).ok()?.pop()
    }

    #[track_caller]
    fn check(typed: &str, given: Option<ReportFormat>, expected: Option<(ReportFormat, &str)>) {
        let expected =
            expected.map(|(format, file)| Output { format, file: (file != "-").then(|| file.to_owned()) });
        assert_eq!(output(typed, given), expected, "{typed}");
    }

    #[test]
    fn a_format_comes_from_its_name_the_flag_or_the_extension() {
        use ReportFormat::{Csv, Json, Markdown, Text, Yaml};
        check("csv=a.json", Some(Yaml), Some((Csv, "a.json")));
        check("a.json", Some(Yaml), Some((Yaml, "a.json")));
        check("a.json", None, Some((Json, "a.json")));
        check("dir/A.YML", None, Some((Yaml, "dir/A.YML")));
        check("a.md", None, Some((Markdown, "a.md")));
        check("a.csv", None, Some((Csv, "a.csv")));
        check("a.txt", None, Some((Text, "a.txt")));
        check("json", None, Some((Text, "json")));
        check("-", None, Some((Text, "-")));
        check("json=-", None, Some((Json, "-")));
        check("json=a=b", None, Some((Json, "a=b")));
    }

    #[test]
    fn the_gate_has_more_formats() {
        for (typed, format) in [
            ("sarif=a.json", CheckFormat::Sarif),
            ("a.sarif", CheckFormat::Sarif),
            ("a.xml", CheckFormat::Junit),
            ("github=-", CheckFormat::Github),
        ] {
            assert_eq!(output(typed, None).map(|output| output.format), Some(format));
            let elsewhere = output(typed, None).map(|output| output.format);
            assert_eq!(elsewhere, (!typed.contains('=')).then_some(ReportFormat::Text), "{typed}");
        }
    }

    #[test]
    fn a_word_before_an_equals_sign_must_be_a_format() {
        check("jsn=a.json", None, None);
        check("json=", None, None);
        check("", None, None);
        check("./jsn=a.json", None, Some((ReportFormat::Json, "./jsn=a.json")));
        check("a.b=c", None, Some((ReportFormat::Text, "a.b=c")));
    }
}
