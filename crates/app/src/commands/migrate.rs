use crate::commands::{CommandError, make_data_dir};
use crate::settings::Settings;
use crate::telemetry::say;
use crate::wiring::open;

/// Brings the schema up to date.
pub(super) async fn migrate(settings: &Settings) -> Result<(), CommandError> {
    make_data_dir(settings)?;
    let database = open(settings).await?;
    let migrated = database.migrate().await?;
    say(&format!(
        "The schema is at version {}.",
        frontdesk_db::SCHEMA_VERSION
    ));
    if let Some(backup) = migrated.backup {
        say(&format!(
            "The database as it was before is kept at {}.",
            backup.display()
        ));
    }
    database.close().await?;
    Ok(())
}
