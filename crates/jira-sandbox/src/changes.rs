//! The writes: each changes the world, its change log, the search index and the webhooks together.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::adf::plain_text;
use crate::error::ApiError;
use crate::events::What;
use crate::fields::{self, AFFECTED_SERVICE, NewIssue};
use crate::model::{Change, ChangedField, Comment, Fields, Issue, PRIORITIES, User};
use crate::workflow::{self, Category, Status, Transition};
use crate::world::World;

impl World {
    /// Creates an issue in the first status of the workflow.
    pub(crate) fn create_issue(
        &mut self,
        new: NewIssue,
        properties: Vec<(String, Value)>,
    ) -> Result<Arc<Issue>, ApiError> {
        let key = self.next_key(&new.project)?;
        let (id, now) = (self.new_id(), self.now());
        let issue = Arc::new(Issue {
            id,
            key: key.clone(),
            project: new.project,
            kind: new.kind,
            status: Status::ToDo,
            fields: new.fields,
            creator: User::Integration,
            created: now,
            updated: now,
            resolved: None,
            comments: Vec::new(),
            properties: properties.into_iter().collect(),
            links: Vec::new(),
            attachments: Vec::new(),
            history: Vec::new(),
        });
        self.keys.insert(key, id);
        self.issues.insert(id, Arc::clone(&issue));
        self.index
            .record(id, Some(Arc::clone(&issue)), self.modes.index_lag);
        self.log.created(&issue.fields.labels);
        self.happened(User::Integration, &issue, What::IssueCreated);
        Ok(issue)
    }

    /// Sets fields of an issue; nothing is logged when nothing differs.
    pub(crate) fn edit_issue(
        &mut self,
        id_or_key: &str,
        sent: &Map<String, Value>,
        update: &Map<String, Value>,
    ) -> Result<(), ApiError> {
        let before = self.issue(id_or_key)?.fields.clone();
        let after = fields::edit(self, &before, sent, update)?;
        let items = differences(&before, &after);
        self.log_change(id_or_key, User::Integration, items, |issue| issue.fields = after)
    }

    /// Removes an issue; its comments follow as secondary events.
    pub(crate) fn delete_issue(&mut self, id_or_key: &str, actor: User) -> Result<(), ApiError> {
        let issue = Arc::clone(self.issue(id_or_key)?);
        self.issues.remove(&issue.id);
        self.index.record(issue.id, None, self.modes.index_lag);
        self.happened(actor, &issue, What::IssueDeleted);
        for comment in &issue.comments {
            self.happened(actor, &issue, What::CommentDeleted(comment.clone()));
        }
        Ok(())
    }

    /// Gives an issue the next key of another project; the old key keeps finding it.
    pub(crate) fn move_issue(&mut self, id_or_key: &str, project: &str) -> Result<String, ApiError> {
        let before = Arc::clone(self.issue(id_or_key)?);
        let project = self
            .project(project)
            .ok_or_else(|| ApiError::not_found("No such project."))?
            .id
            .clone();
        let key = self.next_key(&project)?;
        let items = vec![changed("Key", None, Some(&before.key), None, Some(&key))];
        let new_key = key.clone();
        self.log_change(&before.key, User::Agent, items, |issue| {
            issue.key = new_key;
            issue.project = project;
        })?;
        self.keys.insert(key.clone(), before.id);
        Ok(key)
    }

    /// Takes a transition that leaves the issue's status.
    pub(crate) fn transition(
        &mut self,
        id_or_key: &str,
        transition_id: &str,
        resolution: Option<&str>,
        actor: User,
    ) -> Result<(), ApiError> {
        let issue = Arc::clone(self.issue(id_or_key)?);
        let transition = available(&issue, transition_id)?;
        if transition.needs_resolution && resolution.is_none() {
            return Err(ApiError::field("resolution", "Resolution is required."));
        }
        let resolution = resolution_after(transition, resolution);
        let mut items = vec![status_change(issue.status, transition.to)];
        if issue.fields.resolution != resolution {
            let (from, to) = (issue.fields.resolution.as_deref(), resolution.as_deref());
            items.push(changed("resolution", None, from, None, to));
        }
        let now = self.now();
        self.log_change(id_or_key, actor, items, |issue| {
            issue.status = transition.to;
            issue.resolved = resolution.is_some().then_some(now);
            issue.fields.resolution = resolution;
        })
    }

    /// Adds a comment, which raises two events as real Jira does.
    pub(crate) fn add_comment(
        &mut self,
        id_or_key: &str,
        actor: User,
        body: Value,
        visibility: Option<Value>,
        properties: Vec<Value>,
    ) -> Result<Comment, ApiError> {
        self.issue(id_or_key)?;
        let (id, now) = (self.new_id(), self.now());
        let comment = Comment {
            id,
            author: actor,
            body,
            created: now,
            updated: now,
            visibility,
            properties,
        };
        let (issue, ()) = self.change(id_or_key, |issue| issue.comments.push(comment.clone()))?;
        self.log.comments += 1;
        self.happened(actor, &issue, What::CommentCreated(comment.clone()));
        self.happened(actor, &issue, What::IssueCommented(comment.clone()));
        Ok(comment)
    }

    /// Sets an issue property; `true` when it is new.
    pub(crate) fn set_property(
        &mut self,
        id_or_key: &str,
        key: &str,
        value: Value,
    ) -> Result<bool, ApiError> {
        let (issue, old) = self.change(id_or_key, |issue| issue.properties.insert(key.to_owned(), value))?;
        self.happened(User::Integration, &issue, What::PropertySet(key.to_owned()));
        Ok(old.is_none())
    }

    /// Applies a change with its change-log entry and its event.
    fn log_change(
        &mut self,
        id_or_key: &str,
        actor: User,
        items: Vec<ChangedField>,
        apply: impl FnOnce(&mut Issue),
    ) -> Result<(), ApiError> {
        if items.is_empty() {
            return Ok(());
        }
        let change = Change {
            id: self.new_id(),
            author: actor,
            created: self.now(),
            items,
        };
        let entry = change.clone();
        let (issue, ()) = self.change(id_or_key, |issue| {
            apply(issue);
            issue.history.push(entry);
        })?;
        self.happened(actor, &issue, What::IssueUpdated(change));
        Ok(())
    }
}

/// The transition with this id, if the issue can take it now.
fn available(issue: &Issue, transition_id: &str) -> Result<&'static Transition, ApiError> {
    let mut leaving = workflow::leaving(issue.status);
    let found = leaving.find(|transition| transition.id == transition_id && transition.available);
    found.ok_or_else(|| {
        ApiError::bad_request(format!(
            "It seems that you have tried to perform a workflow operation ({transition_id}) that is not valid \
             for the current state of this issue {}.",
            issue.key
        ))
    })
}

/// Entering Done sets a resolution, leaving it clears it.
fn resolution_after(transition: &Transition, chosen: Option<&str>) -> Option<String> {
    (transition.to.category() == Category::Done).then(|| chosen.unwrap_or("Done").to_owned())
}

fn changed(
    field: &'static str,
    from: Option<&str>,
    from_text: Option<&str>,
    to: Option<&str>,
    to_text: Option<&str>,
) -> ChangedField {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    ChangedField {
        field,
        from: owned(from),
        from_text: owned(from_text),
        to: owned(to),
        to_text: owned(to_text),
    }
}

fn status_change(from: Status, to: Status) -> ChangedField {
    changed(
        "status",
        Some(from.id()),
        Some(from.name()),
        Some(to.id()),
        Some(to.name()),
    )
}

/// What an edit changed, in the words of the change log.
fn differences(before: &Fields, after: &Fields) -> Vec<ChangedField> {
    let pairs = change_log_words(before).into_iter().zip(change_log_words(after));
    pairs
        .filter(|(from, to)| from != to)
        .map(|((field, from), (_, to))| changed(field, None, Some(&from), None, Some(&to)))
        .collect()
}

/// Every field that an edit can set, as the change log names and writes it.
fn change_log_words(fields: &Fields) -> [(&'static str, String); 9] {
    let name = |user: User| user.display_name().to_owned();
    [
        ("summary", fields.summary.clone()),
        ("description", plain_text(&fields.description)),
        ("environment", plain_text(&fields.environment)),
        ("labels", fields.labels.join(" ")),
        ("priority", PRIORITIES[fields.priority].1.to_owned()),
        ("duedate", plain_text(&fields.due_date)),
        (AFFECTED_SERVICE.1, plain_text(&fields.affected_service)),
        ("assignee", fields.assignee.map(name).unwrap_or_default()),
        ("reporter", name(fields.reporter)),
    ]
}
