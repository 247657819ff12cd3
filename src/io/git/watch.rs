//! Stops a git that does not answer: a broken disk, a hanging network drive or a program that only
//! calls itself git must not hang `tpm`.

use std::io;
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long one answer may take. Listing a large repository from a cold disk takes seconds.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A child that is killed if an answer takes too long, and when this is dropped.
pub(super) struct Watched {
    state: Arc<State>,
    patience: Duration,
}

struct State {
    child: Mutex<Child>,
    began: Instant,
    /// In milliseconds since it began; 0 while nothing is asked.
    deadline: AtomicU64,
    was_stopped: AtomicBool,
    has_ended: AtomicBool,
}

impl Watched {
    /// Watches a child. Time runs from [`Self::begin`] to [`Self::end`] only.
    pub(super) fn new(child: Child, patience: Duration) -> Self {
        let state = Arc::new(State {
            child: Mutex::new(child),
            began: Instant::now(),
            deadline: AtomicU64::new(0),
            was_stopped: AtomicBool::new(false),
            has_ended: AtomicBool::new(false),
        });
        let watched = state.clone();
        #[expect(clippy::arithmetic_side_effects, reason = "4 is not 0")]
        let pause = (patience / 4).min(Duration::from_millis(200));
        // Without a thread, git may take as long as it likes.
        let _ = thread::Builder::new().spawn(move || {
            while !watched.has_ended.load(Ordering::Relaxed) {
                thread::sleep(pause);
                let deadline = watched.deadline.load(Ordering::Relaxed);
                if deadline > 0 && watched.now() > deadline {
                    watched.was_stopped.store(true, Ordering::Relaxed);
                    watched.kill();
                    break;
                }
            }
        });
        Self { state, patience }
    }

    /// Begins to wait for an answer.
    pub(super) fn begin(&self) {
        let patience = u64::try_from(self.patience.as_millis()).unwrap_or(u64::MAX);
        self.state.deadline.store(self.state.now().saturating_add(patience).max(1), Ordering::Relaxed);
    }

    /// Ends waiting.
    pub(super) fn end(&self) {
        self.state.deadline.store(0, Ordering::Relaxed);
    }

    /// Returns how long an answer may take.
    pub(super) fn patience(&self) -> Duration {
        self.patience
    }

    /// Whether an answer took too long.
    pub(super) fn was_stopped(&self) -> bool {
        self.state.was_stopped.load(Ordering::Relaxed)
    }

    /// Waits until the child has ended.
    pub(super) fn wait(&self) -> io::Result<ExitStatus> {
        loop {
            // The lock is free while it runs, so that it can be killed.
            if let Some(status) = self.state.child().try_wait()? {
                return Ok(status);
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.state.has_ended.store(true, Ordering::Relaxed);
        self.state.kill();
    }
}

impl State {
    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn child(&self) -> std::sync::MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Killing git is safe, as it only reads; it may be blocked on output that nobody reads.
    fn kill(&self) {
        let mut child = self.child();
        let _ = child.kill();
        let _ = child.wait();
    }
}
