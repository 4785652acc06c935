//! The folder where every process of a test run leaves its log, and the list of what no log may hold.

use std::fmt;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;

use crate::random::fresh_seed;
use crate::settings::setting;

/// The variable that names the folder. `scripts/test` sets it for all parts.
pub const VARIABLE: &str = "FRONTDESK_TEST_LOGS";
/// The list beside the logs: one `kind<TAB>value` a line.
pub const SECRETS: &str = "secrets.tsv";
/// What a log is called.
pub const LOG: &str = "log";
/// What our programs are told to log while their logs are kept.
pub const FILTER: &str = "debug";

/// What kind of secret a value is. Its name is told where a value is found; the value never is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Password,
    Code,
    Token,
    Cookie,
    Phone,
    Email,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Password,
        Self::Code,
        Self::Token,
        Self::Cookie,
        Self::Phone,
        Self::Email,
    ];

    /// The kind as one word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
            Self::Token => "token",
            Self::Cookie => "cookie",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The folder, if logs are kept.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    setting(VARIABLE).map(PathBuf::from)
}

/// Where a program that is started now leaves its log, if logs are kept.
///
/// # Errors
/// When the folder cannot be made, or the system has no randomness.
pub fn fresh(of: &str) -> std::io::Result<Option<PathBuf>> {
    let Some(folder) = folder() else {
        return Ok(None);
    };
    std::fs::create_dir_all(&folder)?;
    let name = format!("{of}-{}-{}.{LOG}", std::process::id(), fresh_seed()?);
    Ok(Some(folder.join(name)))
}

/// Notes a secret that a test uses or was given, for whoever looks through the logs afterwards. Nothing is noted
/// where no logs are kept.
pub fn saw(kind: Kind, value: &str) {
    let Some(folder) = folder() else { return };
    // One write of one line, so that lines of several programs do not mix. Where it fails, the look through the
    // logs fails too: it finds no list, or the folder is not there.
    let line = format!("{kind}\t{value}\n");
    let list = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join(SECRETS));
    let _ = list.and_then(|mut list| list.write_all(line.as_bytes()));
}
