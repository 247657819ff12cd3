//! The recipes of `docs/scripts.md`, run by a shell over the example programs.

use super::files::examples;
use super::scratch::finish;
use super::{fenced, read};
use serde_json::Value;
use std::env;
use std::path::Path;
use std::process::Command;

#[test]
fn every_recipe_runs() {
    let recipes = fenced(&read("docs/scripts.md"), "sh");
    assert_eq!(recipes.len(), 5);
    let ours = Path::new(env!("CARGO_BIN_EXE_tpm")).parent().unwrap().to_owned();
    let path = env::var_os("PATH").unwrap();
    let path = env::join_paths([ours].into_iter().chain(env::split_paths(&path))).unwrap();
    let scratch = examples();
    let shell = |line: &str| {
        let mut command = Command::new("sh");
        command
            .args(["-euc", line])
            .current_dir(&scratch.0)
            .env("PATH", &path)
            .env("TPM_AS_OF", "2026-09-14");
        for (name, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            // Before a week ago, whatever today is.
            ("GIT_COMMITTER_DATE", "2020-01-01T00:00:00Z"),
        ] {
            command.env(name, value);
        }
        command.output().unwrap()
    };
    let identity = "-c user.name=A -c user.email=a@example.org";
    let begun = shell(&format!("git init -q && git add . && git {identity} commit -qm Plans"));
    assert!(begun.status.success(), "{}", String::from_utf8_lossy(&begun.stderr));
    // Who has no jq still runs the others.
    let has_jq = shell("jq --version").status.success();
    for recipe in recipes.iter().filter(|recipe| has_jq || !recipe.contains("jq ")) {
        let output = shell(recipe);
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
