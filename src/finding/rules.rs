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

/// Slugs and explanations, sorted by slug.
const ABOUT: &[(&str, &str)] = &[
    (
        "backward-range",
        "A range of days ends before it begins, so it holds no day; most often the two were swapped.",
    ),
    (
        "bad-dependency",
        "An entry of `depends_on` is not an id with a link type and a lag, so it is not known what waits for what.",
    ),
    (
        "bad-id",
        "An id has letters that ids do not have: ids stand in commands, links and other files, and are therefore short, lower-case words.",
    ),
    ("bad-merge", "What stands under a merge key `<<` is not keys and values, so there is nothing to merge."),
    (
        "calendar-cycle",
        "Calendars extend each other in a circle, so none of them has working days of its own to start from.",
    ),
    ("calendar-too-deep", "A calendar extends another through more levels than anybody could follow."),
    (
        "cancelled-finish",
        "A program names as its finish a milestone that will not happen; its latest milestone is taken instead, which may not be what was promised.",
    ),
    ("dependency-cycle", "Milestones wait for each other in a circle, so none of them could ever begin."),
    (
        "done-and-cancelled",
        "A milestone is said to be finished and to be called off; only one of the two can have happened.",
    ),
    ("done-before-start", "Work is said to have finished before it began; one of the two dates is wrong."),
    (
        "duplicate-dependency",
        "The same link stands twice, so that changing one of the two would change nothing.",
    ),
    (
        "duplicate-key",
        "The same key stands twice in one place, and it is not known which of the two is meant.",
    ),
    ("duplicate-program", "Two files have the same program id, so a reference to it could mean either."),
    (
        "duration-too-long",
        "A length of time is longer than 20,000 days, which no plan is: most often a digit too many.",
    ),
    (
        "elapsed-time",
        "Elapsed days stand where working time is counted, and the one says nothing of the other.",
    ),
    ("empty-assertion", "An assertion names nothing that could be held, so it would pass whatever happens."),
    ("empty-program", "A file holds no program; whoever put it there expects to see one."),
    (
        "future-actual",
        "Something is said to have happened after the day the plan is looked at from; what has not happened yet is a forecast, and no fact.",
    ),
    ("impossible-date", "A date is written in the right form and no calendar has it, such as 30 February."),
    ("limits-out-of-order", "Limits that part one range do not ascend, so some parts of it would be empty."),
    (
        "missing-key",
        "Something is said without the one key that gives it a meaning, such as `blocked` without the day since when.",
    ),
    (
        "mixed-time",
        "The points of one estimate are partly working days and partly elapsed ones, so none can be said to be the longer.",
    ),
    (
        "no-value",
        "A key or an item stands there and nothing behind it; whether something was forgotten is not known.",
    ),
    ("no-working-day", "A calendar has no working day at all, so nothing could ever be finished in it."),
    (
        "not-a-date",
        "A date is not written as `YYYY-MM-DD`, the one form that everybody everywhere reads in the same way.",
    ),
    (
        "not-a-duration",
        "A length of time is not whole days or weeks, such as `5d` or `2w`, so it is not known how long something takes.",
    ),
    ("not-a-number", "A plain whole number is expected and something else stands there."),
    (
        "not-a-percentage",
        "A share is not a whole percentage such as `10%`; without the sign, `10` could mean ten times the whole.",
    ),
    (
        "not-a-probability",
        "A probability is neither a whole percentage nor one of the five words, so the risk cannot be weighed.",
    ),
    ("not-a-rule", "A waiver names a rule that does not exist, so it would excuse nothing."),
    (
        "not-progress",
        "Progress is neither a percentage nor done of all, so what is left of the work is not known.",
    ),
    (
        "not-three-points",
        "An estimate has neither one point nor three, so it is not known which of them is which.",
    ),
    (
        "not-yaml",
        "The file stops being YAML here: what stands behind it is not read, and nothing is said of it.",
    ),
    (
        "points-out-of-order",
        "Of three points the optimistic one is longer than the likely one, or that longer than the pessimistic one.",
    ),
    (
        "progress-on-event",
        "Progress is said of something that takes no time, so there is nothing of which it could be a part.",
    ),
    (
        "progress-without-start",
        "Progress is said of work that has not begun; the day on which it began says from when its time counts.",
    ),
    ("recursive-alias", "An alias stands inside of what it stands for, so it would never end."),
    ("self-dependency", "A milestone waits for itself, and could never begin."),
    ("start-after-due", "Something starts after the day it is promised for; one of the two dates is wrong."),
    (
        "start-without-window",
        "`start` begins a planned window that ends at `due`; alone it could mean work that began, or work that cannot begin earlier.",
    ),
    ("started-without-length", "Work has begun and nothing says how long it takes, so it has no end."),
    ("tag-in-plan", "A tag names a type, and plans have none: whoever wrote it expects it to do something."),
    ("too-deep", "Something is nested deeper than any plan is, so the file is not read further."),
    (
        "too-many-aliases",
        "The aliases of a file stand for more than is read of one file; what is written out is read.",
    ),
    (
        "too-many-errors",
        "A file has more errors than are told of one file; the rest are told once these are mended.",
    ),
    (
        "unfinished-merge",
        "A file holds both sides of a merge, and the lines with which git parts them: nobody has said yet which is the plan.",
    ),
    (
        "unknown-alias",
        "An alias stands for an anchor that the file does not have before it, so it stands for nothing.",
    ),
    ("unknown-calendar", "A calendar is named that `tpm.yaml` does not have, so working days are not known."),
    (
        "unknown-dependency",
        "A milestone waits for one that does not exist; without that link its date would be too early.",
    ),
    (
        "unknown-finish",
        "The finish of a program is not one of its milestones, so the program has no end to measure.",
    ),
    ("unknown-key", "A key is not one of the language; what it was to say would be lost in silence."),
    (
        "unknown-milestone",
        "A risk, an ask or an assertion names a milestone that does not exist, so it would reach nobody.",
    ),
    ("unknown-owner", "An owner is named whom `tpm.yaml` does not have: a misspelt name is nobody to call."),
    (
        "unknown-program",
        "The policy of the gate names a program that does not exist, so it would rule nothing.",
    ),
    ("unknown-word", "One of a few words is expected and another stands there."),
    ("unreadable-file", "A file cannot be read as text, so nothing in it is known."),
    (
        "week-in-empty-week",
        "Weeks are counted in a calendar whose week has no working day, so a week has no length there.",
    ),
    (
        "week-without-calendar",
        "A setting that counts in no calendar in particular is in weeks, whose length differs between calendars.",
    ),
    (
        "wrong-type",
        "A list, a single value, or keys and values stand where another of the three is expected.",
    ),
];

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
