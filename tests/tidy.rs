//! Rules of this repository that no compiler holds, read off its text and its dependency graph.
//!
//! A rule is a function of a path and a text (or of names, or of what `cargo metadata` says) to faults; it is run over the
//! repository here and over offenders in `tidy/offenders.rs`, so that no rule can pass by looking at nothing.
//! The text is read as tokens, not as lines: comments and strings may say what they like.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a test may read the repository and ask cargo")]
#![allow(unreachable_pub, reason = "tests are not an interface")]

#[path = "tidy/circles.rs"]
mod circles;
#[path = "tidy/code.rs"]
mod code;
#[path = "tidy/offenders.rs"]
mod offenders;
#[path = "tidy/supply.rs"]
mod supply;
#[path = "tidy/promises.rs"]
mod promises;

use code::{Named, Token, is_of_word, named, tokens};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// The modules in reading order; each may import from those before it.
const ORDER: [&str; 22] = [
    "words", "english", "threads", "source", "time", "calendar", "finding", "syntax", "model", "edits",
    "replies", "graph", "schedule", "trial", "chance", "reports", "analysis", "rules", "view", "render",
    "io", "cli",
];

/// What reaches outside a function's arguments, and the files that may. The first entry that fits counts.
const OUTSIDE: [(&str, &[&str]); 17] = [
    ("std::thread", &["threads.rs", "io/git/process.rs", "io/git/watch.rs"]),
    ("std::process::ExitCode", &["main.rs"]),
    ("std::process", &["io/git/process.rs", "io/git/watch.rs"]),
    ("std::net", &[]),
    ("std::fs", &["io/disk.rs", "io/create.rs"]),
    ("std::os", &["io/disk.rs"]),
    ("std::env", &["main.rs"]),
    ("std::time::Instant", &["io/git/watch.rs"]),
    ("SystemTime", &["io/clock.rs"]),
    ("Instant::now", &["io/git/watch.rs"]),
    ("Local::now", &[]),
    ("chrono::Local", &["io/clock.rs"]),
    ("Utc::now", &[]),
    ("chrono::Utc", &[]),
    ("io::stdin", &["main.rs"]),
    ("io::stdout", &["main.rs"]),
    ("io::stderr", &["main.rs"]),
];

/// Macros that print. Output is written to a writer that was passed in.
const PRINTING: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];

/// Methods of a path that ask the disk; without arguments, which tells them from a tree's own.
const ASKING_THE_DISK: [&str; 10] = [
    "canonicalize",
    "exists",
    "is_dir",
    "is_file",
    "is_symlink",
    "metadata",
    "read_dir",
    "read_link",
    "symlink_metadata",
    "try_exists",
];

/// Where each dependency may be named; a directory ends in a slash.
const HOMES: [(&str, &[&str]); 18] = [
    ("annotate_snippets", &["render/snippet.rs"]),
    ("anstyle", &["render/terminal/"]),
    ("anyhow", &["cli/", "io/workspace.rs"]),
    ("chrono", &["time/day.rs", "io/clock.rs"]),
    ("clap", &["cli/"]),
    ("comfy_table", &["render/terminal/table.rs"]),
    ("granit_parser", &["syntax/yaml/build.rs"]),
    ("libm", &["chance/"]),
    ("petgraph", &["graph/dependencies.rs", "render/dot.rs"]),
    ("schemars", &["time/day.rs", "render/json/"]),
    ("serde", &["time/day.rs", "syntax/schema/", "render/json/"]),
    ("serde_json", &["render/json/", "render/csv.rs"]),
    ("serde_yaml", &["render/json/"]),
    ("signal_hook", &["io/signals.rs"]),
    ("strsim", &["syntax/near.rs"]),
    ("terminal_size", &["main.rs"]),
    ("unicode_segmentation", &["render/scene/", "render/terminal/"]),
    ("unicode_width", &["render/terminal/", "render/active.rs"]),
];

/// Circles between files that are there, and why.
const CIRCLES: [(&[&str], &str); 5] = [
    (&["syntax/values/dependency.rs", "syntax/values/meant_link.rs"], "one proposes what the other reads"),
    (
        &[
            "syntax/document.rs",
            "syntax/fields/checks.rs",
            "syntax/fields/program.rs",
            "syntax/fields/shared.rs",
        ],
        "the rows of keys make the documents of files, which hold what a document is made of",
    ),
    (
        &["model/check.rs", "model/dependencies.rs", "model/lower.rs", "model/risks.rs", "model/waivers.rs"],
        "lowering in parts, which share the place that findings go to",
    ),
    (
        &[
            "rules/case.rs",
            "rules/policy.rs",
            "rules/registry.rs",
            "rules/unknown_baseline.rs",
            "rules/waiving.rs",
        ],
        "a rule is asked with a case, and a case holds the policy over all rules",
    ),
    (&["rules/gate.rs", "rules/known.rs"], "a gate hides what another gate, that of the base, found already"),
];

/// Names that say nothing, so that everything ends up there.
const DRAWERS: [&str; 8] = ["util", "utils", "misc", "common", "helper", "helpers", "manager", "stuff"];

/// What stands where work is left; in halves, so that who searches the repository for it finds none here.
const MARKS: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];
const PLACEHOLDERS: [&str; 2] = ["todo", "unimplemented"];

const LONGEST_FILE: usize = 500;
/// In characters; that of code is held by rustfmt.
const WIDEST_COMMENT: usize = 100;
const PACKAGES: usize = 90;
const PACKAGES_WITH_TESTS: usize = 200;

const TOP_LEVEL: [&str; 20] = [
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "programs",
    "tests",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "Dockerfile",
    "editors",
    "packaging",
    "docs",
    "benches",
    "fuzz",
    "clippy.toml",
    "rustfmt.toml",
    "deny.toml",
    "target",
    // GitHub reads an action from the top level alone.
    "action.yml",
];

/// A line and what is wrong there.
type Fault = (usize, String);

#[test]
fn modules_import_from_those_above_them() {
    hold(imports, "Move the item to a module above its users in the reading order, or turn the call round.");
}

#[test]
fn files_import_in_one_direction() {
    let sources = sources();
    let circles = circles::circles(&sources);
    let is_known =
        |circle: &[&str]| CIRCLES.iter().any(|(files, _)| circle.iter().all(|file| files.contains(file)));
    let circles = circles.into_iter().filter(|circle| !is_known(circle)).map(|circle| circle.join(", "));
    let circles: Vec<String> = circles.collect();
    assert!(
        circles.is_empty(),
        "Each of these files names something of another, round in a circle; move what both need to a file below them:\n  {}",
        circles.join("\n  ")
    );
}

#[test]
fn lib_rs_lists_the_modules_in_reading_order() {
    hold(
        |path, text| if path == "lib.rs" { reading_order(text) } else { Vec::new() },
        "Let lib.rs and ORDER in tests/tidy.rs name the modules in the same order, each below all that it imports; rustfmt.toml \
         needs `reorder_modules = false` for that.",
    );
}

#[test]
fn only_named_places_reach_outside() {
    hold(
        outside,
        "Take it as an argument: text from io, the day as `as_of`, the environment as `cli::World`, a writer to print to.",
    );
}

#[test]
fn each_dependency_is_named_in_one_place() {
    hold(
        dependencies,
        "Call our own function in the module that wraps the library, or give that module one more (HOMES in tests/tidy.rs).",
    );
}

#[test]
fn no_exception_outlives_its_need() {
    let stale = stale(&sources());
    assert!(
        stale.is_empty(),
        "Take these out of OUTSIDE, HOMES or CIRCLES in tests/tidy.rs:\n{}",
        stale.join("\n")
    );
}

#[test]
fn each_dependency_has_a_place_and_a_reason() {
    let reasons = fs::read_to_string(root().join("docs/dependencies.md")).unwrap_or_default();
    let faults = unexplained(&metadata(), &sources(), &reasons);
    assert!(
        faults.is_empty(),
        "Say in docs/dependencies.md what a dependency is for and in HOMES of tests/tidy.rs where it is named; drop it from \
         Cargo.toml when nothing names it:\n{}",
        faults.join("\n")
    );
}

#[test]
fn each_key_of_the_language_has_one_row() {
    hold(
        keys_by_hand,
        "Give the key a row in a `document!` of syntax/fields: struct, table, decoding and schema are made from it. What a form \
         becomes and how it is read stands in syntax/decode/forms.rs.",
    );
}

#[test]
fn only_escaping_looks_inside_words() {
    hold(
        unescaped,
        "Pass the `Words` on to a function of render/escape.rs; text from a plan is never printed as it stands.",
    );
}

#[test]
fn every_file_says_what_it_is_for() {
    hold(undocumented, "Begin the file with `//!`: what it is for, and what it does not do.");
}

#[test]
fn no_file_is_long() {
    hold(long, "Two questions share this file: give one of them a file of its own.");
}

#[test]
fn comments_are_narrow() {
    hold(wide, "Break the line: comments are read beside a difference.");
}

#[test]
fn no_module_is_a_drawer() {
    hold(drawers, "Name the module after what it answers, or put the function beside its one caller.");
}

#[test]
fn every_exception_from_a_lint_has_a_reason() {
    hold(unreasoned, "Write `reason = \"…\"` into the attribute, or mend what the lint complains of.");
}

#[test]
fn nothing_is_left_unfinished() {
    hold(unfinished, "Finish it, or leave it out: what is still to do is no comment.");
}

#[test]
fn packages_stay_few() {
    let faults = too_many(&metadata(), PACKAGES, PACKAGES_WITH_TESTS);
    assert!(
        faults.is_empty(),
        "Do without the new dependency or without some of its features (`cargo tree -e features`):\n{}",
        faults.join("\n")
    );
}

#[test]
fn the_top_level_holds_what_belongs_there() {
    let entries = fs::read_dir(root()).expect("the repository can be listed");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let strays = strays(names);
    assert!(
        strays.is_empty(),
        "Move these into src, tests, docs or programs, or remove them: {}",
        strays.join(", ")
    );
}

/// Runs a rule over every file of `src`.
fn hold(rule: impl Fn(&str, &str) -> Vec<Fault>, advice: &str) {
    let sources = sources();
    let faults = sources.iter().flat_map(|(path, text)| {
        rule(path, text).into_iter().map(move |(line, what)| format!("  src/{path}:{line}: {what}"))
    });
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{advice}\n{}", faults.join("\n"));
}

fn imports(path: &str, text: &str) -> Vec<Fault> {
    if path == "lib.rs" {
        return Vec::new();
    }
    let parts = path.split('/').count();
    let depth = if path.ends_with("mod.rs") { parts - 1 } else { parts };
    let own = path.split('/').next().unwrap_or(path).trim_end_matches(".rs");
    let is_main = path == "main.rs";
    if !is_main && rank(own).is_none() {
        return vec![(1, format!("`{own}` has no place in the reading order"))];
    }
    let judge = |found: &Named<'_>| {
        let reached = found.top_level(depth)?;
        let fault = match rank(reached) {
            _ if is_main => "main.rs uses the crate as anybody does: `tpm::…`".to_owned(),
            None => format!("`{reached}` is no module of the crate"),
            at if at > rank(own) => format!("`{own}` stands above `{reached}`"),
            _ => return None,
        };
        Some((found.line, fault))
    };
    named(&tokens(text)).iter().filter_map(judge).collect()
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == module)
}

fn reading_order(lib: &str) -> Vec<Fault> {
    let tokens = tokens(lib);
    let declared = tokens.windows(3).filter(|three| three[0].text == "mod" && three[2].text == ";");
    let declared: Vec<&Token<'_>> = declared.map(|three| &three[1]).collect();
    if declared.is_empty() {
        return vec![(1, "declares no modules".into())];
    }
    let mut faults = Vec::new();
    for (at, module) in declared.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| rank(declared[before].text));
        let fault = match rank(module.text) {
            None => "has no place in the reading order",
            place if place < before => "stands too low",
            _ => continue,
        };
        faults.push((module.line, format!("`{}` {fault}", module.text)));
    }
    faults
}

fn outside(path: &str, text: &str) -> Vec<Fault> {
    let tokens = tokens(text);
    let mut faults = Vec::new();
    for found in named(&tokens) {
        if let Some((what, homes)) = reached(&found)
            && !is_in(path, homes)
        {
            faults.push((found.line, format!("`{what}` is named")));
        }
    }
    for four in tokens.windows(4) {
        let [first, second, third, fourth] = [four[0].text, four[1].text, four[2].text, four[3].text];
        if first == "."
            && ASKING_THE_DISK.contains(&second)
            && (third, fourth) == ("(", ")")
            && path != "io/disk.rs"
        {
            faults.push((four[1].line, format!("`{second}()` asks the disk")));
        }
    }
    faults.extend(macros(&tokens, &PRINTING));
    faults.sort();
    faults
}

/// Returns the entry of `OUTSIDE` that fits a name.
fn reached(found: &Named<'_>) -> Option<&'static (&'static str, &'static [&'static str])> {
    let fits = |pattern: &str| {
        let pattern: Vec<&str> = pattern.split("::").collect();
        found.segments.windows(pattern.len()).any(|window| window == pattern)
    };
    OUTSIDE.iter().find(|(pattern, _)| fits(pattern))
}

fn macros(tokens: &[Token<'_>], names: &[&str]) -> Vec<Fault> {
    let calls =
        tokens.windows(3).filter(|three| three[1].text == "!" && matches!(three[2].text, "(" | "[" | "{"));
    let calls = calls.filter(|three| names.contains(&three[0].text));
    calls.map(|three| (three[0].line, format!("`{}!` is called", three[0].text))).collect()
}

fn dependencies(path: &str, text: &str) -> Vec<Fault> {
    let misplaced = |found: &Named<'_>| {
        let (library, homes) = HOMES.iter().find(|(library, _)| *library == found.segments[0])?;
        (!is_in(path, homes)).then(|| (found.line, format!("`{library}` belongs to {}", homes.join(", "))))
    };
    named(&tokens(text)).iter().filter_map(misplaced).collect()
}

/// Finds exceptions that nothing needs: places that no longer name what they may, and files that are in no circle.
fn stale(sources: &[(String, String)]) -> Vec<String> {
    let mut needed = BTreeSet::new();
    for (path, text) in sources {
        for found in named(&tokens(text)) {
            let library = HOMES.iter().find(|(library, _)| *library == found.segments[0]);
            for (what, homes) in library.into_iter().chain(reached(&found)) {
                needed.extend(homes.iter().filter(|home| is_in(path, &[home])).map(|home| (*what, *home)));
            }
        }
    }
    let places =
        HOMES.iter().chain(&OUTSIDE).flat_map(|(what, homes)| homes.iter().map(move |home| (*what, *home)));
    let places = places.filter(|place| !needed.contains(place));
    let circles = circles::circles(sources);
    let excused = |files: &[&str], file: &&str| {
        circles.iter().any(|circle| circle.contains(file) && circle.iter().all(|other| files.contains(other)))
    };
    let files = CIRCLES.iter().flat_map(|(files, _)| files.iter().filter(move |file| !excused(files, file)));
    let places = places.map(|(what, home)| format!("  `{what}` is not named in {home}"));
    places.chain(files.map(|file| format!("  {file} is in no circle that is excused"))).collect()
}

fn unexplained(metadata: &Value, sources: &[(String, String)], reasons: &str) -> Vec<String> {
    let packages = metadata["packages"].as_array().expect("packages");
    let own =
        packages.iter().find(|package| package["id"] == metadata["resolve"]["root"]).expect("our package");
    let texts: Vec<Vec<Token<'_>>> = sources.iter().map(|(_, text)| tokens(text)).collect();
    let used: BTreeSet<&str> =
        texts.iter().flat_map(|text| named(text)).map(|found| found.segments[0]).collect();
    let mut faults = Vec::new();
    let mut known = BTreeSet::new();
    for dependency in own["dependencies"].as_array().expect("dependencies") {
        let name = dependency["rename"].as_str().or(dependency["name"].as_str()).expect("a name");
        if !reasons.contains(&format!("| `{name}`")) {
            faults.push(format!("  {name}: no row in docs/dependencies.md"));
        }
        if dependency["kind"].is_null() {
            let library = name.replace('-', "_");
            if !HOMES.iter().any(|(home, _)| *home == library) {
                faults.push(format!("  {name}: no entry in HOMES"));
            }
            if !used.contains(library.as_str()) {
                faults.push(format!("  {name}: nothing in src names it"));
            }
            known.insert(library);
        }
    }
    let gone = HOMES.iter().filter(|(library, _)| !known.contains(*library));
    faults.extend(gone.map(|(library, _)| format!("  {library}: in HOMES, but no dependency")));
    faults
}

fn is_in(path: &str, homes: &[&str]) -> bool {
    homes.iter().any(|home| path == *home || (home.ends_with('/') && path.starts_with(home)))
}

fn unescaped(path: &str, text: &str) -> Vec<Fault> {
    let tokens = tokens(text);
    let uses = tokens.iter().enumerate().filter(|(_, token)| token.text == "unescaped");
    let wrong = uses.filter(|(at, _)| {
        let is_definition = at.checked_sub(1).is_some_and(|before| tokens[before].text == "fn");
        let homes: &[&str] =
            if is_definition { &["view/words.rs"] } else { &["render/escape.rs", "render/escape/"] };
        !is_in(path, homes)
    });
    wrong.map(|(_, token)| (token.line, "text from a plan is taken out of its `Words`".into())).collect()
}

/// Finds documents that are declared, and keys that are read, otherwise than by their rows.
fn keys_by_hand(path: &str, text: &str) -> Vec<Fault> {
    /// Whose keys are the names of rules and limits, which have lists of their own; and a value that is one text.
    const OTHERWISE: [&str; 2] = ["ChecksDoc", "DependencyDoc"];
    if !path.starts_with("syntax/") {
        return Vec::new();
    }
    let tokens = tokens(text);
    let structs = tokens.windows(2).filter(|two| {
        two[0].text == "struct" && two[1].text.ends_with("Doc") && !OTHERWISE.contains(&two[1].text)
    });
    let mut faults: Vec<Fault> =
        structs.map(|two| (two[1].line, format!("`{}` is declared by hand", two[1].text))).collect();
    if path.starts_with("syntax/decode/") {
        let by_name =
            |line: &str| ["section, \"", ".get(\"", ".find(\""].iter().any(|call| line.contains(call));
        let lines = text.lines().enumerate().filter(|(_, line)| by_name(line));
        faults.extend(lines.map(|(at, _)| (at + 1, "a key is read by a name in quotes".to_owned())));
    }
    faults
}

fn undocumented(_: &str, text: &str) -> Vec<Fault> {
    if text.starts_with("//! ") { Vec::new() } else { vec![(1, "does not begin with `//!`".into())] }
}

fn long(_: &str, text: &str) -> Vec<Fault> {
    let lines = text.lines().count();
    if lines <= LONGEST_FILE { Vec::new() } else { vec![(lines, format!("more than {LONGEST_FILE} lines"))] }
}

fn wide(_: &str, text: &str) -> Vec<Fault> {
    let comments = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("//"));
    let wide = comments.filter(|(_, line)| line.chars().count() > WIDEST_COMMENT);
    wide.map(|(at, _)| (at + 1, format!("a comment beyond column {WIDEST_COMMENT}"))).collect()
}

fn drawers(path: &str, text: &str) -> Vec<Fault> {
    let of_files = path.trim_end_matches(".rs").split('/').map(|name| (1, name));
    let tokens = tokens(text);
    let of_modules =
        tokens.windows(2).filter(|two| two[0].text == "mod").map(|two| (two[1].line, two[1].text));
    let names = of_files.chain(of_modules).filter(|(_, name)| DRAWERS.contains(name));
    names.map(|(line, name)| (line, format!("`{name}` says nothing"))).collect()
}

fn unreasoned(_: &str, text: &str) -> Vec<Fault> {
    let tokens = tokens(text);
    let mut faults = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let inner = usize::from(tokens.get(at + 1).is_some_and(|next| next.text == "!"));
        if token.text != "#" || tokens.get(at + 1 + inner).is_none_or(|next| next.text != "[") {
            continue;
        }
        let mut open = 0;
        let end = tokens[at..].iter().position(|token| {
            open += i32::from(token.text == "[") - i32::from(token.text == "]");
            token.text == "]" && open == 0
        });
        let attribute = &tokens[at..end.map_or(tokens.len(), |end| at + end)];
        let says = |names: &[&str], then: &str| {
            attribute.windows(2).any(|two| names.contains(&two[0].text) && two[1].text == then)
        };
        if says(&["allow", "expect"], "(") && !says(&["reason"], "=") {
            faults.push((token.line, "an exception without a reason".into()));
        }
    }
    faults
}

fn unfinished(_: &str, text: &str) -> Vec<Fault> {
    let mut faults = macros(&tokens(text), &PLACEHOLDERS);
    for (at, line) in text.lines().enumerate() {
        if let Some(mark) = line.split(|c| !is_of_word(c)).find(|word| MARKS.contains(word)) {
            faults.push((at + 1, format!("`{mark}`")));
        }
    }
    faults.sort();
    faults
}

fn too_many(metadata: &Value, normal: usize, with_tests: usize) -> Vec<String> {
    let cases = [
        ("a normal build", vec!["normal"], normal),
        ("a build with tests", vec!["normal", "dev", "build"], with_tests),
    ];
    let over = cases.into_iter().map(|(build, kinds, most)| (build, packages(metadata, &kinds), most));
    let over = over.filter(|(_, packages, most)| packages.len() > *most);
    over.map(|(build, packages, most)| {
        format!("  {build} has {} packages, of at most {most}", packages.len())
    })
    .collect()
}

/// Returns the packages that edges of these kinds lead to, ours among them.
fn packages<'a>(metadata: &'a Value, kinds: &[&str]) -> BTreeSet<&'a str> {
    let nodes = metadata["resolve"]["nodes"].as_array().expect("nodes");
    let mut found = BTreeSet::new();
    let mut open = vec![metadata["resolve"]["root"].as_str().expect("a root")];
    while let Some(id) = open.pop() {
        if found.insert(id) {
            let node = nodes.iter().find(|node| node["id"] == id).expect("a node for each package");
            let follow = |edge: &&Value| {
                let of = edge["dep_kinds"].as_array().expect("kinds");
                of.iter().any(|kind| kinds.contains(&kind["kind"].as_str().unwrap_or("normal")))
            };
            let edges = node["deps"].as_array().expect("edges");
            open.extend(edges.iter().filter(follow).map(|edge| edge["pkg"].as_str().expect("a package")));
        }
    }
    found
}

fn strays(names: impl Iterator<Item = String>) -> Vec<String> {
    let belongs =
        |name: &str| TOP_LEVEL.contains(&name) || name.starts_with("LICENSE-") || name.starts_with('.');
    names.filter(|name| !belongs(name)).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files of `src` with their paths in it.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    read(&root().join("src"), "", &mut found);
    assert!(found.iter().any(|(path, _)| path == "lib.rs"), "src was not read");
    found.sort();
    found
}

fn read(directory: &Path, prefix: &str, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(directory).expect("src can be listed") {
        let entry = entry.expect("an entry");
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{path}/"), found);
        } else if path.ends_with(".rs") {
            found.push((path, fs::read_to_string(entry.path()).expect("a source file is text")));
        }
    }
}

/// Returns what cargo says about our packages on this platform.
fn metadata() -> Value {
    let version = output("RUSTC", "rustc", &["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host");
    let arguments = ["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host];
    serde_json::from_str(&output("CARGO", "cargo", &arguments)).expect("cargo metadata prints JSON")
}

fn output(variable: &str, program: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(env::var_os(variable).unwrap_or_else(|| program.into()));
    let output = command.args(arguments).current_dir(root()).output().expect("the toolchain runs");
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
