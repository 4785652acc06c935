//! Wall-clock time in the form Jira writes it.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// The present, shifted by the sandbox's clock-skew mode.
#[expect(
    clippy::disallowed_methods,
    reason = "the sandbox is a program of its own and has no Clock port; this is its only clock"
)]
pub(crate) fn now(skew_ms: i64) -> Timestamp {
    let now = Timestamp::now();
    now.checked_add(SignedDuration::from_millis(skew_ms))
        .unwrap_or(now)
}

/// `2026-11-20T20:15:08.123+0000`, as in every Jira answer.
pub(crate) fn jira_time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC)
        .strftime("%Y-%m-%dT%H:%M:%S.%3f%z")
        .to_string()
}

/// `20 Nov 2026, 20:15 UTC`, for people.
pub(crate) fn page_time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC)
        .strftime("%-d %b %Y, %H:%M UTC")
        .to_string()
}
