//! The layers together, around a router with one page of each kind.

use std::net::SocketAddr;

use axum::{
    Extension,
    body::Body,
    extract::ConnectInfo,
    http::{Method, StatusCode, header},
    routing::{get, post},
};
use bytes::Bytes;
use futures_util::stream;

use super::*;
use crate::{
    server::LocalAddress,
    site::Visitor,
    testing::{self, Answer, guard, send},
};

fn router(exposure: Exposure) -> Router {
    let router = Router::new()
        .route(
            "/",
            get(async |Extension(visitor): Extension<Visitor>| {
                format!("{} {}", visitor.address, visitor.origin)
            }),
        )
        .route("/form", post(async |mut form: Form| form.take("who")))
        .route(
            "/broken",
            get(async || -> &'static str { panic!("secret +989123456789") }),
        )
        .route("/healthz", get(async || "ok"));
    guard(exposure).protect(router)
}

fn public() -> Exposure {
    Exposure {
        public_url: Some("https://help.example".parse().unwrap()),
        trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()],
    }
}

fn assert_protected(answer: &Answer) {
    let policy = answer.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert!(answer.headers.contains_key("permissions-policy") && answer.headers.contains_key("x-request-id"));
    assert!(
        !answer
            .headers
            .keys()
            .any(|name| name.as_str().starts_with("access-control"))
    );
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let router = router(Exposure::default());
    let huge = "who=".to_owned() + &"1".repeat(300_000);
    for (request, status) in [
        (testing::get("/"), StatusCode::OK),
        (testing::get("/nowhere"), StatusCode::NOT_FOUND),
        (testing::get("/form"), StatusCode::METHOD_NOT_ALLOWED),
        (testing::get("/broken"), StatusCode::INTERNAL_SERVER_ERROR),
        (testing::post("/form", &huge), StatusCode::PAYLOAD_TOO_LARGE),
        (testing::post("/form", "who=1&who=2"), StatusCode::BAD_REQUEST),
    ] {
        let answer = send(&router, request).await;
        assert_eq!(answer.status, status);
        assert_protected(&answer);
        if status != StatusCode::OK {
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            assert!(
                answer.text().contains("<h1>") && answer.text().contains("Reference: "),
                "{}",
                answer.text()
            );
        }
    }
}

#[tokio::test]
async fn a_panic_shows_nothing_of_itself() {
    let answer = send(&router(Exposure::default()), testing::get("/broken")).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!answer.text().contains("secret"), "{}", answer.text());
}

#[tokio::test]
async fn encryption_is_insisted_on_only_where_it_is_there() {
    let plain = send(&router(Exposure::default()), testing::get("/")).await;
    assert!(!plain.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    let mut request = testing::get("/");
    request
        .headers_mut()
        .insert(header::HOST, "help.example".parse().unwrap());
    let encrypted = send(&router(public()), request).await;
    assert!(
        encrypted
            .header("strict-transport-security")
            .starts_with("max-age=31536000")
    );
}

#[tokio::test]
async fn writes_from_elsewhere_are_refused() {
    let router = router(Exposure::default());
    let cases: [(&[(&str, &str)], bool); 10] = [
        (&[("sec-fetch-site", "same-origin")], true),
        (&[("sec-fetch-site", "none")], true),
        (&[("sec-fetch-site", "cross-site")], false),
        (&[("sec-fetch-site", "same-site")], false),
        (
            &[
                ("sec-fetch-site", "same-site"),
                ("origin", "http://localhost:8080"),
            ],
            false,
        ),
        (&[("origin", "http://localhost:8080")], true),
        (&[("origin", "https://evil.example")], false),
        (&[("origin", "null")], false),
        (&[("cookie", "theme=dark")], false),
        (&[], true),
    ];
    for (headers, is_taken) in cases {
        let mut request = testing::post("/form", "who=1");
        request.headers_mut().remove("sec-fetch-site");
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let status = send(&router, request).await.status;
        assert_eq!(status == StatusCode::OK, is_taken, "{headers:?}: {status}");
    }
}

async fn called(exposure: Exposure, host: &str, more: &[(&'static str, &str)], path: &str) -> Answer {
    let mut request = testing::get(path);
    request.headers_mut().insert(header::HOST, host.parse().unwrap());
    for (name, value) in more {
        request.headers_mut().append(*name, value.parse().unwrap());
    }
    request
        .extensions_mut()
        .insert(ConnectInfo::<SocketAddr>("10.1.1.1:999".parse().unwrap()));
    request
        .extensions_mut()
        .insert(LocalAddress("192.0.2.7:8080".parse().unwrap()));
    send(&router(exposure), request).await
}

#[tokio::test]
async fn only_our_own_names_are_answered() {
    for (host, is_ours) in [
        ("localhost:8080", true),
        ("desk.localhost", true),
        ("127.0.0.1:8080", true),
        ("[::1]:8080", true),
        ("192.0.2.7:8080", true),
        ("192.0.2.8:8080", false),
        ("evil.example", false),
        ("localhost.evil.example", false),
    ] {
        let status = called(Exposure::default(), host, &[], "/").await.status;
        assert_eq!(status == StatusCode::OK, is_ours, "{host}: {status}");
    }
    for (host, is_ours) in [
        ("HELP.example", true),
        ("help.example:443", true),
        ("localhost", false),
        ("help.example.evil", false),
    ] {
        let status = called(public(), host, &[], "/").await.status;
        assert_eq!(status == StatusCode::OK, is_ours, "{host}: {status}");
    }
    assert_eq!(
        called(public(), "10.2.3.4", &[], "/healthz").await.status,
        StatusCode::OK
    );
    let twice = called(Exposure::default(), "localhost", &[("host", "evil.example")], "/").await;
    assert_eq!(twice.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn forwarded_headers_count_only_from_a_trusted_proxy() {
    let forwarded = [
        ("x-forwarded-for", "203.0.113.9"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "localhost"),
    ];
    let trusting = Exposure {
        public_url: None,
        ..public()
    };
    let answer = called(trusting, "upstream", &forwarded, "/").await;
    assert_eq!(answer.text(), "203.0.113.9 https://localhost");
    let answer = called(Exposure::default(), "localhost:80", &forwarded, "/").await;
    assert_eq!(answer.text(), "10.1.1.1 http://localhost");
}

#[tokio::test]
async fn a_body_without_end_is_refused_without_being_kept() {
    let endless = stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[b'a'; 8192])));
    let mut request = testing::post("/form", "");
    *request.body_mut() = Body::from_stream(endless);
    assert_eq!(
        send(&router(Exposure::default()), request).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stops_coming_is_given_up() {
    let mut request = testing::post("/form", "");
    *request.body_mut() = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    assert_eq!(
        send(&router(Exposure::default()), request).await.status,
        StatusCode::REQUEST_TIMEOUT
    );
}

#[tokio::test]
async fn methods_nobody_serves_are_refused() {
    for method in [Method::TRACE, Method::DELETE, Method::PUT] {
        let mut request = testing::get("/");
        request
            .headers_mut()
            .insert("sec-fetch-site", "same-origin".parse().unwrap());
        *request.method_mut() = method;
        assert_eq!(
            send(&router(Exposure::default()), request).await.status,
            StatusCode::METHOD_NOT_ALLOWED
        );
    }
}

#[tokio::test]
async fn pages_are_compressed_when_asked_for() {
    let mut request = testing::get("/nowhere");
    request
        .headers_mut()
        .insert(header::ACCEPT_ENCODING, "gzip, br".parse().unwrap());
    let answer = send(&router(Exposure::default()), request).await;
    assert_eq!(answer.header("content-encoding"), "br");
}
