//! What slid without a word.

use super::{Limits, home, turn, with_it};
use crate::analysis::changes::{Changes, Move, Rank, Slide, Stalled};
use crate::schedule::PromiseHolder;
use crate::view::phrases::date;
use crate::view::{Cell, Tone};
use std::collections::BTreeMap;

/// Returns a row for each that slid by itself, with what followed it.
pub(super) fn rows(changes: &Changes<'_>, limits: Limits) -> Vec<Vec<Cell>> {
    let mut groups: Vec<(PromiseHolder, Option<&Slide>, Vec<&Move>)> = Vec::new();
    let mut places: BTreeMap<PromiseHolder, usize> = BTreeMap::new();
    // A program that follows its finish is told there.
    let is_program = |slide: &&Slide| matches!(slide.moved.now, PromiseHolder::Program(_));
    for slide in changes.slid.iter().filter(|slide| !is_program(slide) || slide.follows.is_none()) {
        let first = slide.follows.map_or(slide.moved.now, PromiseHolder::from);
        let place = *places.entry(first).or_insert_with(|| {
            groups.push((first, None, Vec::new()));
            groups.len() - 1
        });
        match slide.follows {
            None => groups[place].1 = Some(slide),
            Some(_) => groups[place].2.push(&slide.moved),
        }
    }
    let all = groups.len();
    let title = format!("Slid without a word ({all})");
    let mut rows: Vec<Vec<Cell>> = groups
        .iter()
        .take(limits.slid)
        .enumerate()
        .filter_map(|(at, (_, slide, others))| {
            let title = if at == 0 { Cell::toned(title.clone(), Tone::Strong) } else { Cell::default() };
            Some(vec![title, Cell::from(slide_words(changes, (*slide)?, others, limits))])
        })
        .collect();
    if all > rows.len() {
        rows.push(vec![
            Cell::default(),
            Cell::toned(format!("and {} more (--all)", all - rows.len()), Tone::Faint),
        ]);
    }
    rows
}

/// Returns `iso/access-control 27 Nov → 8 Dec, could have started 21 Sep (ewa)`.
fn slide_words(changes: &Changes<'_>, slide: &Slide, others: &[&Move], limits: Limits) -> String {
    let near = changes.diff.head.assessment.as_of();
    let moved = &slide.moved;
    let mut text = format!("{} {}", changes.id(moved.now), turn(changes, moved));
    if moved.rank == Rank::Firm {
        text.push_str(" (firm)");
    }
    let because = match slide.because {
        Some(Stalled::CouldHaveStarted(day)) => format!("could have started {}", date(day, near)),
        Some(Stalled::LastWord(day)) => format!("last update {}", date(day, near)),
        Some(Stalled::NotConfirmed) => "nobody said that it happened".into(),
        None => String::new(),
    };
    if !because.is_empty() {
        text.push_str(&format!(", {because}"));
    }
    if let Some(owner) = changes.diff.head.owner(moved.now) {
        text.push_str(&format!(" ({owner})"));
    }
    if !others.is_empty() {
        text.push_str(&format!(
            "; with it: {}",
            with_it(changes, home(changes, moved), others, |_| false, limits)
        ));
    }
    text
}
