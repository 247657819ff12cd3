//! Each rule is shown what it must find, and what looks like it and must pass.

use super::{Fault, ORDER, OUTSIDE};
use serde_json::{Value, json};

const NOTHING: [usize; 0] = [];

fn lines(faults: Vec<Fault>) -> Vec<usize> {
    faults.into_iter().map(|(line, _)| line).collect()
}

/// Returns a rule that says in which lines it finds faults.
fn found_by(rule: impl Fn(&str, &str) -> Vec<Fault>) -> impl Fn(&str, &str) -> Vec<usize> {
    move |path, text| lines(rule(path, text))
}

/// The same for a rule to which all files are alike.
fn found_anywhere_by(rule: impl Fn(&str, &str) -> Vec<Fault>) -> impl Fn(&str) -> Vec<usize> {
    move |text| lines(rule("x.rs", text))
}

#[test]
fn an_import_from_below_is_found() {
    let imports = found_by(super::imports);
    assert_eq!(imports("model/lower.rs", "use crate::schedule::Plan;"), [1]);
    assert_eq!(imports("model/lower.rs", "use crate::{time::Day,\n render::{json, escape}};"), [2, 2]);
    assert_eq!(imports("time/day.rs", "fn f() -> crate::source::Span {\n crate::cli::run() }"), [2]);
    assert_eq!(imports("io/disk.rs", "use crate::*;"), [1]);
    assert_eq!(imports("view/status.rs", "use crate::io as world;"), [1]);
    assert_eq!(imports("view/new.rs", "#[cfg(test)] mod tests { use crate::render::json; }"), [1]);
    assert_eq!(imports("misplaced/mod.rs", ""), [1]);
    assert_eq!(imports("main.rs", "use crate::cli;"), [1]);
}

#[test]
fn climbing_out_of_a_module_is_an_import() {
    let imports = found_by(super::imports);
    assert_eq!(imports("model/mod.rs", "use super::view::Words;"), [1]);
    assert_eq!(imports("syntax/values/id.rs", "use super::super::super::model;"), [1]);
    assert_eq!(imports("syntax/yaml.rs", "mod tests { fn f() { super::super::super::cli::run() } }"), [1]);
    assert_eq!(imports("syntax/values/id.rs", "use super::super::fields;"), NOTHING);
    assert_eq!(imports("syntax/mod.rs", "mod tests { use super::*; use super::near; }"), NOTHING);
}

#[test]
fn imports_from_above_and_from_beside_pass() {
    let imports = found_by(super::imports);
    let text = "//! See [`crate::cli`].\nuse crate::model::{Move, Workspace};\nuse super::ids;\npub(in crate::graph) fn f() {}";
    assert_eq!(imports("graph/network.rs", text), NOTHING);
    assert_eq!(
        imports("graph/network.rs", "const HELP: &str = \"crate::cli::run\"; /* crate::cli::run */"),
        NOTHING
    );
    assert_eq!(imports("main.rs", "use tpm::cli;"), NOTHING);
}

#[test]
fn lib_rs_out_of_order_is_found() {
    let reading_order = found_anywhere_by(|_, text| super::reading_order(text));
    assert_eq!(reading_order("pub mod source;\npub mod model;\npub mod syntax;\npub mod cli;"), [3]);
    assert_eq!(reading_order("pub mod source;\npub mod elsewhere;"), [2]);
    assert_eq!(reading_order(""), [1]);
    let declared = ORDER.map(|module| format!("pub mod {module};\n"));
    assert_eq!(reading_order(&declared.concat()), NOTHING);
}

#[test]
fn reaching_outside_is_found() {
    let outside = found_by(super::outside);
    for (what, _) in OUTSIDE {
        assert_eq!(outside("model/load.rs", &format!("fn f() {{\n {what}::x() }}")), [2], "{what}");
        assert_eq!(outside("model/load.rs", &format!("use {what};")), [1], "{what}");
    }
    assert_eq!(
        outside("cli/mod.rs", "use std::{collections::BTreeMap,\n fs::{self, File}, env as e};"),
        [2, 2, 2]
    );
    assert_eq!(outside("main.rs", "use std::process::{Command, ExitCode};"), [1]);
    assert_eq!(outside("io/disk.rs", "std::fs::read(p); std::net::TcpStream::connect(a);"), [1]);
    assert_eq!(outside("io/workspace.rs", "if path.exists() && !path.is_dir() {}"), [1, 1]);
    assert_eq!(outside("analysis/mod.rs", "let now = std::time::Instant::now();"), [1]);
}

#[test]
fn printing_is_found() {
    let outside = found_anywhere_by(|_, text| super::outside("cli/report.rs", text));
    for call in ["print!(\"\")", "println!()", "eprint! {}", "std::eprintln![]", "dbg!(x)"] {
        assert_eq!(outside(call), [1], "{call}");
    }
    assert_eq!(outside("use std::io::{Write,\n stdout};"), [2]);
    assert_eq!(
        outside("// println!(x)\nlet text = \"dbg!(x)\"; if print != dbg {} writeln!(out)?;"),
        NOTHING
    );
}

#[test]
fn named_places_may_reach_outside() {
    let outside = found_by(super::outside);
    assert_eq!(
        outside("io/disk.rs", "use std::fs::{self, File}; fn f() { p.is_dir(); fs::read(p); }"),
        NOTHING
    );
    assert_eq!(outside("io/clock.rs", "use chrono::Local; SystemTime::now()"), NOTHING);
    assert_eq!(
        outside("main.rs", "use std::env; use std::process::ExitCode; use std::io; io::stdout();"),
        NOTHING
    );
    assert_eq!(
        outside("io/workspace.rs", "tree.is_file(path); world.stdout; std::io::Error::other(e);"),
        NOTHING
    );
    assert_eq!(
        outside("calendar/moves.rs", "use crate::time::{Day, Instant}; Instant::end_of(day);"),
        NOTHING
    );
}

#[test]
fn a_library_outside_its_place_is_found() {
    let dependencies = found_by(super::dependencies);
    for (library, _) in super::HOMES {
        assert_eq!(dependencies("model/check.rs", &format!("use {library}::Thing;")), [1], "{library}");
        assert_eq!(
            dependencies("model/check.rs", &format!("fn f() {{\n ::{library}::f() }}")),
            [2],
            "{library}"
        );
    }
    assert_eq!(dependencies("graph/network.rs", "use petgraph as p;"), [1]);
    assert_eq!(dependencies("cli/report.rs", "serde_json::to_string(&x)"), [1]);
    assert_eq!(
        dependencies("cli/report.rs", "use anyhow::Result; #[serde(rename = \"x\")] x.serde_json"),
        NOTHING
    );
    assert_eq!(
        dependencies("render/terminal/table.rs", "use unicode_width::UnicodeWidthStr; use anstyle::Style;"),
        NOTHING
    );
}

#[test]
fn a_dependency_without_place_reason_or_use_is_found() {
    let metadata = |dependencies: Value| json!({ "packages": [{ "id": "us", "dependencies": dependencies }], "resolve": { "root": "us" } });
    let all = super::HOMES.map(|(library, _)| json!({ "name": library, "kind": null }));
    let rows = super::HOMES.map(|(library, _)| format!("| `{library}` | a reason |\n")).concat();
    let uses = super::HOMES.map(|(library, _)| format!("use {library}::f;\n")).concat();
    let sources = |text: &str| [("lib.rs".to_owned(), text.to_owned())];
    let unexplained = |all: &[Value], text: &str, rows: &str| {
        super::unexplained(&metadata(all.into()), &sources(text), rows)
    };
    assert_eq!(unexplained(&all, &uses, &rows), Vec::<String>::new());

    let unused = unexplained(&all, &uses.replace("use clap::f;", "// clap"), &rows);
    assert_eq!(unused, ["  clap: nothing in src names it"]);
    let without_reason = unexplained(&all, &uses, &rows.replace("| `petgraph` |", "| petgraph |"));
    assert_eq!(without_reason, ["  petgraph: no row in docs/dependencies.md"]);
    let gone = unexplained(&all[1..], &uses, &rows);
    assert_eq!(gone, ["  annotate_snippets: in HOMES, but no dependency"]);
    let mut more = all.to_vec();
    more.push(json!({ "name": "x-y", "rename": "new-one", "kind": null }));
    more.push(json!({ "name": "for-tests", "kind": "dev" }));
    let rows = format!("{rows}| `new-one` | a reason |\n");
    let added = unexplained(&more, &format!("{uses}use new_one::f;"), &rows);
    assert_eq!(added, ["  new-one: no entry in HOMES", "  for-tests: no row in docs/dependencies.md"]);
}

#[test]
fn an_exception_without_need_is_found() {
    let disk = ("io/disk.rs".to_owned(), "use std::fs;".to_owned());
    let stale = super::stale(&[disk]);
    assert!(!stale.contains(&"  `std::fs` is not named in io/disk.rs".to_owned()), "{stale:#?}");
    for fault in [
        "  `std::os` is not named in io/disk.rs",
        "  `petgraph` is not named in graph/dependencies.rs",
        "  syntax/values/meant_link.rs is in no circle that is excused",
    ] {
        assert!(stale.contains(&fault.to_owned()), "{fault}: {stale:#?}");
    }
}

#[test]
fn words_opened_outside_escaping_are_found() {
    let unescaped = found_by(super::unescaped);
    assert_eq!(unescaped("render/terminal/mod.rs", "\nwords.unescaped()"), [2]);
    assert_eq!(unescaped("view/words.rs", "fn unescaped(&self) {}\nfn f() { self.unescaped() }"), [2]);
    assert_eq!(unescaped("render/json/mod.rs", "words.map(Words::unescaped)"), [1]);
    assert_eq!(unescaped("render/escape.rs", "fn unescaped() {}"), [1]);
    assert_eq!(unescaped("render/escape.rs", "terminal_text(words.unescaped())"), NOTHING);
    assert_eq!(unescaped("view/status.rs", "// never unescaped"), NOTHING);
}

#[test]
fn files_without_a_purpose_and_long_files_are_found() {
    assert_eq!(lines(super::undocumented("x.rs", "use std::fmt;\n//! Late.")), [1]);
    assert_eq!(lines(super::undocumented("x.rs", "")), [1]);
    assert_eq!(lines(super::undocumented("x.rs", "//! What it is for.\n")), NOTHING);
    assert_eq!(lines(super::long("x.rs", &"\n".repeat(501))), [501]);
    assert_eq!(lines(super::long("x.rs", &"\n".repeat(500))), NOTHING);
}

#[test]
fn drawers_are_found() {
    assert_eq!(lines(super::drawers("cli/util.rs", "")), [1]);
    assert_eq!(lines(super::drawers("helpers/mod.rs", "")), [1]);
    assert_eq!(lines(super::drawers("view/mod.rs", "mod block;\nmod common { }")), [2]);
    assert_eq!(lines(super::drawers("view/mod.rs", "let common = args.common; mod block;")), NOTHING);
}

#[test]
fn exceptions_without_a_reason_are_found() {
    let unreasoned = found_anywhere_by(super::unreasoned);
    assert_eq!(unreasoned("\n#[allow(dead_code)]"), [2]);
    assert_eq!(unreasoned("#![expect(\n    clippy::unwrap_used,\n)]"), [1]);
    assert_eq!(unreasoned("#[cfg_attr(test, allow(unused))]"), [1]);
    assert_eq!(unreasoned("#[allow(unused)] // reason = \"none\""), [1]);
    assert_eq!(
        unreasoned("#[expect(clippy::panic, reason = \"a bug\")] #[derive(Debug)] x.expect(y)"),
        NOTHING
    );
}

#[test]
fn unfinished_work_is_found() {
    let unfinished = found_anywhere_by(super::unfinished);
    assert_eq!(
        unfinished(concat!("fn f() {\n to", "do!() }\n// TO", "DO: more\n//FIX", "ME(me)\nunimplemented![]")),
        [2, 3, 4, 5]
    );
    assert_eq!(unfinished("fn todo() {} // todos are lists"), NOTHING);
}

#[test]
fn too_many_packages_are_found() {
    let edge = |to: &str, kind: Option<&str>| json!({ "pkg": to, "dep_kinds": [{ "kind": kind }] });
    let metadata = json!({ "resolve": { "root": "us", "nodes": [
        { "id": "us", "deps": [edge("a", None), edge("for tests", Some("dev"))] },
        { "id": "a", "deps": [edge("b", None), edge("for its build", Some("build"))] },
        { "id": "b", "deps": [edge("a", None)] },
        { "id": "for its build", "deps": [] },
        { "id": "for tests", "deps": [edge("for tests only", None)] },
        { "id": "for tests only", "deps": [] },
        { "id": "never reached", "deps": [] },
    ] } });
    assert_eq!(super::too_many(&metadata, 3, 6), Vec::<String>::new());
    assert_eq!(super::too_many(&metadata, 2, 6), ["  a normal build has 3 packages, of at most 2"]);
    assert_eq!(super::too_many(&metadata, 3, 5), ["  a build with tests has 6 packages, of at most 5"]);
}

#[test]
fn strays_at_the_top_level_are_found() {
    let names = |names: &[&str]| super::strays(names.iter().map(|name| (*name).to_owned()));
    assert_eq!(names(&["src", "notes.txt", "LICENSE", "Makefile"]), ["notes.txt", "LICENSE", "Makefile"]);
    assert_eq!(
        names(&["src", "programs", "LICENSE-MIT", ".ci", ".gitignore", "README.md"]),
        Vec::<String>::new()
    );
}

#[test]
fn quotes_lifetimes_and_comments_are_no_code() {
    let words = |text| super::tokens(text).iter().map(|token| token.text).collect::<Vec<_>>().join(" ");
    assert_eq!(words("a \"b \\\" c\" d"), "a d");
    assert_eq!(words("a r#\"b \" c\"# d br\"e\\\" f b\"g\" h c\"i\""), "a d f h");
    assert_eq!(words("a '\"' b '\\'' c b'x' d '\\u{1}' e"), "a b c d e");
    assert_eq!(words("f<'a>(&'a x, 'é')"), "f < > ( & x , )");
    assert_eq!(words("a // b\nc /* d\ne */ f::g"), "a c f :: g");
    assert_eq!(words("r#type crab bread 1..2"), "r # type crab bread 1 . . 2");
    let lines: Vec<usize> = super::tokens("a /*\n*/ b \"\n\" c").iter().map(|token| token.line).collect();
    assert_eq!(lines, [1, 2, 3]);
}

#[test]
fn a_key_without_a_row_is_found() {
    let keys_by_hand = found_by(super::keys_by_hand);
    assert_eq!(keys_by_hand("syntax/document.rs", "pub struct FreezeDoc {\n name: Field<String> }"), [1]);
    assert_eq!(keys_by_hand("syntax/decode/shared.rs", "let name =\n self.text(section, \"name\");"), [2]);
    assert_eq!(keys_by_hand("syntax/decode/program.rs", "section.get(\"milestones\")"), [1]);
    assert_eq!(
        keys_by_hand("syntax/fields/shared.rs", "document! { item FreezeDoc, \"a freeze\"; }"),
        NOTHING
    );
    assert_eq!(keys_by_hand("model/lower.rs", "struct FreezeDoc; section.get(\"name\")"), NOTHING);
}

#[test]
fn circles_between_files_are_found() {
    let circles = |files: &[(&str, &str)]| {
        let files: Vec<(String, String)> =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        super::circles::circles(&files).iter().map(|circle| circle.join(" ")).collect::<Vec<_>>()
    };
    let none: [&str; 0] = [];
    let lib = ("lib.rs", "mod a;");
    // A module and its files may name each other, and tests anything.
    let asks_above = ("a/b.rs", "use super::A; #[cfg(test)] mod tests { use crate::a::c::C; }");
    let below = ("a/c.rs", "use super::b::B;");
    assert_eq!(circles(&[lib, ("a/mod.rs", "mod b; mod c; use b::B; struct A;"), asks_above, below]), none);
    assert_eq!(
        circles(&[
            lib,
            ("a/mod.rs", ""),
            ("a/b.rs", "use super::c::C;"),
            ("a/c.rs", "fn c() { super::b::f() }")
        ]),
        ["a/b.rs a/c.rs"]
    );
    // Through a module that only passes a name on, and through one that it is brought into.
    let passes_on = ("a/mod.rs", "mod b; mod c; pub use b::{B, D as E}; use c::C;");
    assert_eq!(
        circles(&[lib, passes_on, ("a/b.rs", "use super::C;"), ("a/c.rs", "use crate::a::B;")]),
        ["a/b.rs a/c.rs"]
    );
    let of_three = ["use super::c::C;", "use super::d::{self, D};", "use crate::a::b::B;"];
    let [b, c, d] = of_three;
    assert_eq!(
        circles(&[lib, ("a/mod.rs", ""), ("a/b.rs", b), ("a/c.rs", c), ("a/d.rs", d)]),
        ["a/b.rs a/c.rs a/d.rs"]
    );
}

#[test]
fn wide_comments_are_found() {
    let text = |width: usize| format!("//! A file.\n    // {}\nfn f() {{}}\n", "é".repeat(width - 7));
    assert_eq!(super::wide("a.rs", &text(100)), Vec::new());
    assert_eq!(super::wide("a.rs", &text(101)).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2]);
}
