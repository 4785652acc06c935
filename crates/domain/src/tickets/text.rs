use crate::text::{TextError, many_lines, one_line};

/// A ticket's title: one line, 1 to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject(String);

impl Subject {
    /// The longest subject, in characters.
    pub const MAX: usize = 200;

    /// Reads a subject.
    ///
    /// # Errors
    /// [`TextError`] when it is empty, too long or holds control characters.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        one_line(raw, Self::MAX).map(Self)
    }

    /// The title of a ticket whose writer gave none: the first line of the body, cut at a word where it is
    /// long.
    #[must_use]
    pub fn of(body: &Body) -> Self {
        let line = body
            .0
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty())
            .unwrap_or(&body.0);
        let folded = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if folded.chars().count() <= Self::CUT {
            return Self(folded);
        }
        let head: String = folded.chars().take(Self::CUT).collect();
        let cut = head
            .rfind(' ')
            .filter(|at| *at > head.len() / 2)
            .unwrap_or(head.len());
        Self(format!("{}…", &head[..cut]))
    }

    /// How much of a first line becomes a title.
    const CUT: usize = 100;

    /// The title.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What someone wrote: plain text of several lines, 1 to 20,000 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body(String);

impl Body {
    /// The longest text, in characters.
    pub const MAX: usize = 20_000;

    /// Reads a text.
    ///
    /// # Errors
    /// [`TextError`] when it is empty, too long or holds control characters.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        many_lines(raw, Self::MAX).map(Self)
    }

    /// The text of a ticket whose writer gave a title alone.
    #[must_use]
    pub fn of(subject: &Subject) -> Self {
        Self(subject.0.clone())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn titled(raw: &str) -> String {
        Subject::of(&Body::parse(raw).unwrap()).as_str().to_owned()
    }

    #[test]
    fn the_first_line_becomes_the_title() {
        assert_eq!(
            titled("Printer prints blank pages\nSince this morning"),
            "Printer prints blank pages"
        );
    }

    #[test]
    fn a_long_line_is_cut_at_a_word() {
        let title = titled(&"word ".repeat(60));
        assert!(
            title.ends_with("word…") && title.chars().count() <= 101,
            "{title}"
        );
    }

    proptest! {
        #[test]
        fn every_body_has_a_valid_title(raw in "\\PC{1,400}") {
            if let Ok(body) = Body::parse(&raw) {
                let title = Subject::of(&body);
                prop_assert!(Subject::parse(title.as_str()).is_ok());
            }
        }
    }
}
