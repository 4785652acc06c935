use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use super::{DatabaseError, Engine};

/// Which database to use, and how.
#[derive(Clone)]
pub struct DatabaseSettings {
    /// `sqlite:<path>`, `sqlite::memory:`, `postgres://…` or `mysql://…`. May hold a password.
    pub url: String,
    /// How many connections this process may hold at a server. On SQLite there are one writer and four
    /// readers.
    pub max_connections: u32,
    /// How long a statement waits for what another unit of work holds: at a server a row or a table, on SQLite
    /// the file, while another process writes. MariaDB counts whole seconds, at least one. Migrations wait
    /// longer.
    pub lock_timeout: Duration,
    /// How long to wait for a connection or, on SQLite, for one's turn to write.
    pub acquire_timeout: Duration,
}

impl DatabaseSettings {
    /// The usual settings for this database.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            max_connections: 16,
            lock_timeout: Duration::from_secs(5),
            acquire_timeout: Duration::from_secs(5),
        }
    }

    pub(crate) fn place(&self) -> Result<Place, DatabaseError> {
        let url = self.url.trim();
        if let Some(path) = url.strip_prefix("sqlite:") {
            return sqlite_place(path);
        }
        match url.split_once("://").map(|(scheme, _)| scheme) {
            Some("postgres" | "postgresql") => Ok(Place::Server(Engine::Postgres)),
            Some("mysql" | "mariadb") => Ok(Place::Server(Engine::MariaDb)),
            _ => Err(DatabaseError::Url),
        }
    }
}

impl fmt::Debug for DatabaseSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatabaseSettings")
            .field("max_connections", &self.max_connections)
            .finish_non_exhaustive()
    }
}

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Memory,
    File(PathBuf),
    Server(Engine),
}

fn sqlite_place(path: &str) -> Result<Place, DatabaseError> {
    let path = path.strip_prefix("//").unwrap_or(path);
    // `?mode=rwc` and the like, as other programs write it: the file is made if it is missing anyway.
    match path.split('?').next().unwrap_or(path) {
        "" => Err(DatabaseError::Url),
        ":memory:" => Ok(Place::Memory),
        path => Ok(Place::File(path.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(url: &str) -> Option<Place> {
        DatabaseSettings::new(url).place().ok()
    }

    #[test]
    fn addresses_are_told_apart() {
        assert_eq!(place("sqlite::memory:"), Some(Place::Memory));
        for url in ["sqlite:data/a b.db", "sqlite://data/a b.db?mode=rwc"] {
            assert_eq!(place(url), Some(Place::File("data/a b.db".into())), "{url}");
        }
        assert_eq!(place("postgres://u:p@h/d"), Some(Place::Server(Engine::Postgres)));
        assert_eq!(place("mysql://u:p@h/d"), Some(Place::Server(Engine::MariaDb)));
        for url in ["", "sqlite:", "oracle://x", "data.db"] {
            assert_eq!(place(url), None, "{url}");
        }
    }

    #[test]
    fn debug_hides_the_password() {
        let shown = format!("{:?}", DatabaseSettings::new("postgres://u:secret@h/d"));
        assert!(!shown.contains("secret"), "{shown}");
    }
}
