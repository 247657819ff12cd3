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
        let mut target: Option<Target> = None;
        let mut found = Vec::new();
        for argument in arguments {
            let Some((place, operation, value)) = split(argument) else {
                let address = Address::parse(argument)?;
                if !address.keys.is_empty() {
                    return Err(Refused::new(
                        format!("`{argument}` says nothing"),
                        format!("write `{argument}=VALUE`"),
                    ));
                }
                target = Some(address.target);
                continue;
            };
            let is_whole = place.contains([':', '/']);
            let address = match &target {
                Some(target) if !is_whole => Address::of(target.clone(), place)?,
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
        if found.is_empty() {
            return Err(Refused::new(
                "nothing is said",
                "write what is to change, as in `checkout/ledger eta=2026-10-02`",
            ));
        }
        Ok(found)
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
        ] {
            assert!(parsed(arguments).is_err(), "{arguments:?}");
        }
    }
}
