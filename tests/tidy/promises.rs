//! What docs/security.md promises and no other test holds: that nothing opens a socket, and that
//! each promise names tests that are there.

use super::code::tokens;
use super::{metadata, packages, root};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Types of the standard library that stand for a connection.
const SOCKETS: [&str; 6] =
    ["TcpStream", "TcpListener", "UdpSocket", "UnixStream", "UnixListener", "UnixDatagram"];

/// Packages that call or name one, and why nothing is opened all the same.
const NAMED: [(&str, &str); 1] =
    [("signal-hook", "its module `low_level::pipe`, which we do not call, takes one end of a local pair")];

/// Packages that declare the interface of the operating system, which only `unsafe` code or a
/// feature that is off makes callable.
const DECLARED: [&str; 4] = ["libc", "rustix", "linux-raw-sys", "windows-sys"];

/// Returns the first connection that some code names.
fn socket(text: &str) -> Option<&'static str> {
    let tokens = tokens(text);
    SOCKETS.into_iter().find(|name| tokens.iter().any(|token| token.text == *name))
}

fn sockets_below(directory: &Path, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sockets_below(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = String::from_utf8_lossy(&fs::read(&path).expect("a source")).into_owned();
            found.extend(socket(&text).map(|name| format!("{} names {name}", path.display())));
        }
    }
}

#[test]
fn nothing_that_we_are_built_from_opens_a_socket() {
    let metadata = metadata();
    let normal = packages(&metadata, &["normal"]);
    let mut faults = Vec::new();
    let mut met = 0;
    for package in metadata["packages"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name");
        let id = package["id"].as_str().expect("an id");
        if !normal.contains(id) || DECLARED.contains(&name) {
            continue;
        }
        met += 1;
        let manifest = Path::new(package["manifest_path"].as_str().expect("a path"));
        let mut found = Vec::new();
        sockets_below(&manifest.with_file_name("src"), &mut found);
        if NAMED.iter().all(|(known, _)| *known != name) {
            faults.extend(found);
        } else if found.is_empty() {
            faults.push(format!("{name} names none any more: take it out of NAMED"));
        }
    }
    assert!(met > 40, "{met} packages were looked at");
    let nodes = metadata["resolve"]["nodes"].as_array().expect("nodes");
    let of_rustix = nodes.iter().filter(|node| node["id"].as_str().is_some_and(|id| id.contains("rustix@")));
    let features = of_rustix.flat_map(|node| node["features"].as_array().expect("features"));
    let features: Vec<&str> = features.filter_map(Value::as_str).collect();
    assert!(features.contains(&"termios"), "{features:?}");
    if features.contains(&"net") {
        faults.push("rustix is built with its feature `net`".into());
    }
    assert!(faults.is_empty(), "Do without the library, or without its feature:\n{}", faults.join("\n"));
}

#[test]
fn a_socket_in_code_is_found_and_none_in_a_comment() {
    assert_eq!(socket("fn f() { std::net::TcpStream::connect(a); }"), Some("TcpStream"));
    assert_eq!(socket("// UdpSocket\nlet x = \"UnixStream\";"), None);
}

/// Returns the tests that a table of promises names and that are not there, and how many it names.
fn missing(text: &str, is_there: impl Fn(&str, &str) -> bool) -> (Vec<String>, usize) {
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.contains("`tests/"));
    let (mut missing, mut count) = (Vec::new(), 0);
    for row in rows {
        let words: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        let mut file = "";
        for word in words {
            if word.starts_with("tests/") {
                file = word;
            } else if !file.is_empty() {
                count += 1;
                if !is_there(file, word) {
                    missing.push(format!("{file}: {word}"));
                }
            }
        }
    }
    (missing, count)
}

#[test]
fn each_promise_names_tests_that_are_there() {
    let text = fs::read_to_string(root().join("docs/security.md")).expect("docs/security.md");
    let (_, promises) = text.split_once("| promise |").expect("a table of promises");
    let (promises, _) = promises.split_once("\n\n").expect("an end of the table");
    let is_there = |file: &str, test: &str| {
        let text = fs::read_to_string(root().join(file)).unwrap_or_default();
        text.contains(&format!("fn {test}("))
    };
    let (missing, count) = missing(promises, is_there);
    assert!(
        missing.is_empty(),
        "Name the tests as they are now in docs/security.md:\n{}",
        missing.join("\n")
    );
    assert!(count >= 15, "{count}");
}

#[test]
fn a_promise_whose_test_is_gone_is_found() {
    let row = "| nothing | `tests/a.rs`: `one`, `two` |";
    let (missing, count) = missing(row, |file, test| (file, test) == ("tests/a.rs", "one"));
    assert_eq!((missing, count), (vec!["tests/a.rs: two".to_owned()], 2));
}
