//! English that every message needs: one and many, and lists.

/// Returns `1 milestone`, `3 milestones` or `3 dependencies`.
pub fn count(number: usize, one: &str) -> String {
    let ends_in_ey = |stem: &str| stem.ends_with(['a', 'e', 'o', 'u']);
    match one.strip_suffix('y') {
        _ if number == 1 => format!("{number} {one}"),
        Some(stem) if !ends_in_ey(stem) => format!("{number} {stem}ies"),
        _ => format!("{number} {one}s"),
    }
}

/// Returns `10,000`.
pub fn thousands(number: u32) -> String {
    match number {
        ..1000 => number.to_string(),
        _ => format!("{},{:03}", thousands(number / 1000), number % 1000),
    }
}

/// Returns `a`, `a and b` or `a, b and c`.
pub fn list(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => items.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_lists_read_as_english() {
        assert_eq!((count(1, "risk"), count(0, "risk")), ("1 risk".into(), "0 risks".into()));
        assert_eq!([7, 1_000, 1_020_003].map(thousands), ["7", "1,000", "1,020,003"]);
        assert_eq!(list(&["a"; 0]), "");
        assert_eq!((list(&["a"]), list(&["a", "b"])), ("a".into(), "a and b".into()));
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
