//! `ok` moves no forecast, on random plans: written, and scheduled anew as of the same day.

use crate::oracle::{self, Family};
use crate::property::samples;
use tpm::analysis::Assessment;
use tpm::analysis::answers::told;
use tpm::analysis::holding::holding;
use tpm::edits::{Plans, Said, Saying, edited};
use tpm::graph::Network;
use tpm::model::{AsOf, Documents, MilestoneId, Trees, Workspace, read};
use tpm::replies::{Answer, Reading, Says};
use tpm::source::{SourceFile, Sources};
use tpm::time::Day;

struct Plan {
    sources: Sources,
    documents: Documents,
    workspace: Workspace,
    as_of: Day,
    errors: usize,
}

impl Plan {
    fn new(files: Vec<(String, String)>, as_of: Day) -> Self {
        let sources = files.into_iter().map(|(path, text)| SourceFile::new(path, text)).collect();
        let sources = Sources::new(sources);
        let shared = sources.iter().find(|(_, file)| file.path.ends_with("/tpm.yaml")).map(|(id, _)| id);
        let (documents, mut findings) = read(&sources, shared, Trees::Kept, as_of);
        let workspace =
            documents.lower(AsOf { day: as_of, from_clock: false, is_past: false }, &mut findings);
        let errors = findings.sorted().iter().filter(|one| one.level == tpm::finding::Level::Error).count();
        Self { sources, documents, workspace, as_of, errors }
    }

    fn assessed<T>(&self, then: impl FnOnce(&Assessment<'_>) -> T) -> T {
        let network = Network::new(&self.workspace);
        then(&Assessment::new(&self.workspace, &network, self.as_of))
    }

    /// Returns the early dates of every milestone that count as forecasts.
    fn finishes(&self) -> Vec<(String, Option<Day>)> {
        self.assessed(|assessment| {
            let finish = |id| (self.workspace.milestone(id).full_id.clone(), assessment.forecast(id).finish);
            self.workspace.milestone_ids().map(finish).collect()
        })
    }

    /// Returns the plan after `ok` for some milestones.
    fn after_ok(&self, ids: &[MilestoneId]) -> Self {
        let answer =
            |(line, id): (usize, &MilestoneId)| Answer { line, milestone: id.index(), says: Says::Ok };
        let answers = (1..).zip(ids).map(answer).collect();
        let told = self.assessed(|assessment| {
            told(assessment, Reading { answers, unread: Vec::new() }, &|_| "ok").unwrap()
        });
        assert!(told.unread.is_empty());
        let plans = Plans { documents: &self.documents, workspace: &self.workspace, sources: &self.sources };
        let said = Said::nothing(self.as_of, &|typed| Day::parse(typed).ok());
        let edit = edited(plans, &[Saying { assignments: &told.assignments, said }]).unwrap();
        let text = |(id, file): (_, &SourceFile)| {
            (file.path.clone(), edit.files.get(&id).unwrap_or(&file.text).clone())
        };
        Self::new(self.sources.iter().map(text).collect(), self.as_of)
    }
}

/// Checks the law for every milestone at once, then one by one; returns how many there were, and of how many something is
/// left.
fn check(files: Vec<(String, String)>, as_of: &str) -> [usize; 2] {
    let plan = Plan::new(files, Day::parse(as_of).unwrap());
    let held: Vec<(MilestoneId, bool)> = plan.assessed(|assessment| {
        let holding = |id| Some((id, holding(assessment, id)?.remaining.is_some()));
        plan.workspace.milestone_ids().filter_map(holding).collect()
    });
    let all: Vec<MilestoneId> = held.iter().map(|(id, _)| *id).collect();
    let (before, errors) = (plan.finishes(), plan.errors);
    for some in std::iter::once(&all[..]).chain(all.chunks(1).take(4)) {
        let after = plan.after_ok(some);
        let texts = || plan.sources.iter().map(|(_, file)| format!("{}\n", file.text)).collect::<String>();
        assert_eq!(after.finishes(), before, "{some:?} on {as_of}\n{}", texts());
        assert_eq!(after.errors, errors);
        // Said again on the same day, it is so already.
        let again = after.after_ok(some);
        for ((_, one), (_, other)) in after.sources.iter().zip(again.sources.iter()) {
            assert_eq!(one.text, other.text);
        }
    }
    [all.len(), held.iter().filter(|(_, is_left)| *is_left).count()]
}

#[test]
fn ok_moves_no_forecast() {
    let mut count = [0, 0];
    for (family, cases) in Family::ALL.into_iter().zip([100, 200, 200, 1000]) {
        for case in samples(oracle::cases(cases), oracle::strategy(family)) {
            let found = check(oracle::files(&case), &oracle::as_of(&case));
            count = [count[0] + found[0], count[1] + found[1]];
        }
    }
    assert!(count[0] > 100 && count[1] > 10, "{count:?}");
}

#[test]
fn so_it_is_in_the_examples() {
    for as_of in ["2026-09-14", "2026-09-19", "2026-10-12", "2026-12-30"] {
        check(crate::support::examples(), as_of);
    }
}
