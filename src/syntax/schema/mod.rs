//! The JSON Schema of plans, made from the field table and nothing else.
//!
//! Like the decoder, it checks the form of one file: which keys exist and which values they take.
//! It does not check other files, references, or values that contradict each other.

mod example;
mod forms;
mod shape;

pub use shape::Schema;

use super::fields::{Document, Form, Key, ProgramDoc, SharedDoc, Table};
use example::Example;
use shape::{Node, Type};

const DRAFT_07: &str = "http://json-schema.org/draft-07/schema#";

/// Returns the schema of a program file.
pub fn program_schema() -> Schema {
    let types = vec![Type::Object];
    root(ProgramDoc::TABLE, "program", "A program of tpm", types)
}

/// Returns the schema of `tpm.yaml`.
pub fn shared_schema() -> Schema {
    // An empty file shares nothing.
    let types = vec![Type::Object, Type::Null];
    root(SharedDoc::TABLE, "shared", "What the programs of a tpm workspace share", types)
}

fn root(table: &'static Table, name: &str, title: &str, types: Vec<Type>) -> Schema {
    Schema {
        dialect: Some(DRAFT_07),
        id: Some(format!("urn:tpm:schema:{name}")),
        title: Some(title.into()),
        types,
        definitions: definitions(table),
        ..keys(table)
    }
}

/// Returns the schemas of the tables under `root`, each once, breadth first.
#[expect(clippy::arithmetic_side_effects, reason = "it counts tables")]
fn definitions(root: &'static Table) -> Vec<(String, Node)> {
    let mut tables: Vec<&'static Table> = vec![root];
    let mut next = 0;
    while let Some(table) = tables.get(next) {
        for key in table.keys {
            // The two forms that take three points have the schema of the points inline.
            let inner = key.form.table().filter(|_| !matches!(key.form, Form::Duration(_) | Form::Impact(_)));
            if let Some(inner) = inner
                && !tables.iter().any(|known| std::ptr::eq(*known, inner))
            {
                tables.push(inner);
            }
        }
        next += 1;
    }
    tables.iter().skip(1).map(|table| (name(table), keys(table).into())).collect()
}

/// Returns the name of a table's definition: `milestone` for "a milestone".
fn name(table: &Table) -> String {
    let words = table.what.replace('`', "");
    let words: Vec<&str> = words.split(' ').filter(|word| !matches!(*word, "a" | "an")).collect();
    words.join("-")
}

/// Returns the schema of a value that is a mapping with the keys of a table.
fn mapping_schema(table: &'static Table) -> Schema {
    // An empty value is a mapping without keys.
    let may_be_empty = !table.keys.iter().any(|key| key.required);
    let types = if may_be_empty { vec![Type::Object, Type::Null] } else { vec![Type::Object] };
    let first = table.keys.first().map_or("", |key| key.name);
    Schema {
        types,
        all_of: vec![Schema::reference(&name(table))],
        error_message: Some(format!("write the keys of {}, such as `{first}: …`", table.what)),
        ..Schema::default()
    }
}

/// Returns the schema of the keys of a table. It sets no type, so that a list of mappings and a
/// single mapping can refer to the same definition.
fn keys(table: &'static Table) -> Schema {
    let read = || table.keys.iter();
    let mut patterns = vec![(forms::OWN.to_owned(), Node::Anything(true))];
    patterns.extend(read().filter(|key| !key.habits.is_empty()).map(habits));
    Schema {
        properties: read().map(|key| (key.name.to_owned(), property(key).into())).collect(),
        pattern_properties: patterns,
        additional_properties: Some(Node::Anything(false)),
        required: read().filter(|key| key.required).map(|key| key.name).collect(),
        ..Schema::default()
    }
}

fn property(key: &Key) -> Schema {
    let mut examples: Vec<Example> = Example::read(key.example).into_iter().collect();
    examples.extend(forms::other_words(key.form).iter().map(|word| Example::Text((*word).into())));
    Schema { description: Some(key.doc.to_owned()), examples, ..forms::schema(key.form) }
}

/// Returns a pattern of the names that people write for a key by habit, refused with a hint at the
/// key.
fn habits(key: &Key) -> (String, Node) {
    let message = format!("did you mean `{}`? It takes {}", key.name, key.form.wanted());
    let refused =
        Schema { not: Some(Box::default()), deprecation_message: Some(message), ..Schema::default() };
    (format!("^(?:{})$", key.habits.join("|")), refused.into())
}
