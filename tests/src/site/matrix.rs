//! The table of who may do what: `tests/tests/authorisation/table.txt`.

use super::Answer;
use super::cast::Actor;
use super::dump::Dump;

/// A line of the table.
pub struct Row {
    /// `GET` or `POST`.
    pub method: String,
    /// As the router knows it, but an id may say whose it is: `{id:own}`.
    pub route: String,
    /// What each one is answered.
    pub expected: Vec<(Actor, String)>,
}

impl Row {
    /// What that one is answered.
    #[must_use]
    pub fn expects(&self, actor: Actor) -> &str {
        let expected = self.expected.iter().find(|(of, _)| *of == actor);
        expected.map_or("", |(_, word)| word)
    }

    /// Says that somebody was answered otherwise.
    #[must_use]
    pub fn wrong(&self, actor: Actor, got: &str) -> String {
        let expected = self.expects(actor);
        format!(
            "{} {} by {actor:?}: {got}, not {expected}",
            self.method, self.route
        )
    }
}

/// The words for what happened, beside what stands in the table's legend.
pub const CHANGED: [&str; 2] = ["done", "made"];

/// The table.
///
/// # Panics
/// If a line has not as many words as there are columns.
#[must_use]
pub fn table() -> Vec<Row> {
    let text = include_str!("../../tests/authorisation/table.txt");
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(row).collect()
}

fn row(line: &str) -> Row {
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, route) = (words.next().unwrap(), words.next().unwrap());
    let cells: Vec<String> = words.collect();
    assert_eq!(cells.len(), Actor::ALL.len(), "a cell is missing: {line}");
    Row {
        method,
        route,
        expected: Actor::ALL.into_iter().zip(cells).collect(),
    }
}

/// What happened, in one word of the table.
#[must_use]
pub fn word(answer: &Answer, before: &Dump, after: &Dump) -> String {
    let status = answer.status.as_u16();
    let plain = match (status, before == after) {
        (303, false) => return "done".into(),
        (200, false) => return "made".into(),
        (200, true) => "page".to_owned(),
        (303, true) => leads(answer.location()).to_owned(),
        (403, _) => "no".to_owned(),
        (404, _) => "none".to_owned(),
        (410, _) => "over".to_owned(),
        (422, _) => "form".to_owned(),
        (other, _) => other.to_string(),
    };
    // Refused, and something happened all the same: no table says so.
    if before == after {
        plain
    } else {
        format!("{plain}!")
    }
}

fn leads(place: &str) -> &'static str {
    match place.split('?').next() {
        Some("/sign-in") => "in",
        Some("/my/profile/second-step") => "2nd",
        _ => "on",
    }
}
