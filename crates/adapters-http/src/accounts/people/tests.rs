use std::time::Duration;

use axum::http::StatusCode;
use frontdesk_application::testing::people::PASSWORD;
use frontdesk_domain::accounts::{AccountId, AccountState, Role};

use crate::{
    paths,
    testing::{Answer, Browser, TestSite},
};

const BOSS: &str = "boss@example.com";
const SARA: &str = "sara@example.com";
/// Longer than a typed password counts.
const A_WHILE: Duration = Duration::from_secs(601);

async fn site() -> (TestSite, AccountId) {
    let site = TestSite::new();
    site.desk.person(BOSS, Role::Admin).await;
    let sara = site.desk.customer(SARA).await;
    (site, sara)
}

fn page_of(pattern: &str, id: AccountId) -> String {
    paths::of(pattern, id.0)
}

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
            page.text()
                .contains(&format!("href=\"{}&amp;role=agent\"", place)),
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
    // Only its owner changes an e-mail, by proving the new one; the form has no such field.
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

#[tokio::test]
async fn what_will_happen_is_said_before_it_does() {
    let (site, sara) = site().await;
    let mut sara_browser = site.browser_of(SARA).await;
    let mut boss = site.browser_of(BOSS).await;
    for (pattern, words) in [
        (paths::PERSON_ROLE, "Change the role of"),
        (paths::PERSON_DISABLE, "links to them still work"),
        (paths::PERSON_DELETE, "They have no tickets."),
    ] {
        let page = boss.get(&page_of(pattern, sara)).await;
        page.shows(&[words, "Sara Ahmadi", r#"method="post""#, "Change nothing"]);
        assert_eq!(
            site.desk.account(SARA).await.state,
            AccountState::Active,
            "asking changes nothing"
        );
    }
    let path = page_of(paths::PERSON_ROLE, sara);
    let open = boss.post(&path, &[]).await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
    open.shows(&["Choose one of these"]);
    let agent = boss.post(&path, &[("role", "agent")]).await;
    boss.get(agent.header("location"))
        .await
        .shows(&["They have another role now", "Agent"]);
    assert_eq!(
        sara_browser.get(&page_of(paths::PERSON, sara)).await.status,
        StatusCode::SEE_OTHER,
        "signed out"
    );
    boss.post(&page_of(paths::PERSON_DISABLE, sara), &[]).await;
    assert!(matches!(
        site.desk.account(SARA).await.state,
        AccountState::Disabled { .. }
    ));
    boss.get(&page_of(paths::PERSON, sara)).await.shows(&["Enable"]);
    boss.post(&page_of(paths::PERSON_ENABLE, sara), &[]).await;
    assert_eq!(site.desk.account(SARA).await.state, AccountState::Active);
}

#[tokio::test]
async fn s4_12_a_deleted_customers_tickets_are_kept_as_a_former_customers() {
    let site = TestSite::new();
    site.desk.person(BOSS, Role::Admin).await;
    let receipt = site.send_ticket("0912 345 6789", "The printer is on fire").await;
    let sara = site.desk.customer(SARA).await;
    let mut boss = site.browser_of(BOSS).await;
    let path = page_of(paths::PERSON_DELETE, sara);
    boss.get(&path)
        .await
        .shows(&["Their 1 ticket is kept, shown as a former customer’s."]);
    let deleted = boss.post(&path, &[]).await;
    assert_eq!(deleted.header("location"), "/admin/people?done=deleted");
    let list = boss.get(deleted.header("location")).await;
    list.shows(&["The account is deleted"]);
    list.hides(&[SARA]);
    assert_eq!(
        boss.get(&page_of(paths::PERSON, sara)).await.status,
        StatusCode::NOT_FOUND
    );
    let ticket = site.get(&receipt.replace("/receipt", "")).await;
    ticket.shows(&["The printer is on fire"]);
    ticket.hides(&["Sara"]);
}

#[tokio::test]
async fn the_last_admin_stays_an_admin() {
    let (site, _) = site().await;
    let boss_id = site.desk.account(BOSS).await.id;
    let mut boss = site.browser_of(BOSS).await;
    for (pattern, fields) in [
        (paths::PERSON_ROLE, &[("role", "customer")][..]),
        (paths::PERSON_DISABLE, &[]),
        (paths::PERSON_DELETE, &[]),
    ] {
        let refused = boss.post(&page_of(pattern, boss_id), fields).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{pattern}");
        refused.shows(&[
            "This is the last admin",
            "Make somebody else an admin first",
            r#"href="/admin/people""#,
        ]);
    }
    let account = site.desk.account(BOSS).await;
    assert_eq!((account.role, account.state), (Role::Admin, AccountState::Active));
}

#[tokio::test]
async fn rights_take_a_password_typed_lately_and_nothing_typed_is_lost() {
    let (site, sara) = site().await;
    let mut boss = site.browser_of(BOSS).await;
    site.desk.clock.advance(A_WHILE);
    let path = page_of(paths::PERSON_ROLE, sara);
    let asked = boss.post(&path, &[("role", "agent")]).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    asked.shows(&["Type your password to go on", &format!(r#"action="{path}""#)]);
    assert_eq!(asked.value("role"), "agent");
    let wrong = boss
        .post(&path, &[("role", "agent"), ("password", "not the password")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.value("role"), "agent");
    assert_eq!(site.desk.account(SARA).await.role, Role::Customer);
    site.desk.clock.advance(A_WHILE);
    let done = boss
        .post(&path, &[("role", "agent"), ("password", PASSWORD)])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(site.desk.account(SARA).await.role, Role::Agent);
}

#[tokio::test]
async fn who_was_quicker_is_said() {
    let (site, sara) = site().await;
    let mut boss = site.browser_of(BOSS).await;
    let again = boss.post(&page_of(paths::PERSON_ENABLE, sara), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.shows(&["Nothing was changed", "someone was quicker"]);
}

#[tokio::test]
async fn s4_n3_being_signed_in_is_not_enough() {
    let (site, sara) = site().await;
    site.desk.person("agent@example.com", Role::Agent).await;
    let before = site.desk.account(SARA).await;
    let one = |pattern| page_of(pattern, sara);
    let pages = [
        "/admin/people".to_owned(),
        one(paths::PERSON),
        one(paths::PERSON_ROLE),
        one(paths::PERSON_DISABLE),
        one(paths::PERSON_DELETE),
    ];
    let writes = [
        "/admin/people".to_owned(),
        one(paths::PERSON),
        one(paths::PERSON_ROLE),
        one(paths::PERSON_DISABLE),
        one(paths::PERSON_ENABLE),
        one(paths::PERSON_DELETE),
        one(paths::PERSON_RESET),
    ];
    for login in ["agent@example.com", SARA] {
        let mut browser = site.browser_of(login).await;
        for path in &pages {
            let refused = browser.get(path).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{login} {path}");
            refused.hides(&["boss@example.com", "Registered"]);
        }
        for path in &writes {
            let refused = browser
                .post(path, &[("role", "admin"), ("name", "X"), ("version", "3")])
                .await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{login} {path}");
        }
    }
    let mut nobody = site.browser();
    for path in &pages {
        assert!(
            nobody
                .get(path)
                .await
                .header("location")
                .starts_with("/sign-in?next=%2Fadmin"),
            "{path}"
        );
    }
    for path in &writes {
        assert!(
            nobody
                .post(path, &[])
                .await
                .header("location")
                .starts_with("/sign-in"),
            "{path}"
        );
    }
    assert_eq!(site.desk.account(SARA).await, before);
}

#[tokio::test]
async fn s1_n3_nothing_is_changed_by_a_link() {
    let (site, sara) = site().await;
    let mut boss = site.browser_of(BOSS).await;
    let before = site.desk.account(SARA).await;
    for pattern in [paths::PERSON_ENABLE, paths::PERSON_RESET] {
        let refused = boss.get(&page_of(pattern, sara)).await;
        assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED, "{pattern}");
    }
    for pattern in [
        paths::PERSON,
        paths::PERSON_ROLE,
        paths::PERSON_DISABLE,
        paths::PERSON_DELETE,
    ] {
        let path = format!("{}?role=admin&name=X&done=role", page_of(pattern, sara));
        assert_eq!(boss.get(&path).await.status, StatusCode::OK, "{pattern}");
    }
    assert_eq!(site.desk.account(SARA).await, before);
    for path in [
        "/admin/people/x",
        "/admin/people/-1",
        "/admin/people/99999999999999999999",
    ] {
        assert_eq!(boss.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
