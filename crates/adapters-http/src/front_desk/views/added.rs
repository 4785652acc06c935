//! The message is with the ticket.

use maud::html;

use crate::{
    paths,
    ui::{
        self,
        claim::tag,
        page::{Page, Width},
    },
};

/// `/ticket/added`. The number is missing when the ticket was solved since.
pub(crate) fn added(number: Option<&str>) -> Page {
    let content = html! {
        h1 { "Added. Thank you." }
        @if let Some(number) = number { p { (tag(number)) } }
        p.lead { "Whoever works on your ticket will read it there. The answer comes the way you chose before." }
        div.actions { (ui::link_button(paths::FRONT_DESK, "Done", false)) }
    };
    Page {
        title: "Added to your ticket".to_owned(),
        width: Width::Column,
        content,
    }
}
