//! `next=` and `back=` lead to pages of ours and nowhere else.

#![expect(clippy::unwrap_used, reason = "these are the assertions of tests")]

use frontdesk_application::testing::people::PASSWORD;
use frontdesk_db::Engine;
use frontdesk_domain::access::DeskIdentity;
use frontdesk_tests::site::{Answer, PUBLIC_URL, Site, on};
use url::Url;

/// Places that some browser, some proxy, or some parser has been led to.
const ASTRAY: &[&str] = &[
    "https://evil.example",
    "http://evil.example/",
    "HTTPS://EVIL.EXAMPLE",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https:\\\\evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\evil.example",
    "//evil.example/%2e%2e",
    "//evil.example\\@desk.example",
    "//desk.example@evil.example",
    "//desk.example:443@evil.example/",
    "https://desk.example@evil.example",
    "https://desk.example.evil.example",
    "https://evil.example/desk.example",
    "https://evil.example?desk.example",
    "https://evil.example#desk.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    "\n//evil.example",
    " //evil.example",
    "\u{0}//evil.example",
    "\u{8}//evil.example",
    "\u{b}//evil.example",
    "\u{c}//evil.example",
    "\u{a0}//evil.example",
    "\u{feff}//evil.example",
    "\u{2028}//evil.example",
    "\u{ff0f}\u{ff0f}evil.example",
    "/\u{ff0f}evil.example",
    "/\u{2215}evil.example",
    "/\u{3002}evil.example",
    "ht\ntps://evil.example",
    "java\nscript:alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript://desk.example/%0aalert(1)",
    "\u{1}javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "blob:https://evil.example/1",
    "file:///etc/passwd",
    "ftp://evil.example",
    "mailto:eve@evil.example",
    "intent://evil.example#Intent;end",
    "evil.example",
    "@evil.example",
    ".evil.example",
    ":evil.example",
    ":443@evil.example",
    "?//evil.example",
    "#//evil.example",
    "../evil.example",
    "./\\evil.example",
    "/\r\nLocation: https://evil.example",
    "/\r\nSet-Cookie: __Host-sid=x",
    "/%0d%0aLocation:%20https://evil.example\r\n",
    "/\u{85}evil.example",
    "/a b",
    "/é",
    "/x\\..\\..\\evil.example",
    "",
];

/// Places that look tricky, and are ours all the same: a browser stays here.
const OURS: &[&str] = &[
    "/",
    "/%2f%2fevil.example",
    "/@evil.example",
    "/.//evil.example",
    "/https://evil.example",
    "/x?next=//evil.example",
    "/:80",
    "/;//evil.example",
];

fn verified(rules: &mut frontdesk_application::Rules) {
    rules.identity = DeskIdentity::Verified;
}

/// A browser that follows the answer stays on this site.
fn stays(answer: &Answer, place: &str) {
    assert_eq!(answer.status, 303, "{place:?}: {}", answer.text());
    let led = Url::parse(PUBLIC_URL).unwrap().join(answer.location()).unwrap();
    assert_eq!(
        led.origin().ascii_serialization(),
        PUBLIC_URL,
        "{place:?} led to {led}"
    );
    let raw = answer.location();
    assert!(
        raw.starts_with('/') && !raw.starts_with("//") && !raw.contains('\\'),
        "{place:?} led to {raw}"
    );
    assert_eq!(answer.headers.get_all("location").iter().count(), 1, "{place:?}");
}

/// The page carries no place that is not ours.
fn carries_none(page: &Answer, place: &str) {
    assert_eq!(page.status, 200, "{place:?}");
    let text = page.text();
    for found in text.split("name=\"next\" value=\"").skip(1) {
        let carried = found.split('"').next().unwrap();
        assert!(carried.is_empty(), "{place:?} is carried as {carried}");
    }
}

#[test]
fn the_list_is_long_enough() {
    assert!(ASTRAY.len() >= 60);
}

#[tokio::test]
async fn signing_in_leads_nowhere_else() {
    on(Engine::Sqlite, verified, async |site| {
        site.customer("sara@example.com").await;
        for place in ASTRAY {
            let query = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("next", place)
                .finish();
            let mut browser = site.browser();
            for page in ["/sign-in", "/sign-in/code"] {
                carries_none(&browser.get(&format!("{page}?{query}")).await, place);
            }
            let half_way = browser.get(&format!("/sign-in/second-step?{query}")).await;
            assert_eq!(half_way.location(), "/sign-in", "{place:?}");
            let fields = [
                ("login", "sara@example.com"),
                ("password", PASSWORD),
                ("next", place),
            ];
            let entered = browser.post("/sign-in", &fields).await;
            stays(&entered, place);
            assert_eq!(entered.location(), "/my", "{place:?}");
        }
        for place in OURS {
            let fields = [
                ("login", "sara@example.com"),
                ("password", PASSWORD),
                ("next", place),
            ];
            let entered = site.browser().post("/sign-in", &fields).await;
            stays(&entered, place);
            assert_eq!(entered.location(), *place);
        }
    })
    .await;
}

#[tokio::test]
async fn the_second_step_leads_nowhere_else() {
    on(Engine::Sqlite, verified, async |site| {
        site.customer("sara@example.com").await;
        let browser = site.signs_in("sara@example.com").await;
        let secret = site.sets_up_second_step(&browser).await;
        for place in ASTRAY {
            // A code of the app is taken once.
            site.means.clock.advance(std::time::Duration::from_secs(31));
            let mut browser = site.signs_in("sara@example.com").await;
            let code = site.app_shows(&secret).reveal();
            let entered = browser
                .post("/sign-in/second-step", &[("code", &code), ("next", place)])
                .await;
            stays(&entered, place);
            assert_eq!(entered.location(), "/my", "{place:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_mailed_code_leads_nowhere_else() {
    on(Engine::Sqlite, verified, async |site| {
        for (number, place) in ASTRAY.iter().enumerate() {
            // So many codes as are asked for here, nobody is mailed in a day.
            let address = format!("sara{number}@example.com");
            site.customer(&address).await;
            let entered = by_code(site, &address, place).await;
            stays(&entered, place);
            assert_eq!(entered.location(), "/my", "{place:?}");
        }
    })
    .await;
}

async fn by_code(site: &Site, address: &str, place: &str) -> Answer {
    let mut browser = site.browser();
    let number = site.number_of(address).await.to_string();
    let asked = browser
        .post("/sign-in/code", &[("customer", &number), ("next", place)])
        .await;
    stays(&asked, place);
    assert!(!asked.location().contains("next="), "{place:?} is carried along");
    let code = site.code_to(address).await;
    browser
        .post("/sign-in/code/type", &[("code", &code), ("next", place)])
        .await
}

#[tokio::test]
async fn choosing_a_theme_leads_nowhere_else() {
    on(Engine::Sqlite, verified, async |site| {
        let mut browser = site.browser();
        for place in ASTRAY {
            let chosen = browser
                .post("/theme", &[("theme", "dark"), ("back", place)])
                .await;
            stays(&chosen, place);
            assert_eq!(chosen.location(), "/", "{place:?}");
        }
        for place in OURS {
            let chosen = browser
                .post("/theme", &[("theme", "dark"), ("back", place)])
                .await;
            stays(&chosen, place);
            assert_eq!(chosen.location(), *place);
        }
    })
    .await;
}
