//! Whatever a request says about where it was sent to, every link in every mail leads to the configured address.

use axum::http::{Request, StatusCode, Uri, header};
use frontdesk_tests::site::cast::{Actor, Cast, strict};
use frontdesk_tests::site::requests::Call;
use frontdesk_tests::site::routes::routes;
use frontdesk_tests::site::stage::Stage;
use frontdesk_tests::site::{PUBLIC_URL, Site};

/// The forms that lead to a mail, and who sends them.
const MAILING: &[(&str, Actor)] = &[
    ("/", Actor::Nobody),
    ("/ticket", Actor::Customer),
    ("/ticket/register", Actor::Nobody),
    ("/register", Actor::Nobody),
    ("/verify/again", Actor::Unverified),
    // Before the next one, which voids the link.
    ("/reset-password", Actor::Nobody),
    ("/forgot-password", Actor::Nobody),
    ("/my/profile/email", Actor::Another),
    ("/my/profile/password", Actor::Agent),
    ("/admin/approvals", Actor::Admin),
    ("/admin/people/{id}/reset-password", Actor::Admin),
];

/// Headers beside our own host: a proxy would write them, and there is none.
const BESIDE: &[&[(&str, &str)]] = &[
    &[("x-forwarded-host", "evil.example")],
    &[
        ("x-forwarded-host", "desk.example, evil.example"),
        ("x-forwarded-proto", "http"),
    ],
    &[("forwarded", "for=192.0.2.1;host=evil.example;proto=http")],
    &[("x-host", "evil.example"), ("x-original-host", "evil.example")],
    &[
        ("x-forwarded-server", "evil.example"),
        ("x-forwarded-port", "666"),
    ],
    &[
        ("x-original-url", "//evil.example/"),
        ("x-rewrite-url", "https://evil.example/"),
    ],
    &[
        ("origin", "https://evil.example"),
        ("referer", "https://evil.example/"),
    ],
    &[
        ("x-http-host-override", "evil.example"),
        ("host-override", "evil.example"),
    ],
];

#[tokio::test]
async fn every_link_in_every_mail_leads_to_the_configured_address() {
    let stage = Stage::set(strict).await;
    for headers in BESIDE {
        let (site, _) = stage.open().await;
        let before = mails(&site).await.len();
        for (path, actor) in MAILING {
            let call = Call::of("POST", path, *actor, &stage.cast);
            let mut browser = stage.cast.browser(*actor, &site);
            let mut request = call.from(&browser);
            for (name, value) in *headers {
                request
                    .headers_mut()
                    .insert(*name, value.parse().expect("a value"));
            }
            let answer = browser.send(request).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path} with {headers:?}");
            assert!(!answer.location().contains("evil"), "{path} with {headers:?}");
        }
        let sent = mails(&site).await;
        assert!(
            sent.len() > before + 8,
            "{} mails with {headers:?}",
            sent.len() - before
        );
        sent.iter().for_each(|mail| leads_home(mail));
        site.close().await;
    }
}

async fn mails(site: &Site) -> Vec<String> {
    site.deliver().await;
    let mails = site.mails().await.into_iter();
    // A soft line break of the source may stand in the middle of a link.
    mails
        .map(|mail| {
            format!(
                "{}\n{}\n{}\n{}",
                mail.subject,
                mail.text,
                mail.html,
                mail.source.replace("=\r\n", "")
            )
        })
        .collect()
}

fn leads_home(mail: &str) {
    assert!(!mail.contains("evil"), "{mail}");
    let links = mail.match_indices("://").map(|(at, _)| {
        let begin = mail[..at]
            .rfind(|c: char| !c.is_ascii_alphabetic())
            .map_or(0, |before| before + 1);
        &mail[begin..]
    });
    for link in links {
        let rest = link.strip_prefix(PUBLIC_URL).unwrap_or("@");
        let ends = rest.chars().next().is_none_or(|c| "/\"'<\r\n ?#=".contains(c));
        assert!(
            ends,
            "a link leads elsewhere: {}",
            link.chars().take(80).collect::<String>()
        );
    }
}

/// What makes a request one for another name, and how it is answered.
#[tokio::test]
async fn a_request_for_another_name_is_refused_on_every_route() {
    let stage = Stage::set(strict).await;
    let (site, mut reader) = stage.open().await;
    let before = reader.dump().await;
    for (path, methods) in routes(&site.router) {
        for method in methods {
            refused(&site, &stage.cast, &method, &path).await;
        }
    }
    let changed = before.changes(&reader.dump().await);
    assert!(changed.is_empty(), "{changed:?}");
    site.close().await;
}

/// Probes come under any name; their answers hold no links.
const ANY_NAME: [&str; 4] = ["/healthz", "/readyz", "/metrics", "/version"];

async fn refused(site: &Site, cast: &Cast, method: &str, path: &str) {
    let mut browser = cast.browser(Actor::Admin, site);
    let call = Call::of(method, path, Actor::Admin, cast);
    let hosts: [&[&str]; 12] = [
        &["evil.example"],
        &["evil.example:443"],
        &["desk.example.evil.example"],
        &["evildesk.example"],
        &["desk.example@evil.example"],
        &["desk.example:443@evil.example"],
        &["desk.example, evil.example"],
        &["desk.example evil.example"],
        &["localhost"],
        &["127.0.0.1"],
        &["desk.example", "evil.example"],
        &[],
    ];
    for named in hosts {
        let mut request = call.from(&browser);
        request.headers_mut().remove(header::HOST);
        for host in named {
            request
                .headers_mut()
                .append(header::HOST, host.parse().expect("a value"));
        }
        misdirected(
            &mut browser,
            request,
            path,
            &format!("{method} {path} at {named:?}"),
        )
        .await;
    }
    // The target of the request itself names another server: proxies send it so, and HTTP/2 always does.
    let mut request = call.from(&browser);
    let absolute = format!("https://evil.example{}", call.path);
    *request.uri_mut() = absolute.parse::<Uri>().expect("an address");
    misdirected(&mut browser, request, path, &format!("{method} {absolute}")).await;
}

async fn misdirected(
    browser: &mut frontdesk_tests::site::Browser,
    request: Request<axum::body::Body>,
    path: &str,
    what: &str,
) {
    let answer = browser.send(request).await;
    if !ANY_NAME.contains(&path) {
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{what}");
    }
    assert!(!answer.text().contains("evil.example"), "{what}");
}
