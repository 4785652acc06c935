//! Lets many submissions race through two processes on one database, on one engine or all three, and
//! counts the tickets. `scripts/race-test` runs it.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use frontdesk_rig::database::{Engine, StoredTicket};
use frontdesk_rig::desk::{Desk, can_run_on};
use frontdesk_rig::html::names_ticket;
use frontdesk_rig::launch::Running;
use frontdesk_rig::random::{Random, fresh_seed};
use frontdesk_rig::report::{Report, Target};
use frontdesk_rig::visitor::{Answer, Form, Visitor};
use frontdesk_rig::{Fault, Result};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

/// Lets submissions race through two processes and counts the tickets.
#[derive(Parser)]
struct Arguments {
    /// The database engine; all of them if none is named
    #[arg(long, value_enum)]
    engine: Vec<Engine>,
    /// Forms sent at once for one client
    #[arg(long, default_value_t = 1_000)]
    forms: usize,
    /// Repeats the draws of an earlier run
    #[arg(long)]
    seed: Option<u64>,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let engines = match arguments.engine.as_slice() {
        [] => &[Engine::Sqlite, Engine::Postgres, Engine::Mariadb],
        named => named,
    };
    let seed = arguments.seed.map_or_else(fresh_seed, Ok)?;
    let mut code = ExitCode::SUCCESS;
    for engine in engines.iter().copied() {
        if can_run_on(engine, "race")? && race(engine, arguments.forms, seed).await? == ExitCode::FAILURE {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

async fn race(engine: Engine, forms: usize, seed: u64) -> Result<ExitCode> {
    let mut race = Race::new(engine, seed).await?;
    let newcomer = race.one_client("unknown", forms).await?;
    race.desk.database.resolve_all().await?;
    race.known_client(newcomer, forms).await?;
    race.one_form().await?;
    race.many_forms(200).await?;
    for process in race.processes {
        process.terminate(Duration::from_secs(20)).await?;
    }
    let code = race.report.finish();
    race.desk.remove(code == ExitCode::FAILURE).await?;
    Ok(code)
}

/// Two processes on one database.
struct Race {
    desk: Desk,
    processes: Vec<Running>,
    visitor: Visitor,
    random: Random,
    report: Report,
}

impl Race {
    async fn new(engine: Engine, seed: u64) -> Result<Self> {
        let desk = Desk::new(engine, false).await?;
        let processes = vec![desk.start().await?, desk.start().await?];
        let report = Report::of(format!("race-{}", engine.name()));
        report.note("seed", seed);
        Ok(Self {
            desk,
            processes,
            visitor: Visitor::new()?,
            random: Random::seeded(seed),
            report,
        })
    }

    /// Different forms for one client at once: one ticket, and every other answer shows it.
    async fn one_client(&mut self, who: &str, forms: usize) -> Result<String> {
        let phone = format!("0912{:07}", self.random.between(1_000_000, 9_999_999));
        self.race_for(who, &phone, forms, 1).await?;
        Ok(phone)
    }

    async fn known_client(&mut self, phone: String, forms: usize) -> Result<()> {
        self.race_for("known", &phone, forms, 2).await
    }

    /// Afterwards the client has `tickets` tickets in all, the last of them from this race.
    async fn race_for(&mut self, who: &str, phone: &str, forms: usize, tickets: u64) -> Result<()> {
        let shown = self.forms_for(&vec![phone.to_owned(); forms]).await?;
        let answers = self.send_at_once(shown).await?;
        let stored = self.desk.database.tickets().await?;
        let mine: Vec<_> = stored.iter().filter(|ticket| is_of(ticket, phone)).collect();
        let newest = mine.iter().map(|ticket| ticket.number).max().unwrap_or_default();
        let accepted = answers
            .iter()
            .filter(|answer| matches!(answer, Answer::Accepted(_)))
            .count();
        let shows_it = |answer: &&Answer| matches!(answer, Answer::Page { status: 200, text } if names_ticket(text, newest));
        let shown = answers.iter().filter(shows_it).count();
        let others = answers
            .iter()
            .filter(|answer| !shows_it(answer))
            .filter_map(status)
            .collect::<BTreeSet<_>>();
        self.report.count(
            &format!("{who}-client-tickets"),
            mine.len(),
            Target::Exactly(tickets),
        );
        self.report
            .count(&format!("{who}-client-accepted"), accepted, Target::Exactly(1));
        let rest = u64::try_from(forms - 1)?;
        self.report.count(
            &format!("{who}-client-shown-the-ticket"),
            shown,
            Target::Exactly(rest),
        );
        self.report.details("another answer", others);
        Ok(())
    }

    /// One form eight times at once, and again after a restart of everything: one ticket, one answer.
    async fn one_form(&mut self) -> Result<()> {
        let phone = "09135550123".to_owned();
        let form = self.forms_for(std::slice::from_ref(&phone)).await?.remove(0);
        let mut answers = self.send_at_once(vec![form.clone(); 8]).await?;
        for process in std::mem::take(&mut self.processes) {
            process.terminate(Duration::from_secs(20)).await?;
        }
        self.processes = vec![self.desk.start().await?, self.desk.start().await?];
        answers.extend(self.send_at_once(vec![form; 8]).await?);
        self.report.count(
            "one-form-different-answers",
            different(&answers),
            Target::Exactly(1),
        );
        self.report.count(
            "one-form-not-accepted",
            answers.iter().filter_map(status).count(),
            Target::Exactly(0),
        );
        let stored = self.desk.database.tickets().await?;
        let mine = stored.iter().filter(|ticket| is_of(ticket, &phone)).count();
        self.report.count("one-form-tickets", mine, Target::Exactly(1));
        Ok(())
    }

    /// Many forms, each of its own client, each sent two to eight times in parallel.
    async fn many_forms(&mut self, forms: usize) -> Result<()> {
        let before = self.desk.database.tickets().await?.len();
        let phones: Vec<_> = (0..forms).map(|n| format!("0914{:07}", 1_000_000 + n)).collect();
        let shown = self.forms_for(&phones).await?;
        let mut sent: Vec<Form> = Vec::new();
        for form in &shown {
            let times = usize::try_from(self.random.between(2, 8))?;
            sent.extend(std::iter::repeat_n(form.clone(), times));
        }
        self.report.note(
            "forms sent",
            format!("{forms} forms, {} times in all", sent.len()),
        );
        let keys: Vec<_> = sent.iter().map(|form| form.key.clone()).collect();
        let answers = self.send_at_once(sent).await?;
        let mut unlike = 0;
        for form in &shown {
            let of_form = keys.iter().zip(&answers).filter(|(key, _)| **key == form.key);
            let of_form: Vec<_> = of_form.map(|(_, answer)| answer.clone()).collect();
            unlike += usize::from(
                different(&of_form) != 1 || of_form.iter().any(|answer| status(answer).is_some()),
            );
        }
        self.report
            .count("repeated-forms-answered-unlike", unlike, Target::Exactly(0));
        let after = self.desk.database.tickets().await?.len();
        self.report.count(
            "repeated-forms-tickets",
            after - before,
            Target::Exactly(u64::try_from(forms)?),
        );
        Ok(())
    }

    /// A form of its own for each of these phones, half from each process.
    async fn forms_for(&self, phones: &[String]) -> Result<Vec<Form>> {
        let mut tasks = JoinSet::new();
        let turn = Arc::new(tokio::sync::Semaphore::new(32));
        for (n, phone) in phones.iter().cloned().enumerate() {
            let (visitor, desk, turn) = (self.visitor.clone(), self.desk_of(n), Arc::clone(&turn));
            tasks.spawn(async move {
                let _turn = turn.acquire().await?;
                visitor.form(&desk, &phone, &format!("It broke, form {n}.")).await
            });
        }
        let mut shown = Vec::new();
        while let Some(form) = tasks.join_next().await {
            shown.push(form??);
        }
        Ok(shown)
    }

    /// Sends these at the same moment, half to each process; the answers in the same order.
    async fn send_at_once(&self, forms: Vec<Form>) -> Result<Vec<Answer>> {
        let together = Arc::new(Barrier::new(forms.len()));
        let mut tasks = Vec::new();
        for (n, form) in forms.into_iter().enumerate() {
            let (visitor, desk, together) = (self.visitor.clone(), self.desk_of(n), Arc::clone(&together));
            tasks.push(tokio::spawn(async move {
                together.wait().await;
                visitor.submit(&desk, &form).await
            }));
        }
        let mut answers = Vec::new();
        for task in tasks {
            let answer: std::result::Result<Answer, Fault> = task.await?;
            answers.push(answer?);
        }
        Ok(answers)
    }

    fn desk_of(&self, n: usize) -> String {
        self.processes[n % self.processes.len()].url.clone()
    }
}

/// The stored phone is in E.164.
fn is_of(ticket: &StoredTicket, phone: &str) -> bool {
    ticket.phone.strip_prefix("+98") == phone.strip_prefix('0')
}

/// The status of an answer that is no acceptance.
fn status(answer: &Answer) -> Option<u16> {
    match answer {
        Answer::Accepted(_) => None,
        Answer::Page { status, .. } => Some(*status),
    }
}

fn different(answers: &[Answer]) -> usize {
    let receipts = answers.iter().filter_map(|answer| match answer {
        Answer::Accepted(receipt) => Some(receipt.as_str()),
        Answer::Page { .. } => None,
    });
    receipts.collect::<BTreeSet<_>>().len()
}
