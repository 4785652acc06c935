//! One change to many tickets, as one word of a form.

use frontdesk_domain::{
    accounts::AccountId,
    ports::Colleague,
    tickets::{CategoryEntry, CategoryId, Priority, StaffChange, StatusKind},
};
use maud::{Markup, html};

use crate::tickets::words;

/// What can be set: who works here, and what a ticket can be about.
pub(super) struct Lists {
    pub(super) colleagues: Vec<Colleague>,
    pub(super) categories: Vec<CategoryEntry>,
}

impl Lists {
    /// The change of that word, if it is one of those that are offered.
    pub(super) fn change(&self, word: &str) -> Option<StaffChange> {
        let (what, value) = word.split_once('-')?;
        match what {
            "status" => StatusKind::from_key(value).map(StaffChange::Status),
            "priority" => Priority::from_key(value).map(StaffChange::Priority),
            "category" => {
                let id = CategoryId(value.parse().ok()?);
                let is_there = self.categories.iter().any(|category| category.id == id);
                is_there.then_some(StaffChange::Category(id))
            }
            "assign" if value == "nobody" => Some(StaffChange::Assignee(None)),
            "assign" => {
                let account = AccountId(value.parse().ok()?);
                let is_there = self.name(account).is_some();
                is_there.then_some(StaffChange::Assignee(Some(account)))
            }
            _ => None,
        }
    }

    pub(super) fn name(&self, account: AccountId) -> Option<&str> {
        let one = self.colleagues.iter().find(|one| one.account == account)?;
        Some(one.name.as_str())
    }

    pub(super) fn category(&self, id: CategoryId) -> Option<&str> {
        let one = self.categories.iter().find(|category| category.id == id)?;
        Some(one.label.as_str())
    }
}

/// The word of a change.
pub(super) fn word(change: StaffChange) -> String {
    match change {
        StaffChange::Status(status) => format!("status-{}", status.key()),
        StaffChange::Priority(priority) => format!("priority-{}", priority.key()),
        StaffChange::Category(category) => format!("category-{}", category.0),
        StaffChange::Assignee(None) => "assign-nobody".to_owned(),
        StaffChange::Assignee(Some(account)) => format!("assign-{}", account.0),
    }
}

/// All of them, to choose one from.
pub(super) fn options(lists: &Lists, me: Option<AccountId>, chosen: &str) -> Markup {
    let option = |change: StaffChange, words: &str| {
        let value = word(change);
        html! { option value=(value) selected[chosen == value] { (words) } }
    };
    html! {
        option value="" { "Choose a change" }
        optgroup label="Assign to" {
            @if let Some(me) = me { (option(StaffChange::Assignee(Some(me)), "Me")) }
            @for one in lists.colleagues.iter().filter(|one| Some(one.account) != me) {
                (option(StaffChange::Assignee(Some(one.account)), one.name.as_str()))
            }
            (option(StaffChange::Assignee(None), "Nobody"))
        }
        optgroup label="Status" {
            @for status in StatusKind::ALL { (option(StaffChange::Status(status), words::status_words(status))) }
        }
        optgroup label="Priority" {
            @for priority in Priority::ALL.into_iter().rev() {
                (option(StaffChange::Priority(priority), words::priority_words(priority)))
            }
        }
        optgroup label="Category" {
            @for category in &lists.categories {
                (option(StaffChange::Category(category.id), category.label.as_str()))
            }
        }
    }
}
