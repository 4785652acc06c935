//! The ports: what the rules need from the outside, one file each, in the domain's words.
//!
//! Every port has a contract suite in the `tests` member that any implementation must pass. A new
//! integration implements one of these in a crate of its own and is named in the app's wiring, nowhere else.

mod clients;
mod clock;
mod deliveries;
mod entropy;
mod front_desk;
mod live_feed;
mod mailbox;
mod mailer;
mod replies;
mod store;
mod throttles;
mod tickets;
mod token_signer;
mod track;
mod tracker;

pub use clients::Clients;
pub use clock::Clock;
pub use deliveries::{Deliveries, DeliveryCount, DeliveryQueries, DeliveryRow, Dossier, Resting};
pub use entropy::Entropy;
pub use front_desk::{FrontDeskQueries, LookUp, OpenTicket, Submitted};
pub use live_feed::{LiveFeed, LiveUpdates, TicketChanged};
pub use mailbox::{KeptMail, KeptMailLine, Mailbox};
pub use mailer::{Mail, MailContent, MailError, Mailer, TicketReceived};
pub use replies::Replies;
pub use store::{Store, StoreError, Unique, UnitOfWork};
pub use throttles::{LookUpOutcome, LookUpRecord, Throttles};
pub use tickets::Tickets;
pub use token_signer::TokenSigner;
pub use track::{Line, LineKind, TrackPage, TrackQueries};
pub use tracker::{IssueDraft, Tracker, TrackerError, TrackerHealth};
