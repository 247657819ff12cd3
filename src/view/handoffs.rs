//! `tpm handoffs`: which team waits on which, the tightest first.

use super::phrases::{self, date, together};
use super::{Cell, Column, Report, Tone, chain};
use crate::analysis::handoff::{Direction, HandoffRow, Handoffs, direction};
use crate::analysis::selection::Selection;
use crate::analysis::{Assessment, quiet};
use crate::model::MilestoneId;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the report, grouped by pair of teams, or by direction if people were selected. Of those
/// with more than `within` working days to spare only the number is told.
pub fn handoffs(
    assessment: &Assessment<'_>,
    selection: &Selection,
    handoffs: &Handoffs,
    within: i32,
) -> Report {
    let mut report = Report::default();
    report.line([phrases::as_of(assessment), Cell::from(headline(assessment, handoffs))]);
    let tight: Vec<&HandoffRow> = handoffs.list.iter().filter(|handoff| handoff.is_within(within)).collect();
    sections(&mut report, assessment, selection, &tight);
    let rest = handoffs.list.iter().filter(|handoff| !handoff.is_within(within));
    if let Some(most) = rest.clone().filter_map(|handoff| handoff.gap).max() {
        let (count, all) = (rest.count(), together(&format!("--within {most}wd")));
        let more = if tight.is_empty() { "" } else { " more" };
        report.gap();
        report.line([Cell::from(format!("{count}{more} with over {within}wd to spare: {all} lists all."))]);
    }
    report
}

fn sections(
    report: &mut Report,
    assessment: &Assessment<'_>,
    selection: &Selection,
    handoffs: &[&HandoffRow],
) {
    let Some(people) = selection.people() else {
        for ((receiver, giver), group) in
            groups(handoffs, |handoff| (team(assessment, handoff.receiver), team(assessment, handoff.giver)))
        {
            let title = if giver == receiver {
                format!("inside {giver}")
            } else {
                format!("{receiver} waits on {giver}")
            };
            section(report, assessment, &title, &group, phrases::owner);
        }
        return;
    };
    let mut ways = groups(handoffs, |handoff| direction(assessment, people, handoff));
    ways.sort_by_key(|(way, _)| *way);
    for (way, group) in ways {
        let title = match way {
            Direction::In => "They wait for",
            Direction::Out => "Others wait for them",
            Direction::Within => "Between themselves",
        };
        section(report, assessment, title, &group, phrases::owner_and_team);
    }
}

/// Groups handoffs by key; groups are in the order of their first members.
fn groups<'h, K: Ord + Copy>(
    handoffs: &[&'h HandoffRow],
    key: impl Fn(&HandoffRow) -> K,
) -> Vec<(K, Vec<&'h HandoffRow>)> {
    let mut places: BTreeMap<K, usize> = BTreeMap::new();
    let mut groups: Vec<(K, Vec<&'h HandoffRow>)> = Vec::new();
    for handoff in handoffs {
        let key = key(handoff);
        let place = *places.entry(key).or_insert(groups.len());
        if place == groups.len() {
            groups.push((key, Vec::new()));
        }
        groups[place].1.push(handoff);
    }
    groups
}

fn team<'w>(assessment: &Assessment<'w>, id: MilestoneId) -> &'w str {
    let workspace = assessment.workspace;
    workspace.milestone(id).owner.map_or("—", |owner| workspace.team(owner))
}

fn headline(assessment: &Assessment<'_>, handoffs: &Handoffs) -> String {
    let list = &handoffs.list;
    let ends = list.iter().flat_map(|handoff| [handoff.giver, handoff.receiver]);
    let teams: BTreeSet<&str> = ends.map(|id| team(assessment, id)).collect();
    let mut text = if list.is_empty() {
        " · nobody waits on anyone else".to_owned()
    } else {
        let between =
            if teams.len() == 1 { "inside 1 team".into() } else { format!("between {} teams", teams.len()) };
        format!(" · {} {between}", phrases::count(list.len(), "handoff"))
    };
    let late = list.iter().filter(|handoff| handoff.is_too_late()).count();
    let promised = list.iter().filter(|handoff| handoff.is_promised_too_late()).count();
    let undated = list.iter().filter(|handoff| handoff.gap.is_none()).count();
    let parts = [(late, "too late"), (promised, "promised too late"), (undated, "without a gap")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if !parts.is_empty() {
        text.push_str(&format!(": {}", parts.join(", ")));
    }
    if !handoffs.without_owner.is_empty() {
        let links = phrases::count(handoffs.without_owner.len(), "link");
        text.push_str(&format!(" · {links} from or to a milestone without an owner"));
    }
    text
}

fn section(
    report: &mut Report,
    assessment: &Assessment<'_>,
    title: &str,
    handoffs: &[&HandoffRow],
    who: fn(&Assessment<'_>, MilestoneId) -> String,
) {
    report.gap();
    report.heading(format!("{title} ({})", handoffs.len()));
    let columns = vec![Column::keep("hands over"), Column::wrap("to whom, until when")];
    let row = |handoff: &&HandoffRow| {
        let tone = match handoff {
            handoff if handoff.is_too_late() => Tone::Bad,
            handoff if handoff.is_promised_too_late() => Tone::Doubtful,
            _ => Tone::Strong,
        };
        let id = assessment.workspace.milestone(handoff.giver).full_id.clone();
        vec![Cell::toned(id, tone), Cell::from(sentence(assessment, handoff, who))]
    };
    report.list(2, columns, handoffs.iter().map(row).collect());
}

/// Returns `5wd to spare: needed by 18 Sep to keep checkout, forecast 11 Sep · promised 16 Sep · bo
/// to ana for checkout/cutover · last update 11 Sep`.
fn sentence(
    assessment: &Assessment<'_>,
    handoff: &HandoffRow,
    who: fn(&Assessment<'_>, MilestoneId) -> String,
) -> String {
    let near = assessment.as_of();
    let id = |id: MilestoneId| assessment.workspace.milestone(id).full_id.as_str();
    let mut parts = vec![gap(assessment, handoff)];
    parts.extend(handoff.promised.map(|day| promised(handoff, day, near)));
    let (giver, receiver) = (who(assessment, handoff.giver), who(assessment, handoff.receiver));
    parts.push(format!("{giver} to {receiver} for {}", id(handoff.receiver)));
    parts.extend(chain::waiting(assessment.network.link(handoff.link)));
    parts.extend(handoff.via.iter().map(|cancelled| format!("via {}, cancelled", id(*cancelled))));
    parts.push(
        match (
            quiet::days(&assessment.schedule, handoff.giver),
            quiet::last_word(assessment.workspace, handoff.giver),
        ) {
            (Some(_), Some(day)) => format!("quiet since {}", date(day, near)),
            (_, Some(day)) => format!("last update {}", date(day, near)),
            _ => "no update yet".into(),
        },
    );
    parts.join(" · ")
}

/// Returns `5wd to spare: needed by 18 Sep to keep checkout, forecast 11 Sep`; for a promise that
/// is forecast late, by how much: `7wd too late: needed by 18 Sep for checkout (6wd late), …`.
fn gap(assessment: &Assessment<'_>, handoff: &HandoffRow) -> String {
    let near = assessment.as_of();
    let program = |id: MilestoneId| Some(assessment.workspace.milestone(id).program);
    let is_earliest = handoff.is_floor || handoff.rests_on_floor;
    let forecast = match handoff.forecast {
        None => "no forecast".to_owned(),
        Some(day) => format!("forecast {}", phrases::earliest(day, is_earliest, near)),
    };
    let Some(needed) = handoff.needed_by else {
        return format!("{forecast}, and what waits for it has none either");
    };
    let gap = match handoff.gap {
        None => String::new(),
        Some(days) if handoff.is_too_late() => format!("{}: ", together(&format!("{}wd too late", -days))),
        Some(0) => "no room: ".into(),
        Some(days) => format!("{}: ", together(&format!("{days}wd to spare"))),
    };
    let purpose = match (handoff.needed_for, handoff.variance) {
        (Some(promised), Some(variance)) if variance.is_late() => {
            format!("for {} ({})", assessment.promised_id(promised), phrases::variance(variance))
        }
        (Some(promised), None) => format!("for {} (no date)", assessment.promised_id(promised)),
        (Some(promised), _) => format!("to keep {}", assessment.promised_id(promised)),
        (None, _) => "so that nothing moves".into(),
    };
    // Another one that waits for the same may need it sooner.
    let own = handoff.receiver_needs_by.filter(|own| *own > needed).map_or(String::new(), |own| {
        let receiver = phrases::id_in(assessment, handoff.receiver, program(handoff.giver));
        format!(", by {receiver} alone by {}", date(own, near))
    });
    format!("{gap}needed by {} {purpose}{own}, {forecast}", date(needed, near))
}

/// Returns `promised 16 Oct, 1wd after it is needed`.
fn promised(handoff: &HandoffRow, day: Day, near: Day) -> String {
    let text = format!("promised {}", date(day, near));
    match handoff.promised_gap.filter(|_| handoff.is_promised_too_late()) {
        None => text,
        Some(0) => format!("{text}, after it is needed, though only by days off"),
        Some(days) => format!("{text}, {} after it is needed", together(&format!("{}wd", -days))),
    }
}
