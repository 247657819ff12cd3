//! `tpm ask` as JSON.

use super::Tabular;
use super::record::record;
use super::words::Word;
use crate::analysis::ask::{Ask, Person, Question, Reason};
use crate::analysis::{Assessment, quiet};
use crate::model::MilestoneId;
use crate::replies::Wanted;
use crate::time::{Day, Instant};
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm ask`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AskData<'w> {
    /// The full ids of milestones that would be asked about, had they an owner.
    nobody_to_ask: Vec<&'w str>,
    /// Who is asked, those with the most urgent question first.
    people: Vec<PersonData<'w>>,
    /// The questions, person by person, what matters most first.
    questions: Vec<QuestionData<'w>>,
}

record! {
    struct PersonData<'w> of (assessment: &Assessment<'w>, person: &Person) where {
        let owner = &assessment.workspace.owners[person.owner.index()];
    } from {
        /// The owner who is asked.
        owner: &'w str = &owner.id,
        /// The full name.
        name: Option<&'w str> = owner.name.as_deref(),
        /// The team; the owner if there is no team.
        team: &'w str = assessment.workspace.team(person.owner),
        /// The last day of the leave that they are on.
        away_through: Option<Day> = person.away_through,
        /// How many questions were left out, as three are enough for a day.
        more: usize = person.more,
    }
}

record! {
    struct QuestionData<'w> of (
        assessment: &Assessment<'w>,
        person: &Person,
        number: usize,
        question: &Question
    ) where {
        let workspace = assessment.workspace;
        let milestone = workspace.milestone(question.milestone);
    } from {
        /// Who is asked.
        owner: Option<&'w str> = workspace.owner_id(Some(person.owner)),
        /// The number of the question, which stands for its milestone in an answer.
        number: usize = number,
        /// The full id of the milestone.
        id: &'w str = &milestone.full_id,
        /// Its name.
        name: &'w str = &milestone.name,
        /// Why it is asked about.
        reason: Word<Reason> = Word(question.reason),
        /// What is asked: whether the forecast holds, the finish, until when it is blocked, whether
        /// it has started.
        wanted: Word<Wanted> = Word(question.wanted),
        /// Answers that can be given, as they are read.
        answers: Vec<String> = question.answers.clone(),
        /// The promised day.
        due: Option<Day> = milestone.promise.due,
        /// The forecast finish.
        forecast: Option<Day> = assessment.forecast(question.milestone).finish,
        /// When its work starts.
        early_start: Option<Day> = assessment.schedule.dates.start(question.milestone).map(Instant::day),
        /// When its owner expects it.
        eta: Option<Day> = milestone.eta,
        /// The progress that was reported, as written.
        progress: Option<String> = milestone.progress.map(|progress| progress.to_string()),
        /// The work that was reported to be left, as `4d`.
        remaining: Option<String> = milestone.remaining.map(|left| format!("{}d", left.days)),
        /// The day for which these were reported.
        updated: Option<Day> = milestone.updated,
        /// Since when it is blocked.
        blocked_since: Option<Day> = milestone.blocked.as_ref().and_then(|blocked| blocked.since),
        /// The day of its last update.
        last_word: Option<Day> = quiet::last_word(workspace, question.milestone),
    }
}

impl Tabular for AskData<'_> {
    const KIND: &'static str = "ask";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.questions.iter()
    }
}

/// Returns the questions, person by person.
pub fn ask<'w>(assessment: &Assessment<'w>, ask: &Ask) -> AskData<'w> {
    let mut questions = Vec::new();
    for person in &ask.people {
        for (number, question) in (1..).zip(&person.questions) {
            questions.push(QuestionData::of(assessment, person, number, question));
        }
    }
    let id = |id: &MilestoneId| assessment.workspace.milestone(*id).full_id.as_str();
    AskData {
        nobody_to_ask: ask.nobody_to_ask.iter().map(id).collect(),
        people: ask.people.iter().map(|person| PersonData::of(assessment, person)).collect(),
        questions,
    }
}
