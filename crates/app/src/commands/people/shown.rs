use frontdesk_domain::accounts::Username;
use frontdesk_domain::clients::Phone;
use frontdesk_domain::ports::PersonRow;
use frontdesk_domain::time::Timestamp;
use serde::Serialize;

use crate::commands::CommandError;

/// For whom it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Someone, for programs. Names and meanings stay as they are; more may come.
#[derive(Serialize)]
struct Shown<'a> {
    id: i64,
    name: &'a str,
    email: &'a str,
    username: Option<&'a str>,
    role: &'static str,
    state: &'static str,
    /// Eight digits.
    customer_id: Option<String>,
    /// In international form.
    phone: Option<&'a str>,
    /// RFC 3339, UTC.
    registered_at: Option<String>,
}

impl<'a> From<&'a PersonRow> for Shown<'a> {
    fn from(row: &'a PersonRow) -> Self {
        Self {
            id: row.id.0,
            name: row.name.as_str(),
            email: row.email.as_str(),
            username: row.username.as_ref().map(Username::as_str),
            role: row.role.key(),
            state: row.state.key(),
            customer_id: row.client.map(|client| client.value().to_string()),
            phone: row.phone.as_ref().map(Phone::as_e164),
            registered_at: moment(row.created_at),
        }
    }
}

fn moment(at: Timestamp) -> Option<String> {
    let at = jiff::Timestamp::from_microsecond(at.as_micros()).ok()?;
    Some(at.to_string())
}

/// One person, for programs.
pub(super) fn json(row: &PersonRow) -> Result<String, CommandError> {
    written(serde_json::to_string(&Shown::from(row)))
}

/// Many, for programs: one array.
pub(super) fn json_all(rows: &[PersonRow]) -> Result<String, CommandError> {
    let shown: Vec<Shown<'_>> = rows.iter().map(Shown::from).collect();
    written(serde_json::to_string_pretty(&shown))
}

fn written(text: serde_json::Result<String>) -> Result<String, CommandError> {
    text.map_err(|error| CommandError::Failed(format!("JSON could not be written: {error}")))
}

/// One person, in a line.
pub(super) fn line(row: &PersonRow) -> String {
    format!(
        "{:8} {:17} {}  {} ({})",
        row.role.key(),
        row.state.key(),
        row.client
            .map_or_else(|| "-        ".to_owned(), |client| client.to_string()),
        row.email.as_str(),
        row.name.as_str(),
    )
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::accounts::{AccountId, AccountState, Role};
    use frontdesk_domain::clients::{ClientNumber, Email, Name};

    use super::*;

    #[test]
    fn someone_for_programs_and_for_people() {
        let row = PersonRow {
            id: AccountId(7),
            name: Name::parse("Sara \"S\" Ahmadi").unwrap(),
            email: Email::parse("sara@example.com").unwrap(),
            username: None,
            role: Role::Agent,
            state: AccountState::Active,
            client: Some(ClientNumber::draw(42_773)),
            phone: None,
            created_at: Timestamp::from_micros(1_763_668_800_000_000),
        };
        let expected = r#"{"id":7,"name":"Sara \"S\" Ahmadi","email":"sara@example.com","username":null,"#
            .to_owned()
            + r#""role":"agent","state":"active","customer_id":"10427737","phone":null,"#
            + r#""registered_at":"2025-11-20T20:00:00Z"}"#;
        assert_eq!(json(&row).unwrap(), expected);
        let shown = line(&row);
        assert_eq!(
            shown,
            "agent    active            1042 7737  sara@example.com (Sara \"S\" Ahmadi)"
        );
    }
}
