//! What every form asks that opens a ticket for somebody: what it is about, and how bad it is.

use frontdesk_domain::tickets::{Category, CategoryId, Priority};

use crate::check::Check;

/// The question whose answer is the priority: people know whether they are stuck, not what is "high".
pub(crate) const HOW_BAD: &str = "Is this stopping you from working?";

/// Its answers: values and words.
pub(crate) fn how_bad() -> [(String, String); 3] {
    [
        ("yes", "Yes, I’m stuck"),
        ("slows", "It slows me down"),
        ("no", "No, no hurry"),
    ]
    .map(|(value, words)| (value.to_owned(), words.to_owned()))
}

/// The priority that an answer means. An answer we did not offer is none.
pub(crate) fn priority(answer: &str) -> Priority {
    match answer {
        "yes" => Priority::High,
        "no" => Priority::Low,
        _ => Priority::Medium,
    }
}

/// The categories on offer: values and words.
pub(crate) fn subjects(categories: &[Category]) -> Vec<(String, String)> {
    categories
        .iter()
        .map(|category| (category.key.as_str().to_owned(), category.label.clone()))
        .collect()
}

/// A category on offer, or none. `field`: where the message goes when it is neither.
pub(crate) fn category(
    check: &mut Check,
    field: &'static str,
    key: &str,
    categories: &[Category],
) -> Option<Option<CategoryId>> {
    if key.is_empty() {
        return Some(None);
    }
    match categories.iter().find(|category| category.key.as_str() == key) {
        Some(category) => Some(Some(category.id)),
        None => check.refuse(field, "Choose one of these, or leave it open"),
    }
}
