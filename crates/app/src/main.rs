//! The binary `frontdesk`: settings, wiring and the command line. Thin: what it does is in the crates it
//! wires together.

mod cli;
mod commands;
mod local;
mod settings;
mod telemetry;
mod wiring;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::commands::CommandError;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // One provider for every TLS connection of this process, whatever a library would choose by itself; and
    // the same one for what is signed.
    let tls = rustls::crypto::aws_lc_rs::default_provider().install_default();
    if tls.is_err() || !local::install_cryptography() {
        telemetry::complain("the cryptographic library was chosen twice");
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            telemetry::complain(&format!("no threads could be started: {error}"));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            telemetry::complain(&error.to_string());
            exit_code(&error)
        }
    }
}

/// 78 for bad settings (`EX_CONFIG` of sysexits.h), 1 for everything else; clap exits with 2 for bad usage.
fn exit_code(error: &CommandError) -> ExitCode {
    match error {
        CommandError::Settings(_) => ExitCode::from(78),
        _ => ExitCode::FAILURE,
    }
}
