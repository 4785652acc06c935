//! A client and their tickets, through the whole router.

mod acting;
mod editing;
mod links;
mod lists;
mod live;
mod opening;
mod pages;
mod rating;
mod tasks;

use frontdesk_application::{Answer, Answered, WriteNote};
use frontdesk_domain::{
    access::{Caller, SignedIn},
    accounts::Role,
    tickets::{Body, StatusKind, TicketNumber},
};

use crate::testing::{Browser, TestSite};

const SARA: &str = "sara@example.com";
const MINA: &str = "mina@example.com";
const AGENT: &str = "agent@example.com";

/// A customer with one ticket, another customer, and an agent.
struct House {
    site: TestSite,
    sara: SignedIn,
    agent: SignedIn,
    number: TicketNumber,
}

impl House {
    async fn new() -> Self {
        Self::over(TestSite::new()).await
    }

    async fn over(site: TestSite) -> Self {
        site.desk.customer(SARA).await;
        site.desk.customer(MINA).await;
        site.desk.person(AGENT, Role::Agent).await;
        let sara = site.desk.signed_in(SARA).await;
        let agent = site.desk.signed_in(AGENT).await;
        let number = site.desk.open(&sara, "The printer is on fire").await;
        Self {
            site,
            sara,
            agent,
            number,
        }
    }

    async fn browser(&self) -> Browser<'_> {
        self.site.browser_of(SARA).await
    }

    /// An address below the ticket's page.
    fn at(&self, below: &str) -> String {
        format!("/my/tickets/{}{below}", self.number.0)
    }

    async fn version(&self) -> i32 {
        let who = Caller::Person(self.sara.clone());
        let page = self.site.desk.app.see_as_client(&who, self.number).await;
        page.unwrap().ticket.version
    }

    async fn status(&self) -> StatusKind {
        let who = Caller::Person(self.sara.clone());
        let page = self.site.desk.app.see_as_client(&who, self.number).await;
        page.unwrap().ticket.status().kind()
    }

    /// The agent answers, and leaves the ticket where they say.
    async fn answers(&self, words: &str, and: Option<StatusKind>) {
        let form = Answer {
            number: self.number,
            key: self.site.desk.app.new_submission_key(),
            body: Body::parse(words).unwrap(),
            and,
            seen: self.version().await,
            anyway: false,
        };
        let who = Caller::Person(self.agent.clone());
        let answered = self.site.desk.app.answer(&who, &form).await.unwrap();
        assert!(matches!(answered, Answered::Sent { .. }));
    }

    /// The agent writes a note.
    async fn notes(&self, words: &str) {
        let form = WriteNote {
            number: self.number,
            key: self.site.desk.app.new_submission_key(),
            body: Body::parse(words).unwrap(),
        };
        let who = Caller::Person(self.agent.clone());
        self.site.desk.app.write_note(&who, &form).await.unwrap();
    }

    /// The agent moves it.
    async fn moves(&self, to: StatusKind) {
        let who = Caller::Person(self.agent.clone());
        self.site
            .desk
            .app
            .move_ticket(&who, self.number, to)
            .await
            .unwrap();
    }
}
