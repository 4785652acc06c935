//! Starting, steering and stopping a sandbox from Rust.

use std::collections::BTreeSet;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;
use crate::auth::Credentials;
use crate::error::ApiError;
use crate::faults::{Fault, Modes, TokenState, WebhookModes};
use crate::index::IndexLag;
use crate::journal::Log;
use crate::model::User;
use crate::options::SandboxOptions;
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::webhooks::{Courier, deliver_all};
use crate::world::World;
use crate::{control, pages, routes, server};

/// Open connections get this long to finish when the sandbox stops.
const GRACE: Duration = Duration::from_secs(2);

/// Why a sandbox did not start or a command to it failed.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The address is taken or not ours.
    #[error("{0}; choose another address")]
    Listen(#[from] io::Error),
    /// The webhook client could not be made.
    #[error("the webhook client could not be set up: {0}")]
    Webhooks(#[from] reqwest::Error),
    /// A command named something that does not exist, or a transition that does not fit.
    #[error("{0}")]
    Refused(String),
}

/// A running sandbox. Dropping it stops it at once; [`Sandbox::stop`] lets requests finish.
pub struct Sandbox {
    app: App,
    address: SocketAddr,
    stop: CancellationToken,
    tasks: TaskTracker,
    courier: JoinHandle<()>,
}

impl Sandbox {
    /// Starts on the current tokio runtime; requests are answered when this returns.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn start(options: SandboxOptions) -> Result<Self, SandboxError> {
        let listener = server::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let origin = options
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://{address}"));
        let site = Site {
            flavor: options.flavor,
            origin: origin.trim_end_matches('/').to_owned(),
        };
        let world = World::new(site.clone(), &options.project_key, &options.project_name);
        let (sender, events) = unbounded_channel();
        let app = App::new(site, Credentials::new(&options), world, sender);
        let courier = tokio::spawn(deliver_all(
            app.clone(),
            Courier::new(options.webhook_retry)?,
            events,
        ));
        let router: Router = routes::router(&app)
            .merge(control::routes())
            .merge(pages::routes())
            .with_state(app.clone());
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        tasks.spawn(server::serve(listener, router, stop.clone(), tasks.clone()));
        Ok(Self {
            app,
            address,
            stop,
            tasks,
            courier,
        })
    }

    /// The address it listens on.
    #[must_use]
    pub const fn addr(&self) -> SocketAddr {
        self.address
    }

    /// What a client configures as Jira's address: the origin, without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.app.site().origin.clone()
    }

    /// The account id (Cloud) or user name (Data Center) the token belongs to.
    #[must_use]
    pub fn account_id(&self) -> &'static str {
        if self.app.site().is_cloud() {
            User::Integration.account_id()
        } else {
            User::Integration.login()
        }
    }

    /// Arms a fault after those already armed.
    pub fn inject(&self, fault: Fault) {
        self.app.with(|world| world.rules.arm(fault));
    }

    /// Disarms all faults and returns to normal modes.
    pub fn clear_faults(&self) {
        self.app.with(|world| {
            world.rules.clear();
            world.modes = Modes::default();
        });
    }

    /// Changes lasting states.
    pub fn set_modes(&self, change: impl FnOnce(&mut Modes)) {
        self.app.with(|world| change(&mut world.modes));
    }

    /// Makes the token good, revoked, or worth nothing without saying so.
    pub fn set_token(&self, token: TokenState) {
        self.set_modes(|modes| modes.token = token);
    }

    /// Sets how long searches do not see the writes from now on.
    pub fn set_index_lag(&self, lag: IndexLag) {
        self.set_modes(|modes| modes.index_lag = lag);
    }

    /// Makes fields required that were optional, e.g. `customfield_10010`.
    pub fn require_fields(&self, fields: impl IntoIterator<Item = String>) {
        self.set_modes(|modes| modes.required_fields = fields.into_iter().collect::<BTreeSet<_>>());
    }

    /// Sets how webhooks go wrong.
    pub fn set_webhooks(&self, webhooks: WebhookModes) {
        self.set_modes(|modes| modes.webhooks = webhooks);
    }

    /// Makes every write visible to searches now.
    pub fn catch_up_index(&self) {
        self.app.with(|world| world.index.catch_up());
    }

    /// Everything it holds.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.app.with(|world| Snapshot::of(world))
    }

    /// What was asked and done since the start.
    #[must_use]
    pub fn log(&self) -> Log {
        self.app.with(|world| world.log.clone())
    }

    /// Adds a project, unless the key is taken.
    pub fn add_project(&self, key: &str, name: &str) {
        self.app.with(|world| world.add_project(key, name));
    }

    /// Takes a transition as a person in Jira would, e.g. `31` (Done), filling in a resolution.
    ///
    /// # Errors
    /// When the issue does not exist or the transition does not leave its status.
    pub fn transition(&self, key: &str, transition_id: &str) -> Result<(), SandboxError> {
        self.app
            .with(|world| world.transition(key, transition_id, Some("Done"), User::Agent))
            .map_err(refused)
    }

    /// Deletes an issue as a person in Jira would.
    ///
    /// # Errors
    /// When it does not exist.
    pub fn delete_issue(&self, key: &str) -> Result<(), SandboxError> {
        self.app
            .with(|world| world.delete_issue(key, User::Agent))
            .map_err(refused)
    }

    /// Moves an issue to another project and returns its new key.
    ///
    /// # Errors
    /// When the issue or the project does not exist.
    pub fn move_issue(&self, key: &str, project: &str) -> Result<String, SandboxError> {
        self.app
            .with(|world| world.move_issue(key, project))
            .map_err(refused)
    }

    /// Stops accepting, lets open requests finish for two seconds, then ends.
    pub async fn stop(self) {
        self.stop.cancel();
        self.tasks.close();
        // Whoever still holds an answer back after the grace is cut off with the runtime's tasks.
        let _ = tokio::time::timeout(GRACE, self.tasks.wait()).await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.cancel();
        self.courier.abort();
    }
}

fn refused(error: ApiError) -> SandboxError {
    SandboxError::Refused(error.to_string())
}
