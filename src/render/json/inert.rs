//! Indented JSON that readers decode unchanged and that is inert when printed: a plan's text that
//! would act in a terminal or CI log is written as code points.

use crate::render::escape;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
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
    let mut block = Block { bytes: Vec::with_capacity(BLOCK), out };
    let formatter = Inert { depth: 0, is_empty: true, code };
    value.serialize(&mut Serializer::with_formatter(&mut block, formatter))?;
    block.write_all(b"\n")?;
    block.pass_on()
}

/// A document is written in thousands of small parts; it is passed on in blocks of so many bytes.
const BLOCK: usize = 64 << 10;

/// What was written and is not passed on yet.
struct Block<'o> {
    bytes: Vec<u8>,
    out: &'o mut dyn Write,
}

impl Block<'_> {
    fn pass_on(&mut self) -> io::Result<()> {
        self.out.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}

impl Write for Block<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() > BLOCK - self.bytes.len() {
            self.pass_on()?;
            if bytes.len() > BLOCK {
                return self.out.write_all(bytes);
            }
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.out.flush()
    }
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
    /// How many objects and arrays are open.
    depth: usize,
    /// Whether nothing was written yet in the innermost of them.
    is_empty: bool,
    code: fn(char) -> String,
}

impl Inert {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.is_empty = true;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        if !std::mem::take(&mut self.is_empty) {
            self.line(out, b"\n")?;
        }
        out.write_all(bracket)
    }

    /// Begins a line of the innermost object or array.
    #[inline]
    fn line<W: ?Sized + Write>(&self, out: &mut W, end: &[u8]) -> io::Result<()> {
        const SPACES: &[u8] = &[b' '; 64];
        out.write_all(end)?;
        let mut left = self.depth * 2;
        while left > SPACES.len() {
            out.write_all(SPACES)?;
            left -= SPACES.len();
        }
        out.write_all(&SPACES[..left])
    }

    #[inline]
    fn item<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.is_empty = false;
        self.line(out, if first { b"\n" } else { b",\n" })
    }
}

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        out.write_all(escape::json(fragment, self.code).as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn it_is_indented_as_serde_json_does() {
        let deep = (0..40).fold(json!({}), |inner, at| json!({ "a": [inner, [], {}], "b": at }));
        let long = "a long text ".repeat(BLOCK / 5);
        for value in
            [json!([]), json!({}), json!(7), json!([[], {"a": {}}]), deep, json!([long, "b", [long]])]
        {
            let mut out = Vec::new();
            write(&value, &mut out).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string_pretty(&value).unwrap() + "\n");
        }
    }

    #[test]
    fn it_is_passed_on_in_blocks() {
        struct Counted(Vec<usize>);
        impl Write for Counted {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.push(bytes.len());
                Ok(bytes.len())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut counted = Counted(Vec::new());
        let numbers: Vec<u32> = (0..100_000).collect();
        write(&numbers, &mut counted).unwrap();
        let (last, blocks) = counted.0.split_last().unwrap();
        assert!(
            blocks.len() > 10 && blocks.iter().all(|block| (BLOCK - 16..=BLOCK).contains(block)),
            "{blocks:?}"
        );
        assert!(*last <= BLOCK);
    }

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
