//! From which day the plan is looked at.

use super::World;
use super::args::Common;
use crate::model::AsOf;
use crate::time::Day;
use anyhow::{Result, bail};

/// Returns the data date: the flag, else `TPM_AS_OF`, else today.
pub(super) fn resolve(common: &Common, world: &World<'_>) -> Result<AsOf> {
    let flag = common.as_of.as_deref().map(|text| ("--as-of", text));
    let variable =
        world.variables.as_of.as_deref().filter(|text| !text.is_empty()).map(|text| ("TPM_AS_OF", text));
    let Some((source, text)) = flag.or(variable) else {
        return Ok(AsOf { day: world.today, from_clock: true, is_past: false });
    };
    match day(text, world.today) {
        Some(day) if day >= Day::FIRST && day <= Day::LAST => {
            Ok(AsOf { day, from_clock: text == "today", is_past: day < world.today })
        }
        Some(_) => bail!("{source}: `{text}` is outside the years 1900 to 2199"),
        None => bail!(
            "{source}: `{text}` is not a day\n  = help: write YYYY-MM-DD, today, yesterday, a weekday such as fri (the next one, today included), +3d or -2w"
        ),
    }
}

/// Returns the data date of a plan that is read at a commit: the flag, else that of the commit.
pub(super) fn resolve_at(common: &Common, world: &World<'_>, at: AsOf) -> Result<AsOf> {
    match common.as_of {
        Some(_) => Ok(AsOf { is_past: false, ..resolve(common, world)? }),
        None => Ok(at),
    }
}

/// Reads a day as it is typed. `+3d` and `-2w` are civil days from today; a weekday is the next one, today
/// included.
pub(super) fn day(text: &str, today: Day) -> Option<Day> {
    match text {
        "today" => return Some(today),
        "yesterday" => return Some(today.plus(-1)),
        _ => {}
    }
    if let Ok(day) = Day::parse(text) {
        return Some(day);
    }
    let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    if let Some(weekday) = weekdays.iter().position(|name| *name == text) {
        return (0..7).map(|ahead| today.plus(ahead)).find(|day| day.weekday() == weekday);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (number, unit) = text.get(1..)?.split_at_checked(text.len().checked_sub(2)?)?;
    let days = match unit {
        "d" => 1,
        "w" => 7,
        _ => return None,
    };
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i32 = number.parse().ok()?;
    Some(today.plus(count.checked_mul(days)?.checked_mul(sign)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_typed_in_many_ways() {
        let today = Day::parse("2026-09-16").unwrap();
        let check = |text, expected: &str| {
            assert_eq!(day(text, today).map(|day| day.to_string()), Some(expected.into()));
        };
        check("today", "2026-09-16");
        check("yesterday", "2026-09-15");
        check("2026-01-05", "2026-01-05");
        check("wed", "2026-09-16");
        check("fri", "2026-09-18");
        check("tue", "2026-09-22");
        check("+3d", "2026-09-19");
        check("-2w", "2026-09-02");
        for text in
            ["", "+", "+d", "3d", "+3x", "++3d", "+-3d", "Fri", "2026-9-1", "+99999999999d", "é", "+é"]
        {
            assert_eq!(day(text, today), None, "{text}");
        }
    }
}
