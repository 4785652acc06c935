use axum::http::StatusCode;
use frontdesk_domain::accounts::Role;

use crate::{
    paths,
    site::{InForce, Origin},
    testing::TestSite,
};

const BOSS: &str = "boss@example.com";

async fn site() -> TestSite {
    let site = TestSite::with(|parts| {
        parts.site.in_force = vec![InForce {
            key: "jira.token",
            value: "********".into(),
            origin: Origin::Environment,
        }];
    });
    site.desk.person(BOSS, Role::Admin).await;
    site
}

/// The rows of the page, in their order.
fn rows(page: &str) -> Vec<String> {
    let names = page.split("<tr id=\"c").skip(1).filter_map(|row| {
        let name = row.split("<bdi>").nth(1)?.split("</bdi>").next()?;
        Some(name.to_owned())
    });
    names.collect()
}

fn path_of(page: &str, name: &str) -> String {
    let before = page.split(&format!("<bdi>{name}</bdi>")).next().unwrap();
    let href = before.rsplit("href=\"").next().unwrap();
    href.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_admin_adds_renames_moves_and_withdraws_a_category() {
    let site = site().await;
    let mut boss = site.browser_of(BOSS).await;
    let added = boss
        .post(paths::SETTINGS, &[("label", "  Coffee <machine> ")])
        .await;
    assert_eq!(added.header("location"), "/admin/settings?done=added");
    let page = boss.get(added.header("location")).await;
    page.shows(&["The category is added", "Coffee &lt;machine&gt;"]);
    let before = rows(page.text());
    assert_eq!(before.last().unwrap(), "Coffee &lt;machine&gt;");
    let path = path_of(page.text(), "Coffee &lt;machine&gt;");

    boss.get(&path)
        .await
        .shows(&["Coffee &lt;machine&gt;", "coffee-machine"]);
    let saved = boss.post(&path, &[("label", "Kitchen")]).await;
    assert_eq!(saved.header("location"), "/admin/settings?done=saved");
    for (press, word) in [("up", "moved"), ("withdraw", "withdrawn")] {
        let done = boss.post(&path, &[("do", press)]).await;
        assert_eq!(done.header("location"), format!("/admin/settings?done={word}"));
    }
    let page = boss.get(paths::SETTINGS).await;
    let after = rows(page.text());
    assert_eq!(after[after.len() - 2], "Kitchen");
    page.shows(&["Offer again: Kitchen", "Always offered"]);
    boss.post(&path, &[("do", "offer")]).await;
    boss.post(&path, &[("do", "down")]).await;
    let page = boss.get(paths::SETTINGS).await;
    assert_eq!(rows(page.text()).last().unwrap(), "Kitchen");
    page.shows(&["Stop offering: Kitchen"]);
}

#[tokio::test]
async fn a_wrong_name_comes_back_with_what_to_do() {
    let site = site().await;
    let mut boss = site.browser_of(BOSS).await;
    let long = "x".repeat(61);
    let first = path_of(
        boss.get(paths::SETTINGS).await.text(),
        &rows(boss.get(paths::SETTINGS).await.text())[0],
    );
    for path in [paths::SETTINGS, &first] {
        let empty = boss.post(path, &[("label", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        empty.shows(&["There is a problem", "Write what the tickets are about"]);
        let shortened = boss.post(path, &[("label", &long)]).await;
        shortened.shows(&["Shorten this to 60 characters or fewer", &long]);
    }
}

#[tokio::test]
async fn the_settings_in_force_are_shown_to_admins_with_their_origin_and_no_secret() {
    let site = site().await;
    let mut boss = site.browser_of(BOSS).await;
    boss.get(paths::SETTINGS)
        .await
        .shows(&["jira.token", "********", "environment"]);
    site.desk.person("mina@example.com", Role::Agent).await;
    site.desk.customer("sara@example.com").await;
    for login in ["mina@example.com", "sara@example.com"] {
        let mut other = site.browser_of(login).await;
        assert_eq!(other.get(paths::SETTINGS).await.status, StatusCode::FORBIDDEN);
        for fields in [&[("label", "Mine")][..], &[("label", "")]] {
            let refused = other.post(paths::SETTINGS, fields).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
    }
}

#[tokio::test]
async fn a_category_that_is_not_there_is_not_found() {
    let site = site().await;
    let mut boss = site.browser_of(BOSS).await;
    for path in ["/admin/settings/categories/99999", "/admin/settings/categories/x"] {
        assert_eq!(boss.get(path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            boss.post(path, &[("do", "up")]).await.status,
            StatusCode::NOT_FOUND
        );
    }
}
