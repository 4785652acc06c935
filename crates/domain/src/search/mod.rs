//! The search box: one language for every engine, over title and text of tickets.
//!
//! | Typed | Means |
//! |---|---|
//! | `printer blank` | both words, anywhere, in any order |
//! | `"blank pages"` | these words in a row |
//! | `print*` | a word that begins so |
//! | `-toner` | not this word |
//! | `#10472` | the ticket of that number |
//!
//! Words are compared after [`fold`]: case, accents and the letter forms of Arabic script aside. Whoever
//! indexes a text folds it with the same function.

mod fold;
mod query;

pub use fold::{fold, words};
pub use query::{SearchQuery, Term};
