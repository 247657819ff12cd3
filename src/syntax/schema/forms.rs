//! The JSON Schema of each form.
//!
//! An editor's YAML parser types scalars before the schema sees them: `owner: 2026` is a number
//! there and an id to `tpm`. A schema therefore allows every type that a value of the form may have
//! there; `pattern` applies to texts only.

use super::shape::{Node, Schema, Type};
use super::{keys, mapping_schema};
use crate::finding::gate_rules;
use crate::syntax::fields::Form;
use crate::syntax::values::{Declared, Distribution, FailOn, Importance, Response, WEEKDAYS};

const ID: &str = "[a-z0-9][a-z0-9_-]{0,63}";
const DATE: &str = "(?:19|2[01])[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
const PERCENT: &str = "0*(?:100|[0-9]{1,2})%";
const ELAPSED_TOO: &str = "(?:d|w|ed)";
const CONDITION: &str = " *(?:>=|<|=) *[0-9]{1,9}(?:[.][0-9]{1,9}){0,2} *";
const WORKING: &str = "(?:d|w)";

/// Pattern of the keys that users may add for themselves.
pub(super) const OWN: &str = "^x-";

/// Returns the schema of the values of a form.
pub(super) fn schema(form: Form) -> Schema {
    let known = match form {
        Form::Section(table) => return mapping_schema(table),
        Form::Entries(table) => entries(mapping_schema(table)),
        Form::List(table) => return list_of(form, mapping_schema(table)),
        Form::UrlLinks => url_links(),
        Form::Text => text(),
        Form::Reason => Schema { pattern: Some("\\S".into()), ..text() },
        Form::Rule => one_of(&gate_rules::words().collect::<Vec<_>>()),
        Form::Level => one_of(&Importance::ALL.map(Importance::word)),
        Form::FailOn => one_of(&FailOn::ALL.map(FailOn::word)),
        Form::Id | Form::Owner | Form::Calendar => named(format!("^{ID}$")),
        Form::Reference => named(reference()),
        Form::Date => Schema::text(format!("^{DATE}$")),
        Form::DateOrTbd => Schema::text(format!("^(?:{DATE}|tbd)$")),
        Form::Dates => list(Schema::text(format!("^{DATE}(?:\\.\\.{DATE})?$"))),
        Form::Duration(_) => estimate(form, ELAPSED_TOO),
        Form::Impact(_) => estimate(form, WORKING),
        Form::Amount => amount(ELAPSED_TOO),
        Form::Days => amount("d"),
        Form::Count => Schema { maximum: Some(20_000), ..digits() },
        Form::Number => digits(),
        Form::Capacity => above_zero(),
        Form::Bands => Schema {
            types: vec![Type::Array],
            items: Some(Box::new(amount("d"))),
            min_items: Some(4),
            max_items: Some(4),
            ..Schema::default()
        },
        Form::Progress => Schema::text(format!("^(?:{PERCENT}|[0-9]+ */ *[0-9]+)$")),
        Form::PercentAbove => Schema::text("^0*(?:[1-9][0-9]{2}|1000)%$"),
        Form::Odds => Schema::text("^0*[1-9][0-9]?%$"),
        Form::Runs => {
            let pattern = Some("^0*(?:[1-9][0-9]{2,5}|1000000)$".into());
            Schema { minimum: Some(100), maximum: Some(1_000_000), pattern, ..digits() }
        }
        Form::Distribution => one_of(&Distribution::ALL.map(Distribution::word)),
        Form::Percent => Schema::text(format!("^{PERCENT}$")),
        Form::Probability => Schema::text(format!("^(?:{PERCENT}|very-low|low|medium|high|very-high)$")),
        Form::Version => Schema::text(format!("^{CONDITION}(?:,{CONDITION})*$")),
        Form::Flag => Schema { types: vec![Type::Boolean], ..Schema::default() },
        Form::Rag => one_of(&Declared::ALL.map(Declared::word)),
        Form::Response => one_of(&Response::ALL.map(Response::word)),
        Form::Weekdays => list(one_of(&WEEKDAYS)),
        Form::Words => list(text()),
        Form::References => list(named(reference())),
        Form::Ids => list(named(format!("^{ID}$"))),
        Form::Dependencies => list(named(dependency())),
    };
    let error_message = Some(wanted(form));
    let items = known.items.map(|item| Box::new(Schema { error_message: error_message.clone(), ..*item }));
    Schema { error_message, items, ..known }
}

fn wanted(form: Form) -> String {
    format!("write {}", form.wanted())
}

/// Returns words that a form takes and its example does not show.
pub(super) fn other_words(form: Form) -> &'static [&'static str] {
    match form {
        Form::DateOrTbd => &["tbd"],
        Form::Probability => &["very-low", "low", "medium", "high", "very-high"],
        _ => &[],
    }
}

/// Any scalar except null.
fn text() -> Schema {
    Schema { types: vec![Type::String, Type::Number, Type::Boolean], ..Schema::default() }
}

/// A text that is or contains an id: `2026` and `true` are ids too.
fn named(pattern: String) -> Schema {
    let types = vec![Type::String, Type::Integer, Type::Boolean];
    Schema { types, minimum: Some(0), ..Schema::text(pattern) }
}

fn reference() -> String {
    format!("^(?:{ID}/)?{ID}$")
}

fn dependency() -> String {
    let lag = format!("[+-][ \\t]*[0-9]+{ELAPSED_TOO}");
    format!("^(?:{ID}/)?{ID}(?:[ \\t]+(?:FS|SS|FF|SF)?[ \\t]*(?:{lag})?[ \\t]*)?$")
}

fn amount(units: &str) -> Schema {
    Schema::text(format!("^[0-9]+{units}$"))
}

/// One estimate or three, as a list or by name.
fn estimate(form: Form, units: &str) -> Schema {
    let one = amount(units);
    let points = form.table().map(keys).unwrap_or_default();
    let of_units = |(name, node): (String, Node)| match node {
        Node::Of(point) => (name, Schema { pattern: one.pattern.clone(), ..*point }.into()),
        other => (name, other),
    };
    Schema {
        types: vec![Type::String, Type::Array, Type::Object],
        properties: points.properties.into_iter().map(of_units).collect(),
        items: Some(Box::new(one.clone())),
        min_items: Some(3),
        max_items: Some(3),
        pattern: one.pattern,
        ..points
    }
}

fn digits() -> Schema {
    let types = vec![Type::Integer, Type::String];
    Schema { types, minimum: Some(0), ..Schema::text("^[0-9]+$") }
}

fn above_zero() -> Schema {
    let types = vec![Type::Number, Type::String];
    let text = Schema::text("^(?:[0-9]*[1-9][0-9]*(?:[.][0-9]*)?|0*[.]0*[1-9][0-9]*)$");
    Schema { types, exclusive_minimum: Some(0), ..text }
}

fn one_of(words: &[&'static str]) -> Schema {
    Schema { types: vec![Type::String], words: words.to_vec(), ..Schema::default() }
}

/// A list; a single value is a list of one, no value a list of none.
fn list(item: Schema) -> Schema {
    let mut types = vec![Type::Array];
    types.extend(&item.types);
    types.push(Type::Null);
    // `enum` would apply to the list as a whole; `pattern` applies to a single text only.
    let words = (!item.words.is_empty()).then(|| format!("^(?:{})$", item.words.join("|")));
    let single = Schema { pattern: item.pattern.clone().or(words), words: Vec::new(), ..item.clone() };
    Schema { types, items: Some(Box::new(item)), ..single }
}

/// A list of mappings; a single one is a list of one, no value a list of none.
fn list_of(form: Form, one: Schema) -> Schema {
    Schema {
        types: vec![Type::Array, Type::Object, Type::Null],
        all_of: one.all_of.clone(),
        items: Some(Box::new(one)),
        error_message: Some(wanted(form)),
        ..Schema::default()
    }
}

/// Entries by id.
fn entries(entry: Schema) -> Schema {
    Schema {
        types: vec![Type::Object, Type::Null],
        pattern_properties: vec![(OWN.into(), Node::Anything(true))],
        property_names: Some(Box::new(Schema {
            error_message: Some(wanted(Form::Id)),
            pattern: Some(format!("^(?:x-|{ID}$)")),
            ..Schema::default()
        })),
        additional_properties: Some(entry.into()),
        ..Schema::default()
    }
}

fn url_links() -> Schema {
    Schema {
        types: vec![Type::Object, Type::Null],
        additional_properties: Some(text().into()),
        ..Schema::default()
    }
}
