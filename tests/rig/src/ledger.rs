//! What was sent, and what the program acknowledged.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// One acknowledged submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// The phone it was sent for.
    pub who: String,
    /// The form's key.
    pub key: [u8; 16],
    /// Where the receipt is: `/track/TOKEN/receipt`.
    pub receipt: String,
    /// What the receipt said.
    pub page: String,
}

/// Everything acknowledged so far; many tasks write into it.
#[derive(Debug, Default)]
pub struct Ledger {
    entries: Mutex<HashMap<[u8; 16], Acknowledged>>,
    refusals: Mutex<Vec<String>>,
}

impl Ledger {
    /// Takes note of a submission. The same form acknowledged twice must have been answered alike.
    pub fn acknowledge(&self, entry: Acknowledged) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        match entries.get(&entry.key) {
            Some(before) if before.receipt != entry.receipt => {
                drop(entries);
                self.refuse("one form was answered with two receipts".to_owned());
            }
            _ => {
                entries.insert(entry.key, entry);
            }
        }
    }

    /// Takes note of an answer that should not have been given.
    pub fn refuse(&self, what: String) {
        self.refusals
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(what);
    }

    /// All entries, in no order.
    #[must_use]
    pub fn entries(&self) -> Vec<Acknowledged> {
        self.entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .values()
            .cloned()
            .collect()
    }

    /// Answers that should not have been given.
    #[must_use]
    pub fn refusals(&self) -> Vec<String> {
        self.refusals
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(receipt: &str) -> Acknowledged {
        Acknowledged {
            who: "1".into(),
            key: [1; 16],
            receipt: receipt.into(),
            page: String::new(),
        }
    }

    #[test]
    fn the_same_answer_twice_is_one_entry() {
        let ledger = Ledger::default();
        ledger.acknowledge(entry("/a"));
        ledger.acknowledge(entry("/a"));
        assert_eq!((ledger.entries().len(), ledger.refusals().len()), (1, 0));
    }

    #[test]
    fn another_answer_to_the_same_form_is_noted() {
        let ledger = Ledger::default();
        ledger.acknowledge(entry("/a"));
        ledger.acknowledge(entry("/b"));
        assert_eq!((ledger.entries().len(), ledger.refusals().len()), (1, 1));
    }
}
