use axum::http::StatusCode;
use frontdesk_domain::accounts::{AccountId, AccountState, Role};

use super::{BOSS, SARA, page_of, site};
use crate::paths;

#[tokio::test]
async fn s1_16_an_admin_edits_what_was_shown() {
    let (site, sara) = site().await;
    let mut boss = site.browser_of(BOSS).await;
    let path = page_of(paths::PERSON, sara);
    let page = boss.get(&path).await;
    page.shows(&["Sara Ahmadi", SARA, "Customer ID", "Two-step sign-in"]);
    let version = page.value("version");
    let fields = [
        ("version", version.as_str()),
        ("name", "Sara A. Ahmadi"),
        ("username", "Sara.A"),
        ("phone", "0912 345 6789"),
        ("address", "12 Mill Lane"),
        ("role", "admin"),
        ("state", "disabled"),
        ("email", "evil@example.com"),
    ];
    let saved = boss.post(&path, &fields).await;
    assert_eq!(saved.header("location"), format!("{path}?done=saved"));
    boss.get(saved.header("location")).await.shows(&[
        "Saved.",
        "Sara A. Ahmadi",
        "sara.a",
        "+989123456789",
        "12 Mill Lane",
    ]);
    let account = site.desk.account(SARA).await;
    assert_eq!(
        (account.role, account.state),
        (Role::Customer, AccountState::Active),
        "fields nobody asked for"
    );

    let stale = boss
        .post(
            &path,
            &[("version", &version), ("name", "Sarah"), ("address", "Elsewhere")],
        )
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    stale.shows(&[
        "Someone else changed this",
        r#"value="Sarah""#,
        "Elsewhere",
        "Saved now",
        "Sara A. Ahmadi",
        "12 Mill Lane",
    ]);
    let again = boss
        .post(&path, &[("version", &stale.value("version")), ("name", "Sarah")])
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_wrong_form_comes_back_with_everything_typed() {
    let (site, sara) = site().await;
    site.desk.person("nima@example.com", Role::Agent).await;
    let mut boss = site.browser_of(BOSS).await;
    let path = page_of(paths::PERSON, sara);
    let version = boss.get(&path).await.value("version");
    let wrong = boss
        .post(
            &path,
            &[
                ("version", &version),
                ("name", " "),
                ("username", "x"),
                ("phone", "12"),
                ("address", "Here"),
            ],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.shows(&[
        "There is a problem",
        "Write their name",
        "Use 3 to 32 characters",
        "area code",
        r#"value="x""#,
        "Here",
        "<title>Error: ",
    ]);
}

#[tokio::test]
async fn s4_n8_two_accounts_never_have_one_email_or_username() {
    let (site, sara) = site().await;
    let nima = site.desk.customer("nima@example.com").await;
    let mut boss = site.browser_of(BOSS).await;
    let mut save = async |id: AccountId, username: &str| {
        let path = page_of(paths::PERSON, id);
        let version = boss.get(&path).await.value("version");
        let fields = [
            ("version", version.as_str()),
            ("name", "Someone"),
            ("username", username),
            ("email", "nima@example.com"),
        ];
        boss.post(&path, &fields).await
    };
    assert_eq!(save(nima, "helper").await.status, StatusCode::SEE_OTHER);
    let taken = save(sara, "Helper").await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    taken.shows(&["Someone has this username already", r#"value="Helper""#]);
    // An e-mail has a form of its own; this one has no such field.
    assert_eq!(site.desk.account(SARA).await.id, sara);
    assert_eq!(site.desk.account("nima@example.com").await.id, nima);
}

#[tokio::test]
async fn s1_16_a_password_reset_is_a_mailed_link() {
    let (site, sara) = site().await;
    let mut boss = site.browser_of(BOSS).await;
    let sent = boss.post(&page_of(paths::PERSON_RESET, sara), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    boss.get(sent.header("location"))
        .await
        .shows(&["link to choose a new password is on its way"]);
    site.desk.deliver().await;
    let link = site.desk.link_to(SARA);
    sent.hides(&[&link.0]);
}
