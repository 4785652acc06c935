use frontdesk_domain::clients::{ClientNumber, Email, Name};
use frontdesk_domain::ports::{Mail, MailContent, TicketReceived};
use frontdesk_domain::tickets::{Subject, TicketNumber, TrackerMark};
use frontdesk_domain::time::Timestamp;
use rstest::rstest;

use super::{Composed, compose};
use crate::look::MailLook;

/// 20 November 2025, 20:00:00 UTC.
const AT: Timestamp = Timestamp::from_micros(1_763_668_800_000_000);

fn mail(name: &str, subject: &str, new_client: Option<ClientNumber>) -> Mail {
    Mail {
        name: Name::parse(name).unwrap(),
        to: Email::parse("sara.ahmadi@posteo.example").unwrap(),
        ticket: TicketNumber(10_472),
        mark: TrackerMark::from_bytes([7; 16]),
        subject: Subject::parse(subject).unwrap(),
        content: MailContent::TicketReceived(TicketReceived {
            track_url: "https://help.example.com/track/u7Qd1kzV3mXw".into(),
            new_client,
        }),
    }
}

fn composed(mail: &Mail) -> Composed {
    let from = "Alder & Finch support <help@example.com>";
    let look = MailLook::new(from, "Alder & Finch support", "help.example.com", [0xab; 16]).unwrap();
    compose(mail, &look, Some(AT)).unwrap()
}

fn headers(mail: &Composed) -> String {
    let source = String::from_utf8(mail.source.clone()).unwrap();
    source.split("\r\n\r\n").next().unwrap().replace("\r\n", "\n")
}

#[test]
fn the_first_mail_of_a_new_client() {
    let mail = composed(&mail(
        "Sara Ahmadi",
        "Printer offline",
        Some(ClientNumber::draw(42_773)),
    ));
    insta::assert_snapshot!("headers", headers(&mail));
    insta::assert_snapshot!("text", mail.text);
    insta::assert_snapshot!("html", mail.html.replace("><", ">\n<"));
    assert_eq!(mail.to_header, "Sara Ahmadi <sara.ahmadi@posteo.example>");
    assert_eq!(mail.subject, "Printer offline (#10472)");
}

#[test]
fn a_client_we_know_is_told_no_id() {
    let mail = composed(&mail("Sara Ahmadi", "Printer offline", None));
    assert!(!mail.text.contains("Your customer ID") && !mail.html.contains("Your customer ID"));
}

#[test]
fn the_same_mail_is_the_same_bytes() {
    let first = composed(&mail("رضا کریمی", "چاپگر خاموش است", None));
    let again = composed(&mail("رضا کریمی", "چاپگر خاموش است", None));
    assert_eq!(first.source, again.source);
    assert!(first.source.is_ascii(), "every server takes it");
}

/// Typed text reaches the pages only through maud; here is the proof for the mail.
#[test]
fn typed_text_stays_text() {
    let mail = composed(&mail("<b>Eve</b>", "<script>alert(1)</script> \"'&", None));
    assert!(
        !mail.html.contains("<script>") && !mail.html.contains("<b>Eve"),
        "{}",
        mail.html
    );
    assert!(mail.html.contains("&lt;script&gt;"));
    let sheet = mail
        .html
        .split("<style>")
        .nth(1)
        .unwrap()
        .split("</style>")
        .next()
        .unwrap();
    assert!(
        !sheet.contains('&') && sheet.contains("prefers-color-scheme"),
        "{sheet}"
    );
}

#[rstest]
#[case("Eve\u{2028}X", "a\u{2029}b")]
#[case("\u{202e}Eve", "\u{202e}txt.exe")]
#[case("\u{200f}", "\u{200e}")]
#[case("Eve, \"Mallory\" <x@example.com>", "=?utf-8?q?x?=")]
fn no_name_and_no_subject_keeps_a_mail_from_being_sent(#[case] name: &str, #[case] subject: &str) {
    let mail = composed(&mail(name, subject, None));
    let headers = headers(&mail);
    assert_eq!(headers.matches("\nTo: ").count(), 1, "{headers}");
    assert!(headers.contains("sara.ahmadi@posteo.example"), "{headers}");
    assert!(!mail.subject.starts_with(' '), "{}", mail.subject);
    assert!(!headers.contains("\u{202e}"));
}

#[test]
fn a_long_subject_keeps_the_number() {
    let mail = composed(&mail("Sara", &"سلام ".repeat(39), None));
    assert!(mail.subject.ends_with(" (#10472)"), "{}", mail.subject);
}

#[test]
fn a_domain_of_other_letters_is_written_in_ascii() {
    let mut mail = mail("Sara", "Printer", None);
    mail.to = Email::parse("sara@bücher.example").unwrap();
    assert_eq!(composed(&mail).to.to_string(), "sara@xn--bcher-kva.example");
}
