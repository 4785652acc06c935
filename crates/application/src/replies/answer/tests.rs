use std::time::Duration;

use frontdesk_domain::ports::SharedEntryKind;
use frontdesk_domain::replies::{DraftKind, DraftText};
use frontdesk_domain::tickets::{EventKind, Status};

use super::*;
use crate::testing::Duo;
use crate::{FollowUp, WriteNote};

impl Duo {
    fn answer(&self, text: &str, seen: i32) -> Answer {
        Answer {
            number: self.number,
            key: self.desk.app.new_submission_key(),
            body: Body::parse(text).unwrap(),
            and: None,
            seen,
            anyway: false,
        }
    }

    fn follow_up(&self, text: &str) -> FollowUp {
        FollowUp {
            number: self.number,
            key: self.desk.app.new_submission_key(),
            body: Body::parse(text).unwrap(),
        }
    }

    /// What the client reads.
    async fn read(&self) -> Vec<String> {
        let page = self
            .desk
            .app
            .see_as_client(&self.sara(), self.number)
            .await
            .unwrap();
        let said = page.entries.into_iter().filter_map(|entry| match entry.kind {
            SharedEntryKind::Reply { body, .. } => Some(body),
            SharedEntryKind::Event { .. } => None,
        });
        said.collect()
    }
}

#[tokio::test]
async fn s1_10_s1_18_an_answer_is_read_and_mailed_once_however_often_it_is_sent() {
    let cast = Duo::new().await;
    let answer = cast.answer("Try again", 1);
    for _ in 0..10 {
        let sent = cast.desk.app.answer(&cast.mina(), &answer).await.unwrap();
        assert!(matches!(sent, Answered::Sent { .. }));
    }
    assert_eq!(cast.read().await, ["Try again"]);
    cast.desk.deliver().await;
    assert!(
        cast.desk.mails_about(cast.number).is_empty(),
        "it can still be taken back"
    );
    cast.desk.clock.advance(Duration::from_secs(10));
    cast.desk.deliver().await;
    assert_eq!(
        cast.desk.mails_about(cast.number),
        ["Answered(…) to sara@example.com"]
    );
}

#[tokio::test]
async fn an_agent_sees_what_happened_meanwhile_before_sending() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    app.follow_up(&cast.sara(), &cast.follow_up("It works again"))
        .await
        .unwrap();
    let answer = cast.answer("Try again", 1);
    let stopped = app.answer(&cast.mina(), &answer).await.unwrap();
    let Answered::Meanwhile { version, events } = stopped else {
        panic!("sent unseen")
    };
    assert_eq!((version, events.len()), (2, 1));
    assert_eq!(events[0].kind, EventKind::Replied);
    let anyway = Answer {
        anyway: true,
        ..answer
    };
    let sent = app.answer(&cast.mina(), &anyway).await.unwrap();
    assert!(matches!(sent, Answered::Sent { .. }));
}

#[tokio::test]
async fn what_is_taken_back_is_gone_unmailed_and_a_draft_again() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    let sent = app
        .answer(&cast.mina(), &cast.answer("Wrong ticket", 1))
        .await
        .unwrap();
    let Answered::Sent { reply: Some(id), .. } = sent else {
        panic!("not sent")
    };
    app.take_back_reply(&cast.mina(), cast.number, id).await.unwrap();
    assert!(cast.read().await.is_empty());
    let page = app.see_as_staff(&cast.mina, cast.number).await.unwrap();
    assert_eq!(page.drafts[0].text.as_str(), "Wrong ticket");
    cast.desk.clock.advance(Duration::from_secs(60));
    cast.desk.deliver().await;
    assert!(cast.desk.mails_about(cast.number).is_empty());
}

#[tokio::test]
async fn what_was_begun_since_stands_below_what_is_taken_back() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    let sent = app.answer(&cast.mina(), &cast.answer("Wrong ticket", 1)).await;
    let Ok(Answered::Sent { reply: Some(id), .. }) = sent else {
        panic!("not sent")
    };
    let next = DraftText::parse("And then").unwrap();
    app.keep_draft(&cast.mina(), cast.number, DraftKind::Reply, Some(next), 2)
        .await
        .unwrap();
    app.take_back_reply(&cast.mina(), cast.number, id).await.unwrap();
    let page = app.see_as_staff(&cast.mina, cast.number).await.unwrap();
    assert_eq!(page.drafts[0].text.as_str(), "Wrong ticket\n\nAnd then");
}

#[tokio::test]
async fn after_ten_seconds_it_stays_sent() {
    let cast = Duo::new().await;
    let sent = cast
        .desk
        .app
        .answer(&cast.mina(), &cast.answer("Hello", 1))
        .await
        .unwrap();
    let Answered::Sent { reply: Some(id), .. } = sent else {
        panic!("not sent")
    };
    cast.desk.clock.advance(Duration::from_millis(10_001));
    let late = cast.desk.app.take_back_reply(&cast.mina(), cast.number, id).await;
    assert!(matches!(late, Err(AppError::Stale)));
}

#[tokio::test]
async fn the_client_never_sees_a_note_and_writes_none() {
    let cast = Duo::new().await;
    let note = WriteNote {
        number: cast.number,
        key: cast.desk.app.new_submission_key(),
        body: Body::parse("He is cross").unwrap(),
    };
    for _ in 0..2 {
        cast.desk.app.write_note(&cast.mina(), &note).await.unwrap();
    }
    let page = cast
        .desk
        .app
        .see_as_client(&cast.sara(), cast.number)
        .await
        .unwrap();
    assert!(!format!("{page:?}").contains("cross"));
    let refused = cast.desk.app.write_note(&cast.sara(), &note).await;
    assert!(matches!(refused, Err(AppError::Forbidden)));
}

#[tokio::test]
async fn a_reply_reopens_a_resolved_ticket_and_a_late_one_opens_a_linked_one() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    let mina = cast.mina();
    app.move_ticket(&mina, cast.number, StatusKind::Resolved)
        .await
        .unwrap();
    let soon = app
        .follow_up(&cast.sara(), &cast.follow_up("It is back"))
        .await
        .unwrap();
    assert_eq!(soon.number, cast.number);
    let page = app.see_as_client(&cast.sara(), cast.number).await.unwrap();
    assert_eq!(page.ticket.status(), Status::Open);
    app.move_ticket(&mina, cast.number, StatusKind::Resolved)
        .await
        .unwrap();
    cast.desk.clock.advance(Duration::from_secs(15 * 24 * 3600));
    let late = cast.follow_up("It is back again");
    let sara = Caller::Person(cast.desk.signed_in("sara@example.com").await);
    let opened = app.follow_up(&sara, &late).await.unwrap();
    assert_ne!(opened.number, cast.number);
    assert_eq!(app.follow_up(&sara, &late).await.unwrap(), opened);
    let new = app.see_as_client(&sara, opened.number).await.unwrap();
    assert_eq!(new.ticket.follows, Some(cast.number));
    let old = app.see_as_client(&sara, cast.number).await.unwrap();
    assert_eq!(old.continued_in, Some(opened.number));
    assert_eq!(app.wrong_counters().await.unwrap(), []);
}
