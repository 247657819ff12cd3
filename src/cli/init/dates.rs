//! The dates of the starter plan, which are around the as-of day.
//!
//! In its template `<-15 days>` is the day fifteen working days before the as-of day, `< +9 days>`
//! nine after it, and `<next 12-25>` the next 25 December. All but the last are as long as the date
//! that replaces them.

use crate::time::Day;

/// Returns a template with its dates filled in; none if one is outside the years of plans.
pub(super) fn dated(template: &str, as_of: Day) -> Option<String> {
    let mut text = String::new();
    let mut parts = template.split('<');
    text.push_str(parts.next()?);
    for part in parts {
        let (mark, rest) = part.split_once('>')?;
        let day = day(mark, as_of).filter(|day| (Day::FIRST..=Day::LAST).contains(day))?;
        text.push_str(&format!("{day}{rest}"));
    }
    Some(text)
}

fn day(mark: &str, as_of: Day) -> Option<Day> {
    match mark.strip_prefix("next ") {
        Some(date) => {
            let of_year = |year| Day::parse(&format!("{year:04}-{date}")).ok();
            [of_year(as_of.year()), of_year(as_of.year() + 1)].into_iter().flatten().find(|day| *day >= as_of)
        }
        None => Some(working_days_from(as_of, mark.strip_suffix(" days")?.trim().parse().ok()?)),
    }
}

/// Counts weekdays. On a weekend, counting begins on the next Monday.
fn working_days_from(as_of: Day, count: i32) -> Day {
    let mut day = as_of;
    while !is_weekday(day) {
        day = day.plus(1);
    }
    let mut left = count.abs();
    while left > 0 {
        day = day.plus(count.signum());
        left -= i32::from(is_weekday(day));
    }
    day
}

fn is_weekday(day: Day) -> bool {
    day.weekday() < 5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(as_of: &str, template: &str, expected: Option<&str>) {
        let as_of = Day::parse(as_of).unwrap();
        assert_eq!(dated(template, as_of).as_deref(), expected, "{template} as of {as_of}");
    }

    #[test]
    fn days_are_counted_from_the_as_of_day() {
        let template = "due: <  0 days>, < -1 days>..< +1 days>";
        check("2026-09-16", template, Some("due: 2026-09-16, 2026-09-15..2026-09-17"));
        check("2026-09-19", template, Some("due: 2026-09-21, 2026-09-18..2026-09-22"));
        check("2026-09-18", "<+10 days> <-10 days>", Some("2026-10-02 2026-09-04"));
        check("2026-12-26", "<next 12-25> <next 01-01>", Some("2027-12-25 2027-01-01"));
        check("2026-12-25", "<next 12-25>", Some("2026-12-25"));
    }

    #[test]
    fn a_day_outside_the_years_of_plans_is_none() {
        check("2199-12-20", "< +9 days>", None);
        check("1900-01-01", "< -1 days>", None);
        check("2026-09-16", "<soon>", None);
    }
}
