//! The sandbox by itself: `jira-sandbox --listen 127.0.0.1:8089 --flavor cloud --token T`.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use jira_sandbox::{Flavor, Sandbox, SandboxOptions};

/// A stand-in for Jira that keeps everything in memory.
#[derive(Parser)]
#[command(name = "jira-sandbox", version, after_help = EXAMPLES)]
struct Arguments {
    /// Address to listen on; port 0 picks a free one
    #[arg(long, default_value = "127.0.0.1:8089", value_name = "ADDR")]
    listen: SocketAddr,
    /// The product to stand in for
    #[arg(long, value_enum, default_value_t = Product::Cloud)]
    flavor: Product,
    /// The token that signs in
    #[arg(long, default_value = "sandbox-token")]
    token: String,
    /// The e-mail address that belongs to the token (Cloud)
    #[arg(long, default_value = "frontdesk@example.com")]
    email: String,
    /// Key of the project to start with
    #[arg(long, default_value = "SUP")]
    project: String,
    /// Origin to use in links, when it is reached under another one
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

const EXAMPLES: &str = "Examples:
  jira-sandbox
  jira-sandbox --listen 127.0.0.1:0 --flavor datacenter --token secret
  curl -u frontdesk@example.com:sandbox-token http://127.0.0.1:8089/rest/api/3/myself";

/// The names of the products on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum Product {
    Cloud,
    Datacenter,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let flavor = match arguments.flavor {
        Product::Cloud => Flavor::Cloud,
        Product::Datacenter => Flavor::DataCenter,
    };
    let options = SandboxOptions {
        listen: arguments.listen,
        token: arguments.token,
        email: arguments.email,
        project_key: arguments.project,
        public_url: arguments.public_url,
        ..SandboxOptions::loopback(flavor)
    };
    let sandbox = match Sandbox::start(options).await {
        Ok(sandbox) => sandbox,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "jira-sandbox: {error}");
            return ExitCode::FAILURE;
        }
    };
    // Scripts read the address from this line, so it must be out before the first request.
    let _ = writeln!(
        std::io::stdout(),
        "Jira sandbox listening on http://{}",
        sandbox.addr()
    );
    stop_requested().await;
    sandbox.stop().await;
    ExitCode::SUCCESS
}

/// Waits for Ctrl-C or a polite kill.
async fn stop_requested() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
