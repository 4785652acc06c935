//! Withdrawing a ticket, or deleting it: both ask first, on a page that names it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_domain::{access::Deed, tickets::StatusKind};

use super::{
    asker::Asker,
    show::not_done,
    status::go,
    views::{self, Leaving},
};
use crate::paths;

pub(super) async fn ask_to_withdraw(asker: Asker) -> Result<Response, Response> {
    ask(&asker, Leaving::Withdraw, Deed::Move(StatusKind::Closed)).await
}

pub(super) async fn ask_to_delete(asker: Asker) -> Result<Response, Response> {
    ask(&asker, Leaving::Delete, Deed::Delete).await
}

async fn ask(asker: &Asker, how: Leaving, deed: Deed) -> Result<Response, Response> {
    let page = asker.see().await?;
    let may = asker.may(deed, &page);
    let made = views::leave(&page, &asker.place, how, may);
    Ok(asker.desk.show(&asker.visitor, StatusCode::OK, &made))
}

pub(super) async fn withdraw(asker: Asker) -> Result<Response, Response> {
    go(&asker, StatusKind::Closed).await
}

pub(super) async fn delete(asker: Asker) -> Result<Response, Response> {
    let number = asker.number;
    let deleted = asker.detached(|app, who| async move { app.delete_ticket(&who, number).await });
    if let Err(error) = deleted.await {
        return not_done(&asker, error, |_| false, "").await;
    }
    Ok(Redirect::to(&paths::done(paths::MY_TICKETS, views::DELETED)).into_response())
}
