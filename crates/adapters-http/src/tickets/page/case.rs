//! A ticket before a member of staff: what the handlers of its page share.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, Application};
use frontdesk_domain::{
    access::{Caller, SignedIn},
    accounts::AccountId,
    tasks::TaskId,
    tickets::TicketNumber,
};

use super::composer::Written;
use crate::{
    in_path, paths,
    problem::Problem,
    site::Visitor,
    state::Desk,
    tickets::staff::Staff,
    ui::sheet::{Place, Sheet},
};

/// What was done, as it stands in the address of the page that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Sent,
    TakenBack,
    TooLate,
    Noted,
    Drafted,
    Discarded,
    Set,
    Taken,
    Task,
    Edited,
    Merged,
    Opened,
}

impl Done {
    const ALL: [Self; 12] = [
        Self::Sent,
        Self::TakenBack,
        Self::TooLate,
        Self::Noted,
        Self::Drafted,
        Self::Discarded,
        Self::Set,
        Self::Taken,
        Self::Task,
        Self::Edited,
        Self::Merged,
        Self::Opened,
    ];

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::TakenBack => "back",
            Self::TooLate => "late",
            Self::Noted => "noted",
            Self::Drafted => "draft",
            Self::Discarded => "discarded",
            Self::Set => "set",
            Self::Taken => "taken",
            Self::Task => "task",
            Self::Edited => "edited",
            Self::Merged => "merged",
            Self::Opened => "opened",
        }
    }

    pub(super) fn from_key(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.key() == word)
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Sent => "Your reply is sent.",
            Self::TakenBack => {
                "Your reply was taken back, and nobody was mailed. Its text is your draft again."
            }
            Self::TooLate => "It was too late to take that back: a reply can be taken back for ten seconds.",
            Self::Noted => "Your note is kept. Only staff can read it.",
            Self::Drafted => "Your draft is kept.",
            Self::Discarded => "Your draft is thrown away.",
            Self::Set => "The change is kept.",
            Self::Taken => "The ticket is yours.",
            Self::Task => "The tasks are changed.",
            Self::Edited => "The ticket is changed.",
            Self::Merged => "The two tickets are one now.",
            Self::Opened => "The ticket is open. Its number is above: tell it to who called.",
        }
    }
}

/// One ticket, and the member of staff before it. Whether they may do what they ask for, each use case says.
#[derive(Clone)]
pub(super) struct Case {
    pub(super) desk: Desk,
    pub(super) visitor: Visitor,
    pub(super) person: SignedIn,
    pub(super) number: TicketNumber,
}

impl Case {
    /// In whose name use cases are asked.
    pub(super) fn who(&self) -> Caller {
        Caller::Person(self.person.clone())
    }

    /// Their account.
    pub(super) fn me(&self) -> Option<AccountId> {
        self.person.account()
    }

    /// One of this ticket's addresses.
    pub(super) fn path(&self, pattern: &str) -> String {
        paths::numbered(pattern, self.number)
    }

    /// Carries out a use case for this ticket, whatever becomes of the browser.
    pub(super) async fn carry_out<T, F>(
        &self,
        work: impl FnOnce(Arc<Application>, Caller, TicketNumber) -> F,
    ) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, AppError>> + Send + 'static,
    {
        let (who, number) = (self.who(), self.number);
        self.desk.detached(|app| work(app, who, number)).await
    }

    /// The ticket's page, saying what was done, with the same thing to write on top as before.
    pub(super) fn back(&self, done: Done, written: &Written) -> Response {
        let fields = [
            (paths::DONE, done.key()),
            ("write", written.mode().other_than_usual()),
        ];
        let page = paths::with(&self.path(paths::DESK_TICKET), &fields);
        Redirect::to(&page).into_response()
    }

    /// A staff page about the ticket.
    pub(super) async fn lay(&self, status: StatusCode, sheet: &Sheet) -> Response {
        self.desk.lay(&self.visitor, status, sheet).await
    }
}

/// A sheet about a ticket.
pub(super) fn sheet(title: String, content: maud::Markup) -> Sheet {
    Sheet::new(title, Place::Queue, content)
}

impl FromRequestParts<Desk> for Case {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Response> {
        // An owner may do much of this to their own ticket, but on their own pages, which say so in their words.
        let staff = Staff::from_request_parts(parts, desk).await?;
        let number = in_path::number(parts, desk, "number").await.map(TicketNumber);
        Ok(Self {
            desk: staff.desk,
            visitor: staff.visitor,
            person: staff.person,
            number: number.map_err(IntoResponse::into_response)?,
        })
    }
}

/// The task that the path names.
pub(super) struct Which(pub(super) TaskId);

impl FromRequestParts<Desk> for Which {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        in_path::number(parts, desk, "id")
            .await
            .map(|id| Self(TaskId(id)))
    }
}
