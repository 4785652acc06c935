//! What holds for every page.

use axum::http::{StatusCode, header};
use frontdesk_domain::{accounts::Role, clients::ClientNumber};

use crate::{
    assets, paths,
    testing::{self, Browser, TestSite},
};

const PHONE: &str = "0912 345 6789";

/// Every kind of page, by the path it is had under.
async fn pages(site: &TestSite) -> Vec<(String, String)> {
    let new = site.visit("0912 345 6780").await;
    let receipt = site.send_ticket(PHONE, "The printer is on fire").await;
    let known = site.visit(PHONE).await;
    let setup = site.desk.app.set_up_link().await.unwrap().unwrap();
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
        "/sign-in?done=out&next=/my/profile".to_owned(),
        "/sign-in/code".to_owned(),
        "/forgot-password".to_owned(),
        "/forgot-password?done=sent".to_owned(),
        "/reset-password?token=over".to_owned(),
        "/setup?token=over".to_owned(),
        setup.replace("https://desk.example", ""),
    ] {
        pages.push((path.clone(), site.get(&path).await.text().to_owned()));
    }
    pages.extend(own_pages(site).await);
    for path in [
        "/",
        "/sign-in",
        "/sign-in/code",
        "/forgot-password",
        "/reset-password",
        "/setup",
    ] {
        let wrong = site.post(path, &[]).await;
        pages.push((format!("{path} with an error"), wrong.text().to_owned()));
    }
    signing_in(site, &mut pages).await;
    of_staff(site, &mut pages).await;
    pages
}

/// Every kind of page about oneself.
async fn own_pages(site: &TestSite) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for path in [
        "/register",
        "/verify",
        "/verify?done=waiting",
        "/verify?done=sent",
        "/verify?token=x",
    ] {
        pages.push((path.to_owned(), site.get(path).await.text().to_owned()));
    }
    site.desk.customer("mina@example.com").await;
    let mut browser = site.browser_of("mina@example.com").await;
    browser.post("/my/profile/second-step", &[]).await;
    for path in [
        "/my/profile",
        "/my/profile?done=saved",
        "/my/profile/password",
        "/my/profile/email",
        "/my/profile/email/confirm",
        "/my/profile/sessions",
        "/my/profile/second-step",
        "/my/profile/second-step/confirm",
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        pages.push((path.to_owned(), page.text().to_owned()));
    }
    for path in [
        "/register",
        "/verify",
        "/my/profile",
        "/my/profile/password",
        "/my/profile/email",
    ] {
        let wrong = browser.post(path, &[("code", "x")]).await;
        pages.push((format!("{path} with an error"), wrong.text().to_owned()));
    }
    pages
}

/// The pages of staff, with people of every kind on them.
async fn of_staff(site: &TestSite, pages: &mut Vec<(String, String)>) {
    site.desk.person("boss@example.com", Role::Admin).await;
    let waits = site.desk.newcomer("nima@example.com").await;
    let account = site.desk.account("sara@example.com").await;
    let mut boss = site.browser_of("boss@example.com").await;
    let of = |pattern: &str| paths::of(pattern, account.id.0);
    for path in [
        "/admin/people".to_owned(),
        "/admin/people?q=nobody&role=agent".to_owned(),
        "/admin/approvals?all=1".to_owned(),
        format!("/admin/approvals?done={}", account.id.0),
        paths::of(paths::PERSON, waits.0),
        of(paths::PERSON),
        of(paths::PERSON_EMAIL),
        of(paths::PERSON_ROLE),
        of(paths::PERSON_DISABLE),
        of(paths::PERSON_DELETE),
    ] {
        let page = boss.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        pages.push((path, page.text().to_owned()));
    }
    for path in [
        of(paths::PERSON),
        of(paths::PERSON_EMAIL),
        of(paths::PERSON_ROLE),
        "/admin/approvals".to_owned(),
    ] {
        let wrong = boss.post(&path, &[]).await;
        pages.push((format!("{path} with an error"), wrong.text().to_owned()));
    }
    let stale = boss
        .post(&of(paths::PERSON), &[("version", "1"), ("name", "Sarah")])
        .await;
    pages.push(("a stale save".to_owned(), stale.text().to_owned()));
}

/// The pages that only a browser on its way in sees.
async fn signing_in(site: &TestSite, pages: &mut Vec<(String, String)>) {
    site.desk.customer("sara@example.com").await;
    let mut browser = site.browser_of("sara@example.com").await;
    let mut add = async |browser: &mut Browser<'_>, path: &str| {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        pages.push((path.to_owned(), page.text().to_owned()));
    };
    add(&mut browser, "/sign-out").await;
    let mut half_way = site.browser();
    half_way.set_cookie("sid", browser.cookie("sid").unwrap());
    browser.post("/sign-out", &[]).await;
    add(&mut half_way, "/sign-in/second-step").await;
    add(&mut half_way, "/sign-in/second-step?use=recovery").await;
    let number = ClientNumber::draw(5).to_string();
    let asked = browser.post("/sign-in/code", &[("customer", &number)]).await;
    add(&mut browser, asked.header("location")).await;
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
    site.desk.customer("mina@example.com").await;
    let mut browser = site.browser_of("mina@example.com").await;
    browser.post("/my/profile/second-step", &[]).await;
    let session = format!("sid={}", browser.cookie("sid").unwrap());
    let mut assets = 0;
    for name in ["customer.css", "core.js", "mark.svg"] {
        assets += weight(&site, &assets::url(name), &session).await;
    }
    for path in [
        "/",
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
