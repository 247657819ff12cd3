//! Trees of small texts, shown as outlines.

use super::*;

fn outline(tree: &Tree, text: &str, id: NodeId) -> String {
    let slice = |id: NodeId| &text[tree.span(id).start as usize..tree.span(id).end as usize];
    let key = tree.key(id).map(|key| format!("{}=", slice(key))).unwrap_or_default();
    match tree.kind(id) {
        Kind::Scalar { text, .. } if tree.target(id).is_some() => format!("{key}{}:{text}", slice(id)),
        Kind::Scalar { .. } => format!("{key}{}", slice(id)),
        Kind::Tagged(tag) => format!("{key}<{}>", &text[tag.start as usize..tag.end as usize]),
        Kind::Unreadable => format!("{key}?"),
        kind => {
            let mut children: Vec<_> = tree.children(id).map(|child| outline(tree, text, child)).collect();
            children.extend(tree.unmerged(id).iter().map(|node| outline(tree, text, *node)));
            let (open, close) = if *kind == Kind::Mapping { ('{', '}') } else { ('[', ']') };
            format!("{key}{open}{}{close}", children.join(" "))
        }
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let tree = Tree::read(text);
    assert_eq!(tree.stopped(), None);
    let faults: String = tree.faults().iter().map(|fault| format!(" {}", fault.rule)).collect();
    assert_eq!(outline(&tree, text, tree.root().unwrap()) + &faults, expected);
}

#[test]
fn spans_are_the_text_itself() {
    check("a: {b: 5d, c: [x, \"é y\"]}\nd:\n  - z # why\n", "{a={b=5d c=[x \"é y\"]} d=[z]}");
    check("\u{feff}a: 1\r\nb: '🚀'\r\n", "{a=1 b='🚀'}");
    check("a: b\u{2028}\nc\u{a0}: 1\n", "{a=b\u{2028} c\u{a0}=1}");
    // The span of a block begins at its first word, not at the bar.
    check("a:\nb: |\n  two\n  lines\nc: 1\n", "{a= b=two\n  lines c=1}");
}

#[test]
fn an_alias_stands_for_the_node_of_its_anchor() {
    check("a: &x 1\nb: *x\nc: [*x]\n", "{a=1 b=*x:1 c=[*x:1]}");
    check("a: &x {k: [v]}\nb: *x\n", "{a={k=[v]} b={k=[v]}}");
    check("a: &x 1\nb: &x 2\nc: *x\n", "{a=1 b=2 c=*x:2}");
    check("&k a: 1\nb: {*k : 2}\n", "{a=1 b={*k=2}}");
    check("a: &x\nb: *x\n", "{a= b=*x:~}");
}

#[test]
fn an_alias_that_stands_for_nothing_is_unreadable_and_reading_goes_on() {
    check("a: *x\nb: 1\n", "{a=? b=1} unknown-alias");
    check(
        "a: &x [1, *x]\nb: &y {c: *y}\nd: *x\n",
        "{a=[1 ?] b={c=?} d=[1 ?]} recursive-alias recursive-alias",
    );
}

#[test]
fn own_keys_win_then_what_is_merged_first() {
    check("a: &x {k: 1, l: 1}\nb: {k: 2, <<: *x}\n", "{a={k=1 l=1} b={k=2 l=1}}");
    check(
        "x: &x {k: 1, l: 1}\ny: &y {k: 2, m: 2}\nb: {<<: [*x, *y], m: 3}\n",
        "{x={k=1 l=1} y={k=2 m=2} b={m=3 k=1 l=1}}",
    );
    check("x: &x {k: 1}\ny: &y {<<: *x, l: 2}\nz: {<<: *y}\n", "{x={k=1} y={l=2 k=1} z={l=2 k=1}}");
    check("b: {<<: {k: 1}, l: 2}\n", "{b={l=2 k=1}}");
    check("x: &x {k: 1}\nb: {\"<<\": *x}\n", "{x={k=1} b={\"<<\"={k=1}}}");
    // A duplicate key in the source is kept, so that it can be reported.
    check("b: {<<: {k: 1, k: 2}}\n", "{b={k=1 k=2}}");
}

#[test]
fn what_cannot_be_merged_is_told_and_the_rest_is_kept() {
    check("b: {<<: 5, k: 1}\n", "{b={k=1 <<=?}} bad-merge");
    check("b: {<<: , k: 1}\n", "{b={k=1 <<=?}} bad-merge");
    check("b: {<<: [{l: 1}, 5], k: 1}\n", "{b={k=1 l=1 ?}} bad-merge");
    check("b: {<<: [[{l: 1}]], k: 1}\n", "{b={k=1 ?}} bad-merge");
    check("t: &t [x]\nb: {<<: *t}\n", "{t=[x] b={<<=?}} bad-merge");
    check("b: {<<: *x, k: 1}\nc: {<<: {<<: *x}}\n", "{b={k=1 <<=?} c={<<=?}} unknown-alias unknown-alias");
    check("x: &x {k: 1}\nb: {<<: *x, <<: *x}\n", "{x={k=1} b={k=1 <<=?}} duplicate-key");
}

#[test]
fn a_tag_is_found_before_its_node() {
    check("a: !!str 1\nb: [!t {c: 1}, x]\nc: &x !y z\nd: !t\n", "{a=<!!str> b=[<!t> x] c=<!y> d=<!t>}");
}

#[test]
fn what_stands_before_a_syntax_error_is_kept() {
    let tree = Tree::read("x: &x {k: 1}\nb: {<<: *x, c: 2\nd: ]\n");
    assert!(tree.stopped().is_some());
    let root = tree.root().unwrap();
    let b = tree.children(root).nth(1).unwrap();
    assert!(tree.is_cut(b));
    // The merge is applied although the mapping has no end.
    assert!(tree.children(b).all(|child| {
        tree.key(child).is_some_and(|key| *tree.kind(key) != Kind::Scalar { text: "<<".into(), plain: true })
    }));
}

#[test]
fn depth_has_a_budget() {
    for deep in ["[", "- ", "{a: ", "? "] {
        let tree = Tree::read(&deep.repeat(100_000));
        assert_eq!(tree.stopped().map(|fault| fault.rule), Some("too-deep"), "{deep}");
    }
}

#[test]
fn depth_has_a_budget_through_aliases() {
    let mut text = String::from("- &a0 []\n");
    for level in 1..90 {
        text.push_str(&format!("- &a{level} [*a{}]\n", level - 1));
    }
    let tree = Tree::read(&text);
    assert_eq!(tree.stopped(), None);
    let rules: Vec<_> = tree.faults().iter().map(|fault| fault.rule).collect();
    // The refused alias counts as a leaf for the aliases that repeat it.
    assert_eq!(rules, ["too-deep"]);
}

#[test]
fn aliases_have_a_budget() {
    let rules = |text: &str| -> Vec<(&str, u32)> {
        let tree = Tree::read(text);
        assert_eq!(tree.stopped(), None);
        tree.faults().iter().map(|fault| (fault.rule, fault.span.start)).collect()
    };
    let head = "- &a x\n";
    assert_eq!(rules(&format!("{head}{}", "- *a\n".repeat(100))), []);
    assert_eq!(rules(&format!("{head}{}", "- *a\n".repeat(5000))), [("too-many-aliases", 7 + 500 + 2)]);
    let mut laughs = String::from("- &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..10 {
        let below = format!("*a{}", level - 1);
        laughs.push_str(&format!("- &a{level} [{}]\n", [below.as_str(); 9].join(", ")));
    }
    assert_eq!(rules(&laughs).iter().map(|rule| rule.0).collect::<Vec<_>>(), ["too-many-aliases"]);
    let few = format!("{}{{a: [{{b: 1}}]}}{}", "{<<: ".repeat(60), "}".repeat(60));
    assert_eq!(rules(&few), []);
    let many: String = (0..30_000).map(|key| format!("k{key}: 1, ")).collect();
    let nested = format!("{}{{{many}}}{}", "{<<: ".repeat(60), "}".repeat(60));
    assert_eq!(rules(&nested).iter().map(|rule| rule.0).collect::<Vec<_>>(), ["too-many-aliases"]);
}

#[test]
fn a_second_document_is_refused_where_it_begins() {
    let tree = Tree::read("a: 1\n---\nb: 2\n");
    assert_eq!(tree.stopped().map(|fault| fault.span.start), Some(5));
}

#[test]
fn style_and_comments_are_kept() {
    let text = "# all\na: 'x' # one\nb: [\"y\", {c: 1}] #two\nd: |\n  # text\n\n# last\n";
    let tree = Tree::with_comments(text);
    let slice = |span: &Span| &text[span.start as usize..span.end as usize];
    assert_eq!(tree.comments().iter().map(slice).collect::<Vec<_>>(), ["# all", "# one", "#two", "# last"]);
    let root = tree.root().unwrap();
    let styles: Vec<Style> = tree.children(root).map(|child| tree.style(child)).collect();
    assert_eq!(styles, [Style::SingleQuoted, Style::Flow, Style::Literal]);
    assert_eq!(tree.style(root), Style::Block);
    assert!(Tree::read(text).comments().is_empty());
}
