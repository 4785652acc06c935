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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain_words() {
        assert!(CategoryKey::parse("hardware-issue").is_some());
        assert!(CategoryKey::parse(CategoryKey::FALLBACK).is_some());
        for raw in ["", "Hardware", "a b", "x'; drop", &"a".repeat(41)] {
            assert_eq!(CategoryKey::parse(raw), None, "{raw}");
        }
    }
}
