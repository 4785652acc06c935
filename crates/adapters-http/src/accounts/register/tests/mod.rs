//! Making an account as a browser does it.

mod sign_up;
mod verify;

use frontdesk_application::testing::people::PASSWORD;

use crate::testing::{Answer, Browser, TestSite};

const SARA: &str = "sara@example.com";
const NEW: &str = "velvet harbour spoon";

/// The fewest fields that make an account.
fn fields(email: &str) -> Vec<(&str, &str)> {
    vec![
        ("name", "Sara Ahmadi"),
        ("email", email),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ]
}

/// The same fields with one of them different, or one more.
fn with<'a>(fields: &[(&'a str, &'a str)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let others = fields.iter().copied().filter(|(field, _)| *field != name);
    others.chain([(name, value)]).collect()
}

/// Someone registers; their browser is at the page for the code, and the mail is sent.
async fn registered<'a>(site: &'a TestSite, fields: &[(&str, &str)]) -> Browser<'a> {
    let mut browser = site.browser();
    browser.post("/register", fields).await.leads("/verify");
    site.desk.deliver().await;
    browser
}

/// Types the code of the newest mail to that address.
async fn type_code(browser: &mut Browser<'_>, site: &TestSite, email: &str) -> Answer {
    let code = site.desk.code_to(email).reveal();
    browser.post("/verify", &[("code", &code)]).await
}
