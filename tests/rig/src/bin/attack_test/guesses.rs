//! A mailed code, guessed two hundred ways at once.

use std::sync::Arc;

use frontdesk_rig::Result;
use frontdesk_rig::browser::{Browser, Page};
use frontdesk_rig::html::hidden;
use frontdesk_rig::report::{Report, Target};
use tokio::sync::Barrier;

use super::doors::{Door, Who};
use super::house::House;

const GUESSES: u32 = 200;
/// What is said of a code that was compared and is another one.
const COMPARED: &str = "This is not the code";

/// At the page where an e-mail is proved, whose words tell a wrong code from one that is over, and at the page where a
/// code signs in.
pub(crate) async fn five_are_compared(house: &mut House, report: &mut Report) -> Result<()> {
    let email = house.email();
    let browser = house.register(&email).await?;
    let (_, right) = house.mailbox.next(&email, 0, |mail| mail.code()).await?;
    let answers = guess(&browser, "/verify", &[], &right).await?;
    let compared = answers.iter().filter(|page| page.body.contains(COMPARED)).count();
    let told: usize = answers.iter().filter(|page| page.status == 303).count();
    report.count(
        "guesses-at-once",
        answers.len(),
        Target::Exactly(u64::from(GUESSES)),
    );
    report.count("guesses-compared", compared, Target::AtMost(5.0));
    report.count("guesses-right", told, Target::Exactly(0));
    counted(house, report, "guesses").await?;
    let late = browser.clone().post("/verify", &[("code", &right)]).await?;
    report.count(
        "right-code-after-them-status",
        usize::from(late.status),
        Target::Exactly(422),
    );
    taken_untried(house, report).await?;
    by_code(house, report).await
}

/// The same right code is taken where nobody guessed.
async fn taken_untried(house: &mut House, report: &mut Report) -> Result<()> {
    let email = house.email();
    let mut browser = house.register(&email).await?;
    let (_, right) = house.mailbox.next(&email, 0, |mail| mail.code()).await?;
    let taken = browser.post("/verify", &[("code", &right)]).await?;
    report.count(
        "right-code-alone-status",
        usize::from(taken.status),
        Target::Exactly(303),
    );
    Ok(())
}

async fn by_code(house: &mut House, report: &mut Report) -> Result<()> {
    let who = Who::known(house).await?;
    let mut browser = house.browser();
    let asked = Door::Code.knock(&mut browser, &who).await?;
    let page = browser.get(asked.leads()).await?;
    let sealed = hidden(&page.body, "for").ok_or("no page for a code")?;
    let (_, right) = house.mailbox.next(&who.email, 0, |mail| mail.code()).await?;
    let fields = [("for", sealed.as_str())];
    let answers = guess(&browser, "/sign-in/code/type", &fields, &right).await?;
    let told = answers.iter().filter(|page| page.status == 303).count();
    report.count("sign-in-guesses-right", told, Target::Exactly(0));
    counted(house, report, "sign-in-guesses").await?;
    let form = [("for", sealed.as_str()), ("code", &right)];
    let late = browser.post("/sign-in/code/type", &form).await?;
    report.count(
        "right-sign-in-code-after-them-status",
        usize::from(late.status),
        Target::Exactly(422),
    );
    Ok(())
}

/// What the database counted for the newest code.
async fn counted(house: &House, report: &mut Report, name: &str) -> Result<()> {
    let newest = "SELECT tries FROM one_time_code ORDER BY id DESC LIMIT 1".to_owned();
    let tries = house.desk.database.number(newest).await?;
    report.count(
        &format!("{name}-counted"),
        usize::try_from(tries)?,
        Target::Exactly(5),
    );
    Ok(())
}

/// All at the same moment, and none of them right.
async fn guess(browser: &Browser, page: &str, fields: &[(&str, &str)], right: &str) -> Result<Vec<Page>> {
    let together = Arc::new(Barrier::new(usize::try_from(GUESSES)?));
    let first: u32 = right.parse()?;
    let mut tasks = Vec::new();
    for n in 1..=GUESSES {
        let guess = format!("{:06}", (first + n) % 1_000_000);
        let (mut browser, together, page) = (browser.clone(), Arc::clone(&together), page.to_owned());
        let mut form: Vec<_> = fields
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        form.push(("code".to_owned(), guess));
        tasks.push(tokio::spawn(async move {
            let form: Vec<_> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            together.wait().await;
            browser.post(&page, &form).await
        }));
    }
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await??);
    }
    Ok(answers)
}
