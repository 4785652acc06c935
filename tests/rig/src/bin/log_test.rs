//! Looks through the logs of a whole test run for what no log may hold. `scripts/test` runs it last.

use std::process::ExitCode;

use clap::Parser;
use frontdesk_rig::kept_logs::{Kind, VARIABLE, folder};
use frontdesk_rig::leaks::search;
use frontdesk_rig::report::{Report, Target};
use frontdesk_rig::{Fault, Result};

/// Looks through the folder that `FRONTDESK_TEST_LOGS` names.
#[derive(Parser)]
struct Arguments {
    /// How many logs there must be at least: fewer, and nothing was proved
    #[arg(long, default_value_t = 1)]
    at_least: u32,
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let folder = folder().ok_or_else(|| Fault::from(format!("{VARIABLE} is not set")))?;
    let mut report = Report::of("logs");
    let found = search(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    report.count(
        "logs-looked-through",
        found.logs,
        Target::AtLeast(f64::from(arguments.at_least)),
    );
    report.count("lines-looked-through", found.lines, Target::AtLeast(100.0));
    for kind in Kind::ALL {
        let listed = found.secrets.get(kind.word()).copied().unwrap_or_default();
        report.count(&format!("listed-{kind}"), listed, Target::AtLeast(1.0));
    }
    report.count("leaks", found.leaks.len(), Target::Exactly(0));
    report.details("leak", &found.leaks);
    Ok(report.finish())
}
