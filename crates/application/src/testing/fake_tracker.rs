use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use frontdesk_domain::ports::{IssueDraft, Tracker, TrackerError, TrackerHealth};
use frontdesk_domain::tickets::{
    ExternalId, ExternalReference, TicketNumber, TrackedStatus, TrackerMark, TrackerStatus,
};

/// A tracker in memory that fails as told.
#[derive(Default)]
pub struct FakeTracker {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    issues: Vec<Issue>,
    faults: VecDeque<Fault>,
    refuses_everyone: bool,
    /// How many of the newest issues a search does not see.
    unseen: usize,
}

struct Issue {
    reference: ExternalReference,
    mark: TrackerMark,
    status: TrackerStatus,
}

enum Fault {
    Before(TrackerError),
    After(TrackerError),
    Panic,
}

impl FakeTracker {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next call fails, and does nothing.
    pub fn fail_next(&self, error: TrackerError) {
        self.state().faults.push_back(Fault::Before(error));
    }

    /// The next creation is done, and fails all the same.
    pub fn create_then_fail(&self, error: TrackerError) {
        self.state().faults.push_back(Fault::After(error));
    }

    /// The next call panics.
    pub fn panic_next(&self) {
        self.state().faults.push_back(Fault::Panic);
    }

    /// Whether every call is refused as not allowed.
    pub fn refuse_everyone(&self, refuses: bool) {
        self.state().refuses_everyone = refuses;
    }

    /// Whether searching finds nothing yet.
    pub fn lag(&self, lags: bool) {
        self.lag_by(if lags { usize::MAX } else { 0 });
    }

    /// How many of the newest issues searching does not find yet.
    pub fn lag_by(&self, issues: usize) {
        self.state().unseen = issues;
    }

    /// How many issues there are.
    pub fn issues(&self) -> usize {
        self.state().issues.len()
    }

    /// How many of them carry this mark.
    pub fn issues_with(&self, mark: &TrackerMark) -> usize {
        self.state()
            .issues
            .iter()
            .filter(|issue| issue.mark == *mark)
            .count()
    }

    /// Moves an issue.
    pub fn move_issue(&self, key: &str, name: &str, means: Option<TrackedStatus>) {
        for issue in self
            .state()
            .issues
            .iter_mut()
            .filter(|issue| issue.reference.key == key)
        {
            issue.status = TrackerStatus {
                name: name.to_owned(),
                means,
            };
        }
    }
}

impl State {
    /// What stands in the way of the next call: before it, or (as a value) after it.
    fn obstacle(&mut self) -> Result<Option<TrackerError>, TrackerError> {
        if self.refuses_everyone {
            return Err(TrackerError::Unauthorized("the token was revoked".into()));
        }
        match self.faults.pop_front() {
            Some(Fault::Before(error)) => Err(error),
            Some(Fault::After(error)) => Ok(Some(error)),
            Some(Fault::Panic) => panic!("as told"),
            None => Ok(None),
        }
    }
}

#[async_trait]
impl Tracker for FakeTracker {
    fn name(&self) -> &'static str {
        "Jira"
    }

    async fn create(&self, draft: &IssueDraft) -> Result<ExternalReference, TrackerError> {
        let mut state = self.state();
        let afterwards = state.obstacle()?;
        let number = state.issues.len() + 1;
        let reference = ExternalReference {
            tracker: "jira".into(),
            id: ExternalId((10_000 + number).to_string()),
            key: format!("SUP-{number}"),
            url: format!("https://jira.example/browse/SUP-{number}"),
        };
        let status = TrackerStatus {
            name: "To Do".into(),
            means: Some(TrackedStatus::Open),
        };
        state.issues.push(Issue {
            reference: reference.clone(),
            mark: draft.mark,
            status,
        });
        afterwards.map_or(Ok(reference), Err)
    }

    async fn find(
        &self,
        _ticket: TicketNumber,
        mark: &TrackerMark,
    ) -> Result<Vec<ExternalReference>, TrackerError> {
        let mut state = self.state();
        state.obstacle()?;
        let seen = state.issues.len().saturating_sub(state.unseen);
        let shown = state.issues[..seen].iter().filter(|issue| issue.mark == *mark);
        Ok(shown.map(|issue| issue.reference.clone()).collect())
    }

    async fn statuses(&self, ids: &[ExternalId]) -> Result<Vec<(ExternalId, TrackerStatus)>, TrackerError> {
        let mut state = self.state();
        state.obstacle()?;
        let asked = state
            .issues
            .iter()
            .filter(|issue| ids.contains(&issue.reference.id));
        Ok(asked
            .map(|issue| (issue.reference.id.clone(), issue.status.clone()))
            .collect())
    }

    async fn check(&self) -> Result<TrackerHealth, TrackerError> {
        self.state().obstacle()?;
        Ok(TrackerHealth {
            summary: "a tracker in memory".into(),
        })
    }
}
