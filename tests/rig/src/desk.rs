//! A desk to be proved: its folder, its database, its Jira, and the settings of its processes.

use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use crate::Result;
use crate::database::{Database, Engine};
use crate::kept_logs::{FILTER, folder, fresh};
use crate::launch::{Launch, Running};
use crate::report::{Report, Target, say};
use crate::sandbox::{EMAIL, Sandbox, TOKEN};
use crate::settings::{binary, nothing_may_be_skipped, setting};

/// How many times faster than life waits of deliveries are.
pub const SPEED: u32 = 200;

/// Everything that stays while processes come and go.
#[derive(Debug)]
pub struct Desk {
    /// Where its files are.
    pub folder: TempDir,
    /// Its database.
    pub database: Database,
    /// Its Jira, if it has one.
    pub sandbox: Option<Sandbox>,
    engine: Engine,
    log: PathBuf,
}

impl Desk {
    /// A new desk. With a Jira, its tickets are delivered there.
    ///
    /// # Errors
    /// When a part of it cannot be had.
    pub async fn new(engine: Engine, with_jira: bool) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("frontdesk-rig.")
            .disable_cleanup(true)
            .tempdir()?;
        let database = Database::create(engine, folder.path()).await?;
        let kept = fresh(&format!("desk-{}", engine.name()))?;
        let log = kept.unwrap_or_else(|| folder.path().join("frontdesk.log"));
        let sandbox = if with_jira {
            Some(Sandbox::start(folder.path()).await?)
        } else {
            None
        };
        Ok(Self {
            folder,
            database,
            sandbox,
            engine,
            log,
        })
    }

    /// How a process of this desk is started.
    #[must_use]
    pub fn launch(&self) -> Launch {
        Launch {
            program: binary("FRONTDESK_BIN", "frontdesk"),
            under: Vec::new(),
            arguments: vec!["serve".to_owned()],
            environment: self.environment(),
            log: self.log.clone(),
        }
    }

    /// Starts a process of this desk.
    ///
    /// # Errors
    /// When it does not get ready.
    pub async fn start(&self) -> Result<Running> {
        self.launch().start().await
    }

    /// Its Jira.
    ///
    /// # Errors
    /// When it was made without one.
    pub fn jira(&self) -> Result<&Sandbox> {
        self.sandbox
            .as_ref()
            .ok_or_else(|| "this desk has no Jira".into())
    }

    /// Waits for the deliveries and writes down how they stand.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn report_deliveries(&self, report: &mut Report, longest: Duration) -> Result<()> {
        let found = self.database.drained(longest).await?;
        let count = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
        report.note("deliveries", found.all);
        report.count(
            "deliveries-not-done",
            count(found.all - found.done),
            Target::Exactly(0),
        );
        report.count("deliveries-dead", count(found.dead), Target::Exactly(0));
        if let Some(answer) = self.database.integrity().await? {
            report.count(
                "integrity-problems",
                usize::from(answer != "ok"),
                Target::Exactly(0),
            );
        }
        Ok(())
    }

    /// Takes it away. With `keep`, its folder stays, as it does when a proof breaks off: its logs are for
    /// whoever looks into a failure.
    ///
    /// # Errors
    /// When the database will not go.
    pub async fn remove(self, keep: bool) -> Result<()> {
        let folder = self.folder.keep();
        if keep {
            say(&format!("Kept for you: {}", folder.display()));
        } else {
            tokio::fs::remove_dir_all(folder).await?;
        }
        self.database.remove().await
    }

    fn environment(&self) -> Vec<(String, String)> {
        let data = self.folder.path().join("data").display().to_string();
        let speed = SPEED.to_string();
        let mut set = vec![
            ("DATABASE_URL", self.database.url.as_str()),
            ("FRONTDESK__DATA_DIR", &data),
            ("FRONTDESK__HTTP__LISTEN", "127.0.0.1:0"),
            ("FRONTDESK__FRONT_DESK__LOOKUPS_PER_ADDRESS", "100000000"),
            ("FRONTDESK__FRONT_DESK__LOOKUPS_PER_IDENTIFIER", "100000000"),
            // Several processes share the key; a real one is random.
            (
                "FRONTDESK__SECRET_KEY",
                "YSByaWcncyBrZXksIG5vIHNlY3JldCBhdCBhbGwsIGxvbmcgZW5vdWdo",
            ),
            ("FRONTDESK__DELIVERIES__SPEED", &speed),
        ];
        // Whoever looks through the logs afterwards looks through all that can be in one.
        if folder().is_some() {
            set.push(("RUST_LOG", FILTER));
        }
        if let Some(sandbox) = &self.sandbox {
            set.extend([
                ("FRONTDESK__JIRA__FLAVOR", "cloud"),
                ("FRONTDESK__JIRA__URL", sandbox.url()),
                ("FRONTDESK__JIRA__EMAIL", EMAIL),
                ("FRONTDESK__JIRA__TOKEN", TOKEN),
                ("FRONTDESK__JIRA__PROJECT", "SUP"),
                ("FRONTDESK__JIRA__ISSUE_TYPE", "Task"),
            ]);
        }
        set.into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// Its engine.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }
}

/// Whether the part `name` can run on this engine. Says so where it cannot, which with `CI` set is an error.
///
/// # Errors
/// When nothing may be skipped.
pub fn can_run_on(engine: Engine, name: &str) -> Result<bool> {
    let Some(variable) = engine.variable() else {
        return Ok(true);
    };
    if setting(variable).is_some() {
        return Ok(true);
    }
    say(&format!(
        "SKIPPED: {name} on {}: {variable} is not set; scripts/servers sets it",
        engine.name()
    ));
    if nothing_may_be_skipped() {
        return Err(format!("{variable} is not set").into());
    }
    Ok(false)
}
