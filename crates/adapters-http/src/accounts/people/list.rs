//! The list of people.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use frontdesk_application::PEOPLE_ON_A_PAGE;

use super::{
    looked_for::{LookedFor, after},
    views::{self, People},
};
use crate::{
    accounts::office::Office,
    paths,
    problem::Problem,
    security::{Form, Query},
};

const OVER: &str = "This search is too old. Please type it again.";
/// Stands in the address of the list after a deletion.
const DELETED_WORD: &str = "deleted";
const DELETED: &str = "The account is deleted, and what was known of its person with it.";

pub(super) async fn show(office: Office, Query(mut query): Query) -> Result<Response, Problem> {
    let region = office.desk.app.rules().region;
    let deleted = (query.take(paths::DONE) == DELETED_WORD).then_some(DELETED);
    let (looked_for, notice) = match LookedFor::read(&office.desk, &mut query) {
        Some(looked_for) => (looked_for, deleted),
        None => (LookedFor::default(), Some(OVER)),
    };
    let after = after(&mut query);
    let people = office
        .desk
        .app
        .list_people(&office.who(), &looked_for.filter(region), after.as_ref())
        .await?;
    let last = people
        .last()
        .filter(|_| people.len() == usize::from(PEOPLE_ON_A_PAGE));
    let sheet = views::list(
        &People {
            next: last.map(|last| looked_for.url_after(last)),
            people: &people,
            looked_for: &looked_for,
            is_first: after.is_none(),
            notice,
        },
        &office.desk.site,
    );
    Ok(office.lay(StatusCode::OK, &sheet).await)
}

/// What was typed becomes an address, so that the page can be gone back to and has the same links with it. A
/// phone number is sealed on the way: none ever stands in an address.
pub(super) async fn search(office: Office, mut form: Form) -> Result<Response, Problem> {
    office.who().may_see_people().map_err(|_| Problem::Forbidden)?;
    let looked_for = LookedFor::typed(&office.desk, &mut form).ok_or(Problem::Internal)?;
    Ok(Redirect::to(&looked_for.url()).into_response())
}

/// Where one is after deleting somebody.
pub(super) fn after_deleting() -> String {
    paths::done(paths::PEOPLE, DELETED_WORD)
}
