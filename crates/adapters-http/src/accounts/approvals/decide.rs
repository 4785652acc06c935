//! The answer to who waits.

use std::collections::BTreeSet;

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_application::{Decision, PEOPLE_ON_A_PAGE, Verdict};
use frontdesk_domain::{
    accounts::{AccountId, Reason, Role},
    text::TextError,
};

use super::{
    outcome,
    show::{self, Choice, after},
    views::fields,
};
use crate::{
    accounts::office::{Office, Order},
    check::Check,
    paths,
    security::Form,
    shown::Shown,
    ui::form_state::FormState,
};

pub(super) async fn decide(office: Office, form: Form) -> Result<Response, Response> {
    let mut order = Order::take(office.clone(), form, paths::APPROVALS.to_owned()).await?;
    let decisions = match decisions(&mut order.form) {
        Ok(decisions) => decisions,
        Err((picked, form)) => {
            let choice = Choice {
                after: after(&mut order.form),
                picked,
                shown: Shown::refused(form),
                ..Choice::default()
            };
            let page = show::answer(&office, &choice).await;
            return page.map_err(IntoResponse::into_response);
        }
    };
    let whom: Vec<AccountId> = decisions.iter().map(|decision| decision.account).collect();
    let decided = order
        .carry_out(|app, who| async move { app.decide(&who, &decisions).await })
        .await?;
    Ok(Redirect::to(&outcome::url(&whom, &decided)).into_response())
}

/// One decision for each who is chosen, or who is chosen and all that is wrong with the form.
fn decisions(form: &mut Form) -> Result<Vec<Decision>, (BTreeSet<AccountId>, FormState)> {
    let picked = picked(form);
    let (verdict, mut state) = verdict(form);
    if picked.is_empty() {
        state = state.refused(fields::PICK, "Choose whom this is about");
    }
    match verdict {
        Some(verdict) if state.is_clean() => Ok(picked
            .into_iter()
            .map(|account| Decision {
                account,
                verdict: verdict.clone(),
            })
            .collect()),
        _ => Err((picked, state)),
    }
}

/// Who is chosen: each has a field of their own, because no field may be there twice.
fn picked(form: &Form) -> BTreeSet<AccountId> {
    let ids = form.fields_left().filter_map(|(name, _)| {
        let id = name.strip_prefix(fields::PICK)?.strip_prefix('-')?;
        id.parse().ok().map(AccountId)
    });
    ids.take(PEOPLE_ON_A_PAGE.into()).collect()
}

/// Which of the two buttons was pressed, with what stands beside it.
fn verdict(form: &mut Form) -> (Option<Verdict>, FormState) {
    let (pressed, role, reason) = (
        form.take(fields::DO),
        form.take(fields::AS),
        form.take(fields::REASON),
    );
    let state = FormState::default()
        .with(fields::AS, &role)
        .with(fields::REASON, &reason);
    let mut check = Check(state);
    let verdict = match pressed.as_str() {
        "approve" => match Role::from_key(&role) {
            Some(role) => Some(Verdict::Approve { role }),
            None => check.refuse(fields::AS, "Choose what they are let in as"),
        },
        "decline" => match Reason::parse(&reason) {
            Err(TextError::Empty) => Some(Verdict::Decline { reason: None }),
            parsed => check
                .text(fields::REASON, parsed, "")
                .map(|reason| Verdict::Decline { reason: Some(reason) }),
        },
        _ => check.refuse(fields::DO, "Press one of the two buttons"),
    };
    (verdict, check.0)
}
