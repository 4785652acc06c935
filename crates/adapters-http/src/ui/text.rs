//! Text from people, as paragraphs. It is never markup; only plain web addresses become links.

use maud::{Markup, html};
use url::Url;

/// Paragraphs of plain text with its line breaks kept and `http(s)` addresses linked.
pub fn paragraphs(text: &str) -> Markup {
    html! {
        @for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            p dir="auto" { @for piece in paragraph.split_inclusive(char::is_whitespace) { (linked(piece)) } }
        }
    }
}

/// One word with the white space behind it.
fn linked(piece: &str) -> Markup {
    let word = piece.trim_end();
    let address = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'']);
    html! {
        @if is_web_address(address) {
            a href=(address) rel="noopener noreferrer nofollow" { (address) } (&piece[address.len()..])
        } @else {
            (piece)
        }
    }
}

/// Only what a browser opens as a page of its own: `javascript:` and `data:` stay text.
fn is_web_address(word: &str) -> bool {
    (word.starts_with("https://") || word.starts_with("http://"))
        && Url::parse(word).is_ok_and(|url| url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_become_links_and_nothing_else_does() {
        let page = paragraphs("See https://example.com/a?b=1. Not javascript:alert(1)\n\nnor <b>bold</b>")
            .into_string();
        assert!(
            page.contains(r#"<a href="https://example.com/a?b=1" rel="noopener noreferrer nofollow">"#),
            "{page}"
        );
        assert_eq!(page.matches("<a ").count(), 1);
        assert_eq!(page.matches("<p ").count(), 2);
        assert!(page.contains("&lt;b&gt;"));
    }

    #[test]
    fn no_input_breaks_it() {
        for text in [
            "",
            "\n\n\n",
            "http://",
            "https://\u{202e}evil",
            "https://a)\u{a0}b",
            "é\u{301}https://x",
        ] {
            paragraphs(text);
        }
    }
}
