//! What Frontdesk does: one use case per file, each one unit of work, in the domain's words.
//!
//! | Use case | Who calls it |
//! |---|---|
//! | [`Application::look_up`] | someone types a phone or a customer ID at the front desk |
//! | [`Application::visit`] | the front desk shows what is so now for who was looked up |
//! | [`Application::submit_ticket`] | the ticket form is sent |
//! | [`Application::add_from_desk`] | something is added to an open ticket, without proof of who writes |
//! | [`Application::add_from_track`] | the holder of a track link writes |
//! | [`Application::see_ticket`] | the holder of a track link looks |
//! | [`Application::deliver_next`] | a worker carries out deliveries |
//! | [`Application::follow_tracker`] | a timer: statuses come back from the tracker |
//! | [`Application::retry_delivery`], [`Application::deliveries_overview`] | staff look after deliveries |
//! | [`Application::sweep`] | a timer: what is no longer needed is forgotten |
//! | [`Application::seed_samples`], [`Application::seed_many`] | the demo, and measuring |
//!
//! Invariants: no use case calls the outside inside a unit of work; every use case that writes tries its
//! unit of work again, whole and a bounded number of times, when the store asks for that.

mod application;
mod deliveries;
mod error;
mod front_desk;
mod live;
mod replies;
mod seed;
mod sweep;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod tickets;
mod track;
mod unit;

pub use application::{Application, LookUpLimits, Ports, Rules};
pub use deliveries::{DeliveriesOverview, Round, Worker};
pub use error::AppError;
pub use front_desk::LookUpRequest;
pub use live::EventTail;
pub use replies::{Addition, FromDesk, FromTrack};
pub use tickets::{Registration, Submission, SubmitTicket};
