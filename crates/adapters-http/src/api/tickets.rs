//! `GET /api/v1/tickets`: one's own tickets.

use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};
use frontdesk_domain::{
    feedback::Score,
    ports::{PortalFilter, PortalRow},
    queue::{QueueCursor, StatusChoice},
    tickets::Turn,
    time::Timestamp,
};
use serde::Serialize;

use super::problem::Refusal;
use crate::{paths, security::Query, site::Visitor, state::Desk};

/// How many tickets an answer holds unless fewer are asked for, and at most.
const AT_MOST: u16 = 100;

/// What is answered. Names and values stay as they are; more may be added.
#[derive(Serialize)]
struct Answer {
    tickets: Vec<Ticket>,
}

#[derive(Serialize)]
struct Ticket {
    number: i64,
    title: String,
    status: &'static str,
    /// While unresolved, whose turn it is: `us`, `you`.
    waiting_for: Option<&'static str>,
    category: String,
    assignee: Option<String>,
    /// The stars given, 1 to 5.
    score: Option<u8>,
    version: i32,
    opened_at: String,
    updated_at: String,
    resolved_at: Option<String>,
    closed_at: Option<String>,
    url: String,
}

pub(super) async fn list(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let person = visitor.person.as_ref().ok_or(Refusal::ANONYMOUS)?;
    let asked = Asked::read(&uri)?;
    let filter = PortalFilter {
        status: asked.status,
        ..PortalFilter::default()
    };
    let after = asked
        .after
        .map(|cursor| (Timestamp::from_micros(cursor.at), cursor.number));
    let mut rows = desk
        .app
        .my_tickets(person, &filter, after, asked.limit + 1)
        .await?;
    let has_more = rows.len() > usize::from(asked.limit);
    rows.truncate(asked.limit.into());
    let next = rows.last().filter(|_| has_more).map(|last| asked.next(last));
    let tickets = rows.into_iter().map(|row| ticket(&visitor, row)).collect();
    let mut response = Json(Answer { tickets }).into_response();
    if let Some(link) = next.and_then(|next| HeaderValue::try_from(next).ok()) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

/// What the address asks for.
struct Asked {
    status: StatusChoice,
    limit: u16,
    after: Option<QueueCursor>,
}

impl Asked {
    /// Strictly: a program that misspells something is told, not answered with something else.
    fn read(uri: &Uri) -> Result<Self, Refusal> {
        let Query(mut query) = Query::of(uri).map_err(|_| Refusal::QUERY)?;
        let (status, limit, after) = (query.take("status"), query.take("limit"), query.take("after"));
        if query.fields_left().next().is_some() {
            return Err(Refusal::QUERY);
        }
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let status = given(&status).map(|word| StatusChoice::from_key(&word).ok_or(Refusal::QUERY));
        let limit = given(&limit).map(|text| match text.parse() {
            Ok(limit @ 1..=AT_MOST) => Ok(limit),
            _ => Err(Refusal::QUERY),
        });
        let after = given(&after).map(|text| QueueCursor::from_text(&text).ok_or(Refusal::QUERY));
        Ok(Self {
            status: status.transpose()?.unwrap_or_default(),
            limit: limit.transpose()?.unwrap_or(AT_MOST),
            after: after.transpose()?,
        })
    }

    /// Where it goes on, as a `Link` header says it (RFC 8288).
    fn next(&self, last: &PortalRow) -> String {
        let cursor = QueueCursor {
            rank: 0,
            at: last.updated_at.as_micros(),
            number: last.number,
        };
        let (limit, after) = (self.limit.to_string(), cursor.to_text());
        let fields = [
            ("status", self.status.key()),
            ("limit", &limit),
            ("after", &after),
        ];
        format!(r#"<{}>; rel="next""#, paths::with(paths::API_TICKETS, &fields))
    }
}

fn ticket(visitor: &Visitor, row: PortalRow) -> Ticket {
    let turn = match row.turn {
        Turn::Ours => "us",
        Turn::Theirs => "you",
    };
    Ticket {
        number: row.number.0,
        title: row.subject,
        status: row.status.key(),
        waiting_for: row.status.is_unresolved().then_some(turn),
        category: row.category,
        assignee: row.assignee.map(|name| name.as_str().to_owned()),
        score: row.score.map(Score::stars),
        version: row.version,
        opened_at: utc(row.created_at),
        updated_at: utc(row.updated_at),
        resolved_at: row.status.resolved_at().map(utc),
        closed_at: row.status.closed_at().map(utc),
        url: format!(
            "{}{}",
            visitor.origin,
            paths::numbered(paths::MY_TICKET, row.number)
        ),
    }
}

/// RFC 3339 in UTC, to the microsecond.
fn utc(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_microsecond(at.as_micros()).unwrap_or(jiff::Timestamp::MAX);
    at.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}
