//! What people do to get in, on the wired program: a real database, real hashes, signatures and seals, and
//! the mailbox.

use aws_lc_rs::hmac;
use frontdesk_application::{
    Decided, Decision, PasswordReset, Proof, Register, Registered, SecondProof, SecondStepTaken, SignIn,
    SignInAnswer, Verdict, Verified,
};
use frontdesk_domain::access::{Authority, SignedIn};
use frontdesk_domain::accounts::{Contact, Role};
use frontdesk_domain::auth::{LinkPurpose, LinkToken, OneTimeCode, Password, TotpCode, TotpSecret};
use frontdesk_domain::clients::{Email, Name};
use frontdesk_domain::deliveries::{Target, WorkerId};
use frontdesk_domain::ports::Mailbox as _;
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
        let newest = self.queries.list(None, 1).await.unwrap();
        let mail = self.queries.get(newest.first().expect("a mail").id).await;
        mail.unwrap().expect("a mail").text
    }

    async fn approve(&self) {
        let person = self.app.find_person(&Authority::Operator, SARA).await.unwrap();
        let verdict = Verdict::Approve { role: Role::Customer };
        let account = person.row.id;
        let decision = Decision { account, verdict };
        let decided = self.app.decide(&Authority::Operator, &[decision]).await;
        assert_eq!(decided.unwrap(), [Decided::Done]);
    }
}

/// The code in a mail.
fn code_in(text: &str) -> OneTimeCode {
    let (_, rest) = text.split_once("Your code: ").expect("a code");
    OneTimeCode::parse(&rest[..6]).expect("six digits")
}

/// The token of the link in a mail.
fn link_in(text: &str) -> LinkToken {
    let (before, rest) = text.split_once("?token=").expect("a link");
    let address = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    assert!(address.starts_with(URL), "{address}");
    LinkToken(rest.split_whitespace().next().unwrap_or_default().to_owned())
}

/// What an authenticator app shows now.
fn app_shows(house: &House, secret: &TotpSecret) -> TotpCode {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret.as_bytes());
    let message = TotpCode::message(TotpCode::step_at(house.clock.now()));
    let mut shown = [0; 20];
    shown.copy_from_slice(hmac::sign(&key, &message).as_ref());
    TotpCode::of_hmac(&shown)
}

#[tokio::test]
async fn someone_registers_by_the_mailed_code_and_gets_in_once_an_admin_says_yes() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(&folder).await;
    let request = house.register().await;
    let code = code_in(&house.mail().await);
    let proof = Proof::Code { request, code };
    assert_eq!(house.app.verify_email(&proof).await.unwrap(), Verified::Waiting);
    assert_eq!(house.sign_in(PASSWORD).await, SignInAnswer::Waiting);
    assert_eq!(house.sign_in("violetkettleponder").await, SignInAnswer::Wrong);
    house.approve().await;
    assert!(house.mail().await.contains("Your account is ready"));
    let SignInAnswer::In { session, .. } = house.sign_in(PASSWORD).await else {
        panic!("should be in")
    };
    assert!(house.who(&session).await.unwrap().client.is_some());
}

#[tokio::test]
async fn the_mailed_link_proves_the_same_and_one_for_a_password_works_once() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(&folder).await;
    house.register().await;
    let token = link_in(&house.mail().await);
    let proof = Proof::Link {
        token,
        request: None,
        password: Some(password(PASSWORD)),
    };
    assert_eq!(house.app.verify_email(&proof).await.unwrap(), Verified::Waiting);
    house.approve().await;
    house.app.forgot_password(SARA, "192.0.2.1").await.unwrap();
    let token = link_in(&house.mail().await);
    let reset = async |raw: &str| house.app.reset_password(&token, &password(raw)).await.unwrap();
    assert_eq!(reset("violetkettleponder").await, PasswordReset::Done);
    assert_eq!(reset("another kettle pond").await, PasswordReset::LinkOver);
    assert_eq!(house.sign_in(PASSWORD).await, SignInAnswer::Wrong);
    assert!(matches!(
        house.sign_in("violetkettleponder").await,
        SignInAnswer::In { .. }
    ));
}

#[tokio::test]
async fn a_second_step_is_asked_for_and_its_secret_is_not_in_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(&folder).await;
    let request = house.register().await;
    let code = code_in(&house.mail().await);
    house
        .app
        .verify_email(&Proof::Code { request, code })
        .await
        .unwrap();
    house.approve().await;
    let SignInAnswer::In { session, .. } = house.sign_in(PASSWORD).await else {
        panic!("should be in")
    };
    let person = house.who(&session).await.unwrap();
    let offer = house.app.offer_second_step(&person).await.unwrap();
    let first = app_shows(&house, &offer.secret);
    let codes = house
        .app
        .confirm_second_step(&person, first)
        .await
        .unwrap()
        .unwrap();
    let SignInAnswer::SecondStep { session: half_way } = house.sign_in(PASSWORD).await else {
        panic!("should be asked for more")
    };
    let step = async |proof| house.app.second_step(&half_way, proof, None).await.unwrap();
    assert_eq!(
        step(SecondProof::App(first)).await,
        SecondStepTaken::Wrong,
        "used already"
    );
    let taken = step(SecondProof::Recovery(codes[0])).await;
    assert!(matches!(taken, SecondStepTaken::In { .. }));
    house.database.close().await.unwrap();
    let kept = std::fs::read(folder.path().join("frontdesk.db")).unwrap();
    let holds = |needle: &[u8]| kept.windows(needle.len()).any(|part| part == needle);
    assert!(holds(SARA.as_bytes()), "this is where everything is kept");
    for secret in [
        offer.secret.as_bytes().as_slice(),
        PASSWORD.as_bytes(),
        session.as_bytes(),
    ] {
        assert!(!holds(secret));
    }
}

#[tokio::test]
async fn links_of_another_installation_open_nothing() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let ours = house(&folder).await;
    // The same key, as after copying a folder's key by hand: the installation is another one all the same.
    let key = folder.path().join("secret.key");
    std::fs::copy(key, elsewhere.path().join("secret.key")).unwrap();
    let theirs = house(&elsewhere).await;
    let link = theirs.app.set_up_link().await.unwrap().expect("no admin yet");
    let token = LinkToken(link.split_once("?token=").unwrap().1.to_owned());
    assert!(theirs.app.link_works(&token, LinkPurpose::SetUp).await.unwrap());
    assert!(!ours.app.link_works(&token, LinkPurpose::SetUp).await.unwrap());
}
