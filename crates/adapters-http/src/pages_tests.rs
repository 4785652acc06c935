//! What holds for every page.

use axum::http::{StatusCode, header};

use crate::{
    assets,
    testing::{self, TestSite},
};

const PHONE: &str = "0912 345 6789";

/// Every kind of page, by the path it is had under.
async fn pages(site: &TestSite) -> Vec<(String, String)> {
    let new = site.visit("0912 345 6780").await;
    let receipt = site.send_ticket(PHONE, "The printer is on fire").await;
    let known = site.visit(PHONE).await;
    let mut pages = Vec::new();
    for path in [
        "/".to_owned(),
        format!("/ticket?visit={new}"),
        format!("/ticket?visit={known}"),
        format!("/ticket/added?visit={known}"),
        "/ticket?visit=forged".to_owned(),
        receipt.replace("/receipt", ""),
        receipt,
        "/nowhere".to_owned(),
        "/dev/mail".to_owned(),
    ] {
        pages.push((path.clone(), site.get(&path).await.text().to_owned()));
    }
    let wrong = site.post("/", &[("who", "")]).await;
    pages.push(("/ with an error".to_owned(), wrong.text().to_owned()));
    pages.extend(pages_of_a_verified_desk().await);
    pages
}

/// Where a code is typed, by someone who was looked up and by someone new.
async fn pages_of_a_verified_desk() -> Vec<(String, String)> {
    let site = TestSite::verified();
    let looked_up = site.post("/", &[("who", PHONE)]).await;
    let waiting = looked_up.header("location");
    let page = site.get(waiting).await;
    let visit = page.value("visit");
    let form = [
        ("visit", visit.as_str()),
        ("name", "Sara"),
        ("email", "sara@example.com"),
    ];
    let registered = site.post("/ticket/register", &form).await;
    let new = site.get(registered.header("location")).await;
    let wrong = site.post("/ticket/register", &form[..1]).await;
    let (new, wrong) = (new.text().to_owned(), wrong.text().to_owned());
    vec![
        ("/ticket/code".to_owned(), page.text().to_owned()),
        ("/ticket/code for someone new".to_owned(), new),
        ("/ticket/register with errors".to_owned(), wrong),
    ]
}

#[tokio::test]
async fn nothing_is_inline() {
    for (path, page) in pages(&TestSite::new()).await {
        assert!(!page.contains("style="), "{path}");
        assert!(!page.contains("<style"), "{path}");
        for script in page.split("<script").skip(1) {
            assert!(
                script.starts_with(r#" type="module" src="/assets/core."#) && script.contains("></script>"),
                "{path}"
            );
        }
        let has_handler = page.split('<').any(|tag| {
            tag.split_once('>').is_some_and(|(tag, _)| {
                tag.contains(" on")
                    && tag.contains("=\"")
                    && tag
                        .split(' ')
                        .any(|word| word.starts_with("on") && word.contains('='))
            })
        });
        assert!(!has_handler, "{path}");
    }
}

#[tokio::test]
async fn every_page_is_a_whole_document() {
    for (path, page) in pages(&TestSite::new()).await {
        for part in [
            "<!DOCTYPE html>",
            r#"<html lang="en""#,
            r##"href="#main""##,
            r#"id="main""#,
            "</title>",
            "<footer",
        ] {
            assert!(page.contains(part), "{part} is missing on {path}");
        }
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert_eq!(page.matches("<title>").count(), 1, "{path}");
        let mut ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "an id is there twice on {path}");
    }
}

#[tokio::test]
async fn a_customer_page_weighs_little_with_everything_on_it() {
    let site = TestSite::new();
    let receipt = site.send_ticket(PHONE, "The printer is on fire").await;
    let mut assets = 0;
    for name in ["customer.css", "core.js", "mark.svg"] {
        assets += weight(&site, &assets::url(name)).await;
    }
    for path in ["/", &receipt, &receipt.replace("/receipt", "")] {
        let page = weight(&site, path).await;
        println!(
            "{}: {page} + {assets} bytes",
            path.split('/').next_back().unwrap()
        );
        assert!(page + assets <= 15 * 1024, "{path} weighs {page} + {assets}");
    }
}

async fn weight(site: &TestSite, path: &str) -> usize {
    let mut request = testing::get(path);
    request
        .headers_mut()
        .insert(header::ACCEPT_ENCODING, "br".parse().unwrap());
    testing::send(&site.router, request).await.body.len()
}

#[tokio::test]
async fn the_page_of_the_code_weighs_as_little() {
    let site = TestSite::verified();
    let waiting = site.post("/", &[("who", PHONE)]).await;
    let mut weights = weight(&site, waiting.header("location")).await;
    for name in ["customer.css", "core.js", "mark.svg"] {
        weights += weight(&site, &assets::url(name)).await;
    }
    assert!(weights <= 15 * 1024, "{weights}");
}

#[tokio::test]
async fn every_changing_route_refuses_other_sites_and_safe_methods() {
    let site = TestSite::new();
    let receipt = site.send_ticket(PHONE, "The printer is on fire").await;
    let reply = receipt.replace("/receipt", "/reply");
    for path in ["/", "/ticket", "/ticket/add", &reply, "/theme"] {
        refuses_other_sites(&site, path).await;
    }
    let verified = TestSite::verified();
    for path in ["/ticket/code", "/ticket/code/again", "/ticket/register"] {
        refuses_other_sites(&verified, path).await;
    }
    for path in ["/ticket/code/again", "/ticket/register"] {
        let answer = verified.get(path).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    for path in ["/ticket/add", &reply, "/theme"] {
        assert_eq!(
            site.get(path).await.status,
            StatusCode::METHOD_NOT_ALLOWED,
            "{path}"
        );
    }
}

async fn refuses_other_sites(site: &TestSite, path: &str) {
    let from = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "null"),
    ];
    for (name, value) in from {
        let mut request = testing::post(path, "who=09123456780&what=x&theme=dark");
        request.headers_mut().remove("sec-fetch-site");
        request.headers_mut().insert(name, value.parse().unwrap());
        let answer = testing::send(&site.router, request).await;
        assert_eq!(
            answer.status,
            StatusCode::FORBIDDEN,
            "{path} from {name}: {value}"
        );
        assert!(!answer.headers.contains_key(header::SET_COOKIE));
    }
}

#[tokio::test]
async fn the_theme_is_chosen_by_a_button_and_applied_by_the_server() {
    let site = TestSite::new();
    let chosen = site
        .post("/theme", &[("theme", "dark"), ("back", "/nowhere?x=1")])
        .await;
    assert_eq!(chosen.header("location"), "/nowhere?x=1");
    assert!(
        chosen
            .header("set-cookie")
            .starts_with("theme=dark; Path=/; Max-Age=")
    );
    let mut request = testing::get("/");
    request
        .headers_mut()
        .insert(header::COOKIE, "theme=dark".parse().unwrap());
    testing::send(&site.router, request).await.shows(&[
        r#"data-theme="dark""#,
        "Light theme",
        "Like my device",
    ]);
    site.get("/").await.hides(&["data-theme="]);
    let elsewhere = site
        .post("/theme", &[("theme", "system"), ("back", "//evil.example")])
        .await;
    assert_eq!(elsewhere.header("location"), "/");
    assert!(elsewhere.header("set-cookie").contains("Max-Age=0"));
}
