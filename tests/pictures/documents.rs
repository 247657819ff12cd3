//! The pictures in the documents are what the examples look like. `TPM_UPDATE_DOCS` draws them anew.

use super::printed;
use crate::support;

#[test]
fn the_pictures_of_the_examples_are_up_to_date() {
    let examples = support::examples();
    for (name, arguments) in [
        ("docs/pictures/checkout.svg", &["gantt", "checkout"][..]),
        ("docs/pictures/programs.svg", &["gantt"]),
        ("docs/pictures/promises.svg", &["gantt", "--by", "team", "--only", "promises", "--weeks", "13"]),
        ("docs/pictures/links.svg", &["gantt", "devx", "--links", "--from", "2026-09-01"]),
        ("docs/pictures/brief.svg", &["brief"]),
        ("docs/pictures/graph.svg", &["graph", "checkout"]),
        ("docs/pictures/odds.svg", &["odds", "checkout", "--runs", "1000"]),
        ("docs/pictures/risks.svg", &["risks"]),
    ] {
        let words = [&["--as-of", "2026-09-14", "--format", "svg"][..], arguments].concat();
        support::generated(name, &printed(&examples, &words));
    }
}
