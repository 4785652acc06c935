//! The pages of saved replies.

use frontdesk_domain::replies::{Placeholders, SavedReply, SavedReplyId};
use maud::{Markup, html};

use super::keep::fields;
use crate::{
    paths,
    shown::Shown,
    ui::{
        field::{Control, Field, field, tick},
        icons::Icon,
        sheet::{Place, Sheet},
    },
};

/// `/desk/saved-replies`. `manages`: whether they look after everybody's.
pub(super) fn list(replies: &[SavedReply], manages: bool, shown: &Shown) -> Sheet {
    let content = html! {
        div.pad.head { h1 { "Saved replies" } }
        div.pad.ask {
            (shown.above())
            @if replies.is_empty() {
                p.muted { "There are none yet. Save what you write again and again, and put it into a reply with two presses." }
            } @else {
                ul.saved-replies { @for reply in replies { (one(reply, manages)) } }
            }
        }
        form.pad.ask method="post" action=(paths::SAVED_REPLIES) novalidate {
            h2 { "A new one" }
            (body(manages, shown))
            div.actions { button.btn.btn-go { "Save" } }
        }
    };
    Sheet::new(shown.form().title("Saved replies"), Place::SavedReplies, content)
}

fn one(reply: &SavedReply, manages: bool) -> Markup {
    let is_shared = reply.owner.is_none();
    html! {
        li {
            h2 {
                @if !is_shared || manages {
                    a dir="auto" href=(paths::of(paths::SAVED_REPLY, reply.id.0)) { (reply.title.as_str()) }
                } @else { bdi { (reply.title.as_str()) } }
            }
            span.muted.small.cell { @if is_shared { (Icon::People) "For everybody" } @else { (Icon::Person) "Yours" } }
            p.muted dir="auto" { (reply.body.as_str()) }
        }
    }
}

/// `/desk/saved-replies/{id}`.
pub(super) fn edit(id: SavedReplyId, manages: bool, shown: &Shown) -> Sheet {
    let content = html! {
        div.pad.head { h1 { "Change a saved reply" } }
        form.pad.ask method="post" action=(paths::of(paths::SAVED_REPLY, id.0)) novalidate {
            (shown.above())
            (body(manages, shown))
            div.actions {
                button.btn.btn-go { "Save" }
                a.btn href=(paths::SAVED_REPLIES) { "Change nothing" }
                button.btn.btn-bad name=(fields::REMOVE) value="yes" { "Remove it" }
            }
        }
    };
    Sheet::new(
        shown.form().title("Change a saved reply"),
        Place::SavedReplies,
        content,
    )
}

fn body(manages: bool, shown: &Shown) -> Markup {
    let form = shown.form();
    let title = Field {
        name: fields::TITLE,
        label: "Title",
        aside: None,
        hint: Some("By this it is found."),
        control: Control::Line("text", "off"),
        is_required: true,
    };
    let names = Placeholders::NAMES.map(|name| format!("{{{name}}}")).join(" ");
    let hint = format!("These become what they stand for on the ticket: {names}");
    let text = Field {
        name: fields::BODY,
        label: "Reply",
        hint: Some(&hint),
        control: Control::Lines(8),
        ..title
    };
    html! {
        (field(&title, form))
        (field(&text, form))
        @if manages { (tick(fields::SHARED, "Everybody who works here may use it", form)) }
    }
}
