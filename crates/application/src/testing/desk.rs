use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use frontdesk_domain::access::DeskIdentity;
use frontdesk_domain::clients::{ClientNumber, Email, Identifier, Name, NewClient, Region};
use frontdesk_domain::deliveries::{Delivery, DeliveryPolicy, Job, State, Target, WorkerId};
use frontdesk_domain::ports::{Clock, DeliveryQueries, Letter, Mailer, Store, TicketMail, Tracker};
use frontdesk_domain::replies::Sender;
use frontdesk_domain::secrets::TrackToken;
use frontdesk_domain::tickets::{Body, OneOpenRule, Priority, ReopenWindow, TicketNumber, TrackedStatus};

use super::{
    FakeTracker, MemoryStore, MockMailer, PaperHasher, PaperLinks, PaperVault, SeededEntropy, TestClock,
    TestSigner,
};
use crate::{
    AccountRules, Application, LookUpLimits, LookUpRequest, Ports, Registration, Rules, Submission,
    SubmitTicket,
};

/// A whole desk in memory, with words for what its people do.
pub struct TestDesk {
    /// The use cases.
    pub app: Arc<Application>,
    /// Its store.
    pub store: MemoryStore,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// Its tracker.
    pub tracker: Arc<FakeTracker>,
    /// Its hasher.
    pub hasher: Arc<PaperHasher>,
    /// The letters it sent, the newest last.
    pub letters: Arc<Mutex<Vec<Letter>>>,
    /// The mails about tickets it sent, the newest last.
    pub ticket_mails: Arc<Mutex<Vec<TicketMail>>>,
}

impl Default for TestDesk {
    fn default() -> Self {
        Self::new()
    }
}

impl TestDesk {
    /// A desk whose mails all arrive.
    #[must_use]
    pub fn new() -> Self {
        Self::with_rules(|_| {})
    }

    /// The same, under other rules.
    #[must_use]
    pub fn with_rules(change: impl FnOnce(&mut Rules)) -> Self {
        Self::whose_mails_arrive(None, change)
    }

    fn whose_mails_arrive(tracker: Option<Arc<dyn Tracker>>, change: impl FnOnce(&mut Rules)) -> Self {
        let letters: Arc<Mutex<Vec<Letter>>> = Arc::default();
        let sent = Arc::clone(&letters);
        let ticket_mails: Arc<Mutex<Vec<TicketMail>>> = Arc::default();
        let mailed = Arc::clone(&ticket_mails);
        let mut mailer = MockMailer::new();
        mailer.expect_send().returning(|_| Ok(()));
        mailer.expect_send_ticket_mail().returning(move |mail| {
            mailed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(mail.clone());
            Ok(())
        });
        mailer.expect_send_letter().returning(move |letter| {
            sent.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(letter.clone());
            Ok(())
        });
        Self {
            letters,
            ticket_mails,
            ..Self::beside(tracker, mailer, change)
        }
    }

    /// A desk that answers only who proved to be the client they say they are.
    #[must_use]
    pub fn verified() -> Self {
        Self::with_rules(|rules| rules.identity = DeskIdentity::Verified)
    }

    /// A desk with this mailer.
    #[must_use]
    pub fn with_mailer(mailer: impl Mailer + 'static) -> Self {
        Self::assembled(mailer, |_| {})
    }

    /// A desk whose mails all arrive, beside this tracker instead of its own.
    #[must_use]
    pub fn with_tracker(tracker: Arc<dyn Tracker>) -> Self {
        Self::whose_mails_arrive(Some(tracker), |_| {})
    }

    fn assembled(mailer: impl Mailer + 'static, change: impl FnOnce(&mut Rules)) -> Self {
        Self::beside(None, mailer, change)
    }

    fn beside(
        other: Option<Arc<dyn Tracker>>,
        mailer: impl Mailer + 'static,
        change: impl FnOnce(&mut Rules),
    ) -> Self {
        let (store, clock) = (MemoryStore::new(), Arc::new(TestClock::default()));
        let tracker: Arc<FakeTracker> = Arc::default();
        let own: Arc<dyn Tracker> = Arc::<FakeTracker>::clone(&tracker);
        let hasher: Arc<PaperHasher> = Arc::default();
        let ports = Ports {
            store: Arc::new(store.clone()),
            front_desk: Arc::new(store.clone()),
            track: Arc::new(store.clone()),
            deliveries: Arc::new(store.clone()),
            tracker: Some(other.unwrap_or(own)),
            mailer: Arc::new(mailer),
            clock: Arc::<TestClock>::clone(&clock),
            entropy: Arc::new(SeededEntropy::new(1)),
            signer: Arc::new(TestSigner),
            people: Arc::new(store.clone()),
            sessions: Arc::new(store.clone()),
            hasher: Arc::<PaperHasher>::clone(&hasher),
            links: Arc::new(PaperLinks::default()),
            vault: Arc::new(PaperVault),
            counters: Arc::new(store.clone()),
            queue: Arc::new(store.clone()),
            pages: Arc::new(store.clone()),
        };
        let mut rules = Rules {
            region: Region::parse("IR").expect("a country"),
            one_open: OneOpenRule::Desk,
            reopen: ReopenWindow::default(),
            identity: DeskIdentity::Open,
            look_ups: LookUpLimits::default(),
            deliveries: DeliveryPolicy::default(),
            public_url: "https://desk.example".into(),
            follow_every: Duration::from_secs(30),
            accounts: AccountRules {
                desk_name: "Blue Harbour Workshop".into(),
                ..AccountRules::default()
            },
        };
        change(&mut rules);
        Self {
            app: Arc::new(Application::new(ports, rules)),
            store,
            clock,
            tracker,
            hasher,
            letters: Arc::default(),
            ticket_mails: Arc::default(),
        }
    }

    /// What someone typed.
    #[must_use]
    pub fn identifier(&self, typed: &str) -> Identifier {
        Identifier::parse(typed, self.app.rules().region).expect("a phone or a customer ID")
    }

    /// A look-up from one network.
    #[must_use]
    pub fn request(&self, typed: &str) -> LookUpRequest {
        LookUpRequest {
            identifier: self.identifier(typed),
            network: "192.0.2.1".into(),
        }
    }

    /// A form about to be sent by someone who may be new.
    #[must_use]
    pub fn form(&self, typed: &str, text: &str) -> SubmitTicket {
        SubmitTicket {
            identifier: self.identifier(typed),
            proved: None,
            key: self.app.new_submission_key(),
            body: Body::parse(text).expect("a text"),
            category: None,
            priority: Priority::Medium,
            registration: Some(Registration {
                name: Name::parse("Sara Ahmadi").expect("a name"),
                email: Some(Email::parse("sara@example.com").expect("an address")),
                address: None,
            }),
        }
    }

    /// A ticket is sent and accepted.
    pub async fn submit(&self, typed: &str, text: &str) -> TicketNumber {
        self.submit_for_link(typed, text).await.0
    }

    /// The same, with the token of its link.
    pub async fn submit_for_link(&self, typed: &str, text: &str) -> (TicketNumber, TrackToken) {
        match self
            .app
            .submit_ticket(&self.form(typed, text))
            .await
            .expect("an answer")
        {
            Submission::Accepted { number, token } => (number, token),
            other => panic!("not accepted: {other:?}"),
        }
    }

    /// Clients who share a phone.
    pub async fn family(&self, typed: &str, members: u64) -> Vec<ClientNumber> {
        let mut numbers = Vec::new();
        for member in 0..members {
            let number = ClientNumber::draw(member);
            self.keep_client(number, typed, None).await;
            numbers.push(number);
        }
        numbers
    }

    /// A client with that phone, put there by staff.
    pub async fn keep_client(&self, number: ClientNumber, typed: &str, email: Option<&str>) {
        let client = NewClient {
            number,
            name: Name::parse("One of a family").expect("a name"),
            phone: self.identifier(typed).phone().cloned(),
            by_phone: false,
            email: email.map(|email| Email::parse(email).expect("an address")),
            address: None,
            created_at: self.clock.now(),
        };
        let unit = self.store.begin().await.expect("a unit");
        unit.clients().insert(&client).await.expect("a new client");
        unit.commit().await.expect("committed");
    }

    /// The tracker moved a ticket.
    pub async fn move_ticket(&self, number: TicketNumber, means: TrackedStatus) {
        let unit = self.store.begin().await.expect("a unit");
        let ticket = unit.tickets().get(number).await.expect("read").expect("there");
        let moved = ticket.follow_tracker(means, self.app.rules().one_open, true, self.clock.now());
        crate::tickets::keep(&*unit, &moved.expect("a change"))
            .await
            .expect("kept");
        unit.commit().await.expect("committed");
    }

    /// Workers carry out all that is due now.
    pub async fn deliver(&self) {
        let worker = WorkerId::from_bytes([9; 16]);
        for target in Target::ALL {
            while self
                .app
                .deliver_next(target, worker, 10)
                .await
                .expect("a round")
                .claimed
                > 0
            {}
        }
    }

    /// A worker takes all that is due for a target, and dies.
    pub async fn claim_and_abandon(&self, target: Target) -> usize {
        let worker = WorkerId::from_bytes([8; 16]);
        let lease = self.app.rules().deliveries.lease;
        let unit = self.store.begin().await.expect("a unit");
        let now = self.clock.now();
        let claimed = unit
            .deliveries()
            .claim(target, worker, 10, lease, now)
            .await
            .expect("claimed");
        unit.commit().await.expect("committed");
        claimed.len()
    }

    /// Deliveries in a state, newest first.
    pub async fn deliveries(&self, state: State) -> Vec<Delivery> {
        let rows = self.app.list_deliveries(state, None).await.expect("listed");
        rows.into_iter().map(|row| row.delivery).collect()
    }

    /// A ticket's delivery.
    pub async fn delivery(&self, number: TicketNumber, job: Job) -> Option<Delivery> {
        self.store.of_ticket(number, job).await.expect("read")
    }

    /// The messages on a ticket.
    pub async fn replies(&self, number: TicketNumber) -> Vec<(Sender, String)> {
        let state = self.store.shared.state();
        let of_ticket = state
            .replies
            .iter()
            .filter(|row| row.new.ticket == number && !row.gone);
        of_ticket
            .map(|row| (row.new.sender, row.new.body.as_str().to_owned()))
            .collect()
    }
}
