//! What the log holds after people were here, and what it never holds.

use std::{cell::RefCell, io};

use crate::testing::TestSite;

const PHONE: &str = "0912 345 6789";

thread_local! {
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Keeps what is logged on this thread: a test and everything it spawns share one, and the subscriber has to be
/// the whole process's, because `tracing` remembers for each event whether anybody at all wants it.
struct OfThisThread;

impl io::Write for OfThisThread {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The most talkative level there is, and still nothing a person typed and nothing that opens a door.
#[tokio::test]
async fn the_log_names_routes_and_never_people_or_tokens() {
    let log = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE);
    tracing::subscriber::set_global_default(log.with_writer(|| OfThisThread).finish()).unwrap();

    let site = TestSite::new();
    let receipt = site.send_ticket(PHONE, "The printer is on fire").await;
    site.get(&receipt).await;
    let page = site.get(&receipt.replace("/receipt", "")).await;
    site.post(
        &receipt.replace("/receipt", "/reply"),
        &[("key", &page.value("key")), ("what", "Still burning")],
    )
    .await;
    let visit = site.visit(PHONE).await;
    site.get(&format!("/ticket?visit={visit}")).await;
    site.post("/", &[("who", "Sara\n{\"fake\":\"line\"}")]).await;
    site.get("/track/forged-token?code=123456").await;
    site.desk.deliver().await;
    let waiting = at_a_verified_desk().await;

    let log = String::from_utf8(LINES.take()).unwrap();
    for route in [
        "/ticket",
        "/track/{token}/receipt",
        "/track/{token}/reply",
        "/ticket/code",
        "/ticket/register",
        "\"status\":422",
        "\"status\":404",
    ] {
        assert!(log.contains(route), "{route} is missing in {log}");
    }
    let token = receipt.split('/').nth(2).unwrap();
    for secret in [
        "0912 345",
        "9123456789",
        "Sara",
        "sara@",
        "fire",
        "burning",
        token,
        visit.as_str(),
        waiting.as_str(),
        "fake",
        "forged-token",
        "123456",
    ] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
    assert!(
        log.lines()
            .all(|line| line.starts_with('{') && line.ends_with('}')),
        "one event, one line"
    );
}

/// Somebody looks up, types a wrong code and registers; what they waited under.
async fn at_a_verified_desk() -> String {
    let site = TestSite::verified();
    let mut browser = site.browser();
    let page = browser.post("/", &[("who", PHONE)]).await;
    let page = browser.get(page.header("location")).await;
    let visit = page.value("visit");
    let wrong = [("visit", visit.as_str()), ("code", "123456")];
    browser.post("/ticket/code", &wrong).await;
    let new = [wrong[0], ("name", "Sara Ahmadi"), ("email", "sara@example.com")];
    let registered = browser.post("/ticket/register", &new).await;
    let waiting = browser.get(registered.header("location")).await.value("visit");
    site.desk.deliver().await;
    let code = site.desk.code_to("sara@example.com").reveal();
    browser
        .post("/ticket/code", &[("visit", &waiting), ("code", &code)])
        .await;
    waiting
}
