//! The front desk: who is it, and have they a ticket already?

mod ask_code;
mod look_up;
mod register;
mod visit;

pub use ask_code::CodeAsked;
pub use look_up::LookUpRequest;
pub(crate) use look_up::counted_as;
pub(crate) use register::unclaimed;
pub use register::{RegisterAtDesk, RegisteredAtDesk};
