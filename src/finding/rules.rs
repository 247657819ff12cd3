//! One sentence on each rule about plan files, for the list of errors and for `tpm explain`.

/// Returns what a finding of this rule means and why it matters, in one sentence.
pub fn about(slug: &str) -> Option<&'static str> {
    let at = ABOUT.binary_search_by(|(known, _)| (*known).cmp(slug)).ok()?;
    Some(ABOUT[at].1)
}

/// Returns the slugs of the rules about plan files, sorted.
pub fn slugs() -> impl Iterator<Item = &'static str> {
    ABOUT.iter().map(|(slug, _)| *slug)
}

/// Lists slugs with their explanations, sorted by slug.
macro_rules! rules {
    ($($slug:literal $about:literal)+) => {
        const ABOUT: &[(&str, &str)] = &[$(($slug, $about)),+];
    };
}

rules! {
    "backward-range"
        "A range of days ends before it begins, so it is empty; usually the two dates are swapped."
    "bad-dependency"
        "An entry of `depends_on` is not an id with an optional link type and lag, so the dependency is unknown."
    "bad-id"
        "An id contains characters that ids cannot have: ids appear in commands, links and other files, so they are short lower-case words."
    "bad-merge" "The value of a merge key `<<` is not a set of keys and values, so there is nothing to merge."
    "calendar-cycle" "Calendars extend each other in a cycle, so none of them has a week to start from."
    "calendar-too-deep" "Calendars extend each other through more levels than is allowed."
    "cancelled-finish"
        "The finish of a program is a cancelled milestone; its latest milestone is used instead, which may not be what was promised."
    "dependency-cycle" "Milestones wait for each other in a cycle, so none of them could ever begin."
    "done-and-cancelled" "A milestone is both done and cancelled; only one of the two can be true."
    "done-before-start" "Work finished before it began; one of the two dates is wrong."
    "duplicate-dependency"
        "The same dependency is listed twice, so changing one of the two would change nothing."
    "duplicate-key" "The same key appears twice in one place, and it is unclear which value is meant."
    "duplicate-program" "Two files have the same program id, so a reference to it could mean either."
    "duration-too-long" "A duration is longer than 20,000 days; usually it has a digit too many."
    "elapsed-time"
        "Elapsed days are given where working days are required, and one cannot be converted to the other."
    "empty-assertion" "An assertion has no condition, so it would always pass."
    "empty-program" "A file is empty, although every file here should be a program."
    "future-actual"
        "Something is recorded as having happened after the as-of day; a date in the future is a forecast, not a fact."
    "impossible-date" "A date has the right form but does not exist, such as 30 February."
    "limits-out-of-order"
        "Limits that divide a range are not in ascending order, so some parts of it would be empty."
    "missing-key" "A required key is missing, such as `since` under `blocked`."
    "mixed-time" "An estimate mixes working days and elapsed days, so its points cannot be compared."
    "no-value" "A key or a list item has no value; something may have been forgotten."
    "no-working-day" "A calendar has no working day, so nothing could ever finish in it."
    "not-a-date" "A date is not written as `YYYY-MM-DD`, the one form that everybody reads in the same way."
    "not-a-duration" "A duration is not a whole number of days or weeks, such as `5d` or `2w`."
    "not-a-number" "A whole number is expected here."
    "not-a-percentage"
        "A share is not a whole percentage such as `10%`; without the sign, `10` could mean ten times the total."
    "not-a-probability"
        "A probability is neither a whole percentage nor one of the five words, so the risk cannot be rated."
    "not-a-rule" "A waiver names a rule that does not exist, so it would excuse nothing."
    "not-progress"
        "Progress is neither a percentage nor a fraction such as `3/8`, so the remaining work is unknown."
    "not-three-points" "An estimate has neither one point nor three, so it is unclear what each point means."
    "not-yaml" "The file is not valid YAML from here on; the rest of it is not read."
    "points-out-of-order"
        "The three points of an estimate are not in the order optimistic, likely, pessimistic."
    "progress-on-event" "An event has `progress`, but an event takes no time."
    "progress-without-start"
        "Work has `progress` but no `started`, so it is unknown from which day its time counts."
    "recursive-alias" "An alias is part of the anchor that it refers to, so it would never end."
    "self-dependency" "A milestone waits for itself, so it could never begin."
    "start-after-due" "Something starts after the day it is promised for; one of the two dates is wrong."
    "start-without-window"
        "`start` begins a planned window that ends at `due`; without `due` it could mean that work began, or that it cannot begin earlier."
    "started-without-length"
        "Work has begun, but the plan does not say how long it takes, so it has no finish."
    "tag-in-plan" "A YAML tag names a type, and the plan language has none, so the tag would have no effect."
    "too-deep" "Something is nested deeper than is allowed, so the rest of the file is not read."
    "too-many-aliases"
        "The aliases of a file expand to more than the limit for one file; text that is written out has no such limit."
    "too-many-errors"
        "A file has more errors than are listed for one file; the rest appear once these are fixed."
    "unclear-finish"
        "Something depends on a program that does not say where it ends, and too many of its milestones could be the last."
    "unfinished-merge"
        "A file still contains git's conflict markers and both sides of a merge, so it is undecided which side is the plan."
    "unknown-alias" "An alias refers to an anchor that is not defined before it, so it has no value."
    "unknown-calendar" "A calendar is not defined in `tpm.yaml`, so its working days are unknown."
    "unknown-dependency"
        "A milestone waits for one that does not exist; without that dependency its date would be too early."
    "unknown-finish"
        "The finish of a program is not one of its milestones, so the program has no end to measure."
    "unknown-key" "A key is not part of the language; its value would be lost silently."
    "unknown-milestone"
        "A risk, an ask or an assertion names a milestone that does not exist, so it would reach nobody."
    "unknown-owner" "An owner is not listed in `tpm.yaml`; nobody can be called by a misspelled name."
    "unknown-program"
        "The policy of the gate names a program that does not exist, so it would apply to nothing."
    "unknown-word" "A value is not one of the words allowed here."
    "unreadable-file" "A file cannot be read as text, so its content is unknown."
    "week-in-empty-week"
        "A duration is given in weeks in a calendar whose week has no working day, so a week has no length there."
    "week-without-calendar"
        "A setting that belongs to no calendar is given in weeks, whose length differs between calendars."
    "wrong-type" "A list, a single value, or keys and values appear where another of the three is expected."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_in_order_and_each_is_one_sentence() {
        assert!(ABOUT.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for slug in slugs() {
            let about = about(slug).expect("it is found by its name");
            assert!(about.ends_with('.') && !about.contains(". "), "{slug}");
        }
        assert_eq!(about("no-such-rule"), None);
    }
}
