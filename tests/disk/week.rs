//! A week of mornings with fifteen owners: what each is asked, what they answer, and what becomes of the plans, from
//! `tpm ask` to the commit, without an editor.

use super::commits::as_somebody;
use super::repository::Repo;
use super::scratch::finish;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

const OWNERS: [&str; 15] =
    ["ana", "bo", "cem", "dia", "eva", "fay", "gus", "hal", "ida", "jan", "kim", "lea", "max", "nia", "ola"];
const DAYS: [&str; 5] = ["2026-09-14", "2026-09-15", "2026-09-16", "2026-09-17", "2026-09-18"];

/// A reply: who, what, and what is in the plan then: milestone, key and value; without a value the key is gone.
type Reply = (&'static str, &'static str, &'static [(&'static str, &'static str, &'static str)]);

/// What they answer. Each owner has `X-build`, begun on 24 Aug and silent since 27 Aug, then `X-ship`.
const WEEK: [&[Reply]; 5] = [
    &[
        (
            "ana",
            "ok",
            &[
                ("ana-build", "remaining", "15d"),
                ("ana-build", "updated", "2026-09-14"),
                ("ana-build", "progress", ""),
            ],
        ),
        (
            "bo",
            "1 2 oct replication lag",
            &[("bo-build", "eta", "2026-10-02"), ("bo-build", "progress", "30%")],
        ),
        ("cem", "Hi, cem-build done 11 sep. Thanks!", &[("cem-build", "done", "2026-09-11")]),
        ("dia", "60%", &[("dia-build", "progress", "60%"), ("dia-build", "updated", "2026-09-14")]),
        ("eva", "eva-build 4d left", &[("eva-build", "remaining", "4d"), ("eva-build", "progress", "")]),
        ("fay", "still holds 👍", &[("fay-build", "remaining", "15d")]),
        ("gus", "+1w", &[("gus-build", "eta", "2026-10-12")]),
        (
            "hal",
            "blocked redlines, waiting on marco until fri",
            &[
                ("hal-build", "blocked.why", "redlines"),
                ("hal-build", "blocked.waiting_on", "marco"),
                ("hal-build", "blocked.until", "2026-09-18"),
                ("hal-build", "blocked.since", "2026-09-14"),
            ],
        ),
        (
            "ida",
            "ida-build: 50%, 9 oct",
            &[("ida-build", "progress", "50%"), ("ida-build", "eta", "2026-10-09")],
        ),
    ],
    &[
        ("cem", "1 started", &[("cem-ship", "started", "2026-09-15")]),
        ("jan", "jan-build ok", &[("jan-build", "remaining", "15d"), ("jan-build", "updated", "2026-09-15")]),
        ("kim", "fertig", &[("kim-build", "done", "2026-09-15")]),
        (
            "lea",
            "> 1 lea-build: quiet since 27 Aug. Does it hold?\nyes, ok",
            &[("lea-build", "remaining", "15d")],
        ),
        (
            "max",
            "max-build 40%\nmax-ship eta 20 nov",
            &[("max-build", "progress", "40%"), ("max-ship", "eta", "2026-11-20")],
        ),
        ("nia", "slips to October 16th, two people are out", &[("nia-build", "eta", "2026-10-16")]),
        ("ola", "1 done yesterday", &[("ola-build", "done", "2026-09-14")]),
        (
            "bo",
            "bo-build 45%",
            &[
                ("bo-build", "progress", "45%"),
                ("bo-build", "updated", "2026-09-15"),
                ("bo-build", "eta", "2026-10-02"),
            ],
        ),
    ],
    &[
        ("dia", "dia-build 65%", &[("dia-build", "progress", "65%"), ("dia-build", "updated", "2026-09-16")]),
        ("hal", "hal-build unblocked", &[("hal-build", "blocked", "")]),
        (
            "eva",
            "eva-build 2d left",
            &[("eva-build", "remaining", "2d"), ("eva-build", "updated", "2026-09-16")],
        ),
        ("kim", "kim-ship started", &[("kim-ship", "started", "2026-09-16")]),
        (
            "ola",
            "ola-ship started, 20%",
            &[("ola-ship", "started", "2026-09-16"), ("ola-ship", "progress", "20%")],
        ),
        ("gus", "gus-build eta 2026-10-14", &[("gus-build", "eta", "2026-10-14")]),
        ("ida", "ida-build 55%", &[("ida-build", "progress", "55%")]),
        ("ana", "ana-build ok", &[("ana-build", "remaining", "13d"), ("ana-build", "updated", "2026-09-16")]),
    ],
    &[
        ("bo", "bo-build 6 oct", &[("bo-build", "eta", "2026-10-06")]),
        ("cem", "cem-ship 80%", &[("cem-ship", "progress", "80%")]),
        ("jan", "jan-build +2d", &[("jan-build", "eta", "2026-10-08")]),
        (
            "fay",
            "fay-build blocked load test fails",
            &[("fay-build", "blocked.why", "load test fails"), ("fay-build", "blocked.until", "")],
        ),
        (
            "lea",
            "lea-build 10 days left",
            &[("lea-build", "remaining", "10d"), ("lea-build", "updated", "2026-09-17")],
        ),
        ("nia", "nia-build ok", &[("nia-build", "remaining", "19d"), ("nia-build", "eta", "2026-10-16")]),
        ("max", "max-build 44%", &[("max-build", "progress", "44%")]),
        ("kim", "kim-ship 60%", &[("kim-ship", "progress", "60%")]),
    ],
    &[
        ("cem", "cem-ship done", &[("cem-ship", "done", "2026-09-18")]),
        ("eva", "eva-build done", &[("eva-build", "done", "2026-09-18")]),
        (
            "fay",
            "fay-build blocked until 25 sep",
            &[("fay-build", "blocked.until", "2026-09-25"), ("fay-build", "blocked.why", "load test fails")],
        ),
        ("ola", "ola-ship done", &[("ola-ship", "done", "2026-09-18")]),
        ("dia", "dia-build 70%", &[("dia-build", "progress", "70%")]),
        ("ana", "ana-build 30 sep", &[("ana-build", "eta", "2026-09-30")]),
        ("hal", "hal-build 50%", &[("hal-build", "progress", "50%"), ("hal-build", "updated", "2026-09-18")]),
    ],
];

/// What comes back first on a morning, and what the person meant is written in the form that came with it.
const BACK: [(&str, &str, &str); 5] = [
    ("bo", "bo-biuld 2 oct", "bo-build 2 oct"),
    ("jan", "ok?", ""),
    ("ola", "ola-ship 20%", "say since when"),
    ("lea", "not done", ""),
    ("eva", "evabuild done", "eva-build done"),
];

/// One program a person, with comments.
fn plan(owner: &str) -> String {
    format!(
        "# What {owner} does\nmilestones:\n  {owner}-build:   # the work\n    owner: {owner}\n    duration: 6w\n    \
         started: 2026-08-24   # a Monday\n    progress: 30%\n    updated: 2026-08-27\n\n  \
         {owner}-ship: {{owner: {owner}, duration: 1w, depends_on: [{owner}-build], due: 2026-11-27}}   # promised\n"
    )
}

struct Week {
    repo: Repo,
    day: &'static str,
}

impl Week {
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = as_somebody(&self.repo, "");
        let at = format!("{}T09:00:00+0000", self.day);
        command.env("GIT_COMMITTER_DATE", &at).env("GIT_AUTHOR_DATE", &at);
        let output = finish(command.args(arguments).args(["--as-of", self.day]));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let (status, text) = self.run(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status:?} {text}"))
    }

    /// Applies a reply, which lies outside of the work tree.
    fn apply(&self, by: &str, reply: &str, flags: &[&str]) -> (Option<i32>, String) {
        self.repo.0.write(".git/reply", reply.as_bytes());
        self.run(&[&["apply", "--by", by, ".git/reply"], flags].concat())
    }

    /// Returns the forecasts by milestone.
    fn forecasts(&self) -> BTreeMap<String, String> {
        let data = self.json(&["schedule"]);
        let programs = data["data"]["programs"].as_array().unwrap();
        let milestones = programs.iter().flat_map(|program| program["milestones"].as_array().unwrap());
        milestones.map(|one| (one["id"].to_string(), one["forecast_finish"].to_string())).collect()
    }

    /// Returns what a key of a milestone has in its file; empty if it is not there.
    fn value(&self, owner: &str, id: &str, key: &str) -> String {
        let text = fs::read_to_string(self.repo.0.at(&format!("programs/{owner}.yaml"))).unwrap();
        let plan: Value = serde_yaml::from_str(&text).unwrap();
        let found = key.split('.').fold(&plan["milestones"][id], |value, key| &value[key]);
        found.as_str().map_or_else(|| found.to_string().replace("null", ""), str::to_owned)
    }
}

#[test]
fn a_week_from_the_question_to_the_commit() {
    let plans: Vec<(String, String)> =
        OWNERS.iter().map(|owner| (format!("programs/{owner}.yaml"), plan(owner))).collect();
    let files: Vec<(&str, &str)> = plans.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let repo = Repo::new(&files);
    repo.commit("2026-09-11T17:00:00+0000");
    let mut week = Week { repo, day: DAYS[0] };
    let mut commits = 1;
    for ((day, replies), (by, wrong, right)) in DAYS.into_iter().zip(WEEK).zip(BACK) {
        week.day = day;
        let asked = week.json(&["ask"]);
        let people = asked["data"]["people"].as_array().unwrap();
        if day == DAYS[0] {
            assert_eq!(people.len(), OWNERS.len(), "{people:?}");
        }
        assert!(people.iter().all(|person| OWNERS.contains(&person["owner"].as_str().unwrap())));
        // A line that is not understood writes nothing, and has the form that does.
        let (status, text) = week.apply(by, wrong, &["--commit"]);
        assert_eq!(status, Some(2), "{wrong}: {text}");
        assert!(text.contains("Nothing was written") && text.contains(right), "{wrong}: {text}");
        assert_eq!(week.repo.git(&["status", "--porcelain"]), "");
        for (by, reply, meant) in replies {
            let before = week.forecasts();
            let (status, text) = week.apply(by, reply, &["--commit"]);
            assert_eq!(status, Some(0), "{day} {by} {reply}: {text}");
            assert!(text.contains("committed as"), "{day} {by} {reply}: {text}");
            for (id, key, value) in *meant {
                assert_eq!(&week.value(by, id, key), value, "{day} {by} {reply}: {id}.{key}");
            }
            commits += 1;
            assert_eq!(week.repo.git(&["log", "-1", "--format=%(trailers:key=Reported-by,valueonly)"]), *by);
            assert_eq!(
                week.repo.git(&["show", "--name-only", "--format=", "HEAD"]),
                format!("programs/{by}.yaml")
            );
            assert_eq!(week.repo.git(&["status", "--porcelain"]), "");
            if reply.ends_with("ok") || reply.starts_with("still") {
                assert_eq!(week.forecasts(), before, "{day} {by} {reply}");
            }
            // Of whom something was heard, nothing is asked today.
            let asked = week.json(&["ask", "--owner", by]);
            let questions = asked["data"]["questions"].as_array().unwrap();
            let is_asked = |id: &str| questions.iter().any(|one| one["id"] == format!("{by}/{id}"));
            let is_told = |key: &str| ["updated", "started", "done", "eta"].contains(&key);
            for (id, key, _) in *meant {
                assert!(!is_told(key) || !is_asked(id), "{day} {by} {reply}: {questions:?}");
            }
            // Saying it again writes nothing.
            if !reply.contains("+") && !reply.starts_with(['1', '6', 'b', 's', 'y', '>', 'f', 'o']) {
                let (status, text) = week.apply(by, reply, &["--commit"]);
                assert!(status == Some(0) && text.contains("Already so"), "{day} {by} {reply}: {text}");
            }
        }
    }
    assert_eq!(WEEK.iter().map(|replies| replies.len()).sum::<usize>(), 40);
    assert_eq!(week.repo.git(&["rev-list", "--count", "HEAD"]), commits.to_string());
    let message = week.repo.git(&["log", "--format=%B", "--grep", "replication lag"]);
    assert_eq!(
        message,
        "bo: bo/bo-build eta 2 Oct, new\n\n- bo/bo-build: replication lag\n- bo/bo-build eta 2 Oct, new\n- bo/bo-build updated 27 Aug → 14 Sep\n\nReported-by: bo"
    );
    // Every comment is where it was.
    for owner in OWNERS {
        let text = fs::read_to_string(week.repo.0.at(&format!("programs/{owner}.yaml"))).unwrap();
        for comment in ["# What ", "   # the work", "   # a Monday", "   # promised"] {
            assert!(text.contains(comment), "{owner}: {text}");
        }
    }
    assert_eq!(week.run(&["check"]).0, Some(0));
}

/// Bo answers for two of three that have been quiet, the last of which waits for Ana.
const THREE: &str = "\
milestones:
  first: {owner: bo, duration: 6w, started: 2026-08-24, progress: 30%, updated: 2026-08-27}
  second: {owner: bo, duration: 7w, started: 2026-08-24, progress: 30%, updated: 2026-08-27}
  api: {owner: ana, duration: 4w, started: 2026-09-01, progress: 30%, updated: 2026-09-10}
  third: {owner: bo, duration: 1w, depends_on: [api], due: 2026-12-18}
";

#[test]
fn numbers_and_days_are_those_before_the_first_reply_of_the_day() {
    let repo = Repo::new(&[("programs/p.yaml", THREE)]);
    repo.commit("2026-09-11T17:00:00+0000");
    let week = Week { repo, day: DAYS[0] };
    let text = || fs::read_to_string(week.repo.0.at("programs/p.yaml")).unwrap();
    let (status, said) = week.apply("bo", "1 done", &[]);
    assert_eq!(status, Some(0), "{said}");
    let after = text();
    assert!(after.contains("first: {owner: bo") && after.contains("done: 2026-09-14"), "{after}");
    // The numbers are others by now.
    for (reply, form) in [("1 done", "p/first done 2026-09-14"), ("2 ok", "p/second ok"), ("ok", "")] {
        let (status, said) = week.apply("bo", reply, &["--partial"]);
        assert_eq!((status, text()), (Some(2), after.clone()), "{reply}: {said}");
        assert!(said.contains("not understood") && said.contains(form), "{reply}: {said}");
    }
    // A day that moved since it was printed does not hold by an `ok`.
    assert_eq!(week.apply("ana", "api 30 oct", &[]).0, Some(0));
    let after = text();
    let (status, said) = week.apply("bo", "third ok", &[]);
    assert_eq!((status, text()), (Some(2), after), "{said}");
    assert!(
        said.contains("the day that was printed has moved") && said.contains("p/third eta 2026-10-"),
        "{said}"
    );
    // By name, and on another day by number, all is as printed.
    assert_eq!(week.apply("bo", "second ok", &[]).0, Some(0));
    let week = Week { day: "2026-10-05", ..week };
    assert_eq!(week.apply("bo", "1 60%", &[]).0, Some(0));
}
