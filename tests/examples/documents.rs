//! README and docs: the tests run every command in a `console` block and read every plan in a
//! `yaml` block.
//!
//! A block's first line may say how: `width=100` (a terminal of that width), `plan=NAME` (over the
//! plan that the document shows before; `shared`: with the `tpm.yaml` that it shows before;
//! `history`: over the versions that it shows before, with `committed=DAY` in their blocks, `anew`
//! with the first of another plan),
//! `empty` (in an empty directory, which keeps what commands write), `exit=2`. Lines behind a
//! command are its output, and must be that; README's are written by the tests where
//! `TPM_UPDATE_DOCS` is set.

use crate::support::{self, MemoryDisk, Paper, Past, Version};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use tpm::cli::{self, Stream, Variables, World};
use tpm::io::disk::Disk;
use tpm::io::tree::{Listed, MemoryTree, Tree};
use tpm::time::Day;

struct Block {
    /// The words after the fence.
    info: Vec<String>,
    /// The lines between the fences.
    body: Vec<String>,
    /// The line of the opening fence, from 0.
    line: usize,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (line, content) in text.lines().enumerate() {
        match (&mut open, content.strip_prefix("```")) {
            (None, Some(info)) => {
                let info = info.split_whitespace().map(str::to_owned).collect();
                open = Some(Block { info, body: Vec::new(), line });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.body.push(content.to_owned()),
            (None, None) => {}
        }
    }
    blocks
}

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].map(|name| root.join(name)).to_vec();
    let mut directories = vec![root.join("docs")];
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Plans held in memory, as if in a repository.
struct Checkout(MemoryTree);

impl Tree for Checkout {
    fn is_directory(&self, path: &str) -> bool {
        path == "/plans/.git" || self.0.is_directory(path)
    }

    fn is_file(&self, path: &str) -> bool {
        self.0.is_file(path)
    }

    fn list(&self, directory: &str) -> io::Result<Vec<Listed>> {
        self.0.list(directory)
    }

    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        self.0.read(path, limit)
    }

    fn resolve(&self, path: &str) -> Option<String> {
        if path == "." { Some("/plans".into()) } else { Some(format!("/plans/{}", self.0.resolve(path)?)) }
    }

    fn repository(&self, _: &str) -> Option<String> {
        Some("/plans".into())
    }

    fn ancestors(&self) -> Vec<String> {
        self.0.ancestors()
    }
}

/// Splits what is piped into a command from it: `echo "ledger ok" | tpm apply`.
fn piped(command: &str) -> (String, &str) {
    let echo = command.strip_prefix("echo \"").and_then(|rest| rest.split_once("\" | "));
    echo.map_or((String::new(), command), |(text, command)| (format!("{text}\n"), command))
}

/// Returns the arguments of a command that the tests run: `tpm …`, or the README's way to run it
/// from a checkout.
fn arguments(command: &str) -> Option<Vec<String>> {
    let rest = command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("tpm"))?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

fn run(
    command: &[String],
    tree: &dyn Tree,
    history: Option<&Past>,
    paper: &Paper,
    width: Option<usize>,
    typed: String,
) -> (u8, String) {
    let stream = Stream { is_terminal: width.is_some(), width };
    // How long a command takes is not shown.
    let variables = Variables { no_color: Some("1".into()), ci: Some("1".into()), ..Variables::default() };
    let today = Day::parse(support::TODAY).unwrap();
    let disk = MemoryDisk::default();
    // The committed plans are the examples as they are.
    let examples = support::examples();
    let examples: Vec<(&str, &str)> =
        examples.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let examples = support::past(&examples);
    let history = history.unwrap_or(&examples);
    let world = World {
        tree,
        history,
        disk: &disk,
        create: paper,
        commits: history,
        input: &support::Typed(typed),
        today,
        variables,
        stdout: stream,
        stderr: stream,
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = std::iter::once("tpm".to_owned()).chain(command.iter().cloned()).map(OsString::from);
    let status = cli::run(arguments, &world, &mut out, &mut err);
    let text = format!("{}{}", String::from_utf8(err).unwrap(), String::from_utf8(out).unwrap());
    (status, text)
}

/// What a document shows before a block.
#[derive(Default)]
struct Shown {
    /// By name.
    plans: BTreeMap<String, String>,
    shared: String,
    /// The day and text of each committed version of a plan.
    committed: Vec<(String, String)>,
}

/// Returns what a block of commands should contain: its commands and, if it shows output, their
/// output.
fn played(block: &Block, shown: &Shown, document: &str) -> Vec<String> {
    let Shown { plans, shared, committed } = shown;
    let option = |name: &str| block.info.iter().find_map(|word| word.strip_prefix(&format!("{name}=")));
    let width = option("width").map(|width| width.parse().unwrap());
    let exit: u8 = option("exit").map_or(0, |status| status.parse().unwrap());
    let disk = Disk::new(env!("CARGO_MANIFEST_DIR"));
    let memory = option("plan").map(|name| {
        let plan = plans.get(name).unwrap_or_else(|| panic!("{document}: no plan `{name}` is shown before"));
        let program = (format!("programs/{name}.yaml"), plan.clone());
        let with_shared = block.info.iter().any(|word| word == "shared");
        let shared = with_shared.then(|| ("programs/tpm.yaml".to_owned(), shared.clone()));
        Checkout(MemoryTree::new([program].into_iter().chain(shared)))
    });
    let has_history = block.info.iter().any(|word| word == "history");
    let past = option("plan").filter(|_| has_history).map(|name| {
        let path = format!("programs/{name}.yaml");
        let last = committed.len() - 1;
        let version = |(at, (day, text)): (usize, &(String, String))| {
            Version::new(&[if at == last { "HEAD" } else { day }], day, &[(&path, text)])
        };
        Past(committed.iter().enumerate().map(version).collect())
    });
    let paper = Paper::default();
    let tree: &dyn Tree = match &memory {
        Some(memory) => memory,
        None if block.info.iter().any(|word| word == "empty") => &paper,
        None => &disk,
    };
    let shows_output = block.body.iter().any(|line| !line.starts_with("$ ")) || width.is_some();
    let mut lines = Vec::new();
    for command in block.body.iter().filter_map(|line| line.strip_prefix("$ ")) {
        lines.push(format!("$ {command}"));
        let known = ["cargo test", "cargo test --locked", "cargo install --path ."];
        let (typed, command) = piped(command);
        let Some(arguments) = arguments(command) else {
            let is_known = known.contains(&command) || command.starts_with("TPM_ORACLE_CASES=");
            assert!(is_known, "{document}: nothing runs `{command}`");
            continue;
        };
        let (status, text) = run(&arguments, tree, past.as_ref(), &paper, width, typed);
        assert_eq!(status, exit, "{document}: {command}\n{text}");
        if shows_output {
            lines.extend(text.trim_end().lines().map(str::to_owned));
        }
    }
    lines
}

#[test]
fn commands_in_documents_print_what_is_shown() {
    for path in documents() {
        let text = std::fs::read(&path).map(|bytes| String::from_utf8(bytes).unwrap()).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut shown = Shown::default();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut moved: isize = 0;
        for block in blocks(&text) {
            let day = block.info.iter().find_map(|word| word.strip_prefix("committed="));
            if block.info == ["yaml", "program"] || day.is_some() {
                // A plan gets the name that the commands after it use.
                let behind = blocks(&text).into_iter().filter(|other| other.line > block.line);
                let names = behind
                    .flat_map(|other| other.info)
                    .filter_map(|word| word.strip_prefix("plan=").map(str::to_owned));
                for name in names {
                    shown.plans.insert(name, block.body.join("\n") + "\n");
                }
                if block.info.iter().any(|word| word == "anew") {
                    shown.committed.clear();
                }
                shown.committed.extend(day.map(|day| (day.to_owned(), block.body.join("\n") + "\n")));
                continue;
            }
            if block.info == ["yaml", "shared"] {
                shown.shared = block.body.join("\n") + "\n";
            }
            if block.info.first().is_none_or(|word| word != "console") {
                continue;
            }
            let expected = played(&block, &shown, &name);
            if std::env::var_os("TPM_UPDATE_DOCS").is_some() {
                let first = (block.line as isize + 1 + moved) as usize;
                moved += expected.len() as isize - block.body.len() as isize;
                lines.splice(first..first + block.body.len(), expected);
            } else {
                assert_eq!(block.body.join("\n"), expected.join("\n"), "{name}, line {}", block.line + 1);
            }
        }
        let updated = lines.join("\n") + "\n";
        if std::env::var_os("TPM_UPDATE_DOCS").is_some() && updated != text {
            std::fs::write(&path, updated).unwrap();
        }
    }
}

/// Returns every plan that the documents show: its place, its kind (`program` or `shared`) and its
/// text.
pub fn plans() -> Vec<(String, String, String)> {
    let mut plans = Vec::new();
    for path in documents() {
        let text = std::fs::read(&path).map(|bytes| String::from_utf8(bytes).unwrap()).unwrap();
        let is_plan = |block: &Block| {
            block.info.len() >= 2
                && block.info[0] == "yaml"
                && ["program", "shared"].contains(&block.info[1].as_str())
        };
        let shown = blocks(&text).into_iter().filter(is_plan);
        plans.extend(shown.map(|block| {
            let place = format!("{} line {}", path.display(), block.line + 1);
            (place, block.info[1].clone(), block.body.join("\n") + "\n")
        }));
    }
    plans
}

#[test]
fn plans_in_documents_are_read_without_findings() {
    for path in documents() {
        let text = std::fs::read(&path).map(|bytes| String::from_utf8(bytes).unwrap()).unwrap();
        let yaml = |what: &str| {
            let wanted = move |block: &Block| {
                block.info.len() >= 2 && block.info[0] == "yaml" && block.info[1] == what
            };
            blocks(&text).into_iter().filter(wanted).collect::<Vec<_>>()
        };
        let body = |block: &Block| block.body.join("\n") + "\n";
        let shared: String = yaml("shared").first().map(body).unwrap_or_default();
        for block in yaml("program") {
            let program = body(&block);
            let mut files = vec![("programs/plan.yaml", program.as_str())];
            if !shared.is_empty() {
                files.push(("programs/tpm.yaml", &shared));
            }
            let output = support::run(&files, &["schedule", "--format", "json"]);
            let value: serde_json::Value = serde_json::from_str(&output.out).unwrap();
            let found = value["diagnostics"].as_array().unwrap();
            let rules: BTreeSet<&str> = found.iter().map(|told| told["rule"].as_str().unwrap()).collect();
            // A block that shows a warning names it: `warns=RULE`.
            let warned = block.info.iter().filter_map(|word| word.strip_prefix("warns=")).collect();
            let place = format!("{} line {}: {}", path.display(), block.line + 1, output.err);
            assert_eq!((output.status, rules), (0, warned), "{place}");
        }
    }
}
