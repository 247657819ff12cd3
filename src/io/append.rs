//! Text added to a file that others write to as well, such as the summary of a job.

use super::replace::Operations;
use std::io;
use std::path::Path;

/// Adds to the end of a file what `make` returns for the number of bytes that there is room for, if
/// that file may have at most `limit`. What stands in it stays.
///
/// # Errors
/// Where there is too little room, or the disk refuses.
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
