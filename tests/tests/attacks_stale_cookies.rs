//! A cookie that was kept from before opens nothing on any route, whatever ended its session.

#![expect(clippy::unwrap_used, reason = "these are the assertions of tests")]

use axum::http::Method;
use frontdesk_application::testing::people::PASSWORD;
use frontdesk_domain::access::{Authority, DeskIdentity};
use frontdesk_domain::accounts::Role;
use frontdesk_tests::site::cast::{Actor, Cast};
use frontdesk_tests::site::dump::Reader;
use frontdesk_tests::site::matrix::{CHANGED, table, word};
use frontdesk_tests::site::requests::{Call, NEW_PASSWORD};
use frontdesk_tests::site::{Browser, Site, on_each_engine};

/// What ends a session.
#[derive(Clone, Copy, Debug)]
enum End {
    SignOut,
    AnotherRole,
    Disabling,
    Deletion,
    Reset,
    Everywhere,
    AnotherPassword,
    AnotherEmail,
    SecondStep,
}

const ENDS: [End; 9] = [
    End::SignOut,
    End::AnotherRole,
    End::Disabling,
    End::Deletion,
    End::Reset,
    End::Everywhere,
    End::AnotherPassword,
    End::AnotherEmail,
    End::SecondStep,
];

#[tokio::test]
async fn a_stale_cookie_opens_nothing_on_any_route() {
    on_each_engine(
        |rules| rules.identity = DeskIdentity::Verified,
        async |site| {
            let cast = Box::pin(Cast::assemble(site)).await;
            let mut reader = Reader::connect(&site.url).await;
            let mut wrong = Vec::new();
            for (number, end) in ENDS.into_iter().enumerate() {
                let address = format!("robin{number}@example.com");
                site.staff(&address, Role::Admin).await;
                let browser = site.signs_in(&address).await;
                let mut stale = browser.thief();
                let works = stale.get("/admin/people").await;
                assert_eq!(works.status, 200, "the cookie was good before");
                Box::pin(happens(site, end, &address, browser)).await;
                wrong.extend(opened(&mut reader, &cast, &stale, end).await);
            }
            assert!(
                wrong.is_empty(),
                "a stale cookie got in:\n  {}",
                wrong.join("\n  ")
            );
        },
    )
    .await;
}

async fn happens(site: &Site, end: End, address: &str, mut browser: Browser) {
    let (id, operator) = (site.account(address).await.id, Authority::Operator);
    match end {
        End::SignOut => drop(browser.post("/sign-out", &[]).await),
        End::AnotherRole => site.app.change_role(&operator, id, Role::Agent).await.unwrap(),
        End::Disabling => site.app.disable_person(&operator, id).await.unwrap(),
        End::Deletion => site.app.delete_person(&operator, id).await.unwrap(),
        End::Reset => {
            let mut other = site.browser();
            other.post("/forgot-password", &[("login", address)]).await;
            let link = site.link_to(address).await;
            let (_, token) = link.split_once("?token=").unwrap();
            let fields = [
                ("token", token),
                ("password", NEW_PASSWORD),
                ("again", NEW_PASSWORD),
            ];
            let reset = other.post("/reset-password", &fields).await;
            assert_eq!(reset.location(), "/sign-in?done=password");
        }
        End::Everywhere => {
            let mut other = site.signs_in(address).await;
            other.post("/my/profile/sessions/end", &[]).await;
        }
        End::AnotherPassword => {
            let mut other = site.signs_in(address).await;
            let fields = [
                ("present", PASSWORD),
                ("password", NEW_PASSWORD),
                ("again", NEW_PASSWORD),
            ];
            let changed = other.post("/my/profile/password", &fields).await;
            assert_eq!(changed.location(), "/my/profile?done=password");
        }
        End::AnotherEmail => {
            let (mut other, new) = (site.signs_in(address).await, "robin.new@example.com");
            other
                .post("/my/profile/email", &[("email", new), ("password", PASSWORD)])
                .await;
            let code = site.code_to(new).await;
            let changed = other.post("/my/profile/email/confirm", &[("code", &code)]).await;
            assert_eq!(changed.location(), "/my/profile?done=email");
        }
        End::SecondStep => drop(site.sets_up_second_step(&site.signs_in(address).await).await),
    }
}

/// Every route that would have been open to them, or that shows who is there: answered as to someone whose
/// session is over, with nothing changed.
async fn opened(reader: &mut Reader, cast: &Cast, stale: &Browser, end: End) -> Vec<String> {
    let mut wrong = Vec::new();
    let before = reader.dump().await;
    for row in table() {
        let expected = row.expects(Actor::Expired);
        if CHANGED.contains(&expected) {
            // Open to everybody, and not asked who they are.
            continue;
        }
        let call = Call::of(&row.method, &row.route, Actor::Expired, cast);
        let answer = stale.clone().send(call.from(stale)).await;
        let got = word(&answer, &before, &before);
        let is_known = call.method == Method::GET && answer.text().contains("Robin Staff");
        if got != expected || is_known {
            wrong.push(format!("{end:?}: {}", row.wrong(Actor::Expired, &got)));
        }
    }
    let changed = before.changes(&reader.dump().await);
    wrong.extend(changed.into_iter().map(|row| format!("{end:?}: {row}")));
    wrong
}
