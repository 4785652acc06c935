//! Closed-loop measurements: so many at once, each sending the next request when the last was answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use frontdesk_rig::{Fault, Result};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::client::Connection;
use crate::contestant::{Contestant, Form, Person, Visit, look_up};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// A known client types the phone and sees the open ticket: two requests, one durable count.
    LookUp,
    /// Someone new sends the ticket form: one request, one durable commit.
    Submit,
    /// Someone opens their receipt: one request.
    Receipt,
    /// Staff open the queue.
    Queue,
    /// Staff open a page far down in it.
    QueueFarDown,
    /// Staff open a ticket.
    Ticket,
    /// Staff search for two words.
    Search,
    /// A customer opens their tickets.
    Portal,
}

impl Scenario {
    /// What visitors do.
    pub(crate) const FRONT_DESK: [Self; 3] = [Self::LookUp, Self::Submit, Self::Receipt];
    /// What is read by people who are signed in.
    pub(crate) const SIGNED_IN: [Self; 5] = [
        Self::Queue,
        Self::QueueFarDown,
        Self::Ticket,
        Self::Search,
        Self::Portal,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::LookUp => "look-up",
            Self::Submit => "submit",
            Self::Receipt => "receipt",
            Self::Queue => "queue",
            Self::QueueFarDown => "queue, far down",
            Self::Ticket => "ticket",
            Self::Search => "search",
            Self::Portal => "portal",
        }
    }
}

/// One thing to be done by one visitor.
enum Errand {
    LookUp(Person),
    Submit(Form),
    Receipt(Person),
    Page(Visit),
}

impl Errand {
    async fn run(self, connection: &mut Connection) -> Result<()> {
        match self {
            Self::LookUp(person) => drop(look_up(connection, &person.phone).await?),
            Self::Submit(form) => drop(
                connection
                    .post("/ticket", form.body)
                    .await?
                    .redirect()?
                    .to_owned(),
            ),
            Self::Receipt(person) => {
                let _: usize = connection.get(&person.receipt).await?.page()?.len();
            }
            Self::Page(Visit { path, cookie }) => {
                let _: usize = connection.get_as(&path, &cookie).await?.page()?.len();
            }
        }
        Ok(())
    }
}

/// What came out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    pub(crate) p99: Duration,
}

/// Runs `count` errands, `at_once` at a time.
pub(crate) async fn measure(
    of: &Contestant,
    what: Scenario,
    at_once: usize,
    count: usize,
) -> Result<Figures> {
    let mut errands = errands(of, what, count).await?;
    let ready = Arc::new(Barrier::new(at_once + 1));
    let mut places = JoinSet::new();
    for place in 0..at_once {
        let share = errands.len() / (at_once - place);
        let mine = errands.split_off(errands.len() - share);
        let mut connection = Connection::open(&of.running.url).await?;
        let ready = Arc::clone(&ready);
        places.spawn(async move {
            ready.wait().await;
            let mut took = Vec::with_capacity(mine.len());
            for errand in mine {
                let began = Instant::now();
                errand.run(&mut connection).await?;
                took.push(began.elapsed());
            }
            Ok::<_, Fault>(took)
        });
    }
    ready.wait().await;
    let began = Instant::now();
    let mut took = Vec::with_capacity(count);
    while let Some(place) = places.join_next().await {
        took.extend(place??);
    }
    let seconds = began.elapsed().as_secs_f64();
    took.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let per_second = took.len() as f64 / seconds;
    let p99 = took.get(took.len() * 99 / 100).copied().unwrap_or_default();
    Ok(Figures { per_second, p99 })
}

async fn errands(of: &Contestant, what: Scenario, count: usize) -> Result<Vec<Errand>> {
    let people = of.people.iter().cycle().take(count).cloned();
    Ok(match what {
        Scenario::LookUp => people.map(Errand::LookUp).collect(),
        Scenario::Submit => of.forms(count).await?.into_iter().map(Errand::Submit).collect(),
        Scenario::Receipt => people.map(Errand::Receipt).collect(),
        signed_in => {
            let visits = of.visits(signed_in);
            if visits.is_empty() {
                return Err("nobody is signed in".into());
            }
            visits
                .iter()
                .cycle()
                .take(count)
                .cloned()
                .map(Errand::Page)
                .collect()
        }
    })
}
