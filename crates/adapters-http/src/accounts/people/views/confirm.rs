//! What will happen, before it does.

use frontdesk_domain::{accounts::Role, ports::PersonPage};
use maud::{Markup, html};

use super::fields;
use crate::{
    accounts::{details::names, words},
    paths,
    ui::{
        field::{Control, Field, field, pick, summary},
        form_state::FormState,
        sheet::{Place, Sheet},
    },
};

/// `/admin/people/{id}/email`.
pub(crate) fn confirm_email(person: &PersonPage, is_self: bool, form: &FormState) -> Sheet {
    let email = Field {
        name: names::EMAIL,
        label: "New e-mail",
        aside: None,
        hint: Some("Make sure that it is theirs: we ask nobody for a code."),
        control: Control::Line("email", "off"),
        is_required: true,
    };
    let happens = html! {
        ul {
            li { "They sign in with the new address, and all mail goes there." }
            li { "The old address is told that it was changed." }
            @if is_self {
                li { "You are signed out everywhere else. Codes and links already mailed to you stop working." }
            } @else {
                li { "They are signed out everywhere. Codes and links already mailed to them stop working." }
            }
        }
    };
    question(&Question {
        person,
        path: paths::PERSON_EMAIL,
        title: form.title("Change the e-mail"),
        heading: "Change the e-mail of",
        happens,
        choice: html! { (summary(form)) (field(&email, form)) },
        button: html! { button.btn.btn-go { "Change e-mail" } },
    })
}

/// `/admin/people/{id}/role`.
pub(crate) fn confirm_role(person: &PersonPage, form: &FormState) -> Sheet {
    let now = person.row.role;
    let others: Vec<_> = words::roles()
        .into_iter()
        .filter(|(key, _)| key != now.key())
        .collect();
    let legend = match now {
        Role::Customer => "They are a customer now. What should they become?",
        Role::Agent => "They are an agent now. What should they become?",
        Role::Admin => "They are an admin now. What should they become?",
    };
    let happens = html! {
        ul { li { "They are signed out everywhere, and sign in again in the new role." } }
    };
    let choice = html! { (summary(form)) (pick(fields::ROLE, legend, None, &others, form)) };
    question(&Question {
        person,
        path: paths::PERSON_ROLE,
        title: form.title("Change the role"),
        heading: "Change the role of",
        happens,
        choice,
        button: html! { button.btn.btn-go { "Change role" } },
    })
}

/// `/admin/people/{id}/disable`.
pub(crate) fn confirm_disable(person: &PersonPage) -> Sheet {
    let happens = html! {
        ul {
            li { "They are signed out everywhere and cannot sign in, not with a mailed code either." }
            li { "Their tickets stay as they are, and links to them still work." }
            li { "You can enable the account again at any time." }
        }
    };
    question(&Question {
        person,
        path: paths::PERSON_DISABLE,
        title: "Disable an account".to_owned(),
        heading: "Disable the account of",
        happens,
        choice: html! {},
        button: html! { button.btn.btn-go { "Disable" } },
    })
}

/// `/admin/people/{id}/delete`.
pub(crate) fn confirm_delete(person: &PersonPage) -> Sheet {
    let happens = html! {
        ul {
            li { "They are signed out everywhere, and the account is gone. This cannot be undone." }
            li { "Their name, phone number, e-mail and address are removed." }
            li { (tickets_kept(person.tickets)) }
        }
    };
    question(&Question {
        person,
        path: paths::PERSON_DELETE,
        title: "Delete an account".to_owned(),
        heading: "Delete the account of",
        happens,
        choice: html! {},
        button: html! { button.btn.btn-bad { "Delete for good" } },
    })
}

/// Counted up to a thousand.
fn tickets_kept(tickets: u32) -> String {
    match tickets {
        0 => "They have no tickets.".to_owned(),
        1 => "Their 1 ticket is kept, shown as a former customer’s.".to_owned(),
        1000.. => "Their tickets, 1,000 or more, are kept, shown as a former customer’s.".to_owned(),
        _ => format!("Their {tickets} tickets are kept, shown as a former customer’s."),
    }
}

struct Question<'a> {
    person: &'a PersonPage,
    path: &'a str,
    title: String,
    heading: &'a str,
    happens: Markup,
    choice: Markup,
    button: Markup,
}

fn question(question: &Question<'_>) -> Sheet {
    let row = &question.person.row;
    let content = html! {
        div.pad.head { h1 { (question.heading) " " bdi { (row.name.as_str()) } "?" } }
        form.pad.ask action=(paths::of(question.path, row.id.0)) method="post" novalidate {
            p.muted { (row.email.as_str()) }
            (question.choice)
            (question.happens)
            div.actions {
                (question.button)
                a.btn href=(paths::of(paths::PERSON, row.id.0)) { "Change nothing" }
            }
        }
    };
    Sheet::new(question.title.clone(), Place::People, content)
}
