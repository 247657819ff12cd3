//! Whatever stands on the command line, the answer is one of three exit statuses and prints nothing
//! that acts.

use crate::property::bytes::{DENSE, SHARED, acts};
use crate::support;

/// Panics if a command line, with a word on each line, is not answered.
pub fn check(data: &[u8]) {
    let Ok(line) = std::str::from_utf8(data) else { return };
    let words: Vec<&str> = line.split('\n').collect();
    // Longer lines find nothing more.
    if words.len() > 12 || line.len() > 400 {
        return;
    }
    let files = [("programs/checkout.yaml", DENSE), ("programs/tpm.yaml", SHARED)];
    let disk = support::MemoryDisk::default();
    let output = support::run_on(&disk, &files, &words);
    assert!(output.status <= 2, "{words:?}: exit status {}", output.status);
    assert!(output.status != 2 || !output.err.is_empty(), "{words:?}: silent");
    let is_for_machines = words.iter().any(|word| word.contains("json") || word.contains("yaml"));
    let out = if is_for_machines { String::new() } else { output.out.replace("\r\n", "\n") };
    let acting = out.chars().chain(output.err.chars()).find(|c| acts(*c));
    let is_colored = words.iter().any(|word| word.contains("always"));
    assert!(is_colored || acting.is_none(), "{words:?}: {acting:?}\n{}\n{}", output.out, output.err);
}
