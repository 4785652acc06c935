//! Follows live updates from outside: how soon a change made through one process is heard of through another, and
//! what thousands of open streams cost and leave behind. `scripts/live-test` runs it.

mod many;
mod news;
mod raw;

use std::process::ExitCode;

use clap::Parser;
use frontdesk_rig::Result;
use frontdesk_rig::database::Engine;
use frontdesk_rig::desk::{Desk, can_run_on};
use frontdesk_rig::report::Report;

/// Measures how soon pages hear of changes, and what open streams cost.
#[derive(Parser)]
struct Arguments {
    /// The database engine
    #[arg(long, value_enum)]
    engine: Option<Engine>,
    /// Tickets opened through one process while another is listened to
    #[arg(long, default_value_t = 20)]
    tickets: u32,
    /// Streams open at the same time
    #[arg(long, default_value_t = 2_000)]
    streams: usize,
    /// Streams opened and cut
    #[arg(long, default_value_t = 20_000)]
    cuts: usize,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let mut code = ExitCode::SUCCESS;
    let engines = [Engine::Sqlite, Engine::Postgres, Engine::Mariadb];
    for engine in engines {
        if arguments.engine.is_some_and(|only| only != engine) || !can_run_on(engine, "live")? {
            continue;
        }
        if prove(&arguments, engine).await? == ExitCode::FAILURE {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

async fn prove(arguments: &Arguments, engine: Engine) -> Result<ExitCode> {
    let mut report = Report::of(format!("live-{}", engine.name()));
    let desk = Desk::new(engine, false).await?;
    if arguments.tickets > 0 {
        news::measure(&desk, arguments.tickets, &mut report).await?;
    }
    // What a stream costs has nothing to do with the engine.
    if engine == Engine::Sqlite && arguments.streams > 0 {
        many::measure(&desk, arguments.streams, arguments.cuts, &mut report).await?;
    }
    let code = report.finish();
    desk.remove(code == ExitCode::FAILURE).await?;
    Ok(code)
}
