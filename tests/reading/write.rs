//! Writes a valid document from a list of choices: every style of scalar and collection, anchors,
//! aliases and merge keys, comments, blank lines, line breaks of both kinds, and characters of one
//! to four bytes.

/// Plain texts; the last ones are not allowed in brackets.
const PLAIN: [&str; 30] = [
    "5d",
    "2026-09-18",
    "ledger +2d",
    "no",
    "on",
    "true",
    "False",
    "null",
    "~",
    "12",
    "-3",
    "1.5",
    "1e3",
    "0x1F",
    "0o17",
    "012",
    "+7",
    ".5",
    "1_000",
    "a#b",
    "é",
    "발표 계획",
    "🚀 go",
    "e\u{301}t\u{e9}",
    "it's",
    "100%",
    "http://x.y/z",
    "x - y",
    "a, b",
    "a] }b",
];
/// How many of them are allowed in brackets.
const IN_FLOW: usize = 28;
const QUOTED: [&str; 8] = ["", " x ", "a: b # c", "it''s", "é🚀", "[not, a, list]", "*no", "~"];
const DOUBLE: [&str; 8] =
    ["", "tab\\there", "\\u00e9\\U0001F680", "say \\\"hi\\\"", "'", "# no", "null", "a\\nb"];
const COMMENTS: [&str; 4] = ["# why", "# é 🚀 발표", "#", "# a: b, [c] &d *e"];
const KEYS: [&str; 5] = ["k", "é", "열쇠", "🚀", "a b"];

/// Returns the document for a list of choices; more choices make a longer document.
pub(super) fn document(choices: Vec<u8>) -> String {
    let mut writer = Writer {
        choices: choices.into_iter(),
        out: String::new(),
        named: Vec::new(),
        keys: 0,
        anchors: 0,
        aliases: 0,
    };
    let (mark, crlf) = (writer.flip(8), writer.flip(4));
    writer.rest();
    writer.mapping(0, 0, false);
    writer.rest();
    let text = if crlf { writer.out.replace('\n', "\r\n") } else { writer.out };
    if mark { format!("\u{feff}{text}") } else { text }
}

/// What an anchor names.
#[derive(Clone, Copy, PartialEq)]
enum Named {
    Mapping,
    /// A mapping that merges others.
    Merging,
    Other,
}

struct Writer {
    choices: std::vec::IntoIter<u8>,
    out: String,
    named: Vec<(String, Named)>,
    keys: usize,
    anchors: usize,
    aliases: usize,
}

impl Writer {
    /// Returns a number below `of`; 0 if no choices are left.
    fn choose(&mut self, of: usize) -> usize {
        self.choices.next().map_or(0, |choice| usize::from(choice) % of)
    }

    /// Returns true once in a number of times.
    fn flip(&mut self, of: usize) -> bool {
        self.choose(of) == of - 1
    }

    fn pick(&mut self, of: &[&'static str]) -> &'static str {
        of[self.choose(of.len())]
    }

    /// Ends a line, perhaps with a comment, perhaps followed by blank and comment lines.
    fn end(&mut self) {
        if self.flip(5) {
            let gap = self.pick(&[" ", "  "]);
            let comment = self.pick(&COMMENTS);
            self.out += gap;
            self.out += comment;
        }
        self.out.push('\n');
        self.rest();
    }

    fn rest(&mut self) {
        while self.flip(6) {
            let line = self.pick(&["", "  ", "# why", "      # é 🚀"]);
            self.out += line;
            self.out.push('\n');
        }
    }

    fn indent(&mut self, by: usize) {
        self.out += &" ".repeat(by);
    }

    fn key(&mut self) {
        self.keys += 1;
        let key = format!("{}{}", self.pick(&KEYS), self.keys);
        match self.choose(6) {
            4 => self.out += &format!("'{key}'"),
            5 => self.out += &format!("\"{key}\""),
            _ => self.out += &key,
        }
    }

    /// Perhaps writes an anchor; its value is recorded once it is written.
    fn anchor(&mut self) -> Option<String> {
        self.flip(5).then(|| {
            self.anchors += 1;
            let name = format!("a{}", self.anchors);
            self.out += &format!("&{name} ");
            name
        })
    }

    fn name(&mut self, anchor: Option<String>, named: Named) {
        if let Some(anchor) = anchor {
            self.named.push((anchor, named));
        }
    }

    /// Returns the name of something that was anchored before.
    fn known(&mut self, fits: impl Fn(Named) -> bool) -> Option<String> {
        let names: Vec<String> =
            self.named.iter().filter(|(_, named)| fits(*named)).map(|(name, _)| name.clone()).collect();
        if names.is_empty() || self.aliases > 12 {
            return None;
        }
        self.aliases += 1;
        Some(names[self.choose(names.len())].clone())
    }

    /// Writes a block mapping whose first key is at the end of the text. Returns what an anchor of
    /// it names.
    fn mapping(&mut self, indent: usize, depth: usize, begun: bool) -> Named {
        let mut named = Named::Mapping;
        for entry in 0..=self.choose(4) {
            if entry > 0 || !begun {
                self.indent(indent);
            }
            if named == Named::Mapping && self.flip(6) && self.merge() {
                named = Named::Merging;
                self.end();
                continue;
            }
            self.key();
            self.out.push(':');
            self.value(indent, depth);
        }
        named
    }

    fn merge(&mut self) -> bool {
        let Some(first) = self.known(|named| named != Named::Other) else { return false };
        // The other reader treats lists of mappings that merge others differently.
        match (self.flip(3), self.known(|named| named == Named::Mapping)) {
            (true, Some(second)) if self.named.contains(&(first.clone(), Named::Mapping)) => {
                self.out += &format!("<<: [*{first}, *{second}]");
            }
            _ => self.out += &format!("<<: *{first}"),
        }
        true
    }

    /// Writes the value after `key:` or after the dash of an item.
    fn value(&mut self, indent: usize, depth: usize) {
        let deep = depth > 3;
        match self.choose(12) {
            0 => self.end(),
            1 if !deep => {
                let anchor = self.block_anchor();
                self.end();
                let named = self.mapping(indent + 2, depth + 1, false);
                self.name(anchor, named);
            }
            2 if !deep => {
                let anchor = self.block_anchor();
                self.end();
                for _ in 0..=self.choose(3) {
                    self.indent(indent + 2);
                    self.out.push('-');
                    self.item(indent + 2, depth + 1);
                }
                self.name(anchor, Named::Other);
            }
            3 => self.block(indent + 2),
            4 => self.lines(indent + 2),
            _ => {
                self.out.push(' ');
                self.flow(depth);
                let tab = self.pick(&["", "", "", "\t", " \t"]);
                self.out += tab;
                self.end();
            }
        }
    }

    fn item(&mut self, indent: usize, depth: usize) {
        if self.flip(3) {
            self.out.push(' ');
            self.mapping(indent + 2, depth + 1, true);
        } else {
            self.value(indent, depth);
        }
    }

    fn block_anchor(&mut self) -> Option<String> {
        self.out.push(' ');
        let anchor = self.anchor();
        self.out.truncate(self.out.trim_end().len());
        anchor
    }

    /// Writes a value that takes part of a line.
    fn flow(&mut self, depth: usize) {
        if self.flip(6)
            && let Some(name) = self.known(|_| true)
        {
            self.out += &format!("*{name}");
            return;
        }
        let anchor = self.anchor();
        let mut named = Named::Other;
        match self.choose(6) {
            0 if depth < 5 => {
                self.out.push('[');
                for _ in 0..self.choose(4) {
                    self.flow(depth + 10);
                    let gap = self.pick(&[", ", " , ", ",\t", ","]);
                    self.out += gap;
                }
                self.out.push(']');
            }
            1 if depth < 5 => {
                self.out.push('{');
                for _ in 0..self.choose(4) {
                    self.key();
                    self.out += ": ";
                    self.flow(depth + 10);
                    self.out += ", ";
                }
                self.out.push('}');
                named = Named::Mapping;
            }
            2 => {
                let text = self.pick(&QUOTED);
                self.out += &format!("'{text}'");
            }
            3 => {
                let text = self.pick(&DOUBLE);
                self.out += &format!("\"{text}\"");
            }
            _ => {
                let text = self.pick(&PLAIN[..if depth < 5 { PLAIN.len() } else { IN_FLOW }]);
                self.out += text;
            }
        }
        self.name(anchor, named);
    }

    /// Writes a block scalar.
    fn block(&mut self, indent: usize) {
        self.out.push(' ');
        let anchor = self.anchor();
        let head = self.pick(&["|", ">", "|-", ">-"]);
        self.out += head;
        if self.flip(4) {
            self.out += " # a comment";
        }
        self.out.push('\n');
        for line in 0..=self.choose(3) {
            if line > 0 && self.flip(3) {
                self.out.push('\n');
            }
            self.indent(indent);
            let text = self.pick(&["one two", "é 🚀 발표", "# no comment", "a: [b", "'quoted'", "- x"]);
            self.out += text;
            self.out.push('\n');
        }
        self.name(anchor, Named::Other);
    }

    /// Writes a scalar of several lines.
    fn lines(&mut self, indent: usize) {
        self.out.push(' ');
        let quote = self.pick(&["", "'", "\""]);
        self.out += quote;
        self.out += "first é";
        for _ in 0..=self.choose(2) {
            self.out.push('\n');
            if self.flip(4) {
                self.out.push('\n');
            }
            self.indent(indent);
            let text = self.pick(&["more", "🚀 text", "열쇠"]);
            self.out += text;
        }
        self.out += quote;
        self.end();
    }
}
