//! Replies.

mod add;
mod add_from_desk;
mod answer;
mod drafts;
mod follow_up;
mod note;
mod take_back_reply;

pub use add::Addition;
pub use add_from_desk::FromDesk;
pub use answer::{Answer, Answered};
pub use follow_up::FollowUp;
pub use note::WriteNote;
