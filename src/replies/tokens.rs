//! A line cut into words and signs.

/// A word or a sign of a line.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// As typed, in lower case.
    pub(super) text: String,
    /// Where it begins and ends in the line.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is a sign that only separates.
    pub(super) is_sign: bool,
}

/// No answer is longer, and what reads a line may look at each word more than once.
const LONGEST: usize = 400;

/// Pictures that change nothing of what is said. Others may: a crossed finger, a thumb down.
const PICTURES: &str =
    "👍🎉🙏😅🥳🙂😀😊🚀❤💪🙌✨👋😄😁😎🤦✅🫡\u{fe0f}\u{1f3fb}\u{1f3fc}\u{1f3fd}\u{1f3fe}\u{1f3ff}";
const SIGNS: &str = ",;:.!()*`_–—→•";

/// Spaces that mail and chat put between words.
const SPACES: &str = "\t\u{a0}\u{2007}\u{2009}\u{202f}";

/// Returns a line without pictures; none if it has a character that no answer has: a question
/// mark, a control character, what steers text or means something to another program.
pub(super) fn plain(line: &str) -> Option<String> {
    if line.len() > LONGEST {
        return None;
    }
    line.replace("->", "→").chars().map(kept).collect()
}

/// Returns the beginning of a line with a space for each character that no answer has: enough to
/// see what it is about.
pub(super) fn bare(line: &str) -> String {
    let mut bare: String = line.chars().take(LONGEST / 4).map(|c| kept(c).unwrap_or(' ')).collect();
    bare.truncate(bare.trim_end().len());
    bare
}

fn kept(c: char) -> Option<char> {
    match c {
        '’' => Some('\''),
        '?' | '<' | '>' | '{' | '}' | '[' | ']' | '$' | '|' | '\\' | '^' | '=' | '"' => None,
        _ if PICTURES.contains(c) || SPACES.contains(c) => Some(' '),
        _ if c.is_ascii_graphic() || c == ' ' || c.is_alphabetic() || SIGNS.contains(c) => Some(c),
        _ => None,
    }
}

/// Cuts a plain line into words and signs. `25.9.`, `2-oct` and `vendor-contract` are one word.
pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut start = 0;
    for piece in line.split(' ') {
        cut(piece, start, &mut found);
        start += piece.len() + 1;
    }
    found
}

fn cut(piece: &str, start: usize, found: &mut Vec<Token>) {
    let token = |text: &str, start: usize, is_sign: bool| Token {
        text: text.to_lowercase(),
        start,
        end: start + text.len(),
        is_sign,
    };
    let is_sign = |c: char| SIGNS.contains(c);
    if matches!(piece, "-" | "--") {
        found.push(token(piece, start, true));
        return;
    }
    let word = piece.trim_start_matches(is_sign);
    let lead = piece.len() - word.len();
    for (at, c) in piece[..lead].char_indices() {
        found.push(token(&piece[at..at + c.len_utf8()], start + at, true));
    }
    let mut bare = word.trim_end_matches(is_sign);
    let rest = &word[bare.len()..];
    // The dot belongs to the day in `25.9.`; dots of hesitation belong to the word.
    if rest.starts_with("..") || (rest.starts_with('.') && bare.contains('.') && is_numeric(bare)) {
        let dots = rest.len() - rest.trim_start_matches('.').len();
        bare = &word[..bare.len() + dots];
    }
    let start = start + lead;
    // `1+2 done`
    let parts = bare.split('+').collect::<Vec<_>>();
    if parts.len() > 1 && parts.iter().all(|part| !part.is_empty() && is_numeric(part)) {
        let mut at = start;
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                found.push(token("&", at, false));
                at += 1;
            }
            found.push(token(part, at, false));
            at += part.len();
        }
    } else if !bare.is_empty() {
        found.push(token(bare, start, false));
    }
    for (at, c) in word[bare.len()..].char_indices() {
        let at = bare.len() + at;
        found.push(token(&word[at..at + c.len_utf8()], start + at, true));
    }
}

fn is_numeric(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_into_words_and_signs() {
        let check = |line: &str, expected: &[&str]| {
            let found = tokens(&plain(line).unwrap());
            assert_eq!(found.iter().map(|token| token.text.as_str()).collect::<Vec<_>>(), expected, "{line}");
        };
        check("Ledger: 60%, ok!", &["ledger", ":", "60%", ",", "ok", "!"]);
        check("1) 25.9. 2) 2.10.2026", &["1", ")", "25.9.", "2", ")", "2.10.2026"]);
        check("2. Oktober (x)", &["2", ".", "oktober", "(", "x", ")"]);
        check("done... 1+2", &["done...", "1", "&", "2"]);
        check("*ledger* -> +1w", &["*", "ledger", "*", "→", "+1w"]);
        check("ledger\u{a0}2\u{202f}oct", &["ledger", "2", "oct"]);
        for line in ["ok?", "a\u{202e}b", "a\u{7}", "<!channel>", "👎"] {
            assert_eq!(plain(line), None, "{line:?}");
        }
    }
}
