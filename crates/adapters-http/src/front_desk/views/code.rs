//! A verified desk: the code, or else name and e-mail. Nothing on this page depends on whether we know anybody.

use frontdesk_domain::auth::CodeRules;
use maud::{Markup, html};

use super::{
    fields,
    ticket_form::{EMAIL, NAME},
};
use crate::{
    accounts::details::code_field,
    paths,
    shown::{Shown, in_words},
    ui::{
        self,
        field::{Field, field, hidden, honeypot},
        icons::Icon,
        page::{Page, Width},
    },
};

/// What the page is made of.
#[derive(Debug)]
pub(crate) struct CodePage<'a> {
    /// Who waits, sealed.
    pub(crate) waiting: &'a str,
    /// Where somebody new said the code goes.
    pub(crate) email: Option<&'a str>,
    pub(crate) codes: &'a CodeRules,
    pub(crate) shown: &'a Shown,
}

/// `/ticket/code`.
pub(crate) fn code(page: &CodePage<'_>) -> Page {
    let content = html! {
        h1 { "Check your mail" }
        p.lead {
            @match page.email {
                Some(email) => { "Six digits are on their way to " b { bdi { (email) } } ". " }
                None => "If we know you, six digits are on their way to the e-mail we have. ",
            }
            "Type them here, in this browser. They work for " (in_words(page.codes.life)) "."
        }
        (page.shown.above())
        form.stack action=(paths::TICKET_CODE) method="post" novalidate {
            (hidden(fields::VISIT, page.waiting))
            (code_field(page.shown.form()))
            div.actions { (ui::submit("Continue")) }
        }
        (another(page))
        @if page.email.is_none() { (newcomer(page)) }
    };
    Page {
        title: page.shown.form().title("Check your mail"),
        width: Width::Column,
        content,
    }
}

fn another(page: &CodePage<'_>) -> Markup {
    html! {
        form.stack-s action=(paths::TICKET_CODE_AGAIN) method="post" {
            (hidden(fields::VISIT, page.waiting))
            div.actions { button.btn { (Icon::Letter) "Send another code" } }
            p.hint {
                "Nothing came? Look in your spam folder, too. You can ask for another code "
                (in_words(page.codes.resend_after)) " after the last one. "
                @if page.email.is_some() { "Was the address wrong? " } @else { "Was the number wrong? " }
                a href=(paths::FRONT_DESK) { "Start again" } "."
            }
        }
    }
}

const NEW_EMAIL: Field<'_> = Field {
    aside: None,
    hint: Some("We send you six digits to confirm that it is yours."),
    is_required: true,
    ..EMAIL
};

/// Offered to everyone: whoever proves the e-mail of a client is that client, too.
fn newcomer(page: &CodePage<'_>) -> Markup {
    let form = page.shown.form();
    html! {
        section.box.stack aria-labelledby="new" {
            div.stack-s {
                h2 #new { "New here, or no mail came?" }
                p { "Tell us your name and e-mail. If we have that e-mail already, you keep your customer ID and your tickets." }
            }
            form.stack action=(paths::TICKET_REGISTER) method="post" novalidate {
                (hidden(fields::VISIT, page.waiting))
                (honeypot(fields::TRAP))
                (field(&NAME, form))
                (field(&NEW_EMAIL, form))
                div.actions { button.btn { "Mail me a code" } }
            }
        }
        div.stack-s {
            p.hint {
                b { "Do several of you use one phone number? " }
                "Then no code comes for it: " a href=(paths::FRONT_DESK) { "type your customer ID" }
                ", which has eight digits like 1042 7731, or tell us your name and e-mail above."
            }
            p.hint {
                b { "Have we no e-mail of yours? " }
                "Then we cannot tell that it is you. Reach us another way; the ways are at the bottom of this page."
            }
        }
    }
}
