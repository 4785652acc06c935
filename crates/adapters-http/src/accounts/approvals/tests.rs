use std::time::Duration;

use axum::http::StatusCode;
use frontdesk_application::{Register, testing::people::PASSWORD};
use frontdesk_domain::{
    accounts::{AccountState, Role, Wish},
    ports::LetterContent,
};

use crate::testing::TestSite;

const BOSS: &str = "boss@example.com";
const SARA: &str = "sara@example.com";
const NIMA: &str = "nima@example.com";

async fn site() -> TestSite {
    let site = TestSite::new();
    site.desk.person(BOSS, Role::Admin).await;
    site
}

fn pick(id: frontdesk_domain::accounts::AccountId) -> String {
    format!("pick-{}", id.0)
}

#[tokio::test]
async fn s1_15_the_longest_waiting_come_first_with_what_they_ask_for() {
    let site = site().await;
    site.desk.newcomer(SARA).await;
    site.desk.clock.advance(Duration::from_secs(60));
    let wish = Wish::parse("I repair the printers").ok();
    let form = Register {
        wish,
        ..site.desk.registration(NIMA)
    };
    let request = site.desk.register(&form).await;
    site.desk.type_code(request, site.desk.code_to(NIMA)).await;
    site.desk.clock.advance(Duration::from_secs(60));
    site.desk
        .register(&site.desk.registration("late@example.com"))
        .await;
    let page = site.browser_of(BOSS).await.get("/admin/approvals").await;
    page.shows(&[
        "I repair the printers",
        "E-mail confirmed",
        "E-mail not confirmed yet",
    ]);
    let at = |words: &str| page.text().find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at(SARA) < at(NIMA) && at(NIMA) < at("late@example.com"));
    assert_eq!(
        page.text().matches(r#"type="checkbox""#).count(),
        2,
        "who has not confirmed cannot be chosen"
    );
    // Two can be decided about, and the navigation says so.
    page.shows(&[r#"<span class="pip">2<span class="sr"> waiting for approval</span></span>"#]);
}

#[tokio::test]
async fn s1_3_many_are_let_in_at_once_and_each_is_told() {
    let site = site().await;
    let (sara, nima) = (site.desk.newcomer(SARA).await, site.desk.newcomer(NIMA).await);
    let late = site
        .desk
        .register(&site.desk.registration("late@example.com"))
        .await;
    let late = (late, site.desk.account("late@example.com").await.id).1;
    let mut boss = site.browser_of(BOSS).await;
    let picks = [pick(sara), pick(nima), pick(late), "pick-999".to_owned()];
    let mut fields: Vec<(&str, &str)> = picks.iter().map(|name| (name.as_str(), "yes")).collect();
    fields.extend([("as", "customer"), ("reason", ""), ("do", "approve")]);
    let decided = boss.post("/admin/approvals", &fields).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER);
    let page = boss.get(decided.header("location")).await;
    page.shows(&[
        "Sara Ahmadi may sign in, as a customer.",
        "has not confirmed their e-mail yet, so nothing was decided",
        "One account was deleted meanwhile.",
    ]);
    assert_eq!(page.text().matches("may sign in, as a customer").count(), 2);
    for login in [SARA, NIMA] {
        assert_eq!(
            site.desk.account(login).await.state,
            AccountState::Active,
            "{login}"
        );
    }
    assert_eq!(
        site.desk.account("late@example.com").await.state,
        AccountState::Unverified
    );
    site.desk.deliver().await;
    assert!(matches!(
        site.desk.letter_to(SARA).unwrap().content,
        LetterContent::Approved { .. }
    ));
    // Sent again, it decides nothing, and says so.
    let again = boss
        .post(
            "/admin/approvals",
            &[(picks[0].as_str(), "yes"), ("as", "customer"), ("do", "approve")],
        )
        .await;
    boss.get(again.header("location"))
        .await
        .shows(&["Sara Ahmadi was let in before. Nothing was changed."]);
}

#[tokio::test]
async fn s1_3_someone_is_declined_with_a_reason() {
    let site = site().await;
    let sara = site.desk.newcomer(SARA).await;
    let mut boss = site.browser_of(BOSS).await;
    let form = [
        (pick(sara), "yes"),
        ("reason".into(), "Nobody here knows you"),
        ("do".into(), "decline"),
    ];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let decided = boss.post("/admin/approvals", &form).await;
    boss.get(decided.header("location"))
        .await
        .shows(&["Sara Ahmadi was declined.", "Nobody is waiting"]);
    site.desk.deliver().await;
    let LetterContent::Declined { reason: Some(reason) } = site.desk.letter_to(SARA).unwrap().content else {
        panic!("not told why")
    };
    assert_eq!(reason.as_str(), "Nobody here knows you");
    // After all: from their own page.
    let own = boss.get(&format!("/admin/people/{}", sara.0)).await;
    own.shows(&[
        "Nobody here knows you",
        "Let them in after all?",
        &format!(r#"name="{}""#, pick(sara)),
    ]);
    boss.post(
        "/admin/approvals",
        &[(&pick(sara), "yes"), ("as", "customer"), ("do", "approve")],
    )
    .await;
    assert_eq!(site.desk.account(SARA).await.state, AccountState::Active);
}

#[tokio::test]
async fn a_staff_role_takes_a_password_typed_lately_and_keeps_who_was_chosen() {
    let site = site().await;
    let sara = site.desk.newcomer(SARA).await;
    let mut boss = site.browser_of(BOSS).await;
    site.desk.clock.advance(Duration::from_secs(601));
    let pick = pick(sara);
    let form = [(pick.as_str(), "yes"), ("as", "agent"), ("do", "approve")];
    let asked = boss.post("/admin/approvals", &form).await;
    asked.shows(&["Type your password to go on"]);
    assert_eq!(
        (
            asked.value(&pick).as_str(),
            asked.value("as").as_str(),
            asked.value("do").as_str()
        ),
        ("yes", "agent", "approve")
    );
    assert!(matches!(
        site.desk.account(SARA).await.state,
        AccountState::AwaitingApproval { .. }
    ));
    let proved = boss
        .post(
            "/admin/approvals",
            &[&form[..], &[("password", PASSWORD)]].concat(),
        )
        .await;
    boss.get(proved.header("location"))
        .await
        .shows(&["Sara Ahmadi may sign in, as an agent."]);
}

#[tokio::test]
async fn an_unfinished_answer_comes_back_with_who_was_chosen() {
    let site = site().await;
    let (sara, _) = (site.desk.newcomer(SARA).await, site.desk.newcomer(NIMA).await);
    let mut boss = site.browser_of(BOSS).await;
    let nobody = boss
        .post("/admin/approvals", &[("as", "customer"), ("do", "approve")])
        .await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    nobody.shows(&[
        "There is a problem",
        r##"href="#pick""##,
        "Choose whom this is about",
    ]);
    let long = "x".repeat(401);
    let pick = pick(sara);
    let kept = boss
        .post(
            "/admin/approvals",
            &[(pick.as_str(), "yes"), ("reason", &long), ("do", "decline")],
        )
        .await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    kept.shows(&[&long, &format!(r#"name="{pick}" value="yes" checked"#)]);
    assert_eq!(kept.text().matches(" checked").count(), 1);
    for fields in [
        &[(pick.as_str(), "yes"), ("as", "god"), ("do", "approve")][..],
        &[(&pick, "yes"), ("as", "customer")],
    ] {
        assert_eq!(
            boss.post("/admin/approvals", fields).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    assert!(matches!(
        site.desk.account(SARA).await.state,
        AccountState::AwaitingApproval { .. }
    ));
}

#[tokio::test]
async fn everyone_on_a_page_is_chosen_by_a_link_and_pages_follow_each_other() {
    let site = site().await;
    for n in 0..52 {
        site.desk.newcomer(&format!("p{n}@example.com")).await;
        site.desk.clock.advance(Duration::from_secs(3600));
    }
    let mut boss = site.browser_of(BOSS).await;
    let first = boss.get("/admin/approvals?all=1").await;
    assert_eq!(first.text().matches(r#"value="yes" checked"#).count(), 50);
    let (_, next) = first
        .text()
        .split_once(r#"href="/admin/approvals?after="#)
        .unwrap();
    let next = next.split_once('"').unwrap().0;
    let second = boss.get(&format!("/admin/approvals?after={next}")).await;
    assert_eq!(second.text().matches(r#"type="checkbox""#).count(), 2);
    second.shows(&["p50@example.com", "p51@example.com", "From the beginning"]);
    assert_eq!(second.value("after"), next);
    // Everybody of a full page fits into one form.
    let mut fields = vec![
        ("as".to_owned(), "customer"),
        ("reason".to_owned(), ""),
        ("do".to_owned(), "approve"),
    ];
    fields.push(("password".to_owned(), PASSWORD));
    let names = first.text().split(r#"name="pick-"#).skip(1);
    fields.extend(names.map(|rest| (format!("pick-{}", rest.split_once('"').unwrap().0), "yes")));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let decided = boss.post("/admin/approvals", &fields).await;
    let page = boss.get(decided.header("location")).await;
    assert_eq!(page.text().matches("may sign in, as a customer").count(), 50);
}

#[tokio::test]
async fn s4_n3_only_admins_let_people_in() {
    let site = site().await;
    let nima = site.desk.newcomer(NIMA).await;
    site.desk.customer(SARA).await;
    site.desk.person("agent@example.com", Role::Agent).await;
    for login in [SARA, "agent@example.com"] {
        let mut browser = site.browser_of(login).await;
        let page = browser.get("/admin/approvals").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{login}");
        page.hides(&[NIMA, "Approvals"]);
        let refused = browser
            .post(
                "/admin/approvals",
                &[(&pick(nima), "yes"), ("as", "customer"), ("do", "approve")],
            )
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{login}");
    }
    let nobody = site
        .post(
            "/admin/approvals",
            &[(&pick(nima), "yes"), ("as", "admin"), ("do", "approve")],
        )
        .await;
    assert_eq!(nobody.header("location"), "/sign-in");
    assert!(matches!(
        site.desk.account(NIMA).await.state,
        AccountState::AwaitingApproval { .. }
    ));
}

#[tokio::test]
async fn s1_n3_nobody_is_let_in_by_a_link() {
    let site = site().await;
    let sara = site.desk.newcomer(SARA).await;
    let mut boss = site.browser_of(BOSS).await;
    let page = boss
        .get(&format!(
            "/admin/approvals?{}=yes&as=customer&do=approve&done={}",
            pick(sara),
            sara.0
        ))
        .await;
    // What an address claims is not believed: what is so is said.
    page.shows(&["Sara Ahmadi still waits."]);
    assert!(matches!(
        site.desk.account(SARA).await.state,
        AccountState::AwaitingApproval { .. }
    ));
}
