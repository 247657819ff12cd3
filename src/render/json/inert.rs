//! Indented JSON that readers decode unchanged and that is inert when printed: a plan's text that
//! would act in a terminal or CI log is written as code points.

use crate::render::escape;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};
use std::io::{self, Write};

/// Writes a value as indented JSON with a line break at the end.
pub(super) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write_with(value, in_json, out)
}

/// Writes a value as indented JSON that is valid YAML too.
pub(super) fn write_as_yaml(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write_with(value, in_yaml, out)
}

fn write_with(value: &impl Serialize, code: fn(char) -> String, out: &mut dyn Write) -> io::Result<()> {
    let formatter = Inert { pretty: PrettyFormatter::new(), code };
    value.serialize(&mut Serializer::with_formatter(&mut *out, formatter))?;
    out.write_all(b"\n")
}

fn in_json(c: char) -> String {
    let mut units = [0; 2];
    c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

/// YAML reads the surrogate pair of a character beyond the first 65,536 as two characters.
fn in_yaml(c: char) -> String {
    match u32::from(c) {
        code @ 0..=0xffff => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    }
}

struct Inert {
    pretty: PrettyFormatter<'static>,
    code: fn(char) -> String,
}

/// Delegates everything else to the indenting formatter.
macro_rules! pretty {
    ($($name:ident($($first:ident: bool)?)),+) => {$(
        fn $name<W: ?Sized + Write>(&mut self, out: &mut W $(, $first: bool)?) -> io::Result<()> {
            self.pretty.$name(out $(, $first)?)
        }
    )+};
}

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        out.write_all(escape::json(fragment, self.code).as_bytes())
    }

    pretty!(begin_array(), end_array(), begin_array_value(first: bool), end_array_value());
    pretty!(begin_object(), end_object(), begin_object_key(first: bool), begin_object_value(), end_object_value());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_has_the_text_that_was_written() {
        let text = "::error::x ##[group] ##vso[ \u{1b}\u{9b}\u{202e}\u{7f}\u{e0041}\u{2028} \"\\ü🚀\n";
        let (mut json, mut yaml) = (Vec::new(), Vec::new());
        write(&[text], &mut json).unwrap();
        write_as_yaml(&[text], &mut yaml).unwrap();
        assert_eq!(serde_json::from_slice::<Vec<String>>(&json).unwrap(), [text]);
        assert_eq!(serde_yaml::from_slice::<Vec<String>>(&yaml).unwrap(), [text]);
        for out in [json, yaml] {
            let out = String::from_utf8(out).unwrap();
            assert!(!out.contains("##[") && !out.contains("##vso["), "{out}");
            assert!(
                !out.contains(|c: char| c.is_control() && c != '\n') && !out.contains('\u{202e}'),
                "{out}"
            );
        }
    }
}
