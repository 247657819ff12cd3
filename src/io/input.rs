//! What is typed or piped into a command.

use std::io::{self, Read, Stdin};

/// A text that is read once.
pub trait Input {
    /// Returns its bytes, at most `limit` of them; `None` if there are more.
    fn read(&self, limit: u64) -> io::Result<Option<Vec<u8>>>;
}

impl Input for Stdin {
    fn read(&self, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        self.lock().take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= limit).then_some(bytes))
    }
}
