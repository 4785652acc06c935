use frontdesk_domain::deliveries::{DeliveryId, State, Target};
use frontdesk_domain::ports::DeliveryRow;

use crate::cli::{DeliveriesCommand, StateWord, TargetWord};
use crate::commands::CommandError;
use crate::settings::Settings;
use crate::telemetry::say;
use crate::wiring::House;

/// Looks after deliveries.
pub(super) async fn look_after(settings: &Settings, what: &DeliveriesCommand) -> Result<(), CommandError> {
    let house = House::build(settings, &settings.local_url()).await?;
    match what {
        DeliveriesCommand::List { state } => list(&house, state_of(*state)).await,
        DeliveriesCommand::Retry { id } => {
            house
                .app
                .retry_delivery(DeliveryId(*id))
                .await
                .map_err(|error| match error {
                    frontdesk_application::AppError::NotFound => CommandError::Failed(format!(
                        "there is no dead delivery {id}; see `frontdesk deliveries list`"
                    )),
                    other => other.into(),
                })?;
            say("It will be tried again at once, by the desk that is running.");
            Ok(())
        }
        DeliveriesCommand::Resume { target } => {
            house.app.resume_deliveries(target_of(*target)).await?;
            say("Its rest is over.");
            Ok(())
        }
    }
}

async fn list(house: &House, state: State) -> Result<(), CommandError> {
    let overview = house.app.deliveries_overview().await?;
    for count in &overview.counts {
        say(&format!(
            "{:8} {:8} {}",
            count.target.key(),
            count.state.key(),
            count.count
        ));
    }
    for rest in &overview.resting {
        say(&format!(
            "{} rests: {}",
            rest.pause.target.key(),
            rest.pause.reason
        ));
    }
    let rows = house.app.list_deliveries(state, None).await?;
    if rows.is_empty() {
        say(&format!("No delivery is {}.", state.key()));
    }
    rows.iter().for_each(|row| say(&line(row)));
    Ok(())
}

fn line(row: &DeliveryRow) -> String {
    let delivery = &row.delivery;
    format!(
        "{:6} {:14} {:8} {:9} {:2} tries  {}  {}",
        delivery.id.0,
        delivery.job.key(),
        delivery.about.to_string(),
        delivery.state.key(),
        delivery.attempts,
        row.external_key.as_deref().unwrap_or("-"),
        delivery.last_error.as_deref().unwrap_or(""),
    )
}

fn state_of(word: StateWord) -> State {
    match word {
        StateWord::Pending => State::Pending,
        StateWord::Running => State::Running,
        StateWord::Verify => State::Verify,
        StateWord::Done => State::Done,
        StateWord::Dead => State::Dead,
    }
}

fn target_of(word: TargetWord) -> Target {
    match word {
        TargetWord::Tracker => Target::Tracker,
        TargetWord::Mail => Target::Mail,
    }
}
