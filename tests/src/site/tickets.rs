//! Tickets that people on a site are after.

use frontdesk_application::{OpenTicket, Opened, TaskChange};
use frontdesk_domain::access::{Caller, SignedIn};
use frontdesk_domain::secrets::TrackToken;
use frontdesk_domain::tasks::{Audience, TaskText};
use frontdesk_domain::tickets::{Priority, StatusKind, Subject, TicketNumber};

use super::Site;

/// The tickets of one client, in the states that requests need.
#[derive(Clone, Debug)]
pub struct Tickets {
    /// Open, and taken up by nobody.
    pub open: TicketNumber,
    /// A shared task of it.
    pub task: i64,
    /// Resolved by staff, not yet rated.
    pub resolved: TicketNumber,
    /// Opens that one.
    pub resolved_link: String,
    /// A shared task of the ticket that the track link opens.
    pub linked_task: i64,
}

impl Tickets {
    /// Opens them for `owner`. `agent` resolves one, and `link` opens a ticket that is there already.
    pub async fn opened(site: &Site, owner: &SignedIn, agent: &SignedIn, link: &TrackToken) -> Self {
        let open = opened(site, owner, "The scanner is on fire").await.0;
        let (resolved, resolved_link) = opened(site, owner, "The copier is on fire").await;
        let staff = Caller::Person(agent.clone());
        let moved = site.app.move_ticket(&staff, resolved, StatusKind::Resolved);
        moved.await.unwrap();
        let linked = site.app.by_link(link).await.unwrap();
        let Caller::Link(number) = linked else {
            panic!("a link opens a ticket")
        };
        Self {
            open,
            task: task(site, &Caller::Person(owner.clone()), open).await,
            resolved,
            resolved_link: resolved_link.to_text(),
            linked_task: task(site, &linked, number).await,
        }
    }
}

async fn opened(site: &Site, owner: &SignedIn, title: &str) -> (TicketNumber, TrackToken) {
    let key = site.app.new_submission_key();
    let form = OpenTicket {
        client: None,
        key,
        subject: Subject::parse(title).unwrap(),
        body: None,
        category: None,
        priority: Priority::Medium,
        by_program: false,
    };
    match site.app.open_ticket(owner, &form).await.unwrap() {
        Opened::Kept(number) => (number, site.app.link_of(&key)),
        Opened::AlreadyOpen => panic!("one is open already"),
    }
}

async fn task(site: &Site, who: &Caller, number: TicketNumber) -> i64 {
    let text = TaskText::parse("Fetch water").unwrap();
    let audience = Audience::Shared;
    let add = TaskChange::Add { text, audience };
    site.app.change_task(who, number, &add).await.unwrap();
    let page = site.app.see_as_client(who, number).await.unwrap();
    page.tasks[0].id.0
}
