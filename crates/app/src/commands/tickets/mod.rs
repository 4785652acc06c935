//! Looks at tickets, with the authority of whoever may run the program.

mod check;
mod list;

use crate::cli::TicketsCommand;
use crate::commands::{CommandError, make_data_dir};
use crate::settings::Settings;
use crate::wiring::House;

/// Looks at tickets; prints for programs if `as_json`.
pub(super) async fn look_at(
    settings: &Settings,
    what: TicketsCommand,
    as_json: bool,
) -> Result<(), CommandError> {
    make_data_dir(settings)?;
    let house = House::build(settings, &settings.local_url()).await?;
    match what {
        TicketsCommand::List(wanted) => list::list(&house.app, wanted, as_json).await,
        TicketsCommand::Check { repair } => check::check(settings, &house.app, repair, as_json).await,
    }?;
    house.database.close().await?;
    Ok(())
}
