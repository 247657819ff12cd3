//! Appends text to a file that others write to as well, such as the summary of a CI job.

use super::replace::Operations;
use std::io;
use std::path::Path;

/// Appends the text that `make` returns to a file of at most `limit` bytes; `make` gets the number
/// of bytes left. Existing text stays. Fails if too little room is left.
pub fn append(
    disk: &dyn Operations,
    path: &Path,
    limit: u64,
    make: impl FnOnce(usize) -> io::Result<Vec<u8>>,
) -> io::Result<()> {
    let (length, mut file) = disk.append(path)?;
    let room = usize::try_from(limit.saturating_sub(length)).unwrap_or(usize::MAX);
    let bytes = make(room)?;
    if bytes.len() > room {
        return Err(io::Error::other(format!("it would have more than {limit} bytes")));
    }
    file.write_all(&bytes)?;
    file.flush()
}
