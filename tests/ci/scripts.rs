//! The recipes of `docs/scripts.md`, run by a shell over the example programs.

use super::files::{COMMITTED, examples, shell};
use super::scratch::finish;
use super::{fenced, read};
use serde_json::Value;
use std::process::Command;

#[test]
fn every_recipe_runs() {
    let recipes = fenced(&read("docs/scripts.md"), "sh");
    assert_eq!(recipes.len(), 5);
    let scratch = examples();
    let run = |line: &str| shell(&scratch, line).output().unwrap();
    let begun = run(COMMITTED);
    assert!(begun.status.success(), "{}", String::from_utf8_lossy(&begun.stderr));
    // Who has no jq still runs the others.
    let has_jq = run("jq --version").status.success();
    for recipe in recipes.iter().filter(|recipe| has_jq || !recipe.contains("jq ")) {
        let output = run(recipe);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && err.is_empty() && !out.is_empty(), "{recipe}\n{out}{err}");
    }
}

#[test]
fn every_kind_is_listed() {
    let text = read("docs/scripts.md");
    let help = Command::new(env!("CARGO_BIN_EXE_tpm")).args(["schema", "--of", "nothing"]).output().unwrap();
    let help = String::from_utf8(help.stderr).unwrap();
    let kinds = help.split("possible values: ").nth(1).unwrap().split(']').next().unwrap();
    for kind in kinds.split(", ") {
        assert!(text.contains(&format!("`{kind}`")), "{kind}");
    }
    let shown: Value = serde_json::from_str(&fenced(&text, "json")[0]).unwrap();
    let scratch = examples();
    let real = finish(super::scratch::tpm(&scratch.0).args(["schedule", "--format", "json"]));
    let real: Value = serde_json::from_slice(&real.stdout).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!((keys(&shown), &shown["schema_version"]), (keys(&real), &real["schema_version"]));
}
