//! Everybody who may stand before a site, in one: each with a browser, and with what they may be after.

use std::collections::BTreeMap;
use std::time::Duration;

use frontdesk_application::testing::TestSigner;
use frontdesk_application::{BulkChosen, Rules, Verdict};
use frontdesk_domain::access::{Authority, DeskIdentity, SignedIn};
use frontdesk_domain::accounts::{AccountId, Role};
use frontdesk_domain::auth::{Holder, Level, NewSession, SessionId};
use frontdesk_domain::bulk::{BulkChange, BulkId};
use frontdesk_domain::ports::{Clock, TokenSigner};
use frontdesk_domain::secrets::SessionToken;
use frontdesk_domain::tickets::{Priority, StaffChange, TicketNumber};

use super::people::SESSION;
use super::tickets::Tickets;
use super::worked::Worked;
use super::{Browser, Site};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// Was never here.
    Nobody,
    /// Holds the link of another customer's ticket, and nothing else.
    Holder,
    /// Registered; the e-mail is not proved. Their browser may type the code, and holds a session that
    /// somebody smuggled into the database.
    Unverified,
    /// Waits for an admin, with a smuggled session.
    Waiting,
    /// Was declined, with a smuggled session.
    Declined,
    /// An admin whose account was closed, with a smuggled session.
    Disabled,
    /// A customer whose session was not used for too long.
    Expired,
    /// An admin who typed the password and has the second step before them.
    Half,
    /// The customer's client record, signed in by customer ID and mailed code.
    Client,
    /// A customer.
    Customer,
    /// Another customer, who has the ticket.
    Another,
    /// An agent.
    Agent,
    /// An admin who has not set up the second step that this desk asks for.
    Owing,
    /// An admin.
    Admin,
}

impl Actor {
    /// Everybody, as the columns of the table of who may do what.
    pub const ALL: [Self; 14] = [
        Self::Nobody,
        Self::Holder,
        Self::Unverified,
        Self::Waiting,
        Self::Declined,
        Self::Disabled,
        Self::Expired,
        Self::Half,
        Self::Client,
        Self::Customer,
        Self::Another,
        Self::Agent,
        Self::Owing,
        Self::Admin,
    ];
}

/// After this, an app shows another code, and another code may be asked for by mail.
const PAUSE: Duration = Duration::from_secs(31);

/// Everybody's browsers, and what forms are filled in with.
#[derive(Clone)]
pub struct Cast {
    browsers: BTreeMap<Actor, Browser>,
    /// Opens another customer's ticket.
    pub track: String,
    /// A ticket of the other customer that the agent works on.
    pub worked: Worked,
    /// The other customer's.
    pub tickets: Tickets,
    /// The customer at the front desk, without a ticket; sealed.
    pub visit: String,
    /// The other customer there, who has one; sealed.
    pub other_visit: String,
    /// A customer whom admins are after.
    pub target: AccountId,
    /// The version of the target's account, as an admin's form shows it.
    pub target_version: i32,
    /// Who waits.
    pub waiting: AccountId,
    /// The admin whose account was closed.
    pub disabled: AccountId,
    /// The target's session, and everybody's own.
    pub target_session: SessionId,
    /// Of everybody who is signed in.
    pub sessions: BTreeMap<Actor, SessionId>,
    /// The customer ID of the customer.
    pub number: String,
    /// The name of a style sheet.
    pub asset: String,
    /// The path of a link with which the target chooses a new password.
    pub reset: String,
    /// The code that was mailed to the unverified one.
    pub code: String,
    /// What the app of the one half way shows.
    pub second_step: String,
    /// What the agent did to many tickets at once, and may undo.
    pub bulk: BulkId,
}

/// The desk at which all routes are there, and staff owe a second step.
pub fn strict(rules: &mut Rules) {
    rules.identity = DeskIdentity::Verified;
    rules.accounts.staff_second_step = true;
}

impl Cast {
    /// Everybody comes. The site must be [`strict`].
    pub async fn assemble(site: &Site) -> Self {
        let mut browsers = BTreeMap::new();
        staff_come(site, &mut browsers).await;
        customers_come(site, &mut browsers).await;
        outsiders_come(site, &mut browsers).await;
        let number = site.number_of("customer@example.com").await.to_string();
        let other = site.number_of("another@example.com").await.to_string();
        let (visit, other_visit) = (visit(site, &number).await, visit(site, &other).await);
        let second_step = half_way(site, &mut browsers).await;
        let mut sessions = BTreeMap::new();
        for (actor, browser) in &browsers {
            if let Some(person) = site.who(browser).await {
                sessions.insert(*actor, person.session);
            }
        }
        let target = site.signs_in("target@example.com").await;
        let forgot = [("login", "target@example.com")];
        site.browser().post("/forgot-password", &forgot).await;
        let target_account = site.account("target@example.com").await;
        let link = site.ticket_of("another@example.com").await;
        let owner = site.who(&browsers[&Actor::Another]).await.unwrap();
        let agent = site.who(&browsers[&Actor::Agent]).await.unwrap();
        let tickets = Tickets::opened(site, &owner, &agent, &link).await;
        Self {
            bulk: changed_at_once(site, &agent, tickets.resolved).await,
            tickets,
            worked: Worked::on(site, &owner, &agent).await,
            track: link.to_text(),
            visit,
            other_visit,
            target: target_account.id,
            target_version: target_account.version,
            waiting: site.account("waiting@example.com").await.id,
            disabled: site.account("disabled@example.com").await.id,
            target_session: site.who(&target).await.unwrap().session,
            sessions,
            number,
            asset: asset(site).await,
            reset: site.link_to("target@example.com").await,
            code: site.code_to("unverified@example.com").await,
            second_step,
            browsers,
        }
    }

    /// The browser of that one, before this opening of the site.
    #[must_use]
    pub fn browser(&self, actor: Actor, site: &Site) -> Browser {
        self.browsers[&actor].before(&site.router)
    }
}

async fn staff_come(site: &Site, browsers: &mut BTreeMap<Actor, Browser>) {
    let staff = [
        (Actor::Owing, "owing@example.com", Role::Admin),
        (Actor::Agent, "agent@example.com", Role::Agent),
        (Actor::Admin, "admin@example.com", Role::Admin),
    ];
    for (actor, address, role) in staff {
        site.staff(address, role).await;
        let browser = site.signs_in(address).await;
        if actor != Actor::Owing {
            site.sets_up_second_step(&browser).await;
        }
        browsers.insert(actor, browser);
    }
    let disabled = site.staff("disabled@example.com", Role::Admin).await;
    let operator = Authority::Operator;
    site.app.disable_person(&operator, disabled).await.unwrap();
}

async fn half_way(site: &Site, browsers: &mut BTreeMap<Actor, Browser>) -> String {
    site.staff("half@example.com", Role::Admin).await;
    let browser = site.signs_in("half@example.com").await;
    let secret = site.sets_up_second_step(&browser).await;
    // A code of the app is taken once.
    site.means.clock.advance(PAUSE);
    browsers.insert(Actor::Half, site.signs_in("half@example.com").await);
    site.app_shows(&secret).reveal()
}

async fn customers_come(site: &Site, browsers: &mut BTreeMap<Actor, Browser>) {
    for address in [
        "customer@example.com",
        "another@example.com",
        "target@example.com",
    ] {
        site.customer(address).await;
    }
    let customer = site.signs_in("customer@example.com").await;
    browsers.insert(Actor::Customer, customer);
    browsers.insert(Actor::Another, site.signs_in("another@example.com").await);
    let number = site.number_of("customer@example.com").await;
    let client = site.signs_in_by_code(number, "customer@example.com").await;
    browsers.insert(Actor::Client, client);
}

async fn outsiders_come(site: &Site, browsers: &mut BTreeMap<Actor, Browser>) {
    browsers.insert(Actor::Nobody, site.browser());
    browsers.insert(Actor::Holder, site.browser());
    let unverified = site.registers("unverified@example.com").await;
    let waiting = site.waits("waiting@example.com").await;
    let declined = site.waits("declined@example.com").await;
    let no = Verdict::Decline { reason: None };
    site.decides("declined@example.com", no).await;
    let smuggled = [
        (Actor::Unverified, "unverified@example.com", unverified),
        (Actor::Waiting, "waiting@example.com", waiting),
        (Actor::Declined, "declined@example.com", declined),
        (Actor::Disabled, "disabled@example.com", site.browser()),
    ];
    for (number, (actor, address, mut browser)) in (1..).zip(smuggled) {
        let token = SessionToken::from_bytes([number; 32]);
        smuggle(site, address, &token, Duration::ZERO).await;
        browser.set_cookie(SESSION, &token.to_text());
        browsers.insert(actor, browser);
    }
    let mut expired = site.browser();
    let token = SessionToken::from_bytes([9; 32]);
    smuggle(
        site,
        "customer@example.com",
        &token,
        Duration::from_secs(9 * 3600),
    )
    .await;
    expired.set_cookie(SESSION, &token.to_text());
    browsers.insert(Actor::Expired, expired);
}

/// Puts a session into the database that began `ago`, past all the rules of who gets one.
async fn smuggle(site: &Site, address: &str, token: &SessionToken, ago: Duration) {
    let account = site.account(address).await;
    let now = site.means.clock.now();
    let session = NewSession {
        hash: TestSigner.hash_secret("session", token.as_bytes()),
        holder: Holder::Account(account.id),
        session_version: account.session_version,
        level: Level::TwoSteps,
        remembered: false,
        device: "Firefox on Linux".into(),
        created_at: now.before(ago),
        ends_at: now.after(Duration::from_secs(12 * 3600)),
    };
    let unit = site.desk.store.begin().await.unwrap();
    unit.sessions().insert(&session).await.unwrap();
    unit.commit().await.unwrap();
}

/// Types a customer ID at the front desk; the sealed visit of the page it leads to.
async fn visit(site: &Site, number: &str) -> String {
    site.means.clock.advance(PAUSE);
    let answer = site.browser().post("/", &[("who", number)]).await;
    let (_, sealed) = answer.location().split_once("visit=").unwrap();
    sealed.split('&').next().unwrap().to_owned()
}

async fn asset(site: &Site) -> String {
    let page = site.browser().get("/").await.text();
    let (_, rest) = page.split_once("/assets/").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// An agent gives a ticket another priority, as one of many; what it is undone by.
async fn changed_at_once(site: &Site, agent: &SignedIn, number: TicketNumber) -> BulkId {
    let chosen = BulkChosen::These(vec![number]);
    let change = BulkChange::Set(StaffChange::Priority(Priority::High));
    let done = site.app.change_many(agent, &chosen, &change).await.unwrap();
    done.undo.unwrap()
}
