//! What somebody wrote, as much of it as a mail should hold.

use crate::header::clean_header;

/// Longer texts are cut: a mail is for finding out what it is about, and the page has the rest.
const LONGEST: usize = 3_000;
/// Nor is a log of a thousand short lines mailed whole.
const MOST_LINES: usize = 60;
/// What a mail program shows beside the subject.
const BESIDE: usize = 110;

/// The beginning of a text.
pub(super) struct Quote {
    pub(super) lines: Vec<String>,
    /// Whether there is more.
    pub(super) is_cut: bool,
}

impl Quote {
    pub(super) fn of(body: &str) -> Self {
        let (mut lines, mut left) = (Vec::new(), LONGEST);
        for line in body.lines().map(clean_line) {
            if lines.len() == MOST_LINES || left == 0 {
                return Self { lines, is_cut: true };
            }
            match cut(&line, left) {
                Some(beginning) => {
                    lines.push(beginning);
                    return Self { lines, is_cut: true };
                }
                None => left = left.saturating_sub(line.chars().count() + 1),
            }
            lines.push(line);
        }
        Self { lines, is_cut: false }
    }
}

/// The first words, in one line.
pub(super) fn first_words(body: &str) -> String {
    let beginning: String = body.chars().take(4 * BESIDE).collect();
    let line = clean_header(&beginning);
    cut(&line, BESIDE).unwrap_or(line)
}

/// The line up to the last space before its end and an ellipsis, if it is too long.
fn cut(line: &str, longest: usize) -> Option<String> {
    let (end, _) = line.char_indices().nth(longest)?;
    let beginning = line.get(..end)?;
    // A word of its own that is longer than the whole is cut in the middle.
    let at = beginning.rfind(char::is_whitespace).filter(|at| *at > end / 2);
    let kept = at.and_then(|at| beginning.get(..at)).unwrap_or(beginning);
    Some(format!("{}…", kept.trim_end()))
}

/// Without what a mail program might act on: controls, and the two marks that turn everything after them.
fn clean_line(line: &str) -> String {
    let harmless = |c: &char| *c == '\t' || !(c.is_control() || matches!(c, '\u{202D}' | '\u{202E}'));
    line.chars().filter(harmless).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_whole_and_keeps_its_lines() {
        let quote = Quote::of("One\n\n  two\tthree\n");
        assert_eq!(quote.lines, ["One", "", "  two\tthree"]);
        assert!(!quote.is_cut);
    }

    #[test]
    fn a_long_text_ends_with_a_word() {
        let quote = Quote::of(&"سلام ".repeat(900));
        assert!(quote.is_cut);
        assert_eq!(quote.lines.len(), 1);
        assert!(quote.lines[0].ends_with("سلام…") && quote.lines[0].chars().count() <= LONGEST + 1);
        let many = Quote::of(&"x\n".repeat(100));
        assert_eq!((many.lines.len(), many.is_cut), (MOST_LINES, true));
        let exact = Quote::of(&"x\n".repeat(MOST_LINES));
        assert!(!exact.is_cut);
        let unbroken = Quote::of(&"ä".repeat(100_000));
        assert_eq!(unbroken.lines[0].chars().count(), LONGEST + 1);
    }

    #[test]
    fn first_words_are_one_line() {
        assert_eq!(first_words("  Try\nit\r\nagain "), "Try it again");
        let long = first_words(&"word ".repeat(1_000));
        assert!(long.ends_with("word…") && long.chars().count() <= BESIDE + 1);
        assert_eq!(first_words("\u{202e}txt"), "txt");
    }
}
