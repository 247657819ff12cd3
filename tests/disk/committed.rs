//! The files of a commit, compared with a checkout of it.

use super::repository::{Repo, git, seen_from, told};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use tpm::io::disk::Disk;
use tpm::io::history::{History, Revision};
use tpm::io::tree::{Listed, Tree};
use tpm::io::workspace;
use tpm::source::Unread;

const PLAN: &str = "milestones:\n  ledger: {duration: 3w, owner: bo}\n";
const THEN: &str = "2026-09-01T12:00:00+0200";

fn at_head(directory: &Path) -> Box<dyn Tree> {
    let open = seen_from(directory).open(".").unwrap();
    open.tree(&open.find(&Revision::parse("HEAD").unwrap()).unwrap())
}

/// Returns the files of a workspace: paths, texts, and why some are not read.
fn read(tree: &dyn Tree, directory: &str) -> Vec<(String, String, Option<String>)> {
    let files = workspace::read(tree, directory).unwrap();
    // What the disk adds to it in its own words.
    let reason = |unread: &Unread| unread.reason.split(": ").next().unwrap_or_default().to_owned();
    let file = |file: &tpm::source::SourceFile| {
        (file.path.clone(), file.text.clone(), file.unreadable.as_ref().map(reason))
    };
    files.sources.iter().map(|(_, one)| file(one)).collect()
}

#[test]
fn a_commit_is_read_like_its_checkout() {
    let repo = Repo::new(&[
        ("programs/checkout.yaml", PLAN),
        ("programs/tpm.yaml", "owners:\n  bo: {name: Bo}\n"),
        ("programs/more/deep/mlops.yml", "milestones: {}\n"),
        ("programs/-n.yaml", PLAN),
        ("programs/--output=x.yaml", PLAN),
        ("programs/a b\nc.yaml", PLAN),
        ("programs/.hidden.yaml", "]"),
        ("programs/.dir/x.yaml", "]"),
        ("programs/notes.txt", "]"),
        ("programs/.real", PLAN),
        ("outside.yaml", PLAN),
        ("outside/x.yaml", PLAN),
        ("src/deep/x.txt", ""),
        (&format!("programs/{}x.yaml", "d/".repeat(40)), PLAN),
    ]);
    for (target, link) in [
        ("checkout.yaml", "inside.yaml"),
        ("inside.yaml", "twice.yaml"),
        ("more/../.real", "round-about.yaml"),
        ("../programs/checkout.yaml", "back.yaml"),
        ("linked/mlops.yml", "through.yaml"),
        ("../outside.yaml", "leaves.yaml"),
        ("nowhere.yaml", "dangles.yaml"),
        ("loop.yaml", "loop.yaml"),
        ("checkout.yaml/x", "through-a-file.yaml"),
        ("more/deep", "linked"),
        (".", "itself"),
        ("../outside", "away"),
        ("../..", "above"),
        ("notes.txt", "notes"),
    ] {
        symlink(target, repo.0.at("programs").join(link)).unwrap();
    }
    let name = std::ffi::OsStr::from_bytes(b"\xff.yaml");
    fs::write(repo.0.at("programs").join(name), PLAN).unwrap();
    fs::write(repo.0.at("programs/latin.yaml"), b"name: \xe9\n").unwrap();
    repo.commit(THEN);
    let copies = read(&Disk::new(&repo.0.0), "programs");
    assert_eq!(copies.len(), 22, "{copies:#?}");
    // The work tree does not matter then.
    fs::remove_dir_all(repo.0.at("programs")).unwrap();
    repo.0.write("programs/checkout.yaml", b"milestones: {other: {duration: 9w}}\n");
    assert_eq!(read(&*at_head(&repo.0.0), "programs"), copies);
    // From any directory, by any path.
    let renamed = |directory: &str| -> Vec<_> {
        let rename = |(path, text, why): &(String, String, Option<String>)| {
            (format!("{directory}{}", path.strip_prefix("programs").unwrap()), text.clone(), why.clone())
        };
        copies.iter().map(rename).collect()
    };
    let deep = at_head(&repo.0.at("src/deep"));
    assert_eq!(read(&*deep, "../../programs"), renamed("../../programs"));
    let absolute = repo.0.at("programs").to_str().unwrap().to_owned();
    assert_eq!(read(&*deep, &absolute), renamed(&absolute));
    assert_eq!(deep.ancestors(), ["", "../", "../../"]);
    assert!(deep.is_directory("../../programs/linked") && deep.is_file("../../programs/inside.yaml"));
    assert_eq!(
        deep.resolve("../../programs/inside.yaml"),
        deep.resolve(&format!("{absolute}/checkout.yaml"))
    );
    assert!(
        !deep.is_file("../../programs/nowhere.yaml")
            && !deep.is_directory("programs")
            && !deep.is_directory("../../..")
    );
    let inside: Vec<_> = read(&*at_head(&repo.0.at("programs")), ".");
    let plain = renamed(".").into_iter().map(|(path, text, why)| (path.replacen("./", "", 1), text, why));
    assert_eq!(inside, plain.collect::<Vec<_>>());
}

#[test]
fn the_given_directory_decides_the_repository() {
    let repo = Repo::new(&[("plans/programs/checkout.yaml", PLAN), ("elsewhere/x.txt", "")]);
    repo.commit(THEN);
    let other = Repo::new(&[("x.txt", "")]);
    symlink(repo.0.at("plans"), other.0.at("link")).unwrap();
    let git = seen_from(&other.0.0);
    let absolute = repo.0.at("plans/programs").to_str().unwrap().to_owned();
    let gone = repo.0.at("plans/programs/gone/and/gone").to_str().unwrap().to_owned();
    for directory in [absolute.as_str(), "link/programs", &gone] {
        let open = git.open(directory).unwrap();
        let tree = open.tree(&open.find(&Revision::parse("HEAD").unwrap()).unwrap());
        assert!(tree.is_file("link/programs/checkout.yaml"), "{directory}");
        assert!(tree.is_file(&format!("{absolute}/checkout.yaml")), "{directory}");
        assert!(!tree.is_directory(".") && !tree.is_directory("x.txt"), "{directory}");
    }
}

#[test]
fn submodules_are_reported() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    let hash = repo.commit(THEN);
    repo.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{hash},programs/team")]);
    repo.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{hash},vendored")]);
    assert!(git(&repo.0.0, &["commit", "--quiet", "--message", "x"], THEN).status.success());
    let tree = at_head(&repo.0.0);
    let refused: Vec<Listed> =
        tree.list("programs").unwrap().into_iter().filter(|one| one.refused.is_some()).collect();
    assert_eq!(
        (refused.len(), refused[0].path.as_str(), refused[0].is_directory),
        (1, "programs/team", true)
    );
    assert!(refused[0].refused.as_ref().unwrap().contains("submodule"));
    let error = tree.list("vendored").unwrap_err().to_string();
    assert!(error.contains("submodule") && error.contains("--programs"), "{error}");
}

#[test]
fn large_files_are_skipped_and_others_read() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    let large = fs::File::create(repo.0.at("programs/large.yaml")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    repo.commit(THEN);
    let tree = at_head(&repo.0.0);
    let found = read(&*tree, "programs");
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].2.as_deref(), Some("it is larger than 64 MiB"));
    assert_eq!(found[0].1, PLAN);
    assert_eq!(tree.read("programs/large.yaml", 64 << 20).unwrap(), None);
    assert_eq!(tree.read("programs/checkout.yaml", PLAN.len() as u64 - 1).unwrap(), None);
    assert_eq!(tree.read("programs/checkout.yaml", PLAN.len() as u64).unwrap(), Some(PLAN.into()));
    repo.run("(printf '\\377'; head -c 60000000 /dev/zero) > programs/large.yaml");
    let hash = repo.git(&["hash-object", "-w", "programs/large.yaml"]);
    for copy in ["b", "c", "d", "e"] {
        repo.git(&["update-index", "--add", "--cacheinfo", &format!("100644,{hash},programs/{copy}.yaml")]);
    }
    repo.git(&["update-index", "--cacheinfo", &format!("100644,{hash},programs/large.yaml")]);
    repo.git(&["commit", "--quiet", "--message", "x"]);
    let error = workspace::read(&*at_head(&repo.0.0), "programs").unwrap_err().to_string();
    assert_eq!(error, "the plans are larger than 256 MiB in all");
}

#[test]
fn an_exponential_tree_is_refused() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.commit(THEN);
    let mut hash = repo.git(&["rev-parse", "HEAD:programs"]);
    for _ in 0..25 {
        let lines: String = (0..10).map(|n| format!("040000 tree {hash}\td{n}\n")).collect();
        repo.0.write("tree.txt", lines.as_bytes());
        hash = repo.run("git mktree < tree.txt");
    }
    let commit = repo.git(&["commit-tree", "-m", "x", &hash]);
    let open = repo.open();
    let tree = open.tree(&open.find(&Revision::parse(&commit).unwrap()).unwrap());
    let error = tree.list(".").unwrap_err().to_string();
    assert_eq!(error, "it has too many files");
}

#[test]
fn reports_at_a_commit_equal_those_of_its_checkout() {
    let repo = Repo::new(&[]);
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    fs::create_dir(repo.0.at("programs")).unwrap();
    for entry in fs::read_dir(programs).unwrap() {
        let file = entry.unwrap().path();
        fs::copy(&file, repo.0.at("programs").join(file.file_name().unwrap())).unwrap();
    }
    let mut commits = vec![repo.commit(THEN)];
    // A program is renamed, one is broken, and one is deleted.
    fs::rename(repo.0.at("programs/mlops.yaml"), repo.0.at("programs/platform.yaml")).unwrap();
    commits.push(repo.commit("2026-09-03T12:00:00+0200"));
    commits.push(repo.change(
        "programs/devx.yaml",
        "milestones: {a: {duration: 0.5d}, b: ]\n",
        "2026-09-07T12:00:00+0200",
    ));
    fs::remove_file(repo.0.at("programs/checkout.yaml")).unwrap();
    commits.push(repo.commit("2026-09-14T12:00:00+0200"));
    for commit in &commits {
        repo.git(&["worktree", "add", "--quiet", "--detach", "checkout", commit]);
        for arguments in [
            &["schedule"][..],
            &["status"],
            &["slippage", "--against", "due"],
            &["risks"],
            &["handoffs"],
            &["critical-path"],
        ] {
            let read = |directory: &str, more: &[&str]| -> (Option<i32>, serde_json::Value) {
                let day = ["--as-of", "2026-09-14", "--format", "json"];
                let output = repo.0.run(directory, &[arguments, more, &day].concat());
                (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
            };
            let (status, then) = read("", &["--at", commit]);
            let (plain, now) = read("checkout", &[]);
            assert_eq!(status, plain);
            assert_eq!(then["commit"], commit.as_str());
            for key in ["data", "diagnostics", "as_of", "kind"] {
                assert!(then[key] == now[key], "{arguments:?} at {commit}: {key}");
            }
        }
        repo.git(&["worktree", "remove", "--force", "checkout"]);
    }
}

#[test]
fn linked_work_trees_are_supported() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.commit(THEN);
    repo.git(&["worktree", "add", "--quiet", "-b", "topic", "linked/tree"]);
    repo.change("programs/checkout.yaml", "milestones: {}\n", "2026-09-03T12:00:00+0200");
    let read = |directory: &str| at_head(&repo.0.at(directory)).read("programs/checkout.yaml", 1000).unwrap();
    assert_eq!(read("linked/tree"), Some(PLAN.into()));
    assert_eq!(read(""), Some("milestones: {}\n".into()));
}

/// Writes a tree of these modes and names, all of one hash. Returns its own.
fn tree_of(repo: &Repo, entries: &[(&str, &[u8])], hash: &str) -> String {
    let raw: Vec<u8> =
        (0..hash.len()).step_by(2).map(|at| u8::from_str_radix(&hash[at..at + 2], 16).unwrap()).collect();
    let entry = |(mode, name): &(&str, &[u8])| [mode.as_bytes(), b" ", name, b"\0", &raw].concat();
    repo.0.write("tree", &entries.iter().flat_map(entry).collect::<Vec<u8>>());
    repo.git(&["hash-object", "-t", "tree", "-w", "--literally", "tree"])
}

/// Returns the files of a commit with a tree.
fn commit_of(repo: &Repo, tree: &str) -> Box<dyn Tree> {
    let commit = repo.git(&["commit-tree", "-m", "x", tree]);
    let open = repo.open();
    open.tree(&open.find(&Revision::parse(&commit).unwrap()).unwrap())
}

#[test]
fn names_that_no_disk_would_take_are_refused() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.commit(THEN);
    let blob = repo.git(&["rev-parse", "HEAD:programs/checkout.yaml"]);
    let long = [b"x".repeat(300), b".yaml".to_vec()].concat();
    let names: [(&str, &[u8]); 9] = [
        ("100644", b"../evil.yaml"),
        ("100644", b"a/b.yaml"),
        ("100644", b"/etc/passwd.yaml"),
        ("100644", b""),
        ("100644", b".."),
        ("100644", &long),
        ("100644", b"plain.yaml"),
        ("107777", b"device.yaml"),
        ("", b"none.yaml"),
    ];
    let tree = commit_of(&repo, &tree_of(&repo, &names, &blob));
    let mut found: Vec<(String, Option<String>)> =
        tree.list(".").unwrap().into_iter().map(|one| (one.path, one.refused)).collect();
    found.sort();
    let refused = |path: &str, reason: &str| (path.to_owned(), Some(reason.to_owned()));
    // Names that begin with a dot are hidden.
    let mut expected = vec![
        refused("./a/b.yaml", "no file can have its name"),
        refused(".//etc/passwd.yaml", "no file can have its name"),
        refused(&format!("./{}", "x".repeat(255)), "no file can have its name"),
        ("./plain.yaml".to_owned(), None),
        refused("./device.yaml", "it is not a regular file"),
        refused("./none.yaml", "it is not a regular file"),
    ];
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(tree.read("plain.yaml", 1000).unwrap(), Some(PLAN.into()));
    assert!(!tree.is_file("../evil.yaml"));
    // A truncated tree is refused.
    repo.0.write("tree", b"100644 plain.yaml\0short");
    let cut = repo.git(&["hash-object", "-t", "tree", "-w", "--literally", "tree"]);
    let error = told(commit_of(&repo, &cut).list(".").unwrap_err());
    assert!(error.contains("not understood") && error.contains("`git fsck`"), "{error}");
}

#[test]
fn endless_links_are_refused() {
    let repo =
        Repo::new(&[("programs/checkout.yaml", PLAN), ("target", &format!("{}nowhere", "./".repeat(2000)))]);
    repo.commit(THEN);
    let target = repo.git(&["rev-parse", "HEAD:target"]);
    let names: Vec<String> = (0..150).map(|n| format!("{n}.yaml")).collect();
    let links: Vec<(&str, &[u8])> = names.iter().map(|name| ("120000", name.as_bytes())).collect();
    let error = commit_of(&repo, &tree_of(&repo, &links, &target)).list(".").unwrap_err().to_string();
    assert_eq!(error, "it has too many links");
}
