//! A desk with the stand-in for Jira beside it: what is accepted, read back and settled between the two.

#![expect(clippy::unwrap_used, reason = "what a test sets up must be there")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use frontdesk_application::testing::TestDesk;
use frontdesk_domain::access::Caller;
use frontdesk_domain::accounts::Role;
use frontdesk_domain::deliveries::{Job, State};
use frontdesk_domain::secrets::TrackToken;
use frontdesk_domain::tickets::{StatusKind, TicketNumber};
use frontdesk_jira::{Flavor, JiraSettings, JiraTracker, Timeouts};
use jira_sandbox::{Sandbox, SandboxOptions, TokenState};
use url::Url;

struct Both {
    jira: Sandbox,
    desk: TestDesk,
}

impl Both {
    async fn new() -> Self {
        let options = SandboxOptions::loopback(jira_sandbox::Flavor::Cloud);
        let settings = JiraSettings {
            flavor: Flavor::Cloud {
                email: options.email.clone(),
                api_token: options.token.clone().into(),
            },
            base_url: Url::parse("http://localhost").unwrap(),
            project: options.project_key.clone(),
            issue_type: "Task".to_owned(),
            installation: [0xab; 16],
            status_overrides: BTreeMap::new(),
            origin: Url::parse("https://desk.example").unwrap(),
            timeouts: Timeouts {
                connect: Duration::from_secs(2),
                total: Duration::from_secs(5),
            },
        };
        let jira = Sandbox::start(options).await.unwrap();
        let base_url = Url::parse(&jira.base_url()).unwrap();
        let tracker = JiraTracker::new(JiraSettings { base_url, ..settings }).unwrap();
        Self {
            jira,
            desk: TestDesk::with_tracker(Arc::new(tracker)),
        }
    }

    /// The key of the ticket's issue, as its client sees it.
    async fn key(&self, token: &TrackToken) -> Option<String> {
        let page = self.desk.app.see_ticket(token).await.unwrap();
        page.external.map(|issue| issue.key)
    }

    async fn waits(&self, number: TicketNumber) -> State {
        self.desk.delivery(number, Job::CreateIssue).await.unwrap().state
    }
}

#[tokio::test]
async fn s0_7_with_jira_away_a_ticket_is_accepted_and_delivered_later() {
    let both = Both::new().await;
    both.jira.set_token(TokenState::Revoked);
    let (number, token) = both.desk.submit_for_link("0912 345 6789", "It broke").await;
    both.desk.deliver().await;
    assert_eq!(
        (both.waits(number).await, both.key(&token).await),
        (State::Pending, None)
    );
    let resting = both.desk.app.deliveries_overview().await.unwrap().resting;
    assert_eq!(resting.len(), 1, "staff see that Jira rests, and why");
    both.jira.set_token(TokenState::Valid);
    both.desk.clock.advance(Duration::from_secs(3600));
    both.desk.deliver().await;
    assert_eq!(both.waits(number).await, State::Done);
    assert!(both.key(&token).await.is_some());
}

#[tokio::test]
async fn s0_8_what_happens_to_the_issue_is_read_back_and_its_client_is_told() {
    let both = Both::new().await;
    let (number, token) = both.desk.submit_for_link("0912 345 6789", "It broke").await;
    both.desk.deliver().await;
    let key = both.key(&token).await.unwrap();
    for (transition, kind, word) in [
        ("11", StatusKind::InProgress, "In Progress"),
        ("31", StatusKind::Resolved, "Done"),
    ] {
        both.jira.transition(&key, transition).unwrap();
        both.desk.app.follow_tracker().await.unwrap();
        let page = both.desk.app.see_ticket(&token).await.unwrap();
        assert_eq!(
            (page.status.kind(), page.tracker_status.as_deref()),
            (kind, Some(word))
        );
    }
    both.desk.deliver().await;
    assert_eq!(both.desk.mails_about(number), ["Resolved(…) to sara@example.com"]);
}

/// Where the issue stands is no reason to undo what was done here.
#[tokio::test]
async fn s0_14_a_ticket_is_resolved_and_closed_here_whatever_its_issue_says() {
    let both = Both::new().await;
    let (number, token) = both.desk.submit_for_link("0912 345 6789", "It broke").await;
    both.desk.deliver().await;
    both.desk.app.follow_tracker().await.unwrap();
    both.desk.person("mina@example.com", Role::Agent).await;
    let mina = Caller::Person(both.desk.signed_in("mina@example.com").await);
    for kind in [StatusKind::Resolved, StatusKind::Closed] {
        both.desk.app.move_ticket(&mina, number, kind).await.unwrap();
        both.desk.app.follow_tracker().await.unwrap();
        assert_eq!(
            both.desk.app.see_ticket(&token).await.unwrap().status.kind(),
            kind
        );
    }
}
