use axum::http::{StatusCode, header};
use frontdesk_domain::accounts::Role;

use super::*;
use crate::{
    assets,
    testing::{TestSite, get, send},
};

const BOSS: &str = "boss@example.com";

async fn site() -> TestSite {
    let site = TestSite::new();
    site.desk.person(BOSS, Role::Admin).await;
    site
}

/// The places a part of the page leads to, from where it begins to where it ends.
fn links(page: &str, begin: &str, end: &str) -> Vec<String> {
    let (_, part) = page.split_once(begin).unwrap();
    let (part, _) = part.split_once(end).unwrap();
    let links = part.split("href=\"").skip(1);
    links
        .map(|rest| rest.split_once('"').unwrap().0.to_owned())
        .collect()
}

#[tokio::test]
async fn s2_n6_the_navigation_leads_to_pages_that_exist() {
    let site = site().await;
    let mut boss = site.browser_of(BOSS).await;
    for path in ["/admin/people", "/admin/approvals"] {
        let page = boss.get(path).await;
        let mut ways = links(page.text(), "<header", "</header>");
        ways.extend(links(page.text(), "class=\"views\"", "</nav>"));
        ways.extend(links(page.text(), "class=\"dock\"", "</nav>"));
        assert!(ways.len() >= 8, "{ways:?}");
        for way in ways {
            let there = boss.get(&way).await;
            assert_eq!(there.status, StatusCode::OK, "{way} on {path}");
        }
        let here = format!(r#"href="{path}" aria-current="page""#);
        assert!(page.text().contains(&here), "{here} is missing on {path}");
    }
}

#[tokio::test]
async fn what_waits_is_counted_for_who_decides_about_it() {
    let site = site().await;
    let mut boss = site.browser_of(BOSS).await;
    boss.get("/admin/people").await.hides(&["class=\"pip\""]);
    site.desk.newcomer("sara@example.com").await;
    site.desk.newcomer("nima@example.com").await;
    boss.get("/admin/people").await.shows(&[
        r#"<span class="pip">2<span class="sr"> waiting for approval</span></span>"#,
        "Approvals<b>2</b>",
    ]);
}

#[tokio::test]
async fn s2_8_every_staff_page_is_dressed_and_made_for_a_phone() {
    let site = site().await;
    let mut boss = site.browser_of(BOSS).await;
    for path in ["/desk", "/desk/board", "/admin/people"] {
        boss.get(path).await.shows(&[
            r#"<meta name="viewport" content="width=device-width, initial-scale=1">"#,
            &assets::url("desk.css"),
            r#"<nav class="dock" aria-label="Quick">"#,
            r#"role="search""#,
        ]);
    }
    let style = site.get(&assets::url("desk.css")).await;
    style.shows(&["@media (max-width: 48rem)"]);
}

/// Fifty rows, as the page of a big desk has.
#[tokio::test]
async fn a_staff_page_weighs_little_with_everything_on_it() {
    let site = site().await;
    for n in 0..60 {
        site.desk
            .person(&format!("person{n}@example.com"), Role::Customer)
            .await;
    }
    let boss = site.browser_of(BOSS).await;
    let session = format!("sid={}", boss.cookie("sid").unwrap());
    let mut weight = 0;
    let files = ["customer.css", "desk.css", "staff.js", "mark.svg"].map(assets::url);
    for path in files.iter().map(String::as_str).chain(["/admin/people"]) {
        let mut request = get(path);
        let headers = request.headers_mut();
        headers.insert(header::COOKIE, session.parse().unwrap());
        headers.insert(header::ACCEPT_ENCODING, "br".parse().unwrap());
        weight += send(&site.router, request).await.body.len();
    }
    println!("the list of people: {weight} bytes");
    assert!(weight <= 30 * 1024, "{weight}");
}

#[test]
fn names_of_any_script_have_initials() {
    for (name, letters) in [
        ("Sara Ahmadi", "SA"),
        ("Nguyễn Thị Bảo Châu", "NC"),
        ("ليلى حداد", "لح"),
        ("mina", "M"),
        ("", ""),
    ] {
        assert_eq!(initials(name), letters, "{name}");
    }
}

#[test]
fn nobody_counts_further_than_a_hundred() {
    assert_eq!((count(99), count(100)), ("99".to_owned(), "100+".to_owned()));
}
