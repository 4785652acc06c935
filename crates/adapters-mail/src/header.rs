//! Text that goes into a header line.

/// Longer values are cut.
const LONGEST: usize = 200;

/// The text without anything that could end a header line, steer a terminal or turn the reading direction:
/// C0 and C1 controls, DEL, line and paragraph separators, bidi controls. White space is folded, the rest is
/// cut to 200 characters. lettre 0.11 panics on a line break in a name and lets escapes through in a subject.
pub(crate) fn clean_header(text: &str) -> String {
    let shown: String = text
        .chars()
        .filter(|c| c.is_whitespace() || !(c.is_control() || is_bidi_control(*c)))
        .collect();
    let folded = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = folded.chars().take(LONGEST).collect();
    cut.trim_end().to_owned()
}

/// Unicode's `Bidi_Control` property.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use lettre::message::Mailbox;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::carriage_return("A\rB", "A B")]
    #[case::line_feed("A\nB", "A B")]
    #[case::both("A\r\nBcc: x@example.com", "A Bcc: x@example.com")]
    #[case::nul("A\u{0}B", "AB")]
    #[case::tab("A\tB", "A B")]
    #[case::escape("A\u{1b}[31mB", "A[31mB")]
    #[case::delete("A\u{7f}B", "AB")]
    #[case::c1("A\u{9b}B", "AB")]
    #[case::next_line("A\u{85}B", "A B")]
    #[case::line_separator("A\u{2028}B", "A B")]
    #[case::paragraph_separator("A\u{2029}B", "A B")]
    #[case::bidi_override("A\u{202e}B\u{2066}C\u{200f}", "ABC")]
    #[case::quote_and_backslash("A \"B\" \\C", "A \"B\" \\C")]
    #[case::empty("", "")]
    #[case::nothing_to_see("\u{0} \r\n\u{202e}", "")]
    #[case::joiner_of_persian("می\u{200c}خواهم", "می\u{200c}خواهم")]
    fn a_header_holds_only_what_can_be_seen(#[case] raw: &str, #[case] clean: &str) {
        assert_eq!(clean_header(raw), clean);
    }

    #[test]
    fn a_long_value_is_cut() {
        assert_eq!(clean_header(&"é".repeat(3_000)).chars().count(), 200);
    }

    proptest! {
        #[test]
        fn every_name_can_be_written_to_a_header(raw in "(\\PC|\\p{C}|[\\r\\n\\t\"\\\\<>@,;]){0,80}") {
            let name = clean_header(&raw);
            prop_assert!(!name.chars().any(char::is_control));
            let mailbox = Mailbox::new(Some(name.clone()), "sara@example.com".parse().unwrap());
            let message = lettre::Message::builder()
                .from(mailbox.clone())
                .to(mailbox)
                .subject(name)
                .body(String::new())
                .unwrap();
            let source = String::from_utf8(message.formatted()).unwrap();
            let known = ["From: ", "To: ", "Subject: ", "Date: ", "Content-Transfer-Encoding: "];
            for line in source.split("\r\n").filter(|line| !line.is_empty()) {
                prop_assert!(line.starts_with(' ') || known.iter().any(|name| line.starts_with(name)), "{line}");
            }
        }
    }
}
