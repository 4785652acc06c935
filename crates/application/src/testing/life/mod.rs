//! The life of a ticket against a plain model of it: random commands by random people, two at a time, and
//! after each the ticket, its answers, its history and the counters must be what the model says.
//!
//! Any store can be put under it: it needs an application, a clock it may move, and people.

mod command;
mod model;

use frontdesk_domain::access::{Caller, SignedIn};
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::{Clock, Entropy, PortalFilter};
use frontdesk_domain::queue::StatusChoice;
use frontdesk_domain::tickets::{
    EventKind, OneOpenRule, Priority, StatusKind, Subject, Ticket, TicketEvent, TicketNumber,
};

use self::command::Command;
use self::model::Model;
use super::{SeededEntropy, TestClock};
use crate::{Application, OpenTicket, Opened};

/// Who takes part.
pub struct Cast {
    /// Whose ticket it is.
    pub owner: SignedIn,
    /// Another customer.
    pub stranger: SignedIn,
    /// Two agents and an admin.
    pub staff: [SignedIn; 3],
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Owner,
    Link,
    Stranger,
    /// The first two are agents, the third is an admin.
    Staff(usize),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Changed,
    Same,
    /// What was written opened another ticket.
    Anew,
    /// Another ticket was opened beside this one.
    Another,
    /// None was: the rule allows one.
    AlreadyOpen,
    NotFound,
    Forbidden,
    NotNow,
    Stale,
}

impl Cast {
    fn caller(&self, who: Who, number: TicketNumber) -> Caller {
        match who {
            Who::Owner => Caller::Person(self.owner.clone()),
            Who::Stranger => Caller::Person(self.stranger.clone()),
            Who::Link => Caller::Link(number),
            Who::Staff(at) => Caller::Person(self.staff[at].clone()),
        }
    }

    fn agent(&self, at: usize) -> AccountId {
        self.staff[at].account().expect("staff have accounts")
    }
}

/// Opens a ticket and lives its life: `steps` steps of one or two commands at once, drawn from `seed`. How
/// many commands that were. The same seed is the same life, and it ends where it first goes wrong.
///
/// # Panics
/// Where the program and the model differ; the message names the seed and what had been done.
pub async fn live(app: &Application, clock: &TestClock, cast: &Cast, seed: u64, steps: usize) -> usize {
    let dice = SeededEntropy::new(seed);
    let is_ruled = app.rules().one_open == OneOpenRule::Everywhere;
    if is_ruled {
        close_all(app, cast).await;
    }
    let Opened::Kept(number) = open(app, cast).await else {
        panic!("seed {seed}: the slot was free");
    };
    let mut model = Model::new(is_ruled);
    let mut done: Vec<String> = Vec::new();
    let mut commands = 0;
    let mut read_last = read(app, number).await;
    for _ in 0..steps {
        let (one, other) = (Command::draw(&dice), Command::draw(&dice));
        let now = clock.now();
        let before = read_last;
        let seen = before.as_ref().map_or(0, |(ticket, _)| ticket.version);
        if drawn(&dice).is_multiple_of(3) {
            done.push(format!("{one:?} with {other:?}"));
            commands += 2;
            let carried = tokio::join!(
                one.carry_out(app, cast, number, seen),
                other.carry_out(app, cast, number, seen)
            );
            let orders = [[(one, 0), (other, 1)], [(other, 1), (one, 0)]];
            let after_both = read(app, number).await;
            let mut found = None;
            for order in orders {
                let mut after = model.clone();
                let mut expected = [Outcome::Same; 2];
                for (command, at) in order {
                    expected[at] = after.apply(command, seen, now);
                }
                let same = expected == [carried.0, carried.1];
                if same && after.is(cast, after_both.as_ref()) {
                    found = Some(after);
                    break;
                }
            }
            model =
                found.unwrap_or_else(|| panic!("seed {seed}: no order explains {carried:?} after {done:#?}"));
            read_last = after_both;
        } else {
            done.push(format!("{one:?}"));
            commands += 1;
            let carried = one.carry_out(app, cast, number, seen).await;
            let expected = model.apply(one, seen, now);
            assert_eq!(carried, expected, "seed {seed}: after {done:#?} from {before:?}");
            let after = read(app, number).await;
            assert!(
                model.is(cast, after.as_ref()),
                "seed {seed}: {after:#?} is not {model:#?} after {done:#?}"
            );
            read_last = after;
        }
        clock.advance(std::time::Duration::from_secs(drawn(&dice) % (5 * 24 * 3600)));
    }
    commands
}

/// No two lives are being lived: what is counted is what is there.
///
/// # Panics
/// If it is not.
pub async fn counters_are_right(app: &Application) {
    let wrong = app.wrong_counters().await.expect("read");
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The lives before leave tickets of their owner behind, one of which may hold the slot.
async fn close_all(app: &Application, cast: &Cast) {
    let client = cast.owner.client.expect("a client");
    let unresolved = PortalFilter {
        status: StatusChoice::Unresolved,
        ..PortalFilter::default()
    };
    let admin = Caller::Person(cast.staff[2].clone());
    let left = app.ports.pages.of_client(client, &unresolved, None, 200).await;
    for row in left.expect("read") {
        let closed = app.move_ticket(&admin, row.number, StatusKind::Closed).await;
        closed.expect("an admin may");
    }
}

/// The next number of this sequence.
fn drawn(dice: &SeededEntropy) -> u64 {
    (dice as &dyn Entropy).number()
}

async fn open(app: &Application, cast: &Cast) -> Opened {
    let form = OpenTicket {
        client: None,
        key: app.new_submission_key(),
        subject: Subject::parse("Subject 0").expect("a title"),
        body: None,
        category: None,
        priority: Priority::Medium,
        by_program: false,
    };
    app.open_ticket(&cast.owner, &form).await.expect("an answer")
}

/// The ticket and its history. A history is versions without a gap, and statuses each of which begins where
/// the one before ended.
async fn read(app: &Application, number: TicketNumber) -> Option<(Ticket, Vec<TicketEvent>)> {
    let ticket = app.ports.deliveries.dossier(number).await.expect("read")?.ticket;
    let events = app.ports.pages.events_after(number, 0).await.expect("read");
    let (mut version, mut status) = (0, "open".to_owned());
    for event in &events {
        assert!(
            event.version == version || event.version == version + 1,
            "{events:#?}"
        );
        version = event.version;
        if let EventKind::StatusChanged { from, to } = &event.kind {
            assert_eq!(*from, status, "{events:#?}");
            status.clone_from(to);
        }
    }
    assert_eq!(
        (version, status.as_str()),
        (ticket.version, ticket.status().key())
    );
    Some((ticket, events))
}

#[cfg(test)]
mod tests;
