use std::sync::Arc;
use std::time::Duration;

use frontdesk_domain::access::DeskIdentity;
use frontdesk_domain::accounts::ApprovalRule;
use frontdesk_domain::auth::{CodeRules, PasswordPolicy};
use frontdesk_domain::clients::Region;
use frontdesk_domain::deliveries::DeliveryPolicy;
use frontdesk_domain::ports::{
    Clock, CounterQueries, DeliveryQueries, Entropy, FrontDeskQueries, LinkSigner, Mailer, PasswordHasher,
    PeopleQueries, QueueQueries, SessionQueries, Store, TicketPages, TokenSigner, TrackQueries, Tracker,
    Vault,
};
use frontdesk_domain::secrets::{SubmissionKey, TrackToken};
use frontdesk_domain::tickets::{OneOpenRule, ReopenWindow};
use frontdesk_domain::time::Timestamp;
use tokio::sync::watch;

/// The ports that the use cases need, as the wiring chose them.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is the port of its type")]
pub struct Ports {
    pub store: Arc<dyn Store>,
    pub front_desk: Arc<dyn FrontDeskQueries>,
    pub track: Arc<dyn TrackQueries>,
    pub deliveries: Arc<dyn DeliveryQueries>,
    /// None: tickets stay here.
    pub tracker: Option<Arc<dyn Tracker>>,
    pub mailer: Arc<dyn Mailer>,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub signer: Arc<dyn TokenSigner>,
    pub people: Arc<dyn PeopleQueries>,
    pub sessions: Arc<dyn SessionQueries>,
    pub hasher: Arc<dyn PasswordHasher>,
    pub links: Arc<dyn LinkSigner>,
    pub vault: Arc<dyn Vault>,
    pub counters: Arc<dyn CounterQueries>,
    pub queue: Arc<dyn QueueQueries>,
    pub pages: Arc<dyn TicketPages>,
}

/// How often someone may look up, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookUpLimits {
    /// Look-ups from one address (an office or a phone carrier shares one) in ten minutes.
    pub per_address: u32,
    /// Look-ups of one phone or customer ID in an hour.
    pub per_identifier: u32,
}

impl Default for LookUpLimits {
    fn default() -> Self {
        Self {
            per_address: 30,
            per_identifier: 5,
        }
    }
}

/// Who gets in, and how.
#[derive(Clone, Debug, Default)]
pub struct AccountRules {
    /// Whether an admin lets people in.
    pub approval: ApprovalRule,
    /// Which passwords are taken.
    pub passwords: PasswordPolicy,
    /// The figures of one-time codes.
    pub codes: CodeRules,
    /// Whether staff must set up a second step before they may work.
    pub staff_second_step: bool,
    /// What this desk is called: in authenticator apps, and in no password.
    pub desk_name: String,
}

/// What the settings decide.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Where a phone number without a country code belongs.
    pub region: Region,
    /// For which tickets "one open ticket per client" holds.
    pub one_open: OneOpenRule,
    /// How long a resolved ticket can be taken up again by its client.
    pub reopen: ReopenWindow,
    /// What it takes to be answered at the front desk.
    pub identity: DeskIdentity,
    /// How often someone may look up.
    pub look_ups: LookUpLimits,
    /// How deliveries are spread over time.
    pub deliveries: DeliveryPolicy,
    /// Where people reach this desk, without a slash at the end. Links in mails start with it, never with
    /// what a request says.
    pub public_url: String,
    /// How often statuses are read back from the tracker.
    pub follow_every: Duration,
    /// Who gets in, and how.
    pub accounts: AccountRules,
}

/// Every use case, over the ports and rules of this desk.
pub struct Application {
    pub(crate) ports: Ports,
    pub(crate) rules: Rules,
    /// Rises when a delivery was asked for, so that a worker need not wait for its next look.
    pub(crate) asked: watch::Sender<u64>,
}

impl Application {
    /// The use cases over these ports and rules.
    #[must_use]
    pub fn new(ports: Ports, rules: Rules) -> Self {
        Self {
            ports,
            rules,
            asked: watch::Sender::new(0),
        }
    }

    /// The rules of this desk.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What time it is, for a page that says how old it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// What people call the tracker, if there is one.
    #[must_use]
    pub fn tracker_name(&self) -> Option<&'static str> {
        self.ports.tracker.as_ref().map(|tracker| tracker.name())
    }

    /// A key for a form about to be shown.
    #[must_use]
    pub fn new_submission_key(&self) -> SubmissionKey {
        SubmissionKey::from_bytes(self.ports.entropy.bytes())
    }

    /// What opens the ticket that the form with this key opened.
    #[must_use]
    pub fn link_of(&self, form: &SubmissionKey) -> TrackToken {
        self.ports.signer.track_token(form)
    }

    /// The absolute address of the ticket that this token opens.
    #[must_use]
    pub fn track_url(&self, token: &TrackToken) -> String {
        format!("{}/track/{}", self.rules.public_url, token.to_text())
    }

    pub(crate) fn deliveries_were_asked_for(&self) {
        self.asked.send_modify(|count| *count = count.wrapping_add(1));
    }
}
