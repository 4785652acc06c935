//! Everything the sandbox knows. Pure data: no I/O, no waiting; one lock around it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;

use crate::clock;
use crate::error::ApiError;
use crate::events::{Event, What};
use crate::faults::{Modes, Rules};
use crate::index::SearchIndex;
use crate::journal::Log;
use crate::model::{Issue, Project, User};
use crate::site::Site;
use crate::webhooks::Webhook;

/// The state of the sandbox.
pub(crate) struct World {
    pub(crate) site: Site,
    pub(crate) projects: Vec<Project>,
    pub(crate) issues: BTreeMap<u64, Arc<Issue>>,
    /// Every key an issue has or had: an old key still finds a moved issue.
    pub(crate) keys: HashMap<String, u64>,
    pub(crate) index: SearchIndex,
    pub(crate) modes: Modes,
    pub(crate) rules: Rules,
    pub(crate) log: Log,
    pub(crate) webhooks: Vec<Webhook>,
    next_id: u64,
    events: Vec<Event>,
}

impl World {
    /// A world with one project and no issues.
    pub(crate) fn new(site: Site, project_key: &str, project_name: &str) -> Self {
        let mut world = Self {
            site,
            projects: Vec::new(),
            issues: BTreeMap::new(),
            keys: HashMap::new(),
            index: SearchIndex::default(),
            modes: Modes::default(),
            rules: Rules::default(),
            log: Log::default(),
            webhooks: Vec::new(),
            // Far from the numbers in keys, so that nobody mistakes the one for the other.
            next_id: 10_200,
            events: Vec::new(),
        };
        world.add_project(project_key, project_name);
        world
    }

    pub(crate) fn now(&self) -> Timestamp {
        clock::now(self.modes.clock_skew_ms)
    }

    pub(crate) fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// Adds a project; the one that has the key already stays as it is.
    pub(crate) fn add_project(&mut self, key: &str, name: &str) {
        if self.project(key).is_none() {
            let id = self.new_id().to_string();
            let (key, name) = (key.to_owned(), name.to_owned());
            self.projects.push(Project {
                id,
                key,
                name,
                next_number: 1,
            });
        }
    }

    pub(crate) fn project(&self, id_or_key: &str) -> Option<&Project> {
        self.projects
            .iter()
            .find(|p| p.id == id_or_key || p.key.eq_ignore_ascii_case(id_or_key))
    }

    /// The next free key of a project, e.g. `SUP-7`.
    pub(crate) fn next_key(&mut self, project_id: &str) -> Result<String, ApiError> {
        let project = self.projects.iter_mut().find(|p| p.id == project_id);
        let project =
            project.ok_or_else(|| ApiError::field("project", "Specify a valid project ID or key"))?;
        let number = project.next_number;
        project.next_number += 1;
        Ok(format!("{}-{number}", project.key))
    }

    /// Finds an issue by id, key or former key.
    pub(crate) fn issue(&self, id_or_key: &str) -> Result<&Arc<Issue>, ApiError> {
        let id = match id_or_key.parse() {
            Ok(id) => Some(id),
            Err(_) => self.keys.get(&id_or_key.to_ascii_uppercase()).copied(),
        };
        id.and_then(|id| self.issues.get(&id))
            .ok_or_else(ApiError::no_issue)
    }

    /// Changes an issue, stamps it as updated and tells the search index.
    pub(crate) fn change<R>(
        &mut self,
        id_or_key: &str,
        change: impl FnOnce(&mut Issue) -> R,
    ) -> Result<(Arc<Issue>, R), ApiError> {
        let id = self.issue(id_or_key)?.id;
        let now = self.now();
        let issue = self.issues.get_mut(&id).ok_or_else(ApiError::no_issue)?;
        let inner = Arc::make_mut(issue);
        let result = change(inner);
        inner.updated = now;
        let issue = Arc::clone(issue);
        self.index
            .record(id, Some(Arc::clone(&issue)), self.modes.index_lag);
        Ok((issue, result))
    }

    /// Notes that something happened, for the webhooks.
    pub(crate) fn happened(&mut self, actor: User, issue: &Arc<Issue>, what: What) {
        let at = self.now();
        self.events.push(Event {
            at,
            actor,
            issue: Arc::clone(issue),
            what,
        });
    }

    pub(crate) fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }
}
