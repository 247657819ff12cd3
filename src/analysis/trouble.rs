//! Which milestone is the cause of another's trouble.

use super::Assessment;
use super::health::Health;
use crate::model::MilestoneId;
use std::collections::BTreeMap;

/// What drives each milestone into trouble.
#[derive(Debug)]
pub struct Trouble {
    /// The unfinished milestone that drives it and is itself late, or makes a promise late.
    pub driver: Vec<Option<MilestoneId>>,
    /// The first milestone of the driving chain of such milestones; itself if there is none.
    pub first: Vec<MilestoneId>,
    /// The late milestones, by the first of their chain.
    pub late: BTreeMap<MilestoneId, Vec<MilestoneId>>,
}

impl Trouble {
    /// Walks once in topological order, so a milestone's driver comes before it.
    pub fn new(assessment: &Assessment<'_>) -> Self {
        let ids = assessment.workspace.milestone_ids();
        let mut trouble = Self {
            driver: vec![None; assessment.milestones.len()],
            first: ids.collect(),
            late: BTreeMap::new(),
        };
        for id in assessment.network.order() {
            if let Some(driver) = driver_in_trouble(assessment, *id) {
                trouble.driver[id.index()] = Some(driver);
                trouble.first[id.index()] = trouble.first[driver.index()];
            }
        }
        for id in assessment.workspace.milestone_ids() {
            if assessment.health(id).health == Health::Late {
                trouble.late.entry(trouble.first[id.index()]).or_default().push(id);
            }
        }
        trouble
    }
}

/// Returns the unfinished milestone that drives another and is itself late, or makes a promise
/// late.
fn driver_in_trouble(assessment: &Assessment<'_>, id: MilestoneId) -> Option<MilestoneId> {
    let links = assessment.schedule.driving_links(id);
    let continues = links.filter(|link| assessment.schedule.chain_continues(*link));
    let behind = continues.filter_map(|link| assessment.through.real(&assessment.schedule, link));
    let in_trouble = behind.filter(|from| {
        let short = assessment.commitment(*from).is_some_and(|commitment| commitment.float < 0);
        short || assessment.health(*from).health == Health::Late
    });
    in_trouble.min_by_key(|from| {
        let float = assessment.commitment(*from).map_or(0, |commitment| commitment.float);
        (float, &assessment.workspace.milestone(*from).full_id)
    })
}
