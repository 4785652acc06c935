//! Times in JQL: `-5m`, `"2026-11-20"`, `"2026/11/20 10:15"`, `now()`, `startOfDay()`. All in UTC.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The moment a value means, seen from `now`.
pub(crate) fn parse(text: &str, now: Timestamp) -> Option<Timestamp> {
    if text.eq_ignore_ascii_case("now()") {
        return Some(now);
    }
    if text.eq_ignore_ascii_case("startOfDay()") {
        return midnight(now.to_zoned(TimeZone::UTC).date());
    }
    relative(text, now).or_else(|| absolute(text))
}

fn relative(text: &str, now: Timestamp) -> Option<Timestamp> {
    let unit = text.chars().last()?;
    let seconds = match unit {
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        'w' => 604_800,
        _ => return None,
    };
    let number: i64 = text
        .strip_suffix(unit)?
        .strip_prefix('+')
        .unwrap_or(&text[..text.len() - 1])
        .parse()
        .ok()?;
    now.checked_add(SignedDuration::from_secs(number.checked_mul(seconds)?))
        .ok()
}

fn absolute(text: &str) -> Option<Timestamp> {
    let text = text.replace('/', "-");
    if let Ok(date) = Date::strptime("%Y-%m-%d", &text) {
        return midnight(date);
    }
    let time = DateTime::strptime("%Y-%m-%d %H:%M", &text).ok()?;
    time.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

fn midnight(date: Date) -> Option<Timestamp> {
    date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::parse;
    use jiff::Timestamp;

    #[test]
    fn every_form_is_read_and_nothing_else() {
        let now: Timestamp = "2026-11-20T10:30:00Z".parse().unwrap();
        let at = |text| parse(text, now).map(|t| t.to_string());
        assert_eq!(at("-5m").as_deref(), Some("2026-11-20T10:25:00Z"));
        assert_eq!(at("+1h").as_deref(), Some("2026-11-20T11:30:00Z"));
        assert_eq!(at("-2w").as_deref(), Some("2026-11-06T10:30:00Z"));
        assert_eq!(at("2026-11-19").as_deref(), Some("2026-11-19T00:00:00Z"));
        assert_eq!(at("2026/11/19 08:05").as_deref(), Some("2026-11-19T08:05:00Z"));
        assert_eq!(at("startOfDay()").as_deref(), Some("2026-11-20T00:00:00Z"));
        for wrong in [
            "",
            "m",
            "5",
            "yesterday",
            "2026-13-01",
            "-99999999999999999999m",
            "é",
        ] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }
}
