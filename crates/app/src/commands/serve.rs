use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use frontdesk_application::{Application, EventTail, Worker};
use frontdesk_domain::deliveries::Target;
use frontdesk_domain::ports::Store;
use frontdesk_http::security::Exposure;
use frontdesk_http::server::{self, Limits};
use frontdesk_http::site::Site;
use frontdesk_http::{MailboxPages, Metrics, Operations, Part, Parts, Readiness, Seal};
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::commands::{CommandError, make_data_dir};
use crate::local::{Presence, descriptors};
use crate::settings::{Settings, SettingsError, Transport, in_force};
use crate::telemetry::{complain, say};
use crate::wiring::House;

/// From the order to stop to the end, whatever hangs. Service managers kill after thirty seconds or more.
const LONGEST_STOP: Duration = Duration::from_secs(19);

/// How often the figures are folded together.
const FOLD_FIGURES: Duration = Duration::from_secs(5);

/// Serves the desk until told to stop.
pub(super) async fn serve(settings: Settings) -> Result<(), CommandError> {
    let stop = stop_on_signal()?;
    serve_until(settings, stop, async |_| Ok(())).await
}

/// Serves until `stop`. `ready` hears of the wired house once people can reach it, before the first of them
/// is answered.
pub(super) async fn serve_until(
    settings: Settings,
    stop: CancellationToken,
    ready: impl AsyncFnOnce(&House) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    descriptors::allow(settings.http.max_connections);
    make_data_dir(&settings)?;
    let _presence = Presence::announce(&settings.data_dir)
        .map_err(|error| CommandError::Failed(format!("{}: {error}", settings.data_dir.display())))?;
    let listener = listen(settings.http.listen).await?;
    let bound = listener
        .local_addr()
        .map_err(|error| CommandError::Failed(error.to_string()))?;
    let url = public_url(&settings, bound)?;
    let house = House::build(&settings, &url).await?;
    let router = frontdesk_http::router(parts(&settings, &house, bound, &stop)?);
    let worker = Worker::new(Arc::clone(&house.app));
    let working = tokio::spawn({
        let stop = stop.clone();
        async move { worker.run(stop).await }
    });
    say(&format!("Frontdesk is ready at {url}"));
    ready(&house).await?;
    offer_set_up(&house.app).await?;
    tokio::spawn(end_in_time(stop.clone()));
    server::serve(listener, router, limits(&settings)?, stop.clone()).await;
    if let Err(error) = working.await {
        tracing::error!(%error, "the worker crashed");
    }
    house.database.close().await?;
    tracing::info!("stopped");
    Ok(())
}

/// While there is no admin, whoever reads the terminal becomes one. On standard output only: the log may be
/// read by more people, and for longer.
async fn offer_set_up(app: &Application) -> Result<(), CommandError> {
    if let Some(link) = app.set_up_link().await? {
        say(&format!(
            "There is no admin yet. Open this to become the first; it works once, for an hour:\n  {link}"
        ));
    }
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener, CommandError> {
    TcpListener::bind(address).await.map_err(|error| {
        CommandError::Failed(format!(
            "{address} cannot be listened on: {error}. Choose another with --listen"
        ))
    })
}

/// Where people reach the desk: as set, or where it listens.
fn public_url(settings: &Settings, bound: SocketAddr) -> Result<String, SettingsError> {
    let set = settings
        .http
        .public()?
        .map(|url| url.as_str().trim_end_matches('/').to_owned());
    Ok(set.unwrap_or_else(|| local_url(bound)))
}

fn local_url(bound: SocketAddr) -> String {
    if bound.ip().is_unspecified() {
        return format!("http://localhost:{}", bound.port());
    }
    format!("http://{bound}")
}

impl Settings {
    /// Where the desk is reached, for commands that do not listen.
    pub(super) fn local_url(&self) -> String {
        public_url(self, self.http.listen).unwrap_or_else(|_| local_url(self.http.listen))
    }
}

fn limits(settings: &Settings) -> Result<Limits, SettingsError> {
    Ok(Limits {
        connections: settings.http.max_connections,
        per_address: settings.http.max_connections_per_address,
        uncapped: settings.http.proxies()?,
        ..Limits::default()
    })
}

fn parts(
    settings: &Settings,
    house: &House,
    bound: SocketAddr,
    stop: &CancellationToken,
) -> Result<Parts, CommandError> {
    let key = house.signer.derive("visits");
    let seal = Seal::new(&key, Arc::clone(&house.clock), Arc::clone(&house.entropy));
    let seal = seal.ok_or_else(|| CommandError::Failed("the cryptographic library refused a key".into()))?;
    let kept = settings.mail.transport == Transport::Mailbox;
    Ok(Parts {
        app: Arc::clone(&house.app),
        site: site(settings, house)?,
        exposure: Exposure {
            public_url: settings.http.public()?,
            trusted_proxies: settings.http.proxies()?,
        },
        seal,
        live: Arc::new(EventTail::start(
            Arc::<frontdesk_db::SeaQueries>::clone(&house.queries),
            stop.clone(),
        )),
        entropy: Arc::clone(&house.entropy),
        mailbox: kept.then(|| mailbox(settings, house, bound)),
        operations: operations(settings, house),
        shutdown: stop.clone(),
    })
}

fn site(settings: &Settings, house: &House) -> Result<Site, SettingsError> {
    let about = &settings.organization;
    let said = |text: &String| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    Ok(Site {
        name: about.name.trim().to_owned(),
        phone: said(&about.phone),
        email: said(&about.email),
        hours: said(&about.hours),
        answers: said(&about.answers),
        tracker: house.app.tracker_name().map(str::to_owned),
        time_zone: about.zone()?,
        in_force: in_force(settings),
    })
}

/// Who can open the mailbox can follow the links in it, so mails are whole only where none but this
/// machine's users reach it.
fn mailbox(settings: &Settings, house: &House, bound: SocketAddr) -> MailboxPages {
    MailboxPages {
        mailbox: Arc::<frontdesk_db::SeaQueries>::clone(&house.queries),
        is_loopback: settings.http.is_private(bound),
    }
}

fn operations(settings: &Settings, house: &House) -> Operations {
    let token = settings.http.metrics_token.expose().to_owned();
    Operations {
        readiness: Arc::new(Watched {
            app: Arc::clone(&house.app),
            store: Arc::new(house.database.store()),
        }),
        metrics: (!token.is_empty()).then(|| figures(token)),
        version: format!("frontdesk {}", env!("CARGO_PKG_VERSION")),
    }
}

/// Figures are kept only where somebody may read them, and folded together now and then: until then the
/// recorder keeps every single one.
fn figures(token: String) -> Metrics {
    let recorder = PrometheusBuilder::new().build_recorder();
    let figures = recorder.handle();
    if metrics::set_global_recorder(recorder).is_err() {
        complain("the figures for /metrics were set up twice");
    }
    let folded = figures.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(FOLD_FIGURES).await;
            folded.run_upkeep();
        }
    });
    Metrics {
        token,
        render: Arc::new(move || figures.render()),
    }
}

struct Watched {
    app: Arc<Application>,
    store: Arc<dyn Store>,
}

#[async_trait]
impl Readiness for Watched {
    async fn parts(&self) -> Vec<Part> {
        let database = self.store.check().await.is_ok();
        let resting = self
            .app
            .deliveries_overview()
            .await
            .map(|overview| overview.resting)
            .unwrap_or_default();
        let moves = |target| resting.iter().all(|rest| rest.pause.target != target);
        vec![
            Part {
                name: "database",
                works: database,
                is_needed: true,
            },
            Part {
                name: "tracker",
                works: moves(Target::Tracker),
                is_needed: false,
            },
            Part {
                name: "mail",
                works: moves(Target::Mail),
                is_needed: false,
            },
        ]
    }
}

/// Ctrl-C, or the polite kill of a service manager.
pub(super) fn stop_on_signal() -> Result<CancellationToken, CommandError> {
    use tokio::signal::unix::{SignalKind, signal};
    let stop = CancellationToken::new();
    let heard = |kind| signal(kind).map_err(|error| CommandError::Failed(format!("signals: {error}")));
    let (mut terminate, mut interrupt) = (heard(SignalKind::terminate())?, heard(SignalKind::interrupt())?);
    tokio::spawn({
        let stop = stop.clone();
        async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("stopping");
            stop.cancel();
        }
    });
    Ok(stop)
}

/// Whatever hangs, the process ends. Units of work that were acknowledged are durable already.
async fn end_in_time(stop: CancellationToken) {
    stop.cancelled().await;
    tokio::time::sleep(LONGEST_STOP).await;
    complain("something did not stop in time; ending all the same");
    std::process::exit(1);
}
