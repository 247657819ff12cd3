//! How wide each column of a table may be.

use crate::view::{Column, Fit};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Two spaces between columns.
pub(super) const GAP: usize = 2;
/// Text that is cut keeps at least this much.
const LEAST_CUT: usize = 12;
/// Text that is broken into lines has at least this much of a line.
const LEAST_WRAP: usize = 20;

/// Returns which columns are shown and how wide each is, so that all fit into `width`.
///
/// Columns that are cut give way first, down to a least, and those of them that may be left out then are,
/// before any text is broken; then lines get shorter; then the other columns are left out in their stated
/// order. What is left may still be too wide where ids and dates force it.
pub(super) fn widths(columns: &[Column], natural: &[usize], width: Option<usize>) -> Vec<(usize, usize)> {
    let mut shown: Vec<usize> = (0..columns.len()).filter(|index| natural[*index] > 0).collect();
    let Some(width) = width else {
        return shown.into_iter().map(|index| (index, natural[index])).collect();
    };
    loop {
        let mut fitted: Vec<(usize, usize)> = shown.iter().map(|index| (*index, natural[*index])).collect();
        shrink(columns, &mut fitted, width, Fit::Cut, LEAST_CUT);
        let extra = |index: &usize| columns[*index].fit == Fit::Cut && columns[*index].drop > 0;
        let mut dropped = shown.iter().copied().filter(extra).min_by_key(|index| columns[*index].drop);
        if needed(&fitted) > width && dropped.is_none() {
            shrink(columns, &mut fitted, width, Fit::Wrap, LEAST_WRAP);
            let next = shown.iter().copied().filter(|index| columns[*index].drop > 0);
            dropped = next.min_by_key(|index| columns[*index].drop);
        }
        match dropped {
            Some(dropped) if needed(&fitted) > width => shown.retain(|index| *index != dropped),
            _ => return fitted,
        }
    }
}

fn needed(fitted: &[(usize, usize)]) -> usize {
    let gaps = fitted.len().saturating_sub(1) * GAP;
    fitted.iter().map(|(_, width)| width).sum::<usize>() + gaps
}

/// Makes the widest columns of a kind narrower, down to a least, until all fit.
fn shrink(columns: &[Column], fitted: &mut [(usize, usize)], width: usize, fit: Fit, least: usize) {
    loop {
        let over = needed(fitted).saturating_sub(width);
        let wide = fitted.iter_mut().filter(|(index, now)| columns[*index].fit == fit && *now > least);
        match wide.max_by_key(|(_, now)| *now) {
            Some((_, now)) if over > 0 => *now -= over.min(*now - least),
            _ => return,
        }
    }
}

/// Returns a text of at most `width` columns, cut between graphemes with a `…` at its end.
pub(super) fn cut(text: &str, width: usize, ellipsis: &str) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        if kept.width() + grapheme.width() + ellipsis.width() > width {
            break;
        }
        kept.push_str(grapheme);
    }
    format!("{}{ellipsis}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 4] =
        [Column::keep("id"), Column::cut("name").drop(1), Column::number("n").drop(2), Column::wrap("why")];

    fn check(width: Option<usize>, expected: &[(usize, usize)]) {
        assert_eq!(widths(&COLUMNS, &[10, 30, 4, 90], width), expected);
    }

    #[test]
    fn a_pipe_cuts_nothing() {
        check(None, &[(0, 10), (1, 30), (2, 4), (3, 90)]);
    }

    #[test]
    fn room_is_made_by_cutting_then_breaking_then_leaving_out() {
        check(Some(140), &[(0, 10), (1, 30), (2, 4), (3, 90)]);
        check(Some(124), &[(0, 10), (1, 14), (2, 4), (3, 90)]);
        check(Some(120), &[(0, 10), (2, 4), (3, 90)]);
        check(Some(80), &[(0, 10), (2, 4), (3, 62)]);
        check(Some(40), &[(0, 10), (2, 4), (3, 22)]);
        check(Some(36), &[(0, 10), (3, 24)]);
        check(Some(20), &[(0, 10), (3, 20)]);
    }

    #[test]
    fn text_is_cut_between_graphemes() {
        assert_eq!(cut("Ledger service", 8, "…"), "Ledger…");
        assert_eq!(cut("发布计划", 5, "…"), "发布…");
        assert_eq!(cut("👩‍💻👩‍💻👩‍💻", 5, "…"), "👩‍💻👩‍💻…");
        assert_eq!(cut("short", 8, "…"), "short");
    }
}
