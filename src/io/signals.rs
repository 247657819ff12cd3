//! Signals that end the program wait until what is being written is whole.
//!
//! A report with its temporary file, and an edit of several files, are written to their end or not
//! begun. At any other moment a signal ends the program as it always does.

/// While this lives, a signal waits. It ends the program when the last of these is dropped.
#[derive(Debug)]
pub struct Held(());

/// Lets signals wait from now on.
pub fn hold() -> Held {
    #[cfg(unix)]
    unix::begin();
    Held(())
}

impl Drop for Held {
    fn drop(&mut self) {
        #[cfg(unix)]
        unix::end();
    }
}

/// Begins to listen to the signals that end a program. Those that it was started to ignore, as
/// `nohup` does, stay ignored.
#[cfg(unix)]
pub fn listen(disk: &dyn super::tree::Tree) {
    unix::listen(disk);
}

/// Windows has no such signals.
#[cfg(not(unix))]
pub fn listen(_: &dyn super::tree::Tree) {}

#[cfg(unix)]
mod unix {
    use crate::io::tree::Tree;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
    use signal_hook::{flag, low_level};
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, LazyLock};

    struct State {
        /// How many hold it.
        holds: AtomicUsize,
        is_free: Arc<AtomicBool>,
        /// The number of the last signal; 0 for none.
        waiting: Arc<AtomicUsize>,
    }

    static STATE: LazyLock<State> = LazyLock::new(|| State {
        holds: AtomicUsize::new(0),
        is_free: Arc::new(AtomicBool::new(true)),
        waiting: Arc::default(),
    });

    pub(super) fn listen(disk: &dyn Tree) {
        let status = disk.read("/proc/self/status", 1 << 16).ok().flatten().unwrap_or_default();
        let ignored = ignored(&String::from_utf8_lossy(&status));
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
            // The lowest bit is signal 1.
            let bit = signal.unsigned_abs().saturating_sub(1);
            if ignored.unbounded_shr(bit) & 1 != 0 {
                continue;
            }
            // Where this fails, the signal ends the program at once.
            if flag::register_usize(signal, STATE.waiting.clone(), signal.unsigned_abs() as usize).is_ok() {
                let _ = flag::register_conditional_default(signal, STATE.is_free.clone());
            }
        }
        // A file that would get too large is then an error of writing it, as a full disk is.
        let _ = flag::register(SIGXFSZ, Arc::default());
    }

    /// Returns the signals that a process ignores, one a bit, as Linux tells them.
    pub(super) fn ignored(status: &str) -> u64 {
        let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }

    pub(super) fn begin() {
        STATE.holds.fetch_add(1, Ordering::SeqCst);
        STATE.is_free.store(false, Ordering::SeqCst);
    }

    pub(super) fn end() {
        if STATE.holds.fetch_sub(1, Ordering::SeqCst) > 1 {
            return;
        }
        STATE.is_free.store(true, Ordering::SeqCst);
        let signal = STATE.waiting.load(Ordering::SeqCst);
        if let Ok(signal) = i32::try_from(signal)
            && signal > 0
        {
            // It ends here, as if the signal had come now.
            let _ = low_level::emulate_default_handler(signal);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::unix::ignored;

    #[test]
    fn what_a_process_ignores_is_read_from_its_status() {
        assert_eq!(ignored("Name:\ttpm\nSigIgn:\t0000000000001001\nSigCgt:\t00\n"), 0x1001);
        assert_eq!((ignored(""), ignored("SigIgn:\tx\n")), (0, 0));
    }
}
