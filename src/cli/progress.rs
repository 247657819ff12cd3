//! How far a simulation is, on standard error: only on a terminal, only after half a second, and
//! gone when it is done.

use super::World;
use super::call::Call;
use crate::english::thousands;
use crate::threads;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How often it is drawn.
const EVERY: Duration = Duration::from_millis(100);

/// It is shown from this drawing on. Nobody waits for what takes less.
const FIRST: u32 = 5;

/// The columns of the bar.
const CELLS: u32 = 20;

/// Returns what `work` gives. It counts the runs that are done, of so many.
pub(super) fn shown<F, R: Send>(
    call: &mut Call<'_, F>,
    runs: u32,
    work: impl Fn(&AtomicU32) -> R + Sync,
) -> R {
    let done = AtomicU32::new(0);
    if !is_watched(call.world) {
        return work(&done);
    }
    let width = call.world.stderr.width.filter(|width| *width > 0).unwrap_or(80);
    let mut bar = Bar { runs, width, ascii: call.common.ascii, drawings: 0, columns: 0 };
    // A bar that cannot be drawn is missed by nobody.
    let result =
        threads::watched(|| work(&done), EVERY, || drop(bar.draw(done.load(Ordering::Relaxed), call.err)));
    drop(bar.clear(call.err));
    result
}

/// Whether a person sees standard error as it is written.
fn is_watched(world: &World<'_>) -> bool {
    let variables = &world.variables;
    let is_ci = variables.ci.as_deref().is_some_and(|value| !value.is_empty() && value != "false");
    world.stderr.is_terminal && !is_ci && variables.term.as_deref() != Some("dumb")
}

struct Bar {
    runs: u32,
    /// The columns of the terminal.
    width: usize,
    ascii: bool,
    drawings: u32,
    /// The columns that it covers.
    columns: usize,
}

impl Bar {
    fn draw(&mut self, done: u32, err: &mut dyn Write) -> io::Result<()> {
        self.drawings += 1;
        if self.drawings < FIRST {
            return Ok(());
        }
        let text = self.text(done.min(self.runs));
        let columns = text.chars().count();
        // What is left of a longer one goes with it.
        let rest = self.columns.saturating_sub(columns);
        self.columns = columns;
        write!(err, "\r{text}{:rest$}", "")?;
        err.flush()
    }

    fn text(&self, done: u32) -> String {
        let counted = format!("{} of {} runs", thousands(done), thousands(self.runs));
        let full = (u64::from(done) * u64::from(CELLS) / u64::from(self.runs.max(1))) as usize;
        let [on, off] = if self.ascii { ["#", "."] } else { ["█", "░"] };
        let bar = format!("{}{} {counted}", on.repeat(full), off.repeat(CELLS as usize - full));
        // In the last column some terminals begin a new line.
        match self.width > bar.chars().count() {
            true => bar,
            false => counted.chars().take(self.width.saturating_sub(1)).collect(),
        }
    }

    fn clear(&mut self, err: &mut dyn Write) -> io::Result<()> {
        if self.columns == 0 {
            return Ok(());
        }
        write!(err, "\r{:columns$}\r", "", columns = self.columns)?;
        err.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns what a bar writes that is drawn so often, each time with as many runs done.
    fn drawn(width: usize, ascii: bool, done: &[u32]) -> String {
        let mut bar = Bar { runs: 10_000, width, ascii, drawings: 0, columns: 0 };
        let mut err = Vec::new();
        done.iter().for_each(|done| bar.draw(*done, &mut err).unwrap());
        bar.clear(&mut err).unwrap();
        String::from_utf8(err).unwrap()
    }

    #[test]
    fn what_takes_less_than_half_a_second_shows_nothing() {
        assert_eq!(drawn(80, false, &[]), "");
        assert_eq!(drawn(80, false, &[100, 200, 300, 400]), "");
    }

    #[test]
    fn it_grows_and_is_gone_when_done() {
        let bar = |full: usize, text: &str| format!("\r{}{} {text}", "█".repeat(full), "░".repeat(20 - full));
        let expected = [
            bar(9, "4,999 of 10,000 runs"),
            bar(20, "10,000 of 10,000 runs"),
            format!("\r{}\r", " ".repeat(42)),
        ];
        assert_eq!(drawn(80, false, &[0, 0, 0, 0, 4_999, 10_001]), expected.concat());
    }

    #[test]
    fn a_narrow_terminal_has_the_count_alone_and_ascii_no_blocks() {
        assert_eq!(drawn(30, true, &[500; 5]), format!("\r500 of 10,000 runs\r{}\r", " ".repeat(18)));
        assert_eq!(drawn(10, true, &[500; 5]), format!("\r500 of 10\r{}\r", " ".repeat(9)));
        let text = drawn(80, true, &[5_000; 5]);
        assert!(text.starts_with("\r##########.......... 5,000 of"), "{text:?}");
    }

    #[test]
    fn a_shorter_text_leaves_nothing_of_a_longer_one() {
        let mut bar = Bar { runs: 10_000, width: 80, ascii: true, drawings: FIRST, columns: 0 };
        let mut err = Vec::new();
        bar.draw(10_000, &mut err).unwrap();
        err.clear();
        bar.draw(0, &mut err).unwrap();
        assert!(String::from_utf8(err).unwrap().ends_with("0 of 10,000 runs     "));
    }
}
