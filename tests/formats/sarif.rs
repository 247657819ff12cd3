//! The `sarif` format, against the published schema and the limits of code scanning.

use super::{FILES, WITH_ERROR, check, read};
use jsonschema::Validator;
use serde_json::Value;

/// The schema of the OASIS Standard; `README.md` beside it names its source.
const SCHEMA: &str = include_str!("sarif-schema-2.1.0.json");

/// Two of its patterns have a bracket too many, which some engines reject; Errata 01 fixes them.
const WRONG: &str = "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$";
const MENDED: &str = "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$";

/// A validator that also looks at formats.
pub(super) fn validator() -> Validator {
    assert_eq!(SCHEMA.matches(WRONG).count(), 2);
    let schema: Value = serde_json::from_str(&SCHEMA.replace(WRONG, MENDED)).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

/// Checks a log against the schema and the further requirements of a host. Returns its results.
#[track_caller]
pub(super) fn results<'v>(log: &'v Value, validator: &Validator) -> &'v [Value] {
    let faults: Vec<String> = validator
        .iter_errors(log)
        .take(5)
        .map(|fault| format!("{fault} at {}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        for pointer in ["/shortDescription/text", "/fullDescription/text"] {
            let length = rule.pointer(pointer).and_then(Value::as_str).unwrap().chars().count();
            assert!((1..=1024).contains(&length), "{pointer} of {rule}");
        }
        assert!(rule["help"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 10);
    }
    let results = run["results"].as_array().unwrap();
    assert!(results.len() <= 25_000);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
        let location = &result["locations"][0]["physicalLocation"];
        let region = |key: &str| location["region"][key].as_u64().unwrap();
        let (start, end) =
            ((region("startLine"), region("startColumn")), (region("endLine"), region("endColumn")));
        assert!(start <= end, "{result}");
        assert!(result["relatedLocations"].as_array().is_none_or(|related| related.len() <= 100));
    }
    results
}

#[test]
fn a_log_meets_the_schema_and_the_host() {
    let validator = validator();
    for (files, count) in [(&FILES, 4), (&WITH_ERROR, 5)] {
        let log = read(files, "sarif", &[]);
        assert_eq!(results(&log, &validator).len(), count);
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["automationDetails"]["id"], "tpm-check/2026-09-14");
        assert!(run["originalUriBaseIds"]["SRCROOT"].is_object());
        assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    }
    // The validator must reject something.
    let mut log = read(&FILES, "sarif", &[]);
    log["runs"][0]["results"][0]["level"] = "bad".into();
    assert!(!validator.is_valid(&log));
}

#[test]
fn every_rule_is_in_the_log_with_or_without_a_finding() {
    let ids = |log: &Value| -> Vec<String> {
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        rules.iter().map(|rule| rule["id"].as_str().unwrap().to_owned()).collect()
    };
    let quiet = ids(&read(&FILES, "sarif", &["mlops"]));
    assert_eq!(ids(&read(&WITH_ERROR, "sarif", &[])), quiet);
    let gate = tpm::rules::REGISTRY.iter().map(|rule| rule.slug);
    let expected: Vec<&str> = gate.chain(tpm::finding::slugs()).collect();
    assert_eq!(quiet, expected);
}

#[test]
fn places_are_from_the_root_and_in_characters() {
    let log = read(&FILES, "sarif", &[]);
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "overdue-milestone");
    let location = &result["locations"][0]["physicalLocation"];
    let artifact = serde_json::json!({ "uri": "programs/checkout.yaml", "uriBaseId": "SRCROOT" });
    assert_eq!(location["artifactLocation"], artifact);
    let expected = serde_json::json!({ "startLine": 6, "startColumn": 113, "endLine": 6, "endColumn": 123 });
    assert_eq!(location["region"], expected);
    assert!(result["message"]["text"].as_str().unwrap().contains("3wd later.\nto do: "), "{result}");
}

#[test]
fn waived_findings_are_suppressed_with_their_reasons() {
    let log = read(&FILES, "sarif", &[]);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let suppressed: Vec<&Value> =
        results.iter().filter(|result| result.get("suppressions").is_some()).collect();
    assert_eq!(suppressed.len(), 1);
    let suppression = &suppressed[0]["suppressions"][0];
    assert_eq!((&suppression["kind"], &suppression["status"]), (&"inSource".into(), &"accepted".into()));
    assert_eq!(suppression["justification"], "until 2026-10-01, priya: The auditor is ill");
    let line = &suppression["location"]["physicalLocation"]["region"]["startLine"];
    assert_eq!(line, &19);
    assert!(
        check(&FILES, "sarif", &["--waived"]).out == check(&FILES, "sarif", &[]).out,
        "it is there in any case"
    );
}
