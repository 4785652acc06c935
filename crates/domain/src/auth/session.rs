use std::time::Duration;

use crate::accounts::{AccountId, Role};
use crate::clients::ClientId;
use crate::secrets::TokenHash;
use crate::time::Timestamp;

/// Whose a session or a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// An account's.
    Account(AccountId),
    /// A client's, who proved the e-mail on their record. They see their own tickets and nothing else,
    /// whatever account they may have.
    Client(ClientId),
}

/// The store's key of a session: what its owner ends it by. It opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub i64);

/// How a session was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// By the password; the second step is still asked for. It opens nothing but that.
    HalfWay,
    /// By a mailed code, at the front desk.
    Code,
    /// By a password.
    Password,
    /// By a password and a second step.
    TwoSteps,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 4] = [Self::HalfWay, Self::Code, Self::Password, Self::TwoSteps];

    /// The level as one word, for storing.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::HalfWay => "half_way",
            Self::Code => "code",
            Self::Password => "password",
            Self::TwoSteps => "two_steps",
        }
    }

    /// The level of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.key() == key)
    }
}

/// How long a session lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionSpan {
    /// Without being used.
    pub idle: Duration,
    /// At all.
    pub absolute: Duration,
}

impl SessionSpan {
    /// The span for a role. Staff see everybody's tickets, so theirs are short.
    #[must_use]
    pub fn of(role: Role, level: Level, remembered: bool) -> Self {
        const MINUTE: u64 = 60;
        const HOUR: u64 = 60 * MINUTE;
        const DAY: u64 = 24 * HOUR;
        let (idle, absolute) = match (level, role.is_staff(), remembered) {
            (Level::HalfWay, _, _) => (10 * MINUTE, 10 * MINUTE),
            (_, true, false) => (30 * MINUTE, 12 * HOUR),
            (_, true, true) => (14 * DAY, 14 * DAY),
            (_, false, false) => (8 * HOUR, DAY),
            (_, false, true) => (30 * DAY, 90 * DAY),
        };
        Self {
            idle: Duration::from_secs(idle),
            absolute: Duration::from_secs(absolute),
        }
    }
}

/// A session about to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// The hash of what the browser holds.
    pub hash: TokenHash,
    /// Whose it is.
    pub holder: Holder,
    /// The account's session version: when that rises, the session is over. Zero for a client's.
    pub session_version: i32,
    /// How it was opened.
    pub level: Level,
    /// Whether they asked to be remembered.
    pub remembered: bool,
    /// What their browser calls itself, in a few words.
    pub device: String,
    /// When.
    pub created_at: Timestamp,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
}

/// A session as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The store's key.
    pub id: SessionId,
    /// Whose it is.
    pub holder: Holder,
    /// The account's session version when it began.
    pub session_version: i32,
    /// How it was opened.
    pub level: Level,
    /// Whether they asked to be remembered.
    pub remembered: bool,
    /// What their browser calls itself.
    pub device: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When they last typed their password in it.
    pub proved_at: Timestamp,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
}

/// A session is over: whoever holds it is nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended;

impl Session {
    /// How long a use may go unnoted, so that reading pages does not write.
    pub const NOTED_EVERY: Duration = Duration::from_secs(60);

    /// Whether it still holds at `now`, for an account of that role and session version.
    ///
    /// # Errors
    /// [`Ended`] when it was idle too long, is too old, or what was allowed before has ended.
    pub fn holds(&self, role: Role, session_version: i32, now: Timestamp) -> Result<(), Ended> {
        let span = SessionSpan::of(role, self.level, self.remembered);
        let fresh = now.since(self.last_seen_at) < span.idle
            && now.since(self.created_at) < span.absolute
            && now < self.ends_at;
        if fresh && self.session_version == session_version {
            Ok(())
        } else {
            Err(Ended)
        }
    }

    /// Whether its use at `now` should be noted.
    #[must_use]
    pub fn is_to_be_noted(&self, now: Timestamp) -> bool {
        now.since(self.last_seen_at) >= Self::NOTED_EVERY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_micros(0);

    fn session(remembered: bool) -> Session {
        Session {
            id: SessionId(1),
            holder: Holder::Account(AccountId(1)),
            session_version: 1,
            level: Level::Password,
            remembered,
            device: String::new(),
            created_at: START,
            last_seen_at: START,
            proved_at: START,
            ends_at: Timestamp::from_micros(i64::MAX),
        }
    }

    fn minutes(n: u64) -> Timestamp {
        START.after(Duration::from_secs(n * 60))
    }

    #[test]
    fn staff_sessions_end_when_idle_for_half_an_hour_or_after_half_a_day() {
        let idle = session(false);
        assert_eq!(idle.holds(Role::Agent, 1, minutes(29)), Ok(()));
        assert_eq!(idle.holds(Role::Agent, 1, minutes(31)), Err(Ended));
        let busy = Session {
            last_seen_at: minutes(12 * 60),
            ..session(false)
        };
        assert_eq!(busy.holds(Role::Agent, 1, minutes(12 * 60 + 1)), Err(Ended));
        assert_eq!(busy.holds(Role::Customer, 1, minutes(12 * 60 + 1)), Ok(()));
    }

    #[test]
    fn being_remembered_is_longer_and_ends_too() {
        let day = 24 * 60;
        assert_eq!(session(true).holds(Role::Admin, 1, minutes(13 * day)), Ok(()));
        assert_eq!(session(true).holds(Role::Admin, 1, minutes(15 * day)), Err(Ended));
        assert_eq!(session(true).holds(Role::Customer, 1, minutes(29 * day)), Ok(()));
        assert_eq!(
            session(true).holds(Role::Customer, 1, minutes(31 * day)),
            Err(Ended)
        );
    }

    #[test]
    fn another_session_version_ends_it_at_once() {
        assert_eq!(session(true).holds(Role::Customer, 2, START), Err(Ended));
    }
}
