//! `tpm schema` itself.

use super::{Kind, printed};
use crate::support;

#[test]
fn it_is_draft_07_and_the_same_every_time() {
    for kind in [Kind::Program, Kind::Shared] {
        let text = printed(kind);
        assert!(jsonschema::meta::is_valid(&super::schema(kind)), "{text}");
        assert!(
            text.starts_with("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"),
            "{text}"
        );
        assert!(text.ends_with("}\n") && text == printed(kind));
    }
}

#[test]
fn every_key_has_a_description_and_an_example() {
    for kind in [Kind::Program, Kind::Shared] {
        for place in super::places::places(kind) {
            assert_ne!(place.example, "null", "{place:?}");
        }
        let root = super::schema(kind);
        for (key, property) in root["properties"].as_object().unwrap() {
            assert!(property["description"].as_str().is_some_and(|text| text.ends_with('.')), "{key}");
        }
    }
}

#[test]
fn it_is_printed_as_json_only() {
    assert_eq!(support::run(&[], &["schema", "--format", "json"]).out, printed(Kind::Program));
    let output = support::run(&[], &["schema", "--format", "yaml"]);
    assert_eq!((output.status, output.out.as_str()), (2, ""));
    assert!(output.err.contains("leave out `--format`"), "{}", output.err);
    assert_eq!(support::run(&[], &["schema", "--of", "everything"]).status, 2);
}
