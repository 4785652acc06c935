use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;
use url::form_urlencoded;

use super::HOST;

/// A browser: it keeps cookies and sends them back.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    address: SocketAddr,
}

/// A form: its fields.
pub type Fields = Vec<(String, String)>;

impl Browser {
    pub(super) fn new(router: Router) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        // Each from a network of its own, so that no throttle counts two of them together.
        let own = COUNT.fetch_add(1, Ordering::Relaxed) & 0x00ff_ffff;
        let address = IpAddr::V4(Ipv4Addr::from_bits(0x0a00_0000 | own));
        Self {
            router,
            cookies: BTreeMap::new(),
            address: SocketAddr::new(address, 4711),
        }
    }

    /// The same browser before another opening of the site.
    #[must_use]
    pub fn before(&self, router: &Router) -> Self {
        Self {
            router: router.clone(),
            ..self.clone()
        }
    }

    /// Another browser that holds the same cookies: they were copied.
    #[must_use]
    pub fn thief(&self) -> Self {
        Self {
            cookies: self.cookies.clone(),
            ..Self::new(self.router.clone())
        }
    }

    /// The cookie of that name, while it is kept.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Puts a cookie there.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Follows a link, or types an address.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path, &[]);
        self.send(request).await
    }

    /// Sends a form of ours.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, path, &owned(fields));
        self.send(request).await
    }

    /// A request as a browser sends it from our own page, with the cookies it holds.
    #[must_use]
    pub fn request(&self, method: Method, path: &str, fields: &[(String, String)]) -> Request<Body> {
        let is_form = method == Method::POST;
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, HOST)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if !self.cookies.is_empty() {
            let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            request = request.header(header::COOKIE, pairs.collect::<Vec<_>>().join("; "));
        }
        let encoded = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let body = if is_form {
            Body::from(encoded)
        } else {
            Body::empty()
        };
        request.extension(ConnectInfo(self.address)).body(body).unwrap()
    }

    /// Sends any request, and keeps the cookies of the answer.
    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        let answer = answer(&self.router, request).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let (pair, flags) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if flags.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

/// Fields with text of their own.
#[must_use]
pub fn owned(fields: &[(&str, &str)]) -> Fields {
    let fields = fields.iter();
    fields
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

async fn answer(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let is_endless = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    let body = match is_endless {
        true => Bytes::new(),
        false => body.collect().await.unwrap().to_bytes(),
    };
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

/// An answer, read to its end.
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body; nothing of one that has no end.
    pub body: Bytes,
}

impl Answer {
    /// The body as text; of a style sheet or a picture as much as is text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The header of that name, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where it leads.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The value of the hidden field of that name.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        let (text, start) = (self.text(), format!(r#"name="{name}" value=""#));
        let found = text.split_once(&start);
        let (_, rest) = found.unwrap_or_else(|| panic!("no {name} in {text}"));
        rest.split_once('"').unwrap().0.to_owned()
    }
}
