//! Plans of one shape each, as long as one wants, before and after a change of everything in them.
//!
//! Each has a program `p` with the milestones `first` and `last`, and a program `q`, so that every
//! command finds something to be about.

use std::fmt::Write;

/// A workspace of about `size` bytes; of two rounds, the second is what became of the first.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    make: fn(usize, u32) -> Files,
}

/// The files of `programs`, by name.
pub(crate) type Files = Vec<(String, String)>;

impl Shape {
    pub(crate) fn files(&self, size: usize, round: u32) -> Files {
        let mut files = (self.make)(size, round);
        files.push(("q.yaml".into(), "milestones:\n  other: {owner: o1, duration: 3d}\n".into()));
        files
    }
}

pub(crate) fn all() -> Vec<Shape> {
    macro_rules! shapes {
        ($($name:literal: $make:path,)*) => { vec![$(Shape { name: $name, make: $make }),*] };
    }
    shapes![
        "wide": wide,
        "deep": deep,
        "one line": one_line,
        "one text": one_text,
        "aliases": aliases,
        "many owners": owners,
        "one owner": one_owner,
        "holidays": holidays,
        "freezes": freezes,
        "leave": leave,
        "waivers": waivers,
        "waivers of one": waivers_of_one,
        "risks of all": risks_of_all,
        "risks of the finish": risks_of_the_finish,
        "dense network": dense,
        "linked programs": programs,
        "findings": findings,
        "one cause": one_cause,
        "errors": errors,
        "moves": moves,
        "asks": asks,
        "assertions": assertions,
        "renamed": renamed,
        "swapped": swapped,
    ]
}

/// Returns the numbered units that fit.
fn upto(size: usize, unit: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(size + 200);
    let mut index = 0;
    while text.len() < size {
        text += &unit(index);
        index += 1;
    }
    text
}

/// Returns how many of a unit fit.
fn fit(size: usize, unit: &str) -> usize {
    (size / unit.len()).max(2)
}

fn days(round: u32, id: usize) -> usize {
    id % 5 + 1 + round as usize
}

/// Returns program `p`: `first`, what is given, and `last`, which waits for what it is given.
fn program(entries: &str, waits: &str) -> (String, String) {
    let text = format!(
        "due: 2027-01-29\nfinish: last\nmilestones:\n  first: {{owner: o1, duration: 2d}}\n{entries}  \
         last: {{owner: o2, duration: 4d, depends_on: [{waits}], due: 2026-09-25, firm: true}}\n"
    );
    ("p.yaml".into(), text)
}

fn shared(text: String) -> (String, String) {
    ("tpm.yaml".into(), text)
}

fn wide(size: usize, round: u32) -> Files {
    let unit =
        |id| format!("  m{id}: {{owner: o{}, duration: {}d, due: 2026-10-02}}\n", id % 50, days(round, id));
    vec![program(&upto(size, unit), "first, m0")]
}

fn deep(size: usize, round: u32) -> Files {
    let unit = |id: usize| {
        let before = if id == 0 { "first".into() } else { format!("m{}", id - 1) };
        let promise = if id.is_multiple_of(50) { ", due: 2026-12-04, firm: true" } else { "" };
        format!("  m{id}: {{owner: o{}, duration: {}d, depends_on: {before}{promise}}}\n", id % 50, round + 1)
    };
    vec![program(&upto(size, unit), &format!("m{}", fit(size, &unit(1000)) / 2))]
}

fn one_line(size: usize, round: u32) -> Files {
    let entries = upto(size, |id| format!("m{id}: {{duration: {}d, due: 2026-10-02}}, ", days(round, id)));
    let text =
        format!("milestones: {{first: {{duration: 1d}}, {entries}last: {{depends_on: [m0, first]}}}}\n");
    vec![("p.yaml".into(), text)]
}

fn one_text(size: usize, round: u32) -> Files {
    let (name, text) = program("", "first");
    vec![(name, format!("summary: {}{round}\n{text}", "x ".repeat(size / 2)))]
}

fn aliases(size: usize, round: u32) -> Files {
    let long = format!("x-long: &a {}\n", "x".repeat((size / 200).min(10_000)));
    let users: String = (0..99).map(|id| format!("  n{id}: {{duration: 1d, note: *a}}\n")).collect();
    let rest = upto(size, |id| format!("  m{id}: &b{id} {{duration: {}d}}\n", days(round, id)));
    let (name, text) = program(&(users + &rest), "first, n0");
    vec![(name, long + &text)]
}

fn owners(size: usize, round: u32) -> Files {
    let owners =
        upto(size / 2, |id| format!("  o{id}: {{name: Owner {id}, team: t{}, capacity: 1}}\n", id % 99));
    let entries = upto(size / 2, |id| {
        format!("  m{id}: {{owner: o{id}, duration: {}d, started: 2026-09-01}}\n", days(round, id))
    });
    vec![shared(format!("owners:\n{owners}")), program(&entries, "first, m0")]
}

fn one_owner(size: usize, round: u32) -> Files {
    let entries = upto(size, |id| {
        format!("  m{id}: {{owner: o1, duration: {}d, due: 2026-11-{:02}}}\n", days(round, id), id % 28 + 1)
    });
    vec![shared("owners:\n  o1: {capacity: 1}\n  o2: {}\n".into()), program(&entries, "first, m0")]
}

/// Returns ranges of days over three hundred years.
fn ranges(count: usize, shift: usize) -> String {
    let mut text = String::new();
    for at in 0..count {
        let year = 1900 + at * 299 / count;
        let (month, day) = ((at + shift) % 12 + 1, (at + shift) % 20 + 1);
        let _ = write!(text, "{year}-{month:02}-{day:02}..{year}-{month:02}-{:02}, ", day + 7);
    }
    text
}

fn holidays(size: usize, round: u32) -> Files {
    let calendars =
        upto(size / 2, |id| format!("  c{id}: {{holidays: [{}]}}\n", ranges(300, id + round as usize)));
    let entries = upto(size / 2, |id| {
        format!("  m{id}: {{owner: o1, duration: 9d, calendar: c{}}}\n", id % (size / 2).div_ceil(7500))
    });
    vec![shared(format!("calendars:\n{calendars}")), program(&entries, "first, m0")]
}

fn freezes(size: usize, round: u32) -> Files {
    let freezes = upto(size / 2, |id| {
        let tags = if id % 9 == 0 { String::new() } else { format!(", tags: [t{id}]") };
        format!("  - {{name: F{id}, dates: [2027-0{}-{:02}]{tags}}}\n", round + 2, id % 28 + 1)
    });
    let entries = upto(size / 2, |id| format!("  m{id}: {{duration: 3d, tags: [t{id}], due: 2027-03-01}}\n"));
    vec![shared(format!("freezes:\n{freezes}")), program(&entries, "first, m0")]
}

fn leave(size: usize, round: u32) -> Files {
    let owners = upto(size / 2, |id| {
        format!("  o{id}: {{capacity: 1, away: [{}]}}\n", ranges(40, id + round as usize))
    });
    let count = fit(size / 2, &"x".repeat(1060));
    let entries =
        upto(size / 2, |id| format!("  m{id}: {{owner: o{}, duration: 15d, due: 2026-12-04}}\n", id % count));
    vec![shared(format!("owners:\n{owners}")), program(&entries, "first, m0")]
}

fn waivers(size: usize, round: u32) -> Files {
    let entries = upto(size, |id| {
        let until = if id % 2 == 0 { "2026-02-02" } else { "2027-02-02" };
        format!(
            "  m{id}: {{duration: {}d, due: 2026-01-05, waive: [{{rule: overdue-milestone, until: {until}, reason: No time}}]}}\n",
            days(round, id)
        )
    });
    vec![program(&entries, "first, m0")]
}

fn waivers_of_one(size: usize, round: u32) -> Files {
    let waived = upto(size, |id| {
        format!("      - {{rule: overdue-milestone, until: 2026-0{}-02, reason: No time {id}}}\n", round + 2)
    });
    let entry = format!("  m0:\n    duration: 1d\n    due: 2026-01-05\n    waive:\n{waived}");
    vec![program(&entry, "first, m0")]
}

fn risks_of_all(size: usize, round: u32) -> Files {
    // So many risks of so many milestones.
    let side = ((size / 7) as f64).sqrt() as usize;
    let list: String = (0..side).map(|id| format!("m{id}, ")).collect();
    let entries: String = (0..side)
        .map(|id| {
            format!(
                "  m{id}: {{owner: o{}, duration: {}d, due: 2026-10-02, firm: true}}\n",
                id % 9,
                days(round, id)
            )
        })
        .collect();
    let risks: String = (0..side)
        .map(|id| {
            format!("  r{id}: {{title: R{id}, owner: o1, probability: 20%, impact: 5d, affects: [{list}]}}\n")
        })
        .collect();
    let (name, text) = program(&entries, "first, m0");
    vec![(name, format!("{text}risks:\n{risks}"))]
}

fn risks_of_the_finish(size: usize, round: u32) -> Files {
    let risks = upto(size, |id| {
        format!("  r{id}: {{title: R{id}, owner: o1, probability: 20%, impact: {}d}}\n", days(round, id))
    });
    let (name, text) = program("", "first");
    vec![(name, format!("{text}risks:\n{risks}"))]
}

fn dense(size: usize, round: u32) -> Files {
    let entries = upto(size, |id| {
        let links: String = (1..=30usize.min(id))
            .map(|back| format!("m{} {}+{}d, ", id - back, if back % 2 == 0 { "SS" } else { "FF" }, back % 4))
            .collect();
        format!("  m{id}: {{owner: o{}, duration: {}d, depends_on: [{links}]}}\n", id % 9, days(round, id))
    });
    vec![program(&entries, "first, m1")]
}

fn programs(size: usize, round: u32) -> Files {
    let mut files = vec![program("", "first, p0/c")];
    let (mut length, mut id) = (0, 0);
    while length < size {
        let waits = if id == 0 {
            String::new()
        } else {
            format!(", depends_on: [p{}/c, p{}/b SS+2d]", id - 1, id / 2)
        };
        let text = format!(
            "owner: o{}\ndue: 2026-12-04\nfinish: c\nmilestones:\n  a: {{owner: o1, duration: {}d{waits}}}\n  b: {{owner: o2, \
             duration: 2d, depends_on: a, due: 2026-10-02}}\n  c: {{owner: o3, duration: 1d, depends_on: b, due: 2026-11-06, firm: true}}\n",
            id % 9,
            days(round, id),
        );
        length += text.len();
        files.push((format!("p{id}.yaml"), text));
        id += 1;
    }
    files
}

fn findings(size: usize, round: u32) -> Files {
    vec![program(&upto(size, |id| format!("  m{id}: {{due: 2026-01-0{}}}\n", round + 5)), "first, m0")]
}

fn one_cause(size: usize, round: u32) -> Files {
    let entries = upto(size, |id| {
        format!(
            "  m{id}: {{owner: o{}, duration: 1d, depends_on: first, due: 2026-09-1{}, firm: true}}\n",
            id % 9,
            round + 5
        )
    });
    vec![program(&entries, "first, m0")]
}

fn errors(size: usize, round: u32) -> Files {
    let entries =
        upto(size, |id| format!("  m{id}: {{duration: {id}x, ownr: o1, depends_on: n{id}, due: {round}}}\n"));
    vec![program(&entries, "first, m0")]
}

fn moves(size: usize, round: u32) -> Files {
    let moved = |count: usize| {
        let mut text = String::new();
        for at in 0..count {
            let _ = write!(
                text,
                "{{from: 2026-0{}-{:02}, on: 2026-0{}-01, cause: vendor, why: No {at}}}, ",
                at / 9 % 6 + 1,
                at % 28 + 1,
                at / 9 % 6 + 1
            );
        }
        text
    };
    let entries = upto(size / 2, |id| {
        format!(
            "  m{id}: {{owner: o{}, duration: {}d, due: 2026-10-02, moved: [{}]}}\n",
            id % 9,
            days(round, id),
            moved(3)
        )
    });
    let one =
        format!("  long: {{duration: 1d, due: 2026-10-02, moved: [{}]}}\n", moved(fit(size / 2, &moved(1))));
    vec![program(&(entries + &one), "first, m0, long")]
}

fn asks(size: usize, round: u32) -> Files {
    let asks = upto(size, |id| {
        format!(
            "  a{id}: {{ask: Ask {id}, of: o{}, by: 2026-09-{:02}, unlocks: [last]}}\n",
            id % 9,
            20 + round
        )
    });
    let (name, text) = program("", "first");
    vec![(name, format!("{text}asks:\n{asks}"))]
}

fn assertions(size: usize, round: u32) -> Files {
    let asserted =
        upto(size, |id| format!("  - {{milestone: last, float_at_least: {}d}}\n", days(round, id)));
    let (name, text) = program("", "first");
    vec![(name, format!("{text}assert:\n{asserted}"))]
}

fn chain(prefix: &str, size: usize) -> String {
    upto(size, |id| {
        let waits =
            if id.is_multiple_of(50) { String::new() } else { format!(", depends_on: {prefix}{}", id - 1) };
        format!("  {prefix}{id}: {{name: Work {id}, duration: {}d{waits}}}\n", id % 5 + 1)
    })
}

fn renamed(size: usize, round: u32) -> Files {
    let prefix = if round == 0 { "m" } else { "x" };
    vec![program(&chain(prefix, size), &format!("first, {prefix}0"))]
}

fn swapped(size: usize, round: u32) -> Files {
    let sides = if round == 0 { ["a", "b"] } else { ["b", "a"] };
    let other = format!("milestones:\n{}", chain(sides[1], size / 2));
    vec![program(&chain(sides[0], size / 2), "first"), ("r.yaml".into(), other)]
}
