//! Finding tickets by their words.
//!
//! Each engine's own index finds candidates: tickets that hold the words, wherever they stand. What is asked
//! for beside that (words in a row, words that must not be there, words longer than an index keeps) is
//! checked on the text that the domain folded, by a comparison that means the same everywhere. So the
//! engines agree with [`SearchQuery::holds`], whatever they take for a letter.

mod searched;
mod tokens;
mod wanted;

pub(crate) use searched::Searched;
pub(crate) use wanted::{MOST_HITS, Wanted};
