//! How fast something may be guessed at: waits that grow, and never a locked door.

use std::time::Duration;

use crate::time::Timestamp;

/// How attempts under one key are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How many go through without a wait.
    pub free: u32,
    /// The longest wait between two after that. The first is a second, and each doubles it.
    pub longest: Duration,
    /// How long attempts are remembered, from the first.
    pub window: Duration,
    /// The most in a window.
    pub most: Option<u32>,
}

impl Pace {
    /// One account from one network.
    pub const ACCOUNT_AND_NETWORK: Self = Self {
        free: 5,
        longest: Duration::from_secs(30),
        window: Duration::from_secs(3600),
        most: None,
    };
    /// One network, whatever account.
    pub const NETWORK: Self = Self {
        free: 100,
        longest: Duration::ZERO,
        window: Duration::from_secs(3600),
        most: Some(100),
    };
    /// One account from devices it was never signed in on, whatever network. Short: its owner may be on a
    /// new device while somebody guesses.
    pub const ACCOUNT: Self = Self {
        free: 20,
        longest: Duration::from_secs(10),
        window: Duration::from_secs(15 * 60),
        most: None,
    };
    /// Mailed codes tried from one network, whatever code. An office goes through; what comes at once is less
    /// than may wait for a hash.
    pub const CODE_TRIES: Self = Self {
        free: 20,
        longest: Duration::from_secs(1),
        window: Duration::from_secs(3600),
        most: Some(60),
    };
    /// Registration forms from one network, refused ones too: judging a password takes a while.
    pub const REGISTRATIONS: Self = Self {
        free: 60,
        longest: Duration::ZERO,
        window: Duration::from_secs(3600),
        most: Some(60),
    };
    /// One account's second step, or the password of someone signed in.
    pub const PROOF: Self = Self {
        free: 5,
        longest: Duration::from_secs(30),
        window: Duration::from_secs(3600),
        most: Some(60),
    };
}

/// The attempts under one key, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// How many in this window.
    pub count: u32,
    /// When the window ends.
    pub window_ends: Timestamp,
    /// The next may come then.
    pub not_before: Timestamp,
}

impl Tally {
    /// The tally with one more attempt. It is counted before it is known to be wrong, so that many at once
    /// count each other; the right one forgets them.
    ///
    /// # Errors
    /// The moment from which the next may come.
    pub fn attempt(before: Option<Self>, pace: &Pace, now: Timestamp) -> Result<Self, Timestamp> {
        let count = match before.filter(|tally| tally.window_ends > now) {
            None => {
                return Ok(Self {
                    count: 1,
                    window_ends: now.after(pace.window),
                    not_before: now,
                });
            }
            Some(tally) if tally.not_before > now => return Err(tally.not_before),
            Some(tally) if pace.most.is_some_and(|most| tally.count >= most) => return Err(tally.window_ends),
            Some(tally) => tally.count.saturating_add(1),
        };
        let window_ends = before.map_or(now, |tally| tally.window_ends);
        let not_before = now.after(wait_after(count, pace));
        Ok(Self {
            count,
            window_ends,
            not_before,
        })
    }

    /// The tally without an attempt that turned out right.
    #[must_use]
    pub fn with_one_less(self) -> Self {
        let count = self.count.saturating_sub(1);
        Self { count, ..self }
    }
}

/// How long the next must wait after this many.
fn wait_after(count: u32, pace: &Pace) -> Duration {
    match count.checked_sub(pace.free) {
        None => Duration::ZERO,
        Some(over) => Duration::from_secs(1 << over.min(30)).min(pace.longest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_micros(0);

    #[test]
    fn waits_begin_after_the_free_ones_and_double() {
        let (mut tally, mut now, mut waits) = (None, START, Vec::new());
        for _ in 0..12 {
            let next = Tally::attempt(tally, &Pace::ACCOUNT_AND_NETWORK, now).unwrap();
            waits.push(next.not_before.since(now).as_secs());
            now = next.not_before;
            tally = Some(next);
        }
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30]);
    }

    #[test]
    fn who_comes_too_early_is_told_when() {
        let tally = Tally {
            count: 9,
            window_ends: START.after(Duration::from_secs(60)),
            not_before: START.after(Duration::from_secs(8)),
        };
        assert_eq!(
            Tally::attempt(Some(tally), &Pace::ACCOUNT, START),
            Err(tally.not_before)
        );
    }

    #[test]
    fn a_full_window_ends() {
        let ends = START.after(Duration::from_secs(60));
        let full = Tally {
            count: 100,
            window_ends: ends,
            not_before: START,
        };
        assert_eq!(Tally::attempt(Some(full), &Pace::NETWORK, START), Err(ends));
        assert_eq!(Tally::attempt(Some(full), &Pace::NETWORK, ends).unwrap().count, 1);
    }
}
