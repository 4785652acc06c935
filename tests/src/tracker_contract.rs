//! What every tracker must do, whatever is behind it: the contract of `domain::ports::Tracker`.
//!
//! A tracker takes part with a [`TrackerRig`] and one line, `tracker_contract!(name, make_rig)`.

use async_trait::async_trait;
use frontdesk_domain::ports::{IssueDraft, Tracker, TrackerError};
use frontdesk_domain::tickets::{
    Body, ExternalId, ExternalReference, Priority, Subject, TicketNumber, TrackedStatus, TrackerMark,
};

/// A tracker, and a hand on what is behind it.
#[async_trait]
pub trait TrackerRig: Send + Sync {
    /// The tracker.
    fn tracker(&self) -> &dyn Tracker;
    /// Brings about trouble for the calls to come.
    fn bring(&self, trouble: Trouble);
    /// Ends all trouble.
    fn end_trouble(&self);
    /// How many issues were ever created with this mark, seen from behind.
    fn created(&self, mark: &TrackerMark) -> usize;
    /// Moves an issue to a status that means this, as its people would.
    fn move_to(&self, issue: &ExternalReference, status: TrackedStatus);
}

/// What can go wrong behind a tracker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The next create is carried out, then silence.
    CommitThenTimeout,
    /// The next create is carried out, then the connection breaks.
    CommitThenReset,
    /// The next create is carried out, then answered with a server's fault.
    CommitThenFault,
    /// The next create is carried out, and its answer ends half-way.
    CommitThenHalfAnAnswer,
    /// The next create is not carried out, and answered with a server's fault.
    FaultBeforeCreate,
    /// The next create is put off for seven seconds.
    Throttled,
    /// The next create is refused because of a field called `components`.
    Refused,
    /// Searches do not see what is created from now on.
    IndexLag,
    /// The credential is refused.
    Revoked,
    /// The credential is refused, but most calls are answered as to a stranger.
    Masked,
}

/// The ticket the suites create, with a mark of its own.
#[must_use]
pub fn draft(mark: u8) -> IssueDraft {
    IssueDraft {
        ticket: TicketNumber(10_472),
        mark: TrackerMark::from_bytes([mark; 16]),
        subject: parsed(Subject::parse("Printer offline")),
        body: parsed(Body::parse("It prints nothing.\n\nSince Monday.")),
        category: "Printers".to_owned(),
        priority: Priority::High,
        client: "Sara Ahmadi (1042 7731)".to_owned(),
    }
}

/// A value that a test wrote down and that must therefore be one.
///
/// # Panics
/// When it is none.
pub fn parsed<T, E: std::fmt::Debug>(value: Result<T, E>) -> T {
    value.expect("a test writes valid text")
}

/// An issue is found by its mark, and by no other.
///
/// # Panics
/// When the contract is broken; so do all below.
pub async fn what_is_created_is_found(rig: &dyn TrackerRig) {
    let ours = draft(1);
    let issue = rig.tracker().create(&ours).await.expect("a good draft is taken");
    assert_eq!(rig.created(&ours.mark), 1);
    assert!(
        issue.url.starts_with("http") && issue.url.ends_with(&issue.key),
        "{issue:?}"
    );
    let found = rig.tracker().find(ours.ticket, &ours.mark).await;
    assert_eq!(found, Ok(vec![issue]));
    assert_eq!(rig.tracker().find(ours.ticket, &draft(2).mark).await, Ok(vec![]));
}

/// Two issues with one mark are both found, the earlier first.
pub async fn two_with_one_mark_are_both_found(rig: &dyn TrackerRig) {
    let ours = draft(3);
    let first = rig.tracker().create(&ours).await.expect("taken");
    let second = rig
        .tracker()
        .create(&ours)
        .await
        .expect("a tracker does not know what a duplicate is");
    let found = rig.tracker().find(ours.ticket, &ours.mark).await;
    assert_eq!(found, Ok(vec![first, second]));
}

/// A create whose answer is lost is never called refused or unsent, is not tried again by the tracker, and
/// its issue is found.
pub async fn a_lost_answer_is_unclear_and_its_issue_is_found(rig: &dyn TrackerRig) {
    let ways = [
        Trouble::CommitThenTimeout,
        Trouble::CommitThenReset,
        Trouble::CommitThenFault,
        Trouble::CommitThenHalfAnAnswer,
    ];
    for (trouble, mark) in ways.into_iter().zip(10..) {
        let ours = draft(mark);
        rig.bring(trouble);
        let lost = rig.tracker().create(&ours).await;
        assert!(
            matches!(lost, Err(TrackerError::Unknown(_))),
            "{trouble:?}: {lost:?}"
        );
        rig.end_trouble();
        assert_eq!(rig.created(&ours.mark), 1, "{trouble:?}");
        let found = rig
            .tracker()
            .find(ours.ticket, &ours.mark)
            .await
            .expect("searching works");
        assert_eq!(found.len(), 1, "{trouble:?}");
    }
}

/// From outside, a fault before the deed looks like one after it.
pub async fn a_fault_of_the_server_is_unclear(rig: &dyn TrackerRig) {
    let ours = draft(20);
    rig.bring(Trouble::FaultBeforeCreate);
    let lost = rig.tracker().create(&ours).await;
    assert!(matches!(lost, Err(TrackerError::Unknown(_))), "{lost:?}");
    rig.end_trouble();
    assert_eq!(rig.created(&ours.mark), 0);
    assert_eq!(rig.tracker().find(ours.ticket, &ours.mark).await, Ok(vec![]));
}

/// A search may lag behind; it is an answer all the same.
pub async fn a_search_may_lag(rig: &dyn TrackerRig) {
    let ours = draft(21);
    rig.bring(Trouble::IndexLag);
    let issue = rig.tracker().create(&ours).await.expect("taken");
    assert_eq!(rig.tracker().find(ours.ticket, &ours.mark).await, Ok(vec![]));
    rig.end_trouble();
    assert_eq!(rig.tracker().find(ours.ticket, &ours.mark).await, Ok(vec![issue]));
}

/// Asked to wait: nothing was done, and it says how long.
pub async fn a_limit_is_passed_on(rig: &dyn TrackerRig) {
    let ours = draft(22);
    rig.bring(Trouble::Throttled);
    match rig.tracker().create(&ours).await {
        Err(TrackerError::Throttled {
            retry_after: Some(wait),
            ..
        }) => {
            assert!((6..=7).contains(&wait.as_secs()), "{wait:?}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(rig.created(&ours.mark), 0);
}

/// Refused: it says why, in the tracker's words, without a word of the customer's.
pub async fn a_refusal_names_the_field(rig: &dyn TrackerRig) {
    let ours = draft(23);
    rig.bring(Trouble::Refused);
    match rig.tracker().create(&ours).await {
        Err(TrackerError::Rejected(why)) => {
            assert!(why.contains("components"), "{why}");
            assert!(!why.contains("Sara") && !why.contains("prints"), "{why}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(rig.created(&ours.mark), 0);
}

/// Without a good credential nothing is believed: not "refused", not "nothing there".
pub async fn without_a_credential_nothing_is_believed(rig: &dyn TrackerRig) {
    let ours = draft(24);
    let issue = rig.tracker().create(&ours).await.expect("taken");
    for trouble in [Trouble::Revoked, Trouble::Masked] {
        rig.bring(trouble);
        let tracker = rig.tracker();
        let told = [
            tracker.create(&draft(25)).await.err(),
            tracker.find(ours.ticket, &ours.mark).await.err(),
            tracker.statuses(std::slice::from_ref(&issue.id)).await.err(),
            tracker.check().await.err(),
        ];
        for error in told {
            assert!(
                matches!(error, Some(TrackerError::Unauthorized(_))),
                "{trouble:?}: {error:?}"
            );
        }
        rig.end_trouble();
    }
    assert_eq!(rig.created(&draft(25).mark), 0);
    assert!(rig.tracker().check().await.is_ok(), "restored");
}

/// Statuses are read in our words; what is not there is left out.
pub async fn statuses_follow_the_issues(rig: &dyn TrackerRig) {
    let first = rig.tracker().create(&draft(30)).await.expect("taken");
    let second = rig.tracker().create(&draft(31)).await.expect("taken");
    let ids = [
        first.id.clone(),
        ExternalId("99999999".to_owned()),
        second.id.clone(),
    ];
    rig.move_to(&second, TrackedStatus::InProgress);
    assert_eq!(means(rig, &ids, &first).await, Some(TrackedStatus::Open));
    assert_eq!(means(rig, &ids, &second).await, Some(TrackedStatus::InProgress));
    rig.move_to(&second, TrackedStatus::Resolved);
    assert_eq!(means(rig, &ids, &second).await, Some(TrackedStatus::Resolved));
    assert_eq!(rig.tracker().statuses(&ids).await.map(|all| all.len()), Ok(2));
    assert_eq!(rig.tracker().statuses(&[]).await, Ok(vec![]));
}

async fn means(rig: &dyn TrackerRig, ids: &[ExternalId], of: &ExternalReference) -> Option<TrackedStatus> {
    let all = rig.tracker().statuses(ids).await.expect("statuses are told");
    let (_, status) = all.into_iter().find(|(id, _)| *id == of.id)?;
    assert!(!status.name.is_empty());
    status.means
}

/// Whatever a customer can send, a tracker takes.
pub async fn every_text_is_taken(rig: &dyn TrackerRig) {
    let bodies = [
        "{noformat} [~admin] !http://evil.example/x.png! {html}<script>".to_owned(),
        "🖨".repeat(20_000),
        "a\n\n".repeat(6_000),
        "\"\\\u{FFFE}\u{202e}\t\u{200b}".to_owned(),
    ];
    for (body, mark) in bodies.iter().zip(40..) {
        let mut ours = draft(mark);
        ours.body = parsed(Body::parse(body));
        ours.subject = parsed(Subject::parse(&"\u{202e}🖨".repeat(100)));
        let taken = rig.tracker().create(&ours).await;
        assert!(taken.is_ok(), "{taken:?}");
    }
}

/// Names each case of the contract as a test of its own, on a rig made anew by `$rig`.
#[macro_export]
macro_rules! tracker_contract {
    ($name:ident, $rig:expr) => {
        mod $name {
            $crate::tracker_contract!(@cases $rig;
                what_is_created_is_found,
                two_with_one_mark_are_both_found,
                a_lost_answer_is_unclear_and_its_issue_is_found,
                a_fault_of_the_server_is_unclear,
                a_search_may_lag,
                a_limit_is_passed_on,
                a_refusal_names_the_field,
                without_a_credential_nothing_is_believed,
                statuses_follow_the_issues,
                every_text_is_taken,
            );
        }
    };
    (@cases $rig:expr; $($case:ident,)*) => {
        $(#[tokio::test]
        async fn $case() {
            let rig = $rig.await;
            $crate::tracker_contract::$case(&rig).await;
        })*
    };
}
