//! The SMTP mailer against a real mail server: Exim, which demands STARTTLS and a password and keeps what it
//! takes in a Maildir. `scripts/servers` starts one and says where it is.

#![expect(clippy::unwrap_used, reason = "what a test sets up must be there")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use frontdesk_domain::ports::{Mail, MailError, Mailer};
use frontdesk_mail::{MailLook, SmtpMailer, SmtpSettings, SmtpUrl};
use frontdesk_tests::mailer_contract::{confirms, header, mail};
use frontdesk_tests::skipped::{given, skipped};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// How long Exim may take from "taken" to the Maildir.
const DELIVERY: Duration = Duration::from_secs(20);

struct Exim {
    /// `127.0.0.1:2525`.
    address: String,
    user: String,
    password: String,
    authority: String,
    maildir: PathBuf,
}

/// The server, or a line that says that there is none.
fn exim() -> Option<Exim> {
    let of = |name: &str| given(&format!("FRONTDESK_TEST_SMTP_{name}"));
    let Some(url) = of("URL") else {
        skipped(
            "Exim",
            "FRONTDESK_TEST_SMTP_URL is not set (scripts/servers sets it)",
        );
        return None;
    };
    let needed = |name: &str| of(name).unwrap_or_else(|| panic!("FRONTDESK_TEST_SMTP_{name} is not set"));
    Some(Exim {
        address: url.trim_start_matches("smtp://").to_owned(),
        user: needed("USER"),
        password: needed("PASSWORD"),
        authority: std::fs::read_to_string(needed("CA")).unwrap(),
        maildir: needed("MAILDIR").into(),
    })
}

impl Exim {
    fn mailer(&self, url: &str) -> SmtpMailer {
        SmtpMailer::new(SmtpSettings {
            url: SmtpUrl::parse(url).unwrap(),
            extra_ca_pem: Some(self.authority.clone()),
            hello_name: "help.example.com".to_owned(),
            timeout: SmtpSettings::TIMEOUT,
            look: MailLook::new(
                "Help desk <help@example.com>",
                "Alder & Finch",
                "help.example.com",
                [0xab; 16],
            )
            .unwrap(),
        })
        .unwrap()
    }

    fn signed_in(&self) -> SmtpMailer {
        self.mailer(&format!(
            "smtp://{}:{}@{}",
            self.user, self.password, self.address
        ))
    }

    /// The delivered mail with that Message-ID. Exim delivers after it has answered, in a process of its own,
    /// and the folder tells nobody: so it is looked at until then.
    async fn delivered(&self, sent: &Mail) -> String {
        let id = format!("<t10472.{}.received@help.example.com>", sent.mark);
        let look = async {
            loop {
                for file in std::fs::read_dir(self.maildir.join("new")).unwrap().flatten() {
                    let text = std::fs::read_to_string(file.path()).unwrap_or_default();
                    if header(&text, "Message-ID").as_ref() == Some(&id) {
                        return text;
                    }
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(DELIVERY, look)
            .await
            .expect("Exim delivers what it took")
    }
}

/// A mail that no other test of this run, and no earlier run against this server, has sent.
fn new_mail(to: &str) -> Mail {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut mark = [0; 16];
    mark[..4].copy_from_slice(&std::process::id().to_be_bytes());
    mark[4..8].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    mail(mark, to)
}

#[tokio::test]
async fn a_mail_is_delivered_whole() {
    let Some(exim) = exim() else { return };
    let ours = new_mail("sara.ahmadi@posteo.example");
    exim.signed_in().send(&ours).await.unwrap();
    let delivered = exim.delivered(&ours).await;
    confirms(&delivered, &ours);
    assert_eq!(
        header(&delivered, "Return-path").as_deref(),
        Some("<help@example.com>")
    );
    assert_eq!(
        header(&delivered, "Envelope-to").as_deref(),
        Some("sara.ahmadi@posteo.example")
    );
    let received = header(&delivered, "Received").unwrap();
    assert!(received.contains("esmtpsa"), "over TLS and signed in: {received}");
}

#[tokio::test]
async fn names_of_every_script_are_delivered() {
    let Some(exim) = exim() else { return };
    let mut ours = new_mail("reza@posteo.example");
    ours.name = frontdesk_domain::clients::Name::parse("رضا \u{202e}کریمی").unwrap();
    ours.subject = frontdesk_domain::tickets::Subject::parse("چاپگر خاموش است").unwrap();
    exim.signed_in().send(&ours).await.unwrap();
    let delivered = exim.delivered(&ours).await;
    assert!(header(&delivered, "Subject").unwrap().starts_with("=?utf-8?b?"));
    assert!(
        header(&delivered, "To")
            .unwrap()
            .contains("<reza@posteo.example>")
    );
}

#[tokio::test]
async fn a_check_signs_in_and_a_wrong_password_is_told() {
    let Some(exim) = exim() else { return };
    let summary = exim.signed_in().check().await.unwrap();
    assert!(
        summary.starts_with("signed in to 127.0.0.1:") && summary.ends_with("with STARTTLS"),
        "{summary}"
    );
    let mailer = exim.mailer(&format!("smtp://{}:wrong@{}", exim.user, exim.address));
    let error = mailer.send(&new_mail("sara@posteo.example")).await.unwrap_err();
    assert!(
        matches!(&error, MailError::Unauthorized(why) if why.contains("535")),
        "{error:?}"
    );
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let Some(exim) = exim() else { return };
    let mailer = exim.signed_in();
    let refused = mailer
        .send(&new_mail("reject.me@posteo.example"))
        .await
        .unwrap_err();
    assert!(
        matches!(&refused, MailError::Refused(why) if why.contains("550")),
        "{refused:?}"
    );
    assert!(!refused.to_string().contains("reject"), "{refused}");
    let deferred = mailer
        .send(&new_mail("greylist.me@posteo.example"))
        .await
        .unwrap_err();
    assert!(
        matches!(&deferred, MailError::Deferred(why) if why.contains("451")),
        "{deferred:?}"
    );
    let stranger = exim.mailer(&format!("smtp://{}", exim.address));
    let refused = stranger.send(&new_mail("sara@posteo.example")).await.unwrap_err();
    assert!(
        matches!(&refused, MailError::Refused(why) if why.contains("550")),
        "{refused:?}"
    );
}

/// Exim offers no AUTH in clear, so a mailer that was allowed to go without TLS finds no way to sign in.
#[tokio::test]
async fn nobody_signs_in_without_tls() {
    let Some(exim) = exim() else { return };
    let offer = extensions(&exim.address).await;
    assert!(offer.contains("STARTTLS") && !offer.contains("AUTH"), "{offer}");
    let bare = format!("smtp://{}:{}@{}?tls=none", exim.user, exim.password, exim.address);
    let error = exim
        .mailer(&bare)
        .send(&new_mail("sara@posteo.example"))
        .await
        .unwrap_err();
    assert!(matches!(error, MailError::Unauthorized(_)), "{error:?}");
}

/// A certificate that is good for somebody else only.
#[tokio::test]
async fn without_its_authority_the_server_is_not_trusted() {
    let Some(mut exim) = exim() else { return };
    let other = frontdesk_tests::smtp_sink::SmtpSink::start(frontdesk_tests::smtp_sink::Certificate::Good);
    exim.authority = other.await.unwrap().authority().to_owned();
    let error = exim.signed_in().check().await.unwrap_err();
    assert!(
        matches!(&error, MailError::NotSent(why) if why.contains("certificate")),
        "{error:?}"
    );
}

/// What the server offers before TLS.
async fn extensions(address: &str) -> String {
    let mut stream = BufReader::new(TcpStream::connect(address).await.unwrap());
    let mut line = String::new();
    stream.read_line(&mut line).await.unwrap();
    stream.write_all(b"EHLO help.example.com\r\n").await.unwrap();
    let mut offer = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line).await.unwrap();
        offer.push_str(&line);
        if !line.starts_with("250-") {
            return offer;
        }
    }
}
