//! What becomes of a delivery after a worker had it: the whole state machine, as one function.

use std::time::Duration;

use super::{Claim, Claimed, DeliveryPolicy, State, Target};
use crate::time::Timestamp;

/// How an attempt, or a look at an earlier one, ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done (now, or by an earlier attempt that was found).
    Done,
    /// A look found nothing, and the other side certainly answered the question.
    NotFound,
    /// The other side refused it, and will again until a person changes something.
    Rejected(String),
    /// The other side refuses us, not this delivery.
    Unauthorized(String),
    /// The other side asks us to come back later, and did nothing.
    Throttled {
        /// When it wants us back, from now.
        retry_after: Option<Duration>,
        /// What it said.
        reason: String,
    },
    /// It never left: no connection.
    NotSent(String),
    /// It may have been done: the answer was lost.
    Unknown(String),
    /// Refused for now (a mail server's 4xx): try again.
    Deferred(String),
    /// It is of no use any more, and was not begun.
    TooLate,
}

/// What is written to a delivery's row when its work ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Its next state.
    pub state: State,
    /// When it is due again; when it ended, if it did.
    pub due_at: Timestamp,
    /// Attempts begun, corrected where this one should not count.
    pub attempts: i32,
    /// Looks at an unknown end so far.
    pub checks: i32,
    /// What went wrong, in words for staff.
    pub error: Option<String>,
    /// Whether the whole target should rest.
    pub pause: Option<Pause>,
}

/// A target that rests: nothing is claimed for it until the end. Then one delivery goes ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Which target.
    pub target: Target,
    /// Until when.
    pub until: Timestamp,
    /// Why, in words for staff.
    pub reason: String,
}

impl Settlement {
    /// What becomes of `claimed` after `outcome`. `jitter` is a random number from 0 to 1.
    #[must_use]
    pub fn of(
        claimed: &Claimed,
        outcome: Outcome,
        policy: &DeliveryPolicy,
        now: Timestamp,
        jitter: f64,
    ) -> Self {
        let step = Step {
            claimed,
            policy,
            now,
            jitter,
        };
        match outcome {
            Outcome::Done => step.end(State::Done, None),
            // Whether it was done is still open, and looking again may tell once someone mended the cause.
            Outcome::Rejected(why) if claimed.claim == Claim::Verify => {
                step.back(policy.rest_unauthorized, why)
            }
            Outcome::Rejected(why) => step.end(State::Dead, Some(why)),
            Outcome::TooLate => step.end(State::Cancelled, claimed.delivery.last_error.clone()),
            Outcome::NotFound => step.not_found(),
            Outcome::Unauthorized(why) => step.rest(policy.rest_unauthorized, why),
            Outcome::Throttled { retry_after, reason } => {
                let least = step.backoff().wait(claimed.delivery.attempts, jitter);
                let asked = retry_after
                    .unwrap_or(Duration::ZERO)
                    .min(policy.longest_retry_after);
                step.rest(asked.max(least), reason)
            }
            Outcome::Unknown(why) if claimed.delivery.job.must_be_verified() => step.unknown(why),
            Outcome::NotSent(why) => {
                let until = now.after(policy.rest_unreachable);
                let pause = Pause {
                    target: step.target(),
                    until,
                    reason: why.clone(),
                };
                Self {
                    pause: Some(pause),
                    ..step.again(why)
                }
            }
            Outcome::Deferred(why) | Outcome::Unknown(why) => step.again(why),
        }
    }
}

struct Step<'a> {
    claimed: &'a Claimed,
    policy: &'a DeliveryPolicy,
    now: Timestamp,
    jitter: f64,
}

impl Step<'_> {
    fn target(&self) -> Target {
        self.claimed.delivery.job.target()
    }

    fn backoff(&self) -> &super::Backoff {
        self.policy.backoff(self.target())
    }

    fn end(&self, state: State, error: Option<String>) -> Settlement {
        let delivery = &self.claimed.delivery;
        Settlement {
            state,
            due_at: self.now,
            attempts: delivery.attempts,
            checks: delivery.checks,
            error,
            pause: None,
        }
    }

    /// Later, in the state it came from. A look stays a look: only a certain "not there" ends looking.
    fn back(&self, wait: Duration, error: String) -> Settlement {
        let state = match self.claimed.claim {
            Claim::Attempt => State::Pending,
            Claim::Verify => State::Verify,
        };
        Settlement {
            due_at: self.now.after(wait),
            ..self.end(state, Some(error))
        }
    }

    fn again(&self, why: String) -> Settlement {
        let delivery = &self.claimed.delivery;
        let too_old = self.now.since(delivery.created_at) > self.backoff().give_up_after;
        if too_old && self.claimed.claim == Claim::Attempt {
            return self.end(State::Dead, Some(why));
        }
        self.back(self.backoff().wait(delivery.attempts.max(1), self.jitter), why)
    }

    /// The other side is not to be asked for a while, by anyone; the attempt does not count.
    fn rest(&self, wait: Duration, why: String) -> Settlement {
        let given_back = i32::from(self.claimed.claim == Claim::Attempt);
        let until = self.now.after(wait);
        Settlement {
            attempts: (self.claimed.delivery.attempts - given_back).max(0),
            pause: Some(Pause {
                target: self.target(),
                until,
                reason: why.clone(),
            }),
            ..self.back(wait, why)
        }
    }

    fn unknown(&self, why: String) -> Settlement {
        match self.claimed.claim {
            Claim::Attempt => Settlement {
                due_at: self.now.after(self.policy.verify_after[0]),
                checks: 0,
                ..self.end(State::Verify, Some(why))
            },
            Claim::Verify => self.again(why),
        }
    }

    /// Not there yet. The looks follow the schedule, counted from the unknown end; after the last the issue
    /// is certainly not there, and it is created again.
    fn not_found(&self) -> Settlement {
        let checks = self.claimed.delivery.checks + 1;
        let done = usize::try_from(checks).unwrap_or(usize::MAX);
        let schedule = &self.policy.verify_after;
        let (state, wait) = match (schedule.get(done.saturating_sub(1)), schedule.get(done)) {
            (Some(last), Some(next)) => (State::Verify, next.saturating_sub(*last)),
            _ => (State::Pending, Duration::ZERO),
        };
        let error = self.claimed.delivery.last_error.clone();
        let checks = if state == State::Pending { 0 } else { checks };
        Settlement {
            due_at: self.now.after(wait),
            checks,
            ..self.end(state, error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{About, Delivery, DeliveryId, Job, WorkerId};
    use super::*;
    use crate::tickets::TicketNumber;

    const NOW: Timestamp = Timestamp::from_micros(1_000_000_000_000);

    fn claimed(job: Job, claim: Claim) -> Claimed {
        let delivery = Delivery {
            id: DeliveryId(1),
            job,
            about: About::Ticket(TicketNumber(10_001)),
            state: State::Running,
            attempts: 1,
            checks: 0,
            due_at: NOW,
            not_after: None,
            created_at: NOW,
            last_error: None,
        };
        let worker = WorkerId::from_bytes([1; 16]);
        Claimed {
            delivery,
            claim,
            worker,
            epoch: 1,
            lease_until: NOW,
        }
    }

    fn settle(claimed: &Claimed, outcome: Outcome) -> Settlement {
        Settlement::of(claimed, outcome, &DeliveryPolicy::default(), NOW, 1.0)
    }

    fn seconds(settlement: &Settlement) -> u64 {
        settlement.due_at.since(NOW).as_secs()
    }

    #[test]
    fn an_unknown_create_is_looked_for_before_it_is_repeated() {
        let mut claimed = claimed(Job::CreateIssue, Claim::Attempt);
        let mut settled = settle(&claimed, Outcome::Unknown("no answer".into()));
        let mut total = seconds(&settled);
        let mut looks = vec![total];
        while settled.state == State::Verify {
            claimed.claim = Claim::Verify;
            claimed.delivery.checks = settled.checks;
            settled = settle(&claimed, Outcome::NotFound);
            total += seconds(&settled);
            looks.push(total);
        }
        assert_eq!(looks, [15, 60, 180, 600, 600]);
        assert_eq!((settled.state, settled.checks), (State::Pending, 0));
    }

    #[test]
    fn a_failed_look_stays_a_look() {
        let looking = claimed(Job::CreateIssue, Claim::Verify);
        let why = || "x".to_owned();
        for outcome in [
            Outcome::Unknown(why()),
            Outcome::NotSent(why()),
            Outcome::Rejected(why()),
        ] {
            assert_eq!(settle(&looking, outcome).state, State::Verify);
        }
    }

    #[test]
    fn a_mail_with_an_unknown_end_is_sent_again() {
        let settled = settle(
            &claimed(Job::MailReceived, Claim::Attempt),
            Outcome::Unknown("x".into()),
        );
        assert_eq!((settled.state, seconds(&settled)), (State::Pending, 60));
    }

    #[test]
    fn a_refused_credential_rests_the_target_and_burns_no_attempt() {
        let settled = settle(
            &claimed(Job::CreateIssue, Claim::Attempt),
            Outcome::Unauthorized("401".into()),
        );
        assert_eq!(
            (settled.state, settled.attempts, seconds(&settled)),
            (State::Pending, 0, 300)
        );
        assert_eq!(settled.pause.map(|p| p.target), Some(Target::Tracker));
    }

    #[test]
    fn an_unreachable_target_rests_so_that_one_probe_stands_for_all() {
        let settled = settle(
            &claimed(Job::CreateIssue, Claim::Attempt),
            Outcome::NotSent("down".into()),
        );
        let pause = settled.pause.unwrap();
        assert_eq!(
            (pause.target, pause.until.since(NOW).as_secs()),
            (Target::Tracker, 10)
        );
    }

    #[test]
    fn retry_after_is_honoured_but_not_for_ever() {
        let create = claimed(Job::CreateIssue, Claim::Attempt);
        let throttled = |secs| {
            let retry_after = Some(Duration::from_secs(secs));
            settle(
                &create,
                Outcome::Throttled {
                    retry_after,
                    reason: "429".into(),
                },
            )
        };
        assert_eq!(seconds(&throttled(30)), 30);
        assert_eq!(seconds(&throttled(999_999_999)), 3600);
        assert_eq!(seconds(&throttled(0)), 2);
        assert_eq!(throttled(30).attempts, 0);
    }

    #[test]
    fn what_comes_too_late_is_cancelled() {
        let letter = claimed(Job::MailLetter, Claim::Attempt);
        assert_eq!(settle(&letter, Outcome::TooLate).state, State::Cancelled);
    }

    #[test]
    fn what_is_refused_is_dead_at_once_and_what_fails_is_dead_after_a_day() {
        let mut create = claimed(Job::CreateIssue, Claim::Attempt);
        assert_eq!(
            settle(&create, Outcome::Rejected("summary".into())).state,
            State::Dead
        );
        assert_eq!(
            settle(&create, Outcome::NotSent("refused".into())).state,
            State::Pending
        );
        create.delivery.created_at = NOW.before(Duration::from_secs(25 * 3600));
        assert_eq!(
            settle(&create, Outcome::NotSent("refused".into())).state,
            State::Dead
        );
    }
}
