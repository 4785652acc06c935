//! What Jira says in a body that may be JSON, XML, HTML, text or nothing.

use serde_json::Value;

/// Messages are cut here: they are for a line on a page.
const LONGEST: usize = 300;

/// Jira's own words about what is wrong, if there are any to show. Pages of HTML are none.
pub(crate) fn words(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(64 * 1024)]);
    let found = match serde_json::from_slice::<Value>(body) {
        Ok(json) => from_json(&json),
        Err(_) => between(&text, "<message>", "</message>").map(str::to_owned),
    };
    found
        .map(|words| capped(&words))
        .filter(|words| !words.is_empty())
}

/// One line of at most 300 characters.
pub(crate) fn capped(words: &str) -> String {
    let line = words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let head: String = line.chars().take(LONGEST - 1).collect();
    format!("{head}…")
}

/// `{"errorMessages":[..],"errors":{field: message}}`, either part may be missing; gateways in front of Jira
/// say `{"message": ..}`.
fn from_json(json: &Value) -> Option<String> {
    let general = json.get("errorMessages").and_then(Value::as_array);
    let fields = json.get("errors").and_then(Value::as_object);
    let mut found: Vec<String> = general
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    for (field, message) in fields.into_iter().flatten() {
        let message = message
            .as_str()
            .map_or_else(|| message.to_string(), str::to_owned);
        found.push(format!("{field}: {message}"));
    }
    if found.is_empty() {
        found.extend(json.get("message").and_then(Value::as_str).map(str::to_owned));
    }
    (!found.is_empty()).then(|| found.join("; "))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let from = text.find(start)? + start.len();
    let rest = &text[from..];
    rest.find(end).map(|to| &rest[..to])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        r#"{"errorMessages":["No project"],"errors":{"summary":"is required"}}"#,
        "No project; summary: is required"
    )]
    #[case(r#"{"errors":{"labels":{"odd":1}}}"#, r#"labels: {"odd":1}"#)]
    #[case(r#"{"errorMessages":["a\u0000\r\nb"]}"#, "a b")]
    #[case(r#"{"message":"Forbidden"}"#, "Forbidden")]
    #[case(
        "<?xml version=\"1.0\"?><status><status-code>401</status-code><message>Client must sign in.</message></status>",
        "Client must sign in."
    )]
    fn what_jira_says_is_found(#[case] body: &str, #[case] said: &str) {
        assert_eq!(words(body.as_bytes()).as_deref(), Some(said));
    }

    #[rstest]
    #[case("")]
    #[case("<html><body>Bad gateway</body></html>")]
    #[case("{}")]
    #[case(r#"{"errorMessages":[],"errors":{}}"#)]
    #[case("[1,2")]
    #[case("\"text\"")]
    fn a_body_that_says_nothing_is_left_out(#[case] body: &str) {
        assert_eq!(words(body.as_bytes()), None);
    }

    #[test]
    fn a_long_message_is_cut() {
        let body = format!(r#"{{"errorMessages":["{}"]}}"#, "é".repeat(5_000));
        assert_eq!(words(body.as_bytes()).unwrap().chars().count(), 300);
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic(body in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = words(&body);
        }
    }
}
