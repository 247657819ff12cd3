//! The names of places in plans: `checkout/ledger.eta`, `risk:ledger-perf.reviewed`.
//!
//! Nothing in an address means anything to a shell, but for a name in quotes.

use super::Refused;

/// What an address is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A milestone: `checkout/ledger`, or `ledger` where that is unique.
    Milestone(String),
    /// `program:checkout`.
    Program(String),
    /// `risk:ledger-perf` or `risk:checkout/ledger-perf`.
    Risk(String),
    /// `ask:counsel` or `ask:checkout/counsel`.
    Ask(String),
    /// `owner:bo`.
    Owner(String),
    /// `freeze:"Year end"`.
    Freeze(String),
    /// `link:canary:cutover`: from a predecessor to what waits for it.
    Link(String, String),
}

/// A place: a target, and the keys on the way to a value in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// What it is about.
    pub target: Target,
    /// The keys; none for the target itself.
    pub keys: Vec<String>,
}

const FORMS: &str = "write a milestone such as `checkout/ledger`, or `program:ID`, `risk:ID`, `ask:ID`, `owner:ID`, `freeze:\"NAME\"`, `link:FROM:TO`, then `.KEY`";

impl Address {
    /// Parses an address.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let bad = |why: &str| Refused::new(format!("`{text}` names no place: {why}"), FORMS);
        let (kind, rest) = match text.split_once(':') {
            Some((kind, rest)) => (kind, rest),
            None => ("", text),
        };
        let (name, keys) = named(rest).ok_or_else(|| bad("a quote has no end"))?;
        let keys: Vec<String> = match keys {
            "" => Vec::new(),
            keys => {
                let keys = keys.strip_prefix('.').ok_or_else(|| bad("a key comes after a dot"))?;
                keys.split('.').map(str::to_owned).collect()
            }
        };
        if name.is_empty() || keys.iter().any(String::is_empty) {
            return Err(bad("a name or a key is empty"));
        }
        let target = match kind {
            "" => Target::Milestone(name),
            "program" => Target::Program(name),
            "risk" => Target::Risk(name),
            "ask" => Target::Ask(name),
            "owner" => Target::Owner(name),
            "freeze" => Target::Freeze(name),
            "link" => match name.split_once(':') {
                Some((from, to)) if !from.is_empty() && !to.is_empty() && !to.contains(':') => {
                    Target::Link(from.into(), to.into())
                }
                _ => return Err(bad("a link has two ends")),
            },
            _ => return Err(bad(&format!("there is no kind `{kind}`"))),
        };
        Ok(Self { target, keys })
    }

    /// Whether it is about an item of a list, which goes where nothing is said of it.
    pub(super) fn is_item(&self) -> bool {
        matches!(self.target, Target::Freeze(_) | Target::Link(..))
    }

    /// Returns the address of a key in a target.
    pub fn of(target: Target, keys: &str) -> Result<Self, Refused> {
        let keys: Vec<String> = keys.split('.').map(str::to_owned).collect();
        if keys.iter().any(String::is_empty) {
            return Err(Refused::new("a key is empty", "write it before the `=`, as in `eta=2026-10-02`"));
        }
        Ok(Self { target, keys })
    }
}

/// Splits a name, which may be in quotes, from the keys after it.
fn named(text: &str) -> Option<(String, &str)> {
    if let Some(rest) = text.strip_prefix('"') {
        let (name, keys) = rest.split_once('"')?;
        return Some((name.to_owned(), keys));
    }
    let end = text.find('.').unwrap_or(text.len());
    Some((text[..end].to_owned(), &text[end..]))
}

impl Target {
    /// Returns it as it is written in an address.
    pub fn text(&self) -> String {
        match self {
            Self::Milestone(id) => id.clone(),
            Self::Program(id) => format!("program:{id}"),
            Self::Risk(id) => format!("risk:{id}"),
            Self::Ask(id) => format!("ask:{id}"),
            Self::Owner(id) => format!("owner:{id}"),
            Self::Freeze(name) => format!("freeze:\"{name}\""),
            Self::Link(from, to) => format!("link:{from}:{to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_target_and_keys() {
        let check = |text: &str, target: Target, keys: &[&str]| {
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            assert_eq!(Address::parse(text), Ok(Address { target, keys }), "{text}");
        };
        check("ledger.eta", Target::Milestone("ledger".into()), &["eta"]);
        check("checkout/ledger", Target::Milestone("checkout/ledger".into()), &[]);
        check("ledger.blocked.until", Target::Milestone("ledger".into()), &["blocked", "until"]);
        check("risk:ledger-perf.reviewed", Target::Risk("ledger-perf".into()), &["reviewed"]);
        check("ask:checkout/counsel.by", Target::Ask("checkout/counsel".into()), &["by"]);
        check("owner:bo.away", Target::Owner("bo".into()), &["away"]);
        check("program:checkout.health.rag", Target::Program("checkout".into()), &["health", "rag"]);
        check("freeze:\"Year end, 1.5\"", Target::Freeze("Year end, 1.5".into()), &[]);
        check("freeze:\"Year end\".dates", Target::Freeze("Year end".into()), &["dates"]);
        check("link:canary:cutover", Target::Link("canary".into(), "cutover".into()), &[]);
        check("link:a/b:c/d.lag", Target::Link("a/b".into(), "c/d".into()), &["lag"]);
    }

    #[test]
    fn what_names_no_place_is_refused() {
        for text in
            ["", ".eta", "ledger.", "ledger..eta", "team:x", "link:a", "link:a:b:c", "freeze:\"x", "risk:"]
        {
            assert!(Address::parse(text).is_err(), "{text}");
        }
    }
}
