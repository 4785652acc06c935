use std::io::Read;

use axum::{
    Router,
    http::{StatusCode, header},
    routing::get,
};

use super::*;
use crate::testing;

fn router() -> Router {
    Router::new().route(paths::ASSETS, get(serve))
}

fn decompressed(brotli: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    brotli::Decompressor::new(brotli, 4096)
        .read_to_end(&mut plain)
        .unwrap();
    plain
}

#[tokio::test]
async fn a_file_is_sent_in_the_smallest_form_and_kept_for_ever() {
    for (name, kind) in [
        ("customer.css", "text/css; charset=utf-8"),
        ("desk.css", "text/css; charset=utf-8"),
        ("core.js", "text/javascript; charset=utf-8"),
        ("follow.js", "text/javascript; charset=utf-8"),
        ("staff.js", "text/javascript; charset=utf-8"),
        ("mark.svg", "image/svg+xml"),
    ] {
        let plain = testing::send(&router(), testing::get(&url(name))).await;
        assert_eq!(
            (plain.status, plain.header("content-type")),
            (StatusCode::OK, kind)
        );
        assert!(plain.header("cache-control").contains("immutable"));

        let mut request = testing::get(&url(name));
        request
            .headers_mut()
            .insert(header::ACCEPT_ENCODING, "gzip, deflate, br".parse().unwrap());
        let small = testing::send(&router(), request).await;
        assert_eq!(small.header("content-encoding"), "br");
        assert_eq!(decompressed(&small.body), plain.body);

        let mut request = testing::get(&url(name));
        request
            .headers_mut()
            .insert(header::IF_NONE_MATCH, plain.headers[header::ETAG].clone());
        assert_eq!(
            testing::send(&router(), request).await.status,
            StatusCode::NOT_MODIFIED
        );
    }
}

#[tokio::test]
async fn names_of_the_past_and_paths_are_not_found() {
    for name in [
        "customer.css",
        "customer.000000000000.css",
        "..%2fmod.rs",
        "%2e%2e",
    ] {
        let answer = testing::send(&router(), testing::get(&paths::asset(name))).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}");
    }
}

#[test]
fn a_refused_coding_is_not_used() {
    let css = ALL.iter().find(|asset| asset.name == "customer.css").unwrap();
    let coded = |accepted: &'static str| {
        let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
        css.smallest(&headers).0
    };
    assert_eq!(coded("br;q=0, gzip;q=0.5"), Some("gzip"));
    assert_eq!(coded("identity"), None);
}

#[test]
fn the_files_stay_within_their_budgets() {
    // Staff pages load both style sheets, which is why the second one gets what is left of 14 KB.
    for (name, most) in [
        ("customer.css", 6 * 1024),
        ("desk.css", 8 * 1024),
        ("core.js", 2 * 1024),
        ("follow.js", 4 * 1024),
        ("staff.js", 6 * 1024),
    ] {
        let size = ALL.iter().find(|asset| asset.name == name).unwrap().brotli.len();
        println!("{name}: {size} bytes as brotli");
        assert!(size <= most, "{name} has {size} bytes as brotli");
    }
}

/// The policy forbids inline style and script, and the look is written with logical properties only.
#[test]
fn the_style_sheets_keep_their_promises() {
    for name in ["customer.css", "desk.css"] {
        let file = Files::get(name).unwrap();
        let css = std::str::from_utf8(&file.data).unwrap();
        for word in [
            "light-dark(",
            "@import",
            "url(",
            "margin-left",
            "margin-right",
            "padding-left",
            "text-align: left",
        ] {
            assert!(!css.contains(word), "{word} in {name}");
        }
    }
}

#[test]
fn the_script_turns_no_string_into_markup() {
    let file = Files::get("staff.js").unwrap();
    let js = std::str::from_utf8(&file.data).unwrap();
    assert!(
        js.contains("new EventSource") && js.contains("[data-column]"),
        "it holds all of them"
    );
    for sink in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "eval(",
        "new Function",
    ] {
        assert!(!js.contains(sink), "{sink}");
    }
}
