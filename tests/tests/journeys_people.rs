//! What people do, through the pages and on each engine: the lines of the mission that no narrower test proves.

use frontdesk_application::Rules;
use frontdesk_application::testing::people::PASSWORD;
use frontdesk_domain::accounts::Role;
use frontdesk_tests::site::cast::{Actor, Cast, strict};
use frontdesk_tests::site::{Browser, Site, on_each_engine};

fn usual(_: &mut Rules) {}

async fn registers_as(site: &Site, name: &str, address: &str, more: &[(&str, &str)]) -> Browser {
    let mut browser = site.browser();
    let fields = [
        ("name", name),
        ("email", address),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    browser.post("/register", &[&fields[..], more].concat()).await;
    let code = site.code_to(address).await;
    let proved = browser.post("/verify", &[("code", &code)]).await;
    assert_eq!(proved.location(), "/verify?done=waiting", "{}", proved.text());
    browser
}

async fn admin(site: &Site) -> Browser {
    site.staff("admin@example.com", Role::Admin).await;
    site.signs_in("admin@example.com").await
}

#[tokio::test]
async fn s4_1_one_registers_and_asks_for_a_staff_role_that_an_admin_grants() {
    on_each_engine(usual, async |site| {
        let wish = [("wish", "I work at the second desk on Mondays")];
        registers_as(site, "Ben Okafor", "ben@example.com", &wish).await;
        let ben = site.account("ben@example.com").await;
        assert_eq!(ben.role, Role::Customer, "nothing was taken");
        let mut admin = admin(site).await;
        let page = admin.get("/admin/approvals").await.text();
        assert!(
            page.contains("Ben Okafor") && page.contains("second desk on Mondays"),
            "{page}"
        );
        let pick = format!("pick-{}", ben.id.0);
        let fields = [(pick.as_str(), "yes"), ("do", "approve"), ("as", "agent")];
        assert_eq!(admin.post("/admin/approvals", &fields).await.status, 303);
        assert_eq!(site.account("ben@example.com").await.role, Role::Agent);
        let in_now = site.signs_in("ben@example.com").await;
        assert_eq!(site.who(&in_now).await.unwrap().role, Role::Agent);
    })
    .await;
}

#[tokio::test]
async fn s0_n14_a_name_is_nobodys_alone_and_lets_nobody_in() {
    on_each_engine(usual, async |site| {
        for address in ["sara.one@example.com", "sara.two@example.com"] {
            registers_as(site, "Sara Ahmadi", address, &[]).await;
        }
        let (one, two) = (
            site.account("sara.one@example.com").await,
            site.account("sara.two@example.com").await,
        );
        assert_eq!(one.name, two.name);
        assert_ne!(one.client, two.client);
        let mut browser = site.browser();
        let fields = [("login", "Sara Ahmadi"), ("password", PASSWORD)];
        assert_eq!(browser.post("/sign-in", &fields).await.status, 422);
        let looked_up = browser.post("/", &[("who", "Sara Ahmadi")]).await;
        assert_eq!(looked_up.status, 422, "nor at the front desk");
    })
    .await;
}

#[tokio::test]
async fn s0_n13_the_box_of_the_sign_in_page_is_sent_and_counts() {
    on_each_engine(usual, async |site| {
        site.customer("sara@example.com").await;
        let mut browser = site.browser();
        let page = browser.get("/sign-in").await.text();
        let boxes: Vec<&str> = page
            .split("<input")
            .filter(|tag| tag.contains("type=\"checkbox\""))
            .collect();
        assert_eq!(boxes.len(), 1);
        assert!(boxes[0].contains("name=\"remember\"") && boxes[0].contains("value=\"yes\""));
        let fields = [
            ("login", "sara@example.com"),
            ("password", PASSWORD),
            ("remember", "yes"),
        ];
        browser.post("/sign-in", &fields).await;
        let plain = site.signs_in("sara@example.com").await;
        site.means
            .clock
            .advance(std::time::Duration::from_secs(29 * 24 * 3600));
        assert!(site.who(&browser).await.is_some(), "remembered");
        assert!(site.who(&plain).await.is_none(), "not asked for");
    })
    .await;
}

#[tokio::test]
async fn s1_n7_people_and_approvals_have_an_order() {
    on_each_engine(usual, async |site| {
        for (name, address) in [
            ("Cleo", "c@example.com"),
            ("Ada", "a@example.com"),
            ("ben", "b@example.com"),
        ] {
            registers_as(site, name, address, &[]).await;
            site.means.clock.advance(std::time::Duration::from_secs(1));
        }
        let mut admin = admin(site).await;
        let places =
            |page: &str| ["a@example.com", "b@example.com", "c@example.com"].map(|at| page.find(at).unwrap());
        let people = admin.get("/admin/people").await.text();
        assert!(places(&people).is_sorted(), "by name, whatever its case");
        let [a, b, c] = places(&admin.get("/admin/approvals").await.text());
        assert!(c < a && a < b, "the longest waiting first");
    })
    .await;
}

#[tokio::test]
async fn s2_6_nothing_is_managed_without_signing_in() {
    on_each_engine(usual, async |site| {
        site.staff("admin@example.com", Role::Admin).await;
        let mut browser = site.browser();
        let asked = browser.get("/admin/people?role=agent").await;
        assert_eq!(asked.location(), "/sign-in?next=%2Fadmin%2Fpeople%3Frole%3Dagent");
        let next = browser.get(asked.location()).await.value("next");
        let fields = [
            ("login", "admin@example.com"),
            ("password", PASSWORD),
            ("next", next.as_str()),
        ];
        let entered = browser.post("/sign-in", &fields).await;
        assert_eq!(entered.location(), "/admin/people?role=agent", "and leads on");
        assert_eq!(browser.get(entered.location()).await.status, 200);
        browser.post("/sign-out", &[]).await;
        assert!(
            browser
                .get("/admin/people")
                .await
                .location()
                .starts_with("/sign-in")
        );
    })
    .await;
}

/// The accounts by which the table of who may do what is tried: one of every role, and they are what they say.
#[tokio::test]
async fn s4_14_every_role_is_tried_with_an_account_of_that_role() {
    on_each_engine(strict, async |site| {
        let cast = Cast::assemble(site).await;
        for (actor, role) in [
            (Actor::Customer, Role::Customer),
            (Actor::Another, Role::Customer),
            (Actor::Client, Role::Customer),
            (Actor::Agent, Role::Agent),
            (Actor::Admin, Role::Admin),
            (Actor::Owing, Role::Admin),
        ] {
            let person = site.who(&cast.browser(actor, site)).await.unwrap();
            assert_eq!(person.role, role, "{actor:?}");
            assert_eq!(person.owes_second_step, actor == Actor::Owing, "{actor:?}");
            assert_eq!(person.account().is_none(), actor == Actor::Client, "{actor:?}");
        }
        for actor in Actor::ALL {
            let is_in = site.who(&cast.browser(actor, site)).await.is_some();
            assert_eq!(is_in, cast.sessions.contains_key(&actor), "{actor:?}");
        }
        assert_eq!(cast.sessions.len(), 6, "nobody else is in");
    })
    .await;
}
