use jira_sandbox::{Sandbox, SandboxOptions};

use crate::commands::CommandError;
use crate::commands::serve::{serve_until, stop_on_signal};
use crate::settings::Settings;
use crate::telemetry::say;

const TRY: &str = "
Try these at the front desk:
  0912 345 6789    nobody knows it: you register by sending a ticket
  0912 111 0001    has an open ticket
  0912 111 0002    is known, with no open ticket
  0912 111 0004    is shared by three people: the customer ID decides
Mail is kept on this server and read at /dev/mail. Everything is gone when you press Ctrl-C.
";

/// Serves a desk in a folder of its own that is gone afterwards, with a Jira to play with beside it.
pub(super) async fn demo(settings: Settings) -> Result<(), CommandError> {
    let stop = stop_on_signal()?;
    let folder = tempfile::tempdir()
        .map_err(|error| CommandError::Failed(format!("no temporary folder could be made: {error}")))?;
    let options = SandboxOptions::loopback(jira_sandbox::Flavor::Cloud);
    let (email, token) = (options.email.clone(), options.token.clone());
    let sandbox = Sandbox::start(options)
        .await
        .map_err(|error| CommandError::Failed(error.to_string()))?;
    let mut demo = Settings {
        data_dir: folder.path().to_owned(),
        ..Settings::default()
    };
    demo.http = settings.http;
    demo.log = settings.log;
    demo.organization.name = "Alder & Finch support".into();
    demo.organization.phone = "020 7946 0142".into();
    demo.organization.email = "help@alderfinch.example".into();
    demo.organization.hours = "Weekdays 8:00 to 18:00".into();
    demo.organization.answers = "within 3 hours".into();
    demo.jira.url = sandbox.base_url();
    demo.jira.email = email;
    demo.jira.token = token.into();
    demo.jira.project = "SUP".into();
    demo.jira.follow_seconds = 2;
    let jira = sandbox.base_url();
    let served = serve_until(demo, stop, |house| {
        say(&format!("Its Jira is at {jira}"));
        say(TRY);
        let app = std::sync::Arc::clone(&house.app);
        tokio::spawn(async move {
            if let Err(error) = app.seed_samples().await {
                tracing::error!(%error, "the sample people could not be added");
            }
        });
    });
    let served = served.await;
    sandbox.stop().await;
    served
}
