//! What an answer that is no success means for the delivery that asked: the table of outcomes.

use frontdesk_domain::ports::TrackerError;
use reqwest::StatusCode;

use crate::http::{Answer, Lost};
use crate::messages::{capped, words};
use crate::retry_after::retry_after;

/// Whether a request that Jira carried out although it answered badly would leave something behind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    Reads,
    Creates,
}

/// What an answer other than 2xx means.
pub(crate) fn of_answer(answer: &Answer, effect: Effect) -> TrackerError {
    let reason = reason(answer);
    let wait = retry_after(&answer.headers);
    match answer.status.as_u16() {
        401 | 403 => TrackerError::Unauthorized(reason),
        // Deliveries must not die of an address that moved: the integration rests until it is mended.
        300..=399 => TrackerError::Unauthorized(format!("{reason}; set jira.url to where it leads")),
        429 => TrackerError::Throttled {
            retry_after: wait,
            reason,
        },
        // Another change was in the way, or too early: nothing was done.
        409 | 425 => TrackerError::Throttled {
            retry_after: wait,
            reason,
        },
        // A 503 that says when to come back did nothing; but what stands in front of Jira may say it after
        // Jira acted, so a create is not told that.
        503 if effect == Effect::Reads && wait.is_some() => TrackerError::Throttled {
            retry_after: wait,
            reason,
        },
        400..=499 if answer.status != StatusCode::REQUEST_TIMEOUT => TrackerError::Rejected(reason),
        _ => TrackerError::Unknown(reason),
    }
}

/// What it means that no answer came.
pub(crate) fn of_lost(lost: Lost) -> TrackerError {
    match lost {
        Lost::NotSent(why) => TrackerError::NotSent(why),
        Lost::Unknown(why) => TrackerError::Unknown(why),
    }
}

/// A question that was asked before the request itself: whatever became of it, the request never left.
pub(crate) fn before_sending(error: TrackerError) -> TrackerError {
    match error {
        TrackerError::Unknown(why) => TrackerError::NotSent(why),
        other => other,
    }
}

/// `Jira answered 400: summary: is required`; for a limit also which one.
fn reason(answer: &Answer) -> String {
    let mut reason = format!("Jira answered {}", answer.status.as_u16());
    let limit = answer.header("ratelimit-reason");
    let target = answer
        .header("location")
        .filter(|_| answer.status.is_redirection());
    for more in [words(&answer.body).as_deref(), limit, target]
        .into_iter()
        .flatten()
    {
        reason = format!("{reason}: {more}");
    }
    capped(&reason)
}
