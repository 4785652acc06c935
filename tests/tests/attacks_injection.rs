//! Whatever stands in an address or in a form, no statement, no search and no page breaks: on every route and
//! on every engine an answer, never a fault, and what was sent is shown as text.

use std::fmt::Write as _;

use axum::http::Method;
use frontdesk_db::Engine;
use frontdesk_tests::site::cast::{Actor, Cast, strict};
use frontdesk_tests::site::requests::Call;
use frontdesk_tests::site::routes::routes;
use frontdesk_tests::site::{Answer, Site, on, on_each_engine};

/// Ends a literal, a statement, a number, a pattern or a search; no number of ours; no text of ours.
const PROBES: &[&str] = &[
    "'",
    "\"",
    "')--",
    ";",
    "\\",
    "1 OR 1=1",
    "\0",
    "1000000000000000000",
    "99999999999999999999",
    "-1",
    "%_",
    "* OR *",
    "\"printer",
    "a AND",
    "NOT a",
    "NEAR(a b, 2)",
    "body:a",
    "a:* & !b | (c)",
    "+a -b >c <d ~e @2",
    "\u{202e}\u{0301}𝒶",
    SCRIPT,
];
const SCRIPT: &str = "\"'><script>probe()</script>";

/// What our addresses are asked with.
const NAMES: &[&str] = &[
    "q", "view", "status", "priority", "category", "who", "turn", "client", "sort", "after", "before",
    "show", "waiting", "score", "phone", "done", "page", "limit", "role", "state", "customer", "visit",
    "token", "next", "back", "track", "seen", "key",
];

const READERS: [Actor; 4] = [Actor::Agent, Actor::Admin, Actor::Another, Actor::Nobody];

fn probes() -> Vec<String> {
    let mut probes: Vec<String> = PROBES.iter().map(|probe| (*probe).to_owned()).collect();
    probes.push("a".repeat(300));
    probes.push("𝒶 ".repeat(300));
    probes
}

/// Every byte that is no letter and no digit, as addresses write it.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

fn judge(wrong: &mut Vec<String>, what: &str, answer: &Answer) {
    let status = answer.status.as_u16();
    if status >= 500 {
        wrong.push(format!("{what}: {status}"));
    }
    if answer.text().contains("<script>probe()") {
        wrong.push(format!("{what}: it is executed"));
    }
}

/// The route with the probe in the place of each `{…}`.
fn filled(route: &str, probe: &str) -> String {
    let mut parts = route.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| {
        let (_, rest) = part.split_once('}').unwrap_or(("", part));
        path + &encoded(probe) + rest
    })
}

/// Streams do not end, so they are not read here.
fn is_read(route: &str) -> bool {
    route != "/events"
}

/// Whoever signed out before sends nothing more that is looked at.
fn keeps_sessions(route: &str) -> bool {
    !route.contains("/sessions") && route != "/sign-out"
}

#[tokio::test]
async fn no_address_breaks_a_statement_or_a_page() {
    on_each_engine(strict, async |site: &Site| {
        let cast = Cast::assemble(site).await;
        let (mut wrong, mut sent) = (Vec::new(), 0);
        let readable = routes(&site.router).into_iter();
        let readable = readable.filter(|(_, methods)| methods.iter().any(|method| method == "GET"));
        for (route, _) in readable.filter(|(route, _)| is_read(route)) {
            for actor in READERS {
                let mut browser = cast.browser(actor, site);
                let path = Call::of("GET", &route, actor, &cast).path;
                for probe in probes() {
                    // A long one with a few names: an address has an end.
                    let names = NAMES.iter().take(if probe.len() > 100 { 2 } else { NAMES.len() });
                    let query: Vec<String> =
                        names.map(|name| format!("{name}={}", encoded(&probe))).collect();
                    let joint = if path.contains('?') { '&' } else { '?' };
                    let all = format!("{path}{joint}{}", query.join("&"));
                    for asked in [all, filled(&route, &probe)] {
                        let answer = browser.get(&asked).await;
                        judge(
                            &mut wrong,
                            &format!("{actor:?} GET {route} with {probe:?}"),
                            &answer,
                        );
                        sent += 1;
                    }
                }
            }
        }
        assert!(sent > 2_000, "few were asked: {sent}");
        assert!(wrong.is_empty(), "faults:\n  {}", wrong.join("\n  "));
    })
    .await;
}

/// Each word of a list alone: together they hide one another.
#[tokio::test]
async fn no_word_of_a_list_breaks_it() {
    on_each_engine(strict, async |site: &Site| {
        let cast = Cast::assemble(site).await;
        let mut wrong = Vec::new();
        let lists = [
            (Actor::Agent, "/desk"),
            (Actor::Another, "/my"),
            (Actor::Another, "/api/v1/tickets"),
            (Actor::Admin, "/admin/people"),
        ];
        for (actor, list) in lists {
            let mut browser = cast.browser(actor, site);
            for (name, probe) in NAMES
                .iter()
                .flat_map(|name| probes().into_iter().map(move |probe| (name, probe)))
            {
                let mut answer = browser.get(&format!("{list}?{name}={}", encoded(&probe))).await;
                if answer.status.is_redirection() {
                    answer = browser.get(answer.location()).await;
                }
                judge(&mut wrong, &format!("{list}?{name}={probe:?}"), &answer);
            }
        }
        assert!(wrong.is_empty(), "faults:\n  {}", wrong.join("\n  "));
    })
    .await;
}

#[tokio::test]
async fn no_field_of_a_form_breaks_a_statement_or_a_page() {
    on(Engine::Sqlite, strict, async |site: &Site| {
        let cast = Cast::assemble(site).await;
        let (mut wrong, mut sent) = (Vec::new(), 0);
        let changing = routes(&site.router).into_iter();
        let changing = changing.filter(|(_, methods)| methods.iter().any(|method| method == "POST"));
        for (route, _) in changing.filter(|(route, _)| keeps_sessions(route)) {
            for actor in READERS {
                let call = Call::of("POST", &route, actor, &cast);
                for probe in probes() {
                    for at in 0..call.fields.len() {
                        let mut fields = call.fields.clone();
                        fields[at].1.clone_from(&probe);
                        let mut browser = cast.browser(actor, site);
                        let answer = browser
                            .send(browser.request(Method::POST, &call.path, &fields))
                            .await;
                        let field = &call.fields[at].0;
                        judge(
                            &mut wrong,
                            &format!("{actor:?} POST {route} {field}={probe:?}"),
                            &answer,
                        );
                        sent += 1;
                    }
                    let mut browser = cast.browser(actor, site);
                    let path = filled(&route, &probe);
                    let answer = browser
                        .send(browser.request(Method::POST, &path, &call.fields))
                        .await;
                    judge(&mut wrong, &format!("{actor:?} POST {path}"), &answer);
                }
            }
        }
        assert!(sent > 2_000, "few were sent: {sent}");
        assert!(wrong.is_empty(), "faults:\n  {}", wrong.join("\n  "));
    })
    .await;
}
