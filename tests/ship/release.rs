//! A release made here: its archives and their checksums, by the scripts that the workflow runs.

use super::scratch::Scratch;
use super::{out, read, root};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Makes a file of the name that 7z would, which this machine may not have.
const ZIP: &str = "#!/usr/bin/env bash\nset -eu\nshift 3\ntar -czf \"$1\" \"$2\"\n";

/// A directory with every asset of a release.
pub(super) struct Release {
    pub(super) scratch: Scratch,
    pub(super) version: String,
    pub(super) repository: String,
    /// The checksum of each archive by its name.
    pub(super) sums: BTreeMap<String, String>,
}

/// The value of a row of `Cargo.toml`, the first of its name.
pub(super) fn row(name: &str) -> String {
    let text = read("Cargo.toml");
    let value = text.lines().find_map(|line| line.strip_prefix(&format!("{name} = \"")));
    value.and_then(|rest| rest.strip_suffix('"')).unwrap_or_else(|| panic!("no row {name}")).to_owned()
}

/// The targets that the workflow builds.
pub(super) fn targets() -> Vec<String> {
    let workflow: Value = serde_yaml::from_str(&read(".github/workflows/release.yml")).unwrap();
    let rows = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_array().unwrap();
    rows.iter().map(|row| row["target"].as_str().unwrap().to_owned()).collect()
}

/// The name of the archive of a target, as the documents say it.
pub(super) fn archive(version: &str, target: &str) -> String {
    let kind = if target.contains("windows") { "zip" } else { "tar.gz" };
    format!("tpm-{version}-{target}.{kind}")
}

impl Release {
    /// Makes the archives of these targets around a binary, and the files of the channels where all
    /// are there.
    pub(super) fn new(binary: &Path, of: &[String]) -> Self {
        let scratch = Scratch::new(&[]);
        scratch.program("bin/7z", ZIP);
        let path = env::var_os("PATH").unwrap();
        let path = env::join_paths([scratch.at("bin")].into_iter().chain(env::split_paths(&path))).unwrap();
        let dist = scratch.at("dist");
        fs::create_dir_all(scratch.at("exe")).unwrap();
        let exe = scratch.at("exe/tpm.exe");
        fs::copy(binary, &exe).unwrap();
        for target in of {
            let binary = if target.contains("windows") { &exe } else { binary };
            let mut command = Command::new(root().join("packaging/archive.sh"));
            let made = out(command.arg(target).arg(binary).arg(&dist).env("PATH", &path));
            assert!(fs::metadata(made.trim_end()).unwrap().is_file(), "{made}");
        }
        let listed = out(Command::new("sh").args(["-c", "sha256sum -- tpm-*"]).current_dir(&dist));
        fs::write(dist.join("SHA256SUMS"), &listed).unwrap();
        let pairs = listed.lines().map(|line| line.split_once("  ").unwrap());
        let sums = pairs.map(|(sum, file)| (file.to_owned(), sum.to_owned())).collect();
        let mut command = Command::new(root().join("packaging/expand.sh"));
        if of == targets() {
            out(command.arg(dist.join("SHA256SUMS")).arg(&dist));
        }
        Self { scratch, version: row("version"), repository: row("repository"), sums }
    }

    pub(super) fn text(&self, file: &str) -> String {
        fs::read_to_string(self.scratch.at("dist").join(file)).unwrap()
    }

    /// The paths in an archive.
    pub(super) fn paths(&self, archive: &str) -> Vec<String> {
        let mut command = Command::new("tar");
        out(command.arg("-tzf").arg(self.scratch.at("dist").join(archive)))
            .lines()
            .map(str::to_owned)
            .collect()
    }
}
