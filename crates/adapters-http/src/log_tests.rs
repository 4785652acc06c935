//! What the log holds after people were here, and what it never holds.

use std::{
    io,
    sync::{Arc, Mutex},
};

use tracing_subscriber::fmt::MakeWriter;

use crate::testing::TestSite;

const PHONE: &str = "0912 345 6789";

/// A log in memory.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// The most talkative level there is, and still nothing a person typed and nothing that opens a door.
#[tokio::test]
async fn the_log_names_routes_and_never_people_or_tokens() {
    let lines = Lines::default();
    let log = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(lines.clone());
    let _guard = tracing::subscriber::set_default(log.finish());

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

    let log = lines.text();
    for route in [
        "/ticket",
        "/track/{token}/receipt",
        "/track/{token}/reply",
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
