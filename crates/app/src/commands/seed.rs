use crate::commands::{CommandError, make_data_dir};
use crate::settings::Settings;
use crate::telemetry::say;
use crate::wiring::House;

/// Fills an empty database.
pub(super) async fn seed(settings: &Settings, tickets: u32) -> Result<(), CommandError> {
    make_data_dir(settings)?;
    let house = House::build(settings, &settings.local_url()).await?;
    let told = |kept| {
        if kept % 10_000 == 0 {
            say(&format!("{kept} tickets"));
        }
    };
    if house.app.seed_many(tickets, &told).await? {
        say(&format!("Done: {tickets} tickets."));
        return Ok(());
    }
    let what =
        "this database holds tickets already, and seed never adds to them. Use another with --data-dir";
    Err(CommandError::Failed(what.into()))
}
