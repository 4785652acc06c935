//! A form on another site, sent by the browser of someone signed in here, changes nothing on any route.

use axum::http::{Method, Request, StatusCode};
use frontdesk_tests::site::cast::{Actor, Cast, strict};
use frontdesk_tests::site::dump::Reader;
use frontdesk_tests::site::requests::Call;
use frontdesk_tests::site::routes::routes;
use frontdesk_tests::site::{Site, on_each_engine};

/// What browsers, old and new, say about a request that another site made them send.
const FROM_ELSEWHERE: &[&[(&str, &str)]] = &[
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ],
    &[("sec-fetch-site", "cross-site"), ("origin", "null")],
    &[
        ("sec-fetch-site", "same-site"),
        ("origin", "https://other.desk.example"),
    ],
    // What the origin says must not make up for it.
    &[
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://desk.example"),
    ],
    &[("sec-fetch-site", "")],
    &[("sec-fetch-site", "SAME-ORIGIN")],
    &[("sec-fetch-site", "same-origin, cross-site")],
    // Without it, the origin counts, to the letter.
    &[("origin", "https://evil.example")],
    &[("origin", "null")],
    &[("origin", "")],
    &[("origin", "http://desk.example")],
    &[("origin", "https://desk.example:8443")],
    &[("origin", "https://desk.example.evil.example")],
    &[("origin", "https://evildesk.example")],
    &[("origin", "https://desk.example/")],
    &[("origin", "https://desk.example https://evil.example")],
    // Without either, a cookie of ours is enough to refuse; where else it says it comes from does not help.
    &[],
    &[("referer", "https://desk.example/my/profile")],
    &[
        ("referer", "https://evil.example/"),
        ("x-requested-with", "XMLHttpRequest"),
    ],
    &[("content-type", "text/plain")],
    &[("content-type", "multipart/form-data; boundary=x")],
];

const ACTORS: [Actor; 5] = [
    Actor::Admin,
    Actor::Customer,
    Actor::Client,
    Actor::Half,
    // No session; but the code that was mailed to them may be typed in their browser only.
    Actor::Unverified,
];

#[tokio::test]
async fn s4_n4_another_sites_forms_are_refused_on_every_route() {
    on_each_engine(strict, async |site| {
        let cast = Cast::assemble(site).await;
        let mut reader = Reader::connect(&site.url).await;
        let before = reader.dump().await;
        let mut tried = 0;
        for (path, methods) in routes(&site.router) {
            if methods.iter().any(|method| method != "GET") {
                tried += 1;
                refused(site, &cast, &path).await;
            }
            let changed = before.changes(&reader.dump().await);
            assert!(changed.is_empty(), "{path}: {changed:?}");
        }
        assert!(tried > 30, "the changing routes were not found");
    })
    .await;
}

async fn refused(site: &Site, cast: &Cast, path: &str) {
    for actor in ACTORS {
        let mut browser = cast.browser(actor, site);
        for headers in FROM_ELSEWHERE {
            let call = Call::of("POST", path, actor, cast);
            let answer = browser.send(said(call.from(&browser), headers)).await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{path} by {actor:?} with {headers:?}"
            );
            assert!(!answer.headers.contains_key("set-cookie"), "{path} by {actor:?}");
        }
    }
}

/// The request with these headers instead of what our own page would say.
fn said<B>(mut request: Request<B>, headers: &[(&'static str, &str)]) -> Request<B> {
    request.headers_mut().remove("sec-fetch-site");
    for (name, value) in headers {
        if let Ok(value) = value.parse() {
            request.headers_mut().insert(*name, value);
        }
    }
    request
}

/// A link or a picture on another site is followed, and changes nothing; nor does a header that wants a link to
/// be taken for a form.
#[tokio::test]
async fn s1_n3_a_link_on_another_site_changes_nothing() {
    on_each_engine(strict, async |site| {
        let cast = Cast::assemble(site).await;
        let mut reader = Reader::connect(&site.url).await;
        let before = reader.dump().await;
        let mut browser = cast.browser(Actor::Admin, site);
        for path in routes(&site.router).into_keys() {
            let form = Call::of("POST", &path, Actor::Admin, &cast);
            let query = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&form.fields)
                .finish();
            let call = Call {
                method: Method::GET,
                path: format!(
                    "{}?{query}&_method=POST",
                    form.path.split('?').next().unwrap_or_default()
                ),
                ..form
            };
            let headers = [
                ("sec-fetch-site", "cross-site"),
                ("x-http-method-override", "POST"),
            ];
            browser.send(said(call.from(&browser), &headers)).await;
        }
        let changed = before.changes(&reader.dump().await);
        assert!(changed.is_empty(), "{changed:?}");
    })
    .await;
}
