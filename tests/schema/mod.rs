//! The JSON Schema of plans, checked by an independent validator against the decoder: both must
//! accept the same texts.
//!
//! `documents` tries every plan in the repository, `agree` every key with every kind of value and
//! random plans, `print` the command. `outputs` checks the output of reports against their schemas.

mod agree;
mod documents;
pub mod numbers;
pub mod outputs;
mod places;
mod print;

use crate::support;
use jsonschema::Validator;
use serde_json::Value;
use tpm::finding::Level;
use tpm::source::{FileId, SourceFile};
use tpm::syntax::{Tree, decode_program, decode_shared};

/// Rules of the decoder that the schema cannot express, at least in some cases, and why.
const BEYOND_A_SCHEMA: [(&str, &str); 7] = [
    ("tag-in-plan", "a validator sees the value and not its tag"),
    ("impossible-date", "a pattern knows no 30 February: that takes arithmetic"),
    ("backward-range", "two parts of one text are compared"),
    ("duration-too-long", "a number inside a text is compared"),
    ("not-progress", "`9/8`: two numbers inside a text are compared"),
    ("limits-out-of-order", "the items of a list are compared"),
    ("empty-assertion", "which keys go together is a rule about values, not a form"),
];

/// Which of the two files of a workspace a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Program,
    Shared,
}

impl Kind {
    fn of(path: &str) -> Self {
        if path == "programs/tpm.yaml" { Self::Shared } else { Self::Program }
    }

    fn word(self) -> &'static str {
        if self == Self::Program { "program" } else { "shared" }
    }
}

/// Returns what `tpm schema` prints.
fn printed(kind: Kind) -> String {
    let output = support::run(&[], &["schema", "--of", kind.word()]);
    assert_eq!((output.status, output.err.as_str()), (0, ""));
    output.out
}

fn schema(kind: Kind) -> Value {
    serde_json::from_str(&printed(kind)).expect("a schema is JSON")
}

fn validator(kind: Kind) -> Validator {
    jsonschema::draft7::new(&schema(kind)).expect("a schema is one")
}

/// The verdicts of both on a text.
#[derive(Debug)]
struct Verdict {
    /// The rules of the decoder's errors, except those beyond a schema.
    form: Vec<&'static str>,
    /// Those beyond a schema.
    beyond: Vec<&'static str>,
    /// The errors of the validator, or of the YAML parser before it.
    schema: Vec<String>,
}

impl Verdict {
    fn of(text: &str, kind: Kind, validator: &Validator) -> Self {
        let source = SourceFile::new("plan.yaml", text.to_owned());
        let tree = Tree::read(&source.text);
        let findings = match kind {
            Kind::Program => decode_program(FileId(0), &source, &tree, None).findings.sorted(),
            Kind::Shared => decode_shared(FileId(0), &source, &tree, None).findings.sorted(),
        };
        let errors =
            findings.iter().filter(|finding| finding.level == Level::Error).map(|finding| finding.rule);
        let (beyond, form) = errors.partition(|rule| BEYOND_A_SCHEMA.iter().any(|(known, _)| known == rule));
        let schema = match typed(text) {
            Ok(value) => validator.iter_errors(&value).map(|error| error.to_string()).collect(),
            Err(error) => vec![error],
        };
        Self { form, beyond, schema }
    }

    /// Whether both accept or both refuse the text. If all its errors are beyond a schema, the
    /// validator may do either.
    fn agree(&self) -> bool {
        match (self.form.is_empty(), self.beyond.is_empty()) {
            (false, _) => !self.schema.is_empty(),
            (true, true) => self.schema.is_empty(),
            (true, false) => true,
        }
    }

    /// Returns the rules of errors that only the decoder finds.
    fn missed(&self) -> &[&'static str] {
        if self.schema.is_empty() { &self.beyond } else { &[] }
    }
}

/// Returns a text as an editor passes it to a validator: typed, with aliases and merge keys
/// resolved.
fn typed(text: &str) -> Result<Value, String> {
    let mut value: serde_yaml::Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    value.apply_merge().map_err(|error| error.to_string())?;
    serde_json::to_value(value).map_err(|error| error.to_string())
}
