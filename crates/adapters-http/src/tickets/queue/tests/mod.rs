use axum::http::StatusCode;
use frontdesk_domain::{
    access::Caller,
    accounts::{AccountId, Role},
    presence::Doing,
    tickets::{Priority, StaffChange, StatusKind, TicketNumber},
};

use crate::testing::{Answer, Browser, TestSite};

mod addresses;
mod finding;
mod many;

const MINA: &str = "mina@example.com";
const THEO: &str = "theo@example.com";

/// A desk with two agents and so many tickets, a minute apart; the titles count from 0.
struct Cast {
    site: TestSite,
    mina: AccountId,
    theo: AccountId,
    numbers: Vec<TicketNumber>,
}

impl Cast {
    async fn new(tickets: usize) -> Self {
        let site = TestSite::new();
        let mina = site.desk.person(MINA, Role::Agent).await;
        let theo = site.desk.person(THEO, Role::Agent).await;
        let mut numbers = Vec::new();
        for n in 0..tickets {
            site.desk.clock.advance(std::time::Duration::from_secs(60));
            let text = format!("Printer {n} is broken\nIt is the grey one beside the window");
            numbers.push(site.desk.submit(&format!("0912 345 67{n:02}"), &text).await);
        }
        Self {
            site,
            mina,
            theo,
            numbers,
        }
    }

    async fn browser(&self) -> Browser<'_> {
        self.site.browser_of(MINA).await
    }

    async fn set(&self, n: usize, change: StaffChange) {
        let mina = Caller::Person(self.site.desk.signed_in(MINA).await);
        self.site
            .desk
            .app
            .set_ticket(&mina, self.numbers[n], change)
            .await
            .unwrap();
    }

    async fn status(&self, n: usize) -> (StatusKind, Option<AccountId>) {
        let mina = self.site.desk.signed_in(MINA).await;
        let page = self
            .site
            .desk
            .app
            .see_as_staff(&mina, self.numbers[n])
            .await
            .unwrap();
        (page.ticket.status().kind(), page.ticket.assignee())
    }

    fn number(&self, n: usize) -> String {
        self.numbers[n].0.to_string()
    }

    /// The name of a row's box.
    fn pick(&self, n: usize) -> String {
        format!("t{}", self.numbers[n].0)
    }
}

/// The tickets of a list, in its order.
fn rows(page: &Answer) -> Vec<i64> {
    let rows = page.text().split("data-row=\"").skip(1);
    rows.map(|rest| rest.split_once('"').unwrap().0.parse().unwrap())
        .collect()
}
