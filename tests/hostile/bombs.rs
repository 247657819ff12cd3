//! The bombs. Each says which rule it breaks; none for a plan that is legal, however large.

/// How long each is, in bytes: a megabyte, and a part of it where the code is not optimized.
const SIZE: usize = if cfg!(debug_assertions) { 1 << 15 } else { 1 << 20 };
/// How many entries take about as much.
const MANY: usize = SIZE / 40;

/// A workspace that is made to hurt.
pub(crate) struct Bomb {
    pub(crate) name: &'static str,
    pub(crate) files: Vec<(&'static str, Vec<u8>)>,
    pub(crate) rule: &'static str,
}

fn bomb(name: &'static str, rule: &'static str, text: impl Into<Vec<u8>>) -> Bomb {
    Bomb { name, rule, files: vec![("checkout.yaml", text.into())] }
}

fn shared(name: &'static str, rule: &'static str, shared: String, program: String) -> Bomb {
    Bomb { name, rule, files: vec![("tpm.yaml", shared.into()), ("checkout.yaml", program.into())] }
}

/// Returns a text repeated to the full length.
fn full(unit: &str) -> String {
    unit.repeat(SIZE / unit.len())
}

/// Returns numbered units, up to the full length.
fn numbered(unit: impl Fn(usize) -> String) -> String {
    upto(SIZE, unit)
}

fn upto(size: usize, unit: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for index in 0.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&unit(index));
    }
    text
}

fn count(count: usize, unit: impl Fn(usize) -> String) -> String {
    (0..count).map(unit).collect()
}

/// Returns a program with these milestones.
fn milestones(entries: String) -> String {
    format!("milestones:\n{entries}")
}

/// Returns a program in which one milestone depends on all of a list.
fn waiting(others: String, list: String) -> String {
    milestones(format!("{others}  last: {{duration: 1d, depends_on: [{list}]}}\n"))
}

/// Plans in which the gate finds ten thousand things; fewer where the code is not optimized.
pub(crate) fn findings() -> Vec<Bomb> {
    const FOUND: usize = if cfg!(debug_assertions) { 500 } else { 10_000 };
    let overdue = "duration: 2w, owner: bo, due: 2026-09-04";
    let waiver = "waive: [{rule: overdue, until: 2026-12-01, reason: The vendor is on strike, by: ana}]";
    let text = "x".repeat(1 << 18);
    vec![
        bomb("overdue milestones", "", milestones(count(FOUND, |id| format!("  m{id}: {{{overdue}}}\n")))),
        bomb(
            "promises broken by one cause",
            "",
            milestones(format!(
                "  late: {{{overdue}}}\n{}",
                count(FOUND, |id| format!(
                    "  m{id}: {{duration: 1d, depends_on: late, due: 2026-09-15, firm: true}}\n"
                ))
            )),
        ),
        bomb(
            "waived milestones",
            "",
            milestones(format!(
                "  late: {{{overdue}}}\n{}",
                count(FOUND, |id| format!("  m{id}: {{{overdue}, {waiver}}}\n"))
            )),
        ),
        bomb(
            "errors in plans",
            "",
            milestones(count(FOUND, |id| format!("  m{id}: {{duration: {id}x, due: 2026-09-04}}\n"))),
        ),
        bomb(
            "long texts",
            "",
            format!(
                "name: {text}\n{}risks:\n  r: {{title: {text}, affects: [a], probability: 30%, impact: 5d, response: mitigate, mitigation: {text}, due: 2026-09-01}}\n",
                milestones(format!(
                    "  a: {{name: {text}, promised_to: {text}, {overdue}}}\n{}",
                    count(FOUND / 2, |id| format!("  m{id}: {{depends_on: a, {overdue}}}\n"))
                )),
            ),
        ),
    ]
}

pub(crate) fn texts() -> Vec<Bomb> {
    vec![
        bomb("one scalar", "", format!("name: {}\nmilestones: {{a: }}\n", full("x"))),
        bomb("words", "", format!("name: {}\nmilestones: {{a: }}\n", full("é x "))),
        bomb("one date", "not-a-date", format!("due: {}\n", full("x"))),
        bomb("one duration", "not-a-duration", milestones(format!("  a: {{duration: {}}}\n", full("9")))),
        bomb("one dependency", "bad-id", milestones(format!("  a: {{depends_on: {}}}\n", full("x")))),
        bomb("one key", "not-yaml", format!("{}: 1\n", full("x"))),
        bomb("one explicit key", "unknown-key", format!("? {}\n: 1\n", full("x"))),
        bomb("one id", "bad-id", milestones(format!("  ? {}\n  : {{duration: 3w}}\n", full("x")))),
        bomb("one list", "unknown-key", format!("tags: [{}]\n", full("a,"))),
        bomb("a list alone", "wrong-type", format!("[{}]\n", full("a,"))),
        bomb("lists of nothing", "wrong-type", format!("[{}]\n", full("[],"))),
        bomb("open lists", "too-deep", full("[")),
        bomb("open mappings", "too-deep", full("{a: ")),
        bomb("indented keys", "too-deep", numbered(|deep| format!("{}a:\n", " ".repeat(deep)))),
        bomb("dashes", "too-deep", full("- ")),
        bomb("questions", "too-deep", full("? ")),
        bomb("colons", "too-deep", full(": ")),
        bomb("keys without spaces", "not-yaml", full("a:")),
        bomb("pairs of brackets", "not-yaml", full("[]")),
        bomb("commas", "not-yaml", format!("[{}", full(","))),
        bomb("document marks", "not-yaml", full("---\n")),
        bomb("a directive", "not-yaml", format!("%TAG ! {}\n---\na: 1\n", full("x"))),
        bomb("tags", "tag-in-plan", format!("due: !t{} x\n", full("a"))),
        bomb("tags in a list", "tag-in-plan", milestones(format!("  a: {{tags: [{}]}}\n", full("!t,")))),
        bomb("stars", "unknown-alias", full("*")),
        bomb("an open quote", "not-yaml", format!("name: \"{}", full("x\n"))),
        bomb("an open single quote", "not-yaml", format!("name: '{}", full("x "))),
        bomb("escapes", "", format!("name: \"{}\"\nmilestones: {{a: }}\n", full("\\x41"))),
        bomb("a block", "", format!("summary: |\n{}milestones: {{a: }}\n", full("  x\n"))),
        bomb("a folded block", "", format!("summary: >\n{}milestones: {{a: }}\n", full("  x\n"))),
        bomb("a block of blanks", "", format!("summary: |+\n{}milestones: {{a: }}\n", full("\n"))),
        bomb("text over lines", "", format!("summary: x\n{}milestones: {{a: }}\n", full("  x\n"))),
        bomb("a comment", "", format!("#{}\nmilestones: {{a: }}\n", full("x"))),
        bomb("comments", "", format!("{}milestones: {{a: }}\n", full("# x\n"))),
        bomb("line breaks", "empty-program", full("\r\n")),
        bomb("old line breaks", "empty-program", full("\r")),
        bomb("spaces", "empty-program", full(" ")),
        bomb("tabs", "empty-program", full("\t")),
        bomb("nothing but zeros", "not-yaml", vec![0; SIZE]),
        bomb("byte order marks", "empty-program", full("\u{feff}")),
        bomb("latin", "unreadable-file", vec![0xe9; SIZE]),
    ]
}

pub(crate) fn plans() -> Vec<Bomb> {
    let many = count(MANY, |id| format!("  m{id}: {{duration: 1d}}\n"));
    let known = count(MANY, |id| format!("m{id}, "));
    let ring = |size: usize, step: fn(usize) -> usize| {
        milestones(count(size, |id| format!("  m{id}: {{duration: 1d, depends_on: m{}}}\n", step(id) % size)))
    };
    let dense = count(400, |id| {
        let list = count(280, |other| format!("m{}, ", (id * 7 + other * 13 + 1) % 400));
        format!("  m{id}: {{depends_on: [{list}]}}\n")
    });
    let chain = count(MANY, |id| {
        format!("  m{}: {{duration: 1d, depends_on: m{id}, due: 2026-10-01, firm: true}}\n", id + 1)
    });
    let owned = |key: &str| milestones(count(MANY / 2, |id| format!("  m{id}: {{{key}{id}}}\n")));
    vec![
        bomb("milestones", "", milestones(numbered(|id| format!("  m{id}:\n")))),
        bomb(
            "owners that are not declared",
            "",
            milestones(numbered(|id| format!("  m{id}: {{owner: o{id}}}\n"))),
        ),
        bomb("promises", "", milestones(numbered(|id| format!("  m{id}: {{due: 2026-10-01}}\n")))),
        bomb("dependencies", "", waiting(many, known)),
        bomb("a chain", "", milestones(format!("  m0: {{duration: 1d}}\n{chain}"))),
        bomb("a ring", "dependency-cycle", ring(MANY, |id| id + 1)),
        bomb("rings of two", "dependency-cycle", ring(MANY, |id| id ^ 1)),
        bomb("a knot", "dependency-cycle", milestones(dense)),
        bomb(
            "risks",
            "",
            format!(
                "milestones:\n{}risks:\n{}",
                upto(SIZE / 2, |id| format!("  m{id}: {{duration: 1d, due: 2026-12-01, firm: true}}\n")),
                upto(SIZE / 2, |id| format!(
                    "  r{id}: {{probability: 10%, impact: 5d, affects: [m{}]}}\n",
                    id % 9000
                )),
            ),
        ),
        bomb("moves", "", format!("moved: [{}]\n", full("{from: 2026-09-18},"))),
        shared(
            "calendars",
            "",
            format!(
                "calendars:\n{}",
                numbered(|id| format!("  c{id}: {{holidays: [2026-01-01..2026-08-31]}}\n"))
            ),
            owned("calendar: c"),
        ),
        shared(
            "a thousand calendars",
            "",
            format!(
                "calendars:\n{}",
                count(1000, |id| format!(
                    "  c{id}: {{holidays: [2026-01-01..2026-01-{:02}, {}]}}\n",
                    id % 28 + 1,
                    "2027-01-01..2027-02-01, ".repeat(30)
                ))
            ),
            milestones(count(1000, |id| format!("  m{id}: {{calendar: c{id}}}\n"))),
        ),
        shared(
            "leave",
            "",
            format!("owners:\n{}", numbered(|id| format!("  o{id}: {{away: [2026-01-01..2026-12-31]}}\n"))),
            owned("owner: o"),
        ),
        shared(
            "holidays",
            "no-working-day",
            format!("calendars:\n  default: {{holidays: [{}]}}\n", full("1900-01-01..2199-12-31,")),
            owned("owner: o"),
        ),
    ]
}

pub(crate) fn errors() -> Vec<Bomb> {
    let some = || count(MANY / 2, |id| format!("  milestone{id}: {{duration: 1d}}\n"));
    vec![
        bomb("unknown keys", "unknown-key", numbered(|id| format!("milestonez{id}: 1\n"))),
        bomb("keys on one line", "unknown-key", format!("{{{}}}\n", full("a,"))),
        bomb("one key again and again", "duplicate-key", full("name: x\n")),
        bomb("each key twice", "duplicate-key", numbered(|id| format!("k{}: 1\n", id / 2))),
        bomb("one id again and again", "duplicate-key", milestones(full("  a:\n"))),
        bomb("each id twice", "duplicate-key", milestones(numbered(|id| format!("  m{}:\n", id / 2)))),
        bomb("errors by line", "not-a-date", milestones(numbered(|id| format!("  m{id}: {{due: x}}\n")))),
        bomb(
            "errors on one line",
            "not-a-date",
            format!("milestones: {{{}}}\n", numbered(|id| format!("m{id}: {{due: é🚀}}, "))),
        ),
        bomb("bad ids", "bad-id", milestones(numbered(|id| format!("  M{id}:\n")))),
        bomb("empty moves", "missing-key", format!("moved: [{}]\n", full("{},"))),
        bomb(
            "unknown dependencies",
            "unknown-dependency",
            waiting(String::new(), numbered(|id| format!("n{id}, "))),
        ),
        bomb(
            "near dependencies",
            "unknown-dependency",
            waiting(some(), count(MANY, |id| format!("milestoen{id}, "))),
        ),
        bomb("one dependency again and again", "duplicate-dependency", waiting("  a:\n".into(), full("a, "))),
        bomb(
            "unknown programs",
            "unknown-dependency",
            waiting(String::new(), numbered(|id| format!("p{id}/a, "))),
        ),
        shared(
            "near owners",
            "unknown-owner",
            format!("owners:\n{}", count(MANY, |id| format!("  person{id}: {{}}\n"))),
            milestones(count(MANY, |id| format!("  m{id}: {{owner: persno{id}}}\n"))),
        ),
        shared(
            "deputies",
            "unknown-owner",
            format!("owners:\n{}", numbered(|id| format!("  o{id}: {{deputy: x{id}}}\n"))),
            milestones("  a:\n".into()),
        ),
        shared(
            "unknown calendars",
            "unknown-calendar",
            format!("owners:\n{}", numbered(|id| format!("  o{id}: {{calendar: nothing{id}}}\n"))),
            milestones("  a:\n".into()),
        ),
    ]
}

pub(crate) fn anchors() -> Vec<Bomb> {
    // What is read of them is little; the comment makes each as long as the others.
    let padded = |text: String| format!("{text}#{}\n", "x".repeat(SIZE.saturating_sub(text.len())));
    let laughs = count(12, |level| {
        let below = format!("*a{}, ", level.max(1) - 1).repeat(9);
        if level == 0 { "x-0: &a0 [lol]\n".into() } else { format!("x-{level}: &a{level} [{below}]\n") }
    });
    let users = |what: &str| milestones(count(99, |id| format!("  n{id}: {what}\n")));
    let wide = |keys: usize| format!("x-a: &a {{{}}}\n", count(keys, |id| format!("k{id}: 1, ")));
    let chain = count(99, |id| format!("x-{}: &a{} {{<<: *a{id}, k{id}: 1}}\n", id + 1, id + 1));
    let broken = format!("x-a: &a\n{}", count(9000, |id| format!("  m{id}: {{due: x}}\n")));
    vec![
        bomb("laughs", "too-many-aliases", padded(laughs)),
        bomb("a large anchor", "too-many-aliases", padded(broken + &users("*a"))),
        bomb(
            "a long text",
            "too-many-aliases",
            padded(format!("x-a: &a {}\n{}", "x".repeat(20_000), users("{due: *a}"))),
        ),
        bomb("aliases", "too-many-aliases", format!("x-a: &a b\nx-b:\n{}", full("  - *a\n"))),
        bomb(
            "unknown aliases",
            "too-many-aliases",
            format!("x-b:\n{}", numbered(|id| format!("  - *a{id}\n"))),
        ),
        bomb(
            "near aliases",
            "unknown-alias",
            format!(
                "x-b:\n{}{}",
                numbered(|id| format!("  - &abcdefghijklmnopqrstuvwxyz{id}\n")),
                count(100, |id| format!("  - *abcdefghijklmnopqrstuvwxzy{id}\n"))
            ),
        ),
        bomb("anchors", "", format!("x-a:\n{}milestones: {{a: }}\n", numbered(|id| format!("- &a{id} x\n")))),
        bomb("one anchor", "", format!("x-a: [{}]\nmilestones: {{a: }}\n", full("&a ,"))),
        bomb("anchors of nothing", "not-yaml", full("&a ")),
        bomb(
            "merges of merges",
            "unknown-key",
            padded(format!("x-0: &a0 {{k: 1}}\n{chain}milestones:\n  a: {{<<: *a99}}\n")),
        ),
        bomb("wide merges", "unknown-key", padded(wide(500) + &users("{<<: *a}"))),
        bomb("wider merges", "too-many-aliases", padded(wide(10_000) + &users("{<<: *a}"))),
        bomb("merge keys", "duplicate-key", milestones(format!("  a:\n{}", full("    <<: {}\n")))),
        bomb("what cannot be merged", "bad-merge", milestones(format!("  a:\n    <<: [{}]\n", full("1,")))),
        bomb(
            "merges inside merges",
            "too-many-aliases",
            format!("{}{{{}}}{}\n", "{<<: ".repeat(60), numbered(|id| format!("k{id}: 1,")), "}".repeat(60)),
        ),
    ]
}
