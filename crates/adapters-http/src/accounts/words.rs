//! What roles and states are called on staff pages.

use frontdesk_domain::accounts::{AccountState, Role};
use maud::{Markup, html};

use crate::ui::icons::Icon;

/// One of them.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Customer => "Customer",
        Role::Agent => "Agent",
        Role::Admin => "Admin",
    }
}

/// All of them, as choices: the word of the form, and what people read.
pub(super) fn roles() -> Vec<(String, String)> {
    let said = |role: Role, words: &str| (role.key().to_owned(), words.to_owned());
    vec![
        said(Role::Customer, "Customer: writes and follows their own tickets"),
        said(Role::Agent, "Agent: works on everybody’s tickets"),
        said(Role::Admin, "Admin: also decides who may do what"),
    ]
}

/// Where an account stands, by its word.
pub(super) fn state(key: &str) -> &'static str {
    match key {
        "unverified" => "E-mail not confirmed",
        "awaiting_approval" => "Waits for approval",
        "active" => "Active",
        "disabled" => "Disabled",
        _ => "Declined",
    }
}

/// The same with its icon and colour.
pub(super) fn state_mark(account: &AccountState) -> Markup {
    let (class, icon) = match account {
        AccountState::Unverified => ("st st-progress", Icon::Hourglass),
        AccountState::AwaitingApproval { .. } => ("st st-open", Icon::Hourglass),
        AccountState::Active => ("st st-ok", Icon::Done),
        AccountState::Disabled { .. } | AccountState::Declined { .. } => ("st st-closed", Icon::Off),
    };
    html! { span class=(class) { (icon) (state(account.key())) } }
}
