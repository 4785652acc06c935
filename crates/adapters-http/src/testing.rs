//! What the tests of this crate share.

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use bytes::Bytes;
use frontdesk_application::{
    EventTail, Rules,
    testing::{SeededEntropy, TestClock, TestDesk},
};
use frontdesk_domain::ports::{Clock, Entropy};
use http_body_util::BodyExt;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use url::form_urlencoded;

use crate::{
    MailboxPages, Operations, Part, Parts, Readiness, Seal,
    security::{Exposure, Guard},
    site::Site,
};

pub(crate) fn guard(exposure: Exposure) -> Guard {
    Guard::new(
        Arc::new(Site::default()),
        exposure,
        Arc::new(SeededEntropy::new(7)),
    )
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(crate) async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

/// A request as a browser on this machine sends it.
pub(crate) fn get(path: &str) -> Request<Body> {
    Request::get(path)
        .header(header::HOST, "localhost:8080")
        .body(Body::empty())
        .unwrap()
}

/// A form as a browser sends it from our own page.
pub(crate) fn post(path: &str, form: &str) -> Request<Body> {
    Request::post(path)
        .header(header::HOST, "localhost:8080")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .unwrap()
}

/// A browser: it keeps cookies and sends them back.
pub(crate) struct Browser<'a> {
    site: &'a TestSite,
    cookies: BTreeMap<String, String>,
}

impl Browser<'_> {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(get(path)).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(post(path, &encoded(fields))).await
    }

    /// The cookie of that name, while it is kept.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub(crate) fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let pairs: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !pairs.is_empty() {
            let sent = pairs.join("; ").parse().unwrap();
            request.headers_mut().insert(header::COOKIE, sent);
        }
        let answer = send(&self.site.router, request).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let (pair, flags) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match flags.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// The whole router over a desk in memory.
pub(crate) struct TestSite {
    pub(crate) router: Router,
    pub(crate) desk: TestDesk,
    pub(crate) shutdown: CancellationToken,
}

impl TestSite {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// Over a desk under other rules.
    pub(crate) fn with_rules(change: impl FnOnce(&mut Rules)) -> Self {
        Self::over(TestDesk::with_rules(change), |_| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut Parts)) -> Self {
        Self::over(TestDesk::new(), change)
    }

    /// One that answers only who proved to be the client they say they are.
    pub(crate) fn verified() -> Self {
        Self::over(TestDesk::verified(), |_| {})
    }

    fn over(desk: TestDesk, change: impl FnOnce(&mut Parts)) -> Self {
        let shutdown = CancellationToken::new();
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(7));
        let clock: Arc<dyn Clock> = Arc::<TestClock>::clone(&desk.clock);
        let mut parts = Parts {
            app: Arc::clone(&desk.app),
            site: Site {
                name: "Alder & Finch".into(),
                tracker: Some("Jira".into()),
                ..Site::default()
            },
            exposure: Exposure::default(),
            seal: Seal::new(&[5; 32], clock, Arc::clone(&entropy)).unwrap(),
            live: Arc::new(EventTail::start(Arc::new(desk.store.clone()), shutdown.clone())),
            entropy,
            mailbox: Some(MailboxPages {
                mailbox: Arc::new(desk.store.clone()),
                is_loopback: true,
            }),
            operations: Operations {
                readiness: Arc::new(AllWell),
                metrics: None,
                version: "frontdesk 0.1.0".into(),
            },
            shutdown: shutdown.clone(),
        };
        change(&mut parts);
        Self {
            router: crate::router(parts),
            desk,
            shutdown,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        send(&self.router, get(path)).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        send(&self.router, post(path, &encoded(fields))).await
    }

    /// A browser that was never here.
    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser {
            site: self,
            cookies: BTreeMap::new(),
        }
    }

    /// A browser in which someone with that e-mail signed in.
    pub(crate) async fn browser_of(&self, email: &str) -> Browser<'_> {
        let mut browser = self.browser();
        browser.set_cookie("sid", &self.desk.enter(email).await.to_text());
        browser
    }

    /// A browser in which someone proved that e-mail at a verified desk.
    pub(crate) async fn browser_at_desk(&self, who: &str, email: &str) -> Browser<'_> {
        let mut browser = self.browser();
        browser.set_cookie("sid", &self.desk.enter_at_desk(who, email).await.to_text());
        browser
    }

    /// Types `who` at the front desk; the sealed visit of the page it leads to.
    pub(crate) async fn visit(&self, who: &str) -> String {
        let answer = self.post("/", &[("who", who)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer
            .header("location")
            .strip_prefix("/ticket?visit=")
            .unwrap()
            .to_owned()
    }

    /// A ticket from an unknown phone; the path of its receipt.
    pub(crate) async fn send_ticket(&self, who: &str, what: &str) -> String {
        let visit = self.visit(who).await;
        let form = self.get(&crate::paths::ticket(&visit)).await;
        let key = form.value("key");
        let fields = [
            ("visit", visit.as_str()),
            ("key", &key),
            ("what", what),
            ("name", "Sara Ahmadi"),
        ];
        let answer = self
            .post(
                "/ticket",
                &[&fields[..], &[("email", "sara@example.com")]].concat(),
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer.header("location").to_owned()
    }
}

impl Answer {
    /// The value of the hidden field of that name.
    pub(crate) fn value(&self, name: &str) -> String {
        let start = format!(r#"name="{name}" value=""#);
        let (_, rest) = self
            .text()
            .split_once(&start)
            .unwrap_or_else(|| panic!("no {name} in {}", self.text()));
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// Fails unless the answer leads to that place.
    #[track_caller]
    pub(crate) fn leads(&self, place: &str) {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        assert_eq!(self.header("location"), place);
    }

    /// Fails unless the form was refused, with each of these words on the page.
    #[track_caller]
    pub(crate) fn refuses(&self, words: &[&str]) {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.text());
        self.shows(&["<title>Error: ", "There is a problem"]);
        self.shows(words);
    }

    /// Fails unless every one of these is on the page.
    #[track_caller]
    pub(crate) fn shows(&self, parts: &[&str]) {
        for part in parts {
            assert!(
                self.text().contains(part),
                "{part:?} is missing in {}",
                self.text()
            );
        }
    }

    /// Fails if any of these is on the page.
    #[track_caller]
    pub(crate) fn hides(&self, parts: &[&str]) {
        for part in parts {
            assert!(!self.text().contains(part), "{part:?} is in {}", self.text());
        }
    }
}

struct AllWell;

#[async_trait]
impl Readiness for AllWell {
    async fn parts(&self) -> Vec<Part> {
        vec![Part {
            name: "database",
            works: true,
            is_needed: true,
        }]
    }
}
