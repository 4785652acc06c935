//! One change to many tickets, as one word of a form.

use frontdesk_domain::{
    accounts::AccountId,
    ports::Choices,
    tickets::{CategoryId, Priority, StaffChange, StatusKind},
};
use maud::{Markup, html};

use crate::tickets::words;

/// The change of that word, if it is one of those that are offered.
pub(super) fn of_word(choices: &Choices, word: &str) -> Option<StaffChange> {
    let (what, value) = word.split_once('-')?;
    match what {
        "status" => StatusKind::from_key(value).map(StaffChange::Status),
        "priority" => Priority::from_key(value).map(StaffChange::Priority),
        "category" => {
            let category = choices.category(CategoryId(value.parse().ok()?))?;
            Some(StaffChange::Category(category.id))
        }
        "assign" if value == "nobody" => Some(StaffChange::Assignee(None)),
        "assign" => {
            let colleague = choices.colleague(AccountId(value.parse().ok()?))?;
            Some(StaffChange::Assignee(Some(colleague.account)))
        }
        _ => None,
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
pub(super) fn options(choices: &Choices, me: Option<AccountId>, chosen: &str) -> Markup {
    let option = |change: StaffChange, words: &str| {
        let value = word(change);
        html! { option value=(value) selected[chosen == value] { (words) } }
    };
    html! {
        option value="" { "Choose a change" }
        optgroup label="Assign to" {
            @if let Some(me) = me { (option(StaffChange::Assignee(Some(me)), "Me")) }
            @for one in choices.colleagues.iter().filter(|one| Some(one.account) != me) {
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
            @for category in &choices.categories {
                (option(StaffChange::Category(category.id), category.label.as_str()))
            }
        }
    }
}
