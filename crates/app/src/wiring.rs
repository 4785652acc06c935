//! The only place that names concrete adapters. Another tracker is one more arm here and one more variant
//! in the settings.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use frontdesk_application::{Application, Ports, Rules};
use frontdesk_db::{Database, DatabaseSettings, SeaQueries};
use frontdesk_domain::ports::{Clock, Entropy, Mailer, PasswordHasher, Store, Tracker, Vault};
use frontdesk_domain::tickets::TrackedStatus;
use frontdesk_jira::{JiraSettings, JiraTracker, Timeouts};
use frontdesk_mail::{MailLook, MailSettingsError, MailboxMailer, SmtpMailer, SmtpSettings, SmtpUrl};
use url::Url;

use crate::commands::CommandError;
use crate::local::{Argon2Hasher, Cost, JwtLinks, KeyedSigner, OsEntropy, SealedVault, SystemClock};
use crate::settings::{Flavor, SecretKey, Settings, SettingsError, StatusWord, Transport};

/// Everything wired together.
pub(crate) struct House {
    pub(crate) app: Arc<Application>,
    pub(crate) database: Database,
    pub(crate) queries: Arc<SeaQueries>,
    pub(crate) signer: Arc<KeyedSigner>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) mailer: Arc<dyn Mailer>,
    pub(crate) tracker: Option<Arc<dyn Tracker>>,
}

impl House {
    /// Opens the database, brings its schema up to date, and wires the ports. `public_url` is where people
    /// reach this desk, without a slash at the end.
    pub(crate) async fn build(settings: &Settings, public_url: &str) -> Result<Self, CommandError> {
        let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let signer = Arc::new(KeyedSigner::new(SecretKey::of(settings, &*entropy)?.as_bytes()));
        let database = open(settings).await?;
        database.migrate().await?;
        let (store, queries) = (database.store(), Arc::new(database.queries()));
        let installation = store
            .installation()
            .await
            .map_err(frontdesk_application::AppError::from)?;
        let tracker = tracker(settings, installation, public_url)?;
        let mailer = mailer(settings, installation, public_url, &queries, &clock)?;
        let ports = Ports {
            store: Arc::new(store),
            front_desk: Arc::<SeaQueries>::clone(&queries),
            track: Arc::<SeaQueries>::clone(&queries),
            deliveries: Arc::<SeaQueries>::clone(&queries),
            tracker: tracker.clone(),
            mailer: Arc::clone(&mailer),
            clock: Arc::clone(&clock),
            entropy: Arc::clone(&entropy),
            signer: Arc::<KeyedSigner>::clone(&signer),
            people: Arc::<SeaQueries>::clone(&queries),
            sessions: Arc::<SeaQueries>::clone(&queries),
            hasher: hasher(settings, &signer, &entropy)?,
            links: Arc::new(JwtLinks::new(&signer, installation)),
            vault: vault(&signer, &entropy)?,
            counters: Arc::<SeaQueries>::clone(&queries),
            queue: Arc::<SeaQueries>::clone(&queries),
            pages: Arc::<SeaQueries>::clone(&queries),
        };
        let app = Arc::new(Application::new(ports, rules(settings, public_url)?));
        Ok(Self {
            app,
            database,
            queries,
            signer,
            entropy,
            clock,
            mailer,
            tracker,
        })
    }
}

fn hasher(
    settings: &Settings,
    signer: &KeyedSigner,
    entropy: &Arc<dyn Entropy>,
) -> Result<Arc<dyn PasswordHasher>, SettingsError> {
    let cost = Cost::of_mebibytes(settings.accounts.hash_memory_mib);
    let hasher = Argon2Hasher::new(cost, &signer.derive("codes"), Arc::clone(entropy));
    let hasher =
        hasher.map_err(|error| SettingsError::invalid("accounts.hash_memory_mib", error.to_string()))?;
    Ok(Arc::new(hasher))
}

fn vault(signer: &KeyedSigner, entropy: &Arc<dyn Entropy>) -> Result<Arc<dyn Vault>, CommandError> {
    let vault = SealedVault::new(&signer.derive("vault"), Arc::clone(entropy));
    let vault =
        vault.ok_or_else(|| CommandError::Failed("the cryptographic library refused a key".into()))?;
    Ok(Arc::new(vault))
}

/// Opens the database as the settings say.
pub(crate) async fn open(settings: &Settings) -> Result<Database, CommandError> {
    let mut how = DatabaseSettings::new(settings.database.address(&settings.data_dir));
    how.max_connections = settings.database.max_connections;
    Ok(frontdesk_db::connect(&how).await?)
}

fn rules(settings: &Settings, public_url: &str) -> Result<Rules, SettingsError> {
    Ok(Rules {
        region: settings.front_desk.home()?,
        one_open: settings.tickets.one_open(),
        reopen: settings.tickets.reopen(),
        identity: settings.front_desk.identity(),
        look_ups: settings.front_desk.limits(),
        deliveries: settings.deliveries.policy(),
        public_url: public_url.trim_end_matches('/').to_owned(),
        follow_every: Duration::from_secs(settings.jira.follow_seconds.into()) / settings.deliveries.speed,
        accounts: settings.accounts.rules(&settings.organization.name),
    })
}

fn tracker(
    settings: &Settings,
    installation: [u8; 16],
    public_url: &str,
) -> Result<Option<Arc<dyn Tracker>>, SettingsError> {
    let jira = &settings.jira;
    if !jira.is_set() {
        return Ok(None);
    }
    let token = jira.token.expose().to_owned().into();
    let flavor = match jira.flavor {
        Flavor::Cloud => frontdesk_jira::Flavor::Cloud {
            email: jira.email.clone(),
            api_token: token,
        },
        Flavor::DataCenter => frontdesk_jira::Flavor::DataCenter { token },
    };
    let wired = JiraTracker::new(JiraSettings {
        flavor,
        base_url: address("jira.url", &jira.url)?,
        project: jira.project.clone(),
        issue_type: jira.issue_type.clone(),
        installation,
        status_overrides: jira
            .statuses
            .iter()
            .map(|(id, word)| (id.clone(), meant(*word)))
            .collect(),
        origin: address("http.public_url", public_url)?,
        timeouts: Timeouts::default(),
    });
    let wired = wired.map_err(|error| SettingsError::invalid("jira", error.to_string()))?;
    Ok(Some(Arc::new(wired)))
}

fn meant(word: StatusWord) -> TrackedStatus {
    match word {
        StatusWord::Open => TrackedStatus::Open,
        StatusWord::InProgress => TrackedStatus::InProgress,
        StatusWord::OnHold => TrackedStatus::OnHold,
        StatusWord::Resolved => TrackedStatus::Resolved,
    }
}

fn address(key: &'static str, text: &str) -> Result<Url, SettingsError> {
    Url::parse(text).map_err(|error| SettingsError::invalid(key, format!("`{text}` is no address: {error}")))
}

fn mailer(
    settings: &Settings,
    installation: [u8; 16],
    public_url: &str,
    queries: &Arc<SeaQueries>,
    clock: &Arc<dyn Clock>,
) -> Result<Arc<dyn Mailer>, SettingsError> {
    let mail = &settings.mail;
    let host = address("http.public_url", public_url)?
        .host_str()
        .unwrap_or_default()
        .to_owned();
    let unusable = |error: MailSettingsError| SettingsError::invalid("mail", error.to_string());
    let look =
        MailLook::new(&mail.from, &settings.organization.name, &host, installation).map_err(unusable)?;
    match mail.transport {
        Transport::Mailbox => {
            let kept = Arc::<SeaQueries>::clone(queries);
            Ok(Arc::new(MailboxMailer::new(kept, Arc::clone(clock), look)))
        }
        Transport::Smtp => {
            let smtp = SmtpSettings {
                url: SmtpUrl::parse(mail.smtp_url.expose()).map_err(unusable)?,
                extra_ca_pem: extra_authority(&mail.smtp_ca)?,
                hello_name: host,
                timeout: SmtpSettings::TIMEOUT,
                look,
            };
            Ok(Arc::new(SmtpMailer::new(smtp).map_err(unusable)?))
        }
    }
}

fn extra_authority(path: &Path) -> Result<Option<String>, SettingsError> {
    if path.as_os_str().is_empty() {
        return Ok(None);
    }
    let read = std::fs::read_to_string(path);
    let what = |error| format!("{} cannot be read: {error}", path.display());
    read.map(Some)
        .map_err(|error| SettingsError::invalid("mail.smtp_ca", what(error)))
}

#[cfg(test)]
mod tests;
