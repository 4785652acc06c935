//! The Jira adapter against the stand-in for Jira, both flavours: the contract of trackers, and what is
//! Jira's alone. The in-memory tracker of the use-case tests keeps the same contract.

#![expect(clippy::unwrap_used, reason = "what a test sets up must be there")]

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use frontdesk_application::testing::FakeTracker;
use frontdesk_domain::ports::{Tracker, TrackerError};
use frontdesk_domain::tickets::{Body, ExternalReference, Subject, TrackedStatus, TrackerMark};
use frontdesk_jira::{Flavor, JiraSettings, JiraTracker, Timeouts};
use frontdesk_tests::tracker_contract;
use frontdesk_tests::tracker_contract::{TrackerRig, Trouble, draft};
use jira_sandbox::{Fault, FaultKind, IndexLag, Operation, RetryAfter, Sandbox, SandboxOptions, TokenState};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use url::Url;

struct JiraRig {
    sandbox: Sandbox,
    tracker: JiraTracker,
}

fn settings(flavor: jira_sandbox::Flavor, base_url: &str) -> JiraSettings {
    let options = SandboxOptions::loopback(flavor);
    let flavor = match flavor {
        jira_sandbox::Flavor::Cloud => Flavor::Cloud {
            email: options.email,
            api_token: options.token.into(),
        },
        jira_sandbox::Flavor::DataCenter => Flavor::DataCenter {
            token: options.token.into(),
        },
    };
    JiraSettings {
        flavor,
        base_url: Url::parse(base_url).unwrap(),
        project: options.project_key,
        issue_type: "Task".to_owned(),
        installation: [0xab; 16],
        status_overrides: BTreeMap::new(),
        origin: Url::parse("https://help.example.com").unwrap(),
        timeouts: Timeouts {
            connect: Duration::from_secs(2),
            total: Duration::from_secs(2),
        },
    }
}

async fn rig(flavor: jira_sandbox::Flavor) -> JiraRig {
    let sandbox = Sandbox::start(SandboxOptions::loopback(flavor)).await.unwrap();
    let tracker = JiraTracker::new(settings(flavor, &sandbox.base_url())).unwrap();
    JiraRig { sandbox, tracker }
}

fn fault(trouble: Trouble) -> Option<FaultKind> {
    Some(match trouble {
        Trouble::CommitThenTimeout => FaultKind::CommitThenTimeout { hold_ms: 60_000 },
        Trouble::CommitThenReset => FaultKind::CommitThenReset,
        Trouble::CommitThenFault => FaultKind::CommitThenServerError { status: 500 },
        Trouble::CommitThenHalfAnAnswer => FaultKind::TruncatedJson,
        Trouble::FaultBeforeCreate => FaultKind::ServerError {
            status: 503,
            retry_after: RetryAfter::Seconds(1),
        },
        Trouble::Throttled => FaultKind::RateLimited {
            retry_after: RetryAfter::HttpDate(7),
            reason: Some("jira-burst-based".to_owned()),
        },
        Trouble::Refused => FaultKind::FieldErrors {
            errors: BTreeMap::from([("components".to_owned(), "Component/s is required.".to_owned())]),
        },
        Trouble::IndexLag | Trouble::Revoked | Trouble::Masked => return None,
    })
}

#[async_trait]
impl TrackerRig for JiraRig {
    fn tracker(&self) -> &dyn Tracker {
        &self.tracker
    }

    fn bring(&self, trouble: Trouble) {
        match trouble {
            Trouble::IndexLag => self.sandbox.set_index_lag(IndexLag::fixed(3_600_000)),
            Trouble::Revoked => self.sandbox.set_token(TokenState::Revoked),
            Trouble::Masked => self.sandbox.set_token(TokenState::Masked),
            _ => {
                let kind = fault(trouble).expect("every other trouble is a fault of one request");
                self.sandbox.inject(Fault::once(Operation::CreateIssue, kind));
            }
        }
    }

    fn end_trouble(&self) {
        self.sandbox.clear_faults();
        self.sandbox.catch_up_index();
    }

    fn created(&self, mark: &TrackerMark) -> usize {
        let created = self.sandbox.log().creates_per_label;
        created
            .get(&format!("frontdesk-{mark}"))
            .map_or(0, |count| usize::try_from(*count).unwrap())
    }

    fn move_to(&self, issue: &ExternalReference, status: TrackedStatus) {
        let transition = match status {
            TrackedStatus::InProgress => "11",
            TrackedStatus::Resolved => "31",
            other => panic!("no transition to {other:?}"),
        };
        self.sandbox.transition(&issue.key, transition).unwrap();
    }
}

tracker_contract!(cloud, super::rig(jira_sandbox::Flavor::Cloud));
tracker_contract!(data_center, super::rig(jira_sandbox::Flavor::DataCenter));
tracker_contract!(in_memory, async { super::FakeRig::default() });

#[derive(Default)]
struct FakeRig(FakeTracker);

#[async_trait]
impl TrackerRig for FakeRig {
    fn tracker(&self) -> &dyn Tracker {
        &self.0
    }

    fn bring(&self, trouble: Trouble) {
        let unknown = || TrackerError::Unknown("as told".to_owned());
        match trouble {
            Trouble::FaultBeforeCreate => self.0.fail_next(unknown()),
            Trouble::Throttled => self.0.fail_next(TrackerError::Throttled {
                retry_after: Some(Duration::from_secs(7)),
                reason: String::new(),
            }),
            Trouble::Refused => self.0.fail_next(TrackerError::Rejected("components".to_owned())),
            Trouble::IndexLag => self.0.lag(true),
            Trouble::Revoked | Trouble::Masked => self.0.refuse_everyone(true),
            _ => self.0.create_then_fail(unknown()),
        }
    }

    fn end_trouble(&self) {
        self.0.lag(false);
        self.0.refuse_everyone(false);
    }

    fn created(&self, mark: &TrackerMark) -> usize {
        self.0.issues_with(mark)
    }

    fn move_to(&self, issue: &ExternalReference, status: TrackedStatus) {
        self.0.move_issue(&issue.key, "Somewhere", Some(status));
    }
}

#[tokio::test]
async fn an_issue_says_who_and_where_and_carries_the_proof() {
    for flavor in [jira_sandbox::Flavor::Cloud, jira_sandbox::Flavor::DataCenter] {
        let rig = rig(flavor).await;
        let issue = rig.tracker.create(&draft(1)).await.unwrap();
        let held = rig.sandbox.snapshot().issues.remove(0);
        assert_eq!((held.id, held.key), (issue.id.0, issue.key));
        assert_eq!(held.summary, "Printer offline");
        for part in [
            "Frontdesk ticket #10472: https://help.example.com/desk/tickets/10472",
            "From: Sara Ahmadi (1042 7731)",
            "It prints nothing.",
        ] {
            assert!(held.description.contains(part), "{}", held.description);
        }
        assert_eq!(held.properties["frontdesk.ticket"]["ticket"], 10_472);
    }
}

/// A deleted issue, and one that moved to another project and has another key now.
#[tokio::test]
async fn an_issue_is_followed_by_its_id_not_its_key() {
    for flavor in [jira_sandbox::Flavor::Cloud, jira_sandbox::Flavor::DataCenter] {
        let rig = rig(flavor).await;
        rig.sandbox.add_project("OPS", "Operations");
        let gone = rig.tracker.create(&draft(1)).await.unwrap();
        let moved = rig.tracker.create(&draft(2)).await.unwrap();
        rig.sandbox.delete_issue(&gone.key).unwrap();
        rig.sandbox.move_issue(&moved.key, "OPS").unwrap();
        let told = rig.tracker.statuses(&[gone.id, moved.id.clone()]).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!(
            (&told[0].0, told[0].1.means),
            (&moved.id, Some(TrackedStatus::Open))
        );
    }
}

#[tokio::test]
async fn a_check_finds_what_would_refuse_every_ticket() {
    for flavor in [jira_sandbox::Flavor::Cloud, jira_sandbox::Flavor::DataCenter] {
        let rig = rig(flavor).await;
        let summary = rig.tracker.check().await.unwrap().summary;
        assert!(
            summary.starts_with("signed in as ") && summary.ends_with(", project SUP, type Task"),
            "{summary}"
        );
        rig.sandbox.require_fields(["customfield_10010".to_owned()]);
        let refused = rig.tracker.check().await;
        assert!(matches!(&refused, Err(TrackerError::Rejected(_))), "{refused:?}");
        let mut elsewhere = settings(flavor, &rig.sandbox.base_url());
        elsewhere.project = "NOPE".to_owned();
        let refused = JiraTracker::new(elsewhere).unwrap().check().await.unwrap_err();
        assert!(
            matches!(&refused, TrackerError::Rejected(why) if why.contains("NOPE")),
            "{refused}"
        );
    }
}

#[tokio::test]
async fn nobody_there_is_not_sent() {
    let rig = rig(jira_sandbox::Flavor::Cloud).await;
    let base = rig.sandbox.base_url();
    rig.sandbox.stop().await;
    let tracker = JiraTracker::new(settings(jira_sandbox::Flavor::Cloud, &base)).unwrap();
    let refused = tracker.create(&draft(1)).await;
    assert!(matches!(refused, Err(TrackerError::NotSent(_))), "{refused:?}");
}

/// Random text of every script, as subject and as body: Jira refuses none of it.
#[tokio::test]
async fn no_text_is_refused_for_its_form() {
    for flavor in [jira_sandbox::Flavor::Cloud, jira_sandbox::Flavor::DataCenter] {
        let rig = rig(flavor).await;
        let mut runner = TestRunner::deterministic();
        let texts = ("\\PC{1,120}", "(\\PC|[\\n\\t{}\\[\\]!~|]){1,400}");
        let mut sent = 0;
        for _ in 0..400 {
            let (subject, body) = texts.new_tree(&mut runner).unwrap().current();
            let (Ok(subject), Ok(body)) = (Subject::parse(&subject), Body::parse(&body)) else {
                continue;
            };
            let mut ours = draft(1);
            (ours.subject, ours.body) = (subject, body);
            let taken = rig.tracker.create(&ours).await;
            assert!(taken.is_ok(), "{taken:?}: {ours:?}");
            sent += 1;
        }
        assert!(sent > 350, "only {sent} texts were valid");
    }
}
