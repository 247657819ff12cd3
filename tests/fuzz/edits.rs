//! A text that `tpm set` takes for a note is what the plan then holds, and all that it changed.

use crate::property::bytes::{DENSE, SHARED};
use crate::support::{self, MemoryDisk};
use tpm::syntax::{Content, Outline, outline};

/// Panics if the note is not read back, or another line of the plan changed.
pub fn check(data: &[u8]) {
    let Ok(said) = std::str::from_utf8(data) else { return };
    if said.len() > 300 {
        return;
    }
    let path = "programs/checkout.yaml";
    let files = [(path, DENSE), ("programs/tpm.yaml", SHARED)];
    let disk = MemoryDisk::default();
    for (path, text) in files {
        disk.add(path, text, 0o644);
    }
    let output = support::run_on(&disk, &files, &["set", "cutover", &format!("note={said}")]);
    assert!(output.status <= 2, "{said:?}: {output:?}");
    let after = disk.text(path).unwrap();
    if output.status == 2 {
        assert_eq!(after, DENSE, "{said:?}: {}", output.err);
        return;
    }
    let read = outline(&after).unwrap_or_else(|| panic!("{said:?} is no YAML:\n{after}"));
    let note = ["milestones", "cutover", "note"].iter().try_fold(&read, |node, key| value(node, key));
    let Some(Content::Scalar { text, .. }) = note.map(|note| &note.content) else {
        assert!(said.trim().is_empty(), "{said:?} is gone:\n{after}");
        return;
    };
    assert_eq!(text.trim(), said.trim(), "{after}");
    let gone: Vec<&str> = DENSE.lines().filter(|line| !after.lines().any(|other| other == *line)).collect();
    assert!(gone.len() <= 2, "{said:?} changed {gone:#?}");
}

fn value<'o>(node: &'o Outline, key: &str) -> Option<&'o Outline> {
    let Content::Mapping(pairs) = &node.content else { return None };
    let is_it = |name: &Outline| matches!(&name.content, Content::Scalar { text, .. } if text == key);
    pairs.iter().find(|(name, _)| is_it(name)).map(|(_, value)| value)
}
