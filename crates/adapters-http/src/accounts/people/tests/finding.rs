use axum::http::StatusCode;
use frontdesk_domain::accounts::Role;

use super::{BOSS, SARA, page_of, site};
use crate::{
    paths,
    testing::{Answer, Browser},
};

/// Where a search leads.
async fn search(browser: &mut Browser<'_>, words: &str) -> (String, Answer) {
    let found = browser
        .post("/admin/people", &[("q", words), ("role", ""), ("state", "")])
        .await;
    assert_eq!(found.status, StatusCode::SEE_OTHER, "{}", found.text());
    let place = found.header("location").to_owned();
    let page = browser.get(&place).await;
    (place, page)
}

#[tokio::test]
async fn s4_12_people_are_found_by_name_email_phone_and_customer_id() {
    let (site, sara) = site().await;
    site.desk.person("nima@example.com", Role::Agent).await;
    let mut boss = site.browser_of(BOSS).await;
    let version = boss.get(&page_of(paths::PERSON, sara)).await.value("version");
    let edit = [
        ("version", version.as_str()),
        ("name", "Sara Ahmadi"),
        ("phone", "0912 345 6789"),
    ];
    boss.post(&page_of(paths::PERSON, sara), &edit).await;
    let client = site
        .desk
        .client(site.desk.account(SARA).await.client.unwrap())
        .await;
    let number = client.number.to_string();
    for words in ["ahmadi", "SARA@ex", "0912 345 6789", "+98 912 345 67 89", &number] {
        let (_, page) = search(&mut boss, words).await;
        page.shows(&["Sara Ahmadi", SARA, &number]);
        page.hides(&["nima@example.com", BOSS]);
    }
    let (_, page) = search(&mut boss, "nobody of that name").await;
    page.shows(&["Nobody fits", r#"href="/admin/people""#, "Show everyone"]);
}

/// Addresses stand in histories and in the logs of proxies.
#[tokio::test]
async fn no_phone_number_stands_in_an_address() {
    let (site, _) = site().await;
    let mut boss = site.browser_of(BOSS).await;
    for words in ["0912 345 6789", "9123456789", "Sara 0912345", "۰۹۱۲۳۴۵۶۷۸۹"] {
        let (place, page) = search(&mut boss, words).await;
        assert!(place.starts_with("/admin/people?find="), "{place}");
        page.shows(&[&format!(r#"value="{words}""#)]);
        assert!(
            page.text().contains(&format!("href=\"{place}&amp;role=agent\"")),
            "kept by the filters"
        );
    }
    let (place, _) = search(&mut boss, "sara ahmadi").await;
    assert_eq!(place, "/admin/people?q=sara+ahmadi");
    boss.get("/admin/people?find=forged")
        .await
        .shows(&["This search is too old"]);
}

#[tokio::test]
async fn s4_n12_the_server_filters_and_every_filter_is_an_address() {
    let (site, _) = site().await;
    site.desk.person("nima@example.com", Role::Agent).await;
    site.desk.newcomer("new@example.com").await;
    let mut boss = site.browser_of(BOSS).await;
    boss.get("/admin/people?role=agent")
        .await
        .shows(&["nima@example.com"]);
    boss.get("/admin/people?role=agent")
        .await
        .hides(&[SARA, "new@example.com"]);
    let waiting = boss.get("/admin/people?q=example&state=awaiting_approval").await;
    waiting.shows(&[
        "new@example.com",
        r#"href="/admin/people?q=example&amp;role=admin&amp;state=awaiting_approval""#,
    ]);
    waiting.hides(&[SARA, "nima@example.com"]);
    boss.get("/admin/people?role=god&state=x")
        .await
        .shows(&[SARA, BOSS]);
}

#[tokio::test]
async fn pages_follow_each_other_with_the_filters_kept() {
    let (site, _) = site().await;
    for n in 0..55 {
        site.desk
            .person(&format!("agent{n}@example.com"), Role::Agent)
            .await;
    }
    let mut boss = site.browser_of(BOSS).await;
    let first = boss.get("/admin/people?role=agent").await;
    let (_, next) = first
        .text()
        .split_once(r#"<a class="btn" href="/admin/people?role=agent&amp;after="#)
        .unwrap();
    let next = next.split_once('"').unwrap().0.replace("&amp;", "&");
    let second = boss.get(&format!("/admin/people?role=agent&after={next}")).await;
    second.shows(&["First page"]);
    second.hides(&[SARA, "Next page"]);
    let rows = |page: &Answer| page.text().matches(r#"scope="row""#).count();
    assert_eq!((rows(&first), rows(&second)), (50, 5));
    boss.get("/admin/people?after=zzz&id=9999")
        .await
        .shows(&["That was everyone", "First page"]);
}

/// An address may say anything. What no name can be never reaches the store: PostgreSQL takes no NUL.
#[tokio::test]
async fn a_page_after_what_is_no_name_is_the_first() {
    let (site, _) = site().await;
    let mut boss = site.browser_of(BOSS).await;
    let long = "z".repeat(4000);
    for name in ["zzz%00", "zzz%1b%5b31m", "%7f", "%20", "", &long] {
        let page = boss.get(&format!("/admin/people?after={name}&id=9999")).await;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        page.shows(&[SARA, BOSS]);
        page.hides(&["First page"]);
    }
    for id in ["x", "-", "99999999999999999999", "1%00"] {
        let page = boss.get(&format!("/admin/people?after=zzz&id={id}")).await;
        page.shows(&[SARA, BOSS]);
    }
}
