//! The ports: what the rules need from the outside, one file each, in the domain's words.
//!
//! Every port has a contract suite in the `tests` member that any implementation must pass. A new
//! integration implements one of these in a crate of its own and is named in the app's wiring, nowhere else.

mod accounts;
mod attempts;
mod bulks;
mod categories;
mod clients;
mod clock;
mod codes;
mod counters;
mod deliveries;
mod devices;
mod drafts;
mod entropy;
mod front_desk;
mod letters;
mod links;
mod live_feed;
mod mailbox;
mod mailer;
mod notes;
mod notices;
mod password_hasher;
mod people;
mod presences;
mod queue;
mod ratings;
mod recovery_codes;
mod replies;
mod role_requests;
mod saved_replies;
mod sessions;
mod store;
mod tasks;
mod throttles;
mod ticket_mail;
mod ticket_pages;
mod tickets;
mod token_signer;
mod track;
mod tracker;
mod vault;

pub use accounts::Accounts;
pub use attempts::Attempts;
pub use bulks::Bulks;
pub use categories::Categories;
pub use clients::Clients;
pub use clock::Clock;
pub use codes::OneTimeCodes;
pub use counters::{CounterQueries, Counters};
pub use deliveries::{Deliveries, DeliveryCount, DeliveryQueries, DeliveryRow, Dossier, Resting};
pub use devices::Devices;
pub use drafts::Drafts;
pub use entropy::Entropy;
pub use front_desk::{ClientClue, FoundClient, FrontDeskQueries, LookUp, OpenTicket, Submitted};
pub use letters::Letters;
pub use links::{LinkSigner, Links};
pub use live_feed::{LiveFeed, LiveUpdates, Since, TicketChanged};
pub use mailbox::{KeptMail, KeptMailLine, Mailbox};
pub use mailer::{Letter, LetterContent, Mail, MailContent, MailError, Mailer, TicketReceived};
pub use notes::Notes;
pub use notices::Notices;
pub use password_hasher::{HashError, PasswordHasher, Queue, Verdict};
pub use people::{ApprovalRow, PeopleAfter, PeopleFilter, PeopleQueries, PersonPage, PersonRow};
pub use presences::Presences;
pub use queue::{Choices, Colleague, Present, QueueQueries, QueueRow};
pub use ratings::Ratings;
pub use recovery_codes::RecoveryCodes;
pub use replies::Replies;
pub use role_requests::RoleRequests;
pub use saved_replies::SavedReplies;
pub use sessions::{HeldBy, HeldSession, SessionQueries, Sessions};
pub use store::{Store, StoreError, Unique, UnitOfWork};
pub use tasks::Tasks;
pub use throttles::{LookUpOutcome, LookUpRecord, SWEPT_AT_ONCE, Throttles};
pub use ticket_mail::{TicketMail, TicketMailContent};
pub use ticket_pages::{
    OtherTicket, PortalFilter, PortalRow, SharedEntry, SharedEntryKind, SharedPage, StaffEntry,
    StaffEntryKind, StaffPage, TicketPages,
};
pub use tickets::{Tickets, TrackerNews};
pub use token_signer::TokenSigner;
pub use track::{Line, LineKind, TrackPage, TrackQueries};
pub use tracker::{IssueDraft, Tracker, TrackerError, TrackerHealth};
pub use vault::Vault;
