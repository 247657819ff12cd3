//! docs/rules.md: each rule with its explanation, an example plan and what `tpm check` prints for
//! it.

use super::{Plan, arguments};
use crate::support;
use std::fmt::Write as _;
use tpm::cli::Variables;
use tpm::finding::gate_rules::Set;
use tpm::rules::{REGISTRY, Rule};

const HEAD: &str = "# Rules of the gate

What `tpm check` finds, set by set; `tpm explain RULE` explains one. Each rule has a level: off,
warn or error. [`checks`](plan-language.md#checks) in `tpm.yaml`, or `--off`, `--warn` and
`--error`, change it for a rule or a set. A `waive:` beside a finding
[excuses it](plan-language.md#waivers-and-assertions) until a day.
[method.md](method.md#the-gate) defines each number and threshold.

Each example is read as of 14 September 2026. If it has several files, each begins with its name;
findings of other rules are left out. Errors in the plans themselves are in [errors.md](errors.md);
no policy and no waiver hides them.

The tests write this file: `TPM_UPDATE_DOCS=1 cargo test`.
";

/// Returns the part of a text answer that shows the findings of a rule.
fn printed(rule: &Rule) -> String {
    let mut arguments = arguments(rule);
    arguments.extend(["--color", "never"]);
    // The rule that a waiver in the example names stays on.
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
        "\n### {}\n\n{} {}, since {}.\n\n{}\n\n```yaml\n{}```\n\n```text\n{printed}```\n\nFixed:\n\n```yaml\n{}```\n",
        rule.slug,
        rule.summary,
        match rule.level.word() {
            "off" => "Off by default",
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
fn the_catalogue_shows_every_rule_and_its_output() {
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
fn rules_and_explanations_match_one_to_one() {
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
        // A text of another shape reads as an empty one.
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
