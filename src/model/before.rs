//! The milestones of plans that were lowered before. Of many versions of the plans, most have most
//! of their programs in common, and what is lowered again is the same.

use super::named::NamedProgram;
use super::{Milestone, Workspace};
use crate::syntax::{ProgramDoc, SharedDoc};
use std::rc::Rc;
use std::sync::Arc;

/// The milestones of one version of the plans, by the documents that they were lowered from.
#[derive(Debug, Default)]
pub struct Before {
    shared: Rc<SharedDoc>,
    programs: Vec<Program>,
}

#[derive(Debug)]
struct Program {
    id: String,
    doc: Rc<ProgramDoc>,
    milestones: Vec<Arc<Milestone>>,
}

impl Before {
    /// Returns those of a version that was lowered from these documents.
    pub(super) fn new(programs: &[NamedProgram], shared: &Rc<SharedDoc>, workspace: &Workspace) -> Self {
        let programs = programs.iter().zip(&workspace.programs).map(|(named, program)| Program {
            id: named.id.clone(),
            doc: named.doc.clone(),
            milestones: program.milestone_ids().map(|id| workspace.shared(id).clone()).collect(),
        });
        Self { shared: shared.clone(), programs: programs.collect() }
    }

    /// Returns the milestones of a program, if it was at the same index and made of the same
    /// documents.
    pub(super) fn milestones(
        &self,
        shared: &SharedDoc,
        at: usize,
        named: &NamedProgram,
    ) -> &[Arc<Milestone>] {
        let is_same = |program: &&Program| program.id == named.id && Rc::ptr_eq(&program.doc, &named.doc);
        let program = self.programs.get(at).filter(|_| std::ptr::eq(&*self.shared, shared));
        program.filter(is_same).map_or(&[], |program| &program.milestones)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AsOf, Known, Trees, read_known};
    use super::*;
    use crate::finding::Findings;
    use crate::source::{SourceFile, Sources};
    use crate::time::Day;

    /// Lowers versions of two programs after each other and returns, for each, the milestones that
    /// it shares with the one before, with their owners.
    fn shared(versions: &[[&str; 2]]) -> Vec<Vec<(String, String)>> {
        let (mut known, mut before, mut last) = (Known::default(), Before::default(), Workspace::default());
        let lowered = versions.iter().map(|texts| {
            let file = |(path, text): (&str, &str)| {
                SourceFile::new(path, text.to_owned()).with_id(Some(text.to_owned()))
            };
            let sources = Sources::new(["p.yaml", "q.yaml"].into_iter().zip(*texts).map(file).collect());
            let (documents, _) = read_known(&sources, None, Trees::Dropped, Day(0), &mut known);
            let as_of = AsOf { day: Day::parse("2026-09-14").unwrap(), from_clock: false, is_past: false };
            let workspace = documents.lower_after(&before, as_of, &mut Findings::default());
            let pairs = workspace.milestones.iter().zip(&last.milestones);
            let same = pairs.filter(|(now, then)| Arc::ptr_eq(now, then)).map(|(now, _)| {
                (now.full_id.clone(), workspace.owner_id(now.owner).unwrap_or_default().to_owned())
            });
            let same = same.collect();
            before = documents.before(&workspace);
            last = workspace;
            same
        });
        lowered.collect()
    }

    // Owners that are not declared are numbered as they are met.
    #[test]
    fn what_another_program_renumbers_is_not_shared() {
        let [ana, nobody] = ["milestones: {a: {owner: ana}}\n", "milestones: {a: {}}\n"];
        let q = "milestones: {b: {owner: bo}, c: {}}\n";
        let pair = |id: &str, owner: &str| (id.to_owned(), owner.to_owned());
        assert_eq!(
            shared(&[[ana, q], [ana, q], [nobody, q], [nobody, q]]),
            [
                vec![],
                vec![pair("p/a", "ana"), pair("q/b", "bo"), pair("q/c", "")],
                vec![pair("q/c", "")],
                vec![pair("p/a", ""), pair("q/b", "bo"), pair("q/c", "")],
            ]
        );
    }

    #[test]
    fn of_all_versions_only_the_last_one_is_kept() {
        let (mut known, mut before) = (Known::default(), Before::default());
        let mut seen = Vec::new();
        for days in [1, 2, 1, 2, 3] {
            let text = format!("milestones: {{a: {{duration: {days}d}}}}\n");
            let file = SourceFile::new("p.yaml", text.clone()).with_id(Some(text));
            let (documents, _) =
                read_known(&Sources::new(vec![file]), None, Trees::Dropped, Day(0), &mut known);
            let as_of = AsOf { day: Day(0), from_clock: false, is_past: false };
            let workspace = documents.lower_after(&before, as_of, &mut Findings::default());
            seen.push(Arc::downgrade(&workspace.milestones[0]));
            before = documents.before(&workspace);
        }
        assert_eq!(
            (known.count(), seen.iter().filter(|milestone| milestone.strong_count() > 0).count()),
            (3, 1)
        );
    }

    // In `b` a name refers to nothing.
    #[test]
    fn what_has_no_dates_is_lowered_again() {
        let (p, q) = ("milestones: {a: {}, b: {depends_on: x}}\n", "milestones: {c: {}}\n");
        let ids = |shared: &[(String, String)]| shared.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&shared(&[[p, q], [p, q]])[1]), ["p/a", "q/c"]);
    }
}
