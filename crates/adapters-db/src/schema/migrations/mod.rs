//! Every schema there was, in order.
//!
//! Times are microseconds since 1970 in UTC. Keys, tokens and hashes are binary: MariaDB compares text with
//! its padding and its case folded unless told otherwise. A foreign key has an index on both sides, or a
//! deletion would read the table that points to it.

mod desk;
mod life;
mod life_texts;
mod people;

use super::table::{Migration, Step, Table, When};

/// Which migrations a database has had.
pub(super) const VERSIONS: &str = "CREATE TABLE IF NOT EXISTS schema_migration (\
    version {i64} NOT NULL PRIMARY KEY, name VARCHAR(80) NOT NULL) {options}";

const PARTS: [&[Migration]; 3] = [desk::MIGRATIONS, people::MIGRATIONS, life::MIGRATIONS];

/// The last of them.
pub(super) const NEWEST: i64 = life::MIGRATIONS[life::MIGRATIONS.len() - 1].version;

/// All of them, in order.
pub(super) fn all() -> impl Iterator<Item = &'static Migration> {
    PARTS.into_iter().flatten()
}

type Indexes = &'static [(&'static str, &'static str)];

const fn table(version: i64, name: &'static str, columns: &'static str, indexes: Indexes) -> Migration {
    let step = Step::Table(Table {
        name,
        columns,
        indexes,
    });
    let when = When::Always;
    Migration {
        version,
        name,
        when,
        step,
    }
}

/// A table that another one took the place of: not made again where that one is.
const fn until(
    successor: &'static str,
    version: i64,
    name: &'static str,
    columns: &'static str,
    indexes: Indexes,
) -> Migration {
    let when = When::Missing(successor);
    Migration {
        when,
        ..table(version, name, columns, indexes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_each_other() {
        let versions: Vec<i64> = all().map(|migration| migration.version).collect();
        let expected: Vec<i64> = (1..=NEWEST).collect();
        assert_eq!(versions, expected);
    }
}
