//! Asks the program to end (SIGTERM) under load and with live updates open, again and again.
//! `scripts/shutdown-test` runs it.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser;
use frontdesk_rig::Result;
use frontdesk_rig::audit::{report_issues, report_tickets};
use frontdesk_rig::database::Engine;
use frontdesk_rig::desk::{Desk, can_run_on};
use frontdesk_rig::load::{Address, Stream};
use frontdesk_rig::random::{Random, fresh_seed};
use frontdesk_rig::report::{Report, Target};
use frontdesk_rig::visitor::Visitor;
use tokio::sync::watch;

const LONGEST: Duration = Duration::from_secs(20);

/// Asks the program to end under load, and audits what is left.
#[derive(Parser)]
struct Arguments {
    /// The database engine
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    engine: Engine,
    /// How many times
    #[arg(long, default_value_t = 10)]
    cycles: usize,
    /// Streams of live updates open each time
    #[arg(long, default_value_t = 50)]
    streams: usize,
}

/// What the ends of all cycles add up to.
#[derive(Default)]
struct Ends {
    longest: Duration,
    killed: usize,
    unclean: usize,
    leases: usize,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    if !can_run_on(arguments.engine, "shutdown")? {
        return Ok(ExitCode::SUCCESS);
    }
    let mut report = Report::of(format!("shutdown-{}", arguments.engine.name()));
    let desk = Desk::new(arguments.engine, true).await?;
    let stream = Arc::new(Stream::default());
    let ends = end_again_and_again(&arguments, &desk, &stream).await?;
    report.measure(
        "longest-seconds-to-end",
        ends.longest.as_secs_f64(),
        Target::AtMost(LONGEST.as_secs_f64()),
    );
    report.count("had-to-be-killed", ends.killed, Target::Exactly(0));
    report.count("ended-with-an-error", ends.unclean, Target::Exactly(0));
    report.count("leases-left", ends.leases, Target::Exactly(0));
    let last = desk.start().await?;
    desk.report_deliveries(&mut report, Duration::from_secs(60))
        .await?;
    let stored = report_tickets(&desk, &stream.ledger, &mut report).await?;
    report_issues(&desk, &stored, &mut report).await?;
    last.terminate(LONGEST).await?;
    let code = report.finish();
    desk.remove(code == ExitCode::FAILURE).await?;
    Ok(code)
}

async fn end_again_and_again(arguments: &Arguments, desk: &Desk, stream: &Arc<Stream>) -> Result<Ends> {
    let (at, mut address) = watch::channel(None);
    let mut random = Random::seeded(fresh_seed()?);
    let mut places = stream.begin(8, Duration::from_millis(20), &address, random.branch())?;
    let mut ends = Ends::default();
    for _ in 0..arguments.cycles {
        let running = desk.start().await?;
        at.send_replace(Some(running.url.clone()));
        let open = listeners(arguments.streams, stream, &mut address).await?;
        let began = Instant::now();
        match running.terminate(LONGEST).await? {
            None => ends.killed += 1,
            Some(status) => ends.unclean += usize::from(!status.success()),
        }
        ends.longest = ends.longest.max(began.elapsed());
        at.send_replace(None);
        ends.leases += usize::try_from(desk.database.deliveries().await?.running)?;
        drop(open);
    }
    let running = desk.start().await?;
    at.send_replace(Some(running.url.clone()));
    stream.stop();
    while let Some(place) = places.join_next().await {
        place??;
    }
    running.terminate(LONGEST).await?;
    Ok(ends)
}

/// Opens live updates of one ticket and keeps them open.
async fn listeners(count: usize, stream: &Stream, address: &mut Address) -> Result<Vec<reqwest::Response>> {
    let visitor = Visitor::new()?;
    let ticket = stream.one(&visitor, address).await?;
    let desk = address.borrow().clone().ok_or("the desk is closed")?;
    let mut open = Vec::new();
    for _ in 0..count {
        open.push(visitor.listen(&desk, &ticket.receipt).await?);
    }
    Ok(open)
}
