//! What each command does.

mod backup;
mod config;
mod deliveries;
mod demo;
mod doctor;
mod migrate;
mod people;
mod restore;
mod seed;
mod serve;
mod tickets;

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;

use frontdesk_application::AppError;
use frontdesk_db::DatabaseError;

use crate::cli::{Cli, Command};
use crate::settings::{Settings, SettingsError, load};
use crate::telemetry;

/// Why a command did not do its work. Each message says what to do next.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    #[error("the settings are wrong: {0}\nSee `frontdesk config example`.")]
    Settings(#[from] SettingsError),
    #[error("the database: {0}")]
    Database(#[from] DatabaseError),
    #[error("{0}")]
    Application(#[from] AppError),
    #[error("{0}")]
    Failed(String),
}

/// Runs what the command line asks for.
pub(crate) async fn run(cli: Cli) -> Result<(), CommandError> {
    let command = cli.command.unwrap_or(Command::Serve);
    if let Command::Config {
        what: crate::cli::ConfigCommand::Example,
    } = command
    {
        config::example();
        return Ok(());
    }
    let settings = load(&cli.flags)?;
    telemetry::start_log(&settings.log);
    match command {
        Command::Serve => serve::serve(settings).await,
        Command::Demo => demo::demo(settings).await,
        Command::Migrate => migrate::migrate(&settings).await,
        Command::Doctor => doctor::doctor(&settings).await,
        Command::Config { what } => {
            config::show(&settings, &what);
            Ok(())
        }
        Command::Seed { tickets } => seed::seed(&settings, tickets).await,
        Command::Backup { file } => backup::backup(&settings, &file).await,
        Command::Restore { file } => restore::restore(&settings, &file).await,
        Command::Deliveries { what } => deliveries::look_after(&settings, &what).await,
        Command::Tickets { json, what } => tickets::look_at(&settings, what, json).await,
        Command::People { json, what } => people::look_after(&settings, what, json).await,
    }
}

/// The folder for data, made if it is missing, for its owner only: it holds people's data and the key.
fn make_data_dir(settings: &Settings) -> Result<(), CommandError> {
    let made = DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&settings.data_dir);
    made.map_err(|error| {
        let folder = settings.data_dir.display();
        CommandError::Failed(format!(
            "{folder} cannot be made: {error}. Set `data_dir` or --data-dir"
        ))
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_data_folder_is_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            data_dir: folder.path().join("a/b"),
            ..Settings::default()
        };
        make_data_dir(&settings).unwrap();
        let about = std::fs::metadata(&settings.data_dir).unwrap();
        assert_eq!(about.permissions().mode() & 0o777, 0o700);
    }
}
