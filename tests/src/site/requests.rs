//! For every route a request that would be granted to who may make it, so that nothing but who asks decides.

use axum::body::Body;
use axum::http::{Method, Request};
use frontdesk_application::testing::people::PASSWORD;
use frontdesk_domain::secrets::{SubmissionKey, TrackToken};

use super::cast::{Actor, Cast};
use super::{Browser, Fields, owned};

/// A password that is taken.
pub const NEW_PASSWORD: &str = "quiet lantern ferry 7";

/// What is asked.
#[derive(Clone, Debug)]
pub struct Call {
    /// `GET` or `POST`, or what nobody should send.
    pub method: Method,
    /// With everything filled in.
    pub path: String,
    /// What the form holds.
    pub fields: Fields,
}

impl Call {
    /// A request for that route, as `actor` would send it. In `route` an id may say whose it is: `{id:own}`.
    #[must_use]
    pub fn of(method: &str, route: &str, actor: Actor, cast: &Cast) -> Self {
        let fields = if method == "POST" {
            fields(&pattern(route), cast)
        } else {
            Fields::new()
        };
        Self {
            method: method.parse().unwrap(),
            path: path(route, actor, cast),
            fields,
        }
    }

    /// The request of this browser.
    #[must_use]
    pub fn from(&self, browser: &Browser) -> Request<Body> {
        browser.request(self.method.clone(), &self.path, &self.fields)
    }
}

/// The route as the router knows it: `/my/profile/sessions/{id:own}/end` is `/my/profile/sessions/{id}/end`.
#[must_use]
pub fn pattern(route: &str) -> String {
    route.replace(":own", "").replace(":target", "")
}

fn path(route: &str, actor: Actor, cast: &Cast) -> String {
    // Who holds no link guesses one.
    let track = match actor {
        Actor::Holder if route.ends_with("/rate") => cast.tickets.resolved_link.clone(),
        Actor::Holder => cast.track.clone(),
        _ => TrackToken::from_bytes([3; 32]).to_text(),
    };
    let id = match &*pattern(route) {
        "/my/profile/sessions/{id}/end" => {
            let own = cast.sessions.get(&actor).filter(|_| route.contains(":own"));
            own.unwrap_or(&cast.target_session).0
        }
        "/admin/people/{id}/enable" => cast.disabled.0,
        "/desk/tickets/{number}/tasks/{id}" => cast.worked.task,
        "/desk/saved-replies/{id}" => cast.worked.saved,
        // The first category, which can be moved down.
        "/admin/settings/categories/{id}" => 1,
        "/desk/bulk/{id}/undo" => cast.bulk.0,
        "/my/tickets/{number}/tasks/{id}" => cast.tickets.task,
        "/track/{token}/tasks/{id}" => cast.tickets.linked_task,
        route if route.starts_with("/dev/mail") => 1,
        _ => cast.target.0,
    };
    let number = match route {
        route if route.ends_with("/rate") => cast.tickets.resolved,
        route if route.starts_with("/desk/") => cast.worked.number,
        _ => cast.tickets.open,
    };
    let path = pattern(route)
        .replace("{number}", &number.0.to_string())
        .replace("{token}", &track)
        .replace("{id}", &id.to_string())
        .replace("{name}", &cast.asset);
    match &*path {
        "/ticket" | "/ticket/added" | "/ticket/code" => format!("{path}?visit={}", cast.visit),
        // Whoever holds a link hears of its ticket, and who is signed in of what they may see.
        "/events" if actor == Actor::Holder => format!("/events?track={track}&seen=0"),
        "/reset-password" => cast.reset.clone(),
        _ => path,
    }
}

fn fields(route: &str, cast: &Cast) -> Fields {
    let key = SubmissionKey::from_bytes([5; 16]).to_text();
    let (_, reset) = cast.reset.split_once("?token=").unwrap();
    let about = [("what", "It is still on fire"), ("key", key.as_str())];
    let new_password = [("password", NEW_PASSWORD), ("again", NEW_PASSWORD)];
    let pick = format!("pick-{}", cast.waiting.0);
    let version = cast.target_version.to_string();
    let person = [
        ("name", "Mona Rahimi"),
        ("username", "mona"),
        ("address", "12 Harbour Road"),
    ];
    match route {
        "/" => owned(&[("who", &cast.number)]),
        "/ticket" => owned(&[&about[..], &[("visit", &cast.visit)]].concat()),
        "/ticket/add" => owned(&[&about[..], &[("visit", &cast.other_visit)]].concat()),
        "/ticket/code" => owned(&[("visit", &cast.visit), ("code", "000000")]),
        "/ticket/code/again" => owned(&[("visit", &cast.visit)]),
        "/ticket/register" => owned(&[
            ("visit", &cast.visit),
            ("name", "Mona"),
            ("email", "mona@example.com"),
        ]),
        "/track/{token}/reply" | "/my/tickets/{number}/reply" => owned(&about),
        "/my/tickets/new" => owned(&[&about[..], &[("title", "It is still on fire")]].concat()),
        // Each has one task, so it is at its second version.
        "/track/{token}/edit" | "/my/tickets/{number}/edit" => {
            owned(&[("title", "It smokes"), ("what", "Since nine"), ("version", "2")])
        }
        "/track/{token}/status" | "/my/tickets/{number}/status" => owned(&[("to", "resolved")]),
        "/track/{token}/tasks" | "/my/tickets/{number}/tasks" => owned(&[("task", "Open a window")]),
        "/track/{token}/tasks/{id}" | "/my/tickets/{number}/tasks/{id}" => owned(&[("do", "done")]),
        "/track/{token}/rate" | "/my/tickets/{number}/rate" => owned(&[("score", "4"), ("comment", "Fine")]),
        "/my/profile/mails" => owned(&[("replies", "yes")]),
        "/desk/keys" => owned(&[("keys", "off")]),
        "/theme" => owned(&[("theme", "dark"), ("back", "/register")]),
        "/sign-in" => owned(&[("login", "target@example.com"), ("password", PASSWORD)]),
        "/sign-in/second-step" => owned(&[("code", &cast.second_step)]),
        "/sign-in/code" => owned(&[("customer", &cast.number)]),
        "/sign-in/code/type" | "/my/profile/email/confirm" => owned(&[("code", "000000")]),
        "/forgot-password" => owned(&[("login", "target@example.com")]),
        "/reset-password" => owned(&[&new_password[..], &[("token", reset)]].concat()),
        "/setup" => {
            let eve = [("token", reset), ("name", "Eve"), ("email", "eve@example.com")];
            owned(&[&new_password[..], &eve].concat())
        }
        "/register" => owned(
            &[
                &new_password[..],
                &[("name", "Mona"), ("email", "mona@example.com")],
            ]
            .concat(),
        ),
        "/verify" => owned(&[("code", &cast.code)]),
        "/my/profile" => owned(&person),
        "/my/profile/password" => owned(&[&new_password[..], &[("present", PASSWORD)]].concat()),
        "/my/profile/email" => owned(&[("email", "new@example.com"), ("password", PASSWORD)]),
        "/my/profile/second-step/confirm" => owned(&[("code", "000000")]),
        "/desk/board" => owned(&[("number", &cast.tickets.open.0.to_string()), ("to", "on_hold")]),
        "/desk/bulk" => owned(&[
            (&format!("t{}", cast.tickets.open.0), "on"),
            ("change", "priority-urgent"),
            ("do", "set"),
        ]),
        "/admin/approvals" => owned(&[(&pick, "yes"), ("do", "approve"), ("as", "customer")]),
        "/admin/people" => owned(&[("q", "sara")]),
        "/admin/settings" => owned(&[("label", "Kitchen")]),
        "/admin/settings/categories/{id}" => owned(&[("do", "down")]),
        "/admin/people/{id}" => owned(&[&person[..], &[("version", &version)]].concat()),
        "/admin/people/{id}/email" => owned(&[("email", "moved@example.com")]),
        "/admin/people/{id}/role" => owned(&[("role", "agent")]),
        route if route.starts_with("/desk/") => of_staff(route, cast, &about),
        // These say all by their address, or by the cookie.
        _ => Fields::new(),
    }
}

/// What staff send.
fn of_staff(route: &str, cast: &Cast, about: &[(&str, &str)]) -> Fields {
    let seen = cast.worked.version.to_string();
    let other = cast.worked.other.0.to_string();
    let reply = cast.worked.reply.to_string();
    match route.trim_start_matches("/desk/tickets/{number}") {
        "/reply" | "/draft" => owned(&[about, &[("seen", &seen)]].concat()),
        "/note" => owned(&[("note", "Mind the smoke"), about[1], ("write", "note")]),
        "/take-back" => owned(&[("reply", &reply)]),
        "/set" => owned(&[("set", "priority"), ("priority", "urgent")]),
        "/edit" => owned(&[("subject", "It smokes"), ("body", "Since nine"), ("seen", &seen)]),
        "/merge" => owned(&[("into", &other)]),
        "/tasks" => owned(&[("task", "Open a window"), ("add", "yes")]),
        "/tasks/{id}" => owned(&[("do", "done")]),
        "/presence" => owned(&[("doing", "viewing")]),
        "/desk/new" => owned(&[
            ("who", "+989120000099"),
            ("name", "Mona"),
            ("subject", "It is still on fire"),
            // What the form leaves open, so that nobody else fills it in.
            ("client", ""),
            ("email", ""),
            ("address", ""),
            ("body", ""),
            ("category", ""),
            ("priority", "medium"),
            ("assignee", ""),
            about[1],
        ]),
        "/desk/saved-replies" | "/desk/saved-replies/{id}" => {
            owned(&[("title", "Hello"), ("body", "Hello {client}")])
        }
        _ => Fields::new(),
    }
}
