//! Links, codes and cookies that are not quite right, at every door that takes one: none is taken, and one that is right
//! is.

use std::time::Duration;

use frontdesk_rig::Result;
use frontdesk_rig::browser::{Browser, Page};
use frontdesk_rig::html::hidden;
use frontdesk_rig::report::{Report, Target};

use super::doors::{Door, Who};
use super::house::{House, OTHER, PASSWORD};
use super::spellings::{Spelling, of_code, of_link, of_word, padded};

/// At how many tries all of this aims, at least.
const TRIES: f64 = 60.0;

/// What was tried.
#[derive(Default)]
struct Tried {
    all: usize,
    taken: Vec<String>,
    right: Vec<(&'static str, bool)>,
}

impl Tried {
    /// A wrong one: what opens is noted.
    fn wrong(&mut self, door: &str, how: &str, page: &Page, opens: impl Fn(&Page) -> bool) {
        self.all += 1;
        if opens(page) || page.status >= 500 {
            self.taken.push(format!("{how} at {door}: {}", page.status));
        }
    }

    fn right(&mut self, door: &'static str, was_taken: bool) {
        self.right.push((door, was_taken));
    }
}

pub(crate) async fn refused(house: &mut House, report: &mut Report) -> Result<()> {
    let mut tried = Tried::default();
    // Another installation under the same key, whose accounts have the same keys.
    let mut elsewhere = House::new(house.desk.engine()).await?;
    links(house, &mut elsewhere, &mut tried).await?;
    codes(house, &mut tried).await?;
    sessions(house, &mut elsewhere, &mut tried).await?;
    devices(house, &mut elsewhere, &mut tried).await?;
    elsewhere.remove(false).await?;
    report.count("tokens-tried", tried.all, Target::AtLeast(TRIES));
    report.count("tokens-taken", tried.taken.len(), Target::Exactly(0));
    report.details("taken", &tried.taken);
    let refused = tried.right.iter().filter(|(_, taken)| !taken);
    let refused: Vec<_> = refused.map(|(door, _)| *door).collect();
    report.count("right-tokens-tried", tried.right.len(), Target::AtLeast(6.0));
    report.count("right-tokens-refused", refused.len(), Target::Exactly(0));
    report.details("refused", &refused);
    Ok(())
}

fn leads_on(page: &Page) -> bool {
    page.status == 303
}

async fn reset_link(house: &House, browser: &mut Browser, email: &str) -> Result<String> {
    let before = house.mailbox.newest(email).await?;
    browser.post("/forgot-password", &[("login", email)]).await?;
    let wanted = |mail: &frontdesk_rig::mailbox::Mail| mail.token("/reset-password");
    Ok(house.mailbox.next(email, before, wanted).await?.1)
}

async fn verify_link(house: &House, email: &str) -> Result<String> {
    let wanted = |mail: &frontdesk_rig::mailbox::Mail| mail.token("/verify");
    Ok(house.mailbox.next(email, 0, wanted).await?.1)
}

async fn reset(browser: &mut Browser, token: &str) -> Result<Page> {
    let form = [("token", token), ("password", OTHER), ("again", OTHER)];
    browser.post("/reset-password", &form).await
}

async fn links(house: &mut House, elsewhere: &mut House, tried: &mut Tried) -> Result<()> {
    let (sara, omid) = (house.person().await?, house.person().await?);
    let mut browser = house.browser();
    let old = reset_link(house, &mut browser, &sara).await?;
    let good = reset_link(house, &mut browser, &sara).await?;
    let other = reset_link(house, &mut browser, &omid).await?;
    let twin = elsewhere.person().await?;
    let abroad = {
        let mut browser = elsewhere.browser();
        reset_link(elsewhere, &mut browser, &twin).await?
    };
    let new = house.email();
    let mut registered = house.register(&new).await?;
    let verify = verify_link(house, &new).await?;

    let mut spellings = of_link(&good, &other)?;
    spellings.extend(padded(&good));
    spellings.extend(purposes(&[
        ("an older one", &old),
        ("of another installation", &abroad),
    ]));
    spellings.push(("for an e-mail", verify.clone()));
    for (how, token) in &spellings {
        let page = reset(&mut browser, token).await?;
        tried.wrong("/reset-password", how, &page, leads_on);
        let look = browser
            .get(&format!("/reset-password?token={}", encoded(token)))
            .await?;
        tried.wrong("GET /reset-password", how, &look, |page| page.status == 200);
        let page = browser.post("/setup", &set_up(token)).await?;
        tried.wrong("/setup", how, &page, leads_on);
    }
    tried.right("/reset-password", leads_on(&reset(&mut browser, &good).await?));
    let page = reset(&mut browser, &good).await?;
    tried.wrong("/reset-password", "a used one", &page, leads_on);

    let third = house.email();
    house.register(&third).await?;
    let other = verify_link(house, &third).await?;
    let mut spellings = of_link(&verify, &other)?;
    spellings.extend(padded(&verify));
    spellings.extend(purposes(&[
        ("for a password", &abroad),
        ("a used one for a password", &good),
    ]));
    for (how, token) in &spellings {
        let form = [("token", token.as_str()), ("password", PASSWORD)];
        let page = registered.post("/verify", &form).await?;
        tried.wrong("/verify", how, &page, leads_on);
    }
    let form = [("token", verify.as_str())];
    tried.right(
        "/verify by link",
        leads_on(&registered.post("/verify", &form).await?),
    );
    let page = registered.post("/verify", &form).await?;
    tried.wrong("/verify", "a used one", &page, leads_on);
    Ok(())
}

fn purposes(tokens: &[(&'static str, &String)]) -> Vec<Spelling> {
    tokens
        .iter()
        .map(|(how, token)| (*how, (*token).clone()))
        .collect()
}

fn set_up(token: &str) -> [(&str, &str); 5] {
    [
        ("token", token),
        ("name", "Some Body"),
        ("email", "first@example.com"),
        ("password", OTHER),
        ("again", OTHER),
    ]
}

/// As it stands in an address: what is encoded already is encoded once more.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let letter = |byte: u8| {
        if plain(byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(letter).collect()
}

async fn codes(house: &mut House, tried: &mut Tried) -> Result<()> {
    let email = house.email();
    let mut first = house.register(&email).await?;
    let mut older = first.clone();
    let (id, old) = house.mailbox.next(&email, 0, |mail| mail.code()).await?;
    let mut browser = house.register(&email).await?;
    let (_, good) = house.mailbox.next(&email, id, |mail| mail.code()).await?;
    let who = Who::known(house).await?;
    let mut client = house.browser();
    let asked = Door::Code.knock(&mut client, &who).await?;
    let sealed = hidden(&client.get(asked.leads()).await?.body, "for").ok_or("no page for a code")?;
    let (_, to_sign_in) = house.mailbox.next(&who.email, 0, |mail| mail.code()).await?;

    for (how, code) in of_code(&good) {
        let page = browser.post("/verify", &[("code", &code)]).await?;
        tried.wrong("/verify", how, &page, leads_on);
    }
    let form = [("for", sealed.as_str()), ("code", &good)];
    let page = browser.clone().post("/sign-in/code/type", &form).await?;
    tried.wrong("/sign-in/code/type", "a code for an e-mail", &page, leads_on);
    let page = client.clone().post("/verify", &[("code", &to_sign_in)]).await?;
    tried.wrong("/verify", "a code to sign in", &page, leads_on);
    for (how, browser, code) in [
        ("an older one", &mut first, &old),
        ("the newer one in the older browser", &mut older, &good),
        ("in a browser that asked for none", &mut house.browser(), &good),
        ("in somebody else's browser", &mut client.clone(), &good),
    ] {
        let page = browser.post("/verify", &[("code", code)]).await?;
        tried.wrong("/verify", how, &page, leads_on);
    }
    let request = browser.cookies.get("req").ok_or("no request")?.clone();
    for (how, request) in of_word(&request) {
        let page = house
            .browser()
            .with("req", &request)
            .post("/verify", &[("code", &good)])
            .await?;
        tried.wrong("/verify", &format!("a request {how}"), &page, leads_on);
    }
    let other = if good == "123456" { "654321" } else { "123456" };
    let page = browser.post("/verify", &[("code", other)]).await?;
    tried.wrong("/verify", "another code", &page, leads_on);
    let spent = browser.clone();
    tried.right(
        "/verify by code",
        leads_on(&browser.post("/verify", &[("code", &good)]).await?),
    );
    let page = spent.clone().post("/verify", &[("code", &good)]).await?;
    tried.wrong("/verify", "a used code", &page, leads_on);

    for (how, code) in of_code(&to_sign_in) {
        let form = [("for", sealed.as_str()), ("code", &code)];
        let page = client.post("/sign-in/code/type", &form).await?;
        tried.wrong("/sign-in/code/type", how, &page, leads_on);
    }
    let form = [("for", sealed.as_str()), ("code", &to_sign_in)];
    let used = client.clone();
    let page = client.post("/sign-in/code/type", &form).await?;
    tried.right("/sign-in/code/type", leads_on(&page));
    let page = used.clone().post("/sign-in/code/type", &form).await?;
    tried.wrong("/sign-in/code/type", "a used code", &page, leads_on);
    Ok(())
}

async fn sessions(house: &mut House, elsewhere: &mut House, tried: &mut Tried) -> Result<()> {
    let opens = |page: &Page| page.status == 200;
    let sara = house.person().await?;
    let mut browser = house.signed_in(&sara).await?;
    let sid = browser.cookies.get("sid").ok_or("no session")?.clone();
    let device = browser.cookies.get("dev").ok_or("no device")?.clone();
    let twin = elsewhere.person().await?;
    let abroad = elsewhere.signed_in(&twin).await?.cookies.get("sid").cloned();
    let mut spellings = of_word(&sid);
    spellings.push(("a device", device));
    spellings.push(("of another installation", abroad.ok_or("no session")?));
    spellings.push(("in quotes", format!("\"{sid}\"")));
    for (how, sid) in &spellings {
        let page = house.browser().with("sid", sid).get("/my/profile").await?;
        tried.wrong("a session", how, &page, opens);
    }
    for name in ["__Host-sid", "SID", "Sid", "session"] {
        let page = house.browser().with(name, &sid).get("/my/profile").await?;
        tried.wrong("a session", &format!("under the name {name}"), &page, opens);
    }
    tried.right("a session", opens(&browser.get("/my/profile").await?));
    let stale = browser.clone();
    browser.post("/sign-out", &[]).await?;
    for path in ["/my/profile", "/my/profile/sessions"] {
        let page = stale.clone().get(path).await?;
        tried.wrong(path, "a session that was signed out", &page, opens);
    }
    Ok(())
}

/// A browser's owner gets in while strangers try: they are told to wait in every other browser.
async fn devices(house: &mut House, elsewhere: &mut House, tried: &mut Tried) -> Result<()> {
    let sara = house.person().await?;
    let device = house.signed_in(&sara).await?.cookies.get("dev").cloned();
    let device = device.ok_or("no device")?;
    let twin = elsewhere.person().await?;
    let abroad = elsewhere.signed_in(&twin).await?.cookies.get("dev").cloned();
    let omid = house.person().await?;
    let others = house.signed_in(&omid).await?.cookies.get("dev").cloned();
    let mut spellings = of_word(&device);
    spellings.push(("of another installation", abroad.ok_or("no device")?));
    spellings.push(("somebody else's", others.ok_or("no device")?));
    // Twenty are free; the waits after that double, and the last is long enough for all that follows.
    for n in 0..24 {
        let page = sign_in(&mut house.browser(), &sara, OTHER).await?;
        let wait = page
            .headers
            .get("retry-after")
            .and_then(|wait| wait.to_str().ok());
        if let Some(seconds) = wait {
            // The desk counts the time; there is no event to wait for.
            tokio::time::sleep(Duration::from_secs(seconds.parse()?)).await;
        }
        if n >= 20 && wait.is_none() && house.strangers_wait(&sara).await? >= 4 {
            break;
        }
    }
    for (how, device) in &spellings {
        let page = sign_in(&mut house.browser().with("dev", device), &sara, PASSWORD).await?;
        tried.wrong("a device", how, &page, |page| page.status != 429);
    }
    let page = sign_in(&mut house.browser().with("dev", &device), &sara, PASSWORD).await?;
    tried.right("a device", leads_on(&page));
    Ok(())
}

async fn sign_in(browser: &mut Browser, login: &str, password: &str) -> Result<Page> {
    browser
        .post("/sign-in", &[("login", login), ("password", password)])
        .await
}
