//! Line icons on a 16 by 16 grid. Always beside words, so always hidden from assistive technology.

use maud::{Markup, Render, html};

/// One icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Icon {
    Bars,
    Bin,
    Board,
    Box,
    Copy,
    Done,
    Down,
    Eye,
    Forward,
    Half,
    Hold,
    Hourglass,
    Letter,
    Link,
    Lock,
    Merge,
    More,
    Off,
    Pen,
    People,
    Person,
    Phone,
    Plus,
    Print,
    Reply,
    Ring,
    Search,
    Star,
    Step,
    Tag,
    Ticked,
    Todo,
    Tray,
    Up,
    Warning,
}

impl Render for Icon {
    fn render(&self) -> Markup {
        html! { svg.i.dir[matches!(self, Self::Forward | Self::Reply)] viewBox="0 0 16 16" aria-hidden="true" { (self.shape()) } }
    }
}

impl Icon {
    fn shape(self) -> Markup {
        match self {
            Self::Bars => html! { path d="M3.5 12.5v-2M8 12.5V7M12.5 12.5v-9" {} },
            Self::Bin => html! { path d="M2.5 4.5h11M6 4.5V3h4v1.5M4 4.5l.6 9h6.8l.6-9M6.7 7v4M9.3 7v4" {} },
            Self::Box => html! { rect x="2.75" y="2.75" width="10.5" height="10.5" rx="1.5" {} },
            Self::Down => html! { path d="M8 3v9.5M4.5 9 8 12.5 11.5 9" {} },
            Self::Link => {
                html! { path d="M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.6.6M9.3 6.7a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.6-.6" {} }
            }
            Self::Merge => {
                html! { path d="M4 2.5v3c0 2 1.5 2.5 4 2.5s4-.5 4-2.5v-3M8 8v5.5M5.8 11.5 8 13.7l2.2-2.2" {} }
            }
            Self::More => {
                html! { g.f { circle cx="3.5" cy="8" r="1.25" {} circle cx="8" cy="8" r="1.25" {} circle cx="12.5" cy="8" r="1.25" {} } }
            }
            Self::Pen => html! { path d="M3 13l.6-2.8L10.7 3l2.3 2.3-7.1 7.1L3 13ZM9.4 4.4l2.2 2.2" {} },
            Self::Reply => {
                html! { path d="M6 4 2.5 7.5 6 11" {} path d="M2.5 7.5H9A4.5 4.5 0 0 1 13.5 12v.5" {} }
            }
            Self::Ticked => {
                html! { rect x="2.75" y="2.75" width="10.5" height="10.5" rx="1.5" {} path d="m5.3 8.3 1.9 1.9 3.6-4" {} }
            }
            Self::Todo => {
                html! { path d="m2.5 4.5 1.2 1.2L6 3.3M2.5 11l1.2 1.2L6 9.8M8.5 4.8h5M8.5 11.3h5" {} }
            }
            Self::Up => html! { path d="M8 12.5V3M4.5 6.5 8 3l3.5 3.5" {} },
            Self::Board => html! {
                path d="M2.5 3h3v10h-3zM6.75 3h3v6.5h-3zM11 3h2.5v8H11z" {}
            },
            Self::Copy => html! {
                rect x="5.5" y="5.5" width="8" height="8" rx="1.25" {}
                path d="M3.5 10.5h-1v-8h8v1" {}
            },
            Self::Done => html! {
                circle cx="8" cy="8" r="5.5" {}
                path d="m5.6 8.2 1.7 1.7 3.2-3.5" {}
            },
            Self::Eye => html! {
                path d="M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8Z" {}
                circle cx="8" cy="8" r="1.75" {}
            },
            Self::Forward => html! { path d="M2.5 8h11M9.5 4l4 4-4 4" {} },
            Self::Half => html! {
                circle cx="8" cy="8" r="5.5" {}
                path.f d="M8 4.5a3.5 3.5 0 0 1 0 7z" {}
            },
            Self::Hold => html! {
                circle cx="8" cy="8" r="5.5" {}
                path d="M6.5 6v4M9.5 6v4" {}
            },
            Self::Hourglass => html! {
                path d="M4 2.5h8M4 13.5h8M5 2.5c0 3 3 3.5 3 5.5s-3 2.5-3 5.5M11 2.5c0 3-3 3.5-3 5.5s3 2.5 3 5.5" {}
            },
            Self::Letter => html! {
                rect x="2.25" y="3.5" width="11.5" height="9" rx="1.25" {}
                path d="m2.5 4.5 5.5 4.3 5.5-4.3" {}
            },
            Self::Lock => html! {
                rect x="3.25" y="7" width="9.5" height="6.5" rx="1.25" {}
                path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" {}
            },
            Self::Off => html! {
                circle cx="8" cy="8" r="5.5" {}
                path d="M5.5 8h5" {}
            },
            Self::People => html! {
                circle cx="6" cy="5.5" r="2.25" {}
                path d="M1.8 13c.3-2.4 1.9-3.6 4.2-3.6s3.9 1.2 4.2 3.6M10.6 3.4a2.25 2.25 0 0 1 0 4.2M12 9.8c1.3.5 2 1.6 2.2 3.2" {}
            },
            Self::Person => html! {
                circle cx="8" cy="5.25" r="2.5" {}
                path d="M3 13.5c.4-2.7 2.3-4 5-4s4.6 1.3 5 4" {}
            },
            Self::Phone => html! {
                path d="M5.6 2.7 3.5 3.3c-.6.2-.9.7-.8 1.3.6 4.6 4.1 8.1 8.7 8.7.6.1 1.1-.2 1.3-.8l.6-2.1-3-1.5-1.3 1.3C7.5 9.5 6.5 8.5 5.8 7l1.3-1.3-1.5-3Z" {}
            },
            Self::Plus => html! { path d="M8 3v10M3 8h10" {} },
            Self::Print => html! {
                path d="M4.5 6V2.5h7V6M4.5 11.5h-2V7.2c0-.7.5-1.2 1.2-1.2h8.6c.7 0 1.2.5 1.2 1.2v4.3h-2" {}
                path d="M4.5 9.5h7v4h-7z" {}
            },
            Self::Ring => html! { circle cx="8" cy="8" r="5.5" {} },
            Self::Search => html! {
                circle cx="7" cy="7" r="4.25" {}
                path d="m10.2 10.2 3.3 3.3" {}
            },
            Self::Star => html! {
                path d="m8 2.5 1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5 6.3 6 8 2.5Z" {}
            },
            Self::Step => html! { circle cx="8" cy="8" r="5.5" stroke-dasharray="2.3 2.02" {} },
            Self::Tag => html! {
                path d="M5 3h8.5v10H5L2.5 10.5v-5L5 3Z" {}
                circle cx="5.5" cy="8" r="1" {}
            },
            Self::Tray => html! {
                path d="M2.5 9.5 4.2 3h7.6l1.7 6.5v3.5h-11zM2.5 9.5h3.2c.2 1.3 1 2 2.3 2s2.1-.7 2.3-2h3.2" {}
            },
            Self::Warning => html! {
                path d="M8 2.5 14 13H2L8 2.5Z" {}
                path d="M8 6.5v3M8 11.3v.01" {}
            },
        }
    }
}

/// The luggage tag that stands for the organisation.
pub fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 24 24" aria-hidden="true" {
            path fill="currentcolor" fill-rule="evenodd" d="M7.5 2h9L21 6.5V22H3V6.5L7.5 2ZM12 5.25a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM7.5 13h9v1.75h-9V13Zm0 3.75H13v1.75H7.5v-1.75Z" {}
        }
    }
}
