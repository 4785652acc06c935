use std::path::Path;

use crate::commands::CommandError;
use crate::settings::Settings;
use crate::telemetry::say;
use crate::wiring::open;

/// Copies the SQLite database into a new file.
pub(super) async fn backup(settings: &Settings, file: &Path) -> Result<(), CommandError> {
    let database = open(settings).await?;
    database.backup(file).await?;
    database.close().await?;
    say(&format!("The database was copied to {}.", file.display()));
    Ok(())
}
