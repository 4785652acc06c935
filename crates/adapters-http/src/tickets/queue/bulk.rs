//! One change to many tickets, and taking it back.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, BulkChosen};
use frontdesk_domain::{
    bulk::{BulkChange, BulkId},
    ports::Choices,
    tickets::{Body, TicketNumber},
};

use super::{
    change,
    list::{self, Sent},
    looked_for::LookedFor,
    outcome::{NOTE, Outcome, TOO_LATE, UNDONE},
};
use crate::{
    check::Check, problem::Problem, security::Form, shown::Shown, tickets::staff::Staff,
    ui::form_state::FormState,
};

/// What was checked, what is to be done to it, and from which list.
struct Order {
    looked_for: LookedFor,
    sent: Sent,
    is_note: bool,
}

impl Order {
    fn take(form: &mut Form) -> Self {
        let checked = form
            .fields_left()
            .filter_map(|(name, _)| name.strip_prefix('t')?.parse().ok());
        let checked = checked.map(TicketNumber).collect();
        let is_all = form.has("all");
        let state = FormState::default()
            .with("change", form.take("change"))
            .with("note", form.take("note"));
        Self {
            looked_for: list_of(form),
            sent: Sent {
                state,
                checked,
                is_all,
            },
            is_note: form.take("do") == NOTE,
        }
    }

    /// The change, or what is missing.
    fn change(&self, choices: &Choices) -> Result<BulkChange, FormState> {
        let mut check = Check(self.sent.state.clone());
        if self.sent.checked.is_empty() && !self.sent.is_all {
            check.refuse::<()>("all", "Check at least one ticket, or choose all that match");
        }
        let change = if self.is_note {
            let note = Body::parse(self.sent.state.value("note"));
            check
                .text("note", note, "Write the note first")
                .map(BulkChange::Note)
        } else {
            match change::of_word(choices, self.sent.state.value("change")) {
                Some(change) => Some(BulkChange::Set(change)),
                None => check.refuse("change", "Choose a change from the list"),
            }
        };
        change.filter(|_| check.0.is_clean()).ok_or(check.0)
    }

    /// Which tickets it is for.
    fn chosen(&self, staff: &Staff) -> Result<BulkChosen, Problem> {
        if !self.sent.is_all {
            return Ok(BulkChosen::These(self.sent.checked.clone()));
        }
        let me = staff.person.account().ok_or(Problem::Forbidden)?;
        let filter = self.looked_for.wanted(me).map_err(|_| Problem::Form)?;
        Ok(BulkChosen::Matching(filter))
    }
}

/// The list a form was sent from, which is where its answer leads.
fn list_of(form: &mut Form) -> LookedFor {
    let of = form.take("of");
    Form::of_query(&of).map_or_else(|_| LookedFor::all(), |mut query| LookedFor::read(&mut query))
}

/// `/desk/bulk`
pub(super) async fn change(staff: Staff, mut form: Form) -> Result<Response, Problem> {
    let order = Order::take(&mut form);
    let choices = staff.desk.app.choices(&staff.person).await?;
    let change = match order.change(&choices) {
        Ok(change) => change,
        Err(state) => return again(&staff, order, Shown::refused(state)).await,
    };
    let what = match &change {
        BulkChange::Note(_) => NOTE.to_owned(),
        BulkChange::Set(_) => order.sent.state.value("change").to_owned(),
    };
    let (person, chosen) = (staff.person.clone(), order.chosen(&staff)?);
    let done = staff
        .desk
        .detached(|app| async move { app.change_many(&person, &chosen, &change).await });
    match done.await {
        Ok(done) => back(&staff, &order.looked_for, &Outcome::of(what, &done)),
        Err(error) => {
            let shown = Shown::not_now(order.sent.state.clone(), error)?;
            again(&staff, order, shown).await
        }
    }
}

/// `/desk/bulk/{id}/undo`
pub(super) async fn undo(staff: Staff, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let id: i64 = id.parse().map_err(|_| Problem::NotFound)?;
    let looked_for = list_of(&mut form);
    let person = staff.person.clone();
    let undone = staff
        .desk
        .detached(|app| async move { app.undo_many(&person, BulkId(id)).await });
    let outcome = match undone.await {
        Ok(done) => Outcome::of(UNDONE.to_owned(), &done),
        Err(AppError::Stale) => Outcome::saying(TOO_LATE),
        Err(error) => return Err(error.into()),
    };
    back(&staff, &looked_for, &outcome)
}

/// The list again, saying what was done.
fn back(staff: &Staff, looked_for: &LookedFor, outcome: &Outcome) -> Result<Response, Problem> {
    let sealed = outcome.seal(&staff.desk).ok_or(Problem::Internal)?;
    Ok(Redirect::to(&looked_for.saying(&sealed)).into_response())
}

/// The list with everything that was checked, chosen and typed, and what is wrong with it.
async fn again(staff: &Staff, order: Order, shown: Shown) -> Result<Response, Problem> {
    list::page(staff, &order.looked_for, None, &order.sent, &shown).await
}
