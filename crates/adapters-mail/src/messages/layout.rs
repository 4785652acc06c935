//! The look of a mail: the claim ticket on paper. Mail programs know little of CSS and some drop style
//! sheets, so every colour stands inline, in the light theme; the style sheet only turns them for the dark
//! one. The values are those of the pages' tokens.

use maud::{DOCTYPE, Markup, html};

const SANS: &str = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";
pub(super) const HEADING: &str = "margin:0 0 20px;font-size:26px;line-height:1.2";
pub(super) const SUBHEADING: &str = "margin:28px 0 10px;font-size:19px";
pub(super) const SMALL: &str = "margin:12px 0 0;font-size:14px;color:#55474e";
pub(super) const QUIET: &str = "color:#55474e";
pub(super) const PARAGRAPH: &str = "margin:0 0 16px";
pub(super) const QUOTE: &str = "margin:0 0 16px;padding:0 0 0 14px;border-left:3px solid #ac8c61;overflow-wrap:anywhere;white-space:pre-wrap";
pub(super) const CAREFUL: &str =
    "margin:0 0 16px;padding:10px 14px;background:#fbe3d6;color:#5a2413;border-radius:8px";
pub(super) const STAR: &str = "display:inline-block;margin:0 4px 8px 0;padding:12px 14px;border:1px solid #ac8c61;\
                               border-radius:8px;color:#76234f;text-decoration:none;font-weight:600";
const SHEET: &str = "background:#f2e1bc;color:#2a1922;border-radius:8px";
const CAPTION: &str = "margin:0;font-size:12px;color:#614735";
const VALUE: &str = "margin:2px 0 0;font-size:16px";

/// Only class and element selectors and plain values: nothing here needs escaping.
const DARK: &str = "@media (prefers-color-scheme:dark){\
.desk{background:#130d11!important}\
.paper{background:#1c151b!important;color:#ede9e1!important}\
.ink2{color:#c3bdb4!important}\
.claim{background:#e1c998!important;color:#201019!important}\
.claim p{color:#201019!important}\
.careful{background:#4a2014!important;color:#f6d9cb!important}\
.star{color:#f0bcd4!important}\
.go{background:#8c365e!important}}";

/// What stands on the claim ticket.
pub(super) struct Claim<'a> {
    pub(super) organization: &'a str,
    pub(super) number: i64,
    pub(super) subject: &'a str,
    pub(super) name: &'a str,
    /// A customer ID that is new.
    pub(super) client: Option<String>,
}

/// A whole mail. `preheader` is what mail programs show beside the subject.
pub(super) fn page(title: &str, preheader: &str, organization: &str, body: &Markup) -> String {
    let outer = format!("margin:0;padding:24px 12px;background:#f3efe8;{SANS}");
    let paper = "max-width:560px;background:#fdfbf7;color:#271921;border-radius:14px";
    let page = html! {
        (DOCTYPE)
        html lang="en" dir="ltr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="supported-color-schemes" content="light dark";
                title { (title) }
                style { (DARK) }
            }
            body class="desk" style=(outer) {
                div style="display:none;max-height:0;overflow:hidden" { (preheader) }
                table role="presentation" width="100%" cellpadding="0" cellspacing="0" {
                    tr { td align="center" {
                        table class="paper" role="presentation" width="100%" cellpadding="0" cellspacing="0" style=(paper) {
                            tr { td style="padding:28px 24px;font-size:16px;line-height:1.5;text-align:start" {
                                (body)
                                p class="ink2" style="margin:28px 0 0;font-size:13px;color:#55474e" { (organization) }
                            } }
                        }
                    } }
                }
            }
        }
    };
    page.into_string()
}

/// A whole mail as plain text: the lines, and whose desk it is below the mark that mail programs know.
pub(super) fn plain(mut lines: Vec<String>, organization: &str) -> String {
    lines.extend([
        String::new(),
        "-- ".to_owned(),
        organization.to_owned(),
        String::new(),
    ]);
    lines.join("\n")
}

/// A code to be typed, on the same manila as the claim ticket.
pub(super) fn code(digits: &str) -> Markup {
    let digits_style = "margin:2px 0 0;font-size:36px;line-height:1.2;font-weight:700;letter-spacing:6px";
    html! {
        table class="claim" role="presentation" width="100%" cellpadding="0" cellspacing="0" style=(SHEET) {
            tr { td style="padding:16px 20px 18px" {
                p style=(CAPTION) { "Your code" }
                p style=(digits_style) { (digits) }
            } }
        }
    }
}

/// The claim ticket: manila, the number large, a stub below the perforation for a new customer ID.
pub(super) fn claim(claim: &Claim<'_>) -> Markup {
    let stub = "padding:14px 20px 18px;border-top:2px dashed #ac8c61";
    html! {
        table class="claim" role="presentation" width="100%" cellpadding="0" cellspacing="0" style=(SHEET) {
            tr { td style="padding:18px 20px" {
                p style=(CAPTION) { (claim.organization) }
                p style="margin:8px 0 0;font-size:40px;line-height:1.1;font-weight:700;letter-spacing:1px" {
                    "#" (claim.number)
                }
                p style="margin:10px 0 0;font-size:16px;font-weight:600" { bdi { (claim.subject) } }
                p style="margin:14px 0 0;font-size:12px;color:#614735" { "For" }
                p style=(VALUE) { bdi { (claim.name) } }
            } }
            @if let Some(client) = &claim.client {
                tr { td style=(stub) {
                    p style=(CAPTION) { "Your customer ID" }
                    p style="margin:2px 0 0;font-size:24px;font-weight:700;letter-spacing:1px" { (client) }
                } }
            }
        }
    }
}

/// The claim ticket folded small: whose thread this mail belongs to.
pub(super) fn chip(number: &str, subject: &str) -> Markup {
    let style = format!("{SHEET};margin:0 0 20px");
    html! {
        table class="claim" role="presentation" cellpadding="0" cellspacing="0" style=(style) {
            tr { td style="padding:8px 14px" {
                p style="margin:0;font-size:15px" { b { (number) } " " bdi { (subject) } }
            } }
        }
    }
}

/// The one thing to press, and its address in full below, for those who read before they follow.
pub(super) fn button(label: &str, url: &str) -> Markup {
    let style = "display:inline-block;padding:12px 20px;background:#76234f;color:#fdfaf4;\
                 font-weight:600;text-decoration:none;border-radius:8px";
    html! {
        p style="margin:22px 0 0" { a class="go" href=(url) style=(style) { (label) } }
        p class="ink2" style="margin:10px 0 0;font-size:13px;color:#55474e;word-break:break-all" { (url) }
    }
}
