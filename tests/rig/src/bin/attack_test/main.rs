//! Attacks on the release binary from outside, on one engine or all three: tokens that are not quite right, guesses
//! at once, answers and times that could tell who is known, and a flood of wrong passwords. `scripts/attack-test`
//! runs it.

mod answers;
mod doors;
mod flood;
mod guesses;
mod house;
mod spellings;
mod timing;
mod tokens;

use std::process::ExitCode;

use clap::Parser;
use frontdesk_rig::Result;
use frontdesk_rig::database::Engine;
use frontdesk_rig::desk::can_run_on;
use frontdesk_rig::random::{Random, fresh_seed};
use frontdesk_rig::report::Report;
use house::House;

/// Attacks the desk from outside.
#[derive(Parser)]
struct Arguments {
    /// The database engine; all of them if none is named
    #[arg(long, value_enum)]
    engine: Vec<Engine>,
    /// What to try; all of it if nothing is named
    #[arg(long, value_enum)]
    only: Vec<Attack>,
    /// Pairs of answers timed at each door
    #[arg(long, default_value_t = 200)]
    pairs: usize,
    /// Repeats the draws of an earlier run
    #[arg(long)]
    seed: Option<u64>,
}

/// One kind of attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Attack {
    /// Links, codes and cookies that are not quite right
    Tokens,
    /// A code guessed two hundred ways at once
    Guesses,
    /// Who is known, told by answers or times
    Known,
    /// A flood of wrong passwords
    Flood,
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
        if can_run_on(engine, "attack")? && attack(engine, &arguments, seed).await? == ExitCode::FAILURE {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

async fn attack(engine: Engine, arguments: &Arguments, seed: u64) -> Result<ExitCode> {
    let chosen = |attack| arguments.only.is_empty() || arguments.only.contains(&attack);
    let mut report = Report::of(format!("attack-{}", engine.name()));
    report.note("seed", seed);
    let mut house = House::new(engine).await?;
    if chosen(Attack::Tokens) {
        tokens::refused(&mut house, &mut report).await?;
    }
    if chosen(Attack::Guesses) {
        guesses::five_are_compared(&mut house, &mut report).await?;
    }
    if chosen(Attack::Known) {
        let waiting = answers::the_same(&mut house, &mut report).await?;
        timing::the_same(
            &mut house,
            &mut report,
            &mut Random::seeded(seed),
            arguments.pairs,
        )
        .await?;
        waiting.asks_again(&mut report).await?;
    }
    if chosen(Attack::Flood) {
        flood::endured(&mut house, &mut report).await?;
    }
    let code = report.finish();
    house.remove(code == ExitCode::FAILURE).await?;
    Ok(code)
}
