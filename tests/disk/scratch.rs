//! A new directory for each test, in which the real binary runs.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};
use std::{env, fs};

/// What is at every path below a directory: the bytes of a file, and when it was last written.
pub(super) type Everything = BTreeMap<PathBuf, (Option<Vec<u8>>, SystemTime)>;

/// A temporary directory, removed at the end.
pub(super) struct Scratch(pub(super) PathBuf);

impl Scratch {
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("tpm-disk-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let scratch = Self(env::temp_dir().join(name));
        // The root of a repository ends the search upward.
        fs::create_dir_all(scratch.at(".git")).unwrap();
        for (path, text) in files {
            scratch.write(path, text.as_bytes());
        }
        scratch
    }

    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    pub(super) fn write(&self, path: &str, bytes: &[u8]) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), bytes).unwrap();
    }

    /// Returns all that it holds.
    pub(super) fn everything(&self) -> Everything {
        fn add(directory: &Path, found: &mut Everything) {
            for entry in fs::read_dir(directory).unwrap() {
                let path = entry.unwrap().path();
                let about = fs::symlink_metadata(&path).unwrap();
                if about.is_dir() {
                    add(&path, found);
                }
                let bytes = about.is_file().then(|| fs::read(&path).unwrap());
                found.insert(path, (bytes, about.modified().unwrap()));
            }
        }
        let mut found = Everything::new();
        add(&self.0, &mut found);
        found
    }

    /// Returns the names of what is there now and was not before, or holds other bytes.
    pub(super) fn changed(&self, before: &Everything) -> Vec<String> {
        let now = self.everything();
        let new = now.iter().filter(|(path, about)| before.get(*path).is_none_or(|was| was.0 != about.0));
        new.map(|(path, _)| path.strip_prefix(&self.0).unwrap().display().to_string()).collect()
    }

    /// Writes an executable script. Another process writes it: a process that a parallel test
    /// starts could inherit our handle for a moment, and a file that is open for writing cannot be
    /// run.
    pub(super) fn program(&self, path: &str, text: &str) {
        let written = format!("{path}.text");
        self.write(&written, text.as_bytes());
        let copied = Command::new("cp").arg(self.at(&written)).arg(self.at(path)).status().unwrap();
        assert!(copied.success(), "{path}");
        fs::remove_file(self.at(&written)).unwrap();
        fs::set_permissions(self.at(path), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs `tpm` in one of its directories.
    pub(super) fn run(&self, directory: &str, arguments: &[&str]) -> Output {
        finish(tpm(&self.at(directory)).args(arguments))
    }

    /// Runs it and returns the ids of the scheduled programs, and the rules and files of the
    /// errors.
    pub(super) fn programs(&self, directory: &str, arguments: &[&str]) -> (Vec<String>, Vec<String>) {
        let arguments = [&["schedule", "--format", "json", "--as-of", "2026-09-14"], arguments].concat();
        let output = self.run(directory, &arguments);
        let value: serde_json::Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)));
        let list = |list: &serde_json::Value, of: &dyn Fn(&serde_json::Value) -> String| {
            list.as_array().unwrap().iter().map(of).collect()
        };
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        (
            list(&value["data"]["programs"], &|program| text(&program["id"])),
            list(&value["diagnostics"], &|one| format!("{} {}", text(&one["rule"]), text(&one["file"]))),
        )
    }

    /// Checks which programs are scheduled, and that there are no errors.
    #[track_caller]
    pub(super) fn check(&self, directory: &str, arguments: &[&str], expected: &[&str]) {
        let (programs, wrong) = self.programs(directory, arguments);
        assert_eq!(
            (programs, wrong),
            (expected.iter().map(|id| (*id).to_owned()).collect(), vec![]),
            "{arguments:?}"
        );
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(super) fn tpm(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tpm"));
    command.current_dir(directory).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in
        ["TPM_PROGRAMS", "TPM_AS_OF", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"]
    {
        command.env_remove(name);
    }
    command
}

/// Waits for a command, at most twenty seconds.
pub(super) fn finish(command: &mut Command) -> Output {
    let mut child = command.spawn().unwrap();
    // Read while it runs: a pipe holds 64 KiB, and a full pipe blocks the writer.
    let out = child.stdout.take().map(read);
    let err = child.stderr.take().map(read);
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("it hangs: {command:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let bytes =
        |reader: Option<JoinHandle<Vec<u8>>>| reader.map_or_else(Vec::new, |reader| reader.join().unwrap());
    Output { status, stdout: bytes(out), stderr: bytes(err) }
}

fn read(mut from: impl std::io::Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        bytes
    })
}
