use std::fs;
use std::path::{Path, PathBuf};

use frontdesk_db::DatabaseSettings;
use frontdesk_domain::ports::Clock;

use crate::commands::{CommandError, make_data_dir};
use crate::local::{Presence, SystemClock};
use crate::settings::Settings;
use crate::telemetry::say;
use crate::wiring::open;

/// Puts a backup in the place of the SQLite database: checked first, on a copy; the present database is
/// kept beside it.
pub(super) async fn restore(settings: &Settings, backup: &Path) -> Result<(), CommandError> {
    make_data_dir(settings)?;
    let alone = Presence::alone(&settings.data_dir).map_err(|error| failed(&settings.data_dir, &error))?;
    let Some(_alone) = alone else {
        return Err(CommandError::Failed(
            "the desk is running; stop it before restoring".into(),
        ));
    };
    let present = open(settings).await?;
    let file = present
        .file()
        .map(Path::to_owned)
        .ok_or(frontdesk_db::DatabaseError::NotAFile)?;
    // Closing brings everything into the one file, so that it can be moved.
    present.close().await?;
    let fresh = beside(&file, "restoring");
    fs::copy(backup, &fresh).map_err(|error| failed(backup, &error))?;
    prepare(&fresh).await?;
    let kept = beside(
        &file,
        &format!("before-{}", SystemClock.now().as_micros() / 1_000_000),
    );
    fs::rename(&file, &kept).map_err(|error| failed(&file, &error))?;
    fs::rename(&fresh, &file).map_err(|error| failed(&fresh, &error))?;
    say(&format!(
        "Restored. The database as it was is kept at {}.",
        kept.display()
    ));
    say("Issues that may exist already are looked for before any is created again.");
    say("Mails that were under way wait for you: see `frontdesk deliveries list`.");
    Ok(())
}

/// Checks the copy, brings its schema up to date, and says in it that the past was put back.
async fn prepare(fresh: &Path) -> Result<(), CommandError> {
    let settings = DatabaseSettings::new(format!("sqlite:{}", fresh.display()));
    let database = frontdesk_db::connect(&settings).await?;
    database.verify().await?;
    database.migrate().await?;
    database.restored(SystemClock.now()).await?;
    Ok(database.close().await?)
}

fn beside(file: &Path, word: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{word}"));
    PathBuf::from(name)
}

fn failed(path: &Path, error: &std::io::Error) -> CommandError {
    CommandError::Failed(format!("{}: {error}", path.display()))
}
