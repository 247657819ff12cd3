//! Plans of any size, as teams write them: programs of milestones in layers of ten, with links
//! inside and between programs, owners and their leave, risks, promises that moved, and progress on
//! what is under way.

use std::fmt::Write;

/// Paths and texts.
pub(crate) type Files = Vec<(String, String)>;

const OWNERS: [&str; 8] = ["ana", "bo", "cy", "dee", "eli", "fay", "gus", "hal"];

/// Returns `programs` programs of `size` milestones each.
pub(crate) fn plans(programs: usize, size: usize) -> Files {
    let mut shared = String::from(
        "calendars:\n  default: {holidays: [2026-12-24..2027-01-01, 2027-12-24..2027-12-31]}\n  short: {week: [mon, tue, wed, thu]}\nowners:\n",
    );
    for (index, owner) in OWNERS.iter().enumerate() {
        let says = match index % 4 {
            0 => format!(
                "{{team: core, away: [2026-10-{:02}..2026-10-{:02}, 2027-07-05..2027-07-16]}}",
                5 + index,
                9 + index
            ),
            1 => "{team: web, capacity: 2}".to_owned(),
            2 => "{external: true}".to_owned(),
            _ => "{team: ops, calendar: short}".to_owned(),
        };
        let _ = writeln!(shared, "  {owner}: {says}");
    }
    let mut files = vec![("programs/tpm.yaml".to_owned(), shared)];
    for program in 0..programs {
        files.push((format!("programs/p{program}.yaml"), text(programs, size, program)));
    }
    files
}

fn text(programs: usize, size: usize, program: usize) -> String {
    let owner = OWNERS[program % OWNERS.len()];
    let mut text = format!(
        "# Program {program}, reviewed every Monday.\nname: Program {program}\nowner: {owner}\nstart: 2026-07-06\ndue: 2029-12-28\nmilestones:\n"
    );
    for milestone in 0..size {
        if milestone % 20 == 0 {
            let _ = writeln!(text, "  # Part {}", milestone / 20);
        }
        entry(&mut text, programs, program, milestone);
    }
    text.push_str("risks:\n");
    for risk in 0..(size / 50).max(1) {
        let owner = OWNERS[risk % OWNERS.len()];
        let affected = (risk * 50 + 20).min(size - 1);
        let _ = writeln!(
            text,
            "  r{risk}: {{title: Part {risk} takes longer, owner: {owner}, probability: 30%, impact: 10d, affects: [m{affected}], response: accept}}"
        );
    }
    text
}

fn entry(text: &mut String, programs: usize, program: usize, milestone: usize) {
    let (layer, column) = (milestone / 10, milestone % 10);
    let owner = OWNERS[(program + milestone * 5) % OWNERS.len()];
    let quote = if milestone.is_multiple_of(5) { "\"" } else { "" };
    let _ = writeln!(
        text,
        "  m{milestone}:\n    name: {quote}Step {milestone} of program {program}{quote}\n    owner: {owner}"
    );
    text.push_str(match (layer, column) {
        (0, _) => "    duration: 3w\n    started: 2026-07-06\n    done: 2026-07-31\n",
        (1, 0..5) => {
            "    duration: 5w\n    started: 2026-08-17\n    progress: 40%\n    updated: 2026-09-11\n    due: 2026-09-25   # agreed in July\n"
        }
        (_, 2) => "    due: 2027-03-12\n",
        (_, 3) => "    duration: [3d, 5d, 15d]\n    due: 2028-10-02\n    tags: [launch, reviewed]\n",
        _ => "    duration: 4d\n",
    });
    if milestone % 100 == 42 {
        text.push_str("    moved:\n      - {from: 2027-02-12, on: 2026-08-03, why: the vendor was late}\n");
    }
    if layer == 0 {
        return;
    }
    let (one, other) = ((layer - 1) * 10 + column, (layer - 1) * 10 + (column * 7 + 3) % 10);
    if milestone % 50 == 25 {
        let next = (program + 1) % programs;
        let _ = writeln!(text, "    depends_on: [m{one}, m{other} SS+1w, p{next}/m{one} +2d]");
    } else if milestone.is_multiple_of(2) {
        let _ = writeln!(text, "    depends_on: [m{one}, m{other} SS+1w]");
    } else {
        let _ = writeln!(text, "    depends_on:\n      - m{one}\n      - m{other}");
    }
}

/// Writes plans: `cargo bench --bench plans -- PROGRAMS MILESTONES DIRECTORY`.
#[allow(clippy::disallowed_methods, clippy::print_stderr, reason = "it writes files for other tools")]
fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let numbers: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let ([programs, size], [_, _, directory]) = (&numbers[..], &words[..]) else {
        eprintln!("usage: cargo bench --bench plans -- PROGRAMS MILESTONES DIRECTORY");
        return;
    };
    let written = std::fs::create_dir_all(format!("{directory}/programs")).and_then(|()| {
        let mut files = plans(*programs, *size).into_iter();
        files.try_for_each(|(path, text)| std::fs::write(format!("{directory}/{path}"), text))
    });
    if let Err(error) = written {
        eprintln!("error: {error}");
    }
}
