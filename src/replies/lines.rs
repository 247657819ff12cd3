//! The lines of a reply that its author wrote: without quotes, signature and empty lines.

/// Returns the lines with their numbers, counted from 1.
pub(super) fn said(text: &str) -> Vec<(usize, &str)> {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        let is_signature = ["Sent from my ", "Get Outlook for "].iter().any(|begin| line.starts_with(begin));
        if line == "--" || is_signature {
            break;
        }
        if line.starts_with('>') {
            // `On Monday bo wrote:` belongs to the quote.
            if lines.last().is_some_and(|(_, last)| introduces(last)) {
                lines.pop();
            }
        } else if !line.is_empty() {
            lines.push((number, line));
        }
    }
    lines
}

/// Whether a line introduces a quote: `On Mon, 14 Sep 2026 at 09:12, ana wrote:`.
fn introduces(line: &str) -> bool {
    line.ends_with(':') && ["wrote", "schrieb", "écrit", "escribió"].iter().any(|word| line.contains(word))
}
