//! How many pieces of work somebody does at once: `1`, `0.5`, `2.5`.

use super::{Complaint, is_short};
use std::fmt;

/// How many pieces of work somebody does at once, in thousandths; above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capacity(u32);

impl Capacity {
    /// One piece of work, in the unit of [`Self::thousandths`].
    pub const ONE: u32 = 1000;

    /// Returns it in thousandths.
    pub fn thousandths(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Capacity {
    /// Writes `1` or `0.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / Self::ONE, self.0 % Self::ONE);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        write!(f, "{whole}.{}", format!("{rest:03}").trim_end_matches('0'))
    }
}

/// Reads a number above 0. What is finer than a thousandth is rounded up, so that nobody counts as
/// overloaded because of it.
pub(in crate::syntax) fn capacity(text: &str) -> Result<Capacity, Complaint> {
    thousandths(text).filter(|capacity| *capacity > 0).map(Capacity).ok_or_else(|| {
        let zero = thousandths(text) == Some(0);
        let help = match meant(text).filter(|_| is_short(text)) {
            _ if zero => "leave `capacity` out to have nobody look for overload".into(),
            Some(meant) => format!("write `{meant}`"),
            None => "write how many pieces of work at once, such as `1` or `0.5`".into(),
        };
        Complaint::not("not-a-number", text, "a number above 0").help(help)
    })
}

#[expect(clippy::arithmetic_side_effects, reason = "three digits")]
fn thousandths(text: &str) -> Option<u32> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(decimals) || (whole.is_empty() && decimals.is_empty()) {
        return None;
    }
    let digit = |at: usize| u64::from(decimals.as_bytes().get(at).map_or(0, |digit| digit - b'0'));
    let finer = decimals.bytes().skip(3).any(|digit| digit != b'0');
    // More than any plan has work is as good as no limit.
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().unwrap_or(u64::from(u32::MAX)) };
    let parts = digit(0) * 100 + digit(1) * 10 + digit(2) + u64::from(finer);
    Some(u32::try_from(whole.saturating_mul(1000).saturating_add(parts)).unwrap_or(u32::MAX))
}

/// Returns what somebody most likely meant by a share or by a decimal comma.
fn meant(text: &str) -> Option<Capacity> {
    let number = |text: &str| thousandths(&text.trim().replacen(',', ".", 1));
    let found = match text.trim().strip_suffix('%') {
        Some(percent) => number(percent)?.div_ceil(100),
        None => number(text)?,
    };
    Some(Capacity(found)).filter(|_| found > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_above_zero_is_a_capacity() {
        for (text, thousandths, written) in [
            ("1", 1000, "1"),
            ("0.5", 500, "0.5"),
            (".25", 250, "0.25"),
            ("2.", 2000, "2"),
            ("1.50", 1500, "1.5"),
            ("0.001", 1, "0.001"),
            ("0.3333333333333333", 334, "0.334"),
            ("0.0000001", 1, "0.001"),
            ("99999999999999999999", u32::MAX, "4294967.295"),
        ] {
            let read = capacity(text).unwrap();
            assert_eq!((read.thousandths(), read.to_string().as_str()), (thousandths, written), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_above_zero_gets_a_hint() {
        for (text, help) in [
            ("50%", "write `0.5`"),
            ("0,5", "write `0.5`"),
            (" 1 ", "write `1`"),
            ("0", "leave `capacity` out to have nobody look for overload"),
            ("0.000", "leave `capacity` out to have nobody look for overload"),
            ("-1", "write how many pieces of work at once, such as `1` or `0.5`"),
            ("two", "write how many pieces of work at once, such as `1` or `0.5`"),
            (".", "write how many pieces of work at once, such as `1` or `0.5`"),
            ("1e3", "write how many pieces of work at once, such as `1` or `0.5`"),
        ] {
            assert_eq!(capacity(text).unwrap_err().help.as_deref(), Some(help), "{text}");
        }
    }
}
