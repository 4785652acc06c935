use frontdesk_domain::accounts::Theme;

use super::*;

#[tokio::test]
async fn s0_11_the_profile_shows_the_customer_id_and_is_edited() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    let number = number(&site).await.to_string();
    browser.get("/my/profile").await.shows(&[
        "Your profile",
        "Your customer ID",
        &format!("<b>{number}</b>"),
        r#"value="Sara Ahmadi""#,
        SARA,
        "Registered",
        " Nov 2026, 9:12",
    ]);

    let form = [
        ("name", "سارا احمدی"),
        ("username", "Sara.A"),
        ("phone", "0912 345 6789"),
        ("address", "12 Alder Street\r\nTehran"),
    ];
    browser
        .post("/my/profile", &form)
        .await
        .leads("/my/profile?done=saved");
    browser.get("/my/profile?done=saved").await.shows(&[
        "Saved.",
        &number,
        r#"value="سارا احمدی""#,
        r#"value="sara.a""#,
        r#"value="+989123456789""#,
        "12 Alder Street\nTehran",
    ]);
    let client = site.desk.client(sara(&site).await.client.unwrap()).await;
    assert_eq!(client.name.as_str(), "سارا احمدی");
    assert_eq!(client.phone.unwrap().as_e164(), "+989123456789");

    // What is emptied is gone.
    let emptied = [
        ("name", "Sara"),
        ("username", ""),
        ("phone", " "),
        ("address", ""),
    ];
    browser
        .post("/my/profile", &emptied)
        .await
        .leads("/my/profile?done=saved");
    assert_eq!(sara(&site).await.username, None);
    let client = site.desk.client(sara(&site).await.client.unwrap()).await;
    assert_eq!((client.phone, client.address), (None, None));
}

#[tokio::test]
async fn s0_n4_a_profile_without_a_name_is_refused_and_what_was_typed_is_kept() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    let form = [
        ("name", " "),
        ("username", "-"),
        ("phone", "12"),
        ("address", &"x".repeat(401)),
    ];
    browser.post("/my/profile", &form).await.refuses(&[
        r##"<a href="#name">Tell us your name</a>"##,
        r##"<a href="#username">Use 3 to 32 characters</a>"##,
        r##"<a href="#phone">"##,
        r##"<a href="#address">Shorten this to 400 characters or fewer</a>"##,
        r#"value="12""#,
        "Your customer ID",
    ]);
    assert_eq!(sara(&site).await.name.as_str(), "Sara Ahmadi");
}

#[tokio::test]
async fn s1_1_a_username_that_someone_has_is_refused() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    site.desk.customer("other@example.com").await;
    let mut other = site.browser_of("other@example.com").await;
    let form = [("name", "Other"), ("username", "sara")];
    other
        .post("/my/profile", &form)
        .await
        .leads("/my/profile?done=saved");
    let form = [("name", "Sara Ahmadi"), ("username", "SARA")];
    browser
        .post("/my/profile", &form)
        .await
        .refuses(&["Someone has this username already", r#"value="SARA""#]);
}

#[tokio::test]
async fn a_profile_is_its_owners_and_nobody_elses() {
    let site = TestSite::new();
    customer(&site).await;
    site.desk.customer("other@example.com").await;
    let mut other = site.browser_of("other@example.com").await;
    other
        .get("/my/profile")
        .await
        .hides(&[SARA, &number(&site).await.to_string()]);
}

#[tokio::test]
async fn the_theme_is_chosen_here_and_kept_with_the_account() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    browser
        .get("/my/profile")
        .await
        .shows(&["How your pages look", r#"value="device" id="theme" checked"#]);
    let form = [("theme", "dark"), ("back", "/my/profile")];
    browser.post("/theme", &form).await.leads("/my/profile");
    assert_eq!(sara(&site).await.theme, Theme::Dark);
    let mut elsewhere = site.browser_of(SARA).await;
    elsewhere
        .get("/my/profile")
        .await
        .shows(&[r#"data-theme="dark""#, r#"value="dark" checked"#]);
}

#[tokio::test]
async fn staff_who_owe_the_second_step_are_told_where_it_is() {
    let site = TestSite::with_rules(|rules| rules.accounts.staff_second_step = true);
    site.desk.person("boss@example.com", Role::Admin).await;
    let mut browser = site.browser_of("boss@example.com").await;
    let page = browser.get("/my/profile").await;
    page.shows(&["two-step sign-in", "Set it up"]);
    browser
        .get("/my/profile/second-step")
        .await
        .shows(&["This desk asks everyone who works here for it"]);
}
