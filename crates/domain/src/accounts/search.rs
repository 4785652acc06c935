//! What people are searched by. One meaning on every store, and one that an index can serve: the beginnings
//! of words.

use std::collections::BTreeSet;

use super::Username;
use crate::clients::{ClientNumber, Email, Name, Phone};
use crate::text::ascii_digits;

/// The characters of a word that count.
const LONGEST: usize = 64;

/// Fewer digits in a row than this are no part of a phone.
const PHONE_PART: usize = 4;

/// What someone is found by.
#[derive(Clone, Copy, Debug)]
pub struct Searchable<'a> {
    /// Whose account it is.
    pub name: &'a Name,
    /// Where its mail goes.
    pub email: &'a Email,
    /// What else it signs in by.
    pub username: Option<&'a Username>,
    /// Their customer ID.
    pub number: Option<ClientNumber>,
    /// Their phone.
    pub phone: Option<&'a Phone>,
}

impl Searchable<'_> {
    /// All words whose beginnings find them.
    #[must_use]
    pub fn words(&self) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        let texts = [self.name.as_str(), self.email.as_str()];
        for text in texts.into_iter().chain(self.username.map(Username::as_str)) {
            words.extend(text.split_whitespace().flat_map(beginnings));
        }
        words.extend(self.number.map(|number| number.value().to_string()));
        words.extend(self.phone.into_iter().flat_map(of_phone));
        words
    }
}

/// What someone typed to search by, word by word, as [`Searchable::words`] spells them. People are found
/// whose words begin with every one of these; more than [`MOST_WORDS`] are not looked at.
#[must_use]
pub fn searched_words(raw: &str) -> Vec<String> {
    raw.split_whitespace().map(folded).take(MOST_WORDS).collect()
}

/// How many words narrow a search.
pub const MOST_WORDS: usize = 4;

/// Without control characters, which no text here holds and which PostgreSQL refuses.
fn folded(word: &str) -> String {
    let lower = ascii_digits(word).to_lowercase();
    lower.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// The word, and what follows each of its dots, dashes and other marks: `sara.ahmadi`, `ahmadi`.
fn beginnings(word: &str) -> Vec<String> {
    let mut found = vec![folded(word)];
    let mut after_mark = false;
    for (at, c) in word.char_indices() {
        if after_mark && c.is_alphanumeric() {
            found.push(folded(&word[at..]));
        }
        after_mark = !c.is_alphanumeric();
    }
    found
}

/// As people write it, in their country and from abroad, and its last digits.
fn of_phone(phone: &Phone) -> Vec<String> {
    // A country's code has one to three digits.
    const COUNTRY: std::ops::RangeInclusive<usize> = 1..=3;
    let digits = phone.as_e164().trim_start_matches('+');
    let mut found = vec![format!("+{digits}"), format!("00{digits}")];
    found.extend(
        COUNTRY
            .filter_map(|at| digits.get(at..))
            .map(|rest| format!("0{rest}")),
    );
    let last = digits.len().saturating_sub(PHONE_PART);
    found.extend((0..=last).filter_map(|at| digits.get(at..)).map(str::to_owned));
    found
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("sara", true)]
    #[case("AHM sar", true)]
    #[case("nejad", true)]
    #[case("Sara.Ah", true)]
    #[case("example.com", true)]
    #[case("ops-s", true)]
    #[case("+98912", true)]
    #[case("0912", true)]
    #[case("0098912", true)]
    #[case("۰۹۱۲", true)]
    #[case("4567", true)]
    #[case("23456", true)]
    #[case("", true)]
    #[case("\0sara", true)]
    #[case("567", false)]
    #[case("ara", false)]
    #[case("%", false)]
    #[case("sara nobody", false)]
    fn beginnings_of_words_find_people(#[case] typed: &str, #[case] found: bool) {
        let words = Searchable {
            name: &Name::parse("Sara Ahmadi-Nejad").unwrap(),
            email: &Email::parse("sara.ahmadi@example.com").unwrap(),
            username: Some(&Username::parse("ops-sara").unwrap()),
            number: None,
            phone: Phone::from_stored("+989121234567".into()).as_ref(),
        }
        .words();
        let all = searched_words(typed)
            .iter()
            .all(|word| words.iter().any(|known| known.starts_with(word.as_str())));
        assert_eq!(all, found);
    }

    #[test]
    fn long_words_are_cut_alike() {
        let long = format!("{}@example.com", "a".repeat(60));
        let words: Vec<String> = beginnings(&long);
        assert_eq!(searched_words(&long), [words[0].clone()]);
        assert_eq!(words[0].chars().count(), LONGEST);
    }
}
