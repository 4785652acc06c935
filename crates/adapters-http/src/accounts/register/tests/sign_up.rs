use axum::http::{StatusCode, header};
use frontdesk_application::testing::people::PASSWORD;
use frontdesk_domain::{
    accounts::{AccountState, Role},
    ports::{LetterContent, PeopleQueries},
};

use super::*;

#[tokio::test]
async fn s1_1_one_registers_with_username_email_and_password_twice() {
    let site = TestSite::new();
    site.get("/register").await.shows(&[
        "Create an account",
        r#"id="username""#,
        r#"autocomplete="email""#,
        r#"id="password" name="password" type="password" autocomplete="new-password""#,
        r#"id="again" name="again" type="password" autocomplete="new-password""#,
    ]);
    let form = with(&fields(SARA), "username", "Sara.A");
    let mut browser = registered(&site, &form).await;
    type_code(&mut browser, &site, SARA).await;
    let account = site.desk.account(SARA).await;
    assert_eq!(account.username.unwrap().as_str(), "sara.a");

    // A username is public, so the next one is told; an e-mail is not.
    let mut other = site.browser();
    let taken = other
        .post("/register", &with(&form, "email", "other@example.com"))
        .await;
    taken.refuses(&[
        "Someone has this username already",
        r#"value="other@example.com""#,
    ]);
}

#[tokio::test]
async fn s1_1_two_passwords_that_differ_are_refused() {
    let site = TestSite::new();
    let refused = site.post("/register", &with(&fields(SARA), "again", NEW)).await;
    refused.refuses(&[r##"<a href="#again">Type the same password here as above</a>"##]);
    refused.hides(&[PASSWORD, NEW]);
}

#[tokio::test]
async fn s3_1_first_and_last_name_are_one_name_and_the_rest_is_kept() {
    let site = TestSite::new();
    let mut form = fields(SARA);
    form.extend([
        ("phone", "0912 345 6789"),
        ("address", "12 Alder Street\r\nTehran"),
        ("wish", "I repair the printers"),
    ]);
    let mut browser = registered(&site, &form).await;
    let before = site.desk.account(SARA).await;
    assert_eq!(before.name.as_str(), "Sara Ahmadi");
    assert_ne!(before.password.as_str(), PASSWORD);

    type_code(&mut browser, &site, SARA)
        .await
        .leads("/verify?done=waiting");
    let account = site.desk.account(SARA).await;
    let page = site.desk.store.person(account.id).await.unwrap().unwrap();
    assert_eq!(page.wish.unwrap().as_str(), "I repair the printers");
    assert_eq!(page.row.phone.unwrap().as_e164(), "+989123456789");
    assert_eq!(page.address.unwrap().as_str(), "12 Alder Street\nTehran");
    assert_eq!(account.role, Role::Customer, "asked for, not taken");
}

#[tokio::test]
async fn s4_n2_nobody_chooses_a_role_or_anything_else_that_is_not_asked_for() {
    let site = TestSite::new();
    let mut form = fields(SARA);
    form.extend([
        ("role", "admin"),
        ("state", "active"),
        ("client_id", "1"),
        ("client", "1"),
        ("verified_at", "2026-11-18"),
        ("approval", "approved"),
        ("session_version", "9"),
        ("theme", "dark"),
        ("id", "1"),
    ]);
    let mut browser = registered(&site, &form).await;
    let account = site.desk.account(SARA).await;
    assert_eq!(
        (account.role, &account.state),
        (Role::Customer, &AccountState::Unverified)
    );
    assert_eq!(
        (account.client, account.verified_at, account.session_version),
        (None, None, 1)
    );

    let code = site.desk.code_to(SARA).reveal();
    let more = [
        ("code", code.as_str()),
        ("role", "admin"),
        ("state", "active"),
        ("account", "1"),
    ];
    browser.post("/verify", &more).await.leads("/verify?done=waiting");
    let account = site.desk.account(SARA).await;
    assert_eq!(account.role, Role::Customer);
    assert!(matches!(account.state, AccountState::AwaitingApproval { .. }));
    site.get("/register").await.hides(&["admin\"", r#"name="role""#]);
}

#[tokio::test]
async fn s4_n11_names_of_every_script_are_taken() {
    let site = TestSite::new();
    let names = ["رضا کریمی", "Nguyễn Thị Bảo Châu", "O’Brien", "李"];
    for (turn, name) in names.into_iter().enumerate() {
        let email = format!("person{turn}@example.com");
        registered(&site, &with(&fields(&email), "name", name)).await;
        assert_eq!(site.desk.account(&email).await.name.as_str(), name);
    }
}

#[tokio::test]
async fn s0_n4_an_empty_name_or_password_is_refused_and_an_empty_phone_is_none() {
    let site = TestSite::new();
    for (field, message) in [
        ("name", "Tell us your name"),
        ("email", "Write the e-mail address like name@example.com"),
        ("password", "Choose a password"),
    ] {
        for empty in ["", if field == "password" { "" } else { " \t " }] {
            let refused = site.post("/register", &with(&fields(SARA), field, empty)).await;
            refused.refuses(&[&format!(r##"<a href="#{field}">{message}</a>"##)]);
        }
    }
    registered(&site, &with(&fields(SARA), "phone", "  ")).await;
    assert_eq!(site.desk.account(SARA).await.contact.phone, None);
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once_and_no_password_comes_back() {
    let site = TestSite::new();
    let form = [
        ("name", ""),
        ("email", "sara@"),
        ("username", "s a"),
        ("password", NEW),
        ("again", "something else"),
        ("phone", "12"),
        ("wish", &"x".repeat(201)),
    ];
    let page = site.post("/register", &form).await;
    page.refuses(&[
        r##"<a href="#name">"##,
        r##"<a href="#email">"##,
        r##"<a href="#username">"##,
        r##"<a href="#again">"##,
        r##"<a href="#phone">"##,
        r##"<a href="#wish">Shorten this to 200 characters or fewer</a>"##,
        r#"value="sara@""#,
        r#"value="12""#,
        "<details class=\"field\" open>",
    ]);
    page.hides(&[NEW, "something else"]);
}

#[tokio::test]
async fn a_weak_password_is_refused_with_advice() {
    let site = TestSite::new();
    for (weak, advice) in [
        ("mossy cup", "Use 12 characters or more"),
        (
            // Longer than its row of digits: of two parts as long as each other, either may be named.
            "Password1234567",
            "Many people have a password like this. Take a few words",
        ),
        ("aaaaaaaaaaaaaaaa", "The same again and again is easy to guess"),
        ("sara.ahmadi.sara", "Leave out your name, your e-mail"),
        ("blueharbourworkshop", "the name of this desk"),
    ] {
        let form = with(&with(&fields(SARA), "password", weak), "again", weak);
        let page = site.post("/register", &form).await;
        page.refuses(&[advice, r##"<a href="#password">"##, r#"value="Sara Ahmadi""#]);
        page.hides(&[&format!("\"{weak}\"")]);
    }
    let long = "velvet harbour spoon ".repeat(60);
    let form = with(&with(&fields(SARA), "password", &long), "again", &long);
    site.post("/register", &form)
        .await
        .refuses(&["longer than any password"]);
}

/// The whole way, as somebody who wants to find out whether an e-mail is known would go it.
async fn way(site: &TestSite, email: &str) -> Vec<(StatusCode, Vec<String>, String)> {
    let mut browser = site.browser();
    let mut answers = vec![browser.post("/register", &fields(email)).await];
    answers.push(browser.get("/verify").await);
    site.desk.deliver().await;
    for _ in 0..6 {
        answers.push(browser.post("/verify", &[("code", "000000")]).await);
    }
    answers.push(browser.post("/verify/again", &[]).await);
    site.desk.clock.advance(std::time::Duration::from_secs(31));
    answers.push(browser.post("/verify/again", &[]).await);
    site.desk.deliver().await;
    answers.push(browser.post("/verify", &[("code", "000000")]).await);
    let told = answers.into_iter().map(|answer| {
        let told = |name: &header::HeaderName| {
            let value = answer.header(name.as_str());
            // What differs for everybody: the number of the request, and of the browser.
            let drawn = [header::SET_COOKIE.as_str(), "x-request-id"].contains(&name.as_str());
            format!(
                "{name}: {}",
                if drawn {
                    value.len().to_string()
                } else {
                    value.to_owned()
                }
            )
        };
        let headers = answer.headers.keys().map(told).collect();
        (answer.status, headers, answer.text().to_owned())
    });
    told.collect()
}

#[tokio::test]
async fn a_known_email_is_answered_the_same_and_only_its_owner_is_told() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    site.desk.clock.advance(std::time::Duration::from_secs(3600));
    let before = site.desk.account(SARA).await;
    let (known, unknown) = (way(&site, SARA).await, way(&site, "new@example.com").await);
    assert_eq!(known.len(), unknown.len());
    for (known, unknown) in known.iter().zip(&unknown) {
        assert_eq!(known, unknown);
    }
    let told = site.desk.letter_to(SARA).unwrap().content;
    assert!(matches!(told, LetterContent::AccountExists { .. }), "{told:?}");
    assert_eq!(site.desk.account(SARA).await, before, "nothing of it changed");
}

#[tokio::test]
async fn s1_n1_a_mail_that_never_came_blocks_nobody() {
    let site = TestSite::new();
    let form = with(&fields(SARA), "username", "sara");
    site.browser().post("/register", &form).await.leads("/verify");
    // No mail is sent. The same person, or somebody whose address it is, begins again.
    let again = with(&with(&form, "password", NEW), "again", NEW);
    let mut browser = registered(&site, &again).await;
    type_code(&mut browser, &site, SARA)
        .await
        .leads("/verify?done=waiting");
    let account = site.desk.account(SARA).await;
    assert_eq!(account.username.unwrap().as_str(), "sara");
}

#[tokio::test]
async fn too_many_registrations_are_asked_to_wait_and_nothing_typed_is_lost() {
    let site = TestSite::new();
    for _ in 0..5 {
        site.post("/register", &fields(SARA)).await.leads("/verify");
    }
    let page = site.post("/register", &fields(SARA)).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.header("retry-after"), "3600");
    page.shows(&[
        "Please wait an hour",
        r#"value="Sara Ahmadi""#,
        r#"value="sara@example.com""#,
    ]);
    page.hides(&[PASSWORD]);
}

#[tokio::test]
async fn a_program_that_fills_in_every_field_is_turned_away() {
    let site = TestSite::new();
    let form = with(&fields(SARA), "website", "https://spam.example");
    let answer = site.post("/register", &form).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let looked = site.desk.store.list(&Default::default(), None, 10).await.unwrap();
    assert!(looked.is_empty());
}

#[tokio::test]
async fn a_store_that_is_away_gives_the_form_back() {
    let site = TestSite::new();
    site.desk.store.lose_next_commit_answer(false);
    let page = site.post("/register", &fields(SARA)).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!page.header("retry-after").is_empty());
    page.shows(&["This was not taken", r#"value="Sara Ahmadi""#]);
}
