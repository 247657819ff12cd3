//! The message of a commit. Text of a plan or of a reply is inert in it: it is one line, and
//! neither a comment, a trailer nor the end of the message.

use super::escape::{cut, terminal};
use crate::view::Message;
use crate::view::Words;

/// The most characters of the subject, and of a line below it.
const SUBJECT: usize = 72;
const LINE: usize = 300;
/// The most bytes of the lines below the subject.
const BODY: usize = 16 << 10;

/// Returns the message: the subject, a list, and who reported it as a trailer.
pub fn message(message: &Message) -> String {
    let one_line = |words: &Words, most| cut(terminal(words).trim(), most).replace('\u{a0}', " ");
    let mut text = one_line(&message.subject, SUBJECT) + "\n";
    let mut items = message.items.iter();
    let mut body = String::new();
    while body.len() < BODY
        && let Some(item) = items.next()
    {
        // What begins with a dash and a space is no trailer, and no line that ends a message.
        body.push_str(&format!("- {}\n", one_line(item, LINE)));
    }
    match items.count() {
        0 => {}
        more => body.push_str(&format!("- and {more} more\n")),
    }
    if !body.is_empty() {
        text.push_str(&format!("\n{body}"));
    }
    if let Some(by) = &message.reported_by {
        text.push_str(&format!("\nReported-by: {}\n", one_line(by, LINE)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_plan_is_inert() {
        let lines = ["x\n\nSigned-off-by: eve\n---\ndiff --git a b", "# \u{1b}[31m\u{202e}", "---"];
        let said = Message {
            subject: "ledger\nReviewed-by: eve".into(),
            items: lines.into_iter().map(Words::from).collect(),
            reported_by: Some("bo\nAcked-by: eve".into()),
        };
        let expected = "ledger Reviewed-by: eve\n\n- x  Signed-off-by: eve --- diff --git a b\n- # ␛[31m\\u{202e}\n- ---\n\nReported-by: bo Acked-by: eve\n";
        assert_eq!(message(&said), expected);
    }

    #[test]
    fn a_long_message_is_cut() {
        let long = "é".repeat(1000);
        let items = (0..1000).map(|_| Words::from(long.as_str())).collect();
        let text = message(&Message { subject: long.as_str().into(), items, reported_by: None });
        assert!(text.len() < 20 << 10, "{}", text.len());
        assert!(text.ends_with(" more\n"), "{text}");
        assert_eq!(text.lines().next().unwrap().chars().count(), SUBJECT);
    }
}
