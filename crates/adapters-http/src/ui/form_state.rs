//! A form between two renderings: what was typed, and what is wrong with it.

use std::collections::BTreeMap;

/// The values of a form as they were typed, and the message for each field that cannot be taken.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    values: BTreeMap<&'static str, String>,
    errors: Vec<(&'static str, String)>,
}

impl FormState {
    /// The same form with this field holding `value`.
    #[must_use]
    pub fn with(mut self, field: &'static str, value: impl Into<String>) -> Self {
        self.values.insert(field, value.into());
        self
    }

    /// The same form with a message for this field; the first message of a field counts.
    #[must_use]
    pub fn refused(mut self, field: &'static str, message: impl Into<String>) -> Self {
        if self.error(field).is_none() {
            self.errors.push((field, message.into()));
        }
        self
    }

    /// What was typed into the field, or nothing.
    pub fn value(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }

    /// What is wrong with the field.
    pub fn error(&self, field: &str) -> Option<&str> {
        self.errors
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, message)| message.as_str())
    }

    /// Every field with its message, in the order of the form.
    pub fn errors(&self) -> &[(&'static str, String)] {
        &self.errors
    }

    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    /// The title of the page that holds the form: it says first that something needs fixing.
    pub fn title(&self, words: &str) -> String {
        if self.is_clean() {
            words.to_owned()
        } else {
            format!("Error: {words}")
        }
    }
}
