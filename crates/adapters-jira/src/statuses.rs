use frontdesk_domain::ports::TrackerError;
use frontdesk_domain::tickets::{ExternalId, TrackedStatus, TrackerStatus};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::identity;
use crate::jql;
use crate::tracker::{JiraTracker, is_id};

/// As many as Jira reconciles in one search.
const BATCH: usize = 50;

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    issues: Vec<Issue>,
}

#[derive(Deserialize)]
struct Issue {
    id: String,
    fields: Fields,
}

#[derive(Deserialize)]
struct Fields {
    status: Status,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    id: String,
    name: String,
    status_category: Category,
}

#[derive(Deserialize)]
struct Category {
    key: String,
}

type Statuses = Vec<(ExternalId, TrackerStatus)>;

impl JiraTracker {
    /// Where these issues stand; those Jira does not show us are left out.
    pub(crate) async fn read_statuses(&self, ids: &[ExternalId]) -> Result<Statuses, TrackerError> {
        let ids: Vec<&str> = ids
            .iter()
            .map(|id| id.0.as_str())
            .filter(|id| is_id(id))
            .collect();
        let mut all = Vec::new();
        for batch in ids.chunks(BATCH) {
            match self.batch(batch).await {
                Ok(found) => all.extend(found),
                // A query that names one deleted issue may be refused as a whole.
                Err(TrackerError::Rejected(_)) => all.extend(self.one_by_one(batch).await?),
                Err(error) => return Err(error),
            }
        }
        Ok(all)
    }

    async fn batch(&self, ids: &[&str]) -> Result<Statuses, TrackerError> {
        let mut query = json!({
            "jql": jql::with_ids(ids),
            "fields": ["status"],
            "maxResults": BATCH,
        });
        if self.is_cloud() {
            // Cloud's search lags behind; this makes it look at these issues themselves.
            let numbers: Vec<Value> = ids
                .iter()
                .filter_map(|id| id.parse::<i64>().ok())
                .map(Value::from)
                .collect();
            query["reconcileIssues"] = Value::Array(numbers);
        }
        let answer = self.search(self.search_path(), &query).await?;
        let page: Page = self.read(&answer)?;
        if page.issues.len() < ids.len() {
            identity::behind(&self.http, &answer).await?;
        }
        Ok(page.issues.into_iter().map(|issue| self.told(issue)).collect())
    }

    async fn one_by_one(&self, ids: &[&str]) -> Result<Statuses, TrackerError> {
        let mut found = Vec::new();
        for id in ids {
            if let Some(answer) = self.get_if_there(&["issue", id], &[("fields", "status")]).await? {
                found.push(self.told(self.read(&answer)?));
            }
        }
        Ok(found)
    }

    fn told(&self, issue: Issue) -> (ExternalId, TrackerStatus) {
        let status = issue.fields.status;
        let by_category = || match status.status_category.key.as_str() {
            "new" => Some(TrackedStatus::Open),
            "indeterminate" => Some(TrackedStatus::InProgress),
            "done" => Some(TrackedStatus::Resolved),
            _ => None,
        };
        let chosen = self.settings.status_overrides.get(&status.id).copied();
        let means = chosen.or_else(by_category);
        (
            ExternalId(issue.id),
            TrackerStatus {
                name: status.name,
                means,
            },
        )
    }
}
