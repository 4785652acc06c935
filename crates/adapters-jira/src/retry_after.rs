//! When Jira wants us back.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// A longer wait is not believed: a hostile or broken value must not stop deliveries for days.
const LONGEST: Duration = Duration::from_secs(3600);

/// `Retry-After` in seconds or as a date, else `X-RateLimit-Reset` (a gateway may send only that), at most
/// an hour. Dates are compared with the answer's own `Date`, so that our clock does not matter; without one
/// they say nothing.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let now = text(DATE.as_str()).and_then(date);
    // A moment that has passed is no wait.
    let until = |moment: SystemTime| Some(moment.duration_since(now?).unwrap_or(Duration::ZERO));
    let asked = text(RETRY_AFTER.as_str());
    asked
        .and_then(|value| seconds(value).or_else(|| date(value).and_then(until)))
        .or_else(|| text("x-ratelimit-reset").and_then(iso_8601).and_then(until))
        .map(|wait| wait.min(LONGEST))
}

fn date(value: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(value).ok()
}

fn seconds(value: &str) -> Option<Duration> {
    let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| value.parse().map_or(LONGEST, Duration::from_secs))
}

/// Sometimes without seconds: `2025-11-20T20:30Z`.
fn iso_8601(value: &str) -> Option<SystemTime> {
    value.parse::<jiff::Timestamp>().ok().map(SystemTime::from)
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};
    use rstest::rstest;

    use super::*;

    const NOW: (&str, &str) = ("date", "Thu, 20 Nov 2025 20:00:00 GMT");

    #[rstest]
    #[case(&[("retry-after", "17")], Some(17))]
    #[case(&[("retry-after", "0")], Some(0))]
    #[case(&[("retry-after", "999999999")], Some(3600))]
    #[case(&[("retry-after", "99999999999999999999999999")], Some(3600))]
    #[case(&[("retry-after", "-5")], None)]
    #[case(&[("retry-after", "soon")], None)]
    #[case(&[("retry-after", "Thu, 20 Nov 2025 20:00:30 GMT"), NOW], Some(30))]
    #[case(&[("retry-after", "Thu, 20 Nov 2025 19:00:30 GMT"), NOW], Some(0))]
    #[case(&[("retry-after", "Thu, 20 Nov 2025 20:00:30 GMT")], None)]
    #[case(&[("x-ratelimit-reset", "2025-11-20T20:01:05Z"), NOW], Some(65))]
    #[case(&[("x-ratelimit-reset", "2025-11-20T20:02Z"), NOW], Some(120))]
    #[case(&[("x-ratelimit-reset", "never"), NOW], None)]
    #[case(&[("retry-after", "soon"), ("x-ratelimit-reset", "2025-11-20T20:02Z"), NOW], Some(120))]
    #[case(&[], None)]
    fn both_forms_are_read_and_capped(#[case] given: &[(&str, &str)], #[case] wait: Option<u64>) {
        let headers = given
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_bytes(name.as_bytes()).unwrap(),
                    HeaderValue::from_str(value).unwrap(),
                )
            })
            .collect();
        assert_eq!(retry_after(&headers), wait.map(Duration::from_secs));
    }
}
