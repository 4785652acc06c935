use std::sync::Arc;

use frontdesk_domain::ports::{IssueDraft, TrackerError};
use frontdesk_domain::tickets::ExternalReference;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::description::Description;
use crate::failure::{Effect, before_sending};
use crate::screen::Screen;
use crate::summary::summary;
use crate::tracker::{JiraTracker, PROPERTY};
use crate::{adf, wiki};

#[derive(Deserialize)]
struct Created {
    id: String,
    key: String,
}

impl JiraTracker {
    /// Sends the one request that makes the issue, with label and property in it, so that there is no moment
    /// in which it exists without them.
    pub(crate) async fn create_issue(&self, draft: &IssueDraft) -> Result<ExternalReference, TrackerError> {
        let screen = self.screen_before_create().await?;
        let body = self.issue(draft, screen.as_deref());
        let sent = self.http.post(&["issue"], &body).await;
        let answer = match self.settle(sent, Effect::Creates).await {
            Ok(answer) => answer,
            Err(error) => {
                if matches!(error, TrackerError::Rejected(_)) {
                    self.forget_screen().await;
                }
                return Err(error);
            }
        };
        let created: Created = self.read(&answer)?;
        self.reference(&created.id, &created.key)
            .ok_or_else(|| TrackerError::Unknown("Jira created something without a key".into()))
    }

    /// A screen that is refused to us does not keep us from trying: the answer to the create itself says
    /// what is wrong.
    async fn screen_before_create(&self) -> Result<Option<Arc<Screen>>, TrackerError> {
        match self.screen().await {
            Ok(screen) => Ok(Some(screen)),
            Err(TrackerError::Rejected(_)) => Ok(None),
            Err(error) => Err(before_sending(error)),
        }
    }

    fn issue(&self, draft: &IssueDraft, screen: Option<&Screen>) -> Value {
        let description = Description::of(draft, &self.settings.origin);
        let kind = match screen {
            Some(screen) => json!({ "id": screen.type_id }),
            None => json!({ "name": self.settings.issue_type.trim() }),
        };
        let mut fields = json!({
            "project": { "key": self.settings.project },
            "issuetype": kind,
            "summary": summary(draft),
            "description": if self.is_cloud() {
                adf::document(&description)
            } else {
                Value::String(wiki::markup(&description))
            },
            "labels": [Self::label(&draft.mark)],
        });
        if let Some(id) = screen.and_then(|screen| screen.priority(draft.priority)) {
            fields["priority"] = json!({ "id": id });
        }
        json!({
            "fields": fields,
            "properties": [{ "key": PROPERTY, "value": self.proof(draft.ticket, &draft.mark) }],
        })
    }
}
