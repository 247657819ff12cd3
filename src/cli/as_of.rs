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
        (None, "") => return Ok(AsOf { day: world.today, from_clock: true, is_past: false }),
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
