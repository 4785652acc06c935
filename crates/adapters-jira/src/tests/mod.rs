//! The adapter against scripted answers, row by row of the table of outcomes.

mod answers;
mod checks;
mod requests;
mod wire;

use std::collections::BTreeMap;
use std::time::Duration;

use frontdesk_domain::ports::IssueDraft;
use frontdesk_domain::tickets::{Body, Priority, Subject, TicketNumber, TrackerMark};
use secrecy::SecretString;
use serde_json::{Value, json};
use url::Url;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{Flavor, JiraSettings, JiraTracker, Timeouts};

pub(crate) const MARK: TrackerMark = TrackerMark::from_bytes([7; 16]);

pub(crate) fn draft() -> IssueDraft {
    IssueDraft {
        ticket: TicketNumber(10_472),
        mark: MARK,
        subject: Subject::parse("Printer offline").unwrap(),
        body: Body::parse("It prints nothing.\n\nSince Monday.").unwrap(),
        category: "Printers".into(),
        priority: Priority::Urgent,
        client: "Sara Ahmadi (1042 7731)".into(),
    }
}

pub(crate) fn cloud() -> Flavor {
    Flavor::Cloud {
        email: "desk@example.com".into(),
        api_token: SecretString::from("s3cret"),
    }
}

pub(crate) fn data_center() -> Flavor {
    Flavor::DataCenter {
        token: SecretString::from("s3cret"),
    }
}

pub(crate) fn settings(flavor: Flavor, base: &str) -> JiraSettings {
    JiraSettings {
        flavor,
        base_url: Url::parse(base).unwrap(),
        project: "SUP".into(),
        issue_type: "Task".into(),
        installation: [0xab; 16],
        status_overrides: BTreeMap::new(),
        origin: Url::parse("https://help.example.com").unwrap(),
        timeouts: Timeouts {
            connect: Duration::from_millis(500),
            total: Duration::from_millis(700),
        },
    }
}

pub(crate) fn jira(flavor: Flavor, base: &str) -> JiraTracker {
    JiraTracker::new(settings(flavor, base)).unwrap()
}

/// A server that answers this to that, and signs as Cloud does.
pub(crate) async fn answer(server: &MockServer, verb: &str, at: &str, response: ResponseTemplate) {
    Mock::given(method(verb))
        .and(path(at))
        .respond_with(response)
        .mount(server)
        .await;
}

pub(crate) fn said(status: u16, body: Value) -> ResponseTemplate {
    ResponseTemplate::new(status)
        .insert_header("X-AAccountId", "us")
        .set_body_json(body)
}

/// The same without the signature: given to who knows whom.
pub(crate) fn unsigned(status: u16, body: Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

/// A create screen with the fields we send, and a priority if given.
pub(crate) async fn screen(server: &MockServer, version: u8, more: Vec<Value>) {
    let base = format!("/rest/api/{version}/issue/createmeta/SUP/issuetypes");
    let list = if version == 3 { "issueTypes" } else { "values" };
    let kinds = json!([{ "id": "10001", "name": "Task" }, { "id": "10002", "name": "Bug" }]);
    answer(
        server,
        "GET",
        &base,
        said(200, json!({ list: kinds, "total": 2 })),
    )
    .await;
    let mut fields: Vec<Value> = ["project", "issuetype", "summary", "description", "labels"]
        .iter()
        .map(|id| json!({ "fieldId": id, "name": id, "required": true, "hasDefaultValue": false }))
        .collect();
    fields.extend(more);
    let list = if version == 3 { "fields" } else { "values" };
    let total = fields.len();
    let page = said(200, json!({ list: fields, "total": total }));
    answer(server, "GET", &format!("{base}/10001"), page).await;
}

pub(crate) fn priority_field() -> Value {
    let values = json!([
        { "id": "1", "name": "Highest" }, { "id": "2", "name": "High" },
        { "id": "3", "name": "Medium" }, { "id": "4", "name": "Low" },
    ]);
    json!({ "fieldId": "priority", "name": "Priority", "required": true, "hasDefaultValue": false,
            "allowedValues": values })
}
