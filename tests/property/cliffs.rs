//! The cliffs of a plan equal a search by brute force: every milestone is put later in the oracle by
//! every number of days, and the moves are compared.

use super::chains::{index, is_even, slipped};
use super::plans::{day, read, texts};
use super::samples;
use crate::oracle::case::Freeze;
use crate::oracle::days::iso;
use crate::oracle::early::Plan;
use crate::oracle::{self, Family};
use crate::support::part::one_in;
use std::collections::BTreeMap;
use tpm::analysis::Assessment;
use tpm::analysis::cliffs;
use tpm::analysis::lateness::Lateness;
use tpm::analysis::selection::{Labels, Selection};
use tpm::graph::Network;
use tpm::model::MilestoneId;
use tpm::time::{Day, Instant};

/// A milestone, its target, the slip and the day after it.
type Found = BTreeMap<(MilestoneId, MilestoneId), (u32, Option<Day>)>;

#[test]
fn the_cliffs_of_a_plan_are_those_of_a_search_by_brute_force() {
    let mut counted = 0;
    for family in Family::ALL {
        for (number, mut case) in samples(oracle::cases(300), oracle::strategy(family)).enumerate() {
            // Three weeks that begin somewhere in the next months make cliffs of most plans.
            if number % 3 > 0 {
                let first = case.as_of + 3 + 7 * (number % 10) as i32;
                case.freezes.push(Freeze {
                    dates: vec![(first, first + 20)],
                    tags: Vec::new(),
                    except: Vec::new(),
                });
            }
            let workspace = read(&case);
            let network = Network::new(&workspace);
            let assessment = Assessment::new(&workspace, &network, day(&case));
            let everything = Selection::new(&workspace, None, Labels::default());
            let cliffs = cliffs::all(&assessment, &everything);
            assert_eq!((cliffs.cut_at, cliffs.targets_left_out), (None, 0));
            let is_compared = |id: MilestoneId| is_even(&assessment, id) && !workspace.full(id).is_of_slots();
            let found: Found = cliffs
                .list
                .iter()
                .filter(|found| is_compared(found.milestone))
                .map(|found| ((found.milestone, found.target), (found.cliff.slip, found.cliff.after)))
                .collect();
            let plan = Plan::new(&case);
            let mut expected = Found::new();
            let mut floats = assessment.floats();
            let targets = workspace
                .milestone_ids()
                .filter(|id| workspace.milestone(*id).is_unfinished() && assessment.is_finish(*id));
            for target in targets {
                let Some(forecast) = assessment.schedule.dates.finish(target) else { continue };
                floats.measure(std::iter::once((target, forecast)));
                let leading: Vec<MilestoneId> = floats.leading().filter(|id| *id != target).collect();
                for id in leading.into_iter().filter(|id| is_compared(*id)) {
                    let Some(float) = floats.to_forecast(id) else { continue };
                    let float = u32::try_from(float).unwrap_or(0);
                    let falls = |days: u32| {
                        let then = slipped(&plan, index(&case, &assessment, id), days);
                        let calendar = workspace.lateness_calendar(target);
                        let after = |id: MilestoneId| {
                            let early = then.early[index(&case, &assessment, id)].as_ref()?;
                            Some(Day::parse(&iso(early.finish.day)).unwrap())
                        };
                        let moves = |id: MilestoneId| {
                            let now = assessment.schedule.dates.finish(id).map(Instant::day)?;
                            Some(Lateness::new(calendar, now, after(id)?).workdays)
                        };
                        let own = moves(id)?;
                        let far = moves(target).is_none_or(|days| days - own >= 5);
                        far.then(|| (days, after(target)))
                    };
                    expected.extend((float + 1..=float + 5).find_map(falls).map(|fall| ((id, target), fall)));
                }
            }
            assert_eq!(found, expected, "as of {}\n{}", day(&case), texts(&case));
            counted += found.len();
            let order = |found: &cliffs::CliffTo| {
                (found.cliff.slip, std::cmp::Reverse(found.cliff.days().unwrap_or(i32::MAX)))
            };
            assert!(cliffs.list.is_sorted_by_key(order), "{:#?}", cliffs.list);
            let near = cliffs::near(&assessment, &everything).list;
            let few = |found: &&cliffs::CliffTo| found.float <= cliffs::NEAR;
            assert!(cliffs.list.iter().filter(few).eq(&near), "{near:#?}");
        }
    }
    assert!(counted > 50 / one_in(20), "{counted} cliffs");
}
