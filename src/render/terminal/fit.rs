//! The width of each column of a table, and how text is made to fit.

use crate::view::{Column, Fit};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Two spaces between columns.
pub(super) const GAP: usize = 2;
/// Truncated text keeps at least this many columns.
const LEAST_CUT: usize = 12;
/// Wrapped text has at least this width, as long as there are columns to drop.
const LEAST_WRAP: usize = 20;
/// Text narrower than this is set under its row instead.
const SQUEEZED: usize = 32;

/// Returns the indices and widths of the columns to show, so that all fit into `width`.
///
/// `natural` is the width of each column's widest text, 0 if it is empty; `unbroken` that of the
/// widest part that cannot be wrapped. First, columns that may be truncated shrink to a minimum,
/// and those of them that may be dropped are; then wrapped text gets narrower; then the other
/// columns are dropped in their stated order. The result may still be too wide because of ids and
/// dates.
pub(super) fn widths(
    columns: &[Column],
    natural: &[usize],
    unbroken: &[usize],
    width: Option<usize>,
) -> Vec<(usize, usize)> {
    let mut shown: Vec<usize> = (0..columns.len()).filter(|index| natural[*index] > 0).collect();
    let Some(width) = width else {
        return shown.into_iter().map(|index| (index, natural[index])).collect();
    };
    loop {
        let mut fitted: Vec<(usize, usize)> = shown.iter().map(|index| (*index, natural[*index])).collect();
        shrink(columns, &mut fitted, width, Fit::Cut, |_| LEAST_CUT);
        let extra = |index: &usize| columns[*index].fit == Fit::Cut && columns[*index].drop > 0;
        let mut dropped = shown.iter().copied().filter(extra).min_by_key(|index| columns[*index].drop);
        if needed(&fitted) > width && dropped.is_none() {
            shrink(columns, &mut fitted, width, Fit::Wrap, |index| LEAST_WRAP.max(unbroken[index]));
            let next = shown.iter().copied().filter(|index| columns[*index].drop > 0);
            dropped = next.min_by_key(|index| columns[*index].drop);
        }
        match dropped {
            Some(dropped) if needed(&fitted) > width => shown.retain(|index| *index != dropped),
            _ => {
                shrink(columns, &mut fitted, width, Fit::Wrap, |index| LEAST_CUT.max(unbroken[index]));
                return fitted;
            }
        }
    }
}

/// Returns the wrapped column that is too narrow, if there is one.
pub(super) fn squeezed(
    columns: &[Column],
    natural: &[usize],
    unbroken: &[usize],
    fitted: &[(usize, usize)],
) -> Option<usize> {
    let is_squeezed = |(index, width): &&(usize, usize)| {
        let least = SQUEEZED.max(unbroken[*index]);
        columns[*index].fit == Fit::Wrap && *width < least.min(natural[*index])
    };
    fitted.iter().find(is_squeezed).map(|(index, _)| *index)
}

fn needed(fitted: &[(usize, usize)]) -> usize {
    let gaps = fitted.len().saturating_sub(1) * GAP;
    fitted.iter().map(|(_, width)| width).sum::<usize>() + gaps
}

/// Narrows the widest columns of a kind, down to a minimum, until all fit.
fn shrink(
    columns: &[Column],
    fitted: &mut [(usize, usize)],
    width: usize,
    fit: Fit,
    least: impl Fn(usize) -> usize,
) {
    loop {
        let over = needed(fitted).saturating_sub(width);
        let wide =
            fitted.iter_mut().filter(|(index, now)| columns[*index].fit == fit && *now > least(*index));
        match wide.max_by_key(|(_, now)| *now) {
            Some((index, now)) if over > 0 => *now -= over.min(*now - least(*index)),
            _ => return,
        }
    }
}

/// Returns a text of at most `width` columns, truncated between graphemes with a `…`.
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

/// Returns how many columns a text takes.
pub(in crate::render) fn columns(text: &str) -> usize {
    text.width()
}

/// Returns the beginning of a text that fits into `width` columns, at least its first character.
pub(in crate::render) fn leading(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > width && at > 0 {
            return &text[..at];
        }
    }
    text
}

/// Returns the beginning of a text that takes `width` columns, or one more for a wide character.
pub(super) fn covering(text: &str, width: usize) -> &str {
    let mut used = 0;
    let mut graphemes = text.grapheme_indices(true);
    let end = graphemes.find(|(_, grapheme)| {
        let is_after = used >= width;
        used += grapheme.width();
        is_after
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// Returns a text in lines of at most `width` columns, wrapped at spaces; a wider id gets a line of
/// its own.
pub(in crate::render) fn wrap(text: &str, width: usize) -> Vec<String> {
    if text.width() <= width {
        return vec![text.to_owned()];
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for (index, Part { spaced, text }) in parts(text, width).into_iter().enumerate() {
        let needed = text.width() + usize::from(spaced);
        if index > 0 && used + needed > width {
            lines.push(std::mem::take(&mut line));
            used = text.width();
        } else {
            line.push_str(if spaced { " " } else { "" });
            used += needed;
        }
        line.push_str(text);
    }
    lines.push(line);
    lines
}

/// A part of a text; a line can be wrapped before it.
pub(super) struct Part<'a> {
    /// Whether a space comes before it on the same line.
    pub(super) spaced: bool,
    pub(super) text: &'a str,
}

/// Returns the words of a text. Words kept together are split if they are wider than a line, then
/// each word between graphemes; an id is never split.
pub(super) fn parts(text: &str, width: usize) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut begin = 0;
    for kept in text.split(' ') {
        let end = begin + kept.len();
        // A separator stays with the word before it.
        if matches!(kept, "·" | "|")
            && let Some(last) = parts.last_mut()
            && last.text.width() + 2 <= width
        {
            last.text = &text[begin - 1 - last.text.len()..end];
            begin = end + 1;
            continue;
        }
        begin = end + 1;
        if kept.width() <= width {
            parts.push(Part { spaced: !parts.is_empty(), text: kept });
            continue;
        }
        for word in kept.split('\u{a0}') {
            let spaced = !parts.is_empty();
            if word.width() <= width || is_id(word) {
                parts.push(Part { spaced, text: word });
                continue;
            }
            let graphemes = word.graphemes(true).enumerate();
            parts.extend(graphemes.map(|(at, text)| Part { spaced: spaced && at == 0, text }));
        }
    }
    parts
}

/// Returns the width of the widest part of a text that is never wrapped.
pub(super) fn unbroken(text: &str) -> usize {
    text.split([' ', '\u{a0}']).filter(|word| is_id(word)).map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// Whether a word looks like an id, punctuation around it aside.
fn is_id(word: &str) -> bool {
    let id = word.trim_matches(|c| "(),.:;`".contains(c));
    let (program, milestone) = id.split_once('/').unwrap_or((id, "x"));
    let is_part = |part: &str| {
        let is_of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        part.len() <= 64 && part.chars().all(is_of_id) && !part.starts_with(['-', '_'])
    };
    is_part(program) && is_part(milestone)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 4] =
        [Column::keep("id"), Column::cut("name").drop(1), Column::number("n").drop(2), Column::wrap("why")];

    fn check(width: Option<usize>, expected: &[(usize, usize)]) {
        assert_eq!(widths(&COLUMNS, &[10, 30, 4, 90], &[0, 0, 0, 18], width), expected);
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
        check(Some(31), &[(0, 10), (3, 19)]);
        check(Some(20), &[(0, 10), (3, 18)]);
    }

    #[test]
    fn text_is_cut_between_graphemes() {
        assert_eq!(cut("Ledger service", 8, "…"), "Ledger…");
        assert_eq!(cut("发布计划", 5, "…"), "发布…");
        assert_eq!(cut("👩‍💻👩‍💻👩‍💻", 5, "…"), "👩‍💻👩‍💻…");
        assert_eq!(cut("short", 8, "…"), "short");
    }

    #[track_caller]
    fn check_wrap(text: &str, width: usize, expected: &[&str]) {
        assert_eq!(wrap(text, width), expected, "{text:?} in {width}");
    }

    #[test]
    fn text_is_broken_at_spaces() {
        check_wrap("missed 9 Sep by 3wd", 10, &["missed 9", "Sep by 3wd"]);
        check_wrap("missed 9\u{a0}Sep by 3wd", 10, &["missed", "9\u{a0}Sep by", "3wd"]);
        check_wrap("", 10, &[""]);
        check_wrap("a  b", 3, &["a ", "b"]);
        check_wrap("late · quiet · x", 7, &["late ·", "quiet ·", "x"]);
    }

    #[test]
    fn kept_words_are_split_before_they_are_too_wide() {
        check_wrap("a 12\u{a0}Mar\u{a0}2027\u{a0}b", 9, &["a 12 Mar", "2027 b"]);
    }

    #[test]
    fn an_id_is_whole_and_any_other_word_is_not() {
        check_wrap("makes checkout/fraud-scoring late", 12, &["makes", "checkout/fraud-scoring", "late"]);
        check_wrap("(checkout/fraud-scoring, firm)", 12, &["(checkout/fraud-scoring,", "firm)"]);
        check_wrap("A Donaudampfschifffahrt b", 10, &["A Donaudam", "pfschifffa", "hrt b"]);
        check_wrap("发布计划推迟 now", 7, &["发布计", "划推迟", "now"]);
    }

    #[test]
    fn text_that_has_too_little_of_a_line_is_told() {
        let fitted = |why| [(0, 10), (2, 4), (3, why)];
        let check = |why: usize, unbroken: usize, fits: usize| {
            squeezed(&COLUMNS, &[10, 30, 4, why], &[0, 0, 0, unbroken], &fitted(fits))
        };
        assert_eq!(check(90, 8, 22), Some(3));
        assert_eq!(check(90, 8, 40), None);
        assert_eq!(check(90, 44, 40), Some(3));
        assert_eq!(check(22, 8, 22), None);
    }
}
