//! What people do to get in, on the wired program: a real database, real hashes, signatures and seals, and
//! the mailbox.

use aws_lc_rs::hmac;
use frontdesk_application::{
    Decided, Decision, Proof, Register, Registered, SecondProof, SecondStepTaken, SignIn, SignInAnswer,
    Verdict, Verified,
};
use frontdesk_domain::access::{Authority, SignedIn};
use frontdesk_domain::accounts::{Contact, Role};
use frontdesk_domain::auth::{LinkPurpose, LinkToken, OneTimeCode, Password, TotpCode, TotpSecret};
use frontdesk_domain::clients::{Email, Name};
use frontdesk_domain::deliveries::{Target, WorkerId};
use frontdesk_domain::ports::Mailbox;
use frontdesk_domain::secrets::{RequestId, SessionToken};
use tempfile::TempDir;

use super::*;

const URL: &str = "https://help.example.com";
const SARA: &str = "sara@example.com";
const PASSWORD: &str = "mossy anchor cup";

async fn house(folder: &TempDir) -> House {
    let settings = Settings {
        data_dir: folder.path().to_owned(),
        ..Settings::default()
    };
    House::build(&settings, URL).await.unwrap()
}

fn password(raw: &str) -> Password {
    Password::take(raw.to_owned()).unwrap()
}

impl House {
    async fn sign_in(&self, typed: &str) -> SignInAnswer {
        let form = SignIn {
            login: SARA.into(),
            password: password(typed),
            remembered: false,
            device: None,
            network: "192.0.2.1".into(),
            browser: "Firefox on Linux".into(),
        };
        self.app.sign_in(&form).await.unwrap()
    }

    async fn who(&self, session: &SessionToken) -> Option<SignedIn> {
        self.app.who_is(session).await.unwrap()
    }

    async fn register(&self) -> RequestId {
        let form = Register {
            name: Name::parse("Sara Ahmadi").unwrap(),
            email: Email::parse(SARA).unwrap(),
            username: None,
            password: password(PASSWORD),
            contact: Contact::default(),
            wish: None,
            network: "192.0.2.1".into(),
        };
        match self.app.register(&form).await.unwrap() {
            Registered::CheckMail(request) => request,
            other => panic!("not registered: {other:?}"),
        }
    }

    /// Sends what is due; the text of the newest mail.
    async fn mail(&self) -> String {
        let worker = WorkerId::from_bytes([7; 16]);
        self.app.deliver_next(Target::Mail, worker, 5).await.unwrap();
        let newest = self.queries.list_mail().await;
        self.queries.get(newest).await.unwrap().expect("a mail").text
    }

    async fn approve(&self) {
        let person = self.app.find_person(&Authority::Operator, SARA).await.unwrap();
        let verdict = Verdict::Approve {
            role: Role::Customer,
        };
        let account = person.row.id;
        let decided = self
            .app
            .decide(&Authority::Operator, &[Decision { account, verdict }]);
        assert_eq!(decided.await.unwrap(), [Decided::Done]);
    }
}
