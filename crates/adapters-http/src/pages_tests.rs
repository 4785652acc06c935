//! What holds for every page.

mod every;
mod portal;
mod staff;

use axum::http::{StatusCode, header};

use self::every::pages;
use crate::{
    assets,
    testing::{self, TestSite},
};

const PHONE: &str = "0912 345 6789";

#[tokio::test]
async fn nothing_is_inline() {
    for (path, page) in pages(&TestSite::new()).await {
        assert!(!page.contains("style="), "{path}");
        assert!(!page.contains("<style"), "{path}");
        for script in page.split("<script").skip(1) {
            let ours = ["core", "follow", "staff"]
                .map(|name| format!(r#" type="module" src="/assets/{name}."#))
                .iter()
                .any(|start| script.starts_with(start));
            assert!(ours && script.contains("></script>"), "{path}");
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
    site.desk.customer("mina@example.com").await;
    let mut browser = site.browser_of("mina@example.com").await;
    browser.post("/my/profile/second-step", &[]).await;
    let session = format!("sid={}", browser.cookie("sid").unwrap());
    let mut assets = 0;
    for name in ["customer.css", "follow.js", "mark.svg"] {
        assets += weight(&site, &assets::url(name), &session).await;
    }
    let ticket = portal::long_ticket(&site, "mina@example.com").await;
    for path in [
        "/",
        "/my",
        "/my/tickets/new",
        &ticket,
        &receipt,
        &receipt.replace("/receipt", ""),
        "/sign-in?done=out&next=/my/profile",
        "/register",
        "/my/profile",
        "/my/profile/second-step/confirm",
    ] {
        let page = weight(&site, path, &session).await;
        println!(
            "{}: {page} + {assets} bytes",
            path.split('/').next_back().unwrap()
        );
        assert!(page + assets <= 15 * 1024, "{path} weighs {page} + {assets}");
    }
}

async fn weight(site: &TestSite, path: &str, session: &str) -> usize {
    let mut request = testing::get(path);
    let headers = request.headers_mut();
    headers.insert(header::ACCEPT_ENCODING, "br".parse().unwrap());
    headers.insert(header::COOKIE, session.parse().unwrap());
    testing::send(&site.router, request).await.body.len()
}

#[tokio::test]
async fn the_page_of_the_code_weighs_as_little() {
    let site = TestSite::verified();
    let waiting = site.post("/", &[("who", PHONE)]).await;
    let mut weights = weight(&site, waiting.header("location"), "").await;
    for name in ["customer.css", "core.js", "mark.svg"] {
        weights += weight(&site, &assets::url(name), "").await;
    }
    assert!(weights <= 15 * 1024, "{weights}");
}

#[tokio::test]
async fn every_changing_route_refuses_other_sites_and_safe_methods() {
    let site = TestSite::new();
    let receipt = site.send_ticket(PHONE, "The printer is on fire").await;
    let reply = receipt.replace("/receipt", "/reply");
    let forms = ["/", "/ticket", "/ticket/add", &reply, "/theme"];
    let accounts = [
        "/sign-in",
        "/sign-in/second-step",
        "/sign-in/code",
        "/sign-in/code/type",
        "/sign-in/code/again",
        "/sign-out",
        "/forgot-password",
        "/reset-password",
        "/setup",
    ];
    let own = [
        "/register",
        "/verify",
        "/verify/again",
        "/my/profile",
        "/my/profile/password",
        "/my/profile/email",
        "/my/profile/email/confirm",
        "/my/profile/sessions/end",
        "/my/profile/sessions/1/end",
        "/my/profile/second-step",
        "/my/profile/second-step/confirm",
        "/my/profile/second-step/off",
        "/my/profile/second-step/codes",
    ];
    let admin = [
        "/admin/people",
        "/admin/people/1",
        "/admin/people/1/email",
        "/admin/people/1/role",
        "/admin/people/1/disable",
        "/admin/people/1/enable",
        "/admin/people/1/delete",
        "/admin/people/1/reset-password",
        "/admin/approvals",
    ];
    for path in forms.into_iter().chain(accounts).chain(own).chain(admin) {
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
    for path in [
        "/ticket/add",
        &reply,
        "/theme",
        "/sign-in/code/again",
        "/verify/again",
        "/my/profile/sessions/end",
    ] {
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
