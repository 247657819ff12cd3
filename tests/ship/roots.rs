//! The archive in a file system that has nothing else: it installs and runs there; with git beside
//! it, as in the image, the gate compares with a commit.

use super::release::{Release, archive, row};
use super::scratch::Scratch;
use super::{out, root, shipped};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

const TARGET: &str = "x86_64-unknown-linux-musl";

/// Copies a program with the libraries that it asks for; a static one asks for none. Returns how
/// many there were.
fn install(from: &Path, to: &Path, into: &Path) -> usize {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    assert!(Command::new("cp").arg(from).arg(to).status().unwrap().success());
    let output = Command::new("ldd").arg(from).output().unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    let words = listed.split_whitespace().filter(|word| word.starts_with('/'));
    let mut count = 0;
    for library in words.map(Path::new).filter(|path| path.is_file()) {
        let copy = into.join(library.strip_prefix("/").unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(library, copy).unwrap();
        count += 1;
    }
    count
}

/// An empty root with the archive installed as the README says; none where this machine lets
/// nobody make one.
fn prepared() -> Option<Scratch> {
    let may = Command::new("unshare").args(["-r", "true"]).stderr(Stdio::null()).status();
    if !cfg!(target_os = "linux") || !may.is_ok_and(|status| status.success()) {
        assert!(env::var_os("TPM_SHIPPED").is_none(), "a release is not left untried");
        eprintln!("skipped: no root of its own here, `unshare -r` does not work");
        return None;
    }
    let release = Release::new(&shipped(), &[TARGET.to_owned()]);
    let scratch = Scratch::new(&[]);
    let (into, bin) = (scratch.at("root"), scratch.at("root/usr/local/bin"));
    fs::create_dir_all(&bin).unwrap();
    let version = row("version");
    let file = release.scratch.at("dist").join(archive(&version, TARGET));
    let mut command = Command::new("tar");
    let member = format!("tpm-{version}-{TARGET}/tpm");
    out(command.arg("-xzf").arg(file).arg("-C").arg(&bin).args(["--strip-components", "1"]).arg(member));
    if install(&bin.join("tpm"), &scratch.at("copy"), &into) > 0 {
        eprintln!("the binary of the tests is not static: its libraries are in the root too");
    }
    Some(scratch)
}

/// Runs a program of the root, in its directory `/repo`.
fn within(scratch: &Scratch, program: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("unshare");
    command.arg("-r").arg("-R").arg(scratch.at("root")).args(["-w", "/repo"]).arg(program).args(arguments);
    command.env_clear().env("PATH", "/usr/bin:/usr/local/bin").env("HOME", "/repo").output().unwrap()
}

#[track_caller]
fn succeeds(scratch: &Scratch, program: &str, arguments: &[&str]) -> String {
    let output = within(scratch, program, arguments);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {err}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_archive_runs_in_an_empty_root() {
    let Some(scratch) = prepared() else { return };
    fs::create_dir_all(scratch.at("root/repo")).unwrap();
    let tpm = "/usr/local/bin/tpm";
    assert!(succeeds(&scratch, tpm, &["--version"]).starts_with(&format!("tpm {}", row("version"))));
    succeeds(&scratch, tpm, &["init", "--example"]);
    let status = succeeds(&scratch, tpm, &["status", "--as-of", "2026-09-14"]);
    assert!(status.contains("checkout/ledger"), "{status}");
    assert_eq!(within(&scratch, tpm, &["check", "--as-of", "2026-09-14"]).status.code(), Some(0));
}

#[test]
fn the_gate_compares_in_the_root_of_the_image() {
    let Some(scratch) = prepared() else { return };
    let places = ["/usr/bin/git", "/usr/local/bin/git", "/bin/git"].map(PathBuf::from);
    let Some(git) = places.into_iter().find(|path| path.is_file()) else {
        eprintln!("skipped: no git to put beside it");
        return;
    };
    install(&git, &scratch.at("root/usr/bin/git"), &scratch.at("root"));
    // As the Dockerfile writes it; the directory is not the user's own there.
    let dockerfile = fs::read_to_string(root().join("packaging/Dockerfile")).unwrap();
    for line in [
        "safe.directory '*'",
        "apk add --no-cache ca-certificates git ",
        "USER 10001",
        "COPY tpm /usr/local/bin/tpm",
    ] {
        assert!(dockerfile.contains(line), "{line}");
    }
    scratch.write("root/etc/gitconfig", b"[safe]\n\tdirectory = *\n");
    let late = "owner: ana\ndue: 2026-12-18\nfinish: b\nmilestones:\n  a: {owner: ana, due: 2026-09-01}\n  b: {owner: ana, duration: 1w, depends_on: a, due: 2026-12-11}\n";
    scratch.write("root/repo/programs/p.yaml", late.as_bytes());
    fs::create_dir_all(scratch.at("root/dev")).unwrap();
    fs::write(scratch.at("root/dev/null"), "").unwrap();
    // The commit is made outside: git needs a source of chance to write, which an empty root lacks.
    let repo = scratch.at("root/repo");
    let commit =
        "git init -q -b main && git add . && git -c user.name=A -c user.email=a@example.org commit -qm Plans";
    out(Command::new("sh").args(["-ec", commit]).current_dir(repo).env("GIT_CONFIG_GLOBAL", "/dev/null"));
    let judge = |arguments: &[&str]| {
        let all = [&["check", "--as-of", "2026-09-14"], arguments].concat();
        let output = within(&scratch, "/usr/local/bin/tpm", &all);
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let since = ["--new-since", "main", "--policy-from", "main"];
    let (status, text) = judge(&[]);
    assert_eq!(status, Some(1), "{text}");
    let (status, text) = judge(&since);
    assert_eq!(status, Some(0), "{text}");
    // What the change brings is found.
    let worse = late.replace("  b:", "  c: {owner: ana, due: 2026-09-02}\n  b:");
    scratch.write("root/repo/programs/p.yaml", worse.as_bytes());
    let (status, text) = judge(&since);
    assert!(status == Some(1) && text.contains("p/c") && !text.contains("`p/a`"), "{status:?} {text}");
}
