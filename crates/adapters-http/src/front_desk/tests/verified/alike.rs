use std::time::Duration;

use axum::http::header;
use frontdesk_domain::clients::{ClientId, ClientNumber};

use super::{FAMILY, NOBODYS, OTHER, PHONE, SARA, look_up, visit_in};
use crate::testing::{Answer, Browser, TestSite};

/// What an answer says, without what is drawn anew each time.
fn said(answer: &Answer, drawn: &[String]) -> String {
    let mut said = format!("{}\n", answer.status);
    for (name, value) in &answer.headers {
        let value = value.to_str().unwrap();
        if name == header::SET_COOKIE {
            let (name, rest) = value.split_once('=').unwrap();
            let (drawn, flags) = rest.split_once(';').unwrap();
            said += &format!("set-cookie: {name}={} characters;{flags}\n", drawn.len());
        } else if name != "x-request-id" {
            said += &format!("{name}: {value}\n");
        }
    }
    said += answer.text();
    drawn
        .iter()
        .fold(said, |said, drawn| said.replace(drawn, "DRAWN"))
}

/// Somebody who knows a number and has no right code, and all that they are answered.
struct Curious<'a> {
    site: &'a TestSite,
    browser: Browser<'a>,
    answers: Vec<Answer>,
}

impl Curious<'_> {
    async fn get(&mut self, path: &str) {
        self.answers.push(self.browser.get(path).await);
    }

    async fn post(&mut self, path: &str, form: &[(&str, &str)]) {
        self.answers.push(self.browser.post(path, form).await);
    }

    /// Follows the last answer; the sealed visit it leads to.
    async fn follow(&mut self) -> String {
        let place = self.answers.last().unwrap().header("location").to_owned();
        self.get(&place).await;
        visit_in(&place).to_owned()
    }

    async fn wait(&self, seconds: u64) {
        self.site.desk.deliver().await;
        self.site.desk.clock.advance(Duration::from_secs(seconds));
    }

    /// Types codes, asks for others, and opens what a code would open.
    async fn guess(&mut self, who: &str) {
        self.post("/", &[("who", who)]).await;
        let visit = self.follow().await;
        self.post("/", &[("who", who)]).await;
        for path in ["/ticket", "/ticket/added"] {
            self.get(&format!("{path}?visit={visit}")).await;
        }
        for path in ["/ticket", "/ticket/add"] {
            self.post(path, &[("visit", &visit), ("what", "Hello")]).await;
        }
        self.wait(31).await;
        let form = [("visit", visit.as_str()), ("code", "000000")];
        for typed in ["", "12345", "000000", "111111"] {
            self.post("/ticket/code", &[form[0], ("code", typed)]).await;
        }
        // In another browser: the first one's code was replaced, if there was one.
        let mut elsewhere = self.site.browser();
        look_up(&mut elsewhere, who).await;
        self.wait(1).await;
        self.post("/ticket/code", &form).await;
        self.post("/ticket/code/again", &form[..1]).await;
        self.wait(31).await;
        self.post("/ticket/code/again", &form[..1]).await;
        self.follow().await;
        self.wait(1).await;
        for _ in 0..7 {
            self.post("/ticket/code", &form).await;
        }
    }

    /// Says that they are new.
    async fn register(&mut self, who: &str) {
        self.post("/", &[("who", who)]).await;
        let visit = self.follow().await;
        let wrong = [("visit", visit.as_str()), ("name", ""), ("email", "sara@")];
        self.post("/ticket/register", &wrong).await;
        let right = [wrong[0], ("name", "Omid"), ("email", OTHER)];
        self.post("/ticket/register", &right).await;
        let new = self.follow().await;
        self.wait(1).await;
        self.post("/ticket/code", &[("visit", &new), ("code", "000000")])
            .await;
        self.post("/ticket/code/again", &[("visit", &new)]).await;
        for _ in 0..4 {
            self.wait(31).await;
            self.post("/", &[("who", who)]).await;
        }
        self.post("/ticket/register", &right).await;
    }
}

/// A desk that knows Sara, and a family by one phone.
async fn desk() -> TestSite {
    let site = TestSite::verified();
    site.desk.newcomer_at_desk(PHONE, SARA).await;
    site.desk.family(FAMILY, 2).await;
    site
}

/// All of it, about one number.
async fn all_answers(who: &str) -> Vec<String> {
    let site = desk().await;
    let mut curious = Curious {
        site: &site,
        browser: site.browser(),
        answers: Vec::new(),
    };
    curious.wait(3601).await;
    curious.guess(who).await;
    curious.wait(3601).await;
    curious.register(who).await;
    let places = curious.answers.iter().map(|answer| answer.header("location"));
    let visits = places.filter(|place| place.contains("visit=")).map(visit_in);
    let mut drawn: Vec<String> = visits.map(str::to_owned).collect();
    drawn.push(who.to_owned());
    let answers = curious.answers.iter();
    answers.map(|answer| said(answer, &drawn)).collect()
}

async fn are_answered_alike(known: &str, others: [&str; 2]) {
    let expected = all_answers(known).await;
    for status in ["303", "410", "422", "429"] {
        let is_there = |said: &String| said.starts_with(status);
        assert!(expected.iter().any(is_there), "{status} is among them");
    }
    for who in others {
        let answers = all_answers(who).await;
        assert_eq!(answers.len(), expected.len());
        for (step, (answer, expected)) in answers.iter().zip(&expected).enumerate() {
            assert_eq!(answer, expected, "{who}, step {step}");
        }
    }
}

#[tokio::test]
async fn until_the_code_is_right_known_shared_and_unknown_phones_get_the_same_bytes() {
    are_answered_alike(PHONE, [FAMILY, NOBODYS]).await;
}

#[tokio::test]
async fn until_the_code_is_right_ids_with_an_e_mail_without_and_of_nobody_get_the_same_bytes() {
    let known = desk().await.desk.client(ClientId(1)).await.number;
    let [without, unknown] = [1, 77].map(|n| ClientNumber::draw(n).to_string());
    are_answered_alike(&known.to_string(), [&without, &unknown]).await;
}
