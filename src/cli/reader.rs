//! A stream whose reader may go away, as in `tpm … | head`.

use std::io::{self, ErrorKind, Write};

/// Writes until the reader is gone and then drops what is written, so that the run still ends with
/// its verdict. Other errors are passed on with the name of the stream.
pub(super) struct Reader<'w> {
    stream: &'w mut dyn Write,
    name: &'static str,
    is_gone: bool,
}

impl<'w> Reader<'w> {
    pub(super) fn new(stream: &'w mut dyn Write, name: &'static str) -> Self {
        Self { stream, name, is_gone: false }
    }

    fn unless_gone<T>(
        &mut self,
        done: T,
        write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    ) -> io::Result<T> {
        if self.is_gone {
            return Ok(done);
        }
        match write(self.stream) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_gone = true;
                Ok(done)
            }
            // Whoever writes tries again.
            Err(error) if error.kind() == ErrorKind::Interrupted => Err(error),
            Err(error) => {
                Err(io::Error::new(error.kind(), format!("cannot write to {}: {error}", self.name)))
            }
            written => written,
        }
    }
}

impl Write for Reader<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_gone(bytes.len(), |stream| stream.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_gone((), |stream| stream.flush())
    }
}
