//! `/desk/new`.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, Opened};
use frontdesk_domain::{
    ports::{ClientClue, FoundClient},
    secrets::SubmissionKey,
    tickets::{StaffChange, TicketNumber},
};

use super::{
    form::{Order, Typed, WHO, fields},
    views,
};
use crate::{paths, problem::Problem, security::Form, shown::Shown, tickets::staff::Staff};

const ONCE_MORE: &str = "Please send this once more. What you typed is still here.";
const REUSED: &str = "This form was sent before, with other words. If what is here is new, send it again.";
const OPEN_ALREADY: &str = "They have a ticket open already. Write on that one instead";
const NEW_THERE: &str = "Somebody has this phone number by now. Look whether it is who calls";

pub(super) async fn show(staff: Staff) -> Result<Response, Problem> {
    let typed = Typed::fresh();
    answer(&staff, &typed, Shown::fresh(typed.state.clone()), None).await
}

pub(super) async fn send(staff: Staff, mut form: Form) -> Result<Response, Problem> {
    let typed = Typed::take(&mut form);
    let clue = typed.clue(staff.desk.app.rules().region);
    let found = found(&staff, clue.as_ref()).await?;
    if typed.is_find {
        let state = typed.state.clone();
        let shown = match clue {
            Some(_) => Shown::fresh(state),
            None => Shown::refused(state.refused(fields::WHO, WHO)),
        };
        return answer(&staff, &typed, shown, Some(&found)).await;
    }
    let Some(key) = SubmissionKey::from_text(&typed.key) else {
        let shown = Shown::fresh(typed.state.clone()).saying(ONCE_MORE);
        let fresh = Typed {
            key: String::new(),
            ..typed
        };
        return answer(&staff, &fresh, shown, Some(&found)).await;
    };
    let app = &staff.desk.app;
    let categories = app.list_categories(&staff.person).await?;
    // Pressed twice, the form is the same, though who it registered is known by now.
    let is_again = typed.value(fields::CLIENT).is_empty() && app.has_opened(&staff.person, &key).await?;
    let known = if is_again { &[] } else { &found[..] };
    match typed.order(clue.as_ref(), known, &categories) {
        Ok(order) => open(&staff, typed, order, &found).await,
        Err(refused) => answer(&staff, &typed, Shown::refused(refused), Some(&found)).await,
    }
}

async fn found(staff: &Staff, clue: Option<&ClientClue>) -> Result<Vec<FoundClient>, AppError> {
    match clue {
        Some(clue) => staff.desk.app.find_callers(&staff.person, clue).await,
        None => Ok(Vec::new()),
    }
}

async fn open(staff: &Staff, typed: Typed, order: Order, found: &[FoundClient]) -> Result<Response, Problem> {
    let person = staff.person.clone();
    let opened = staff.desk.detached(|app| async move {
        match order {
            Order::Known(ticket) => app.open_ticket(&person, &ticket).await,
            Order::New(ticket, newcomer) => app.open_for_newcomer(&person, &ticket, &newcomer).await,
        }
    });
    let state = typed.state.clone();
    match opened.await {
        Ok(Opened::Kept(number)) => given(staff, &typed, number).await,
        Ok(Opened::AlreadyOpen) => {
            let refused = state.refused(fields::CLIENT, OPEN_ALREADY);
            answer(staff, &typed, Shown::refused(refused), Some(found)).await
        }
        Err(AppError::Stale) => {
            let by_now = self::found(staff, typed.clue(staff.desk.app.rules().region).as_ref()).await?;
            let refused = state.refused(fields::CLIENT, NEW_THERE);
            answer(staff, &typed, Shown::refused(refused), Some(&by_now)).await
        }
        Err(AppError::FormReused) => {
            let shown = Shown::fresh(state).status(StatusCode::CONFLICT).saying(REUSED);
            let fresh = Typed {
                key: String::new(),
                ..typed
            };
            answer(staff, &fresh, shown, Some(found)).await
        }
        Err(error) => answer(staff, &typed, Shown::not_now(state, error)?, Some(found)).await,
    }
}

/// The ticket is there. To be given to somebody who left meanwhile, or given twice, does it no harm.
async fn given(staff: &Staff, typed: &Typed, number: TicketNumber) -> Result<Response, Problem> {
    if let Some(assignee) = typed.assignee() {
        let who = staff.who();
        let change = StaffChange::Assignee(Some(assignee));
        let given = staff
            .desk
            .detached(|app| async move { app.set_ticket(&who, number, change).await });
        if let Err(error) = given.await {
            tracing::warn!(%error, "a new ticket could not be given to who was chosen");
        }
    }
    let page = paths::done(&paths::numbered(paths::DESK_TICKET, number), "opened");
    Ok(Redirect::to(&page).into_response())
}

async fn answer(
    staff: &Staff,
    typed: &Typed,
    shown: Shown,
    found: Option<&[FoundClient]>,
) -> Result<Response, Problem> {
    let app = &staff.desk.app;
    let choices = app.choices(&staff.person).await?;
    let key = match &*typed.key {
        "" => app.new_submission_key().to_text(),
        key => key.to_owned(),
    };
    let sheet = views::new_ticket(&views::NewTicket {
        shown: &shown,
        found,
        categories: &choices.categories,
        colleagues: &choices.colleagues,
        key: &key,
        me: staff.person.account(),
    });
    Ok(shown.lay(&staff.desk, &staff.visitor, &sheet).await)
}
