//! Deliveries: what must reach the outside. Each is a row in the outbox, written in the transaction of the
//! change that caused it and carried out later by a worker.

mod backoff;
mod delivery;
mod settle;

pub use backoff::{Backoff, DeliveryPolicy};
pub use delivery::{About, Claim, Claimed, Delivery, DeliveryId, Job, NewDelivery, State, Target, WorkerId};
pub use settle::{Outcome, Pause, Settlement};
