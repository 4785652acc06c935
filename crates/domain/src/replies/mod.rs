//! Replies: what is said on a ticket. A reply is read by the client, a note by staff only. They are two
//! types, kept apart everywhere, so that no mistake turns one into the other.

mod draft;
mod note;
mod reply;
mod saved;
mod sender;

pub use draft::{Draft, DraftKind, DraftText};
pub use note::{NewNote, Note, NoteId};
pub use reply::{NewReply, Reply, ReplyId};
pub use saved::{Placeholders, SavedReply, SavedReplyId, SavedTitle};
pub use sender::Sender;
