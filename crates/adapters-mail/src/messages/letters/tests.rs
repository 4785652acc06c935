use frontdesk_domain::accounts::{Reason, Role};
use frontdesk_domain::auth::OneTimeCode;
use frontdesk_domain::clients::{Email, Name};
use frontdesk_domain::ports::{Letter, LetterContent};
use frontdesk_domain::secrets::LetterMark;
use frontdesk_domain::time::Timestamp;
use rstest::rstest;

use super::is_known;
use crate::look::MailLook;
use crate::messages::{Composed, compose_letter};

/// 20 November 2025, 20:00:00 UTC.
const AT: Timestamp = Timestamp::from_micros(1_763_668_800_000_000);
const PUBLIC: &str = "https://help.example.com";
const TOKEN: &str = "eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiI3In0.c2lnbmF0dXJl";

fn code() -> OneTimeCode {
    OneTimeCode::parse("042917").unwrap()
}

fn page(path: &str) -> String {
    format!("{PUBLIC}{path}")
}

/// One of each.
fn contents() -> Vec<(&'static str, LetterContent)> {
    let (code, minutes) = (code(), 10);
    let (sign_in_url, forgot_url) = (page("/sign-in"), page("/forgot-password"));
    vec![
        (
            "verify_email",
            LetterContent::VerifyEmail {
                code,
                url: page(&format!("/verify?token={TOKEN}")),
                minutes,
            },
        ),
        ("change_email", LetterContent::ChangeEmail { code, minutes }),
        ("sign_in", LetterContent::SignIn { code, minutes }),
        ("register", LetterContent::Register { code, minutes }),
        (
            "tried_to_register",
            LetterContent::TriedToRegister { desk_url: page("/") },
        ),
        (
            "account_exists",
            LetterContent::AccountExists {
                sign_in_url: sign_in_url.clone(),
                forgot_url: forgot_url.clone(),
            },
        ),
        (
            "approved",
            LetterContent::Approved {
                sign_in_url,
                role: Role::Agent,
            },
        ),
        (
            "declined",
            LetterContent::Declined {
                reason: Some(Reason::parse("We know no Sara.\n<b>Call us</b> \"soon\" & often").unwrap()),
            },
        ),
        (
            "reset",
            LetterContent::Reset {
                url: page(&format!("/reset-password?token={TOKEN}")),
                minutes: 30,
            },
        ),
        (
            "password_changed",
            LetterContent::PasswordChanged {
                forgot_url: forgot_url.clone(),
            },
        ),
        ("email_changed", LetterContent::EmailChanged),
        ("unusual_attempts", LetterContent::UnusualAttempts { forgot_url }),
    ]
}

fn letter(name: &str, content: LetterContent) -> Letter {
    Letter {
        name: Some(Name::parse(name).unwrap()),
        to: Email::parse("sara.ahmadi@posteo.example").unwrap(),
        mark: LetterMark::from_bytes([7; 16]),
        content,
    }
}

fn composed(name: &str, content: LetterContent) -> Composed {
    let from = "Alder & Finch support <help@example.com>";
    let look = MailLook::new(from, "Alder & Finch support", "help.example.com", [0xab; 16]).unwrap();
    compose_letter(&letter(name, content), &look, Some(AT)).unwrap()
}

fn all() -> Vec<(&'static str, Composed)> {
    let contents = contents().into_iter();
    contents
        .map(|(word, content)| (word, composed("Sara Ahmadi", content)))
        .collect()
}

fn headers(mail: &Composed) -> String {
    let source = String::from_utf8(mail.source.clone()).unwrap();
    source.split("\r\n\r\n").next().unwrap().replace("\r\n", "\n")
}

#[test]
fn every_letter_in_words() {
    for (word, mail) in all() {
        insta::assert_snapshot!(word, format!("Subject: {}\n\n{}", mail.subject, mail.text));
    }
}

#[test]
fn a_letter_on_paper() {
    let all = all();
    insta::assert_snapshot!("headers", headers(&all[0].1));
    insta::assert_snapshot!("html", all[0].1.html.replace("><", ">\n<"));
}

#[test]
fn both_forms_say_the_same() {
    for (word, mail) in all() {
        for sentence in mail.text.lines().filter(|line| line.len() > 3) {
            let shown = sentence
                .trim_start_matches("> ")
                .trim_start_matches("Your code: ")
                .trim_end_matches(':');
            let shown = shown
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;");
            assert!(mail.html.contains(&shown), "{word}: {shown}\n{}", mail.html);
        }
    }
}

/// What stands beside the sender in a list, and on a locked screen.
#[test]
fn no_secret_is_in_a_subject_or_beside_it() {
    for (word, mail) in all() {
        let title = mail.html.split("</title>").next().unwrap();
        let beside = mail
            .html
            .split("<div style=\"display:none")
            .nth(1)
            .and_then(|rest| rest.split("</div>").next())
            .unwrap();
        for place in [&mail.subject, &headers(&mail), title, beside] {
            for secret in ["042917", "042 917", TOKEN] {
                assert!(!place.contains(secret), "{word}: {secret} in {place}");
            }
        }
    }
}

#[test]
fn a_code_stands_once_in_each_form() {
    for (word, mail) in all() {
        let holds_one = ["verify_email", "change_email", "sign_in", "register"].contains(&word);
        let times = usize::from(holds_one);
        assert_eq!(mail.text.matches("042917").count(), times, "{word}");
        assert_eq!(mail.html.matches("042917").count(), times, "{word}");
    }
}

#[test]
fn every_link_starts_with_the_public_address() {
    for (word, mail) in all() {
        for form in [&mail.text, &mail.html] {
            for (at, _) in form.match_indices("://") {
                let start = form[..at]
                    .rfind(|c: char| !c.is_ascii_alphabetic())
                    .map_or(0, |n| n + 1);
                assert!(form[start..].starts_with(PUBLIC), "{word}: {}", &form[start..]);
            }
        }
        let hrefs = mail.html.matches("href=").count();
        assert_eq!(
            mail.html.matches(&format!("href=\"{PUBLIC}/")).count(),
            hrefs,
            "{word}"
        );
    }
}

/// Who opens a door by mail says for how long, and what to do if nobody asked for it.
#[test]
fn life_and_doubt_are_in_words() {
    for (word, mail) in all() {
        if ["verify_email", "change_email", "sign_in", "register"].contains(&word) {
            assert!(mail.text.contains("10 minutes"), "{word}");
        }
        if word == "reset" {
            assert!(mail.text.contains("30 minutes"), "{word}");
        }
        if !["approved", "declined"].contains(&word) {
            assert!(mail.text.contains("If this was not you"), "{word}");
        }
    }
}

#[test]
fn no_program_answers_a_letter() {
    for (word, mail) in all() {
        let headers = headers(&mail);
        for line in [
            "\nAuto-Submitted: auto-generated",
            "\nX-Auto-Response-Suppress: All",
        ] {
            assert!(headers.contains(line), "{word}: {headers}");
        }
        assert!(!headers.contains("In-Reply-To") && !headers.contains("References"));
    }
}

#[test]
fn the_same_letter_is_the_same_bytes() {
    for (word, content) in contents() {
        let (first, again) = (
            composed("رضا کریمی", content.clone()),
            composed("رضا کریمی", content),
        );
        assert_eq!(first.source, again.source, "{word}");
        assert!(first.source.is_ascii(), "{word}: every server takes it");
    }
}

#[test]
fn typed_text_stays_text() {
    for (word, content) in contents() {
        let mail = composed("<b>Eve</b>", content);
        assert!(!mail.html.contains("<b>"), "{word}: {}", mail.html);
    }
}

#[rstest]
#[case("Eve\u{2028}Bcc: x@example.com")]
#[case("\u{202e}evE")]
#[case("\u{200f}")]
#[case("Eve, \"Mallory\" <x@example.com>")]
#[case("=?utf-8?q?x?=")]
fn no_name_adds_a_header_or_turns_the_reading_direction(#[case] name: &str) {
    for (word, content) in contents() {
        let mail = composed(name, content);
        let headers = headers(&mail);
        assert_eq!(headers.matches("\nTo: ").count(), 1, "{word}: {headers}");
        assert!(!headers.contains("\nBcc"), "{word}: {headers}");
        assert!(
            headers.contains("sara.ahmadi@posteo.example"),
            "{word}: {headers}"
        );
        assert!(!headers.contains('\u{202e}') && !mail.text.contains('\u{202e}'));
    }
}

/// Registering with a stranger's address and a slogan for a name sends them no slogan.
#[test]
fn a_name_is_not_mailed_to_an_address_that_nobody_proved() {
    for (word, content) in contents() {
        let known = is_known(&content);
        let mail = composed("Win at casino.example", content);
        let source = String::from_utf8(mail.source.clone()).unwrap();
        assert_eq!(source.contains("casino"), known, "{word}");
        assert_eq!(mail.to_header.contains("casino"), known, "{word}");
    }
}
