//! The receipt behind a track link.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use frontdesk_domain::{clients::Email, ports::TrackPage};

use super::views::{self, Receipt, Reference};
use crate::{paths, problem::Problem, site::Visitor, state::Desk, tickets::portal::Link};

pub(super) async fn receipt(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Link(token): Link,
) -> Result<Response, Problem> {
    let ticket = desk.app.see_ticket(&token).await?;
    let token = token.to_text();
    let new_client = ticket.client_is_new.then(|| ticket.client_number.to_string());
    let page = views::receipt(
        &Receipt {
            number: &ticket.number.0.to_string(),
            client_name: ticket.client_name.as_str(),
            new_client: new_client.as_deref(),
            email: ticket.client_email.as_ref().map(Email::as_str),
            received: &desk.site.moment(ticket.created_at),
            reference: reference(&desk, &ticket),
            token: &token,
            track_url: &format!("{}{}", visitor.origin, paths::track(&token)),
            events: &paths::track_events(&token, ticket.version),
        },
        &desk.site,
    );
    Ok(desk.show(&visitor, StatusCode::OK, &page))
}

fn reference<'a>(desk: &'a Desk, ticket: &'a TrackPage) -> Reference<'a> {
    match (&ticket.external, desk.site.tracker.as_deref()) {
        (Some(external), name) => Reference::Is(name.unwrap_or(&external.tracker), &external.key),
        (None, Some(name)) if ticket.tracker_asked => Reference::OnItsWay(name),
        (None, _) => Reference::None,
    }
}
