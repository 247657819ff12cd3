//! Rust code as far as the rules need it: its words and signs, and the paths that it names.
//!
//! No parser: nothing here knows an expression from a type. Code that does not compile may read as anything.

/// A word or sign of the code.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    pub text: &'a str,
    pub line: usize,
}

/// Returns the words and signs of Rust code, without comments, lifetimes and what is in quotes.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (length, is_code) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), false)
        } else if rest.starts_with("/*") {
            (rest.find("*/").map_or(rest.len(), |end| end + 2), false)
        } else if let Some(length) = quoted(rest) {
            (length, false)
        } else if word > 0 {
            (word, true)
        } else if rest.starts_with("::") {
            (2, true)
        } else {
            (first.len_utf8(), !first.is_whitespace())
        };
        let (text, after) = rest.split_at(length);
        if is_code {
            found.push(Token { text, line });
        }
        line += text.matches('\n').count();
        rest = after;
    }
    found
}

pub fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Returns the length of the string, character or lifetime that `rest` begins with.
fn quoted(rest: &str) -> Option<usize> {
    let prefix = rest.find(|c| !matches!(c, 'b' | 'c' | 'r'))?;
    let (marks, body) = rest.split_at(prefix);
    let hashes = body.len() - body.trim_start_matches('#').len();
    if marks.ends_with('r') && body[hashes..].starts_with('"') {
        let close = format!("\"{}", "#".repeat(hashes));
        let from = prefix + hashes + 1;
        return Some(rest[from..].find(&close).map_or(rest.len(), |at| from + at + close.len()));
    }
    let quote = body.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut inside = body[1..].chars();
    let is_lifetime = quote == '\'' && inside.next() != Some('\\') && inside.next() != Some('\'');
    if is_lifetime {
        let name = body[1..].find(|c| !is_of_word(c)).unwrap_or(body.len() - 1);
        return Some(prefix + 1 + name);
    }
    let mut is_escaped = false;
    let end = body[1..].find(|c| {
        let ends = c == quote && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    });
    Some(end.map_or(rest.len(), |end| prefix + end + 2))
}

/// A path that the code names: `std::fs::read`, or each that a `use` brings in.
#[derive(Debug)]
pub struct Named<'a> {
    pub segments: Vec<&'a str>,
    pub line: usize,
    /// How many modules with a body in this file it stands in.
    pub inside: usize,
    /// Whether a `use` brings it in.
    pub is_import: bool,
    /// Whether that `use` is `pub`, which hands it on to others.
    pub is_passed_on: bool,
}

impl<'a> Named<'a> {
    /// Returns the module of the crate that it leads to, when it goes through the root; the file's module lies `depth` deep.
    pub fn top_level(&self, depth: usize) -> Option<&'a str> {
        let climbs = self.segments.iter().take_while(|segment| **segment == "super").count();
        let through_root = climbs > 0 && climbs >= depth + self.inside;
        let root = if self.segments[0] == "crate" { Some(1) } else { through_root.then_some(climbs) };
        self.segments.get(root?).copied()
    }
}

/// Returns every path of at least two names, and every one that is brought in.
pub fn named<'a>(tokens: &[Token<'a>]) -> Vec<Named<'a>> {
    let mut found = Vec::new();
    let mut modules = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let inside = modules.iter().filter(|is_module| **is_module).count();
        match tokens[at].text {
            "use" if text(tokens, at + 1) != "<" => {
                let before = found.len();
                let is_passed_on = at > 0 && matches!(tokens[at - 1].text, "pub" | ")");
                at = imported(tokens, at + 1, &[], inside, &mut found);
                found[before..].iter_mut().for_each(|named| named.is_passed_on = is_passed_on);
            }
            "{" => modules.push(at >= 2 && tokens[at - 2].text == "mod"),
            "}" => drop(modules.pop()),
            word if word.starts_with(is_of_word) => {
                let mut segments = vec![word];
                while text(tokens, at + 1) == "::" && text(tokens, at + 2).starts_with(is_of_word) {
                    segments.push(tokens[at + 2].text);
                    at += 2;
                }
                if segments.len() > 1 {
                    let line = tokens[at].line;
                    found.push(Named { segments, line, inside, is_import: false, is_passed_on: false });
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Collects what a `use` brings in from `at`; returns where it ends.
fn imported<'a>(
    tokens: &[Token<'a>],
    mut at: usize,
    prefix: &[&'a str],
    inside: usize,
    found: &mut Vec<Named<'a>>,
) -> usize {
    let mut segments = prefix.to_vec();
    loop {
        match text(tokens, at) {
            "::" => at += 1,
            "as" => at += 2,
            "{" => {
                at += 1;
                while !matches!(text(tokens, at), "}" | ";" | "") {
                    at = imported(tokens, at, &segments, inside, found);
                    at += usize::from(text(tokens, at) == ",");
                }
                return at + 1;
            }
            "," | "}" | ";" | "" => {
                let line = tokens[at - 1].line;
                found.push(Named { segments, line, inside, is_import: true, is_passed_on: false });
                return at;
            }
            segment => {
                segments.push(segment);
                at += 1;
            }
        }
    }
}

fn text<'a>(tokens: &[Token<'a>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.text)
}
