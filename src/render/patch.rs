//! A change of files as a patch that `git apply` takes.

/// Lines around a change.
const CONTEXT: usize = 3;
/// How many lines may differ before the change is shown as one piece.
const STEPS: usize = 2000;

/// Returns the patch of one file, by its path from the root of the repository. An empty text stands
/// for no file.
pub fn patch(path: &str, before: &str, after: &str) -> String {
    let (old, new) = (lines(before), lines(after));
    let moves = moves(&old, &new);
    if moves.is_empty() {
        return String::new();
    }
    let (from, to) = (quoted("a", path), quoted("b", path));
    let (mode, old_name, new_name) = match (before, after) {
        ("", _) => ("new file mode 100644\n", "/dev/null", to.as_str()),
        (_, "") => ("deleted file mode 100644\n", from.as_str(), "/dev/null"),
        _ => ("", from.as_str(), to.as_str()),
    };
    let mut text = format!("diff --git {from} {to}\n{mode}--- {old_name}\n+++ {new_name}\n");
    let mut at = 0;
    while at < moves.len() {
        // Changes whose surroundings meet are one piece.
        let mut last = at;
        while last + 1 < moves.len() && moves[last + 1].0.start <= moves[last].0.end + 2 * CONTEXT {
            last += 1;
        }
        piece(&mut text, (&old, &new), &moves[at..=last]);
        at = last + 1;
    }
    text
}

/// Lines of the old text, and those of the new one that stand for them.
type Move = (std::ops::Range<usize>, std::ops::Range<usize>);

fn piece(text: &mut String, (old, new): (&[&str], &[&str]), moves: &[Move]) {
    let (Some(first), Some(last)) = (moves.first(), moves.last()) else { return };
    let before = first.0.start.min(CONTEXT);
    let after = (old.len() - last.0.end).min(CONTEXT);
    let (start, end) = (first.0.start - before, last.0.end + after);
    let (new_start, new_end) = (first.1.start - before, last.1.end + after);
    let range = |start: usize, end: usize| match end - start {
        0 => format!("{start},0"),
        length => format!("{},{length}", start + 1),
    };
    text.push_str(&format!("@@ -{} +{} @@\n", range(start, end), range(new_start, new_end)));
    let mut put = |sign: char, line: &str| {
        text.push(sign);
        text.push_str(line);
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    };
    let mut at = start;
    for (gone, come) in moves {
        old[at..gone.start].iter().for_each(|line| put(' ', line));
        old[gone.clone()].iter().for_each(|line| put('-', line));
        new[come.clone()].iter().for_each(|line| put('+', line));
        at = gone.end;
    }
    old[at..end].iter().for_each(|line| put(' ', line));
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Returns what differs between two lists of lines.
fn moves(old: &[&str], new: &[&str]) -> Vec<Move> {
    let front = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let back = old[front..].iter().rev().zip(new[front..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - back, new.len() - back);
    let (gone, come) = (&old[front..old_end], &new[front..new_end]);
    if gone.is_empty() && come.is_empty() {
        return Vec::new();
    }
    let kept = if gone.len().max(come.len()) > STEPS { Vec::new() } else { kept(gone, come) };
    let mut found: Vec<Move> = Vec::new();
    let (mut x, mut y) = (0, 0);
    for (at, to) in kept.into_iter().chain([(gone.len(), come.len())]) {
        if x < at || y < to {
            found.push((front + x..front + at, front + y..front + to));
        }
        (x, y) = (at + 1, to + 1);
    }
    found
}

/// Returns the lines that stay, by their place in both: a longest common part.
fn kept(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut length = vec![0u16; (old.len() + 1) * width];
    for x in (0..old.len()).rev() {
        for y in (0..new.len()).rev() {
            length[x * width + y] = match old[x] == new[y] {
                true => length[(x + 1) * width + y + 1] + 1,
                false => length[(x + 1) * width + y].max(length[x * width + y + 1]),
            };
        }
    }
    let (mut x, mut y, mut kept) = (0, 0, Vec::new());
    while x < old.len() && y < new.len() {
        if old[x] == new[y] {
            kept.push((x, y));
            (x, y) = (x + 1, y + 1);
        } else if length[(x + 1) * width + y] >= length[x * width + y + 1] {
            x += 1;
        } else {
            y += 1;
        }
    }
    kept
}

/// Returns a path as git writes it: in quotes if a character in it needs that.
fn quoted(side: &str, path: &str) -> String {
    let path = format!("{side}/{path}");
    if path.bytes().all(|byte| (0x20..0x7f).contains(&byte) && byte != b'"' && byte != b'\\') {
        return path;
    }
    let mut quoted = String::from("\"");
    for byte in path.bytes() {
        match byte {
            b'"' | b'\\' => quoted.extend(['\\', char::from(byte)]),
            0x20..0x7f => quoted.push(char::from(byte)),
            _ => quoted.push_str(&format!("\\{byte:03o}")),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_far_apart_are_pieces_of_their_own() {
        let before: String = (1..=20).map(|line| format!("{line}\n")).collect();
        let after = before.replace("2\n", "two\n").replace("1two\n", "12\n").replace("19\n", "19\nmore\n");
        let text = patch("p.yaml", &before, &after);
        assert!(text.starts_with(
            "diff --git a/p.yaml b/p.yaml\n--- a/p.yaml\n+++ b/p.yaml\n@@ -1,5 +1,5 @@\n 1\n-2\n+two\n"
        ));
        assert_eq!(text.matches("@@ -").count(), 2, "{text}");
        assert!(text.ends_with("@@ -17,4 +17,5 @@\n 17\n 18\n 19\n+more\n 20\n"), "{text}");
    }

    #[test]
    fn a_missing_last_line_break_is_said() {
        assert_eq!(
            patch("é\".yaml", "a\nb", "a\nc"),
            "diff --git \"a/\\303\\251\\\".yaml\" \"b/\\303\\251\\\".yaml\"\n--- \"a/\\303\\251\\\".yaml\"\n+++ \"b/\\303\\251\\\".yaml\"\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
        );
        assert_eq!(patch("a", "x\r\n", "x\r\n"), "");
    }
}
