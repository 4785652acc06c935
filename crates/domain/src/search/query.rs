use super::words;
use crate::text::ascii_digits;
use crate::tickets::TicketNumber;

/// One thing a search asks for. Words are folded and hold letters and digits only, so that no engine finds
/// an operator in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// This word.
    Word(String),
    /// A word that begins so.
    Prefix(String),
    /// These words in a row, two or more.
    Phrase(Vec<String>),
    /// Not this word.
    Without(String),
}

/// What someone looks for. All terms must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery {
    typed: String,
    terms: Vec<Term>,
}

impl SearchQuery {
    /// The longest search, in characters; what is longer is cut.
    pub const MAX: usize = 200;
    /// The most terms; what is more is left out.
    pub const MOST: usize = 8;

    /// Reads what was typed. `None` when there is no word in it that could be found. Nothing typed is
    /// wrong: what is no operator is a word.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        let typed: String = raw.trim().chars().take(Self::MAX).collect();
        let mut terms = Vec::new();
        // Every other part of a text split at quotes was between two of them.
        for (at, part) in typed.split('"').enumerate() {
            if at % 2 == 1 {
                terms.extend(phrase(words(part).collect()));
            } else {
                terms.extend(part.split_whitespace().flat_map(plain));
            }
        }
        terms.truncate(Self::MOST);
        let finds = terms.iter().any(|term| !matches!(term, Term::Without(_)));
        finds.then_some(Self { typed, terms })
    }

    /// What was typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// What is asked for, at most eight terms, at least one of them to be found.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The ticket, where a number is all that was typed: `10472` or `#10472`.
    #[must_use]
    pub fn number(&self) -> Option<TicketNumber> {
        let digits = ascii_digits(self.typed.trim_start_matches('#'));
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok().map(TicketNumber))?
    }

    /// Whether a text with these folded words holds all terms: what every engine must agree with.
    #[must_use]
    pub fn holds(&self, text: &[String]) -> bool {
        self.terms.iter().all(|term| match term {
            Term::Word(word) => text.contains(word),
            Term::Prefix(start) => text.iter().any(|word| word.starts_with(start.as_str())),
            Term::Phrase(phrase) => text.windows(phrase.len()).any(|row| row == phrase.as_slice()),
            Term::Without(word) => !text.contains(word),
        })
    }
}

fn plain(typed: &str) -> Vec<Term> {
    let (negated, word) = match typed.strip_prefix('-') {
        Some(word) => (true, word),
        None => (false, typed),
    };
    let found: Vec<String> = words(word).collect();
    match found.as_slice() {
        [only] if negated => vec![Term::Without(only.clone())],
        [only] if word.ends_with('*') => vec![Term::Prefix(only.clone())],
        // `e-mail` is looked for as it is written: its words in a row.
        _ => phrase(found).into_iter().collect(),
    }
}

fn phrase(words: Vec<String>) -> Option<Term> {
    match words.as_slice() {
        [] => None,
        [only] => Some(Term::Word(only.clone())),
        _ => Some(Term::Phrase(words)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terms(typed: &str) -> Vec<Term> {
        SearchQuery::parse(typed)
            .map(|query| query.terms)
            .unwrap_or_default()
    }

    fn word(word: &str) -> Term {
        Term::Word(word.into())
    }

    #[test]
    fn the_language_is_words_phrases_beginnings_and_exceptions() {
        assert_eq!(terms("Printer  BLANK"), [word("printer"), word("blank")]);
        let phrase = Term::Phrase(vec!["blank".into(), "pages".into()]);
        assert_eq!(terms("\"blank pages\""), [phrase]);
        assert_eq!(
            terms("print* -toner"),
            [Term::Prefix("print".into()), Term::Without("toner".into())]
        );
        assert_eq!(terms("e-mail"), [Term::Phrase(vec!["e".into(), "mail".into()])]);
        assert_eq!(terms("-toner"), []);
        assert_eq!(terms(" \" * - "), []);
    }

    #[test]
    fn a_number_alone_is_a_ticket() {
        let number = |typed| SearchQuery::parse(typed).and_then(|query| query.number());
        assert_eq!(number("#10472"), Some(TicketNumber(10_472)));
        assert_eq!(number("۱۰۴۷۲"), Some(TicketNumber(10_472)));
        assert_eq!(number("10472 printer"), None);
        assert_eq!(number("99999999999999999999"), None);
    }

    #[test]
    fn all_terms_must_hold() {
        let text: Vec<String> = words("The printer gives blank pages").collect();
        let holds = |typed| SearchQuery::parse(typed).unwrap().holds(&text);
        assert!(holds("blank printer") && holds("\"blank pages\"") && holds("pri* -toner"));
        assert!(!holds("blank toner") && !holds("\"pages blank\"") && !holds("blank -printer"));
    }

    proptest! {
        #[test]
        fn no_operator_of_any_engine_is_left_in_a_term(typed in "\\PC{0,60}") {
            for term in terms(&typed) {
                let words = match term {
                    Term::Word(word) | Term::Prefix(word) | Term::Without(word) => vec![word],
                    Term::Phrase(words) => words,
                };
                prop_assert!(words.iter().all(|word| word.chars().all(char::is_alphanumeric)));
            }
        }
    }
}
