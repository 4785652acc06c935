//! Which mails about tickets one wants.

use maud::html;

use super::super::mails::{ASSIGNED, REPLIES, RESOLVED};
use crate::{
    paths,
    shown::Shown,
    ui::{
        self,
        field::tick,
        page::{Page, Width},
    },
};

const HEADING: &str = "Mails about tickets";

/// `/my/profile/mails`. `works_here`: tickets can be given to them.
pub(crate) fn mails(works_here: bool, shown: &Shown) -> Page {
    let form = shown.form();
    let content = html! {
        p.row { a.small href=(paths::PROFILE) { "Your profile" } }
        h1 { (HEADING) }
        p.lead { "Everything stands on the ticket’s page too. Mails about your account always come." }
        (shown.above())
        form.stack action=(paths::PROFILE_MAILS) method="post" {
            fieldset.field {
                legend { "Send me a mail when" }
                (tick(REPLIES, if works_here { "the client of a ticket of mine wrote, or somebody answered me" } else { "somebody answered me" }, form))
                (tick(RESOLVED, "a ticket of mine is solved", form))
                @if works_here { (tick(ASSIGNED, "a ticket is given to me", form)) }
            }
            div.actions { (ui::submit("Save")) }
        }
    };
    Page {
        title: HEADING.to_owned(),
        width: Width::Column,
        content,
    }
}
