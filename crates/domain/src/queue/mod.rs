//! The queue: which tickets a list shows, in which order, from where on. Every state of it is an address,
//! so all of it reads from and writes to short texts.

mod cursor;
mod filter;
mod sort;
mod view;

pub use cursor::QueueCursor;
pub use filter::{Assigned, QueueFilter, StatusChoice};
pub use sort::QueueSort;
pub use view::QueueView;
