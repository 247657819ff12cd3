//! Every channel, expanded for a release that was made here: all name the same archives, with the
//! same paths in them, checksums and version.

use super::release::{Release, archive, row, targets};
use super::scratch::Scratch;
use super::{out, read, root};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::{env, fs};

/// What a channel says of one target; an empty field is one that it leaves to others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    target: String,
    url: String,
    sum: String,
    inner: String,
}

/// A release of every target; what is in the archives is no matter here.
fn whole() -> Release {
    let given = Scratch::new(&[("tpm", "#!/bin/sh\n")]);
    Release::new(&given.at("tpm"), &targets())
}

/// What must be said, off the archives themselves.
fn expected(release: &Release) -> BTreeMap<String, Row> {
    let version = &release.version;
    let rows = targets().into_iter().map(|target| {
        let file = archive(version, &target);
        let binary = if target.contains("windows") { "tpm.exe" } else { "tpm" };
        let inner = format!("tpm-{version}-{target}/{binary}");
        let paths = release.paths(&file);
        assert!(paths.contains(&inner), "{file}: {paths:?}");
        for with in ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"] {
            assert!(paths.contains(&format!("tpm-{version}-{target}/{with}")), "{file}: {paths:?}");
        }
        assert_eq!(paths.len(), 6, "{paths:?}");
        let sum = release.sums[&file].clone();
        let url = format!("{}/releases/download/v{version}/{file}", release.repository);
        (target.clone(), Row { target, url, sum, inner })
    });
    rows.collect()
}

/// Takes from what must be said those targets, and what a channel leaves to others.
fn part(all: &BTreeMap<String, Row>, of: &[&str], change: impl Fn(&mut Row)) -> BTreeSet<Row> {
    let rows = of.iter().map(|target| all[*target].clone());
    rows.map(|mut row| {
        change(&mut row);
        row
    })
    .collect()
}

/// The target in the address of an archive.
fn target(release: &Release, url: &str) -> String {
    let file = url.rsplit('/').next().unwrap();
    let rest = file.strip_prefix(&format!("tpm-{}-", release.version)).unwrap_or_else(|| panic!("{url}"));
    rest.trim_end_matches(".tar.gz").trim_end_matches(".zip").to_owned()
}

/// `[package.metadata.binstall]`, for each target as cargo-binstall expands it.
fn binstall(release: &Release) -> BTreeSet<Row> {
    let text = read("Cargo.toml");
    let section = |name: &str| -> BTreeMap<String, String> {
        let body = text.split(&format!("[package.metadata.binstall{name}]\n")).nth(1).unwrap_or_default();
        let rows = body.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_once(" = "));
        rows.map(|(key, value)| (key.to_owned(), value.trim_matches('"').to_owned())).collect()
    };
    let general = section("");
    let rows = targets().into_iter().map(|target| {
        let mut values = general.clone();
        values.extend(section(&format!(".overrides.{target}")));
        let ending = if target.contains("windows") { ".exe" } else { "" };
        let expand = |template: &str| {
            let mut text = template.to_owned();
            for (name, value) in [
                ("repo", release.repository.as_str()),
                ("version", &release.version),
                ("target", &target),
                ("bin", "tpm"),
                ("binary-ext", ending),
            ] {
                text = text.replace(&format!("{{ {name} }}"), value);
            }
            assert!(!text.contains('{'), "{text}");
            text
        };
        let (url, inner) = (expand(&values["pkg-url"]), expand(&values["bin-dir"]));
        let kind = if url.ends_with(".zip") { "zip" } else { "tgz" };
        assert_eq!(values["pkg-fmt"], kind, "{target}");
        Row { url, inner, sum: String::new(), target: target.clone() }
    });
    rows.collect()
}

fn homebrew(release: &Release) -> BTreeSet<Row> {
    let text = release.text("tpm.rb");
    assert!(text.contains(&format!("version \"{}\"\n", release.version)), "{text}");
    assert!(text.contains(&format!("homepage \"{}\"\n", release.repository)), "{text}");
    // What it installs lies in the one directory that Homebrew enters.
    assert!(text.contains("bin.install \"tpm\"\n"));
    let of = |name: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.trim().strip_prefix(&format!("{name} \"")));
        lines.map(|line| line.trim_end_matches('"').to_owned()).collect()
    };
    let (urls, sums) = (of("url"), of("sha256"));
    assert_eq!(urls.len(), sums.len());
    // Which of them a machine takes.
    for (system, arm, intel) in
        [("macos", "apple-darwin", "apple-darwin"), ("linux", "linux-musl", "linux-musl")]
    {
        let block = text.split(&format!("on_{system} do")).nth(1).unwrap();
        let of_arm = block.split("on_arm do").nth(1).unwrap().split("end").next().unwrap();
        let of_intel = block.split("on_intel do").nth(1).unwrap().split("end").next().unwrap();
        assert!(of_arm.contains("-aarch64-") && of_arm.contains(arm), "{of_arm}");
        assert!(of_intel.contains("-x86_64-") && of_intel.contains(intel), "{of_intel}");
    }
    let rows = urls.into_iter().zip(sums).map(|(url, sum)| {
        let target = target(release, &url);
        let inner = format!("tpm-{}-{target}/tpm", release.version);
        Row { target, url, sum, inner }
    });
    rows.collect()
}

fn scoop(release: &Release) -> BTreeSet<Row> {
    let manifest: Value = serde_json::from_str(&release.text("tpm.json")).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    assert_eq!(manifest["version"], release.version.as_str());
    let one = &manifest["architecture"]["64bit"];
    let next = &manifest["autoupdate"]["architecture"]["64bit"];
    for key in ["url", "extract_dir"] {
        assert_eq!(text(&next[key]).replace("$version", &release.version), text(&one[key]), "{key}");
    }
    assert_eq!(manifest["autoupdate"]["hash"]["url"], "$baseurl/SHA256SUMS");
    let url = text(&one["url"]);
    let inner = format!("{}/{}", text(&one["extract_dir"]), text(&manifest["bin"]));
    [Row { target: target(release, &url), url, sum: text(&one["hash"]), inner }].into()
}

fn aqua(release: &Release) -> BTreeSet<Row> {
    let registry: Value = serde_yaml::from_str(&release.text("aqua.yaml")).unwrap();
    let package = &registry["packages"][0];
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{package}")).to_owned();
    let address =
        format!("https://github.com/{}/{}", text(&package["repo_owner"]), text(&package["repo_name"]));
    assert_eq!(address, release.repository);
    assert_eq!(package["checksum"]["asset"], "SHA256SUMS");
    let signer = text(&package["github_artifact_attestations"]["signer_workflow"]);
    let workflow = signer.strip_prefix(&format!("{}/", &release.repository["https://github.com/".len()..]));
    assert!(root().join(workflow.unwrap()).is_file(), "{signer}");
    let mut rows = BTreeSet::new();
    for (os, machines) in
        [("darwin", vec!["amd64", "arm64"]), ("linux", vec!["amd64", "arm64"]), ("windows", vec!["amd64"])]
    {
        let supported: Vec<String> = package["supported_envs"].as_array().unwrap().iter().map(text).collect();
        assert!(supported.contains(&os.to_owned()) || supported == ["darwin", "linux", "windows/amd64"]);
        for machine in machines {
            let over = package["overrides"].as_array().unwrap().iter().find(|over| over["goos"] == os);
            let format = text(over.map_or(&package["format"], |over| &over["format"]));
            let expand = |template: &str| {
                let text = template
                    .replace("{{trimV .Version}}", &release.version)
                    .replace("{{.Arch}}", &text(&package["replacements"][machine]))
                    .replace("{{.OS}}", &text(&package["replacements"][os]))
                    .replace("{{.Format}}", &format);
                assert!(!text.contains("{{"), "{text}");
                text
            };
            let file = expand(&text(&package["asset"]));
            let url = format!("{}/releases/download/v{}/{file}", release.repository, release.version);
            // It adds the ending of Windows itself.
            let ending = if os == "windows" { ".exe" } else { "" };
            let inner = expand(&text(&package["files"][0]["src"])) + ending;
            rows.insert(Row { target: target(release, &url), url, inner, sum: String::new() });
        }
    }
    rows
}

#[test]
fn every_channel_names_the_same_archives() {
    let release = whole();
    let all = expected(&release);
    let names: Vec<&str> = all.keys().map(String::as_str).collect();
    let unix: Vec<&str> = names.iter().copied().filter(|name| !name.contains("windows")).collect();
    let windows: Vec<&str> = names.iter().copied().filter(|name| name.contains("windows")).collect();
    assert_eq!((unix.len(), windows.len()), (4, 1));
    let unsummed = |row: &mut Row| row.sum.clear();
    assert_eq!(binstall(&release), part(&all, &names, unsummed), "binstall");
    assert_eq!(homebrew(&release), part(&all, &unix, |_| {}), "Homebrew");
    assert_eq!(scoop(&release), part(&all, &windows, |_| {}), "Scoop");
    assert_eq!(aqua(&release), part(&all, &names, unsummed), "aqua");
    let slug = release.repository.strip_prefix("https://github.com/").unwrap();
    let version = &release.version;
    assert!(release.text("mise.toml").contains(&format!("\"github:{slug}\" = \"{version}\"")));
    let component = release.text("tpm.gitlab-ci.yml");
    let image = format!("ghcr.io/{slug}:{version}");
    assert!(component.contains(&format!("default: {image}\n")), "{component}");
    // The image is that of the workflow, made of two of the archives.
    let workflow = read(".github/workflows/release.yml");
    assert!(workflow.contains("image=ghcr.io/$GITHUB_REPOSITORY:${GITHUB_REF_NAME#v}\n"));
    let image: Value = serde_yaml::from_str::<Value>(&workflow).unwrap()["jobs"]["image"].clone();
    for row in image["strategy"]["matrix"]["include"].as_array().unwrap() {
        assert!(unix.contains(&row["target"].as_str().unwrap()), "{row}");
    }
    let files: BTreeSet<String> = fs::read_dir(release.scratch.at("dist"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut known: BTreeSet<String> = release.sums.keys().cloned().collect();
    known.extend(
        ["SHA256SUMS", "aqua.yaml", "mise.toml", "tpm.gitlab-ci.yml", "tpm.json", "tpm.rb"].map(Into::into),
    );
    assert_eq!(files, known);
}

/// The table of README, out of the row in Cargo.toml.
fn table() -> String {
    let (version, repository) = (row("version"), row("repository"));
    let slug = repository.strip_prefix("https://github.com/").unwrap();
    let (owner, _) = slug.split_once('/').unwrap();
    let at = format!("{repository}/releases/download/v{version}");
    // The two of Linux differ in what `uname -m` says.
    let linux = format!("tpm-{version}-$(uname -m)-unknown-linux-musl");
    for machine in ["x86_64", "aarch64"] {
        assert!(targets().contains(&linux.replace(&format!("tpm-{version}-$(uname -m)"), machine)));
    }
    let rows = [
        (
            "Linux",
            format!(
                "curl -fL {at}/{linux}.tar.gz \\| tar -xz --strip-components 1 -C ~/.local/bin {linux}/tpm"
            ),
        ),
        ("Homebrew", format!("brew install {owner}/tap/tpm")),
        ("Scoop", format!("scoop install {at}/tpm.json")),
        ("mise", format!("mise use github:{slug}@{version}")),
        ("Docker", format!("docker run --rm -v \"$PWD:/repo\" ghcr.io/{slug}:{version} status")),
        ("cargo-binstall", "cargo binstall tpm".to_owned()),
        ("cargo", "cargo install --locked tpm".to_owned()),
    ];
    let rows: String = rows.map(|(with, run)| format!("| {with} | `{run}` |\n")).concat();
    format!("| with | run |\n|---|---|\n{rows}")
}

#[test]
fn readme_says_how_to_install_it() {
    const MARK: &str = "<!-- install -->\n";
    let text = read("README.md");
    let parts: Vec<&str> = text.split(MARK).collect();
    let [before, shown, after] = parts[..] else { panic!("README.md has no two marks") };
    if env::var_os("TPM_UPDATE_DOCS").is_some() {
        fs::write(root().join("README.md"), [before, &table(), after].join(MARK)).unwrap();
    } else {
        assert_eq!(shown, table(), "run it with TPM_UPDATE_DOCS=1");
    }
}

#[test]
fn no_other_file_names_a_repository() {
    let repository = row("repository");
    let slug = repository.strip_prefix("https://github.com/").unwrap();
    let files = out(Command::new("git").args(["grep", "-lF", slug]).current_dir(root()));
    // That of README is expanded too.
    assert_eq!(files.lines().collect::<Vec<_>>(), ["Cargo.toml", "README.md"], "expand it from Cargo.toml");
}

#[test]
fn an_archive_that_is_missing_is_noticed() {
    let release = whole();
    let dist = release.scratch.at("dist");
    let fewer: String = release.text("SHA256SUMS").lines().skip(1).map(|line| format!("{line}\n")).collect();
    fs::write(dist.join("SHA256SUMS"), fewer).unwrap();
    let mut command = Command::new(root().join("packaging/expand.sh"));
    let output = command.arg(dist.join("SHA256SUMS")).arg(&dist).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no value for the marks above"));
}

#[test]
fn a_version_has_notes() {
    let notes = out(&mut Command::new(root().join("packaging/notes.sh")));
    assert!(notes.lines().count() > 3 && !notes.contains("\n## "), "{notes}");
}
