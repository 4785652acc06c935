use frontdesk_domain::ports::IssueDraft;

/// Jira's limit, in UTF-16 units (it is written in Java).
const LONGEST: usize = 255;

/// The issue's summary: one line without control characters or characters that turn the reading direction,
/// cut to what Jira takes.
pub(crate) fn summary(draft: &IssueDraft) -> String {
    let shown: String = draft.subject.as_str().chars().filter(|c| !hidden(*c)).collect();
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return format!("Ticket {}", draft.ticket);
    }
    cut(&line)
}

fn cut(line: &str) -> String {
    if line.encode_utf16().count() <= LONGEST {
        return line.to_owned();
    }
    let mut units = 1; // the ellipsis
    let mut out: String = line
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= LONGEST
        })
        .collect();
    out.push('…');
    out
}

fn hidden(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tests::draft;

    fn of(subject: &str) -> String {
        let mut draft = draft();
        draft.subject = frontdesk_domain::tickets::Subject::parse(subject).unwrap();
        summary(&draft)
    }

    #[test]
    fn it_is_one_plain_line() {
        assert_eq!(of("Printer\u{202e} offline"), "Printer offline");
        assert_eq!(of("a\u{2028}b"), "a b");
        assert_eq!(of("\u{202e}"), "Ticket #10472");
    }

    #[test]
    fn it_is_cut_in_units_of_jira_not_in_characters() {
        let long = of(&"🖨".repeat(200));
        assert!(long.encode_utf16().count() <= LONGEST, "{long}");
        assert!(long.ends_with('…'));
    }

    proptest! {
        #[test]
        fn every_subject_gives_a_summary_jira_takes(raw in "\\PC{1,200}") {
            if frontdesk_domain::tickets::Subject::parse(&raw).is_ok() {
                let text = of(&raw);
                prop_assert!((1..=LONGEST).contains(&text.encode_utf16().count()));
                prop_assert!(!text.chars().any(char::is_control));
            }
        }
    }
}
