//! What staff do beside single tickets: many at once, saved replies, categories, and being there.

mod bulk;
mod callers;
mod categories;
mod presence;
mod saved_replies;

pub use bulk::{BulkChosen, BulkDone, BulkRefused};
pub use callers::Newcomer;
pub use categories::CategoryForm;
pub use saved_replies::SavedReplyForm;
