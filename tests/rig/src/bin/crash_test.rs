//! Kills the program with SIGKILL at random moments under a stream of submissions, and counts what was
//! lost, doubled or left behind. `scripts/crash-test` runs it.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use clap::Parser;
use frontdesk_rig::Result;
use frontdesk_rig::audit::{report_issues, report_tickets};
use frontdesk_rig::database::Engine;
use frontdesk_rig::desk::{Desk, can_run_on};
use frontdesk_rig::load::Stream;
use frontdesk_rig::random::{Random, fresh_seed};
use frontdesk_rig::report::{Report, Target};
use tokio::sync::watch;

/// A delivery that a killed process held comes back when its lease of a minute ends.
const DRAIN: Duration = Duration::from_secs(180);

/// Kills the program at random moments under load and audits what is left.
#[derive(Parser)]
struct Arguments {
    /// The database engine
    #[arg(long, value_enum)]
    engine: Engine,
    /// How many times to kill it
    #[arg(long, default_value_t = 100)]
    cycles: usize,
    /// Repeats the moments of an earlier run
    #[arg(long)]
    seed: Option<u64>,
    /// Visitors at once
    #[arg(long, default_value_t = 8)]
    at_once: usize,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    if !can_run_on(arguments.engine, "crash")? {
        return Ok(ExitCode::SUCCESS);
    }
    let seed = arguments.seed.map_or_else(fresh_seed, Ok)?;
    let mut report = Report::of(format!("crash-{}", arguments.engine.name()));
    report.note("seed", seed);
    let desk = Desk::new(arguments.engine, true).await?;
    let stream = Arc::new(Stream::default());
    kill_again_and_again(&arguments, &desk, &stream, Random::seeded(seed)).await?;
    let last = desk.start().await?;
    desk.report_deliveries(&mut report, DRAIN).await?;
    let stored = report_tickets(&desk, &stream.ledger, &mut report).await?;
    report_issues(&desk, &stored, &mut report).await?;
    report.note("kills", arguments.cycles);
    // Kills of a desk where nothing happens prove nothing.
    let least = f64::from(u32::try_from(arguments.cycles)?) * 5.0;
    report.count("tickets-in-all", stored.len(), Target::AtLeast(least));
    report.note(
        "answers in the 500s",
        stream.server_errors.load(Ordering::Relaxed),
    );
    last.terminate(Duration::from_secs(20)).await?;
    let code = report.finish();
    desk.remove(code == ExitCode::FAILURE).await?;
    Ok(code)
}

/// The stream flows over all cycles: a visitor whose server was killed sends the same form to the next.
async fn kill_again_and_again(
    arguments: &Arguments,
    desk: &Desk,
    stream: &Arc<Stream>,
    mut random: Random,
) -> Result<()> {
    let (at, address) = watch::channel(None);
    let pause = Duration::from_millis(40);
    let mut places = stream.begin(arguments.at_once, pause, &address, random.branch())?;
    for _ in 0..arguments.cycles {
        let running = desk.start().await?;
        at.send_replace(Some(running.url.clone()));
        tokio::time::sleep(random.millis(300, 1_000)).await;
        running.kill().await?;
        at.send_replace(None);
    }
    let running = desk.start().await?;
    at.send_replace(Some(running.url.clone()));
    stream.stop();
    while let Some(place) = places.join_next().await {
        place??;
    }
    running.kill().await
}
