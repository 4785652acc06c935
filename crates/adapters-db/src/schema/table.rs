//! Tables in words that each engine's dialect is made of.

use crate::Engine;

/// A step from one schema to the next.
pub(super) struct Migration {
    pub(super) version: i64,
    pub(super) name: &'static str,
    pub(super) when: When,
    pub(super) step: Step,
}

/// Where a step has anything to do. One that was done already, before the program was killed, may have taken
/// away what it is about.
pub(super) enum When {
    Always,
    /// Where there is no such table.
    Missing(&'static str),
    /// Where there is such a table.
    Present(&'static str),
}

pub(super) enum Step {
    Table(Table),
    Column(Column),
    /// Those that are missing.
    Indexes(&'static [Index]),
    /// One statement for every engine.
    Each(&'static str),
    /// As each engine says it.
    By {
        sqlite: &'static [&'static str],
        postgres: &'static [&'static str],
        maria: &'static [&'static str],
    },
    /// The e-mails of clients from before they were kept folded. No engine folds as the domain does.
    FoldEmails,
    /// The words of tickets from before they were searched.
    FoldTickets,
}

/// A table with its indexes.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// Columns and constraints, in the words that [`dialect`] translates.
    pub(super) columns: &'static str,
    /// Names and columns of the indexes that are not constraints.
    pub(super) indexes: &'static [(&'static str, &'static str)],
}

/// One more index of a table.
pub(super) struct Index {
    pub(super) table: &'static str,
    pub(super) name: &'static str,
    pub(super) columns: &'static str,
}

/// One more column of a table.
pub(super) struct Column {
    pub(super) table: &'static str,
    pub(super) name: &'static str,
    /// In the words that [`dialect`] translates.
    pub(super) kind: &'static str,
    /// Whose key it holds, and what becomes of it when that is deleted.
    pub(super) refers: Option<&'static str>,
    pub(super) index: Option<&'static str>,
}

impl Migration {
    /// Its statements, each of which may be run again where it [has anything to do](When).
    pub(super) fn statements(&self, engine: Engine) -> Vec<String> {
        match &self.step {
            Step::Table(table) => table.statements(engine),
            Step::Column(column) => column.statements(engine),
            Step::Indexes(_) | Step::FoldEmails | Step::FoldTickets => Vec::new(),
            Step::Each(text) => vec![dialect(engine, text)],
            Step::By {
                sqlite,
                postgres,
                maria,
            } => {
                let texts = match engine {
                    Engine::Sqlite => sqlite,
                    Engine::Postgres => postgres,
                    Engine::MariaDb => maria,
                };
                texts.iter().map(|text| (*text).to_owned()).collect()
            }
        }
    }
}

impl Table {
    fn statements(&self, engine: Engine) -> Vec<String> {
        let (name, columns) = (self.name, self.columns.trim().trim_end_matches(','));
        let indexes = self.indexes.iter();
        let mut statements = Vec::new();
        if engine == Engine::MariaDb {
            // With its indexes in one statement: MySQL cannot make an index only if it is missing.
            let inside: String = indexes
                .map(|(name, on)| format!(", INDEX {name} ({on})"))
                .collect();
            let text = format!("CREATE TABLE IF NOT EXISTS {name} ({columns}{inside}) {{options}}");
            statements.push(dialect(engine, &text));
        } else {
            let text = format!("CREATE TABLE IF NOT EXISTS {name} ({columns}) {{options}}");
            statements.push(dialect(engine, &text));
            let index =
                |(index, on): &(&str, &str)| format!("CREATE INDEX IF NOT EXISTS {index} ON {name} ({on})");
            statements.extend(indexes.map(index));
        }
        statements
    }
}

impl Index {
    pub(super) fn statement(&self) -> String {
        let Self { table, name, columns } = self;
        format!("CREATE INDEX {name} ON {table} ({columns})")
    }
}

impl Column {
    fn statements(&self, engine: Engine) -> Vec<String> {
        let Self {
            table,
            name,
            kind,
            refers,
            index,
        } = self;
        let add = format!("ALTER TABLE {table} ADD COLUMN {name} {kind}");
        let key = |refers: &str| format!(" CONSTRAINT {table}_{name}_fk REFERENCES {refers}");
        let statements = match engine {
            // All or nothing: the statement commits by itself.
            Engine::MariaDb => {
                let key = |refers: &str| {
                    format!(", ADD CONSTRAINT {table}_{name}_fk FOREIGN KEY ({name}) REFERENCES {refers}")
                };
                let index = index.map(|index| format!(", ADD INDEX {index} ({name})"));
                let parts = [refers.map(key), index];
                vec![parts.into_iter().flatten().fold(add, |text, part| text + &part)]
            }
            Engine::Sqlite | Engine::Postgres => {
                let index = index.map(|index| format!("CREATE INDEX {index} ON {table} ({name})"));
                let column = add + &refers.map(key).unwrap_or_default();
                std::iter::once(column).chain(index).collect()
            }
        };
        statements.iter().map(|text| dialect(engine, text)).collect()
    }
}

/// Translates the words in braces. `{bytewise}` text is in the order of its bytes, so that the texts with one
/// beginning are a range.
pub(super) fn dialect(engine: Engine, text: &str) -> String {
    let words: [(&str, &str); 11] = match engine {
        Engine::Sqlite => [
            ("{id}", "INTEGER PRIMARY KEY AUTOINCREMENT"),
            ("{i64}", "INTEGER"),
            ("{i32}", "INTEGER"),
            ("{i16}", "INTEGER"),
            ("{bool}", "INTEGER"),
            ("{text}", "TEXT"),
            ("{bytes16}", "BLOB"),
            ("{bytes32}", "BLOB"),
            ("{bytes}", "BLOB"),
            ("{bytewise}", ""),
            ("{options}", "STRICT"),
        ],
        Engine::Postgres => [
            ("{id}", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"),
            ("{i64}", "BIGINT"),
            ("{i32}", "INTEGER"),
            ("{i16}", "SMALLINT"),
            ("{bool}", "BOOLEAN"),
            ("{text}", "TEXT"),
            ("{bytes16}", "BYTEA"),
            ("{bytes32}", "BYTEA"),
            ("{bytes}", "BYTEA"),
            ("{bytewise}", " COLLATE \"C\""),
            ("{options}", ""),
        ],
        Engine::MariaDb => [
            ("{id}", "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY"),
            ("{i64}", "BIGINT"),
            ("{i32}", "INTEGER"),
            ("{i16}", "SMALLINT"),
            ("{bool}", "BOOLEAN"),
            ("{text}", "MEDIUMTEXT"),
            ("{bytes16}", "BINARY(16)"),
            ("{bytes32}", "BINARY(32)"),
            ("{bytes}", "VARBINARY(255)"),
            ("{bytewise}", ""),
            // Compares byte by byte and does not pad: 'a' is neither 'A' nor 'a '.
            (
                "{options}",
                "ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin",
            ),
        ],
    };
    let text = words
        .iter()
        .fold(text.to_owned(), |text, (word, means)| text.replace(word, means));
    if engine == Engine::Sqlite {
        varchar_as_text(&text)
    } else {
        text
    }
}

/// MySQL has the same collation under another name.
pub(super) fn for_mysql(text: &str) -> String {
    text.replace("utf8mb4_nopad_bin", "utf8mb4_0900_bin")
}

/// `STRICT` tables of SQLite know no `VARCHAR(20)`.
fn varchar_as_text(text: &str) -> String {
    let mut parts = text.split("VARCHAR(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("TEXT");
        out.push_str(part.split_once(')').map_or("", |(_, rest)| rest));
    }
    out
}
