//! Two hundred guesses of a mailed code at once, from two hundred networks: at most five are looked at, and
//! the right code is over then.

#![expect(clippy::unwrap_used, reason = "these are the assertions of tests")]

use axum::http::Method;
use frontdesk_application::testing::people::PASSWORD;
use frontdesk_domain::access::DeskIdentity;
use frontdesk_tests::site::{Browser, Site, on_each_engine, owned};

const GUESSES: u32 = 200;
const TRIES: usize = 5;

fn verified(rules: &mut frontdesk_application::Rules) {
    rules.identity = DeskIdentity::Verified;
}

/// A browser that asked for a code, where the code is typed, and what else the form holds.
struct Asked {
    browser: Browser,
    address: &'static str,
    path: &'static str,
    visit: Option<String>,
}

impl Asked {
    fn fields<'a>(&'a self, code: &'a str) -> Vec<(&'a str, &'a str)> {
        let visit = self.visit.as_deref().map(|visit| ("visit", visit));
        [("code", code)].into_iter().chain(visit).collect()
    }
}

async fn guessed(site: &Site, mut asked: Asked) {
    let right = site.code_to(asked.address).await;
    let before = site.means.hasher.codes_compared();
    let mut guesses = Vec::new();
    for number in 1..=GUESSES {
        let guess = format!("{:06}", (right.parse::<u32>().unwrap() + number) % 1_000_000);
        let mut browser = asked.browser.thief();
        let request = browser.request(Method::POST, asked.path, &owned(&asked.fields(&guess)));
        guesses.push(tokio::spawn(async move { browser.send(request).await.status }));
    }
    for guess in guesses {
        let status = guess.await.unwrap();
        assert_ne!(status, 303, "a wrong code was taken at {}", asked.path);
    }
    let looked_at = site.means.hasher.codes_compared() - before;
    assert!(
        (1..=TRIES).contains(&looked_at),
        "{looked_at} guesses at {}",
        asked.path
    );
    let request = asked
        .browser
        .request(Method::POST, asked.path, &owned(&asked.fields(&right)));
    let late = asked.browser.send(request).await;
    assert_eq!(
        late.status,
        422,
        "the right code was taken at {}: {}",
        asked.path,
        late.location()
    );
    assert_eq!(
        site.means.hasher.codes_compared() - before,
        looked_at,
        "it was looked at"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn s1_n2_a_code_that_proves_an_email_is_not_guessed() {
    on_each_engine(verified, async |site| {
        let address = "sara@example.com";
        let browser = site.registers(address).await;
        let (path, visit) = ("/verify", None);
        guessed(
            site,
            Asked {
                browser,
                address,
                path,
                visit,
            },
        )
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s1_n2_a_code_that_changes_an_email_is_not_guessed() {
    on_each_engine(verified, async |site| {
        site.customer("sara@example.com").await;
        let mut browser = site.signs_in("sara@example.com").await;
        let address = "new@example.com";
        let fields = [("email", address), ("password", PASSWORD)];
        browser.post("/my/profile/email", &fields).await;
        let (path, visit) = ("/my/profile/email/confirm", None);
        guessed(
            site,
            Asked {
                browser,
                address,
                path,
                visit,
            },
        )
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s1_n2_a_code_that_signs_in_is_not_guessed() {
    on_each_engine(verified, async |site| {
        let address = "sara@example.com";
        site.customer(address).await;
        let number = site.number_of(address).await.to_string();
        let mut browser = site.browser();
        browser.post("/sign-in/code", &[("customer", &number)]).await;
        let (path, visit) = ("/sign-in/code/type", None);
        guessed(
            site,
            Asked {
                browser,
                address,
                path,
                visit,
            },
        )
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s1_n2_a_code_of_the_front_desk_is_not_guessed() {
    on_each_engine(verified, async |site| {
        let address = "sara@example.com";
        site.customer(address).await;
        let number = site.number_of(address).await.to_string();
        let mut browser = site.browser();
        let asked = browser.post("/", &[("who", &number)]).await;
        let visit = Some(visit_in(asked.location()));
        let path = "/ticket/code";
        guessed(
            site,
            Asked {
                browser,
                address,
                path,
                visit,
            },
        )
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s1_n2_a_code_that_registers_is_not_guessed() {
    on_each_engine(verified, async |site| {
        let address = "mona@example.com";
        let mut browser = site.browser();
        let asked = browser.post("/", &[("who", "0912 345 6789")]).await;
        let visit = visit_in(asked.location());
        let fields = [("visit", visit.as_str()), ("name", "Mona"), ("email", address)];
        let asked = browser.post("/ticket/register", &fields).await;
        let visit = Some(visit_in(asked.location()));
        let path = "/ticket/code";
        guessed(
            site,
            Asked {
                browser,
                address,
                path,
                visit,
            },
        )
        .await;
    })
    .await;
}

fn visit_in(location: &str) -> String {
    let (_, visit) = location.split_once("visit=").unwrap();
    visit.split('&').next().unwrap().to_owned()
}
