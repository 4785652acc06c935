//! Words for what people do on a site, as far as tests need them done.

use frontdesk_application::testing::PaperVault;
use frontdesk_application::testing::people::{PASSWORD, email, password};
use frontdesk_application::{AddPerson, Decision, SubmitTicket, Verdict};
use frontdesk_domain::access::{Authority, SignedIn};
use frontdesk_domain::accounts::{Account, AccountId, Role};
use frontdesk_domain::auth::{TotpCode, TotpSecret};
use frontdesk_domain::clients::{ClientNumber, Identifier, Name};
use frontdesk_domain::ports::{Clock, Vault};
use frontdesk_domain::secrets::{SessionToken, TrackToken};
use frontdesk_domain::tickets::{Body, Priority};

use super::{Browser, Site};

/// The cookie that holds a session.
pub const SESSION: &str = "__Host-sid";

impl Site {
    /// Someone added from the command line, active at once.
    pub async fn staff(&self, address: &str, role: Role) -> AccountId {
        let person = AddPerson {
            name: Name::parse("Robin Staff").unwrap(),
            email: email(address),
            username: None,
            role,
            password: password(PASSWORD),
        };
        self.app.add_person(&person).await.unwrap().unwrap()
    }

    /// Someone registers; their browser is the one that may type the code.
    pub async fn registers(&self, address: &str) -> Browser {
        let mut browser = self.browser();
        let fields = [
            ("name", "Sara Ahmadi"),
            ("email", address),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        let answer = browser.post("/register", &fields).await;
        assert_eq!(answer.location(), "/verify", "{}", answer.text());
        browser
    }

    /// Someone registers and proves their e-mail: they wait for an admin.
    pub async fn waits(&self, address: &str) -> Browser {
        let mut browser = self.registers(address).await;
        let code = self.code_to(address).await;
        let answer = browser.post("/verify", &[("code", &code)]).await;
        assert_eq!(answer.location(), "/verify?done=waiting", "{}", answer.text());
        browser
    }

    /// An admin decides about someone who waits.
    pub async fn decides(&self, address: &str, verdict: Verdict) {
        let account = self.account(address).await.id;
        let decision = Decision { account, verdict };
        self.app.decide(&Authority::Operator, &[decision]).await.unwrap();
    }

    /// A customer, let in.
    pub async fn customer(&self, address: &str) {
        self.waits(address).await;
        let role = Role::Customer;
        self.decides(address, Verdict::Approve { role }).await;
        self.deliver().await;
    }

    /// A browser in which someone signs in; half way, if they have a second step.
    pub async fn signs_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        let fields = [("login", login), ("password", PASSWORD)];
        let answer = browser.post("/sign-in", &fields).await;
        assert!(browser.cookie(SESSION).is_some(), "{}", answer.text());
        browser
    }

    /// A browser in which a client signs in by customer ID and mailed code.
    pub async fn signs_in_by_code(&self, number: ClientNumber, address: &str) -> Browser {
        let mut browser = self.browser();
        let number = number.to_string();
        let asked = browser.post("/sign-in/code", &[("customer", &number)]).await;
        let code = self.code_to(address).await;
        let entered = browser.post(asked.location(), &[("code", &code)]).await;
        assert!(browser.cookie(SESSION).is_some(), "{}", entered.text());
        browser
    }

    /// Who is signed in there, if anybody.
    pub async fn who(&self, browser: &Browser) -> Option<SignedIn> {
        let session = SessionToken::from_text(browser.cookie(SESSION)?)?;
        self.app.who_is(&session).await.unwrap()
    }

    /// Who is signed in there sets up a second step, and that session has taken it.
    pub async fn sets_up_second_step(&self, browser: &Browser) -> TotpSecret {
        let person = self.who(browser).await.unwrap();
        let offer = self.app.offer_second_step(&person).await.unwrap();
        let code = self.app_shows(&offer.secret);
        let codes = self.app.confirm_second_step(&person, code).await.unwrap();
        assert!(codes.is_some(), "the code was right");
        offer.secret
    }

    /// What an authenticator app with that secret shows now.
    #[must_use]
    pub fn app_shows(&self, secret: &TotpSecret) -> TotpCode {
        let message = TotpCode::message(TotpCode::step_at(self.means.clock.now()));
        TotpCode::of_hmac(&PaperVault.hmac_sha1(secret.as_bytes(), &message))
    }

    /// The account with that e-mail.
    pub async fn account(&self, address: &str) -> Account {
        let unit = self.desk.store.begin().await.unwrap();
        unit.accounts().by_email(&email(address)).await.unwrap().unwrap()
    }

    /// The customer ID of who has that e-mail.
    pub async fn number_of(&self, address: &str) -> ClientNumber {
        let operator = Authority::Operator;
        let person = self.app.find_person(&operator, address).await.unwrap();
        person.row.client.unwrap()
    }

    /// A ticket of someone with an account; the link to it.
    pub async fn ticket_of(&self, address: &str) -> TrackToken {
        let ticket = SubmitTicket {
            identifier: Identifier::Number(self.number_of(address).await),
            proved: self.account(address).await.client,
            key: self.app.new_submission_key(),
            body: Body::parse("The printer is on fire").unwrap(),
            category: None,
            priority: Priority::Medium,
            registration: None,
        };
        match self.app.submit_ticket(&ticket).await.unwrap() {
            frontdesk_application::Submission::Accepted { token, .. } => token,
            other => panic!("not accepted: {other:?}"),
        }
    }
}
