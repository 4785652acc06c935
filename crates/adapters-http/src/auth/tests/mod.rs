//! Signing in and out as a browser does it.

mod code;
mod kept;
mod passwords;
mod second_step;
mod set_up;
mod sign_in;
mod sign_out;

use axum::http::{StatusCode, header};
use frontdesk_application::testing::people::PASSWORD;

use crate::testing::{Answer, Browser, TestSite};

const SARA: &str = "sara@example.com";
const BOSS: &str = "boss@example.com";
const NEW: &str = "velvet harbour spoon";

/// Types e-mail or username and a password.
async fn sign_in(browser: &mut Browser<'_>, login: &str, password: &str) -> Answer {
    let fields = [("login", login), ("password", password)];
    browser.post("/sign-in", &fields).await
}

/// Fails unless the answer leads to that place.
#[track_caller]
fn leads(answer: &Answer, place: &str) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.header("location"), place);
}

/// Whether the browser is signed in, as its pages say.
async fn is_in(browser: &mut Browser<'_>) -> bool {
    browser.get("/").await.text().contains("Sign out")
}

/// The `Set-Cookie` line of that name.
fn cookie_line<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let lines = answer.headers.get_all(header::SET_COOKIE).iter();
    lines
        .map(|line| line.to_str().unwrap())
        .find(|line| line.starts_with(&format!("{name}=")))
}
