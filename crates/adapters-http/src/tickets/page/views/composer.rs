//! Where staff write: a reply and an internal note, which cannot be taken for one another.

use frontdesk_domain::{access::Deed, clients::Email, replies::DraftKind, tickets::StatusKind};
use maud::{Markup, html};

use super::{FORM, View, event, words};
use crate::{
    paths,
    tickets::page::{
        composer::{Mode, fields},
        draft,
    },
    ui::{field::hidden, icons::Icon},
};

pub(super) fn composer(view: &View<'_>) -> Markup {
    let mode = view.composer.mode;
    let may_reply = view.may(Deed::Reply);
    // Who cannot reply writes a note.
    let mode = if may_reply { mode } else { Mode::Note };
    html! {
        form.compose id=(FORM) method="post" action=(view.path(paths::DESK_TICKET_REPLY)) novalidate
            aria-label="Write" data-draft=(view.path(paths::DESK_TICKET_DRAFT)) {
            (hidden(fields::KEY, &view.key))
            (hidden(fields::SEEN, &view.page.ticket.version.to_string()))
            (modes(mode, may_reply))
            @if may_reply { (reply(view)) }
            (note(view, !may_reply))
        }
        @if !may_reply {
            p.muted.small { "The ticket is closed, so its client is not written to. Set it to another status to reply." }
        }
    }
}

fn modes(mode: Mode, may_reply: bool) -> Markup {
    let radio = |this: Mode, target: &str, key: &str, content: Markup| {
        html! {
            label {
                input type="radio" name=(fields::MODE) value=(this.key()) checked[this == mode]
                    data-key=(key) data-then=(target);
                (content) " " kbd aria-hidden="true" { (key) }
            }
        }
    };
    html! {
        fieldset.modes {
            legend.sr { "What to write" }
            @if may_reply { (radio(Mode::Reply, fields::REPLY, "r", html! { (Icon::Reply) "Reply" })) }
            (radio(Mode::Note, fields::NOTE, "n", html! { (Icon::Lock) "Internal note" }))
        }
    }
}

fn reply(view: &View<'_>) -> Markup {
    let meanwhile = &view.composer.meanwhile;
    html! {
        div.pane.when-reply {
            (to(view))
            (text(view, DraftKind::Reply, "Reply"))
            @if !meanwhile.is_empty() { (happened(view)) }
            div.foot {
                (saved(view))
                (drafted(view))
                span.end {
                    label.sr for="and" { "After sending" }
                    select.in #and name=(fields::AND) { (and(view)) }
                    button.btn.btn-go data-send {
                        (Icon::Reply)
                        span { @if meanwhile.is_empty() { "Send to " bdi { (first_name(view)) } } @else { "Send anyway" } }
                    }
                }
            }
        }
    }
}

/// Who reads it, by name, before it is sent.
fn to(view: &View<'_>) -> Markup {
    let client = html! { b { bdi { (view.client()) } } };
    html! {
        p.to { span {
            @match view.page.client.email.as_ref().map(Email::as_str) {
                Some(email) => { "To " (client) ", by e-mail to " bdi { (email) } " and on the ticket’s page" },
                None => { "To " (client) ", on the ticket’s page: there is no e-mail address" },
            }
        } }
    }
}

fn note(view: &View<'_>, is_alone: bool) -> Markup {
    html! {
        div.pane.when-note.alone[is_alone] {
            p.to { (Icon::Lock) span { "Only staff can read this. It never goes to the customer." } }
            (text(view, DraftKind::Note, "Internal note"))
            div.foot {
                (drafted(view))
                span.end {
                    button.btn formaction=(view.path(paths::DESK_TICKET_NOTE)) data-send { (Icon::Lock) "Save note" }
                }
            }
        }
    }
}

fn text(view: &View<'_>, kind: DraftKind, label: &str) -> Markup {
    let name = match kind {
        DraftKind::Reply => fields::REPLY,
        DraftKind::Note => fields::NOTE,
    };
    let form = &view.composer.form;
    let error = form.error(name);
    html! {
        div.field-bad[error.is_some()] {
            label.sr for=(name) { (label) }
            @if let Some(error) = error { p.err id={ (name) "-e" } { (Icon::Warning) span { (error) } } }
            // A line break right after the tag is dropped by the parser; it saves one the person typed.
            textarea.in id=(name) name=(name) rows="5" dir="auto"
                aria-describedby=[error.map(|_| format!("{name}-e"))] aria-invalid=[error.map(|_| "true")] {
                "\n" (form.value(name))
            }
        }
    }
}

/// What others did while this was written.
fn happened(view: &View<'_>) -> Markup {
    html! {
        div.meanwhile role="alert" {
            h3 { "While you wrote" }
            ul {
                @for event in &view.composer.meanwhile {
                    // Names are read with the page: there is one for everybody who works here.
                    @let name = event.actor.account().and_then(|account| view.name_of(account));
                    @let (icon, sentence) = event::sentence(view, event.actor, name, &event.kind);
                    li { (icon) span { (sentence) } }
                }
            }
        }
    }
}

fn saved(view: &View<'_>) -> Markup {
    html! {
        @if !view.choices.saved_replies.is_empty() {
            span.set {
                label.sr for="saved" { "Saved reply" }
                select.in #saved name=(fields::SAVED) data-key="/" {
                    option value="" { "Saved replies" }
                    @for reply in &view.choices.saved_replies { option value=(reply.id.0) dir="auto" { (reply.title.as_str()) } }
                }
                button.btn formaction=(view.path(paths::DESK_TICKET_DRAFT)) name=(draft::INSERT) value="yes" { "Insert" }
            }
        } @else {
            a.small href=(paths::SAVED_REPLIES) { "Saved replies" }
        }
    }
}

fn drafted(view: &View<'_>) -> Markup {
    html! {
        span.muted.small.row {
            button.link formaction=(view.path(paths::DESK_TICKET_DRAFT)) { "Save draft" }
            span data-draft-state role="status" {
                @if let Some(at) = view.composer.drafted { "Draft saved " (view.site.clock(at)) }
            }
            @if view.composer.drafted.is_some() {
                button.link formaction=(view.path(paths::DESK_TICKET_DRAFT)) name=(draft::DISCARD) value="yes" { "Discard" }
            }
        }
    }
}

/// Where the ticket shall stand afterwards.
fn and(view: &View<'_>) -> Markup {
    let now = view.page.ticket.status().kind();
    html! {
        // Not by its name: it may be set at the side while this is open.
        option value="" { "and keep the status" }
        @for to in [StatusKind::InProgress, StatusKind::OnHold, StatusKind::Resolved] {
            @if to != now { option value=(to.key()) { "and set " (words::status_words(to)) } }
        }
    }
}

fn first_name<'a>(view: &'a View<'_>) -> &'a str {
    view.client().split_whitespace().next().unwrap_or_default()
}
