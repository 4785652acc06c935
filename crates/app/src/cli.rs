//! The command line: names, flags and help. What a command does is in `commands/`.

mod people;
mod tickets;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::settings::Flags;

pub(crate) use people::{AddArgs, ListArgs, PeopleCommand, Who};
pub(crate) use tickets::{TicketListArgs, TicketsCommand};

const EXAMPLES: &str = "\
Examples:
  frontdesk                          Serve with SQLite in ./data, mail kept on this server
  frontdesk demo                     Look around: sample people and a Jira to play with
  frontdesk serve --listen 0.0.0.0:8080
  DATABASE_URL=postgres://frontdesk:…@db/frontdesk frontdesk serve
  frontdesk people list              Who has an account
  frontdesk tickets list             Every ticket, a line each
  frontdesk doctor                   Check database, mail and Jira, and say what to mend
  frontdesk backup /backup/desk.db   Copy the SQLite database while the desk is open

Settings: flags win over the environment (FRONTDESK__SECTION__KEY), which wins over frontdesk.toml.
`frontdesk config example` prints every setting with its meaning.";

/// Frontdesk: a self-hosted help desk in one executable.
#[derive(Debug, Parser)]
#[command(name = "frontdesk", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) flags: Flags,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What to do. Without one: serve.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the help desk (also without any command)
    Serve,
    /// Serve a desk with sample people and a Jira beside it; touches no existing data
    #[command(after_help = "Examples:\n  frontdesk demo\n  frontdesk demo --listen 127.0.0.1:9000")]
    Demo,
    /// Bring the database's schema up to date; SQLite is backed up first
    Migrate,
    /// Check settings, database, mail and Jira, and say what to mend
    Doctor,
    /// Look at the settings
    #[command(
        after_help = "Examples:\n  frontdesk config check\n  frontdesk config print\n  \
                            frontdesk config example > frontdesk.toml"
    )]
    Config {
        #[command(subcommand)]
        what: ConfigCommand,
    },
    /// Fill an empty database with made-up tickets, for measuring
    #[command(after_help = "Example:\n  frontdesk --data-dir /tmp/big seed --tickets 100000")]
    Seed {
        /// How many tickets
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
        tickets: u32,
    },
    /// Copy the SQLite database into a new file while the desk is open
    #[command(after_help = "Example:\n  frontdesk backup /backup/desk-2026-11-20.db\n\n\
                            For PostgreSQL use pg_dump, for MariaDB mariadb-dump --single-transaction.")]
    Backup {
        /// The new file; it must not exist
        file: PathBuf,
    },
    /// Put a backup in the place of the SQLite database; the desk must be stopped
    #[command(after_help = "Example:\n  frontdesk restore /backup/desk-2026-11-20.db\n\n\
                            The present database is kept beside it. Deliveries that were under way when the \
                            backup was made are looked into before anything is created again.")]
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Look after what must reach Jira and the mail server
    #[command(
        after_help = "Examples:\n  frontdesk deliveries list\n  frontdesk deliveries list --state pending\n  \
                            frontdesk deliveries retry 42\n  frontdesk deliveries resume tracker"
    )]
    Deliveries {
        #[command(subcommand)]
        what: DeliveriesCommand,
    },
    /// List tickets, and check the figures that pages show about them
    #[command(after_help = tickets::EXAMPLES)]
    Tickets {
        /// Print JSON, for programs
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        what: TicketsCommand,
    },
    /// Look after who has an account, and what they may do
    #[command(after_help = people::EXAMPLES)]
    People {
        /// Print JSON, for programs
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        what: PeopleCommand,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Say whether the settings make sense
    Check,
    /// Print every setting's value now; secrets are masked
    Print,
    /// Print a settings file with every setting, its meaning and its default
    Example,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeliveriesCommand {
    /// Count them and list the newest of one state
    List {
        /// Which state
        #[arg(long, value_enum, default_value_t = StateWord::Dead)]
        state: StateWord,
    },
    /// Try a dead one again
    Retry {
        /// Its number, as `list` shows it
        id: i64,
    },
    /// End a target's rest at once, after its credential was mended
    Resume {
        /// Which target
        #[arg(value_enum)]
        target: TargetWord,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum StateWord {
    Pending,
    Running,
    Verify,
    Done,
    Dead,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum TargetWord {
    Tracker,
    Mail,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn s1_17_people_are_looked_after_and_no_password_is_an_argument() {
        let read = |line: &str| Cli::try_parse_from(line.split(' '));
        for line in [
            "frontdesk people add --name Ada --email ada@example.com --role admin --json",
            "frontdesk people --json promote ada@example.com --to admin",
            "frontdesk people demote ada",
            "frontdesk people approve ada@example.com --role agent",
            "frontdesk people disable ada",
            "frontdesk people enable ada",
            "frontdesk people list --role admin --state active --search ada",
            "frontdesk people reset-password ada",
        ] {
            assert!(read(line).is_ok(), "{line}");
        }
        for line in [
            "frontdesk people add --name Ada --email ada@example.com --password violetkettleponder",
            "frontdesk people add --name Ada --email ada",
            "frontdesk people add --name Ada --email ada@example.com --role boss",
            "frontdesk people promote ada@example.com",
            "frontdesk people promote ada@example.com --to customer",
            "frontdesk people demote ada@example.com --to admin",
            "frontdesk people list --state gone",
            "frontdesk people reset-password ada violetkettleponder",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
