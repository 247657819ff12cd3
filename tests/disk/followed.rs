//! A history in which everything moves: several authors, merges, milestones and files renamed, programs
//! split, milestones taken out, broken plans. What the history says of each milestone is compared with
//! `schedule` on a plain checkout, where the test knows which milestone it is.

use super::repository::Repo;
use super::scratch::{finish, tpm};
use super::trend::{FIRST, Numbers, forecasts, json};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use tpm::time::Day;

/// The day on which these tests run.
const TODAY: &str = "2026-11-30";
const COMMITS: usize = 260;
/// How many commits lie between two changes of where a milestone is, about ten days: `promises`
/// looks once a week.
const APART: usize = 16;

#[derive(Clone)]
struct Item {
    /// What the test knows it by.
    who: usize,
    program: usize,
    id: String,
    formerly: Vec<String>,
    duration: usize,
    due: Day,
    moved: Vec<(Day, Day)>,
    done: Option<Day>,
    after: Option<usize>,
    /// The last commit that renamed it or put it elsewhere.
    touched: usize,
}

/// The plans at one commit.
#[derive(Clone)]
struct State {
    items: Vec<Item>,
    /// The stem of the file of each program.
    programs: Vec<String>,
    broken: Option<usize>,
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The day of a commit, by the clock of its author.
fn day_of(commit: usize) -> Day {
    day("2026-06-01").plus((14 + commit as i32 * 16) / 24)
}

impl State {
    fn new() -> Self {
        let item = |who: usize| Item {
            who,
            program: who % 3,
            id: format!("m{who}"),
            formerly: Vec::new(),
            duration: 1 + who % 4,
            due: day("2026-07-01").plus(who as i32 * 3),
            moved: Vec::new(),
            done: None,
            after: who.checked_sub(3),
            touched: 0,
        };
        let programs = (0..3).map(|program| format!("p{program}")).collect();
        Self { items: (0..48).map(item).collect(), programs, broken: None }
    }

    fn full_id(&self, item: &Item) -> String {
        format!("{}/{}", self.programs[item.program], item.id)
    }

    fn find(&self, who: usize) -> Option<&Item> {
        self.items.iter().find(|item| item.who == who)
    }

    fn text(&self, program: usize) -> String {
        if self.broken == Some(program) {
            return "milestones:\n  a: {duration: 3x}\n  a: [\n".into();
        }
        let mut text = String::from("milestones:\n");
        for item in self.items.iter().filter(|item| item.program == program) {
            let after = item.after.and_then(|who| self.find(who)).map_or(String::new(), |after| {
                let id = if after.program == program { after.id.clone() } else { self.full_id(after) };
                format!(", depends_on: [{id}]")
            });
            let formerly = match item.formerly.is_empty() {
                true => String::new(),
                false => format!(", formerly: [{}]", item.formerly.join(", ")),
            };
            let moved: Vec<String> = item
                .moved
                .iter()
                .map(|(from, on)| format!("{{from: {from}, on: {on}, why: Late}}"))
                .collect();
            let moved =
                if moved.is_empty() { String::new() } else { format!(", moved: [{}]", moved.join(", ")) };
            let done = item.done.map_or(String::new(), |done| format!(", done: {done}"));
            let Item { id, who, duration, due, .. } = item;
            let owner = ["ana", "bo", "cy"][who % 3];
            let _ = writeln!(
                text,
                "  {id}: {{name: Work {who}, owner: {owner}, duration: {duration}d, due: {due}{after}{formerly}{moved}{done}}}"
            );
        }
        text
    }

    /// Does one thing to the plans, as commits do.
    fn change(&mut self, commit: usize, numbers: &mut Numbers) {
        self.broken = None;
        let at = numbers.below(self.items.len());
        let rests = |item: &Item| item.touched + APART < commit;
        match numbers.below(14) {
            0 => self.broken = Some(self.items[at].program),
            1 if rests(&self.items[at]) => {
                let item = &mut self.items[at];
                let id = format!("r{commit}");
                item.formerly.push(std::mem::replace(&mut item.id, id));
                item.touched = commit;
            }
            // The file is renamed, and with it the program.
            2 => {
                let program = self.items[at].program;
                if self.items.iter().filter(|item| item.program == program).all(rests) {
                    self.programs[program] = format!("n{commit}");
                    self.items
                        .iter_mut()
                        .filter(|item| item.program == program)
                        .for_each(|item| item.touched = commit);
                }
            }
            // Half of a program becomes one of its own.
            3 => {
                let program = self.items[at].program;
                let own: Vec<usize> =
                    (0..self.items.len()).filter(|m| self.items[*m].program == program).collect();
                if own.len() > 8 && own.iter().all(|m| rests(&self.items[*m])) {
                    self.programs.push(format!("s{commit}"));
                    for m in own.iter().take(own.len() / 2) {
                        self.items[*m].program = self.programs.len() - 1;
                    }
                    own.iter().for_each(|m| self.items[*m].touched = commit);
                }
            }
            4 if self.items[at].done.is_none() && self.items.len() > 30 => drop(self.items.remove(at)),
            5 | 6 => {
                let item = &mut self.items[at];
                let later = item.due.plus(7);
                item.moved.push((std::mem::replace(&mut item.due, later), day_of(commit)));
            }
            // What comes first is done first.
            7..=9 if !commit.is_multiple_of(4) => {
                if let Some(item) = self
                    .items
                    .iter_mut()
                    .filter(|item| item.done.is_none())
                    .min_by_key(|item| (item.due, item.who))
                {
                    item.done = Some(day_of(commit));
                }
            }
            _ => self.items[at].duration = 1 + numbers.below(9),
        }
    }
}

/// Returns a repository, with the plans at each commit of its first-parent line.
fn moving() -> (Repo, Vec<State>) {
    let repo = Repo::new(&[]);
    let mut numbers = Numbers(11);
    let (mut stream, mut states) = (String::new(), Vec::new());
    let mut state = State::new();
    for at in 0..COMMITS {
        if at > 0 {
            state.change(at, &mut numbers);
        }
        let who = ["Ana <a@x>", "Bo <b@x>", "Cy <c@x>"][at % 3];
        let when = FIRST + at as u64 * 16 * 3600;
        let commit = |branch: &str, mark: usize, when: u64| {
            format!(
                "commit refs/heads/{branch}\nmark :{mark}\nauthor {who} 1 +0000\ncommitter {who} {when} +0200\ndata 1\nx\n"
            )
        };
        let merges = at > 0 && numbers.below(6) == 0;
        if merges {
            let _ = write!(
                stream,
                "{}from :{at}\nM 100644 inline programs/p0.yaml\ndata 3\n]]\n\n",
                commit("side", 10_000 + at, when - 3600)
            );
        }
        stream += &commit("main", at + 1, when);
        if at > 0 {
            let _ = writeln!(stream, "from :{at}");
        }
        if merges {
            let _ = writeln!(stream, "merge :{}", 10_000 + at);
        }
        stream += "deleteall\n";
        for (program, stem) in state.programs.iter().enumerate() {
            let text = state.text(program);
            let _ = write!(stream, "M 100644 inline programs/{stem}.yaml\ndata {}\n{text}\n", text.len());
        }
        states.push(state.clone());
    }
    repo.0.write("stream", stream.as_bytes());
    repo.run("git fast-import --quiet < stream && rm stream && git reset --quiet --hard main");
    (repo, states)
}

/// Returns `schedule` on a plain checkout of a commit, without a repository.
fn checked_out(repo: &Repo, commit: &str, on: &str) -> Value {
    repo.run(&format!("rm -rf plain && mkdir plain && git archive {commit} programs | tar -x -C plain"));
    let arguments = ["schedule", "--programs", "plain/programs", "--as-of", on, "--format", "json"];
    let output = finish(tpm(&repo.0.0).args(arguments));
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{commit}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn every_point_is_what_a_plain_checkout_says_of_the_same_milestone() {
    let (repo, states) = moving();
    let line = repo.git(&["rev-list", "--first-parent", "--reverse", "main"]);
    let place: BTreeMap<&str, usize> = line.lines().zip(0..).collect();
    assert_eq!(place.len(), COMMITS);
    let trend = json(&repo, &["trend", "--every", "commit", "--last", "30w", "--as-of", TODAY]);
    let last = &states[COMMITS - 1];
    let known: BTreeMap<String, usize> =
        last.items.iter().map(|item| (last.full_id(item), item.who)).collect();
    let series = trend["data"]["series"].as_array().unwrap();
    assert!(series.len() > 12, "{}", series.len());
    let (mut moved, mut gaps) = (0, 0);
    let dates = trend["data"]["dates"].as_array().unwrap();
    for (at, date) in dates.iter().enumerate().step_by(7) {
        let (commit, on) = (date["commit"].as_str().unwrap(), date["on"].as_str().unwrap());
        let then = &states[place[commit]];
        let plain = forecasts(&checked_out(&repo, commit, on));
        for series in series {
            let id = series["id"].as_str().unwrap();
            let item = then.find(known[id]);
            let there = item.map(|item| then.full_id(item));
            let expected = there.as_ref().and_then(|there| plain.get(there)).unwrap_or(&Value::Null);
            let point = &series["points"][at];
            assert_eq!(&point["forecast"], expected, "{id} was {there:?} at {commit} on {on}");
            let is_read = item.is_some_and(|item| then.broken != Some(item.program));
            let due = item.filter(|_| is_read).map(|item| item.due.to_string());
            assert_eq!(point["due"], Value::from(due), "{id} on {on}");
            moved += usize::from(there.is_some_and(|there| there != id));
            gaps += usize::from(expected.is_null());
        }
    }
    assert!(moved > 100 && gaps > 0, "{moved} under another id, {gaps} gaps");
}

fn workdays(after: Day, to: Day) -> i32 {
    (1..=to.since(after)).filter(|days| after.plus(*days).weekday() < 5).count() as i32
}

#[test]
fn promises_count_what_plain_checkouts_show() {
    let (repo, states) = moving();
    for since in ["2026-06-20", "2026-08-01", "2026-10-02"] {
        let data = json(&repo, &["promises", "--since", since, "--as-of", TODAY])["data"].clone();
        let first = (0..COMMITS).rev().find(|at| day_of(*at) <= day(since)).unwrap();
        let (then, last) = (&states[first], &states[COMMITS - 1]);
        // What stands in a file that could not be read is not known.
        let is_read = |item: &&Item| then.broken != Some(item.program);
        let promised = then.items.iter().filter(is_read).filter(|item| item.done.is_none());
        let made: Vec<&Item> =
            promised.filter(|item| day(since) < item.due && item.due < day(TODAY)).collect();
        let now = |item: &Item| last.find(item.who);
        let done = |item: &Item| now(item).and_then(|item| item.done);
        let kept = made.iter().filter(|item| done(item).is_some_and(|done| done <= item.due)).count();
        let withdrawn = made.iter().filter(|item| now(item).is_none()).count();
        let told = ["made", "kept", "missed", "withdrawn"].map(|key| data[key].as_u64().unwrap() as usize);
        assert_eq!(told, [made.len(), kept, made.len() - kept, withdrawn], "{since}");
        let slips: Vec<i32> = made
            .iter()
            .filter(|item| now(item).is_some())
            .map(|item| workdays(item.due, done(item).unwrap_or(day(TODAY))).max(0))
            .collect();
        let mean = f64::from(slips.iter().sum::<i32>()) / slips.len() as f64;
        let said = data["mean_slip_workdays"].as_f64().unwrap();
        assert!((said - mean).abs() <= 0.05 + 1e-9, "{since}: {said} is not {mean}");
        for by in ["by_owner", "by_program"] {
            let rows = data[by].as_array().unwrap().iter();
            assert_eq!(rows.map(|row| row["made"].as_u64().unwrap() as usize).sum::<usize>(), made.len());
        }
        assert!(made.len() >= 5 && kept > 0 && kept < made.len(), "{since}: {told:?}");
    }
}
