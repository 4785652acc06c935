//! A whole site in this process: every page and every use case as they are, on a real database. Only hashing
//! and signing are stand-ins, so that hundreds of people can sign in quickly; the real ones are proved from
//! outside, by the released program.

#![expect(clippy::unwrap_used, reason = "these are the assertions of tests")]

mod browser;
pub mod cast;
pub mod dump;
mod mails;
pub mod matrix;
pub mod people;
pub mod requests;
pub mod routes;
pub mod stage;
pub mod tickets;
pub mod worked;

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use frontdesk_application::testing::{
    PaperHasher, PaperLinks, PaperVault, SeededEntropy, TestClock, TestSigner,
};
use frontdesk_application::{AccountRules, Application, EventTail, LookUpLimits, Ports, Rules};
use frontdesk_db::{Database, Engine};
use frontdesk_domain::access::DeskIdentity;
use frontdesk_domain::clients::Region;
use frontdesk_domain::deliveries::DeliveryPolicy;
use frontdesk_domain::ports::Entropy;
use frontdesk_domain::tickets::{OneOpenRule, ReopenWindow};
use frontdesk_http::security::Exposure;
use frontdesk_http::{MailboxPages, Metrics, Operations, Part, Parts, Readiness, Seal};
use frontdesk_mail::{MailLook, MailboxMailer};
use tokio_util::sync::{CancellationToken, DropGuard};

pub use self::browser::{Answer, Browser, Fields, owned};
use crate::databases::{self, Fresh, fresh};
use crate::store_contract::Desk;

/// Where people reach the site: what the settings say, whatever a request says.
pub const PUBLIC_URL: &str = "https://desk.example";
/// The host in it.
pub const HOST: &str = "desk.example";

/// What lives on when a site is opened again on a copy of its database.
#[derive(Clone, Default)]
pub struct Means {
    /// Moves when told to.
    pub clock: Arc<TestClock>,
    /// Counts what it compared.
    pub hasher: Arc<PaperHasher>,
    /// Begins what is drawn: two openings of one database draw the same only under the same seed.
    pub seed: u64,
    links: Arc<PaperLinks>,
}

/// A site, open.
pub struct Site {
    /// Everything it answers.
    pub router: Router,
    /// Its use cases.
    pub app: Arc<Application>,
    /// Its storage.
    pub desk: Desk,
    /// Its clock and its hasher.
    pub means: Means,
    /// Where its database is.
    pub url: String,
    database: Database,
    _stopped: DropGuard,
}

/// How a site differs from the usual one.
pub type Change = fn(&mut Rules);

impl Site {
    /// Opens a site on a database. Two on equal databases with equal means do the same to the byte.
    pub async fn open(database: Database, url: &str, means: &Means, change: Change) -> Self {
        let desk = databases::desk(&database);
        let (stop, entropy) = (CancellationToken::new(), Arc::new(SeededEntropy::new(means.seed)));
        let mut rules = rules();
        change(&mut rules);
        let app = Arc::new(Application::new(ports(&desk, means, &entropy).await, rules));
        let router = frontdesk_http::router(parts(&desk, means, &app, &entropy, &stop));
        Self {
            router,
            app,
            desk,
            means: means.clone(),
            url: url.to_owned(),
            database,
            _stopped: stop.drop_guard(),
        }
    }

    /// A browser that was never here, somewhere of its own.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Lets go of the database.
    pub async fn close(self) {
        let Self {
            router,
            app,
            desk,
            database,
            _stopped,
            ..
        } = self;
        drop((router, app, desk, _stopped));
        database.close().await.unwrap();
    }
}

/// Runs a test on a fresh site of each engine there is.
pub async fn on_each_engine(change: Change, test: impl AsyncFn(&Site)) {
    for engine in [Engine::Sqlite, Engine::Postgres, Engine::MariaDb] {
        Box::pin(on(engine, change, &test)).await;
    }
}

/// Runs a test on a fresh site of that engine, if there is one.
pub async fn on(engine: Engine, change: Change, test: impl AsyncFn(&Site)) {
    let Some(Fresh {
        database,
        url,
        removed,
    }) = fresh(engine).await
    else {
        return;
    };
    let site = Site::open(database, &url, &Means::default(), change).await;
    let _said = Said(engine);
    // Boxed: the futures of whole journeys are deeper than the compiler looks.
    Box::pin(test(&site)).await;
    site.close().await;
    removed.await;
}

/// Says on which engine a test failed.
struct Said(Engine);

impl Drop for Said {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let line = format!("\nfailed on {}\n", self.0.name());
            let _ = std::io::stdout().lock().write_all(line.as_bytes());
        }
    }
}

fn rules() -> Rules {
    Rules {
        region: Region::parse("IR").unwrap(),
        one_open: OneOpenRule::Desk,
        reopen: ReopenWindow::default(),
        identity: DeskIdentity::Open,
        look_ups: LookUpLimits::default(),
        deliveries: DeliveryPolicy::default(),
        public_url: PUBLIC_URL.into(),
        follow_every: Duration::from_secs(30),
        accounts: AccountRules {
            desk_name: "Blue Harbour Workshop".into(),
            ..AccountRules::default()
        },
    }
}

async fn ports(desk: &Desk, means: &Means, entropy: &Arc<SeededEntropy>) -> Ports {
    let installation = desk.store.installation().await.unwrap();
    let look = MailLook::new("help@desk.example", "Blue Harbour Workshop", HOST, installation);
    Ports {
        store: Arc::clone(&desk.store),
        front_desk: Arc::clone(&desk.front_desk),
        track: Arc::clone(&desk.track),
        deliveries: Arc::clone(&desk.deliveries),
        tracker: None,
        mailer: Arc::new(MailboxMailer::new(
            Arc::clone(&desk.mailbox),
            Arc::<TestClock>::clone(&means.clock),
            look.unwrap(),
        )),
        clock: Arc::<TestClock>::clone(&means.clock),
        entropy: Arc::<SeededEntropy>::clone(entropy),
        signer: Arc::new(TestSigner),
        people: Arc::clone(&desk.people),
        sessions: Arc::clone(&desk.sessions),
        hasher: Arc::<PaperHasher>::clone(&means.hasher),
        links: Arc::<PaperLinks>::clone(&means.links),
        vault: Arc::new(PaperVault),
        counters: Arc::clone(&desk.counters),
        queue: Arc::clone(&desk.queue),
        pages: Arc::clone(&desk.pages),
    }
}

fn parts(
    desk: &Desk,
    means: &Means,
    app: &Arc<Application>,
    entropy: &Arc<SeededEntropy>,
    stop: &CancellationToken,
) -> Parts {
    let entropy: Arc<dyn Entropy> = Arc::<SeededEntropy>::clone(entropy);
    let clock = Arc::<TestClock>::clone(&means.clock);
    Parts {
        app: Arc::clone(app),
        site: frontdesk_http::site::Site::default(),
        exposure: Exposure {
            public_url: Some(PUBLIC_URL.parse().unwrap()),
            trusted_proxies: Vec::new(),
        },
        seal: Seal::new(&[5; 32], clock, Arc::clone(&entropy)).unwrap(),
        live: Arc::new(EventTail::start(Arc::clone(&desk.track), stop.clone())),
        entropy,
        // Reached by everybody, so the mails in it are masked.
        mailbox: Some(MailboxPages {
            mailbox: Arc::clone(&desk.mailbox),
            is_loopback: false,
        }),
        operations: Operations {
            readiness: Arc::new(AllWell),
            metrics: Some(Metrics {
                token: "known to the scraper".into(),
                render: Arc::new(|| "figures".into()),
            }),
            version: "frontdesk".into(),
        },
        shutdown: stop.clone(),
    }
}

struct AllWell;

#[async_trait]
impl Readiness for AllWell {
    async fn parts(&self) -> Vec<Part> {
        Vec::new()
    }
}
