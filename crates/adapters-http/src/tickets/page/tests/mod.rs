//! The page of one ticket, as an agent works with it.

mod composing;
mod properties;
mod reading;

use axum::http::StatusCode;
use frontdesk_domain::{access::Caller, accounts::Role, tickets::TicketNumber};

use crate::{
    paths,
    testing::{Answer, Browser, TestSite},
};

/// A desk with Sara's ticket, and Mina and Theo who work here.
pub(super) struct Room {
    pub(super) site: TestSite,
    pub(super) number: TicketNumber,
}

impl Room {
    pub(super) async fn new() -> Self {
        let site = TestSite::new();
        site.desk.customer("sara@example.com").await;
        for agent in ["mina@example.com", "theo@example.com"] {
            site.desk.person(agent, Role::Agent).await;
        }
        let sara = site.desk.signed_in("sara@example.com").await;
        let number = site.desk.open(&sara, "Printer").await;
        Self { site, number }
    }

    pub(super) fn at(&self, pattern: &str) -> String {
        paths::numbered(pattern, self.number)
    }

    pub(super) fn page(&self) -> String {
        self.at(paths::DESK_TICKET)
    }

    pub(super) async fn mina(&self) -> Browser<'_> {
        self.site.browser_of("mina@example.com").await
    }

    pub(super) async fn theo(&self) -> Browser<'_> {
        self.site.browser_of("theo@example.com").await
    }

    pub(super) async fn caller(&self, email: &str) -> Caller {
        Caller::Person(self.site.desk.signed_in(email).await)
    }
}

/// Sends the form of a page that was shown.
pub(super) async fn send(
    browser: &mut Browser<'_>,
    shown: &Answer,
    place: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let (key, seen) = (shown.value("key"), shown.value("seen"));
    let mut all = vec![("key", key.as_str()), ("seen", seen.as_str())];
    if !fields.iter().any(|(name, _)| *name == "write") {
        all.push(("write", "reply"));
    }
    all.extend_from_slice(fields);
    browser.post(place, &all).await
}

/// Follows the redirect that this answer is.
pub(super) async fn follow(browser: &mut Browser<'_>, answer: &Answer) -> Answer {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    browser.get(answer.header("location")).await
}
