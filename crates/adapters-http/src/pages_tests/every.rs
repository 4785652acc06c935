//! One page of every kind.

use axum::http::StatusCode;
use frontdesk_domain::{accounts::Role, clients::ClientNumber};

use super::{PHONE, portal};
use crate::{
    paths,
    testing::{Browser, TestSite},
};

/// Every kind of page, by the path it is had under.
pub(super) async fn pages(site: &TestSite) -> Vec<(String, String)> {
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
    pages.extend(portal::pages(site).await);
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
    super::staff::of_one_ticket(site, &mut pages).await;
    pages.extend(pages_of_a_verified_desk().await);
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
    pages.extend(queue(&mut boss).await);
    for path in [
        "/admin/people".to_owned(),
        "/admin/people?q=nobody&role=agent".to_owned(),
        paths::DESK_KEYS.to_owned(),
        "/admin/approvals?all=1".to_owned(),
        format!("/admin/approvals?done={}", account.id.0),
        paths::of(paths::PERSON, waits.0),
        of(paths::PERSON),
        of(paths::PERSON_EMAIL),
        of(paths::PERSON_ROLE),
        of(paths::PERSON_DISABLE),
        of(paths::PERSON_DELETE),
        "/admin/settings?done=moved".to_owned(),
        paths::of(paths::CATEGORY, 1),
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
        "/admin/settings".to_owned(),
        paths::of(paths::CATEGORY, 1),
    ] {
        let wrong = boss.post(&path, &[]).await;
        pages.push((format!("{path} with an error"), wrong.text().to_owned()));
    }
    let stale = boss
        .post(&of(paths::PERSON), &[("version", "1"), ("name", "Sarah")])
        .await;
    pages.push(("a stale save".to_owned(), stale.text().to_owned()));
}

/// The lists of tickets and the board, with what is said above them.
async fn queue(boss: &mut Browser<'_>) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for path in [
        "/desk",
        "/desk?status=open&q=printer",
        "/desk?view=mine",
        "/desk?client=1",
        "/desk/board",
    ] {
        let page = boss.get(path).await;
        assert!(page.text().contains("<h1>"), "{path}");
        pages.push((path.to_owned(), page.text().to_owned()));
    }
    let all = [("of", "view=all"), ("all", "on"), ("do", "set")];
    let wrong = boss.post("/desk/bulk", &all).await;
    pages.push(("/desk/bulk with an error".to_owned(), wrong.text().to_owned()));
    let done = boss
        .post("/desk/bulk", &[&all[..], &[("change", "priority-high")]].concat())
        .await;
    let said = boss.get(done.header("location")).await;
    pages.push(("/desk with what was done".to_owned(), said.text().to_owned()));
    let gone = boss.post("/desk/board", &[("number", "1"), ("to", "open")]).await;
    pages.push((
        "/desk/board with a ticket that is gone".to_owned(),
        gone.text().to_owned(),
    ));
    pages
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
