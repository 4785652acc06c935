use frontdesk_domain::ports::TrackerError;
use frontdesk_domain::tickets::{ExternalReference, TicketNumber, TrackerMark};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::http::Answer;
use crate::identity::{self, Account};
use crate::jql;
use crate::tracker::{JiraTracker, PROPERTY, is_id};

/// More issues with one mark than this many pages of fifty are somebody's doing, not ours.
const PAGES: usize = 4;
const PAGE: usize = 50;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    #[serde(default)]
    issues: Vec<Issue>,
    next_page_token: Option<String>,
    total: Option<usize>,
}

#[derive(Deserialize)]
struct Issue {
    id: String,
    key: String,
    #[serde(default)]
    fields: Fields,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    creator: Account,
    created: String,
}

#[derive(Deserialize)]
struct Property {
    value: Value,
}

impl JiraTracker {
    /// The issues with the mark's label that our account created and whose property says they are this
    /// ticket's, the earliest first.
    pub(crate) async fn find_issues(
        &self,
        ticket: TicketNumber,
        mark: &TrackerMark,
    ) -> Result<Vec<ExternalReference>, TrackerError> {
        let (mut issues, last) = self.labelled(mark).await?;
        let us = identity::behind(&self.http, &last).await?;
        issues.retain(|issue| is_id(&issue.id) && issue.fields.creator.is(&us));
        issues.sort_by_key(Issue::age);
        issues.dedup_by(|a, b| a.id == b.id);
        let proof = self.proof(ticket, mark);
        let mut found = Vec::new();
        for issue in issues {
            if self.property(&issue.id).await?.as_ref() == Some(&proof) {
                found.extend(self.reference(&issue.id, &issue.key));
            }
        }
        Ok(found)
    }

    /// Every issue with the label, and the last answer, whose reader is still to be proved.
    async fn labelled(&self, mark: &TrackerMark) -> Result<(Vec<Issue>, Answer), TrackerError> {
        let mut query = json!({
            "jql": jql::labelled(&self.settings.project, &Self::label(mark)),
            "fields": ["creator", "created"],
            "maxResults": PAGE,
        });
        let mut issues = Vec::new();
        for page in 1.. {
            let answer = self.search(self.search_path(), &query).await?;
            let read: Page = self.read(&answer)?;
            let empty = read.issues.is_empty();
            issues.extend(read.issues);
            let more = read.next_page_token.is_some() || read.total.is_some_and(|all| issues.len() < all);
            if empty || !more || page == PAGES {
                return Ok((issues, answer));
            }
            match read.next_page_token {
                Some(token) => query["nextPageToken"] = token.into(),
                None => query["startAt"] = issues.len().into(),
            }
        }
        Err(TrackerError::Unknown("Jira's list of issues has no end".into()))
    }

    /// Cloud pages by token, Data Center by offset, under another name.
    pub(crate) fn search_path(&self) -> &'static [&'static str] {
        if self.is_cloud() {
            &["search", "jql"]
        } else {
            &["search"]
        }
    }

    async fn property(&self, issue: &str) -> Result<Option<Value>, TrackerError> {
        let path = ["issue", issue, "properties", PROPERTY];
        let Some(answer) = self.get_if_there(&path, &[]).await? else {
            return Ok(None);
        };
        self.read::<Property>(&answer)
            .map(|property| Some(property.value))
    }
}

impl Issue {
    /// When it was created, then by id, which Jira counts up. A date that cannot be read comes last.
    fn age(&self) -> (i64, u64) {
        let created = jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%.f%z", &self.fields.created)
            .and_then(|parts| parts.to_timestamp())
            .map_or(i64::MAX, jiff::Timestamp::as_millisecond);
        (created, self.id.parse().unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(id: &str, created: &str) -> Issue {
        serde_json::from_value(json!({ "id": id, "key": "SUP-1", "fields": { "created": created } })).unwrap()
    }

    #[test]
    fn the_earliest_is_known_by_date_then_by_id() {
        let early = issue("9", "2025-11-20T20:30:00.123+0000");
        assert!(early.age() < issue("8", "2025-11-20T21:30:00.124+0000").age());
        assert!(issue("8", "2025-11-20T22:30:00.123+0200").age() < early.age());
        assert!(early.age() < issue("1", "yesterday").age());
    }
}
