use crate::text::{TextError, one_line};

/// The store's key of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CategoryId(pub i64);

/// A category's word in forms and for programs: lower-case letters, digits and dashes, 1 to 40.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CategoryKey(String);

impl CategoryKey {
    /// The category of a ticket whose writer chose none.
    pub const FALLBACK: &'static str = "general";

    /// Reads a key.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        ((1..=40).contains(&raw.len()) && raw.bytes().all(plain)).then(|| Self(raw.to_owned()))
    }

    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a ticket is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The store's key.
    pub id: CategoryId,
    /// Its word for programs.
    pub key: CategoryKey,
    /// Its words for people.
    pub label: String,
}

impl Category {
    /// So many are offered at the front desk, the first ones: a person can take in seven at a glance.
    pub const AT_DESK: usize = 7;
}

/// A category's words for people: one line, 1 to 60 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryLabel(String);

impl CategoryLabel {
    /// The longest label, in characters.
    pub const MAX: usize = 60;

    /// Reads a label.
    ///
    /// # Errors
    /// [`TextError`] when it is empty, too long or holds control characters.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        one_line(raw, Self::MAX).map(Self)
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of a new category with this label: its letters and digits, the rest as dashes. A label
    /// without any gets the number, as does one whose key is taken.
    #[must_use]
    pub fn to_key(&self, number: u32) -> CategoryKey {
        let lower = self.0.to_lowercase();
        let parts = lower.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        let joined: String = words.join("-").chars().take(28).collect();
        let stem = joined.trim_end_matches('-');
        CategoryKey(match (stem, number) {
            ("", number) => format!("category-{number}"),
            (stem, 0) => stem.to_owned(),
            (stem, number) => format!("{stem}-{number}"),
        })
    }
}

/// A category as admins see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryEntry {
    /// The store's key.
    pub id: CategoryId,
    /// Its word for programs. It never changes: addresses and programs use it.
    pub key: CategoryKey,
    /// Its words for people.
    pub label: CategoryLabel,
    /// Where it stands in lists, from 1.
    pub position: i32,
    /// Whether it is offered for new tickets. Tickets keep one that no longer is.
    pub offered: bool,
}

impl CategoryEntry {
    /// Whether it may be offered no more: not the one that tickets get whose writer chose none.
    #[must_use]
    pub fn may_be_withdrawn(&self) -> bool {
        self.key.as_str() != CategoryKey::FALLBACK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_of_any_label() {
        let key = |label: &str, number| CategoryLabel::parse(label).unwrap().to_key(number);
        assert_eq!(key("Hardware & Issue", 0).as_str(), "hardware-issue");
        assert_eq!(key("Hardware Issue", 2).as_str(), "hardware-issue-2");
        assert_eq!(key("شبکه", 7).as_str(), "category-7");
        for label in ["Hardware & Issue", "شبکه", &"long ".repeat(12)] {
            assert!(CategoryKey::parse(key(label, u32::MAX - 1).as_str()).is_some());
        }
    }

    #[test]
    fn keys_are_plain_words() {
        assert!(CategoryKey::parse("hardware-issue").is_some());
        assert!(CategoryKey::parse(CategoryKey::FALLBACK).is_some());
        for raw in ["", "Hardware", "a b", "x'; drop", &"a".repeat(41)] {
            assert_eq!(CategoryKey::parse(raw), None, "{raw}");
        }
    }
}
