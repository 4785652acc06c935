//! What mails about a ticket say after the first one: answered, written to, resolved, given to you.

use frontdesk_domain::feedback::Score;
use frontdesk_domain::ports::{TicketMail, TicketMailContent};
use maud::{Markup, html};

use super::{Words, layout, title};
use crate::header::clean_header;
use crate::look::MailLook;

/// One mail, in parts that stand in the same order in both forms.
struct Notice<'a> {
    heading: String,
    /// What somebody wrote; lines are kept.
    quote: Option<&'a str>,
    label: &'static str,
    url: &'a str,
    /// For each score the form with that score chosen.
    rate: &'a [(Score, String)],
    small: &'static str,
}

pub(super) fn words(mail: &TicketMail, look: &MailLook) -> Words {
    let notice = notice(&mail.content);
    Words {
        text: layout::plain(vec![text(mail, &notice)], &look.organization),
        html: page(mail, &notice, look),
    }
}

fn notice(content: &TicketMailContent) -> Notice<'_> {
    match content {
        TicketMailContent::Answered { by, body, url } => Notice {
            heading: format!("{} answered", clean_header(by.as_str())),
            quote: Some(body),
            label: "Read and answer",
            url,
            rate: &[],
            small: "Who holds the link can read the ticket, so pass it on with care.",
        },
        TicketMailContent::ClientWrote { by, body, url } => Notice {
            heading: format!("{} wrote", clean_header(by.as_str())),
            quote: Some(body),
            label: "Open the ticket",
            url,
            rate: &[],
            small: "You get this because you work on the ticket. Your profile says which mails you want.",
        },
        TicketMailContent::Resolved { url, rate } => Notice {
            heading: "Your ticket is solved".to_owned(),
            quote: None,
            label: "It is not solved",
            url,
            rate,
            small: "Nothing is sent before you press the button on the page that opens.",
        },
        TicketMailContent::Assigned { client, url } => Notice {
            heading: format!("A ticket of {} is yours now", clean_header(client.as_str())),
            quote: None,
            label: "Open the ticket",
            url,
            rate: &[],
            small: "Somebody gave it to you. Your profile says which mails you want.",
        },
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

fn text(mail: &TicketMail, notice: &Notice<'_>) -> String {
    let mut lines = vec![
        format!("{}.", notice.heading),
        format!("{} {}", mail.ticket, title(&mail.subject)),
        String::new(),
    ];
    if let Some(quote) = notice.quote {
        lines.extend(quote.lines().map(|line| format!("> {line}")));
        lines.push(String::new());
    }
    if !notice.rate.is_empty() {
        lines.push("How was it?".to_owned());
        let stars =
            |(score, url): &(Score, String)| format!("{} ({}): {url}", score.stars(), meaning(*score));
        lines.extend(notice.rate.iter().map(stars));
        lines.push(String::new());
    }
    lines.push(format!("{}:", notice.label));
    lines.push(notice.url.to_owned());
    lines.push(String::new());
    lines.push(notice.small.to_owned());
    lines.join("\n")
}

fn page(mail: &TicketMail, notice: &Notice<'_>, look: &MailLook) -> String {
    let subject = title(&mail.subject);
    let preheader = notice.quote.and_then(|quote| quote.lines().next());
    let body = html! {
        h1 style=(layout::HEADING) { bdi { (notice.heading) } }
        p class="ink2" style=(layout::QUIET) { (mail.ticket) " " bdi { (subject) } }
        @if let Some(quote) = notice.quote {
            blockquote style=(layout::QUOTE) { @for line in quote.lines() { bdi { (line) } br; } }
        }
        @if !notice.rate.is_empty() { (stars(notice.rate)) }
        (layout::button(notice.label, notice.url))
        p class="ink2" style=(layout::SMALL) { (notice.small) }
    };
    let heading = &notice.heading;
    layout::page(heading, preheader.unwrap_or(&subject), &look.organization, &body)
}

fn stars(rate: &[(Score, String)]) -> Markup {
    let style = "display:inline-block;margin:0 6px 6px 0;padding:12px 14px;border:1px solid #ac8c61;border-radius:8px";
    html! {
        h2 style=(layout::SUBHEADING) { "How was it?" }
        p style=(layout::PARAGRAPH) {
            @for (score, url) in rate {
                a href=(url) style=(style) { (score.stars()) " · " (meaning(*score)) } " "
            }
        }
    }
}
