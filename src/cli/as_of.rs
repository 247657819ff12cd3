//! The as-of day of a run.

use super::World;
use super::args::TypedDay;
use crate::io::refusal::Refusal;
use crate::model::AsOf;
use crate::time::Day;
use anyhow::{Result, bail};

/// Returns the as-of day: that of the flag, else of `TPM_AS_OF`, else today.
pub(super) fn resolve(typed: Option<TypedDay>, world: &World<'_>) -> Result<AsOf> {
    let (source, typed) = match (typed, world.variables.as_of.as_deref().unwrap_or_default()) {
        (Some(typed), _) => ("--as-of", typed),
        (None, "") if (Day::FIRST..=Day::LAST).contains(&world.today) => {
            return Ok(AsOf { day: world.today, from_clock: true, is_past: false });
        }
        (None, "") => bail!(Refusal::new(
            "the clock of this machine is outside the years 1900 to 2199",
            "set it, or give the day as `--as-of 2026-09-14`"
        )),
        (None, text) => {
            let parsed = TypedDay::parse(text);
            (
                "TPM_AS_OF",
                parsed.map_err(|help| Refusal::new(format!("TPM_AS_OF: `{text}` is not a day"), help))?,
            )
        }
    };
    let day = typed.on(world.today);
    if day < Day::FIRST || day > Day::LAST {
        bail!("{source}: {day} is outside the years 1900 to 2199");
    }
    Ok(AsOf { day, from_clock: typed == TypedDay::Today, is_past: day < world.today })
}

/// Where systems keep their time zones.
const ZONES: [&str; 4] =
    ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"];

/// Returns the time zone of `TZ` if the system does not know it. The clock then has the day of UTC.
pub(super) fn unknown_zone<'w>(world: &'w World<'_>) -> Option<&'w str> {
    let zone = world.variables.time_zone.as_deref().filter(|_| !cfg!(windows))?;
    let name = zone.strip_prefix(':').unwrap_or(zone);
    let is_file = |directory: &&str| world.tree.is_file(&format!("{directory}/{name}"));
    // `CET-1CEST` says itself what it is.
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = name.get(letters..).unwrap_or_default().trim_start_matches(['+', '-']);
    let is_rule = name.starts_with('<') || letters >= 3 && rest.starts_with(|c: char| c.is_ascii_digit());
    let is_known = matches!(name, "" | "UTC" | "GMT")
        || is_rule
        || (name.starts_with('/') && world.tree.is_file(name))
        || ZONES.iter().any(is_file);
    (!is_known).then_some(zone)
}
