//! The `junit` format, read by an XML parser.

use super::{FILES, WITH_ERROR, check, overdue};
use roxmltree::{Document, Node};
use std::collections::BTreeSet;

/// The class and name of a case, and the element in it with its text.
pub(super) type Case = (String, String, Option<(String, String)>);

/// Checks the structure that readers expect, and the counts. Returns the cases as class, name and
/// element; no element if they pass.
#[track_caller]
pub(super) fn cases(text: &str) -> Vec<Case> {
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let elements = |node: Node<'_, '_>, name: &str| {
        node.descendants().filter(|below| below.is_element() && below.tag_name().name() == name).count()
    };
    let mut found = Vec::new();
    let mut names = BTreeSet::new();
    for node in [root].into_iter().chain(root.children().filter(Node::is_element)) {
        let counts =
            [("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")];
        for (attribute, element) in counts {
            let said: usize = node.attribute(attribute).expect(attribute).parse().expect("a number");
            assert_eq!(said, elements(node, element), "{attribute} of {node:?}");
        }
        assert_eq!(node.attribute("time"), Some("0"));
    }
    for suite in root.children().filter(Node::is_element) {
        assert_eq!(suite.tag_name().name(), "testsuite");
        for case in suite.children().filter(Node::is_element) {
            assert_eq!(case.tag_name().name(), "testcase");
            let attribute = |name: &str| case.attribute(name).expect(name).to_owned();
            let (class, name) = (attribute("classname"), attribute("name"));
            assert_eq!((Some(class.as_str()), attribute("time").as_str()), (suite.attribute("name"), "0"));
            assert!(names.insert((class.clone(), name.clone())), "{class} {name} is there twice");
            let said: Vec<Node<'_, '_>> = case.children().filter(Node::is_element).collect();
            assert!(said.len() <= 1);
            let said = said.first().map(|said| {
                let tag = said.tag_name().name();
                assert!(["failure", "error", "skipped", "system-out"].contains(&tag), "{tag}");
                (tag.to_owned(), said.text().unwrap_or_default().to_owned())
            });
            found.push((class, name, said));
        }
    }
    found
}

#[test]
fn failing_findings_are_failures_and_others_still_appear() {
    let cases = cases(&check(&WITH_ERROR, "junit", &[]).out);
    let said = |name: &str| {
        let found = cases.iter().find(|(_, found, _)| found == name).unwrap_or_else(|| panic!("no {name}"));
        (found.0.as_str(), found.2.as_ref().map(|(tag, text)| (tag.as_str(), text.as_str())))
    };
    let (class, failure) = said("checkout/ledger: overdue-milestone");
    assert_eq!((class, failure.unwrap().0), ("checkout", "failure"));
    let lines: Vec<&str> = failure.unwrap().1.lines().collect();
    assert!(lines[0].contains("was promised for 9 Sep") && lines[1].starts_with("to do: "), "{lines:?}");
    assert_eq!(lines[2], "programs/checkout.yaml:6:113");
    // A finding that does not fail the gate passes, with its text as output.
    let (_, warning) = said("checkout/perf: overdue-mitigation");
    assert_eq!(warning.unwrap().0, "system-out");
    assert!(warning.unwrap().1.starts_with("warning: "));
    let (_, waived) = said("checkout/audit: overdue-milestone");
    assert!(waived.unwrap().1.starts_with("waived until 2026-10-01: The auditor is ill\n"), "{waived:?}");
    assert_eq!(waived.unwrap().0, "skipped");
    let (class, error) = said("programs/mlops.yaml: not-a-duration");
    assert_eq!((class, error.unwrap().0), ("plan files", "error"));
    assert_eq!(said("mlops: overdue-milestone"), ("mlops", None));
    assert!(!cases.iter().any(|(_, name, _)| name == "checkout: overdue-milestone"), "it did find something");
}

#[test]
fn only_what_was_judged_passes() {
    let named = |more: &[&str]| -> Vec<String> {
        cases(&check(&FILES, "junit", more).out).into_iter().map(|(_, name, _)| name).collect()
    };
    assert!(named(&[]).contains(&"every plan can be read".to_owned()));
    assert!(named(&["checkout"]).iter().all(|name| !name.starts_with("mlops")));
    assert!(named(&["--off", "stale-eta"]).iter().all(|name| !name.ends_with("stale-eta")));
    assert!(named(&[]).contains(&"mlops: stale-eta".to_owned()));
}

#[test]
fn two_findings_of_one_rule_about_one_thing_are_two_cases() {
    let plan = "milestones:\n  a: {duration: 3x, max: 1}\n  a: {duration: 4y}\n  a: {duration: 5z}\n";
    let cases = cases(&check(&[("programs/a.yaml", plan)], "junit", &[]).out);
    assert!(cases.iter().filter(|(class, _, _)| class == "plan files").count() >= 4, "{cases:#?}");
}

#[test]
fn many_programs_fit() {
    let texts: Vec<(String, String)> =
        (0..300).map(|id| (format!("programs/p{id}.yaml"), overdue(2))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let cases = cases(&check(&files, "junit", &[]).out);
    assert_eq!(
        cases.iter().filter(|case| matches!(&case.2, Some((tag, _)) if tag == "failure")).count(),
        600
    );
}
