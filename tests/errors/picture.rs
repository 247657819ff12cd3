//! Parses displayed findings: the source lines with carets.

use unicode_width::UnicodeWidthChar;

/// Returns, for every run of `^` in the output, the number of the line above it and the text over
/// the carets. Text is over a caret if they share a column of the screen; wide characters take two
/// columns.
pub(super) fn carets(output: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut source: Option<(usize, &str)> = None;
    for line in output.lines() {
        let Some((margin, body)) = line.split_once('|') else { continue };
        if let Ok(number) = margin.trim().parse() {
            source = Some((number, body));
        } else if let (true, Some((number, text))) = (margin.trim().is_empty() && body.contains('^'), source)
        {
            found.push((number, over(text, body)));
        }
    }
    found
}

/// Returns the text over the first run of carets.
fn over(text: &str, carets: &str) -> String {
    let start = carets.find('^').unwrap_or(0);
    let length = carets[start..].chars().take_while(|c| *c == '^').count();
    let mut column = 0;
    let mut kept = String::new();
    for c in text.chars() {
        let width = c.width().unwrap_or(0);
        if column >= start && column + width <= start + length {
            kept.push(c);
        }
        column += width;
    }
    kept
}
