//! A reader of logs that follows the documentation and source of the GitHub Actions runner, to know
//! what a line would do there.

use std::collections::BTreeMap;

/// The commands that the runner executes.
const COMMANDS: [&str; 16] = [
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "internal-set-repo-path",
    "notice",
    "remove-matcher",
    "save-state",
    "set-env",
    "set-output",
    "stop-commands",
    "warning",
];

/// A line that is a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Command {
    pub(super) name: String,
    pub(super) properties: BTreeMap<String, String>,
    pub(super) message: String,
}

/// Returns the command of a line; none if the line is only shown.
pub(super) fn command(line: &str) -> Option<Command> {
    new_form(line).or_else(|| old_form(line))
}

/// `::name key=value,key=value::message`, behind blanks.
fn new_form(line: &str) -> Option<Command> {
    let (head, message) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    is_taken(name).then(|| Command {
        name: name.to_lowercase(),
        properties: pairs(properties, ',', true),
        message: unescaped(message, false),
    })
}

/// `##[name key=value;key=value]message`, anywhere in the line, and the same of two other systems.
fn old_form(line: &str) -> Option<Command> {
    for (mark, all) in [("##[", false), ("##vso[", true), ("##teamcity[", true)] {
        let Some((_, rest)) = line.split_once(mark) else { continue };
        let (head, message) = rest.split_once(']').unwrap_or((rest, ""));
        let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
        if all || is_taken(name) {
            return Some(Command {
                name: name.to_lowercase(),
                properties: pairs(properties, ';', false),
                message: message.into(),
            });
        }
    }
    None
}

fn is_taken(name: &str) -> bool {
    // `section` and the like are shown as such by the log's viewer.
    COMMANDS.iter().any(|known| known.eq_ignore_ascii_case(name))
        || ["section", "command"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn pairs(text: &str, between: char, escaped: bool) -> BTreeMap<String, String> {
    let pairs = text.split(between).filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(key, value)| {
            let value = if escaped { unescaped(value, true) } else { value.to_owned() };
            (key.trim().to_owned(), value)
        })
        .collect()
}

fn unescaped(text: &str, is_property: bool) -> String {
    let text = text.replace("%0D", "\r").replace("%0A", "\n");
    let text = if is_property { text.replace("%3A", ":").replace("%2C", ",") } else { text };
    text.replace("%25", "%")
}

/// Returns the commands of a log, including those in messages of commands, which the runner repeats
/// in the log.
pub(super) fn commands(log: &str) -> (Vec<Command>, Vec<Command>) {
    let direct: Vec<Command> = log.split(['\n', '\r']).filter_map(command).collect();
    let repeated =
        direct.iter().flat_map(|command| command.message.split(['\n', '\r']).filter_map(self::command));
    let repeated = repeated.collect();
    (direct, repeated)
}

#[test]
fn the_runner_reads_both_forms() {
    let read = command("  ::error file=a%2Cb%3A.yaml,line=3::50%25%0A::x").unwrap();
    assert_eq!((read.name.as_str(), read.message.as_str()), ("error", "50%\n::x"));
    assert_eq!(read.properties["file"], "a,b:.yaml");
    assert_eq!(command("x ##[group]y").unwrap().name, "group");
    assert_eq!(command("x ##[GROUP a=b]y").unwrap().name, "group");
    assert_eq!(command("x ##vso[task.x]1").unwrap().name, "task.x");
    for line in ["x ::error::y", "::nothing::y", "::error: :", "# #[group]", "   ::: programs/a.yaml:1:2"] {
        assert_eq!(command(line), None, "{line}");
    }
    let (direct, repeated) = commands("::error::a%0A##[group]b\n::warning::c");
    assert_eq!((direct.len(), repeated.len()), (2, 1));
}
