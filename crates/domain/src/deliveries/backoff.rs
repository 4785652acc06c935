use std::time::Duration;

use super::Target;

/// How attempts are spread: `min(cap, base · 2ⁿ)` with full jitter, until it is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// The first wait.
    pub base: Duration,
    /// The longest wait.
    pub cap: Duration,
    /// A delivery older than this is given up after a failed attempt.
    pub give_up_after: Duration,
}

impl Backoff {
    /// The wait after attempt number `attempts` (from 1). `jitter` is a random number from 0 to 1 and
    /// spreads the wait over its whole range ("full jitter"), but never below a tenth of it.
    #[must_use]
    pub fn wait(&self, attempts: i32, jitter: f64) -> Duration {
        let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(30);
        let longest = self.base.saturating_mul(1 << doublings).min(self.cap);
        longest.mul_f64(jitter.clamp(0.1, 1.0))
    }
}

/// Every span of time that deliveries depend on. The figures and their reasons: `docs/DELIVERIES.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryPolicy {
    /// How long a worker may hold a delivery.
    pub lease: Duration,
    /// When to look for a create whose end is unknown, counted from that end. The last must be later than
    /// the tracker's search can lag.
    pub verify_after: [Duration; 4],
    /// How long after creating again to look for a second issue.
    pub audit_after: Duration,
    /// How long a target rests after its credential was refused.
    pub rest_unauthorized: Duration,
    /// How long a target rests after it could not be reached.
    pub rest_unreachable: Duration,
    /// The longest a target's own "retry after" is believed.
    pub longest_retry_after: Duration,
    /// Attempts at the tracker.
    pub tracker: Backoff,
    /// Attempts at the mail server.
    pub mail: Backoff,
}

impl Default for DeliveryPolicy {
    fn default() -> Self {
        let (minute, hour) = (60, 3600);
        Self {
            lease: Duration::from_secs(minute),
            verify_after: [15, 60, 180, 600].map(Duration::from_secs),
            audit_after: Duration::from_secs(15 * minute),
            rest_unauthorized: Duration::from_secs(5 * minute),
            rest_unreachable: Duration::from_secs(10),
            longest_retry_after: Duration::from_secs(hour),
            tracker: Backoff {
                base: Duration::from_secs(2),
                cap: Duration::from_secs(15 * minute),
                give_up_after: Duration::from_secs(24 * hour),
            },
            mail: Backoff {
                base: Duration::from_secs(minute),
                cap: Duration::from_secs(hour),
                give_up_after: Duration::from_secs(48 * hour),
            },
        }
    }
}

impl DeliveryPolicy {
    /// The policy with every span divided by `speed`, except the lease, which real work still needs. Tests
    /// live through an hour's outage in seconds with it.
    #[must_use]
    pub fn hastened(self, speed: u32) -> Self {
        let faster = |span: Duration| span / speed.max(1);
        let backoff = |b: Backoff| Backoff {
            base: faster(b.base),
            cap: faster(b.cap),
            give_up_after: b.give_up_after,
        };
        Self {
            lease: self.lease,
            verify_after: self.verify_after.map(faster),
            audit_after: faster(self.audit_after),
            rest_unauthorized: faster(self.rest_unauthorized),
            rest_unreachable: faster(self.rest_unreachable),
            longest_retry_after: self.longest_retry_after,
            tracker: backoff(self.tracker),
            mail: backoff(self.mail),
        }
    }

    /// How attempts at `target` are spread.
    #[must_use]
    pub fn backoff(&self, target: Target) -> &Backoff {
        match target {
            Target::Tracker => &self.tracker,
            Target::Mail => &self.mail,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_cap() {
        let tracker = DeliveryPolicy::default().tracker;
        let waits: Vec<u64> = (1..=10).map(|n| tracker.wait(n, 1.0).as_secs()).collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 512, 900]);
        assert_eq!(tracker.wait(i32::MAX, 1.0), tracker.cap);
        assert_eq!(tracker.wait(1, 0.0), Duration::from_millis(200));
    }
}
