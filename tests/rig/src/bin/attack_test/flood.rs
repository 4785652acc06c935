//! A flood of wrong passwords, two hundred a second from ever other networks: at one account, and at one login after the
//! other. The owner gets in on a browser they know, memory stays bounded, and tickets are shown.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use frontdesk_rig::Result;
use frontdesk_rig::browser::{Browser, connections};
use frontdesk_rig::html::hidden;
use frontdesk_rig::ranks::quantile;
use frontdesk_rig::report::{Report, Target};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::interval;

use super::house::{House, OTHER, PASSWORD};

const A_SECOND: u32 = 200;
const SECONDS: u32 = 6;
/// REL-13, in MiB over an idle process.
const MEMORY: f64 = 120.0;
/// REL-13, in milliseconds.
const PAGE: f64 = 300.0;

/// Whom the flood is at.
#[derive(Clone, Copy, Debug)]
enum Aim {
    Owner,
    Everybody,
}

pub(crate) async fn endured(house: &mut House, report: &mut Report) -> Result<()> {
    let owner = house.person().await?;
    let known = house.signed_in(&owner).await?;
    let ticket = ticket(house, known.clone(), &owner).await?;
    for aim in [Aim::Owner, Aim::Everybody] {
        flood(house, report, aim, &owner, &known, &ticket).await?;
    }
    Ok(())
}

async fn flood(
    house: &mut House,
    report: &mut Report,
    aim: Aim,
    owner: &str,
    known: &Browser,
    ticket: &str,
) -> Result<()> {
    let name = match aim {
        Aim::Owner => "flood-at-the-owner",
        Aim::Everybody => "flood-at-everybody",
    };
    let (stop, stopped) = watch::channel(false);
    let mut watchers = JoinSet::new();
    for _ in 0..4 {
        watchers.spawn(read(known.clone(), ticket.to_owned(), stopped.clone()));
    }
    let attackers = tokio::spawn(send(attackers(house)?, aim, owner.to_owned()));
    let owner_in = owner_comes(house, known, owner);
    let (peak, owner_in) = tokio::join!(peak(house, SECONDS), owner_in);
    stop.send_replace(true);
    let answers = attackers.await??;
    let mut pages = Vec::new();
    while let Some(read) = watchers.join_next().await {
        pages.extend(read??);
    }
    let owner_in = owner_in?;
    report.note(&format!("{name}-answers"), answers.words());
    report.measure(
        &format!("{name}-answered-a-second"),
        answers.a_second(),
        Target::AtLeast(f64::from(A_SECOND) * 0.9),
    );
    report.count(&format!("{name}-in"), answers.of(303), Target::Exactly(0));
    report.count(
        &format!("{name}-owner-status"),
        usize::from(owner_in.0),
        Target::Exactly(303),
    );
    report.note(&format!("{name}-owner-ms"), format!("{:.0}", owner_in.1));
    report.measure(
        &format!("{name}-memory-over-idle-mib"),
        peak? - house.idle,
        Target::AtMost(MEMORY),
    );
    report.note(&format!("{name}-ticket-pages"), pages.len());
    report.measure(
        &format!("{name}-ticket-page-p50-ms"),
        quantile(&pages, 0.5),
        Target::AtMost(PAGE),
    );
    report.measure(
        &format!("{name}-ticket-page-p99-ms"),
        quantile(&pages, 0.99),
        Target::AtMost(PAGE),
    );
    Ok(())
}

/// The owner signs in once in the middle of it, from a network they never used: the status, and how long it took.
async fn owner_comes(house: &House, known: &Browser, owner: &str) -> Result<(u16, f64)> {
    // Until the flood has used up what strangers may try.
    tokio::time::sleep(Duration::from_secs(u64::from(SECONDS / 2))).await;
    let mut browser = Browser::new(&house.http, &house.outside.url, "198.51.100.77");
    let device = known.cookies.get("dev").ok_or("the browser is not known")?;
    browser = browser.with("dev", device);
    let began = Instant::now();
    let form = [("login", owner), ("password", PASSWORD)];
    let page = browser.post("/sign-in", &form).await?;
    Ok((page.status, began.elapsed().as_secs_f64() * 1e3))
}

/// The most memory that the process held in these seconds, in MiB.
async fn peak(house: &House, seconds: u32) -> Result<f64> {
    let mut peak = 0.0_f64;
    let mut looks = interval(Duration::from_millis(50));
    for _ in 0..seconds * 20 {
        looks.tick().await;
        peak = peak.max(house.outside.resident().await?);
    }
    Ok(peak)
}

/// Reads the ticket again and again until told to stop; how long each took, in milliseconds.
async fn read(mut browser: Browser, ticket: String, stopped: watch::Receiver<bool>) -> Result<Vec<f64>> {
    let mut took = Vec::new();
    let mut turns = interval(Duration::from_millis(40));
    while !*stopped.borrow() {
        turns.tick().await;
        let began = Instant::now();
        let page = browser.get(&ticket).await?;
        if page.status != 200 {
            return Err(format!("a ticket was answered {}", page.status).into());
        }
        took.push(began.elapsed().as_secs_f64() * 1e3);
    }
    Ok(took)
}

/// Where the attackers come from.
struct Attackers {
    browser: Browser,
}

fn attackers(house: &House) -> Result<Attackers> {
    let browser = Browser::new(&connections()?, &house.outside.url, "");
    Ok(Attackers { browser })
}

/// How the flood was answered.
#[derive(Default)]
struct Answers {
    by_status: Vec<(u16, usize)>,
    seconds: f64,
}

impl Answers {
    fn of(&self, status: u16) -> usize {
        self.by_status
            .iter()
            .filter(|(s, _)| *s == status)
            .map(|(_, n)| n)
            .sum()
    }

    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    fn a_second(&self) -> f64 {
        self.by_status.iter().map(|(_, n)| *n).sum::<usize>() as f64 / self.seconds
    }

    fn words(&self) -> String {
        let words: Vec<_> = self
            .by_status
            .iter()
            .map(|(s, n)| format!("{n} times {s}"))
            .collect();
        words.join(", ")
    }
}

/// Sends them evenly spread, whatever becomes of those before.
async fn send(from: Attackers, aim: Aim, owner: String) -> Result<Answers> {
    const STATUSES: [u16; 4] = [422, 429, 503, 303];
    let counts: Arc<[AtomicUsize; STATUSES.len()]> = Arc::default();
    let mut turns = interval(Duration::from_secs(1) / A_SECOND);
    let mut sent = JoinSet::new();
    let began = Instant::now();
    for n in 0..A_SECOND * SECONDS {
        turns.tick().await;
        let [_, _, b, c] = n.to_be_bytes();
        let mut browser = from.browser.clone().from(&format!("203.0.{b}.{c}"));
        let login = match aim {
            Aim::Owner => owner.clone(),
            Aim::Everybody => format!("nobody{n:05}@example.com"),
        };
        let counts = Arc::clone(&counts);
        sent.spawn(async move {
            let form = [("login", login.as_str()), ("password", OTHER)];
            let page = browser.post("/sign-in", &form).await?;
            let place = STATUSES.iter().position(|status| *status == page.status);
            let place = place.ok_or_else(|| format!("a sign-in was answered {}", page.status))?;
            counts[place].fetch_add(1, Ordering::Relaxed);
            Result::Ok(())
        });
    }
    let seconds = began.elapsed().as_secs_f64();
    while let Some(answered) = sent.join_next().await {
        answered??;
    }
    let count = |(status, count): (&u16, &AtomicUsize)| (*status, count.load(Ordering::Relaxed));
    Ok(Answers {
        by_status: STATUSES.iter().zip(counts.iter()).map(count).collect(),
        seconds,
    })
}

/// Sends a ticket as a client who is signed in; its page.
async fn ticket(house: &House, mut browser: Browser, owner: &str) -> Result<String> {
    let number = house.customer(owner).await?;
    let page = browser.post("/", &[("who", &number)]).await?;
    let form = browser.get(page.leads()).await?.body;
    let field = |name: &str| hidden(&form, name).ok_or_else(|| format!("the form has no {name}"));
    let (visit, key) = (field("visit")?, field("key")?);
    let fields = [
        ("visit", visit.as_str()),
        ("key", &key),
        ("what", "It broke."),
        ("stops", "no"),
    ];
    let sent = browser.post("/ticket", &fields).await?;
    match sent.leads().strip_suffix("/receipt") {
        Some(ticket) => Ok(ticket.to_owned()),
        None => Err(format!("a ticket was answered {}", sent.status).into()),
    }
}
