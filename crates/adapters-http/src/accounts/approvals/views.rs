//! The page of who waits, and the answer as a part of one person's page.

use frontdesk_domain::{
    accounts::{AccountId, Role, Wish},
    ports::ApprovalRow,
};
use maud::{Markup, html};

use super::show::{After, Choice};
use crate::{
    accounts::words,
    paths,
    site::Site,
    ui::{
        self,
        field::{Control, Field, field, hidden, pick},
        form_state::FormState,
        sheet::{Place, Sheet, face},
    },
};

/// The names of the form fields.
pub(crate) mod fields {
    /// Begins the name of each person's box: `pick-17`.
    pub(crate) const PICK: &str = "pick";
    /// Which button was pressed.
    pub(crate) const DO: &str = "do";
    pub(crate) const AS: &str = "as";
    pub(crate) const REASON: &str = "reason";
    /// Where the page of the list begins.
    pub(crate) const AFTER: &str = "after";
}

/// What the page shows.
pub(crate) struct Waiting<'a> {
    pub(crate) rows: &'a [ApprovalRow],
    pub(crate) choice: &'a Choice,
    /// The address of the page after this one.
    pub(crate) next: Option<&'a str>,
    /// The address of this page with everybody chosen.
    pub(crate) pick_all: &'a str,
}

/// The form before anyone touched it.
pub(crate) fn untouched() -> FormState {
    FormState::default().with(fields::AS, Role::Customer.key())
}

/// `/admin/approvals`.
pub(crate) fn list(page: &Waiting<'_>, site: &Site) -> Sheet {
    let Choice {
        after,
        said: sentences,
        shown,
        ..
    } = page.choice;
    let content = html! {
        div.pad.head { h1 { "Approvals" } span.muted { "Whoever has waited longest comes first. They get a mail either way." } }
        (said(sentences))
        @if page.rows.is_empty() {
            (nobody(*after))
        } @else {
            form action=(paths::APPROVALS) method="post" novalidate {
                @if let Some(after) = after { (hidden(fields::AFTER, &after.text())) }
                @if !shown.form().is_clean() { div.pad.said { (shown.above()) } }
                (rows(page, site))
                div.pad { (verdict(shown.form())) }
            }
        }
        (pager(page))
    };
    Sheet::new(shown.form().title("Approvals"), Place::Approvals, content)
}

/// The answer about one person, on their own page.
pub(crate) fn about_one(id: AccountId, question: &str) -> Markup {
    html! {
        section.wait aria-labelledby="about" {
            form.pad action=(paths::APPROVALS) method="post" novalidate {
                (hidden(&pick_of(id), "yes"))
                div.head { h2 #about { (question) } }
                (verdict(&untouched()))
            }
        }
    }
}

fn said(sentences: &[String]) -> Markup {
    html! {
        @if !sentences.is_empty() {
            div.pad.said { div.note role="status" { ul { @for words in sentences { li dir="auto" { (words) } } } } }
        }
    }
}

fn nobody(after: Option<After>) -> Markup {
    html! {
        div.pad.empty {
            @if after.is_some() {
                h2 { "That was everyone" }
                a.btn href=(paths::APPROVALS) { "From the beginning" }
            } @else {
                h2 { "Nobody is waiting" }
                p.muted { "Whoever registers appears here, and the navigation counts them." }
                a.btn href=(paths::PEOPLE) { "All people" }
            }
        }
    }
}

fn rows(page: &Waiting<'_>, site: &Site) -> Markup {
    let error = page.choice.shown.form().error(fields::PICK);
    html! {
        fieldset.wait #pick {
            legend.sr { "Who waits" }
            @if let Some(error) = error { p.pad.err { (error) } }
            ul.pend { @for row in page.rows { (one(row, page.choice, site)) } }
        }
        @if page.rows.iter().filter(|row| row.verified).count() > 1 {
            div.pad.pager { a href=(page.pick_all) { "Choose everyone on this page" } }
        }
    }
}

fn one(row: &ApprovalRow, choice: &Choice, site: &Site) -> Markup {
    let name = row.name.as_str();
    let field = pick_of(row.id);
    let is_picked = row.verified && (choice.all || choice.picked.contains(&row.id));
    html! {
        li.pad {
            @if row.verified {
                label.box-for for=(field) {
                    input type="checkbox" id=(field) name=(field) value="yes" checked[is_picked];
                    span.sr { "Choose " bdi { (name) } }
                }
            } @else { span {} }
            (face(name))
            div.w {
                a href=(paths::of(paths::PERSON, row.id.0)) { bdi { (name) } }
                span { (row.email.as_str()) }
                span { @if row.verified { "E-mail confirmed" } @else { "E-mail not confirmed yet" } }
                span { "waits since " (ui::time(&site.moment(row.since), false)) }
                @if let Some(wish) = row.wish.as_ref().map(Wish::as_str) {
                    span.wish { b { "Says they work here: " } bdi { (wish) } }
                }
            }
        }
    }
}

/// Yes and no, each with what belongs to it.
fn verdict(form: &FormState) -> Markup {
    let reason = Field {
        name: fields::REASON,
        label: "Why not",
        aside: Some("(optional)"),
        hint: Some("They read it in the mail."),
        // Several lines, so that the Enter key is not taken for the first button of the form.
        control: Control::Lines(2),
        is_required: false,
    };
    html! {
        div.verdict {
            div {
                (pick(fields::AS, "Let them in as", None, &words::roles(), form))
                button.btn.btn-go id=(fields::DO) name=(fields::DO) value="approve" { "Approve" }
            }
            div {
                (field(&reason, form))
                button.btn name=(fields::DO) value="decline" { "Decline" }
            }
        }
    }
}

fn pager(page: &Waiting<'_>) -> Markup {
    html! {
        @if page.choice.after.is_some() || page.next.is_some() {
            nav.pad.pager aria-label="Pages" {
                @if page.choice.after.is_some() { a.btn href=(paths::APPROVALS) { "From the beginning" } }
                @if let Some(next) = page.next { a.btn href=(next) { "Next page" } }
            }
        }
    }
}

fn pick_of(id: AccountId) -> String {
    format!("{}-{}", fields::PICK, id.0)
}
