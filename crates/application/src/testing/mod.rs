//! Ports in memory, a clock that stands still, and a desk made of them: for this crate's tests and for
//! handler tests elsewhere.

mod desk;
#[cfg(test)]
mod duo;
mod fake_tracker;
mod fixed;
pub mod life;
mod memory_clients;
mod memory_counters;
mod memory_deliveries;
mod memory_life;
mod memory_life_state;
mod memory_people;
mod memory_people_queries;
mod memory_people_state;
mod memory_queries;
mod memory_queue;
mod memory_replies;
mod memory_secrets;
mod memory_state;
mod memory_store;
mod memory_throttles;
mod memory_ticket_pages;
mod memory_unit;
mod paper_secrets;
pub mod people;

pub use desk::TestDesk;
#[cfg(test)]
pub(crate) use duo::Duo;
pub use fake_tracker::FakeTracker;
pub use fixed::{SeededEntropy, TestClock, TestSigner};
pub use memory_store::MemoryStore;
pub use paper_secrets::{PaperHasher, PaperLinks, PaperVault};

use async_trait::async_trait;
use frontdesk_domain::ports::{Letter, Mail, MailError, Mailer, TicketMail};

mockall::mock! {
    /// A mailer that expects what a test says.
    pub Mailer {}
    #[async_trait]
    impl Mailer for Mailer {
        async fn send(&self, mail: &Mail) -> Result<(), MailError>;
        async fn send_letter(&self, letter: &Letter) -> Result<(), MailError>;
        async fn send_ticket_mail(&self, mail: &TicketMail) -> Result<(), MailError>;
        async fn check(&self) -> Result<String, MailError>;
    }
}
