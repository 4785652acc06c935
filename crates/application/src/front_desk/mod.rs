//! The front desk: who is it, and have they a ticket already?

mod look_up;
mod visit;

pub use look_up::LookUpRequest;
