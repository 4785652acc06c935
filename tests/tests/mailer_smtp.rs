//! The mailers: the contract over SMTP and into the built-in mailbox, and every way in which a mail server
//! can fail, each with the one end it must have.

#![expect(clippy::unwrap_used, reason = "what a test sets up must be there")]

use std::sync::Arc;
use std::time::Duration;

use frontdesk_application::testing::{MemoryStore, TestClock};
use frontdesk_domain::ports::{KeptMail, MailError, Mailbox, Mailer};
use frontdesk_mail::{MailLook, MailboxMailer, SmtpMailer, SmtpSettings, SmtpUrl};
use frontdesk_tests::mailer_contract;
use frontdesk_tests::mailer_contract::{MailerRig, confirms, header, mail};
use frontdesk_tests::smtp_sink::{Certificate, Manner, SmtpSink, USER};
use futures_util::FutureExt;

const TO: &str = "sara.ahmadi@posteo.example";
const PASSWORD: &str = "p%40ss%3Aw%2Frd";

fn look() -> MailLook {
    MailLook::new(
        "Help desk <help@example.com>",
        "Alder & Finch",
        "help.example.com",
        [0xab; 16],
    )
    .unwrap()
}

struct SmtpRig {
    sink: SmtpSink,
    mailer: SmtpMailer,
}

fn mailer(url: &str, authority: Option<&str>) -> SmtpMailer {
    SmtpMailer::new(SmtpSettings {
        url: SmtpUrl::parse(url).unwrap(),
        extra_ca_pem: authority.map(str::to_owned),
        hello_name: "help.example.com".to_owned(),
        timeout: Duration::from_secs(2),
        look: look(),
    })
    .unwrap()
}

async fn rig_with(certificate: Certificate) -> SmtpRig {
    let sink = SmtpSink::start(certificate).await.unwrap();
    let url = format!("smtp://{USER}:{PASSWORD}@localhost:{}", sink.port());
    let mailer = mailer(&url, Some(sink.authority()));
    SmtpRig { sink, mailer }
}

async fn rig() -> SmtpRig {
    rig_with(Certificate::Good).await
}

impl MailerRig for SmtpRig {
    fn mailer(&self) -> &dyn Mailer {
        &self.mailer
    }

    fn mails(&self) -> Vec<String> {
        self.sink.mails()
    }
}

struct MailboxRig {
    store: MemoryStore,
    mailer: MailboxMailer,
}

fn mailbox_rig() -> MailboxRig {
    let store = MemoryStore::new();
    let mailer = MailboxMailer::new(Arc::new(store.clone()), Arc::new(TestClock::default()), look());
    MailboxRig { store, mailer }
}

impl MailboxRig {
    async fn kept(&self) -> Vec<KeptMail> {
        let mut kept = Vec::new();
        for line in self.store.list(None, 100).await.unwrap() {
            kept.extend(self.store.get(line.id).await.unwrap());
        }
        kept.reverse();
        kept
    }
}

impl MailerRig for MailboxRig {
    fn mailer(&self) -> &dyn Mailer {
        &self.mailer
    }

    fn mails(&self) -> Vec<String> {
        self.kept()
            .now_or_never()
            .expect("memory answers at once")
            .into_iter()
            .map(|mail| mail.source)
            .collect()
    }
}

mailer_contract!(smtp, super::rig());
mailer_contract!(mailbox, async { super::mailbox_rig() });

#[tokio::test]
async fn the_mailbox_keeps_a_mail_once_and_readable() {
    let rig = mailbox_rig();
    for _ in 0..2 {
        rig.mailer.send(&mail([1; 16], TO)).await.unwrap();
    }
    let [kept] = &rig.kept().await[..] else {
        panic!("one mail")
    };
    assert_eq!(kept.to, "Sara Ahmadi <sara.ahmadi@posteo.example>");
    assert_eq!(kept.subject, "Printer offline (#10472)");
    assert!(kept.text.contains("#10472") && kept.html.starts_with("<!DOCTYPE html>"));
    assert_eq!(
        Some(&kept.message_id),
        header(&kept.source, "Message-ID").as_ref()
    );
}

async fn told(manner: Manner) -> (MailError, SmtpRig) {
    let rig = rig().await;
    rig.sink.behave(manner);
    let error = rig.mailer.send(&mail([1; 16], TO)).await.unwrap_err();
    (error, rig)
}

/// Each way to fail has one end, and none of their reasons names anybody.
#[tokio::test]
async fn each_failure_has_one_end() {
    type Is = fn(&MailError) -> bool;
    let refused: Is = |error| matches!(error, MailError::Refused(_));
    let deferred: Is = |error| matches!(error, MailError::Deferred(_));
    let unauthorized: Is = |error| matches!(error, MailError::Unauthorized(_));
    let not_sent: Is = |error| matches!(error, MailError::NotSent(_));
    let unknown: Is = |error| matches!(error, MailError::Unknown(_));
    let table = [
        (Manner::Silent, not_sent),
        (Manner::SlowGreeting, not_sent),
        (Manner::Greets("554 5.3.2 no service here"), not_sent),
        (Manner::Greets("421 4.3.2 too busy"), deferred),
        (Manner::Greets("this is no mail server"), not_sent),
        (Manner::NoStartTls, not_sent),
        (Manner::NoAuth, unauthorized),
        (Manner::Sender("553 5.7.1 not your address"), unauthorized),
        (Manner::Sender("450 4.7.1 later"), deferred),
        (
            Manner::Recipient("550 5.1.1 <{}>: no such user sara.ahmadi"),
            refused,
        ),
        (Manner::Recipient("450 4.7.1 {} greylisted"), deferred),
        (Manner::Recipient("530 5.7.0 sign in first"), unauthorized),
        (Manner::DropBeforeText, not_sent),
        (Manner::Text("554 5.6.0 spam"), refused),
        (Manner::Text("451 4.3.0 disk full"), deferred),
        (Manner::DropAfterText, unknown),
        (Manner::SilentAfterText, unknown),
    ];
    for (manner, is) in table {
        let (error, rig) = told(manner).await;
        assert!(is(&error), "{manner:?}: {error:?}");
        let reason = error.to_string().to_lowercase();
        assert!(
            !reason.contains("sara") && !reason.contains("posteo"),
            "{manner:?}: {reason}"
        );
        let kept = matches!(manner, Manner::DropAfterText | Manner::SilentAfterText);
        assert_eq!(rig.sink.mails().len(), usize::from(kept), "{manner:?}");
    }
}

/// The only case in which a mail may arrive twice; both carry one Message-ID.
#[tokio::test]
async fn an_unclear_end_may_double_a_mail_but_not_its_id() {
    let (_, rig) = told(Manner::DropAfterText).await;
    rig.sink.behave(Manner::Good);
    rig.mailer.send(&mail([1; 16], TO)).await.unwrap();
    let mails = rig.sink.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(header(&mails[0], "Message-ID"), header(&mails[1], "Message-ID"));
    confirms(&mails[1], &mail([1; 16], TO));
}

#[tokio::test]
async fn a_server_nobody_vouches_for_is_not_spoken_to() {
    for certificate in [
        Certificate::OtherName,
        Certificate::OtherAuthority,
        Certificate::Authority,
    ] {
        let rig = rig_with(certificate).await;
        let error = rig.mailer.send(&mail([1; 16], TO)).await.unwrap_err();
        let MailError::NotSent(why) = error else {
            panic!("{certificate:?}: {error:?}")
        };
        assert!(why.contains("certificate"), "{why}");
        if certificate == Certificate::Authority {
            assert!(why.contains("openssl req -x509"), "the way out is named: {why}");
        }
        assert!(!rig.sink.was_told("AUTH"), "{certificate:?}: a password was sent");
    }
}

#[tokio::test]
async fn no_password_goes_out_in_clear() {
    let (_, rig) = told(Manner::NoStartTls).await;
    assert!(!rig.sink.was_told("AUTH") && !rig.sink.was_told("MAIL"));
    let rig = self::rig().await;
    rig.mailer.send(&mail([1; 16], TO)).await.unwrap();
    assert!(rig.sink.was_told("AUTH") && !rig.sink.was_told("AUTH before TLS"));
    assert!(!rig.sink.was_told("MAIL before TLS"));
}

#[tokio::test]
async fn a_wrong_password_is_our_fault_not_the_mails() {
    let sink = SmtpSink::start(Certificate::Good).await.unwrap();
    let url = format!("smtp://{USER}:wrong@localhost:{}", sink.port());
    let mailer = mailer(&url, Some(sink.authority()));
    for error in [
        mailer.send(&mail([1; 16], TO)).await.unwrap_err(),
        mailer.check().await.unwrap_err(),
    ] {
        assert!(
            matches!(&error, MailError::Unauthorized(why) if why.contains("535")),
            "{error:?}"
        );
        assert!(!error.to_string().contains("wrong"));
    }
}

#[tokio::test]
async fn nobody_there_is_not_sent() {
    let sink = SmtpSink::start(Certificate::Good).await.unwrap();
    let port = sink.port();
    drop(sink);
    for url in [
        format!("smtp://localhost:{port}"),
        "smtp://no-such-host.invalid".to_owned(),
    ] {
        let error = mailer(&url, None).send(&mail([1; 16], TO)).await.unwrap_err();
        assert!(matches!(error, MailError::NotSent(_)), "{error:?}");
    }
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let with = |ca: Option<&str>, hello: &str| {
        SmtpMailer::new(SmtpSettings {
            url: SmtpUrl::parse("smtp://localhost").unwrap(),
            extra_ca_pem: ca.map(str::to_owned),
            hello_name: hello.to_owned(),
            timeout: SmtpSettings::TIMEOUT,
            look: look(),
        })
    };
    assert!(with(None, "help.example.com").is_ok());
    assert!(with(Some("no certificate"), "help.example.com").is_err());
    assert!(with(None, "a\r\nMAIL FROM:<x>").is_err());
}
