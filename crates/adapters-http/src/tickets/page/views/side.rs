//! What stands beside a ticket.

use frontdesk_domain::{
    access::Deed,
    clients::PostalAddress,
    tickets::{Ending, Priority, StatusKind, WorkedBy},
};
use maud::{Markup, html};

use super::{CHANGED, FORM, View, tasks, words};
use crate::{paths, tickets::page::set::fields, ui::icons::Icon};

pub(super) fn side(view: &View<'_>) -> Markup {
    html! {
        aside.side.pad aria-label="About this ticket" {
            section #tk-props data-topic=(view.topic()) {
                h2 { "Properties" }
                (properties(view))
            }
            (tasks::tasks(view))
            (tracker(view))
            (client(view))
            (others(view))
        }
    }
}

/// One of the things that are set.
struct Property<'a> {
    name: &'static str,
    label: &'static str,
    key: &'static str,
    options: Vec<(String, &'a str)>,
    now: String,
}

fn properties(view: &View<'_>) -> Markup {
    let all = [status(view), assignee(view), priority(view), category(view)];
    html! {
        @if view.may(Deed::Organise) {
            div.props {
                @for property in &all { (property_form(view, property)) }
            }
        } @else {
            dl.props {
                @for property in &all {
                    dt { (property.label) }
                    dd { (property.options.iter().find(|(value, _)| *value == property.now).map_or("", |(_, words)| words)) }
                }
            }
            @if let Some(Ending::MergedInto(into)) = view.page.ticket.standing.ending() {
                p { "It was merged into " a href=(paths::numbered(paths::DESK_TICKET, into)) { (into) } ", where it goes on." }
            }
        }
        @if let Some(feedback) = &view.page.feedback {
            dl.props { dt { "Rating" } dd { (Icon::Star) (feedback.score.stars()) " of 5" } }
            @if let Some(comment) = &feedback.comment { p dir="auto" { (comment.as_str()) } }
        }
    }
}

fn property_form(view: &View<'_>, property: &Property<'_>) -> Markup {
    html! {
        label for=(property.name) { (property.label) }
        span.set {
            select.in id=(property.name) name=(property.name) form=(FORM) data-auto data-key=(property.key) {
                @for (value, words) in &property.options {
                    option value=(value) selected[*value == property.now] { (words) }
                }
            }
            button.btn form=(FORM) formaction=(view.path(paths::DESK_TICKET_SET)) name=(fields::SET)
                value=(property.name) data-auto-button data-swap=(CHANGED) { "Set" span.sr { " " (property.label) } }
        }
    }
}

fn status<'a>(view: &View<'a>) -> Property<'a> {
    let option = |kind: StatusKind| (kind.key().to_owned(), words::status_words(kind));
    Property {
        name: fields::STATUS,
        label: "Status",
        key: "s",
        options: StatusKind::ALL.map(option).to_vec(),
        now: view.page.ticket.status().key().to_owned(),
    }
}

fn assignee<'a>(view: &View<'a>) -> Property<'a> {
    let standing = view.page.ticket.standing;
    let mut options: Vec<(String, &str)> = Vec::new();
    match standing.worked_by() {
        None => options.push((String::new(), "Nobody")),
        Some(WorkedBy::Agent(_)) if standing.status().kind() == StatusKind::Open => {
            options.push((String::new(), "Nobody"));
        }
        Some(WorkedBy::Agent(_)) => {}
        Some(WorkedBy::Former) => options.push((String::new(), "A former member of staff")),
        Some(WorkedBy::Owner) => options.push((String::new(), "Its client")),
        Some(WorkedBy::Tracker) => options.push((String::new(), "Somebody in the tracker")),
    }
    let all = view.choices.colleagues.iter();
    options.extend(all.map(|colleague| (colleague.account.0.to_string(), colleague.name.as_str())));
    let now = standing
        .agent()
        .map(|agent| agent.0.to_string())
        .unwrap_or_default();
    // Somebody whose account is closed may still have it.
    if !options.iter().any(|(value, _)| *value == now) {
        let name = view
            .page
            .assignee
            .as_ref()
            .map_or("A former member of staff", |name| name.as_str());
        options.push((now.clone(), name));
    }
    Property {
        name: fields::ASSIGNEE,
        label: "With",
        key: "a",
        options,
        now,
    }
}

fn priority<'a>(view: &View<'a>) -> Property<'a> {
    let option = |priority: Priority| (priority.key().to_owned(), words::priority_words(priority));
    Property {
        name: fields::PRIORITY,
        label: "Priority",
        key: "p",
        options: Priority::ALL.map(option).to_vec(),
        now: view.page.ticket.priority.key().to_owned(),
    }
}

fn category<'a>(view: &View<'a>) -> Property<'a> {
    let now = view.page.ticket.category;
    // One that is offered no more is kept by the tickets that have it.
    let offered = view
        .choices
        .categories
        .iter()
        .filter(|category| category.offered || category.id == now);
    Property {
        name: fields::CATEGORY,
        label: "Category",
        key: "l",
        options: offered
            .map(|category| (category.id.0.to_string(), category.label.as_str()))
            .collect(),
        now: now.0.to_string(),
    }
}

/// The other half: what it is called there, and where it stands.
fn tracker(view: &View<'_>) -> Markup {
    let name = view.site.tracker.as_deref();
    html! {
        @match (&view.page.ticket.external, name) {
            (Some(external), name) => section #tk-tracker data-topic=(view.topic()) {
                h2 { (name.unwrap_or("Tracker")) }
                p.row {
                    a href=(external.url) rel="noopener noreferrer" { (external.key) }
                    @if let Some(status) = &view.page.tracker_status { span.muted { bdi { (status) } } }
                }
            },
            (None, Some(name)) if view.page.tracker_asked => section #tk-tracker data-topic=(view.topic()) {
                h2 { (name) }
                p.st.st-hold { (Icon::Hourglass) "Queued for " (name) }
                p.muted { "It gets its key there as soon as " (name) " answers. Nothing is lost meanwhile." }
            },
            (None, _) => {}
        }
    }
}

fn client(view: &View<'_>) -> Markup {
    let client = &view.page.client;
    html! {
        section {
            h2 { "Client" }
            dl.props {
                dt { "Name" } dd { bdi { (client.name.as_str()) } }
                dt { "ID" } dd { (client.number) }
                @if let Some(phone) = &client.phone {
                    dt { "Phone" } dd { a.plain href={ "tel:" (phone.as_e164()) } { (phone.as_e164()) } }
                }
                @if let Some(email) = &client.email {
                    dt { "E-mail" } dd { a.plain.long href={ "mailto:" (email.as_str()) } { bdi { (email.as_str()) } } }
                }
                @if let Some(address) = &client.address {
                    dt { "Address" } dd { bdi { (PostalAddress::as_str(address)) } }
                }
            }
        }
    }
}

fn others(view: &View<'_>) -> Markup {
    let others = &view.page.others;
    html! {
        @if !others.is_empty() {
            section {
                h2 { "Their other tickets" }
                ul.others {
                    @for other in others {
                        li {
                            span.tag { (other.number.0) }
                            a dir="auto" href=(paths::numbered(paths::DESK_TICKET, other.number)) { (other.subject) }
                            (words::status(other.status.kind()))
                        }
                    }
                }
            }
        }
    }
}
