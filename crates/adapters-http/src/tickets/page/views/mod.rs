//! The pages of one ticket, for staff.

mod ask;
mod composer;
mod event;
mod head;
mod side;
mod tasks;
mod timeline;
mod words;

use frontdesk_application::Rules;
use frontdesk_domain::{
    access::{Caller, Deed},
    accounts::AccountId,
    clients::Name,
    ports::{Choices, StaffPage},
    replies::ReplyId,
    tickets::CategoryId,
};
use maud::{Markup, html};

pub(super) use self::{
    ask::{delete, edit, merge_sure, merge_which, rename_task},
    timeline::Show,
};
use super::composer::Composer;
use crate::{
    paths,
    site::Site,
    ui::{self, field, live::Topic},
};

/// The form that everything on the page belongs to that changes the ticket: whatever is pressed, what is being
/// written goes along and is kept.
const FORM: &str = "compose";
/// What a change may have made different.
const CHANGED: &str = "said tk-head tk-line tk-props tk-tasks";

/// What the page shows.
pub(super) struct View<'a> {
    pub(super) site: &'a Site,
    pub(super) rules: &'a Rules,
    pub(super) page: &'a StaffPage,
    /// Those merged into it, for what their clients first wrote.
    pub(super) absorbed: &'a [StaffPage],
    pub(super) choices: &'a Choices,
    pub(super) who: &'a Caller,
    pub(super) show: Show,
    pub(super) composer: &'a Composer,
    pub(super) key: String,
    pub(super) said: Option<&'a str>,
    /// The reply that was just sent.
    pub(super) take_back: Option<ReplyId>,
}

impl View<'_> {
    fn me(&self) -> Option<AccountId> {
        self.who.staff()
    }

    fn path(&self, pattern: &str) -> String {
        paths::numbered(pattern, self.page.ticket.number)
    }

    /// By what live updates of it are known.
    fn topic(&self) -> Topic {
        Topic::Ticket(self.page.ticket.number)
    }

    /// Whether a button for it makes sense. For staff the moment makes no difference.
    fn may(&self, deed: Deed) -> bool {
        let ticket = &self.page.ticket;
        let party = self.who.party(ticket);
        party.is_some_and(|party| {
            party
                .may(deed, ticket, self.rules.reopen, ticket.updated_at)
                .is_ok()
        })
    }

    fn colleague(&self, account: AccountId) -> Option<&str> {
        let there = self.name_of(account).map(Name::as_str);
        // Who cannot be given a ticket any more may still have one.
        let has_it = self.page.ticket.assignee() == Some(account);
        there.or_else(|| self.page.assignee.as_ref().filter(|_| has_it).map(Name::as_str))
    }

    /// What a member of staff is called whose account this is.
    fn name_of(&self, account: AccountId) -> Option<&Name> {
        self.choices.colleague(account).map(|colleague| &colleague.name)
    }

    fn category(&self, id: CategoryId) -> Option<&str> {
        self.choices.category(id).map(|category| category.label.as_str())
    }

    fn client(&self) -> &str {
        self.page.client.name.as_str()
    }
}

/// `/desk/tickets/{number}`.
pub(super) fn page(view: &View<'_>) -> Markup {
    html! {
        div.tk data-presence=(view.path(paths::DESK_TICKET_PRESENCE)) {
            // What "enter" in a line of the form presses is the first of its buttons on the page, wherever it
            // stands. It adds the task that was typed, and never sends or sets anything.
            button hidden form=(FORM) formaction=(view.path(paths::DESK_TICKET_TASKS)) data-swap=(CHANGED) tabindex="-1" { "Keep" }
            div {
                (head::head(view))
                section.pad aria-labelledby="tl" {
                    (said(view))
                    (timeline::timeline(view))
                    (composer::composer(view))
                }
            }
            (side::side(view))
        }
    }
}

fn said(view: &View<'_>) -> Markup {
    html! {
        div #said {
            @if let Some(words) = view.said { (ui::notice(words)) }
            @if let Some(id) = view.take_back {
                form.row method="post" action=(view.path(paths::DESK_TICKET_TAKE_BACK)) data-brief {
                    (field::hidden("reply", &id.0.to_string()))
                    button.btn { "Take it back" }
                    span.muted.small { "This works for ten seconds. Nobody is mailed before." }
                }
            }
            (field::summary(&view.composer.form))
        }
    }
}
