//! Deliveries: carrying out what the outbox holds, and looking after it.

mod carry_out;
mod create_issue;
mod deliver_next;
mod follow_tracker;
mod overview;
mod retry;
mod send_letter;
mod send_mail;
mod send_notice;
mod worker;

pub use deliver_next::Round;
pub use overview::DeliveriesOverview;
pub use worker::Worker;
