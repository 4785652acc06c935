use std::time::Duration;

use frontdesk_domain::access::{Caller, SignedIn};
use frontdesk_domain::accounts::Role;
use frontdesk_domain::deliveries::{State, Target, WorkerId};
use frontdesk_domain::notices::MailWishes;
use frontdesk_domain::ports::{Clock, Store, TicketMail, TicketMailContent};
use frontdesk_domain::tickets::{Body, StaffChange, StatusKind, TrackedStatus};

use crate::testing::{Duo, TestDesk};
use crate::{Answer, Answered, FollowUp, FromDesk};

impl Duo {
    async fn answer_and(&self, and: Option<StatusKind>) -> Answered {
        let answer = Answer {
            number: self.number,
            key: self.desk.app.new_submission_key(),
            body: Body::parse("Try again").unwrap(),
            and,
            seen: 0,
            anyway: true,
        };
        let mina = Caller::Person(self.mina.clone());
        self.desk.app.answer(&mina, &answer).await.unwrap()
    }

    async fn write(&self, who: &SignedIn, text: &str) {
        let form = FollowUp {
            number: self.number,
            key: self.desk.app.new_submission_key(),
            body: Body::parse(text).unwrap(),
        };
        let who = Caller::Person(who.clone());
        self.desk.app.follow_up(&who, &form).await.unwrap();
    }

    async fn take(&self, who: &SignedIn) {
        let who = Caller::Person(who.clone());
        self.desk.app.take_ticket(&who, self.number).await.unwrap();
    }

    /// All that was mailed within the minute.
    async fn told(&self) -> Vec<String> {
        self.desk.clock.advance(Duration::from_secs(60));
        self.desk.deliver().await;
        self.desk.mails_about(self.number)
    }

    fn last(&self) -> TicketMail {
        self.desk.ticket_mails.lock().unwrap().last().cloned().unwrap()
    }
}

#[tokio::test]
async fn s1_18_a_reply_tells_the_other_side_by_mail() {
    let cast = Duo::new().await;
    cast.take(&cast.mina).await;
    cast.write(&cast.sara, "It broke again").await;
    assert_eq!(cast.told().await, ["ClientWrote(…) to mina@example.com"]);
    let TicketMailContent::ClientWrote {
        proved, body, url, ..
    } = cast.last().content
    else {
        panic!("something else")
    };
    assert_eq!((proved, body.as_str()), (true, "It broke again"));
    assert_eq!(
        url,
        format!("https://desk.example/desk/tickets/{}", cast.number.0)
    );
    cast.answer_and(None).await;
    assert_eq!(cast.told().await[1..], ["Answered(…) to sara@example.com"]);
    let mail = cast.last();
    assert_eq!(
        mail.wishes_url.as_deref(),
        Some("https://desk.example/my/profile/mails")
    );
    let TicketMailContent::Answered { by, url, rate, .. } = mail.content else {
        panic!("something else")
    };
    assert_eq!(by.unwrap().as_str(), "One of the staff");
    assert!(url.starts_with("https://desk.example/track/") && rate.is_empty());
}

#[tokio::test]
async fn s1_18_an_answer_that_resolves_is_one_mail_with_five_links() {
    let cast = Duo::new().await;
    cast.answer_and(Some(StatusKind::Resolved)).await;
    assert_eq!(cast.told().await, ["Answered(…) to sara@example.com"]);
    let TicketMailContent::Answered { url, rate, .. } = cast.last().content else {
        panic!("something else")
    };
    let links: Vec<String> = rate.into_iter().map(|(_, link)| link).collect();
    let expected: Vec<String> = (1..=5).map(|n| format!("{url}/rate?score={n}")).collect();
    assert_eq!(links, expected);
}

/// The status it set stays, so its client is told of that, and of no word that was taken back.
#[tokio::test]
async fn s1_18_what_is_taken_back_is_not_mailed_and_the_status_is() {
    let cast = Duo::new().await;
    let Answered::Sent { reply: Some(id), .. } = cast.answer_and(Some(StatusKind::Resolved)).await else {
        panic!("not sent")
    };
    let mina = Caller::Person(cast.mina.clone());
    cast.desk
        .app
        .take_back_reply(&mina, cast.number, id)
        .await
        .unwrap();
    assert_eq!(cast.told().await, ["Resolved(…) to sara@example.com"]);
    let Answered::Sent { reply: Some(id), .. } = cast.answer_and(None).await else {
        panic!("not sent")
    };
    cast.desk
        .app
        .take_back_reply(&mina, cast.number, id)
        .await
        .unwrap();
    assert_eq!(cast.told().await.len(), 1);
}

#[tokio::test]
async fn s1_18_nobody_is_mailed_about_what_they_did_themselves() {
    let cast = Duo::new().await;
    let mina = Caller::Person(cast.mina.clone());
    cast.take(&cast.mina).await;
    let own = cast.desk.open(&cast.mina, "My own keyboard").await;
    let app = &cast.desk.app;
    app.take_ticket(&mina, own).await.unwrap();
    let key = app.new_submission_key();
    let body = Body::parse("Still broken").unwrap();
    let form = FollowUp {
        number: own,
        key,
        body,
    };
    app.follow_up(&mina, &form).await.unwrap();
    app.move_ticket(&mina, own, StatusKind::Resolved).await.unwrap();
    cast.told().await;
    assert!(
        cast.desk.mails_about(own).is_empty(),
        "{:?}",
        cast.desk.mails_about(own)
    );
    let sara = Caller::Person(cast.sara.clone());
    app.move_ticket(&sara, cast.number, StatusKind::Resolved)
        .await
        .unwrap();
    assert!(cast.told().await.is_empty(), "she resolved it herself");
}

#[tokio::test]
async fn s1_18_staff_are_told_that_nobody_checked_who_wrote() {
    let desk = TestDesk::new();
    let number = desk.submit("0912 345 6789", "It broke").await;
    desk.person("mina@example.com", Role::Agent).await;
    let mina = Caller::Person(desk.signed_in("mina@example.com").await);
    desk.app.take_ticket(&mina, number).await.unwrap();
    let form = FromDesk {
        identifier: desk.identifier("0912 345 6789"),
        proved: None,
        key: desk.app.new_submission_key(),
        body: Body::parse("Send the new password to me").unwrap(),
    };
    desk.app.add_from_desk(&form).await.unwrap();
    desk.deliver().await;
    let mail = desk.ticket_mails.lock().unwrap().last().cloned().unwrap();
    assert_eq!(mail.to.as_str(), "mina@example.com");
    assert!(matches!(
        mail.content,
        TicketMailContent::ClientWrote { proved: false, .. }
    ));
}

#[tokio::test]
async fn s1_18_who_wants_no_such_mail_gets_none() {
    let cast = Duo::new().await;
    let wishes = |replies, resolved| MailWishes {
        replies,
        resolved,
        assigned: false,
    };
    let app = &cast.desk.app;
    app.wish_mails(&cast.sara, wishes(false, true)).await.unwrap();
    cast.answer_and(None).await;
    assert!(cast.told().await.is_empty());
    cast.answer_and(Some(StatusKind::Resolved)).await;
    assert_eq!(cast.told().await, ["Resolved(…) to sara@example.com"]);
    let mina = Caller::Person(cast.mina.clone());
    app.move_ticket(&mina, cast.number, StatusKind::Open)
        .await
        .unwrap();
    app.wish_mails(&cast.sara, wishes(true, false)).await.unwrap();
    cast.answer_and(Some(StatusKind::Resolved)).await;
    assert_eq!(cast.told().await[1..], ["Answered(…) to sara@example.com"]);
    let TicketMailContent::Answered { rate, .. } = cast.last().content else {
        panic!("something else")
    };
    assert!(rate.is_empty(), "she does not want to be asked");
}

/// A first attempt that was put off holds up what was said after it, for the same reader only.
#[tokio::test]
async fn s1_18_what_was_said_first_arrives_first() {
    let cast = Duo::new().await;
    let mina = Caller::Person(cast.mina.clone());
    cast.answer_and(None).await;
    cast.desk.clock.advance(Duration::from_secs(20));
    let worker = WorkerId::from_bytes([1; 16]);
    let claim = async || {
        let unit = cast.desk.store.begin().await.unwrap();
        let (lease, now) = (Duration::from_secs(900), cast.desk.clock.now());
        let claimed = unit
            .deliveries()
            .claim(Target::Mail, worker, 9, lease, now)
            .await
            .unwrap();
        unit.commit().await.unwrap();
        claimed.len()
    };
    assert_eq!(claim().await, 1, "the confirmation");
    cast.answer_and(None).await;
    let otto = cast.desk.person("otto@example.com", Role::Agent).await;
    let to_otto = StaffChange::Assignee(Some(otto));
    cast.desk
        .app
        .set_ticket(&mina, cast.number, to_otto)
        .await
        .unwrap();
    cast.desk.clock.advance(Duration::from_secs(20));
    assert_eq!(cast.told().await, ["Assigned(…) to otto@example.com"]);
    assert_eq!(cast.desk.deliveries(State::Pending).await.len(), 2);
    cast.desk.clock.advance(Duration::from_secs(900));
    assert_eq!(cast.told().await[1..], ["Answered(…) to sara@example.com"; 2]);
}

#[tokio::test]
async fn s1_18_a_client_hears_of_what_the_tracker_resolved() {
    let desk = TestDesk::new();
    let number = desk.submit("0912 345 6789", "It broke").await;
    desk.deliver().await;
    desk.tracker
        .move_issue("SUP-1", "Done", Some(TrackedStatus::Resolved));
    desk.app.follow_tracker().await.unwrap();
    desk.deliver().await;
    assert_eq!(desk.mails_about(number), ["Resolved(…) to sara@example.com"]);
}

#[tokio::test]
async fn what_is_no_longer_so_is_not_mailed() {
    let cast = Duo::new().await;
    let mina = Caller::Person(cast.mina.clone());
    let app = &cast.desk.app;
    for to in [StatusKind::Resolved, StatusKind::Open] {
        app.move_ticket(&mina, cast.number, to).await.unwrap();
    }
    let otto = cast.desk.person("otto@example.com", Role::Agent).await;
    for to in [Some(otto), None] {
        app.set_ticket(&mina, cast.number, StaffChange::Assignee(to))
            .await
            .unwrap();
    }
    assert!(cast.told().await.is_empty());
}
