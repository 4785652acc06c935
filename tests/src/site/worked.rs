//! A ticket that staff work on, with what their requests are after.

use frontdesk_application::{Answer, Answered, OpenTicket, Opened, SavedReplyForm, TaskChange};
use frontdesk_domain::access::{Caller, SignedIn};
use frontdesk_domain::replies::SavedTitle;
use frontdesk_domain::tasks::{Audience, TaskText};
use frontdesk_domain::tickets::{Body, Priority, Subject, TicketNumber};

use super::Site;

/// A ticket of a customer, answered a moment ago.
#[derive(Clone, Debug)]
pub struct Worked {
    /// Its number.
    pub number: TicketNumber,
    /// Its version, as a page shows it.
    pub version: i32,
    /// A task of it that only staff see.
    pub task: i64,
    /// The agent's answer, which can be taken back.
    pub reply: i64,
    /// Another ticket of the same customer.
    pub other: TicketNumber,
    /// A saved reply of the agent.
    pub saved: i64,
}

impl Worked {
    /// `owner` opens it, and `agent` works on it.
    pub async fn on(site: &Site, owner: &SignedIn, agent: &SignedIn) -> Self {
        let number = opened(site, owner, "The kettle is on fire").await;
        let other = opened(site, owner, "The kettle again").await;
        let staff = Caller::Person(agent.clone());
        let add = TaskChange::Add {
            text: TaskText::parse("Fetch sand").unwrap(),
            audience: Audience::Staff,
        };
        site.app.change_task(&staff, number, &add).await.unwrap();
        let reply = answered(site, &staff, number).await;
        let page = site.app.see_as_staff(agent, number).await.unwrap();
        let form = SavedReplyForm {
            title: SavedTitle::parse("Thanks").unwrap(),
            body: Body::parse("Thank you").unwrap(),
            for_everybody: false,
        };
        Self {
            number,
            version: page.ticket.version,
            task: page.tasks[0].id.0,
            reply,
            other,
            saved: site.app.save_reply(agent, None, &form).await.unwrap().0,
        }
    }
}

async fn opened(site: &Site, owner: &SignedIn, title: &str) -> TicketNumber {
    let form = OpenTicket {
        client: None,
        key: site.app.new_submission_key(),
        subject: Subject::parse(title).unwrap(),
        body: None,
        category: None,
        priority: Priority::Medium,
        by_program: false,
    };
    match site.app.open_ticket(owner, &form).await.unwrap() {
        Opened::Kept(number) => number,
        Opened::AlreadyOpen => panic!("one is open already"),
    }
}

async fn answered(site: &Site, staff: &Caller, number: TicketNumber) -> i64 {
    let answer = Answer {
        number,
        key: site.app.new_submission_key(),
        body: Body::parse("We are on our way").unwrap(),
        and: None,
        seen: 0,
        anyway: true,
    };
    match site.app.answer(staff, &answer).await.unwrap() {
        Answered::Sent { reply: Some(id), .. } => id.0,
        other => panic!("not sent: {other:?}"),
    }
}
