use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::ports::{IssueDraft, Tracker, TrackerError, TrackerHealth};
use frontdesk_domain::tickets::{ExternalId, ExternalReference, TicketNumber, TrackerMark, TrackerStatus};
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::failure::{Effect, before_sending, of_answer, of_lost};
use crate::http::{Answer, Http, Lost, join};
use crate::identity;
use crate::screen::Screen;
use crate::settings::{Flavor, JiraSettings, JiraSettingsError};

/// How long what we know of the create screen is believed.
const SCREEN_AGE: Duration = Duration::from_secs(3600);

/// The issue property that says which of our tickets an issue is.
pub(crate) const PROPERTY: &str = "frontdesk.ticket";

/// Jira as a tracker.
pub struct JiraTracker {
    pub(crate) http: Http,
    pub(crate) settings: JiraSettings,
    screen: Mutex<Option<(Instant, Arc<Screen>)>>,
}

impl std::fmt::Debug for JiraTracker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JiraTracker")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl JiraTracker {
    /// A tracker with these settings. Nothing is sent yet.
    ///
    /// # Errors
    /// [`JiraSettingsError`] says which setting cannot work.
    pub fn new(settings: JiraSettings) -> Result<Self, JiraSettingsError> {
        settings.validate()?;
        Ok(Self {
            http: Http::new(&settings)?,
            settings,
            screen: Mutex::new(None),
        })
    }

    pub(crate) fn is_cloud(&self) -> bool {
        matches!(self.settings.flavor, Flavor::Cloud { .. })
    }

    /// The label by which an issue is found again.
    pub(crate) fn label(mark: &TrackerMark) -> String {
        format!("frontdesk-{mark}")
    }

    /// The value of [`PROPERTY`]: proof that an issue was made for this ticket by this installation. A label
    /// alone proves nothing, it can be typed or cloned.
    pub(crate) fn proof(&self, ticket: TicketNumber, mark: &TrackerMark) -> Value {
        let instance: String = self
            .settings
            .installation
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        json!({ "instance": instance, "ticket": ticket.0, "token": mark.to_string() })
    }

    /// The reference to an issue, if Jira's answer names one.
    pub(crate) fn reference(&self, id: &str, key: &str) -> Option<ExternalReference> {
        let named = is_id(id) && !key.is_empty() && !key.chars().any(char::is_control);
        named.then(|| ExternalReference {
            tracker: "jira".to_owned(),
            id: ExternalId(id.to_owned()),
            key: key.to_owned(),
            url: join(&self.settings.base_url, &["browse", key]).to_string(),
        })
    }

    pub(crate) async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Answer, TrackerError> {
        self.settle(self.http.get(path, query).await, Effect::Reads).await
    }

    /// A search, which Jira takes as a POST but which changes nothing.
    pub(crate) async fn search(&self, path: &[&str], body: &Value) -> Result<Answer, TrackerError> {
        self.settle(self.http.post(path, body).await, Effect::Reads).await
    }

    /// What is there, or `None` if our own account is certainly told that nothing is.
    pub(crate) async fn get_if_there(
        &self,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<Option<Answer>, TrackerError> {
        let answer = self.http.get(path, query).await.map_err(of_lost)?;
        if answer.status == reqwest::StatusCode::NOT_FOUND {
            identity::behind(&self.http, &answer).await?;
            return Ok(None);
        }
        self.settle(Ok(answer), Effect::Reads).await.map(Some)
    }

    /// A success, or what its absence means. A refusal counts as one only if it was given to our account.
    pub(crate) async fn settle(
        &self,
        answer: Result<Answer, Lost>,
        effect: Effect,
    ) -> Result<Answer, TrackerError> {
        let answer = answer.map_err(of_lost)?;
        tracing::debug!(status = answer.status.as_u16(), "Jira answered");
        if answer.status.is_success() {
            return Ok(answer);
        }
        let error = of_answer(&answer, effect);
        if matches!(error, TrackerError::Rejected(_)) {
            // Jira did nothing; only what we may conclude from that is open.
            identity::behind(&self.http, &answer)
                .await
                .map_err(before_sending)?;
        }
        Err(error)
    }

    /// What a success says. One that broke off or says something else is no clear answer.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self, answer: &Answer) -> Result<T, TrackerError> {
        let unclear = |what: &str| {
            TrackerError::Unknown(format!("Jira answered {}, but {what}", answer.status.as_u16()))
        };
        if !answer.whole {
            return Err(unclear("the answer broke off"));
        }
        serde_json::from_slice(&answer.body).map_err(|_| unclear("not what was asked for"))
    }

    /// The create screen, read at most once an hour.
    pub(crate) async fn screen(&self) -> Result<Arc<Screen>, TrackerError> {
        let mut known = self.screen.lock().await;
        if let Some((since, screen)) = known.as_ref()
            && since.elapsed() < SCREEN_AGE
        {
            return Ok(Arc::clone(screen));
        }
        let screen = Arc::new(Screen::read(self).await?);
        *known = Some((Instant::now(), Arc::clone(&screen)));
        Ok(screen)
    }

    /// Jira was changed, it seems: read the screen anew next time.
    pub(crate) async fn forget_screen(&self) {
        *self.screen.lock().await = None;
    }
}

/// Jira's ids are decimal numbers: anything else could be read as something else in a query.
pub(crate) fn is_id(id: &str) -> bool {
    (1..=19).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit())
}

#[async_trait]
impl Tracker for JiraTracker {
    fn name(&self) -> &'static str {
        "Jira"
    }

    async fn create(&self, draft: &IssueDraft) -> Result<ExternalReference, TrackerError> {
        self.create_issue(draft).await
    }

    async fn find(
        &self,
        ticket: TicketNumber,
        mark: &TrackerMark,
    ) -> Result<Vec<ExternalReference>, TrackerError> {
        self.find_issues(ticket, mark).await
    }

    async fn statuses(&self, ids: &[ExternalId]) -> Result<Vec<(ExternalId, TrackerStatus)>, TrackerError> {
        self.read_statuses(ids).await
    }

    async fn check(&self) -> Result<TrackerHealth, TrackerError> {
        self.check_settings().await
    }
}
