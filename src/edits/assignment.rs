//! What is said of a place: `eta=2026-10-02`, `tags+=release`, `depends_on-=ledger`.

use super::{Address, Refused, Target};

/// What becomes of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// `=`: it is this from now on; without a value, the key goes.
    Set,
    /// `+=`: a list has these too.
    Add,
    /// `-=`: a list has these no longer.
    Remove,
}

/// A value for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The place.
    pub address: Address,
    /// What becomes of it.
    pub operation: Operation,
    /// The value, as typed.
    pub value: String,
}

impl Assignment {
    /// Returns the setting of a key.
    pub fn set(target: Target, key: &str, value: impl Into<String>) -> Result<Self, Refused> {
        Ok(Self { address: Address::of(target, key)?, operation: Operation::Set, value: value.into() })
    }

    /// Parses arguments: a target is followed by what is said of it, `checkout/ledger eta=fri`; an
    /// address may stand before the sign too, `checkout/ledger.eta=fri`.
    pub fn parse(arguments: &[String]) -> Result<Vec<Self>, Refused> {
        Self::parse_of(None, arguments)
    }

    /// Does the same with what is said of a target, which need not be named again.
    pub fn parse_of(mut target: Option<Target>, arguments: &[String]) -> Result<Vec<Self>, Refused> {
        let mut found = Vec::new();
        // The target of which nothing is said yet.
        let mut idle: Option<usize> = None;
        for (at, argument) in arguments.iter().enumerate() {
            let Some((place, operation, value)) = split(argument) else {
                if let Some(idle) = idle {
                    return Err(says_nothing(arguments, idle));
                }
                let is_behind = at > 0 && split(&arguments[at - 1]).is_some();
                let address = match Address::parse(argument) {
                    Err(_) if is_behind => return Err(says_nothing(arguments, at)),
                    address => address?,
                };
                if !address.keys.is_empty() {
                    return Err(match is_behind {
                        true => says_nothing(arguments, at),
                        false => Refused::new(
                            format!("`{argument}` says nothing"),
                            format!("write `{argument}=VALUE`"),
                        ),
                    });
                }
                target = Some(address.target);
                idle = Some(at);
                continue;
            };
            let is_whole = place.contains([':', '/']);
            let address = match &target {
                Some(target) if !is_whole => {
                    idle = None;
                    Address::of(target.clone(), place)?
                }
                _ => Address::parse(place)?,
            };
            if address.keys.is_empty()
                && !(address.is_item() && operation == Operation::Set && value.is_empty())
            {
                let help = match &address.target {
                    Target::Link(..) => {
                        "write `.lag=+2d` or `.type=SS` behind it; a bare `=` removes the link"
                    }
                    Target::Freeze(_) => {
                        "write a key behind it, as in `.dates+=2026-12-24`; a bare `=` removes the freeze"
                    }
                    _ => "write a milestone and a key, as in `checkout/ledger eta=2026-10-02`",
                };
                return Err(Refused::new(format!("`{argument}` names no key"), help));
            }
            found.push(Self { address, operation, value: value.trim().to_owned() });
        }
        if let Some(idle) = idle.filter(|_| !found.is_empty() || arguments.len() > 1) {
            return Err(says_nothing(arguments, idle));
        }
        if found.is_empty() {
            return Err(Refused::new(
                "nothing is said",
                "write what is to change, as in `checkout/ledger eta=2026-10-02`",
            ));
        }
        Ok(found)
    }
}

/// Returns why a word without a sign is refused: the rest of a value that needs quotes, or a target
/// of which nothing is said.
fn says_nothing(arguments: &[String], at: usize) -> Refused {
    let word = &arguments[at];
    let reason = format!("`{word}` says nothing");
    let rest = arguments[at..].iter().take_while(|word| split(word).is_none());
    let before = at.checked_sub(1).map(|at| &arguments[at]).filter(|word| split(word).is_some());
    let is_place = word.contains(['/', ':']);
    let Some(before) = before else {
        return Refused::new(reason, format!("write what changes behind it, as in `{word} eta=2026-10-02`"));
    };
    let whole: Vec<&str> = std::iter::once(before).chain(rest).map(String::as_str).collect();
    let whole = whole.join(" ").replace('\'', "'\\''");
    let quotes = format!("put the value in quotes, as in '{whole}'");
    match is_place {
        true => Refused::new(
            reason,
            format!("write what changes behind it, as in `{word} eta=2026-10-02`; or {quotes}"),
        ),
        false => Refused::new(reason, quotes),
    }
}

/// Splits at the first sign that is not inside quotes.
fn split(argument: &str) -> Option<(&str, Operation, &str)> {
    let mut is_quoted = false;
    let sign = argument.char_indices().find(|(_, c)| {
        is_quoted ^= *c == '"';
        *c == '=' && !is_quoted
    });
    let (at, _) = sign?;
    let (before, value) = (&argument[..at], &argument[at + 1..]);
    Some(match (before.strip_suffix('+'), before.strip_suffix('-')) {
        (Some(place), _) => (place, Operation::Add, value),
        (_, Some(place)) => (place, Operation::Remove, value),
        _ => (before, Operation::Set, value),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Vec<(String, Operation, String)>, Refused> {
        let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        let show = |said: Assignment| {
            let place = format!("{}.{}", said.address.target.text(), said.address.keys.join("."));
            (place, said.operation, said.value)
        };
        Ok(Assignment::parse(&arguments)?.into_iter().map(show).collect())
    }

    #[test]
    fn a_target_is_followed_by_what_is_said_of_it() {
        let said = parsed(&[
            "checkout/ledger",
            "eta=fri",
            "tags+=a, b",
            "depends_on-=x +2d",
            "mlops/model.note=a=b",
        ]);
        let expected = [
            ("checkout/ledger.eta", Operation::Set, "fri"),
            ("checkout/ledger.tags", Operation::Add, "a, b"),
            ("checkout/ledger.depends_on", Operation::Remove, "x +2d"),
            ("mlops/model.note", Operation::Set, "a=b"),
        ];
        let expected = expected.map(|(place, sign, value)| (place.to_owned(), sign, value.to_owned()));
        assert_eq!(said, Ok(expected.to_vec()));
        assert_eq!(parsed(&["link:a:b="]), Ok(vec![("link:a:b.".into(), Operation::Set, String::new())]));
        assert_eq!(parsed(&["ledger.eta="]), Ok(vec![("ledger.eta".into(), Operation::Set, String::new())]));
    }

    #[test]
    fn the_rest_of_a_value_without_quotes_is_refused() {
        let check = |arguments: &[&str], word: &str, help: &str| {
            let refused = parsed(arguments).unwrap_err();
            assert_eq!(refused.reason, format!("`{word}` says nothing"));
            assert!(refused.help.contains(help), "{}", refused.help);
        };
        let name = ["p/a", "name=Two", "words", "here"];
        check(&name, "words", "put the value in quotes, as in 'name=Two words here'");
        check(&["p/a", "depends_on+=a", "SS"], "SS", "'depends_on+=a SS'");
        check(&["p/a", "note=It's", "late."], "late.", "'note=It'\\''s late.'");
        check(&["p/a", "note=Two", "e.g.", "eta=fri"], "e.g.", "'note=Two e.g.'");
        check(&["p/a", "eta=fri", "p/b"], "p/b", "as in `p/b eta=");
        check(&["p/a", "p/b", "eta=fri"], "p/a", "as in `p/a eta=");
    }

    #[test]
    fn what_says_nothing_is_refused() {
        for arguments in [
            &["checkout/ledger"][..],
            &[],
            &["eta=fri"],
            &["ledger.eta"],
            &["=x"],
            &["ledger", "=x"],
            &["ledger="],
            &["link:a:b=x"],
            &["p/a", "p/b", "eta=fri"],
            &["p/a", "eta=fri", "p/b"],
            &["p/a", "p/b.eta=fri"],
        ] {
            assert!(parsed(arguments).is_err(), "{arguments:?}");
        }
    }
}
