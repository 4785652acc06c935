//! Replies.

mod add;
mod add_from_desk;
mod add_from_track;

pub use add::Addition;
pub use add_from_desk::FromDesk;
pub use add_from_track::FromTrack;
