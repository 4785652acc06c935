//! What every mailer must do, whatever carries its mail: the contract of `domain::ports::Mailer`.
//!
//! A mailer takes part with a [`MailerRig`] and one line, `mailer_contract!(name, make_rig)`.

use frontdesk_domain::auth::OneTimeCode;
use frontdesk_domain::clients::{ClientNumber, Email, Name};
use frontdesk_domain::feedback::Score;
use frontdesk_domain::ports::{
    Letter, LetterContent, Mail, MailContent, Mailer, TicketMail, TicketMailContent, TicketReceived,
};
use frontdesk_domain::secrets::LetterMark;
use frontdesk_domain::tickets::{Subject, TicketNumber, TrackerMark};

use crate::tracker_contract::parsed;

/// A mailer, and a look at what came out of it.
pub trait MailerRig: Send + Sync {
    /// The mailer.
    fn mailer(&self) -> &dyn Mailer;
    /// The mails that came out, as they go over the wire, the oldest first.
    fn mails(&self) -> Vec<String>;
}

/// The mail the suites send, about a ticket with a mark of its own.
#[must_use]
pub fn mail(mark: [u8; 16], to: &str) -> Mail {
    Mail {
        name: parsed(Name::parse("Sara Ahmadi")),
        to: parsed(Email::parse(to)),
        ticket: TicketNumber(10_472),
        mark: TrackerMark::from_bytes(mark),
        subject: parsed(Subject::parse("Printer offline")),
        content: MailContent::TicketReceived(TicketReceived {
            track_url: "https://help.example.com/track/u7Qd1kzV3mXw".to_owned(),
            new_client: Some(ClientNumber::draw(42_773)),
        }),
    }
}

/// A letter the suites send: the one with a code and a link.
#[must_use]
pub fn letter(mark: [u8; 16], to: &str) -> Letter {
    Letter {
        name: Some(parsed(Name::parse("Sara Ahmadi"))),
        to: parsed(Email::parse(to)),
        mark: LetterMark::from_bytes(mark),
        content: LetterContent::VerifyEmail {
            code: OneTimeCode::draw(42_917),
            url: "https://help.example.com/verify?token=u7Qd1kzV3mXw".to_owned(),
            minutes: 10,
        },
    }
}

/// A later mail of the thread that [`mail`] begins: staff answered, and resolved the ticket.
#[must_use]
pub fn ticket_mail(thread: [u8; 16], mark: [u8; 16], to: &str) -> TicketMail {
    let url = "https://help.example.com/track/u7Qd1kzV3mXw".to_owned();
    let rate = Score::ALL.map(|score| (score, format!("{url}/rate?score={}", score.stars())));
    TicketMail {
        name: parsed(Name::parse("Sara Ahmadi")),
        to: parsed(Email::parse(to)),
        ticket: TicketNumber(10_472),
        thread: TrackerMark::from_bytes(thread),
        mark: LetterMark::from_bytes(mark),
        subject: parsed(Subject::parse("Printer offline")),
        wishes_url: None,
        content: TicketMailContent::Answered {
            by: Some(parsed(Name::parse("Ben Okafor"))),
            body: "Switch it off.\n\n.\nThen on: سلام".to_owned(),
            url,
            rate: rate.to_vec(),
        },
    }
}

/// The value of a header, unfolded.
#[must_use]
pub fn header(mail: &str, name: &str) -> Option<String> {
    let text = mail.replace("\r\n", "\n");
    let head = text
        .split("\n\n")
        .next()?
        .replace("\n ", " ")
        .replace("\n\t", " ");
    let start = format!("{}: ", name.to_lowercase());
    let line = head
        .lines()
        .find(|line| line.to_lowercase().starts_with(&start))?;
    Some(line[start.len()..].to_owned())
}

/// Asserts that this is the mail that confirms `sent`: both parts, and the headers that make a thread of it.
///
/// # Panics
/// When it is not; so do all below.
pub fn confirms(mail: &str, sent: &Mail) {
    let of = |name: &str| header(mail, name).unwrap_or_else(|| panic!("no {name} in {mail}"));
    let thread = format!("<t10472.{}@", sent.mark);
    assert_eq!(of("Subject"), "Printer offline (#10472)");
    assert!(of("To").contains(sent.to.as_str()) && of("To").contains("Sara Ahmadi"));
    assert!(of("Message-ID").starts_with(&format!("<t10472.{}.received@", sent.mark)));
    assert!(of("In-Reply-To").starts_with(&thread) && of("References").starts_with(&thread));
    assert_eq!(of("Auto-Submitted"), "auto-replied");
    assert_eq!(of("X-Auto-Response-Suppress"), "All");
    assert_eq!(of("X-Frontdesk-Instance").len(), 32);
    assert!(of("Date").ends_with("+0000"));
    assert!(of("Content-Type").starts_with("multipart/alternative"));
    let plain = mail.replace("\r\n", "\n").replace("=\n", "");
    for part in [
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/html; charset=utf-8",
    ] {
        assert!(plain.contains(part), "no {part} in {plain}");
    }
    let link = plain
        .matches("https://help.example.com/track/u7Qd1kzV3mXw")
        .count();
    assert!(
        link >= 3,
        "the link stands in both parts, {link} times in {plain}"
    );
    assert!(
        plain.matches("1042 7737").count() == 2,
        "the new customer ID stands in both parts: {plain}"
    );
}

/// A mail arrives as it should.
pub async fn a_mail_arrives(rig: &dyn MailerRig) {
    let ours = mail([1; 16], "sara.ahmadi@posteo.example");
    assert_eq!(rig.mailer().send(&ours).await, Ok(()));
    let [arrived] = &rig.mails()[..] else {
        panic!("one mail")
    };
    confirms(arrived, &ours);
}

/// A mail sent again has the same ids, so that it is seen once; another ticket's has others.
pub async fn sent_again_it_is_the_same_mail(rig: &dyn MailerRig) {
    for mark in [[1; 16], [1; 16], [2; 16]] {
        assert_eq!(
            rig.mailer().send(&mail(mark, "sara.ahmadi@posteo.example")).await,
            Ok(())
        );
    }
    let mut ids: Vec<String> = rig
        .mails()
        .iter()
        .filter_map(|mail| header(mail, "Message-ID"))
        .collect();
    ids.dedup();
    assert_eq!(ids.len(), 2, "{ids:?}");
}

/// No name and no subject that the domain takes stops a mail, or adds a header to it.
pub async fn every_name_is_survived(rig: &dyn MailerRig) {
    let names = [
        "رضا کریمی",
        "\u{202e}evE",
        "\u{200f}",
        "Eve\u{2028}Bcc: x@example.com",
        "\"Eve\" \\ <x@example.com>, Mallory",
        "=?utf-8?q?Eve?=",
        "e\u{301}\u{301}\u{301}",
        &"é".repeat(120),
    ];
    for (name, mark) in names.iter().zip(10..) {
        let mut ours = mail([mark; 16], "sara.ahmadi@posteo.example");
        ours.name = parsed(Name::parse(name));
        ours.subject = parsed(Subject::parse(name));
        assert_eq!(rig.mailer().send(&ours).await, Ok(()), "{name:?}");
    }
    let mails = rig.mails();
    assert_eq!(mails.len(), names.len());
    for mail in mails {
        assert_eq!(header(&mail, "Bcc"), None);
        assert!(header(&mail, "Subject").is_some_and(|subject| !subject.is_empty()));
        assert!(header(&mail, "To").is_some_and(|to| to.contains("sara.ahmadi@posteo.example")));
    }
}

/// A letter arrives with both parts, as a thread of its own, and its secrets stay below the headers.
pub async fn a_letter_arrives(rig: &dyn MailerRig) {
    let ours = letter([1; 16], "sara.ahmadi@posteo.example");
    assert_eq!(rig.mailer().send_letter(&ours).await, Ok(()));
    let [arrived] = &rig.mails()[..] else {
        panic!("one mail")
    };
    let of = |name: &str| header(arrived, name).unwrap_or_else(|| panic!("no {name} in {arrived}"));
    assert_eq!(of("Subject"), "Confirm your e-mail address");
    assert!(of("To").contains(ours.to.as_str()));
    assert!(of("Message-ID").starts_with(&format!("<l.{}@", ours.mark.to_text())));
    assert_eq!(header(arrived, "In-Reply-To"), None);
    assert_eq!(of("Auto-Submitted"), "auto-generated");
    assert_eq!(of("X-Auto-Response-Suppress"), "All");
    assert_eq!(of("X-Frontdesk-Instance").len(), 32);
    let plain = arrived.replace("\r\n", "\n").replace("=\n", "");
    let (head, body) = plain
        .split_once("\n\n")
        .unwrap_or_else(|| panic!("no body in {plain}"));
    assert!(
        !head.contains("042917") && !head.contains("u7Qd1kzV3mXw"),
        "{head}"
    );
    assert_eq!(body.matches("042917").count(), 2, "once in each part: {body}");
    let link = "https://help.example.com/verify?token=3Du7Qd1kzV3mXw";
    assert!(body.matches(link).count() >= 3, "{body}");
}

/// A letter sent again has the same ids; another one has others.
pub async fn a_letter_sent_again_is_the_same(rig: &dyn MailerRig) {
    for mark in [[1; 16], [1; 16], [2; 16]] {
        let ours = letter(mark, "sara.ahmadi@posteo.example");
        assert_eq!(rig.mailer().send_letter(&ours).await, Ok(()));
    }
    let mut ids: Vec<String> = rig
        .mails()
        .iter()
        .filter_map(|mail| header(mail, "Message-ID"))
        .collect();
    ids.dedup();
    assert_eq!(ids.len(), 2, "{ids:?}");
}

/// What happens to a ticket later arrives in its thread, whether the first mail was sent or not.
pub async fn a_ticket_mail_joins_its_thread(rig: &dyn MailerRig) {
    let to = "sara.ahmadi@posteo.example";
    let first = mail([1; 16], to);
    let (late, alone) = (
        ticket_mail([1; 16], [3; 16], to),
        ticket_mail([2; 16], [4; 16], to),
    );
    assert_eq!(rig.mailer().send(&first).await, Ok(()));
    for later in [&late, &alone] {
        assert_eq!(rig.mailer().send_ticket_mail(later).await, Ok(()));
    }
    let mails = rig.mails();
    assert_eq!(mails.len(), 3);
    let of = |mark: &LetterMark| {
        let its_id = |mail: &&String| {
            header(mail, "Message-ID").is_some_and(|id| id.contains(&format!(".{}@", mark.to_text())))
        };
        mails
            .iter()
            .find(its_id)
            .unwrap_or_else(|| panic!("not among {mails:?}"))
    };
    let begun = mails
        .iter()
        .find_map(|mail| header(mail, "Message-ID").filter(|id| id.contains(".received@")));
    let arrived = of(&late.mark);
    assert_eq!(header(arrived, "In-Reply-To"), begun);
    assert_eq!(
        header(arrived, "Subject").as_deref(),
        Some("Re: Printer offline (#10472)")
    );
    for (mail, sent) in [(arrived, &late), (of(&alone.mark), &alone)] {
        let references = header(mail, "References").unwrap_or_default();
        assert!(
            references.starts_with(&format!("<t10472.{}@", sent.thread)),
            "{references}"
        );
        assert!(
            references.contains(&format!("<t10472.{}.received@", sent.thread)),
            "{references}"
        );
        assert_eq!(header(mail, "Auto-Submitted").as_deref(), Some("auto-generated"));
        assert_eq!(header(mail, "X-Auto-Response-Suppress").as_deref(), Some("All"));
        let plain = mail.replace("\r\n", "\n").replace("=\n", "");
        let links = plain.matches("/rate?score=3D5").count();
        assert_eq!(links, 2, "the form with five stars, in each part: {plain}");
    }
}

/// A ticket mail sent again has the same id; no name, no title and no text stops one or adds a header.
pub async fn any_ticket_mail_is_survived(rig: &dyn MailerRig) {
    let odd = [
        "Eve\u{2028}Bcc: x@example.com",
        "\u{202e}evE",
        "\u{200f}",
        "\"Eve\" \\ <x@example.com>, Mallory",
    ];
    for (text, mark) in odd.iter().zip(10..) {
        for _ in 0..2 {
            let mut ours = ticket_mail([1; 16], [mark; 16], "sara.ahmadi@posteo.example");
            ours.name = parsed(Name::parse(text));
            ours.subject = parsed(Subject::parse(text));
            ours.content = TicketMailContent::ClientWrote {
                by: ours.name.clone(),
                proved: false,
                body: format!("{text}\r\n.\r\nQUIT\0{}", "x".repeat(100_000)),
                url: "https://help.example.com/desk/tickets/10472".to_owned(),
            };
            assert_eq!(rig.mailer().send_ticket_mail(&ours).await, Ok(()), "{text:?}");
        }
    }
    let mails = rig.mails();
    let mut ids: Vec<String> = mails
        .iter()
        .filter_map(|mail| header(mail, "Message-ID"))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), mails.len() >= odd.len()), (odd.len(), true));
    for mail in mails {
        assert_eq!(header(&mail, "Bcc"), None);
        assert!(header(&mail, "To").is_some_and(|to| to.contains("sara.ahmadi@posteo.example")));
    }
}

/// A check says in a line what was found.
pub async fn a_check_says_what_was_found(rig: &dyn MailerRig) {
    let found = rig.mailer().check().await;
    assert!(
        found
            .as_ref()
            .is_ok_and(|line| !line.is_empty() && !line.contains('\n')),
        "{found:?}"
    );
    assert!(rig.mails().is_empty(), "a check sends nothing");
}

/// Names each case of the contract as a test of its own, on a rig made anew by `$rig`.
#[macro_export]
macro_rules! mailer_contract {
    ($name:ident, $rig:expr) => {
        mod $name {
            $crate::mailer_contract!(@cases $rig;
                a_mail_arrives,
                sent_again_it_is_the_same_mail,
                every_name_is_survived,
                a_letter_arrives,
                a_letter_sent_again_is_the_same,
                a_ticket_mail_joins_its_thread,
                any_ticket_mail_is_survived,
                a_check_says_what_was_found,
            );
        }
    };
    (@cases $rig:expr; $($case:ident,)*) => {
        $(#[tokio::test]
        async fn $case() {
            let rig = $rig.await;
            $crate::mailer_contract::$case(&rig).await;
        })*
    };
}
