use std::time::Duration;

use frontdesk_domain::clients::{ClientId, ClientNumber};

use super::*;

/// A client without an account, with the e-mail of the ticket form.
async fn client(site: &TestSite) -> String {
    site.desk.submit("0912 345 6789", "It broke").await;
    site.desk.client(ClientId(1)).await.number.to_string()
}

/// Asks for a code; the page that takes it.
async fn ask(browser: &mut Browser<'_>, number: &str) -> (String, Answer) {
    let asked = browser.post("/sign-in/code", &[("customer", number)]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text());
    let place = asked.header("location").to_owned();
    assert!(place.starts_with("/sign-in/code/type?for="), "{place}");
    let page = browser.get(&place).await;
    (place, page)
}

#[tokio::test]
async fn a_client_signs_in_by_customer_id_and_mailed_code_and_is_led_to_their_tickets() {
    let site = TestSite::new();
    let number = client(&site).await;
    let mut browser = site.browser();
    let (place, page) = ask(&mut browser, &number).await;
    assert!(!place.contains(&number.replace(' ', "")));
    page.shows(&["They work for 10 minutes", r#"autocomplete="one-time-code""#]);
    site.desk.deliver().await;
    let code = site.desk.code_to(SARA).reveal();
    let sent = browser.post("/sign-in/code/type", &[("code", &code)]).await;
    leads(&sent, "/my");
    assert!(is_in(&mut browser).await);
    assert_eq!((browser.cookie("req"), browser.cookie("dev")), (None, None));
    assert!(!cookie_line(&sent, "sid").unwrap().contains("Max-Age"));
    leads(&browser.get("/sign-in").await, "/my");
    leads(&browser.get("/sign-in/code/type").await, "/my");
    let again = site
        .browser()
        .post("/sign-in/code/type", &[("code", &code)])
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn s4_n7_an_unknown_customer_id_is_answered_with_the_same_bytes() {
    let site = TestSite::new();
    let known = client(&site).await;
    let unknown = ClientNumber::draw(5).to_string();
    let mut pages = Vec::new();
    for number in [&known, &unknown] {
        let (mut first, mut second) = (site.browser(), site.browser());
        let mut seen = Vec::new();
        let (_, page) = ask(&mut first, number).await;
        seen.push(page);
        site.desk.clock.advance(Duration::from_secs(31));
        // Asked for from elsewhere too: that ends the first code, if there ever was one.
        ask(&mut second, number).await;
        site.desk.deliver().await;
        for browser in [&mut first, &mut second] {
            for _ in 0..6 {
                seen.push(browser.post("/sign-in/code/type", &[("code", "000 000")]).await);
            }
            let sealed = seen[0].value("for");
            let fields = [("for", sealed.as_str())];
            seen.push(browser.post("/sign-in/code/again", &fields).await);
        }
        pages.push(seen);
        site.desk.clock.advance(Duration::from_secs(3600));
    }
    let seen = |answer: &Answer| {
        let (status, wait) = (answer.status, answer.header("retry-after").to_owned());
        (status, wait, unsealed(answer))
    };
    for (known, unknown) in pages[0].iter().zip(&pages[1]) {
        assert_eq!(seen(known), seen(unknown));
    }
}

/// The page without the sealed customer ID, which is another one each time.
fn unsealed(answer: &Answer) -> String {
    match answer.text().contains(r#"name="for""#) {
        true => answer.text().replace(&answer.value("for"), ""),
        false => answer.text().to_owned(),
    }
}

#[tokio::test]
async fn another_code_is_sent_after_half_a_minute_and_ends_the_one_before() {
    let site = TestSite::new();
    let number = client(&site).await;
    let mut browser = site.browser();
    let (_, page) = ask(&mut browser, &number).await;
    site.desk.deliver().await;
    let old = site.desk.code_to(SARA).reveal();
    let sealed = page.value("for");
    let again = [("for", sealed.as_str()), ("next", "/my/tickets")];
    let early = browser.post("/sign-in/code/again", &again).await;
    assert_eq!(early.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(early.header("retry-after"), "30");
    early.shows(&["Please wait 30 seconds"]);
    assert_eq!(early.value("for"), sealed);

    site.desk.clock.advance(Duration::from_secs(30));
    let sent = browser.post("/sign-in/code/again", &again).await;
    let page = browser.get(sent.header("location")).await;
    page.shows(&["Another code is on its way"]);
    assert_eq!(page.value("next"), "/my/tickets");
    site.desk.deliver().await;
    let new = site.desk.code_to(SARA).reveal();
    for (code, status) in [
        (&old, StatusCode::UNPROCESSABLE_ENTITY),
        (&new, StatusCode::SEE_OTHER),
    ] {
        let fields = [("code", code.as_str()), ("next", "/my/tickets")];
        let answer = browser.post("/sign-in/code/type", &fields).await;
        assert_eq!(answer.status, status);
    }
}

#[tokio::test]
async fn what_is_no_customer_id_or_no_code_is_said_beside_the_field() {
    let site = TestSite::new();
    let number = client(&site).await.replace(' ', "");
    let (start, last) = number.split_at(7);
    let slip = format!("{start}{}", (last.parse::<u32>().unwrap() + 1) % 10);
    for (typed, words) in [
        ("", "A customer ID has eight digits"),
        ("0912 345 6789", "A customer ID has eight digits"),
        (&slip, "A digit of this customer ID is wrong"),
    ] {
        let refused = site.post("/sign-in/code", &[("customer", typed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows(&[words, &format!(r#"value="{typed}""#)]);
    }
    let mut browser = site.browser();
    ask(&mut browser, &number).await;
    let refused = browser.post("/sign-in/code/type", &[("code", "12 34")]).await;
    refused.shows(&["Type the six digits"]);
    refused.hides(&["12 34"]);
}

#[tokio::test]
async fn a_browser_that_asked_for_no_code_is_led_to_ask() {
    let site = TestSite::new();
    leads(
        &site.get("/sign-in/code/type?next=/my/profile").await,
        "/sign-in/code?next=%2Fmy%2Fprofile",
    );
    leads(
        &site.post("/sign-in/code/again", &[("for", "forged")]).await,
        "/sign-in/code",
    );
}
