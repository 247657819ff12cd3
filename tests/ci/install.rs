//! Where the action takes `tpm` from: the released archive for the runner, checked, or a build.

use super::github::Runner;
use super::read;
use std::fs;
use std::process::Command;

fn row(name: &str) -> String {
    let text = read("Cargo.toml");
    let value = text.lines().find_map(|line| line.strip_prefix(&format!("{name} = \""))).unwrap();
    value.trim_end_matches('"').to_owned()
}

/// The directory that archives have, without its ending.
fn name(target: &str) -> String {
    format!("tpm-{}-{target}", row("version"))
}

/// Puts a release where curl finds it: the stand-in for `tpm`, for one target, and its checksum.
fn release(runner: &Runner, target: &str) {
    let name = name(target);
    fs::create_dir_all(runner.scratch.at(&format!("made/{name}"))).unwrap();
    let script = format!(
        "cp stand-in made/{name}/tpm && tar -czf released/{name}.tar.gz -C made {name} && cd released && \
         {{ sha256sum {name}.tar.gz 2>/dev/null || shasum -a 256 {name}.tar.gz; }} >SHA256SUMS"
    );
    let status = Command::new("sh").args(["-ec", &script]).current_dir(&runner.scratch.0).status().unwrap();
    assert!(status.success());
}

/// What curl was asked for.
fn asked(runner: &Runner) -> Vec<String> {
    let text = fs::read_to_string(runner.scratch.at("asked")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn each_runner_gets_its_archive() {
    for (system, target) in [
        (("Linux", "X64"), "x86_64-unknown-linux-musl"),
        (("Linux", "ARM64"), "aarch64-unknown-linux-musl"),
        (("macOS", "X64"), "x86_64-apple-darwin"),
        (("macOS", "ARM64"), "aarch64-apple-darwin"),
    ] {
        let mut runner = Runner::new(&[]);
        runner.system = system;
        release(&runner, target);
        let job = runner.run(&[]);
        assert_eq!((job.status, &job.cargo), (0, &None), "{}", job.log);
        assert!(job.log.contains("from its release, checked: checksum and attestation\n"), "{}", job.log);
        assert!(job.arguments.is_some());
        let at = format!("{}/releases/download/v{}", row("repository"), row("version"));
        let expected = [format!("{at}/SHA256SUMS"), format!("{at}/{}.tar.gz", name(target))];
        assert_eq!(asked(&runner), expected);
        let slug = row("repository").replace("https://github.com/", "");
        let verified = fs::read_to_string(runner.scratch.at("sent/attestation")).unwrap();
        let archive = runner.scratch.at(&format!("temp/tpm-kept/{}.tar.gz", name(target)));
        let expected = format!(
            "attestation verify {} --repo {slug} --source-ref refs/tags/v{} --signer-workflow {slug}/.github/workflows/release.yml\n",
            archive.display(),
            row("version")
        );
        assert_eq!(verified, expected);
        // The workflow that is to have made it is there, for these tags.
        assert!(read(".github/workflows/release.yml").contains("tags: [\"v[0-9]+.[0-9]+.[0-9]+\"]"));
        // From the cache, nothing is fetched, and it is checked again.
        let job = runner.run(&[]);
        assert_eq!((job.status, asked(&runner)), (0, vec![]), "{}", job.log);
        assert!(runner.scratch.at("sent/attestation").exists());
        // What was kept and is not the archive any more is fetched again.
        fs::write(&archive, "x").unwrap();
        let job = runner.run(&[]);
        assert_eq!((job.status, asked(&runner).len()), (0, 2), "{}", job.log);
    }
}

#[test]
fn every_released_target_has_a_runner() {
    let workflow = super::yaml(&read(".github/workflows/release.yml"));
    let rows = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_array().unwrap();
    let mut released: Vec<&str> = rows.iter().map(|row| row["target"].as_str().unwrap()).collect();
    let script = read(".github/action/find.sh");
    let taken = script.split(" target=").skip(1).map(|rest| rest.split(' ').next().unwrap());
    let mut taken: Vec<&str> = taken.filter(|target| !target.is_empty()).collect();
    assert!(taken.iter().all(|target| target.contains('-')), "{taken:?}");
    taken.sort_unstable();
    released.sort_unstable();
    assert_eq!(taken, released);
}

#[test]
fn a_wrong_checksum_installs_nothing() {
    let runner = Runner::new(&[]);
    let target = "x86_64-unknown-linux-musl";
    release(&runner, target);
    let file = format!("released/{}.tar.gz", name(target));
    let mut bytes = fs::read(runner.scratch.at(&file)).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    runner.scratch.write(&file, &bytes);
    for _ in 0..2 {
        let job = runner.run(&[]);
        assert_eq!((job.status, &job.arguments, &job.compared, &job.cargo), (2, &None, &None, &None));
        let reason = format!(
            "The checksum of {}.tar.gz is not the one in SHA256SUMS of its release. Nothing was installed.",
            name(target)
        );
        assert_eq!(job.log, format!("::error title=tpm::{reason}\n"));
        assert_eq!(job.summary, format!("\n## tpm\n\ntpm could not be installed. {reason}\n"));
        assert!(!runner.scratch.at("temp/tpm/bin/tpm").exists());
        assert!(job.sent.is_empty());
    }
}

#[test]
fn without_an_attestation_nothing_is_installed() {
    let mut runner = Runner::new(&[]);
    release(&runner, "x86_64-unknown-linux-musl");
    runner.is_attested = false;
    let job = runner.run(&[]);
    assert_eq!((job.status, &job.arguments), (2, &None), "{}", job.log);
    assert!(job.log.contains("has no attestation that the release workflow made it"), "{}", job.log);
    // A runner that cannot ask says so: without gh, or with a token of another server.
    runner.server = "https://github.example.org";
    let job = runner.run(&[]);
    assert!(job.status == 0 && job.log.contains("nothing to check the attestation with"), "{}", job.log);
    runner.server = "https://github.com";
    fs::remove_file(runner.scratch.at("bin/gh")).unwrap();
    let job = runner.run(&[]);
    assert!(job.status == 0 && job.log.contains("nothing to check the attestation with"), "{}", job.log);
}

#[test]
fn what_is_not_released_is_built_once() {
    // No release at all, none for this runner, no runner that we know, and a list without its archive.
    for (system, of, has_archive) in [
        (("Linux", "X64"), None, true),
        (("Linux", "X64"), Some("aarch64-apple-darwin"), true),
        (("Plan9", "MIPS"), Some("x86_64-unknown-linux-musl"), true),
        (("Linux", "X64"), Some("x86_64-unknown-linux-musl"), false),
    ] {
        let mut runner = Runner::new(&[]);
        runner.system = system;
        if let Some(target) = of {
            release(&runner, target);
            if !has_archive {
                fs::remove_file(runner.scratch.at(&format!("released/{}.tar.gz", name(target)))).unwrap();
            }
        }
        let job = runner.run(&[]);
        assert!(job.status == 0 && job.cargo.is_some() && job.arguments.is_some(), "{}", job.log);
        let said = format!("There is no released tpm {} for this runner, so it is built.\n", row("version"));
        assert!(job.log.starts_with(&said), "{}", job.log);
        let job = runner.run(&[]);
        assert!(job.status == 0 && job.cargo.is_none(), "{}", job.log);
        assert!(job.log.starts_with(&format!("tpm {}, built by an earlier run", row("version"))));
    }
}
