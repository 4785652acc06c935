use frontdesk_domain::accounts::Role;

use super::*;

async fn token(site: &TestSite) -> String {
    let link = site.desk.app.set_up_link().await.unwrap().unwrap();
    link.split_once("?token=").unwrap().1.to_owned()
}

fn form<'a>(token: &'a str, email: &'a str, password: &'a str) -> [(&'static str, &'a str); 5] {
    [
        ("token", token),
        ("name", "The boss"),
        ("email", email),
        ("password", password),
        ("again", password),
    ]
}

#[tokio::test]
async fn s1_n9_the_first_admin_is_made_by_the_link_once_and_chooses_the_password() {
    let site = TestSite::new();
    let token = token(&site).await;
    let page = site.get(&format!("/setup?token={token}")).await;
    page.shows(&["Set up this help desk", r#"autocomplete="new-password""#]);
    assert_eq!(page.value("token"), token);
    let made = site.post("/setup", &form(&token, BOSS, PASSWORD)).await;
    leads(&made, "/sign-in?done=ready");
    let mut browser = site.browser();
    leads(&sign_in(&mut browser, BOSS, PASSWORD).await, "/desk");

    let nothing = site.get(&format!("/setup?token={token}")).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    let second = site
        .post("/setup", &form(&token, "two@example.com", PASSWORD))
        .await;
    assert_eq!(second.status, StatusCode::NOT_FOUND);
    second.shows(&["There is nothing to set up here"]);
}

#[tokio::test]
async fn without_a_link_or_with_an_admin_there_is_nothing() {
    let site = TestSite::new();
    for path in ["/setup", "/setup?token=x"] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let token = token(&site).await;
    site.desk.person(BOSS, Role::Admin).await;
    let page = site.get(&format!("/setup?token={token}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_is_wrong_comes_back_with_what_was_typed() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let token = token(&site).await;
    let empty = site
        .post("/setup", &[("token", &token), ("email", "sara@")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.shows(&[
        "Tell us your name",
        "Write the e-mail address",
        "Choose a password",
        r#"value="sara@""#,
    ]);
    let weak = site
        .post("/setup", &form(&token, BOSS, "the boss the boss"))
        .await;
    weak.shows(&["Leave out your name", r#"value="The boss""#]);
    let taken = site.post("/setup", &form(&token, SARA, PASSWORD)).await;
    taken.shows(&["Someone registered with this e-mail"]);
    leads(
        &site.post("/setup", &form(&token, BOSS, PASSWORD)).await,
        "/sign-in?done=ready",
    );
}
