//! `--format` and `--output`: what is written where.

use super::World;
use super::args::{Common, Format};
use crate::io::replace::Standing;
use crate::source::Sources;
use crate::syntax::nearest;
use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// One format, and where it goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Output {
    pub(super) format: Format,
    /// The file; none for standard output.
    pub(super) file: Option<String>,
}

/// Returns what is asked for: each `--output`, or standard output alone. Only the gate has all formats.
pub(super) fn outputs(common: &Common, is_gate: bool) -> Result<Vec<Output>> {
    if let Some(format) = common.format.filter(|format| !is_gate && format.is_of_the_gate()) {
        let name = format.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
        return Err(of_the_gate("--format", &name));
    }
    if common.output.is_empty() {
        return Ok(vec![Output { format: common.format.unwrap_or(Format::Text), file: None }]);
    }
    common.output.iter().map(|typed| output(typed, common.format, is_gate)).collect()
}

fn output(typed: &str, given: Option<Format>, is_gate: bool) -> Result<Output> {
    let named = typed.split_once('=').filter(|(name, _)| {
        // `./a=b.json` is a file.
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    let (format, file) = match named {
        Some((name, file)) => (Some(format(name, typed, is_gate)?), file),
        None => (given.or_else(|| of_ending(typed, is_gate)), typed),
    };
    if file.is_empty() {
        bail!("--output: name a file, or `-` for standard output");
    }
    let file = (file != "-").then(|| file.to_owned());
    Ok(Output { format: format.unwrap_or(Format::Text), file })
}

fn format(name: &str, typed: &str, is_gate: bool) -> Result<Format> {
    let formats = || Format::value_variants().iter().filter(|format| is_gate || !format.is_of_the_gate());
    let named = Format::from_str(name, false).ok();
    if let Some(format) = named.filter(|named| formats().any(|format| format == named)) {
        return Ok(format);
    }
    if named.is_some() {
        return Err(of_the_gate("--output", name));
    }
    let names = names(formats());
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let help = match nearest(name, names.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the formats are {}", names.join(", ")),
    };
    bail!("--output: `{name}` is not a format\n  = help: {help} A file of that name is `./{typed}`")
}

/// Returns the fault of asking a report for what only the gate can be printed in.
fn of_the_gate(flag: &str, name: &str) -> anyhow::Error {
    let here = names(Format::value_variants().iter().filter(|format| !format.is_of_the_gate()));
    anyhow!("{flag}: `{name}` is a format of `tpm check`\n  = help: the formats here are {}", here.join(", "))
}

fn names<'f>(formats: impl Iterator<Item = &'f Format>) -> Vec<String> {
    formats.filter_map(Format::to_possible_value).map(|value| value.get_name().to_owned()).collect()
}

/// Returns the format that a file's ending stands for.
fn of_ending(file: &str, is_gate: bool) -> Option<Format> {
    let ending = Path::new(file).extension()?.to_str()?;
    match ending.to_ascii_lowercase().as_str() {
        "json" => Some(Format::Json),
        "yaml" | "yml" => Some(Format::Yaml),
        "md" | "markdown" => Some(Format::Markdown),
        "csv" => Some(Format::Csv),
        "sarif" if is_gate => Some(Format::Sarif),
        "xml" if is_gate => Some(Format::Junit),
        _ => None,
    }
}

/// Checks, before anything is written, that every output can have its place: no two the same, and none that of
/// a plan.
pub(super) fn check(outputs: &[Output], world: &World<'_>, plans: &Sources) -> Result<()> {
    let mut places: Vec<(PathBuf, &str)> = Vec::new();
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
            bail!("--output: `{typed}` is a plan, which a report does not replace");
        }
        places.push((place, typed));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, given: Option<Format>, expected: Option<(Format, &str)>) {
        let found = output(typed, given, false).ok();
        let expected =
            expected.map(|(format, file)| Output { format, file: (file != "-").then(|| file.to_owned()) });
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn a_format_is_named_or_given_or_told_by_the_ending() {
        check("csv=a.json", Some(Format::Yaml), Some((Format::Csv, "a.json")));
        check("a.json", Some(Format::Yaml), Some((Format::Yaml, "a.json")));
        check("a.json", None, Some((Format::Json, "a.json")));
        check("dir/A.YML", None, Some((Format::Yaml, "dir/A.YML")));
        check("a.md", None, Some((Format::Markdown, "a.md")));
        check("a.csv", None, Some((Format::Csv, "a.csv")));
        check("a.txt", None, Some((Format::Text, "a.txt")));
        check("json", None, Some((Format::Text, "json")));
        check("-", None, Some((Format::Text, "-")));
        check("json=-", None, Some((Format::Json, "-")));
        check("json=a=b", None, Some((Format::Json, "a=b")));
    }

    #[test]
    fn the_gate_has_more_formats() {
        for (typed, format) in [
            ("sarif=a.json", Format::Sarif),
            ("a.sarif", Format::Sarif),
            ("a.xml", Format::Junit),
            ("github=-", Format::Github),
        ] {
            assert_eq!(output(typed, None, true).unwrap().format, format);
            let elsewhere = output(typed, None, false).ok().map(|output| output.format);
            assert_eq!(elsewhere, (!typed.contains('=')).then_some(Format::Text), "{typed}");
        }
    }

    #[test]
    fn what_looks_like_a_format_must_be_one() {
        check("jsn=a.json", None, None);
        check("json=", None, None);
        check("", None, None);
        check("./jsn=a.json", None, Some((Format::Json, "./jsn=a.json")));
        check("a.b=c", None, Some((Format::Text, "a.b=c")));
    }
}
