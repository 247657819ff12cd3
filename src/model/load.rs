//! From the files of a workspace to its model: the one way in.

use super::{Workspace, lower};
use crate::finding::{Finding, Findings};
use crate::source::{FileId, Place, Sources, Span};
use crate::syntax::{ProgramDoc, SharedDoc, nearest, parse_program, parse_shared};
use crate::time::Day;

/// The day from which the plan is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// The day; it can still be worked.
    pub day: Day,
    /// Whether it came from the clock: then an actual of tomorrow is another time zone, not a mistake.
    pub from_clock: bool,
}

impl AsOf {
    /// Whether something may have happened on a day: not after the as-of day, but for the one day by which a
    /// clock elsewhere may be ahead.
    pub fn has_seen(self, day: Day) -> bool {
        day.since(self.day) <= i32::from(self.from_clock)
    }
}

/// A workspace that was read, and what is wrong with it.
#[derive(Debug)]
pub struct Loaded {
    /// What was understood.
    pub workspace: Workspace,
    /// What is wrong.
    pub findings: Findings,
}

/// Reads every file of a workspace. `shared` is its `tpm.yaml`; all others are programs.
///
/// Faults become findings, and milestones whose dates could be touched by them get a
/// [`super::Milestone::fault`].
pub fn load(sources: &Sources, shared: Option<FileId>, as_of: AsOf) -> Loaded {
    let mut findings = Findings::default();
    let mut programs = Vec::new();
    let mut shared_doc = None;
    for (file, source) in sources.iter() {
        if let Some(reason) = &source.unreadable {
            findings.add(unreadable(file, &source.path, reason));
            if Some(file) == shared {
                shared_doc = Some((file, SharedDoc::unreadable()));
            } else {
                let doc = ProgramDoc { unreadable: true, partly_read: true, ..ProgramDoc::default() };
                let id = stem(&source.path).to_owned();
                programs.push(NamedProgram { id, file, doc });
            }
        } else if Some(file) == shared {
            let parsed = parse_shared(file, source);
            findings.append(parsed.findings);
            shared_doc = Some((file, parsed.value));
        } else {
            let parsed = parse_program(file, source);
            findings.append(parsed.findings);
            let id = program_id(file, &source.path, &parsed.value, &mut findings);
            programs.push(NamedProgram { id, file, doc: parsed.value });
        }
    }
    programs.sort_by(|a, b| (&a.id, a.file).cmp(&(&b.id, b.file)));
    programs.dedup_by(|second, first| {
        let same = second.id == first.id;
        if same {
            let (place, other) = (start_of(second), start_of(first));
            let message = format!("two programs have the id `{}`", second.id);
            let paths = format!("{} and {}", sources.locate(other).0, sources.locate(place).0);
            findings.add(
                Finding::error("duplicate-program", place, message)
                    .subject(&second.id)
                    .label("this one")
                    .related(other, "and this one")
                    .help(format!("rename one of {paths}, or give one an `id:` of its own")),
            );
            // Which of the two others refer to is not known.
            first.doc.unreadable = true;
            first.doc.partly_read = true;
        }
        same
    });
    let (shared_file, shared_doc) = shared_doc.unwrap_or((FileId(0), SharedDoc::default()));
    let workspace = lower::lower(&programs, shared_file, &shared_doc, as_of, &mut findings);
    Loaded { workspace, findings }
}

fn unreadable(file: FileId, path: &str, reason: &str) -> Finding {
    let name = path.rsplit('/').next().unwrap_or(path);
    Finding::error(
        "unreadable-file",
        Place { file, span: Span::default() },
        format!("`{name}` is not read: {reason}"),
    )
    .label("not read")
    .help("mend the file, or move it out of the workspace")
}

/// A program document with the id that its file gives it.
pub(super) struct NamedProgram {
    pub(super) id: String,
    pub(super) file: FileId,
    pub(super) doc: ProgramDoc,
}

fn start_of(program: &NamedProgram) -> Place {
    Place { file: program.file, span: program.doc.id.span().unwrap_or_default() }
}

/// Returns the name of a file without its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(name)
}

/// Returns `id:`, else the file's stem.
fn program_id(file: FileId, path: &str, doc: &ProgramDoc, findings: &mut Findings) -> String {
    if let Some(id) = doc.id.value() {
        return id.clone();
    }
    let (name, stem) = (path.rsplit('/').next().unwrap_or(path), stem(path));
    if doc.id.is_present() {
        return stem.to_owned();
    }
    let fits = |text: &str| {
        !text.is_empty()
            && text.len() <= 64
            && !text.starts_with(['-', '_'])
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
    };
    if !fits(stem) {
        let place = Place { file, span: Span::default() };
        let lower: String = stem.to_lowercase().replace([' ', '.'], "-");
        let meant = if fits(&lower) { lower } else { "my-program".into() };
        findings.add(
            Finding::error("bad-id", place, format!("the file name `{name}` cannot be the program's id"))
                .label("a program without an id")
                .help(format!("add `id: {meant}` to the file, or rename it to `{meant}.yaml`")),
        );
    }
    stem.to_owned()
}

/// Returns ` did you mean …?` help for a name among some that exist.
pub(super) fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}
