//! `tpm trend` over repositories of hundreds of commits: every date is that of `schedule --at`.

use super::repository::{Repo, git};
use super::scratch::{finish, tpm};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

/// The day on which these tests run, a Monday.
const TODAY: &str = "2026-11-30";
/// Noon of 1 June 2026 in Greenwich.
pub(super) const FIRST: u64 = 1_780_315_200;
const PROGRAMS: usize = 4;
const MILESTONES: usize = 12;

/// A generator of numbers.
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as usize
    }
}

/// What one program says.
#[derive(Clone)]
struct Program {
    path: String,
    /// The id of each milestone and what it was before, its duration and its promise.
    milestones: Vec<(String, Option<String>, usize, usize)>,
    is_broken: bool,
}

impl Program {
    fn text(&self) -> String {
        if self.is_broken {
            return "milestones:\n  a: {duration: 3x}\n  a: [\n".into();
        }
        let mut text = String::from("due: 2026-12-18\nmilestones:\n");
        for (at, (id, formerly, duration, week)) in self.milestones.iter().enumerate() {
            let after = at.checked_sub(1).map(|before| &self.milestones[before].0);
            let after = after.map_or(String::new(), |id| format!(", depends_on: [{id}]"));
            let formerly = formerly.as_ref().map_or(String::new(), |id| format!(", formerly: [{id}]"));
            let due = format!("2026-{:02}-{:02}", 8 + week / 4, 1 + week % 4 * 7);
            let _ = writeln!(text, "  {id}: {{duration: {duration}d, due: {due}{after}{formerly}}}");
        }
        text
    }
}

/// Returns a repository of `count` commits along first parents, with merges between them.
pub(super) fn long(count: usize) -> Repo {
    let repo = Repo::new(&[]);
    let mut numbers = Numbers(7);
    let program = |at: usize| Program {
        path: format!("programs/p{at}.yaml"),
        milestones: (0..MILESTONES)
            .map(|m| (format!("m{m}"), None, 1 + (m + at) % 4, (m + at) % 16))
            .collect(),
        is_broken: false,
    };
    let mut programs: Vec<Program> = (0..PROGRAMS).map(program).collect();
    let mut stream = String::new();
    for at in 0..count {
        let name = |branch: &str, mark: usize, when: u64| {
            format!("commit refs/heads/{branch}\nmark :{mark}\ncommitter Ana <a@x> {when} +0200\ndata 1\nx\n")
        };
        // About three commits in two days, most of half a year.
        let when = FIRST + at as u64 * 16 * 3600;
        let merges = at > 0 && numbers.below(5) == 0;
        if merges {
            // Beside the line, and dated between two commits of it.
            let _ = write!(
                stream,
                "{}from :{at}\nM 100644 inline programs/p0.yaml\ndata 3\n]]\n\n",
                name("side", 10_000 + at, when - 3600)
            );
        }
        stream += &name("main", at + 1, when);
        if at > 0 {
            let _ = writeln!(stream, "from :{at}");
        }
        if merges {
            let _ = writeln!(stream, "merge :{}", 10_000 + at);
        }
        if at == 0 {
            let shared = "owners: {ana: {away: [2026-08-03..2026-08-14]}}\n";
            let _ = write!(stream, "M 100644 inline programs/tpm.yaml\ndata {}\n{shared}\n", shared.len());
        } else {
            let program = &mut programs[numbers.below(PROGRAMS)];
            let milestone = numbers.below(MILESTONES);
            match numbers.below(12) {
                0 => program.is_broken = true,
                1 => {
                    let old = program.milestones[milestone].0.clone();
                    program.milestones[milestone] =
                        (format!("r{at}"), Some(old), 2, program.milestones[milestone].3);
                }
                2 => {
                    let _ = writeln!(stream, "D {}", program.path);
                    program.path = format!("programs/r{at}.yaml");
                }
                3 => program.milestones[milestone].3 = numbers.below(16),
                _ => program.milestones[milestone].2 = 1 + numbers.below(9),
            }
        }
        for program in &mut programs {
            let text = program.text();
            let _ = write!(stream, "M 100644 inline {}\ndata {}\n{text}\n", program.path, text.len());
            // The next commit mends it.
            program.is_broken = false;
        }
    }
    repo.0.write("stream", stream.as_bytes());
    repo.run("git fast-import --quiet < stream && rm stream && git reset --quiet --hard main");
    repo
}

pub(super) fn json(repo: &Repo, arguments: &[&str]) -> Value {
    let output = finish(tpm(&repo.0.0).args(arguments).args(["--format", "json"]));
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Returns the forecast of each program and milestone in a schedule.
pub(super) fn forecasts(schedule: &Value) -> BTreeMap<String, Value> {
    let programs = schedule["data"]["programs"].as_array().unwrap().iter();
    let all = programs.flat_map(|program| program["milestones"].as_array().unwrap().iter().chain([program]));
    all.map(|one| (one["id"].as_str().unwrap().to_owned(), one["forecast_finish"].clone())).collect()
}

#[test]
fn every_date_is_that_of_the_commit_scheduled_by_itself() {
    let repo = long(240);
    let trend = json(&repo, &["trend", "--every", "commit", "--last", "30w", "--as-of", TODAY]);
    let line = repo.git(&["rev-list", "--first-parent", "--reverse", "main"]);
    let line: Vec<&str> = line.lines().collect();
    let dates = trend["data"]["dates"].as_array().unwrap();
    let commits: Vec<&str> = dates.iter().map(|date| date["commit"].as_str().unwrap()).collect();
    assert_eq!(commits[..line.len()], line, "each commit along first parents has a date");
    assert_eq!(commits[line.len()..], [line[line.len() - 1]], "and so has today");
    let series = trend["data"]["series"].as_array().unwrap();
    assert!(series.len() > PROGRAMS * MILESTONES / 2, "{}", series.len());
    let mut gaps = 0;
    for (at, date) in dates.iter().enumerate().skip(1).step_by(9).chain(dates.iter().enumerate().next_back())
    {
        let (commit, on) = (date["commit"].as_str().unwrap(), date["on"].as_str().unwrap());
        let plain = json(&repo, &["schedule", "--at", commit, "--as-of", on]);
        let plain = forecasts(&plain);
        let expected: BTreeSet<String> =
            plain.values().filter_map(Value::as_str).map(str::to_owned).collect();
        let mut said = BTreeSet::new();
        for series in series {
            let point = &series["points"][at];
            assert_eq!((point["commit"].as_str(), point["on"].as_str()), (Some(commit), Some(on)));
            assert_ne!(point["forecast"].is_null(), point["gap"].is_null());
            // No id is used twice.
            if let Some(plain) = plain.get(series["id"].as_str().unwrap()) {
                assert_eq!(&point["forecast"], plain, "{} on {on}", series["id"]);
            }
            match point["forecast"].as_str() {
                Some(day) => drop(said.insert(day.to_owned())),
                None => gaps += 1,
            }
        }
        // Names change on the way; the last date has those of the series.
        assert!(said.is_subset(&expected), "{commit} on {on}: {said:?} {expected:?}");
    }
    assert!(gaps > 0, "a broken plan is met");
    let today = forecasts(&json(&repo, &["schedule", "--as-of", TODAY]));
    for series in series {
        let last = series["points"].as_array().unwrap().last().unwrap();
        assert_eq!(last["forecast"], today[series["id"].as_str().unwrap()], "{}", series["id"]);
    }
    assert_eq!(trend["data"]["followed_percent"], 100, "{:#}", trend["data"]["gone"]);
}

#[test]
fn each_text_is_read_once_however_many_commits_have_it() {
    let repo = long(120);
    let real = String::from_utf8(git(&repo.0.0, &["--exec-path"], "").stdout).unwrap();
    let (real, log) = (format!("{}/git", real.trim()), repo.0.at("requests"));
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in *cat-file*) tee -a '{}' | '{real}' \"$@\" ;; *) exec '{real}' \"$@\" ;; esac\n",
        log.display()
    );
    repo.0.program("bin/git", &script);
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", repo.0.at("bin").display());
    let arguments = ["trend", "--every", "commit", "--last", "30w", "--as-of", TODAY, "--format", "csv"];
    let output = finish(tpm(&repo.0.0).env("PATH", path).args(arguments));
    assert!(output.stdout.len() > 10_000, "{}", String::from_utf8_lossy(&output.stderr));
    let blobs = |of: &str| -> BTreeSet<String> {
        let listed = repo.run(&format!(
            "git rev-list {of} | xargs -n 1 git ls-tree -r | awk '/programs/ {{print $3}}' | sort -u"
        ));
        listed.lines().map(str::to_owned).collect()
    };
    let (all, last) = (blobs("--first-parent main"), blobs("-1 main"));
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    for name in fs::read_to_string(&log).unwrap().lines().filter(|name| all.contains(*name)) {
        *asked.entry(name.to_owned()).or_default() += 1;
    }
    assert_eq!(asked.keys().cloned().collect::<BTreeSet<_>>(), all);
    assert!(all.len() < 2 * 120 && all.len() > 60, "{}", all.len());
    for (blob, count) in asked {
        // The texts of the last commit are also compared with those on disk.
        assert_eq!(count, if last.contains(&blob) { 2 } else { 1 }, "{blob}");
    }
}

// Nothing is ever done here, and nothing is taken out.
#[test]
fn promises_are_followed_through_renames_and_broken_plans() {
    let repo = long(240);
    let since = "2026-08-01";
    let promises = json(&repo, &["promises", "--since", since, "--as-of", TODAY])["data"].clone();
    let then = json(&repo, &["schedule", "--at", since])["data"].clone();
    let programs = then["programs"].as_array().unwrap().iter();
    let all = programs.flat_map(|program| program["milestones"].as_array().unwrap().iter().chain([program]));
    let due = all.filter_map(|one| one["due"].as_str()).filter(|due| since < *due && *due < TODAY).count();
    assert!(due > 20, "{due}");
    assert_eq!(
        [&promises["made"], &promises["missed"], &promises["withdrawn"]],
        [due, due, 0].map(Value::from).each_ref()
    );
    assert!(promises["moves_without_reason"].as_u64().unwrap() > 0);
}

#[test]
fn a_history_that_is_cut_off_is_refused_and_says_how_to_complete_it() {
    let repo = long(30);
    let url = format!("file://{}", repo.0.0.display());
    repo.git(&["clone", "--quiet", "--depth=5", &url, "clone"]);
    let output = repo.0.run("clone", &["trend", "--as-of", TODAY, "--last", "30w"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(said.contains("this clone is shallow") && said.contains("`git fetch --unshallow`"), "{said}");
    // What it has is enough.
    let output = repo.0.run("clone", &["trend", "--as-of", "2026-06-20", "--last", "1d"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}
