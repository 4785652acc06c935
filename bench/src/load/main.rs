//! Measures Frontdesk beside the bare reference server in one run. `scripts/bench` builds and runs it.

mod client;
mod compare;
mod contestant;
mod footprint;
mod measure;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use frontdesk_rig::Result;
use frontdesk_rig::launch::Launch;
use frontdesk_rig::report::{Report, Target, say};
use frontdesk_rig::settings::binary;

use compare::{Line, compare, table};
use contestant::Contestant;
use footprint::{Footprint, footprint, resident_mb};
use measure::Scenario;

/// Measures Frontdesk beside the bare reference server.
#[derive(Parser)]
struct Arguments {
    /// Fewer pairs, and only 16 at once
    #[arg(long)]
    quick: bool,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let folder = tempfile::Builder::new().prefix("frontdesk-bench.").tempdir()?;
    let frontdesk = frontdesk(folder.path());
    let mut ours = Contestant::new(frontdesk.start().await?);
    ours.meet(1).await?;
    let sizes = ours.page_sizes().await?;
    let mut theirs = Contestant::new(reference(folder.path(), sizes).start().await?);
    for contestant in [&mut ours, &mut theirs] {
        contestant.meet(if arguments.quick { 50 } else { 200 }).await?;
    }
    let lines = measured(&ours, &theirs, arguments.quick).await?;
    let busy_mb = resident_mb(&ours.running).await?;
    ours.running.terminate(Duration::from_secs(20)).await?;
    theirs.running.terminate(Duration::from_secs(20)).await?;
    let found = footprint(&frontdesk).await?;
    let page = rendered(&lines, &found, busy_mb, sizes);
    say(&page);
    tokio::fs::create_dir_all("bench/out").await?;
    tokio::fs::write("bench/out/latest.md", &page).await?;
    Ok(judged(&lines, &found))
}

async fn measured(ours: &Contestant, theirs: &Contestant, quick: bool) -> Result<Vec<Line>> {
    let (steps, pairs): (&[(usize, usize)], _) = if quick {
        (&[(16, 1_000)], 3)
    } else {
        (&[(1, 300), (16, 2_000), (64, 2_000)], 5)
    };
    let mut lines = Vec::new();
    for scenario in Scenario::ALL {
        for (at_once, count) in steps.iter().copied() {
            lines.push(compare(ours, theirs, (scenario, at_once, count), pairs).await?);
        }
    }
    Ok(lines)
}

/// Frontdesk on SQLite as it comes, with deliveries that have nowhere to go: Jira and the mail server are
/// set up but away, so each submission writes both deliveries and the worker rests. Measured is the way a
/// ticket is accepted; the reference has no worker either.
fn frontdesk(folder: &Path) -> Launch {
    let path = |name: &str| folder.join(name).display().to_string();
    let environment = [
        ("DATABASE_URL", format!("sqlite:{}", path("frontdesk.db"))),
        ("FRONTDESK__DATA_DIR", path("data")),
        ("FRONTDESK__HTTP__LISTEN", "127.0.0.1:0".to_owned()),
        (
            "FRONTDESK__FRONT_DESK__LOOKUPS_PER_ADDRESS",
            "100000000".to_owned(),
        ),
        (
            "FRONTDESK__FRONT_DESK__LOOKUPS_PER_IDENTIFIER",
            "100000000".to_owned(),
        ),
        ("FRONTDESK__JIRA__FLAVOR", "cloud".to_owned()),
        ("FRONTDESK__JIRA__URL", "http://127.0.0.1:9".to_owned()),
        ("FRONTDESK__JIRA__EMAIL", "bench@example.com".to_owned()),
        ("FRONTDESK__JIRA__TOKEN", "bench".to_owned()),
        ("FRONTDESK__JIRA__PROJECT", "SUP".to_owned()),
        ("FRONTDESK__MAIL__TRANSPORT", "smtp".to_owned()),
        (
            "FRONTDESK__MAIL__SMTP_URL",
            "smtp://bench:bench@127.0.0.1:9".to_owned(),
        ),
    ];
    Launch {
        program: binary("FRONTDESK_BIN", "frontdesk"),
        under: Vec::new(),
        arguments: vec!["serve".to_owned()],
        environment: environment.map(|(name, value)| (name.to_owned(), value)).to_vec(),
        log: folder.join("frontdesk.log"),
    }
}

fn reference(folder: &Path, (existing, receipt): (usize, usize)) -> Launch {
    let arguments = [
        "--database".to_owned(),
        folder.join("reference.db").display().to_string(),
        "--existing-bytes".to_owned(),
        existing.to_string(),
        "--receipt-bytes".to_owned(),
        receipt.to_string(),
    ];
    Launch {
        program: binary("BENCH_REFERENCE_BIN", "bench-reference"),
        under: Vec::new(),
        arguments: arguments.to_vec(),
        environment: Vec::new(),
        log: folder.join("reference.log"),
    }
}

fn rendered(lines: &[Line], found: &Footprint, busy_mb: f64, (existing, receipt): (usize, usize)) -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    format!(
        "# Frontdesk beside the bare reference server\n\n\
         SQLite, WAL, synchronous=FULL, both on one machine with {cores} cores, the load generator on the same \
         cores. Pairs alternate; the ratio is the median of the pairs'. Bytes of the pages: {existing} (look-up), \
         {receipt} (receipt), uncompressed. How: `bench/README.md`.\n\n{}\n\
         | Frontdesk | |\n|---|---|\n\
         | start to first page | {:.0} ms |\n\
         | resident, idle | {:.1} MB |\n\
         | resident, after the load | {busy_mb:.1} MB |\n\
         | binary | {:.1} MB |\n",
        table(lines),
        found.start_ms,
        found.idle_mb,
        found.binary_mb,
    )
}

/// Only what is promised can fail, and each bound has room for noise.
fn judged(lines: &[Line], found: &Footprint) -> ExitCode {
    let mut report = Report::of("bench");
    for line in lines
        .iter()
        .filter(|line| line.scenario == Scenario::Submit && line.at_once == 16)
    {
        report.measure(
            "submit-16-at-once-over-reference",
            line.ratio().0,
            Target::AtLeast(0.8),
        );
    }
    report.measure("start-to-first-page-ms", found.start_ms, Target::AtMost(150.0));
    report.measure("resident-idle-mb", found.idle_mb, Target::AtMost(50.0));
    report.measure("binary-mb", found.binary_mb, Target::AtMost(40.0));
    report.finish()
}
