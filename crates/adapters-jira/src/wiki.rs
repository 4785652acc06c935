//! Wiki markup, for Data Center: customer text stands in one `{noformat}` block, where Jira renders nothing,
//! and cannot close it.

use crate::description::{Description, LONGEST};

const FENCE: &str = "{noformat}";

/// The description as markup within Jira's limit.
pub(crate) fn markup(description: &Description) -> String {
    let head = format!("{}\n{FENCE}\n", description.heading);
    let foot = format!("{FENCE}\n");
    let closing = units(&description.continues);
    let (lines, whole) = description.fit(LONGEST - units(&head) - units(&foot), closing, cost);
    let text: String = lines.into_iter().map(|line| inert(line) + "\n").collect();
    let last = if whole { "" } else { description.continues.as_str() };
    (head + &text + &foot + last).trim_end().to_owned()
}

/// The line such that it cannot end the block: a space without width after the brace of `{noformat`, in any
/// spelling of it.
fn inert(line: &str) -> String {
    const WORD: &str = "noformat";
    let mut out = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        out.push(c);
        let follows = line.get(at + 1..at + 1 + WORD.len());
        if c == '{' && follows.is_some_and(|word| word.eq_ignore_ascii_case(WORD)) {
            out.push('\u{200B}');
        }
    }
    out
}

/// What a line costs, with its line break.
fn cost(line: &str) -> usize {
    units(&inert(line)) + 1
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::tickets::Body;
    use proptest::prelude::*;
    use url::Url;

    use super::*;
    use crate::tests::draft;

    fn of(body: &str) -> String {
        let mut draft = draft();
        draft.body = Body::parse(body).unwrap();
        let origin = Url::parse("https://help.example.com").unwrap();
        markup(&Description::of(&draft, &origin))
    }

    fn fences(text: &str) -> usize {
        text.to_lowercase().matches("{noformat").count()
    }

    #[test]
    fn customer_text_stands_in_one_block() {
        assert_eq!(
            of("Off.\n\n!http://evil.example/x.png! [~admin] {html}"),
            "Frontdesk ticket #10472: https://help.example.com/desk/tickets/10472\n\
             {noformat}\nFrom: Sara Ahmadi (1042 7731)\nCategory: Printers\n\nOff.\n\n\
             !http://evil.example/x.png! [~admin] {html}\n{noformat}"
        );
    }

    #[test]
    fn it_cannot_close_the_block() {
        let text = of("a {noformat} !x! {NoFormat:title=x} {{noformat}}\n{noformat");
        assert_eq!(fences(&text), 2, "{text}");
    }

    #[test]
    fn a_text_that_is_too_long_says_where_it_goes_on() {
        let text = of(&"🖨".repeat(20_000));
        assert!(
            (LONGEST - 10..=LONGEST).contains(&units(&text)),
            "{}",
            units(&text)
        );
        assert!(text.ends_with("continues in Frontdesk #10472: https://help.example.com/desk/tickets/10472"));
        assert_eq!(fences(&text), 2);
    }

    proptest! {
        #[test]
        fn no_text_closes_the_block(raw in "(\\{|\\}|noformat|NOFORMAT|:|\\n|\\PC){1,60}") {
            if Body::parse(&raw).is_ok() {
                prop_assert_eq!(fences(&of(&raw)), 2);
            }
        }
    }
}
