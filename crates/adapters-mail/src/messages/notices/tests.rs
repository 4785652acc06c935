use frontdesk_domain::clients::{Email, Name};
use frontdesk_domain::feedback::Score;
use frontdesk_domain::ports::{TicketMail, TicketMailContent};
use frontdesk_domain::secrets::LetterMark;
use frontdesk_domain::tickets::{Subject, TicketNumber, TrackerMark};
use frontdesk_domain::time::Timestamp;
use rstest::rstest;

use crate::look::MailLook;
use crate::messages::{Composed, compose_notice};

/// 20 November 2025, 20:00:00 UTC.
const AT: Timestamp = Timestamp::from_micros(1_763_668_800_000_000);
const TRACK: &str = "https://help.example.com/track/u7Qd1kzV3mXw";
const DESK: &str = "https://help.example.com/desk/tickets/10472";
const BODY: &str = "Please switch it off, wait a minute & try again.\n\n  1. <b>off</b>\n  2. on";

fn rate() -> Vec<(Score, String)> {
    Score::ALL
        .map(|score| (score, format!("{TRACK}/rate?score={}", score.stars())))
        .to_vec()
}

fn answered(by: Option<&str>, body: &str, rate: Vec<(Score, String)>) -> TicketMailContent {
    TicketMailContent::Answered {
        by: by.map(name),
        body: body.to_owned(),
        url: TRACK.to_owned(),
        rate,
    }
}

fn wrote(by: &str, proved: bool) -> TicketMailContent {
    TicketMailContent::ClientWrote {
        by: name(by),
        proved,
        body: BODY.to_owned(),
        url: DESK.to_owned(),
    }
}

/// One of each, with somebody of that name in it.
fn contents(who: &str) -> Vec<(&'static str, TicketMailContent)> {
    let (url, client) = (DESK.to_owned(), name(who));
    vec![
        ("answered", answered(Some(who), BODY, Vec::new())),
        ("answered_and_solved", answered(Some(who), BODY, rate())),
        ("answered_by_nobody", answered(None, BODY, Vec::new())),
        ("wrote", wrote(who, true)),
        ("wrote_unproved", wrote(who, false)),
        (
            "resolved",
            TicketMailContent::Resolved {
                url: TRACK.to_owned(),
                rate: rate(),
            },
        ),
        ("assigned", TicketMailContent::Assigned { client, url }),
    ]
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn composed_as(who: &str, subject: &str, content: TicketMailContent) -> Composed {
    let from = "Alder & Finch support <help@example.com>";
    let look = MailLook::new(from, "Alder & Finch support", "help.example.com", [0xab; 16]).unwrap();
    let mail = TicketMail {
        name: name(who),
        to: Email::parse("sara.ahmadi@posteo.example").unwrap(),
        ticket: TicketNumber(10_472),
        thread: TrackerMark::from_bytes([7; 16]),
        mark: LetterMark::from_bytes([9; 16]),
        subject: Subject::parse(subject).unwrap(),
        wishes_url: Some("https://help.example.com/my/profile/mails".to_owned()),
        content,
    };
    compose_notice(&mail, &look, Some(AT)).unwrap()
}

fn composed(content: TicketMailContent) -> Composed {
    composed_as("Sara Ahmadi", "Printer offline", content)
}

fn headers(mail: &Composed) -> String {
    let source = String::from_utf8(mail.source.clone()).unwrap();
    source.split("\r\n\r\n").next().unwrap().replace("\r\n", "\n")
}

fn all() -> Vec<(&'static str, Composed)> {
    let contents = contents("Ben Okafor").into_iter();
    contents
        .map(|(word, content)| (word, composed(content)))
        .collect()
}

#[test]
fn every_notice_in_words() {
    for (word, mail) in all() {
        insta::assert_snapshot!(word, format!("Subject: {}\n\n{}", mail.subject, mail.text));
    }
}

#[test]
fn a_notice_on_paper() {
    let mail = composed(answered(Some("Ben Okafor"), BODY, rate()));
    insta::assert_snapshot!("notice_headers", headers(&mail));
    insta::assert_snapshot!("notice_html", mail.html.replace("><", ">\n<"));
}

/// The first mail may never have been sent: its id is known all the same, and all share one more.
#[test]
fn s1_18_all_mails_about_a_ticket_are_one_thread() {
    for (word, mail) in all() {
        let headers = headers(&mail).replace("\n ", " ");
        let root = "t10472.070w3ge1r70w3ge1r70w3ge1r7";
        assert!(
            headers.contains("\nSubject: Re: Printer offline (#10472)\n"),
            "{word}: {headers}"
        );
        let parent = format!("\nIn-Reply-To: <{root}.received@help.example.com>\n");
        assert!(headers.contains(&parent), "{word}: {headers}");
        let thread = format!("\nReferences: <{root}@help.example.com> <{root}.received@help.example.com>\n");
        assert!(headers.contains(&thread), "{word}: {headers}");
        assert!(mail.message_id.starts_with(&format!("<{root}.")), "{word}");
        for line in [
            "\nAuto-Submitted: auto-generated",
            "\nX-Auto-Response-Suppress: All",
        ] {
            assert!(headers.contains(line), "{word}: {headers}");
        }
    }
}

#[test]
fn what_stands_beside_the_subject_are_the_first_words() {
    let mail = composed(answered(Some("Ben"), BODY, Vec::new()));
    let beside = mail.html.split("<div style=\"display:none").nth(1).unwrap();
    let beside = beside.split("</div>").next().unwrap();
    assert!(
        beside.ends_with(
            "Please switch it off, wait a minute &amp; try again. 1. &lt;b&gt;off&lt;/b&gt; 2. on"
        ),
        "{beside}"
    );
}

#[test]
fn both_forms_say_the_same() {
    for (word, mail) in all() {
        let text: String = mail.html.replace("<bdi>", "").replace("</bdi>", "");
        let text = text.replace("<b>", "").replace("</b>", "");
        let (body, _) = mail.text.split_once("\n-- \n").unwrap();
        for line in body.lines() {
            let shown = line.trim_start_matches("> ").trim().trim_end_matches(['.', ':']);
            // Stars and wishes are links in one form and addresses in the other.
            let shown = shown.split(": https").next().unwrap_or_default();
            let shown = shown
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            assert!(text.contains(&shown), "{word}: {shown}\n{text}");
        }
    }
}

#[test]
fn the_five_links_lead_to_the_form_with_the_score_chosen() {
    for content in [
        TicketMailContent::Resolved {
            url: TRACK.to_owned(),
            rate: rate(),
        },
        answered(Some("Ben"), BODY, rate()),
    ] {
        let mail = composed(content);
        for stars in 1..=5 {
            let link = format!("{TRACK}/rate?score={stars}");
            assert!(mail.html.contains(&format!("href=\"{link}\"")) && mail.text.contains(&link));
        }
        assert!(mail.text.contains("Nothing is sent before you press"));
    }
}

#[test]
fn who_was_not_checked_is_marked_before_their_words() {
    let mail = composed(wrote("Sara Ahmadi", false));
    for form in [&mail.text, &mail.html] {
        let (marked, words) = (
            form.find("Nobody checked").unwrap(),
            form.find("Please switch").unwrap(),
        );
        assert!(!form.contains("Sara Ahmadi wrote"), "{form}");
        // The first words also stand beside the subject, far above.
        assert!(marked < words || form.matches("Please switch").count() == 2);
    }
    assert!(
        !composed(wrote("Sara Ahmadi", true))
            .text
            .contains("Nobody checked")
    );
}

#[test]
fn a_long_text_is_cut_and_the_button_leads_to_the_rest() {
    let mail = composed(answered(
        Some("Ben"),
        &"again and again ".repeat(6_000),
        Vec::new(),
    ));
    assert!(mail.text.len() < 5_000, "{}", mail.text.len());
    assert!(mail.text.contains(&format!("Read the rest:\n{TRACK}")));
    assert!(mail.html.contains("Read the rest</a>"));
}

#[test]
fn a_client_is_told_who_can_read_the_ticket_and_everyone_where_mails_are_chosen() {
    for (word, mail) in all() {
        let is_for_client = mail.text.contains(TRACK);
        assert_eq!(mail.text.contains("Who holds the link"), is_for_client, "{word}");
        for form in [&mail.text, &mail.html] {
            assert!(
                form.contains("https://help.example.com/my/profile/mails"),
                "{word}"
            );
        }
    }
}

#[rstest]
#[case("Eve\u{2028}Bcc: x@example.com", "a\u{2029}Bcc: x@example.com")]
#[case("\u{202e}evE", "\u{202e}txt.exe")]
#[case("\u{200f}", "\u{200e}")]
#[case("Eve, \"Mallory\" <x@example.com>", "=?utf-8?q?x?=")]
#[case("<b>Eve</b>", "<script>alert(1)</script>")]
fn no_name_and_no_title_adds_a_header_or_a_tag(#[case] who: &str, #[case] subject: &str) {
    for (word, content) in contents(who) {
        let mail = composed_as(who, subject, content);
        let headers = headers(&mail);
        assert_eq!(headers.matches("\nTo: ").count(), 1, "{word}: {headers}");
        assert!(
            !headers.contains("\nBcc") && !headers.contains('\u{202e}'),
            "{word}: {headers}"
        );
        assert!(
            headers.contains("sara.ahmadi@posteo.example"),
            "{word}: {headers}"
        );
        assert!(
            !mail.html.contains("<script") && !mail.html.contains("<b>Eve"),
            "{word}"
        );
        assert!(mail.source.is_ascii(), "{word}: every server takes it");
    }
}

/// The domain refuses these; the mail must not depend on it.
#[test]
fn controls_in_a_text_are_not_mailed() {
    let body = "one\r\nBcc: x@example.com\u{0}\u{1b}[31m\r\n.\r\nQUIT\u{202e}";
    let mail = composed(answered(Some("Ben"), body, Vec::new()));
    let source = String::from_utf8(mail.source.clone()).unwrap();
    assert!(!source.split("\r\n\r\n").next().unwrap().contains("Bcc"));
    for form in [&mail.text, &mail.html] {
        assert!(!form.contains(['\u{0}', '\u{1b}', '\u{202e}']), "{form}");
        assert!(!form.contains("\r\n.\r\n"));
    }
}

#[test]
fn the_same_notice_is_the_same_bytes() {
    for (word, content) in contents("رضا کریمی") {
        let (first, again) = (composed(content.clone()), composed(content));
        assert_eq!(first.source, again.source, "{word}");
    }
}
