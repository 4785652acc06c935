//! A database of its own for each proof, on any of the three engines, and a look into it.

use std::path::Path;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _, Row as _};

use crate::Result;
use crate::random::fresh_seed;
use crate::settings::setting;

/// Which engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Engine {
    Sqlite,
    Postgres,
    Mariadb,
}

impl Engine {
    /// The engine as one word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mariadb => "mariadb",
        }
    }

    /// The variable that says where a server is, for the engines that need one.
    #[must_use]
    pub fn variable(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("FRONTDESK_TEST_POSTGRES_URL"),
            Self::Mariadb => Some("FRONTDESK_TEST_MARIADB_URL"),
        }
    }
}

/// An empty database.
#[derive(Debug)]
pub struct Database {
    /// Where it is, as the program is told.
    pub url: String,
    engine: Engine,
    /// The server it is on and its name there; none for SQLite, whose folder goes anyway.
    on_server: Option<(String, String)>,
}

/// A ticket as stored, joined with its client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTicket {
    /// Its number.
    pub number: i64,
    /// The form it came from.
    pub key: Vec<u8>,
    /// Its client's phone.
    pub phone: String,
    /// The key of its issue, if it is linked.
    pub issue: Option<String>,
}

/// How many deliveries are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deliveries {
    /// All of them.
    pub all: i64,
    /// Done.
    pub done: i64,
    /// Given up.
    pub dead: i64,
    /// In somebody's hands.
    pub running: i64,
}

impl Database {
    /// An empty database of this engine; a SQLite file lies in `folder`.
    ///
    /// # Errors
    /// When the server cannot be asked for one.
    pub async fn create(engine: Engine, folder: &Path) -> Result<Self> {
        install_default_drivers();
        let Some(variable) = engine.variable() else {
            let url = format!("sqlite:{}", folder.join("frontdesk.db").display());
            return Ok(Self {
                url,
                engine,
                on_server: None,
            });
        };
        let server = setting(variable).ok_or_else(|| format!("{variable} is not set"))?;
        let name = format!("rig_{}", fresh_seed()?);
        run(&server, format!("CREATE DATABASE {name}")).await?;
        let root = server
            .rsplit_once('/')
            .ok_or("the server's address has no database")?
            .0;
        Ok(Self {
            url: format!("{root}/{name}"),
            engine,
            on_server: Some((server, name)),
        })
    }

    /// Takes it away again.
    ///
    /// # Errors
    /// When the server will not.
    pub async fn remove(self) -> Result<()> {
        let Some((server, name)) = self.on_server else {
            return Ok(());
        };
        let force = if self.engine == Engine::Postgres {
            " WITH (FORCE)"
        } else {
            ""
        };
        run(&server, format!("DROP DATABASE {name}{force}")).await
    }

    /// The number that a statement asks for.
    ///
    /// # Errors
    /// When there is none.
    pub async fn number(&self, statement: String) -> Result<i64> {
        let mut connection = AnyConnection::connect(&self.url).await?;
        let row = sqlx::query(AssertSqlSafe(statement))
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        // A column of 32 bits is one on some engines and not on others.
        let narrow = || row.try_get::<i32, _>(0).map(i64::from);
        Ok(row.try_get(0).or_else(|_| narrow())?)
    }

    /// Changes rows, as time or an operator would.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn run(&self, statement: String) -> Result<()> {
        run(&self.url, statement).await
    }

    /// All tickets.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tickets(&self) -> Result<Vec<StoredTicket>> {
        let mut connection = AnyConnection::connect(&self.url).await?;
        let rows = sqlx::query(
            "SELECT t.number, t.submission_key, c.phone, t.external_key \
             FROM ticket t JOIN client c ON c.id = t.client_id",
        )
        .fetch_all(&mut connection)
        .await?;
        connection.close().await?;
        rows.iter()
            .map(|row| {
                Ok(StoredTicket {
                    number: row.try_get(0)?,
                    key: row.try_get(1)?,
                    phone: row.try_get(2)?,
                    issue: row.try_get(3)?,
                })
            })
            .collect()
    }

    /// How the deliveries stand.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn deliveries(&self) -> Result<Deliveries> {
        let mut connection = AnyConnection::connect(&self.url).await?;
        let rows = sqlx::query("SELECT state, COUNT(*) FROM delivery GROUP BY state")
            .fetch_all(&mut connection)
            .await?;
        connection.close().await?;
        let mut found = Deliveries::default();
        for row in &rows {
            let (state, count): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
            found.all += count;
            match state.as_str() {
                "done" => found.done = count,
                "dead" => found.dead = count,
                "running" => found.running = count,
                _ => {}
            }
        }
        Ok(found)
    }

    /// Waits until every delivery is done or dead, for at most `longest`, and says how they stand.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn drained(&self, longest: Duration) -> Result<Deliveries> {
        let began = Instant::now();
        loop {
            let found = self.deliveries().await?;
            if found.done + found.dead == found.all || began.elapsed() > longest {
                return Ok(found);
            }
            // Another process empties the queue; the database tells nobody.
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Resolves every ticket and frees its client's slot, as staff would.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn resolve_all(&self) -> Result<()> {
        run(
            &self.url,
            "UPDATE ticket SET status = 'resolved', open_slot = NULL, resolved_at = updated_at".to_owned(),
        )
        .await
    }

    /// What SQLite says about the soundness of its file: `ok`. None for the other engines.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn integrity(&self) -> Result<Option<String>> {
        if self.engine != Engine::Sqlite {
            return Ok(None);
        }
        let mut connection = AnyConnection::connect(&self.url).await?;
        let row = sqlx::query("PRAGMA integrity_check")
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        Ok(Some(row.try_get(0)?))
    }
}

async fn run(url: &str, statement: String) -> Result<()> {
    let mut connection = AnyConnection::connect(url).await?;
    connection.execute(AssertSqlSafe(statement)).await?;
    Ok(connection.close().await?)
}
