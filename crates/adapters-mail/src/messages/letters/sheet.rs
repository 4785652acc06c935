use maud::{Markup, html};

use crate::look::MailLook;
use crate::messages::{Words, layout};

/// A letter: its parts stand in the same order in both forms.
pub(in crate::messages) struct Sheet {
    pub(in crate::messages) subject: &'static str,
    /// What mail programs show beside the subject.
    pub(super) preheader: &'static str,
    pub(super) heading: &'static str,
    pub(super) parts: Vec<Part>,
}

/// A part of a letter.
pub(super) enum Part {
    /// A paragraph.
    Words(String),
    /// What somebody typed, set apart from our own words; lines are kept.
    Quote(String),
    /// A code to be typed.
    Code(String),
    /// Something to press.
    Button {
        /// What it does.
        label: &'static str,
        /// Where it leads.
        url: String,
    },
    /// A quieter paragraph.
    Small(String),
}

impl Part {
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    pub(super) fn small(text: impl Into<String>) -> Self {
        Self::Small(text.into())
    }

    pub(super) fn button(label: &'static str, url: &str) -> Self {
        let url = url.to_owned();
        Self::Button { label, url }
    }

    fn text(&self) -> String {
        match self {
            Self::Words(text) | Self::Small(text) => text.clone(),
            Self::Quote(text) => text
                .lines()
                .map(|line| format!("> {line}"))
                .collect::<Vec<_>>()
                .join("\n"),
            Self::Code(digits) => format!("Your code: {digits}"),
            Self::Button { label, url } => format!("{label}:\n{url}"),
        }
    }

    fn html(&self) -> Markup {
        match self {
            Self::Words(text) => html! { p style=(layout::PARAGRAPH) { (text) } },
            Self::Small(text) => html! { p class="ink2" style=(layout::SMALL) { (text) } },
            Self::Quote(text) => html! {
                blockquote style=(layout::QUOTE) {
                    @for line in text.lines() { bdi { (line) } br; }
                }
            },
            Self::Code(digits) => layout::code(digits),
            Self::Button { label, url } => layout::button(label, url),
        }
    }
}

impl Sheet {
    /// The letter in both forms.
    pub(in crate::messages) fn words(&self, look: &MailLook) -> Words {
        let parts = self.parts.iter().map(Part::text);
        let text: Vec<String> = std::iter::once(self.heading.to_owned()).chain(parts).collect();
        let body = html! {
            h1 style=(layout::HEADING) { (self.heading) }
            @for part in &self.parts { (part.html()) }
        };
        Words {
            text: layout::plain(vec![text.join("\n\n")], &look.organization),
            html: layout::page(self.subject, self.preheader, &look.organization, &body),
        }
    }
}

/// A span in words: `10 minutes`, `1 minute`, `1 hour`.
pub(super) fn span(minutes: u64) -> String {
    let counted = |count: u64, unit: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {unit}{plural}")
    };
    if minutes > 0 && minutes.is_multiple_of(60) {
        counted(minutes / 60, "hour")
    } else {
        counted(minutes, "minute")
    }
}
