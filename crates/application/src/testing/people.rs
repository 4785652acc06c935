//! Words for what people with accounts do.

use std::sync::PoisonError;
use std::time::Duration;

use frontdesk_domain::access::{Authority, SignedIn};
use frontdesk_domain::accounts::{Account, AccountId, Contact, Role};
use frontdesk_domain::auth::{CodePurpose, OneTimeCode, Password, RecoveryCode, TotpCode, TotpSecret};
use frontdesk_domain::clients::{Client, ClientId, Email, Name};
use frontdesk_domain::ports::{Clock, Letter, LetterContent, Store, Vault};
use frontdesk_domain::secrets::{RequestId, SessionToken};
use frontdesk_domain::tickets::{Priority, Subject, TicketNumber};

use super::{PaperVault, TestDesk};
use crate::{
    AddPerson, Decided, Decision, OpenTicket, Opened, Proof, Register, RegisterAtDesk, Registered,
    RegisteredAtDesk, SignIn, SignInAnswer, Verdict, Verified,
};

/// A password that is taken.
pub const PASSWORD: &str = "mossy anchor cup";

/// A password as typed.
#[must_use]
pub fn password(raw: &str) -> Password {
    Password::take(raw.to_owned()).expect("a short password")
}

/// An e-mail.
#[must_use]
pub fn email(raw: &str) -> Email {
    Email::parse(raw).expect("an address")
}

impl TestDesk {
    /// A registration form about to be sent.
    #[must_use]
    pub fn registration(&self, address: &str) -> Register {
        Register {
            name: Name::parse("Sara Ahmadi").expect("a name"),
            email: email(address),
            username: None,
            password: password(PASSWORD),
            contact: Contact::default(),
            wish: None,
            network: "192.0.2.1".into(),
        }
    }

    /// Someone registers, and the mail is sent.
    pub async fn register(&self, form: &Register) -> RequestId {
        let Registered::CheckMail(request) = self.app.register(form).await.expect("an answer") else {
            panic!("not registered")
        };
        self.deliver().await;
        request
    }

    /// The newest letter to that address.
    #[must_use]
    pub fn letter_to(&self, address: &str) -> Option<Letter> {
        let letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
        let mut newest_first = letters.iter().rev();
        newest_first.find(|letter| letter.to == email(address)).cloned()
    }

    /// How many letters were sent.
    #[must_use]
    pub fn letters_sent(&self) -> usize {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The code in the newest letter to that address.
    #[must_use]
    pub fn code_to(&self, address: &str) -> OneTimeCode {
        match self.letter_to(address).expect("a letter").content {
            LetterContent::VerifyEmail { code, .. }
            | LetterContent::ChangeEmail { code, .. }
            | LetterContent::Register { code, .. }
            | LetterContent::SignIn { code, .. } => code,
            other => panic!("no code in {other:?}"),
        }
    }

    /// The token of the link in the newest letter to that address.
    #[must_use]
    pub fn link_to(&self, address: &str) -> frontdesk_domain::auth::LinkToken {
        match self.letter_to(address).expect("a letter").content {
            LetterContent::VerifyEmail { url, .. } | LetterContent::Reset { url, .. } => {
                let (_, token) = url.split_once("?token=").expect("a token");
                frontdesk_domain::auth::LinkToken(token.to_owned())
            }
            other => panic!("no link in {other:?}"),
        }
    }

    /// Someone registers and proves their e-mail. They wait for an admin.
    pub async fn newcomer(&self, address: &str) -> AccountId {
        let request = self.register(&self.registration(address)).await;
        let code = self.code_to(address);
        assert_eq!(self.type_code(request, code).await, Verified::Waiting);
        self.account(address).await.id
    }

    /// A customer who may sign in.
    pub async fn customer(&self, address: &str) -> AccountId {
        let account = self.newcomer(address).await;
        let role = Role::Customer;
        let decision = Decision {
            account,
            verdict: Verdict::Approve { role },
        };
        let decided = self.app.decide(&Authority::Operator, &[decision]).await;
        assert_eq!(decided.expect("decided"), [Decided::Done]);
        self.deliver().await;
        account
    }

    /// Someone added from the command line.
    pub async fn person(&self, address: &str, role: Role) -> AccountId {
        let person = AddPerson {
            name: Name::parse("One of the staff").expect("a name"),
            email: email(address),
            username: None,
            role,
            password: password(PASSWORD),
        };
        self.app
            .add_person(&person)
            .await
            .expect("added")
            .expect("a good password")
    }

    /// The sign-in form about to be sent.
    #[must_use]
    pub fn sign_in_form(&self, login: &str, typed: &str) -> SignIn {
        SignIn {
            login: login.to_owned(),
            password: password(typed),
            remembered: false,
            device: None,
            request: None,
            network: "192.0.2.1".into(),
            browser: "Firefox on Linux".into(),
        }
    }

    /// Someone signs in, and is in.
    pub async fn enter(&self, login: &str) -> SessionToken {
        let form = self.sign_in_form(login, PASSWORD);
        match self.app.sign_in(&form).await.expect("an answer") {
            SignInAnswer::In { session, .. } => session,
            other => panic!("not in: {other:?}"),
        }
    }

    /// Who holds that session.
    pub async fn who(&self, session: &SessionToken) -> Option<SignedIn> {
        self.app.who_is(session).await.expect("an answer")
    }

    /// Someone signs in; who they are then.
    pub async fn signed_in(&self, login: &str) -> SignedIn {
        let session = self.enter(login).await;
        self.who(&session).await.expect("signed in")
    }

    /// The account with that e-mail.
    pub async fn account(&self, address: &str) -> Account {
        let unit = self.store.begin().await.expect("a unit");
        let found = unit.accounts().by_email(&email(address)).await.expect("read");
        found.expect("an account")
    }

    /// A client record.
    pub async fn client(&self, id: ClientId) -> Client {
        let unit = self.store.begin().await.expect("a unit");
        unit.clients().get(id).await.expect("read").expect("a client")
    }

    /// Someone registers at a verified desk; the client they are from then on.
    pub async fn newcomer_at_desk(&self, typed: &str, address: &str) -> ClientId {
        let session = self.enter_at_desk(typed, address).await;
        let person = self.who(&session).await.expect("signed in");
        person.client.expect("a client")
    }

    /// Someone proves an e-mail at a verified desk, and is in.
    pub async fn enter_at_desk(&self, typed: &str, address: &str) -> SessionToken {
        let (who, email) = (self.request(typed), email(address));
        let asked = self.app.ask_register_code(&who, &email).await;
        let request = asked.expect("a code");
        self.deliver().await;
        let form = RegisterAtDesk {
            identifier: self.identifier(typed),
            name: Name::parse("Sara Ahmadi").expect("a name"),
            request,
            code: self.code_to(address),
            browser: "Firefox on Linux".into(),
            network: "192.0.2.1".into(),
        };
        let entered = self.app.register_at_desk(&form).await.expect("an answer");
        match entered {
            RegisteredAtDesk::In { session, .. } => session,
            RegisteredAtDesk::Not(tried) => panic!("not in: {tried:?}"),
        }
    }

    /// A code that is not this one.
    #[must_use]
    pub fn another_code(code: OneTimeCode) -> OneTimeCode {
        let value: u64 = code.reveal().parse().expect("digits");
        OneTimeCode::draw((value + 1) % 1_000_000)
    }

    /// Types a code for the newest registration of that browser.
    pub async fn type_code(&self, request: RequestId, code: OneTimeCode) -> Verified {
        let network = "192.0.2.1".into();
        let proof = Proof::Code {
            request,
            code,
            network,
        };
        self.app.verify_email(&proof).await.expect("an answer")
    }

    /// Asks for another code.
    pub async fn resend(&self, request: &RequestId) -> Result<(), crate::AppError> {
        let purpose = CodePurpose::VerifyEmail;
        self.app.resend_code(request, purpose, "192.0.2.1").await
    }

    /// What an authenticator app with that secret shows now.
    #[must_use]
    pub fn app_shows(&self, secret: &TotpSecret) -> TotpCode {
        let message = TotpCode::message(TotpCode::step_at(self.clock.now()));
        TotpCode::of_hmac(&PaperVault.hmac_sha1(secret.as_bytes(), &message))
    }

    /// Someone sets up a second step; what their authenticator app holds, and their recovery codes. The
    /// clock is at the app's next code.
    pub async fn with_second_step(&self, login: &str) -> (TotpSecret, Vec<RecoveryCode>) {
        let person = self.signed_in(login).await;
        let offer = self.app.offer_second_step(&person).await.expect("an offer");
        let code = self.app_shows(&offer.secret);
        let codes = self
            .app
            .confirm_second_step(&person, code)
            .await
            .expect("an answer");
        self.clock.advance(Duration::from_secs(30));
        (offer.secret, codes.expect("the right code"))
    }
}

impl TestDesk {
    /// Someone signed in opens a ticket with a title alone.
    pub async fn open(&self, who: &SignedIn, title: &str) -> TicketNumber {
        let form = OpenTicket {
            client: None,
            key: self.app.new_submission_key(),
            subject: Subject::parse(title).expect("a title"),
            body: None,
            category: None,
            priority: Priority::Medium,
            by_program: false,
        };
        match self.app.open_ticket(who, &form).await.expect("an answer") {
            Opened::Kept(number) => number,
            Opened::AlreadyOpen => panic!("one is open already"),
        }
    }

    /// The mails about a ticket that were sent after the one that confirmed it: what, and to whom.
    #[must_use]
    pub fn mails_about(&self, number: TicketNumber) -> Vec<String> {
        let mails = self.ticket_mails.lock().unwrap_or_else(PoisonError::into_inner);
        let about = mails.iter().filter(|mail| mail.ticket == number);
        about
            .map(|mail| format!("{:?} to {}", mail.content, mail.to.as_str()))
            .collect()
    }
}
