//! docs/rules.md: each rule with what it means, a plan that it finds something in, and what is printed of that plan.

use super::{Plan, arguments};
use crate::support;
use std::fmt::Write as _;
use tpm::cli::Variables;
use tpm::finding::gate_rules::Set;
use tpm::rules::{REGISTRY, Rule};

const HEAD: &str = "# Rules of the gate

What `tpm check` finds, set by set. `tpm explain RULE` says the same of one. A rule is off, warns, or is an error: that is its level, and
[`checks`](plan-language.md#checks) in `tpm.yaml`, or `--off`, `--warn` and `--error`, change it for a rule or a set. A `waive:` beside what is found
[excuses it](plan-language.md#waivers-and-assertions) until a day. How each number is made, and its threshold, says [method.md](method.md#the-gate).

Each plan is read as of 14 September 2026. Where it has several files, each begins with its name; what other rules find in it is left out.
Errors in the plans themselves are in [errors.md](errors.md), and no policy and no waiver hides them.

This file is written by the tests: `TPM_UPDATE_DOCS=1 cargo test`.
";

/// Returns the part of a text answer that is about a rule: the picture of what it found.
fn printed(rule: &Rule) -> String {
    let mut arguments = arguments(rule);
    arguments.extend(["--color", "never"]);
    // What a waiver in it excused has to be found.
    let waived = |other: &Rule| rule.bad.contains(&format!("rule: {},", other.slug));
    for other in REGISTRY.iter().filter(|other| other.slug != rule.slug && !waived(other)) {
        arguments.extend(["--off", other.slug]);
    }
    let plan = Plan::example(rule.bad);
    let output = match plan.before {
        Some(_) => plan.run(&arguments),
        None => support::run_as(&plan.files(), &arguments, Variables::default(), Some(120)),
    };
    let out = output.out;
    let pictures = out.split("✗ fails").next().and_then(|text| text.split("✓ passes").next()).unwrap_or("");
    let of_rule = |picture: &&str| picture.contains(&format!("[{}]: ", rule.slug));
    let pictures: Vec<&str> = pictures.split("\n\n").filter(of_rule).collect();
    pictures.join("\n\n").trim_end().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn section(rule: &Rule) -> String {
    let printed = printed(rule);
    assert!(printed.contains(&format!("[{}]", rule.slug)), "{}: {printed}", rule.slug);
    format!(
        "\n### {}\n\n{} {}, since {}.\n\n{}\n\n```yaml\n{}```\n\n```text\n{printed}```\n\nMended:\n\n```yaml\n{}```\n",
        rule.slug,
        rule.summary,
        match rule.level.word() {
            "off" => "Off unless it is turned on",
            "warn" => "Warns",
            _ => "An error",
        },
        rule.since,
        rule.explanation,
        rule.bad,
        rule.good
    )
}

#[test]
fn the_catalogue_shows_every_rule_with_what_is_printed() {
    let mut text = HEAD.to_owned();
    for set in Set::ALL {
        let _ = write!(text, "\n## {}\n\n{}\n", set.word(), set.about());
        for rule in REGISTRY.iter().filter(|rule| rule.set == set) {
            text.push_str(&section(rule));
        }
    }
    support::generated("docs/rules.md", &text);
}

#[test]
fn each_rule_has_a_text_of_the_fixed_shape_beside_it_and_no_text_is_without_a_rule() {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let texts = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut texts: Vec<_> =
        texts.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    texts.sort();
    let mut names: Vec<String> = REGISTRY.iter().map(|rule| rule.slug.replace('-', "_")).collect();
    names.sort();
    assert_eq!(
        texts.iter().map(|path| path.file_stem().unwrap().to_str().unwrap()).collect::<Vec<_>>(),
        names
    );
    for path in texts {
        let text = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let slug = path.file_stem().unwrap().to_str().unwrap().replace('_', "-");
        let rule = tpm::rules::rule(&slug).unwrap();
        let (explanation, examples) = text.split_once("\n\n## Bad").unwrap();
        assert!(explanation.lines().all(|line| line.chars().count() <= 100), "{slug}");
        // A text of another shape would be told as an empty one.
        assert_eq!(explanation.replace('\n', " "), format!("# {slug}  {}", rule.explanation));
        assert_eq!(
            examples,
            format!(
                "\n\n```yaml\n{}```\n\n## Good\n\n```yaml\n{}```\n\nSince {}.\n",
                rule.bad, rule.good, rule.since
            )
        );
    }
}

#[test]
fn the_manual_has_every_key_of_the_policy() {
    let manual =
        std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/plan-language.md"));
    let manual = String::from_utf8(manual.unwrap()).unwrap();
    let checks = manual.split("### Checks").nth(1).unwrap().split("### Owners").next().unwrap();
    let schema = support::run(&[], &["schema", "--of", "shared"]).out;
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let keys = schema["definitions"]["checks"]["properties"].as_object().unwrap();
    let settings: Vec<&String> = keys.keys().filter(|key| tpm::rules::rule(key).is_none()).collect();
    assert!(settings.len() > 10 && keys.len() > settings.len() + 30, "{settings:?}");
    for key in settings {
        assert!(checks.contains(&format!("`{key}`")), "docs/plan-language.md does not say what `{key}` is");
    }
}
