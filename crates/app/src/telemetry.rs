//! What the program says: log lines on standard error, results on standard output.

use std::io::{IsTerminal, Write, stderr, stdout};

use tracing_subscriber::EnvFilter;

use crate::settings::{Log, LogFormat};

/// Sets up the log. `RUST_LOG` wins over the settings.
pub(crate) fn start_log(log: &Log) {
    #[expect(
        clippy::disallowed_methods,
        reason = "RUST_LOG and NO_COLOR are read where every program reads them"
    )]
    let (rust_log, no_color) = (std::env::var("RUST_LOG").ok(), std::env::var_os("NO_COLOR"));
    let rules = rust_log.unwrap_or_else(|| log.filter.clone());
    // These libraries log connection strings, addresses or message bodies when asked for more.
    let kept_quiet = [
        "sqlx=warn",
        "sea_orm=warn",
        "lettre=warn",
        "hyper=warn",
        "reqwest=warn",
        "rustls=warn",
    ];
    let filter = kept_quiet
        .iter()
        .filter_map(|rule| rule.parse().ok())
        .fold(EnvFilter::new(rules), EnvFilter::add_directive);
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr);
    let colored = no_color.is_none() && stderr().is_terminal();
    let started = match log.format {
        LogFormat::Text => builder.with_ansi(colored).with_target(false).try_init(),
        LogFormat::Json => builder
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .try_init(),
    };
    if started.is_err() {
        complain("the log was set up twice");
    }
}

/// A line of the result. A closed pipe is the reader's wish, not an error.
pub(crate) fn say(line: &str) {
    let mut out = stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// A line about what went wrong.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(stderr().lock(), "frontdesk: {line}");
}
