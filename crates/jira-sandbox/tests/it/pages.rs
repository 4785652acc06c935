//! The pages for people.

use crate::support::{Jira, read};

#[tokio::test]
async fn the_list_shows_the_newest_issue_first_and_escapes_what_it_shows() {
    let jira = Jira::cloud().await;
    jira.create("frontdesk-1").await;
    let mut request = jira.new_issue("frontdesk-2");
    request["fields"]["summary"] = "<script>alert(1)</script>".into();
    jira.post("issue", &request).await;
    let page = jira.page("/").await;
    assert_eq!(page.status, 200);
    let at = |text: &str| {
        page.text
            .find(text)
            .unwrap_or_else(|| panic!("{text} in {}", page.text))
    };
    assert!(at("SUP-2") < at("SUP-1"));
    assert!(at("frontdesk-2") < at("frontdesk-1"));
    assert!(page.text.contains("&lt;script&gt;") && !page.text.contains("<script"));
}

#[tokio::test]
async fn the_policy_allows_nothing_inline_and_the_page_needs_nothing_inline() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    for path in ["/", "/browse/SUP-1", "/browse/SUP-404"] {
        let page = jira.page(path).await;
        let policy = page.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert!(
            !page.text.contains("style=") && !page.text.contains("<style"),
            "{path}"
        );
        assert!(
            !page.text.contains(" on") || !page.text.contains("onclick"),
            "{path}"
        );
    }
    assert!(
        jira.page("/static/sandbox.css")
            .await
            .header("content-type")
            .unwrap()
            .starts_with("text/css")
    );
}

#[tokio::test]
async fn a_person_resolves_an_issue_with_a_button() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    let url = format!("{}/browse/SUP-1/transitions", jira.sandbox.base_url());
    let press = |id: &'static str| jira.http.post(&url).form(&[("transition", id), ("back", "list")]);
    let moved = read(press("31")).await;
    assert_eq!(
        (moved.status.as_u16(), moved.header("location")),
        (303, Some("/"))
    );
    assert_eq!(jira.sandbox.snapshot().issues[0].category, "done");
    let again = read(press("31")).await;
    assert_eq!(again.status, 409);
    let foreign = read(press("71").header("sec-fetch-site", "cross-site")).await;
    assert_eq!(foreign.status, 403);
    assert_eq!(jira.sandbox.snapshot().issues[0].category, "done");
}

#[tokio::test]
async fn an_unknown_issue_is_a_page_that_says_so() {
    let jira = Jira::cloud().await;
    let page = jira.page("/browse/SUP-9").await;
    assert_eq!(page.status, 404);
    assert!(page.text.contains("No issue SUP-9"));
}
