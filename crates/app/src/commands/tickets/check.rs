use frontdesk_application::Application;
use frontdesk_domain::counters::{Counter, Scope};

use crate::commands::CommandError;
use crate::local::Presence;
use crate::settings::Settings;
use crate::telemetry::say;

/// Says which figures at the heads of pages are wrong, and sets them right if asked to.
pub(super) async fn check(
    settings: &Settings,
    app: &Application,
    repair: bool,
    as_json: bool,
) -> Result<(), CommandError> {
    let wrong = app.wrong_counters().await?;
    for &(scope, counter, is, should) in &wrong {
        say(&said(scope, counter, (is, should), as_json));
    }
    if wrong.is_empty() {
        if !as_json {
            say("All figures are right.");
        }
        return Ok(());
    }
    if !repair {
        let many = wrong.len();
        let advice = "stop the desk and run `frontdesk tickets check --repair`";
        return Err(CommandError::Failed(format!(
            "{many} figures are wrong; {advice}"
        )));
    }
    let alone = Presence::alone(&settings.data_dir);
    let alone =
        alone.map_err(|error| CommandError::Failed(format!("{}: {error}", settings.data_dir.display())))?;
    let Some(_alone) = alone else {
        return Err(CommandError::Failed(
            "the desk is running; stop it before its figures are set right".into(),
        ));
    };
    let mended = app.mend_counters().await?;
    if !as_json {
        say(&format!("Set right: {mended}."));
    }
    Ok(())
}

fn said(scope: Scope, counter: Counter, (is, should): (i64, i64), as_json: bool) -> String {
    let ((whose, key), word) = (scope.to_stored(), counter.key());
    if as_json {
        let value = serde_json::json!({
            "scope": whose, "key": key, "counter": word, "is": is, "should": should,
        });
        return value.to_string();
    }
    format!("{whose} {key}: {word} says {is}, there are {should}")
}
