use super::*;
use crate::testing::Answer;

/// The forms on the page that each end one session.
fn ends(page: &Answer) -> Vec<String> {
    let forms = page.text().split("action=\"").skip(1);
    forms
        .filter_map(|rest| rest.split('"').next())
        .filter(|action| action.starts_with("/my/profile/sessions/") && *action != "/my/profile/sessions/end")
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    site.desk.clock.advance(std::time::Duration::from_secs(60));
    let mut elsewhere = site.browser_of(SARA).await;
    let page = browser.get("/my/profile/sessions").await;
    page.shows(&[
        "Where you are signed in",
        "Firefox on Linux",
        "last used",
        "this browser",
    ]);
    assert_eq!(page.text().matches("this browser").count(), 1);
    let all = ends(&page);
    assert_eq!(all.len(), 2);

    let (_, before_this) = page.text().split_once("<ul").unwrap();
    let (first, second) = before_this.split_once("</li>").unwrap();
    let other = if first.contains("this browser") {
        second
    } else {
        first
    };
    let other = all.iter().find(|end| other.contains(end.as_str())).unwrap();
    browser
        .post(other, &[])
        .await
        .leads("/my/profile/sessions?done=ended");
    is_out(&mut elsewhere).await;
    let page = browser.get("/my/profile/sessions?done=ended").await;
    page.shows(&["Signed out there."]);
    let here = ends(&page);
    assert_eq!(here.len(), 1);
    browser.post(&here[0], &[]).await.leads("/sign-in?done=out");
    assert_eq!(browser.cookie("sid"), None);
}

#[tokio::test]
async fn all_of_them_end_at_once_also_this_one() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    let stale = browser.cookie("sid").unwrap().to_owned();
    let mut elsewhere = site.browser_of(SARA).await;
    browser
        .post("/my/profile/sessions/end", &[])
        .await
        .leads("/sign-in?done=out");
    assert_eq!(browser.cookie("sid"), None);
    is_out(&mut elsewhere).await;
    browser.set_cookie("sid", &stale);
    is_out(&mut browser).await;
}

#[tokio::test]
async fn nobody_ends_or_sees_anothers() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    site.desk.customer("mallory@example.com").await;
    let mut mallory = site.browser_of("mallory@example.com").await;
    let theirs = ends(&browser.get("/my/profile/sessions").await);
    assert_eq!(ends(&mallory.get("/my/profile/sessions").await).len(), 1);
    for id in [
        theirs[0].as_str(),
        "/my/profile/sessions/x/end",
        "/my/profile/sessions/-1/end",
        "/my/profile/sessions/%ff/end",
    ] {
        let answer = mallory.post(id, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
        answer.shows(&["There is nothing here"]);
    }
    assert_eq!(browser.get("/my/profile").await.status, StatusCode::OK);
}

#[tokio::test]
async fn looking_ends_nothing() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    let this = ends(&browser.get("/my/profile/sessions").await);
    for path in [this[0].as_str(), "/my/profile/sessions/end"] {
        assert_eq!(browser.get(path).await.status, StatusCode::METHOD_NOT_ALLOWED);
    }
    assert_eq!(browser.get("/my/profile").await.status, StatusCode::OK);
}
