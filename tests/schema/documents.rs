//! Every plan in the repository: examples, documentation, fixtures.

use super::{BEYOND_A_SCHEMA, Kind, Verdict, validator};
use crate::errors::fixtures::fixture_files;
use crate::examples::documents::plans;
use crate::support;
use std::collections::BTreeSet;

#[test]
fn every_plan_in_the_repository_is_valid() {
    let validators = [validator(Kind::Program), validator(Kind::Shared)];
    let examples = support::examples().into_iter().map(|(path, text)| (path.clone(), Kind::of(&path), text));
    let shown = plans()
        .into_iter()
        .map(|(name, what, text)| (name, if what == "shared" { Kind::Shared } else { Kind::Program }, text));
    let mut count = 0;
    for (name, kind, text) in examples.chain(shown) {
        let verdict = Verdict::of(&text, kind, &validators[kind as usize]);
        assert!(verdict.form.is_empty() && verdict.schema.is_empty(), "{name}: {verdict:#?}\n{text}");
        count += 1;
    }
    assert!(count >= 7, "only {count} plans");
}

#[test]
fn fixtures_are_valid_unless_their_form_is_wrong() {
    let validators = [validator(Kind::Program), validator(Kind::Shared)];
    let (mut refused, mut taken) = (BTreeSet::new(), BTreeSet::new());
    for (name, path, text) in fixture_files() {
        // Size limits are those of our reader.
        if name.starts_with("too-many-") {
            continue;
        }
        let kind = Kind::of(&path);
        let verdict = Verdict::of(&text, kind, &validators[kind as usize]);
        assert!(verdict.agree(), "{name}, {path}: {verdict:#?}\n{text}");
        let rule = name.split("--").next().unwrap_or_default().to_owned();
        if verdict.schema.is_empty() {
            taken.insert(rule)
        } else {
            refused.insert(rule)
        };
    }
    for rule in [
        "unknown-key",
        "wrong-type",
        "not-a-date",
        "bad-id",
        "not-a-duration",
        "bad-dependency",
        "unknown-word",
    ] {
        assert!(refused.contains(rule), "{rule} is not refused: {refused:?}");
    }
    for rule in [
        "missing-key",
        "no-value",
        "not-three-points",
        "not-a-number",
        "elapsed-time",
        "duplicate-key",
        "not-yaml",
    ] {
        assert!(refused.contains(rule), "{rule} is not refused: {refused:?}");
    }
    for rule in ["unknown-dependency", "dependency-cycle", "unknown-owner", "done-before-start"] {
        assert!(taken.contains(rule), "{rule} is not taken: {taken:?}");
    }
    for (rule, _) in BEYOND_A_SCHEMA {
        assert!(taken.contains(rule), "no fixture shows that `{rule}` is beyond a schema");
    }
}
