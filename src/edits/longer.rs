//! Lengths that count from what is written: `duration=+5d`, `remaining=-2d`.

use super::find::{self, Entry};
use super::{Plans, Refused};
use crate::syntax::Content;

/// A number and its unit.
type Length<'t> = (i64, &'t str);

/// Returns a length with so much more or less: `2w` and `+5d` are `15d`. All of three points move.
pub(super) fn longer(plans: Plans<'_>, entry: &Entry, key: &str, by: &str) -> Result<String, Refused> {
    let write = |reason: String| Refused::new(reason, format!("write all of it, as in `{key}=10d`"));
    let by_length =
        length(by).ok_or_else(|| write(format!("`{by}` is not a number of days or weeks such as `+5d`")))?;
    let points = ["optimistic", "likely", "pessimistic"];
    let written = entry.at(&[key]).map(|outline| match &outline.content {
        Content::Sequence(items) => items.iter().map(find::text).collect(),
        Content::Mapping(_) => points.iter().map(|point| entry.text(&[key, point])).collect(),
        _ => vec![find::text(outline)],
    });
    let Some(written) = written else {
        return Err(write(format!("`{}` has no `{key}` to which {by} could be added", entry.name)));
    };
    let workspace = plans.workspace;
    let id = workspace.milestone_called(&entry.name);
    let week = id.map_or(5, |id| i64::from(workspace.base(id).week().length().max(1)));
    let moved: Option<Vec<String>> = written
        .into_iter()
        .map(|text| {
            let (count, unit) = sum(length(text?)?, by_length, week)?;
            Some(format!("{count}{unit}"))
        })
        .collect();
    let moved = moved.ok_or_else(|| {
        write(format!("{by} cannot be added to the `{key}` of `{}`: at least a day is left", entry.name))
    })?;
    Ok(match moved.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    })
}

/// Reads `5d`, `+5d` or `-2w`.
fn length(text: &str) -> Option<Length<'_>> {
    let unit = text.trim_start_matches(|sign: char| sign.is_ascii_digit() || "+-".contains(sign));
    let count: i32 = text.strip_suffix(unit)?.parse().ok()?;
    ["d", "w", "ed"].contains(&unit).then_some((i64::from(count), unit))
}

/// Adds two lengths, if that leaves something; weeks and days are days.
fn sum<'t>((count, unit): Length<'t>, (more, by): Length<'t>, week: i64) -> Option<Length<'t>> {
    let days = |count: i64, unit: &str| if unit == "w" { count * week } else { count };
    let sum = match (unit, by) {
        _ if unit == by => (count + more, unit),
        ("ed", _) | (_, "ed") => return None,
        _ => (days(count, unit) + days(more, by), "d"),
    };
    (sum.0 > 0).then_some(sum)
}
