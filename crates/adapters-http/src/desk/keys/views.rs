use maud::{Markup, html};

use crate::{
    cookies, paths,
    ui::sheet::{Place, Sheet},
};

/// The field of the switch.
pub(super) const KEYS: &str = "keys";

/// What works wherever one is.
const EVERYWHERE: [(&str, &str); 8] = [
    ("?", "Show these keys"),
    ("/", "Search tickets"),
    ("c", "Open a ticket for somebody who calls"),
    ("g q", "Go to the queue"),
    ("g b", "Go to the board"),
    ("g n", "Take the next ticket"),
    ("g p", "Go to people (admins)"),
    ("Esc", "Leave a field, close this, uncheck everything"),
];
const LIST: [(&str, &str); 5] = [
    ("j, k", "Go to the next or the previous ticket"),
    ("Enter, o", "Open it"),
    ("x", "Check it, or uncheck it"),
    ("Shift x", "Check everything from the last checked one to here"),
    ("* a", "Check all tickets of the page"),
];
const TICKET: [(&str, &str); 10] = [
    ("r", "Write a reply"),
    ("n", "Write an internal note"),
    ("Ctrl or Cmd Enter", "Send what you write; this key stays on"),
    ("i", "Take the ticket yourself"),
    ("a", "Choose who works on it"),
    ("s", "Choose its status"),
    ("p", "Choose its priority"),
    ("l", "Choose its category"),
    ("e", "Resolve it"),
    ("u", "Go back to the list"),
];

pub(super) fn keys(are_off: bool) -> Sheet {
    let content = html! {
        div.pad.head { h1 { "Keys" } }
        div.pad {
            div #keys.stack {
                p {
                    @if are_off { "Single keys are off in this browser." }
                    @else { "Single keys work outside of fields, in this browser." }
                }
                form method="post" action=(paths::DESK_KEYS) {
                    @if are_off { button.btn name=(KEYS) value="on" { "Switch single keys on" } }
                    @else { button.btn name=(KEYS) value=(cookies::OFF) { "Switch single keys off" } }
                }
                div.verdict {
                    div { (table("Everywhere", &EVERYWHERE)) (table("In a list", &LIST)) }
                    div { (table("On a ticket", &TICKET)) }
                }
            }
        }
    };
    Sheet::new("Keys", Place::Keys, content)
}

fn table(heading: &str, keys: &[(&str, &str)]) -> Markup {
    html! {
        table.keys {
            caption { h2 { (heading) } }
            thead.sr { tr { th scope="col" { "Key" } th scope="col" { "What it does" } } }
            tbody { @for (key, words) in keys { tr { td { kbd { (key) } } td { (words) } } } }
        }
    }
}
