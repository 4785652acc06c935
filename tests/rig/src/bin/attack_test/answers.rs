//! Whether anybody is known: the answers do not tell, at the door and at every step behind it.

use std::time::{Duration, Instant};

use frontdesk_rig::Result;
use frontdesk_rig::browser::{Browser, Page};
use frontdesk_rig::html::hidden;
use frontdesk_rig::report::{Report, Target};

use super::doors::{Door, Who};
use super::house::House;

/// As long as somebody waits before another code is sent, and a little more.
const ANOTHER_CODE: Duration = Duration::from_millis(30_500);
const WRONG_CODE: &str = "000000";

/// What somebody was answered, step by step.
type Walk = Vec<(String, String)>;

/// Walks through every door twice, as somebody known and as nobody, and compares what is seen.
pub(crate) async fn the_same(house: &mut House, report: &mut Report) -> Result<Waiting> {
    let mut waiting = Waiting::default();
    for door in Door::ALL {
        let known = Who::known(house).await?;
        let nobody = Who::unknown(house, fresh()?)?;
        compare(house, report, door, "", [&known, &nobody], &mut waiting).await?;
    }
    let known = Who::known(house).await?;
    let known = known.by_phone(house, "+989123450017").await?;
    let nobody = Who::unknown(house, fresh()?)?;
    let nobody = nobody.by_phone(house, "+989123450018").await?;
    compare(
        house,
        report,
        Door::Desk,
        "-by-phone",
        [&known, &nobody],
        &mut waiting,
    )
    .await?;
    house.keep_codes().await?;
    waiting.since = Some(Instant::now());
    Ok(waiting)
}

fn fresh() -> Result<u64> {
    Ok(frontdesk_rig::random::fresh_seed()?)
}

async fn compare(
    house: &mut House,
    report: &mut Report,
    door: Door,
    how: &str,
    [known, nobody]: [&Who; 2],
    waiting: &mut Waiting,
) -> Result<()> {
    let (first, first_waits) = walk(house, door, known).await?;
    let (second, second_waits) = walk(house, door, nobody).await?;
    tell(report, &format!("{}{how}", door.name()), &first, &second);
    waiting.pairs.push((door, first_waits, second_waits));
    Ok(())
}

/// The differences of two walks.
fn tell(report: &mut Report, name: &str, known: &Walk, nobody: &Walk) {
    let unlike = known.iter().zip(nobody).filter(|(a, b)| a != b);
    let unlike: Vec<_> = unlike.map(|(a, b)| first_difference(a, b)).collect();
    report.count(
        &format!("{name}-steps-answered-unlike-of-{}", known.len()),
        unlike.len() + known.len().abs_diff(nobody.len()),
        Target::Exactly(0),
    );
    report.details("unlike", unlike);
}

fn first_difference((step, known): &(String, String), (_, nobody): &(String, String)) -> String {
    let differ = known.lines().zip(nobody.lines()).find(|(a, b)| a != b);
    let (a, b) = differ.unwrap_or(("", "in length"));
    let at = a
        .bytes()
        .zip(b.bytes())
        .take_while(|(x, y)| x == y)
        .count()
        .saturating_sub(40);
    let cut = |line: &str| line.chars().skip(at).take(160).collect::<String>();
    format!("{step}: known: {} | nobody: {}", cut(a), cut(b))
}

/// A browser at a page for a code that can be asked for once more.
struct AtCode {
    browser: Browser,
    who: Who,
    again: &'static str,
    fields: Vec<(&'static str, String)>,
}

/// The browsers that wait for the half minute to pass.
#[derive(Default)]
pub(crate) struct Waiting {
    pairs: Vec<(Door, Option<AtCode>, Option<AtCode>)>,
    since: Option<Instant>,
}

impl Waiting {
    /// Everyone asks for another code, as soon as they may.
    pub(crate) async fn asks_again(self, report: &mut Report) -> Result<()> {
        let wait = self
            .since
            .map(|since| ANOTHER_CODE.saturating_sub(since.elapsed()));
        // The desk counts half a minute; there is no event to wait for.
        tokio::time::sleep(wait.unwrap_or(ANOTHER_CODE)).await;
        for (door, known, nobody) in self.pairs {
            if let (Some(known), Some(nobody)) = (known, nobody) {
                let (known, nobody) = (known.asks_again().await?, nobody.asks_again().await?);
                tell(report, &format!("{}-again", door.name()), &known, &nobody);
            }
        }
        Ok(())
    }
}

impl AtCode {
    async fn asks_again(mut self) -> Result<Walk> {
        let fields: Vec<_> = self.fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let mut walk = Steps::of(&self.who);
        let page = walk.note("asks again", self.browser.post(self.again, &fields).await?);
        if !page.leads().is_empty() {
            walk.note("the page", self.browser.get(page.leads()).await?);
        }
        Ok(walk.steps)
    }
}

async fn walk(house: &mut House, door: Door, who: &Who) -> Result<(Walk, Option<AtCode>)> {
    let mut walk = Steps::of(who);
    let mut browser = house.browser();
    let waits = match door {
        Door::SignIn | Door::Reset => {
            for n in 1..=7 {
                let page = door.knock(&mut browser, who).await?;
                let page = walk.note(&format!("knock {n}"), page);
                if !page.leads().is_empty() {
                    walk.note("the page", browser.get(page.leads()).await?);
                }
            }
            None
        }
        Door::Register => Some(registers(house, &mut walk, who).await?),
        Door::Code => Some(asks_for_code(&mut walk, browser, who).await?),
        Door::Desk => Some(comes_to_desk(house, &mut walk, browser, who).await?),
    };
    Ok((walk.steps, waits))
}

/// Registers, guesses; then once more in another browser, which voids the first code.
async fn registers(house: &mut House, walk: &mut Steps, who: &Who) -> Result<AtCode> {
    let mut first = house.browser();
    walk.note("registers", Door::Register.knock(&mut first, who).await?);
    walk.note("the page", first.get("/verify").await?);
    walk.note(
        "a wrong code",
        first.post("/verify", &[("code", WRONG_CODE)]).await?,
    );
    walk.note("again at once", first.post("/verify/again", &[]).await?);
    let mut second = house.browser();
    walk.note("registers again", Door::Register.knock(&mut second, who).await?);
    walk.note(
        "the first code",
        first.post("/verify", &[("code", WRONG_CODE)]).await?,
    );
    walk.note("the first again", first.post("/verify/again", &[]).await?);
    for n in 1..=6 {
        let page = second.post("/verify", &[("code", WRONG_CODE)]).await?;
        walk.note(&format!("guess {n}"), page);
    }
    Ok(AtCode {
        browser: second,
        who: who.clone(),
        again: "/verify/again",
        fields: Vec::new(),
    })
}

async fn asks_for_code(walk: &mut Steps, mut browser: Browser, who: &Who) -> Result<AtCode> {
    let page = walk.note("asks", Door::Code.knock(&mut browser, who).await?);
    let page = walk.note("the page", browser.get(page.leads()).await?);
    let sealed = hidden(&page.body, "for").ok_or("no page for a code")?;
    for n in 1..=6 {
        let form = [("for", sealed.as_str()), ("code", WRONG_CODE)];
        let page = browser.post("/sign-in/code/type", &form).await?;
        walk.note(&format!("guess {n}"), page);
    }
    let fields = vec![("for", sealed)];
    at_once(walk, browser, who, "/sign-in/code/again", fields).await
}

async fn comes_to_desk(
    house: &mut House,
    walk: &mut Steps,
    mut browser: Browser,
    who: &Who,
) -> Result<AtCode> {
    let page = walk.note("says who", Door::Desk.knock(&mut browser, who).await?);
    let page = walk.note("the page", browser.get(page.leads()).await?);
    let visit = hidden(&page.body, "visit").ok_or("no page for a code")?;
    walk.note(
        "the ticket",
        browser.get(&format!("/ticket?visit={visit}")).await?,
    );
    for n in 1..=6 {
        let form = [("visit", visit.as_str()), ("code", WRONG_CODE)];
        walk.note(&format!("guess {n}"), browser.post("/ticket/code", &form).await?);
    }
    let mut newcomer = browser.clone();
    let email = house.email();
    let form = [
        ("visit", visit.as_str()),
        ("name", "Some Body"),
        ("email", &email),
    ];
    walk.typed.push(email.clone());
    let page = walk.note("is new", newcomer.post("/ticket/register", &form).await?);
    let page = walk.note("the page", newcomer.get(page.leads()).await?);
    let new = hidden(&page.body, "visit").ok_or("no page for a newcomer's code")?;
    let form = [("visit", new.as_str()), ("code", WRONG_CODE)];
    walk.note("a newcomer's guess", newcomer.post("/ticket/code", &form).await?);
    let fields = vec![("visit", visit)];
    at_once(walk, browser, who, "/ticket/code/again", fields).await
}

/// Asks for another code too early, and is left to ask in time.
async fn at_once(
    walk: &mut Steps,
    mut browser: Browser,
    who: &Who,
    again: &'static str,
    fields: Vec<(&'static str, String)>,
) -> Result<AtCode> {
    let form: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    walk.note("again at once", browser.post(again, &form).await?);
    Ok(AtCode {
        browser,
        who: who.clone(),
        again,
        fields,
    })
}

/// The steps of a walk, without what is somebody's own.
struct Steps {
    typed: Vec<String>,
    steps: Walk,
}

impl Steps {
    fn of(who: &Who) -> Self {
        Self {
            typed: vec![
                who.email.clone(),
                who.number.clone(),
                who.number.replace('+', "%2B"),
            ],
            steps: Vec::new(),
        }
    }

    fn note(&mut self, step: &str, page: Page) -> Page {
        self.steps.push((step.to_owned(), seen(&page, &self.typed)));
        page
    }
}

/// What of an answer is the same for everybody: all of it but the moment, the request's name, secrets, and what they
/// typed themselves. Of secrets the length stays.
fn seen(page: &Page, typed: &[String]) -> String {
    let mut lines = vec![page.status.to_string()];
    let mut request = "";
    let mut wait = "";
    for (name, value) in &page.headers {
        let value = value.to_str().unwrap_or("?");
        match name.as_str() {
            "date" => {}
            "x-request-id" => request = value,
            "retry-after" => wait = value,
            "set-cookie" => lines.push(format!("{name}: {}", without_secrets(value))),
            _ => lines.push(format!("{name}: {value}")),
        }
    }
    lines[1..].sort_unstable();
    let mut text = format!("{}\n\n{}", lines.join("\n"), page.body);
    for own in typed
        .iter()
        .map(String::as_str)
        .chain([request])
        .filter(|own| !own.is_empty())
    {
        text = text.replace(own, "…");
    }
    if !wait.is_empty() {
        // A second may pass between the two.
        text = text
            .replace(&format!("{wait} seconds"), "a while")
            .replace("a second", "a while");
    }
    without_secrets(&text)
}

/// Every long word with letters of both cases, as its length: one in forty drawn words has no digit.
fn without_secrets(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        let has = |what: fn(&u8) -> bool| word.bytes().any(|byte| what(&byte));
        if end >= 20 && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) {
            words.push_str(&format!("<{end}>"));
        } else {
            words.push_str(word);
        }
        let other = rest[end..].chars().next().map_or(0, char::len_utf8);
        words.push_str(&rest[end..end + other]);
        rest = &rest[end + other..];
    }
    words
}
