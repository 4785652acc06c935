//! What mails about a ticket say after the first one: answered, written to, resolved, given to you.

use frontdesk_domain::feedback::Score;
use frontdesk_domain::ports::{TicketMail, TicketMailContent};
use maud::{Markup, html};

use super::quote::{Quote, first_words};
use super::{Words, layout, title};
use crate::header::clean_header;
use crate::look::MailLook;

const LINK_IS_KEY: &str = "Who holds the link can read the ticket, so pass it on with care.";
const NOT_CHECKED: &str = "This came through the front desk, where anyone can type a phone number. Nobody checked \
                           who wrote it, so tell nothing and change nothing because of it alone.";
const NOTHING_YET: &str = "Nothing is sent before you press the button on the page that opens.";
const REST: &str = "Read the rest";

/// One mail, in parts that stand in the same order in both forms.
struct Notice<'a> {
    /// Who did something, if that is somebody's name: it is set apart from the sentence, in its own direction.
    name: Option<String>,
    /// The rest of the sentence, or all of it.
    says: &'static str,
    /// What to be careful about, before anything else.
    careful: Option<&'static str>,
    quote: Option<Quote>,
    /// What mail programs show beside the subject.
    preheader: String,
    /// For each score the form with that score chosen.
    rate: &'a [(Score, String)],
    label: &'static str,
    url: &'a str,
    small: &'static str,
}

pub(super) fn words(mail: &TicketMail, look: &MailLook) -> Words {
    let notice = notice(mail);
    Words {
        text: layout::plain(text(mail, &notice), &look.organization),
        html: page(mail, &notice, look),
    }
}

fn notice(mail: &TicketMail) -> Notice<'_> {
    let subject = title(&mail.subject);
    match &mail.content {
        TicketMailContent::Answered { by, body, url, rate } => {
            let is_resolved = !rate.is_empty();
            let name = by.as_ref().map(|by| clean_header(by.as_str()));
            let says = match (&name, is_resolved) {
                (Some(_), false) => "answered",
                (Some(_), true) => "answered, and your ticket is solved",
                (None, false) => "There is an answer",
                (None, true) => "There is an answer, and your ticket is solved",
            };
            Notice {
                name,
                says,
                rate,
                ..quoted(body, "Read and answer", url, LINK_IS_KEY)
            }
        }
        TicketMailContent::ClientWrote {
            by,
            proved,
            body,
            url,
        } => Notice {
            name: proved.then(|| clean_header(by.as_str())),
            says: if *proved {
                "wrote"
            } else {
                "Somebody wrote at the front desk"
            },
            careful: (!proved).then_some(NOT_CHECKED),
            ..quoted(
                body,
                "Open the ticket",
                url,
                "You get this because you work on the ticket.",
            )
        },
        TicketMailContent::Resolved { url, rate } => Notice {
            name: None,
            says: "Your ticket is solved",
            careful: None,
            quote: None,
            preheader: format!("{subject}. If it is not solved, answer on its page."),
            rate,
            label: "It is not solved",
            url,
            small: LINK_IS_KEY,
        },
        TicketMailContent::Assigned { client, url } => Notice {
            name: None,
            says: "A ticket is yours now",
            careful: None,
            quote: None,
            preheader: format!("{}: {subject}", clean_header(client.as_str())),
            rate: &[],
            label: "Open the ticket",
            url,
            small: "You get this because somebody gave you the ticket.",
        },
    }
}

/// A mail that brings somebody's words. Where they are cut, the button leads to the rest.
fn quoted<'a>(body: &str, label: &'static str, url: &'a str, small: &'static str) -> Notice<'a> {
    let quote = Quote::of(body);
    let label = if quote.is_cut { REST } else { label };
    Notice {
        name: None,
        says: "",
        careful: None,
        quote: Some(quote),
        preheader: first_words(body),
        rate: &[],
        label,
        url,
        small,
    }
}

/// What one to five stars mean.
fn meaning(score: Score) -> &'static str {
    match score.stars() {
        1 => "very bad",
        2 => "bad",
        3 => "so-so",
        4 => "good",
        _ => "very good",
    }
}

fn text(mail: &TicketMail, notice: &Notice<'_>) -> Vec<String> {
    let mut lines = vec![format!("{}.", heading(notice)), String::new()];
    lines.push(format!("{} {}", mail.ticket, title(&mail.subject)));
    lines.push(String::new());
    if let Some(careful) = notice.careful {
        lines.extend([careful.to_owned(), String::new()]);
    }
    if let Some(quote) = &notice.quote {
        lines.extend(
            quote
                .lines
                .iter()
                .map(|line| format!("> {line}").trim_end().to_owned()),
        );
        lines.push(String::new());
    }
    if !notice.rate.is_empty() {
        lines.push("How was it?".to_owned());
        let stars =
            |(score, url): &(Score, String)| format!("{} · {}: {url}", score.stars(), meaning(*score));
        lines.extend(notice.rate.iter().map(stars));
        lines.extend([NOTHING_YET.to_owned(), String::new()]);
    }
    lines.extend([format!("{}:", notice.label), notice.url.to_owned(), String::new()]);
    lines.push(notice.small.to_owned());
    if let Some(url) = &mail.wishes_url {
        lines.push(format!("Choose which mails you get: {url}"));
    }
    lines
}

fn heading(notice: &Notice<'_>) -> String {
    match &notice.name {
        Some(name) => format!("{name} {}", notice.says),
        None => notice.says.to_owned(),
    }
}

fn page(mail: &TicketMail, notice: &Notice<'_>, look: &MailLook) -> String {
    let subject = title(&mail.subject);
    let body = html! {
        (layout::chip(&mail.ticket.to_string(), &subject))
        h1 style=(layout::HEADING) {
            @if let Some(name) = &notice.name { bdi { (name) } " " }
            (notice.says)
        }
        @if let Some(careful) = notice.careful { p style=(layout::CAREFUL) class="careful" { (careful) } }
        @if let Some(quote) = &notice.quote { (words_of(quote)) }
        @if !notice.rate.is_empty() { (stars(notice.rate)) }
        (layout::button(notice.label, notice.url))
        p class="ink2" style=(layout::SMALL) { (notice.small) }
        @if let Some(url) = &mail.wishes_url {
            p class="ink2" style=(layout::SMALL) {
                a class="ink2" href=(url) style=(layout::QUIET) { "Choose which mails you get" }
            }
        }
    };
    layout::page(&heading(notice), &notice.preheader, &look.organization, &body)
}

/// Each line is read in its own direction.
fn words_of(quote: &Quote) -> Markup {
    html! {
        blockquote style=(layout::QUOTE) {
            @for line in &quote.lines { div dir="auto" { (line) @if line.is_empty() { br; } } }
        }
    }
}

fn stars(rate: &[(Score, String)]) -> Markup {
    html! {
        h2 style=(layout::SUBHEADING) { "How was it?" }
        p style=(layout::PARAGRAPH) {
            @for (score, url) in rate {
                a class="star" href=(url) style=(layout::STAR) { (score.stars()) " · " (meaning(*score)) } " "
            }
        }
        p class="ink2" style=(layout::SMALL) { (NOTHING_YET) }
    }
}

#[cfg(test)]
mod tests;
