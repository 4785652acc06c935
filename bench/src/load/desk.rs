//! The pages of people who are signed in, on a desk with many tickets.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use frontdesk_rig::Result;
use frontdesk_rig::launch::Launch;
use frontdesk_rig::settings::binary;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::client::Connection;
use crate::compare::{Line, compare};
use crate::contestant::{Contestant, Visit, encoded};
use crate::frontdesk;
use crate::measure::Scenario;

const PASSWORD: &str = "lantern-orchard-7-thimble";
const AGENT: &str = "bench.agent@example.com";
const CUSTOMER: &str = "bench.customer@example.com";
/// Tickets that are opened one after another.
const OPENED: i64 = 200;

/// What came out, and how many bytes each page has.
pub(crate) struct Found {
    pub(crate) lines: Vec<Line>,
    pub(crate) bytes: Vec<(Scenario, usize)>,
}

/// Fills a desk, gives the reference a copy of its database, and measures both.
pub(crate) async fn measured(
    folder: &Path,
    tickets: u32,
    steps: &[(usize, usize)],
    pairs: usize,
) -> Result<Found> {
    let launch = frontdesk(folder);
    run(&launch, &["seed", "--tickets", &tickets.to_string()], "").await?;
    for (email, role) in [(AGENT, "agent"), (CUSTOMER, "customer")] {
        let add = [
            "people", "add", "--name", "Bench", "--email", email, "--role", role,
        ];
        run(&launch, &add, PASSWORD).await?;
    }
    let customer = settled(&folder.join("frontdesk.db")).await?;
    tokio::fs::copy(folder.join("frontdesk.db"), folder.join("copy.db")).await?;
    let mut ours = Contestant::new(launch.start().await?);
    let bytes = signed_in(&mut ours).await?;
    let mut theirs = Contestant::new(reference(folder, customer, &bytes).start().await?);
    the_same(&ours, &mut theirs).await?;
    let mut lines = Vec::new();
    for scenario in Scenario::SIGNED_IN {
        for (at_once, count) in steps.iter().copied() {
            lines.push(compare(&ours, &theirs, (scenario, at_once, count), pairs).await?);
        }
    }
    ours.running.terminate(Duration::from_secs(20)).await?;
    theirs.running.terminate(Duration::from_secs(20)).await?;
    Ok(Found { lines, bytes })
}

/// Runs a command of the program to its end.
async fn run(launch: &Launch, words: &[&str], typed: &str) -> Result<()> {
    let mut child = Command::new(&launch.program)
        .args(words)
        .env_clear()
        .envs(launch.environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    let mut stdin = child.stdin.take().ok_or("no input")?;
    stdin.write_all(format!("{typed}\n").as_bytes()).await?;
    drop(stdin);
    let status = child.wait().await?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{words:?} ended with {status}").into())
}

/// The customer is the client with the most tickets, statistics are there, and all is in one file.
async fn settled(path: &Path) -> Result<i64> {
    let mut connection: SqliteConnection = SqliteConnectOptions::new().filename(path).connect().await?;
    let client: i64 = sqlx::query_scalar(
        "SELECT client_id FROM ticket GROUP BY client_id ORDER BY COUNT(*) DESC, client_id LIMIT 1",
    )
    .fetch_one(&mut connection)
    .await?;
    sqlx::query("UPDATE account SET client_id = ? WHERE email = ?")
        .bind(client)
        .bind(CUSTOMER)
        .execute(&mut connection)
        .await?;
    sqlx::raw_sql("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    Ok(client)
}

/// Signs both in, and looks at each page once.
async fn signed_in(ours: &mut Contestant) -> Result<Vec<(Scenario, usize)>> {
    let mut connection = Connection::open(&ours.running.url).await?;
    let agent = enter(&mut connection, AGENT).await?;
    let customer = enter(&mut connection, CUSTOMER).await?;
    let queue = led(&mut connection, "/desk?view=all", &agent).await?;
    let far = far_down(&mut connection, &queue, &agent).await?;
    let search = led(&mut connection, "/desk?q=printer+blank", &agent).await?;
    let first = 10_001;
    let opened = (first..first + OPENED).map(|number| format!("/desk/tickets/{number}"));
    let pages = [
        (Scenario::Queue, vec![queue], &agent, "/desk/tickets/"),
        (Scenario::QueueFarDown, vec![far], &agent, "/desk/tickets/"),
        (Scenario::Ticket, opened.collect(), &agent, "/reply"),
        (Scenario::Search, vec![search], &agent, "/desk/tickets/"),
        (
            Scenario::Portal,
            vec!["/my".to_owned()],
            &customer,
            "/my/tickets/",
        ),
    ];
    let mut bytes = Vec::new();
    for (scenario, paths, cookie, marker) in pages {
        let visit = |path: String| Visit {
            path,
            cookie: cookie.clone(),
        };
        let visits = paths.into_iter().map(visit).collect();
        bytes.push((scenario, ours.will_open(scenario, visits, marker).await?));
    }
    Ok(bytes)
}

async fn enter(connection: &mut Connection, login: &str) -> Result<String> {
    let form = encoded(&[("login", login), ("password", PASSWORD)]);
    let answer = connection.post("/sign-in", form).await?;
    answer.redirect()?;
    answer.cookie.ok_or_else(|| "no session came".into())
}

/// Where a list's address leads: each list has one of its own.
async fn led(connection: &mut Connection, path: &str, cookie: &str) -> Result<String> {
    let answer = connection.get_as(path, cookie).await?;
    Ok(answer.location.unwrap_or_else(|| path.to_owned()))
}

/// Forty pages on.
async fn far_down(connection: &mut Connection, from: &str, cookie: &str) -> Result<String> {
    let mut path = from.to_owned();
    for _ in 0..40 {
        let answer = connection.get_as(&path, cookie).await?;
        path = next(answer.page()?).ok_or("the list ended")?;
    }
    Ok(path)
}

fn next(page: &str) -> Option<String> {
    let (before, _) = page
        .split_once("rel=\"next\"")
        .or_else(|| page.split_once("Older"))?;
    let (_, address) = before.rsplit_once("href=\"")?;
    Some(address.split('"').next()?.replace("&amp;", "&"))
}

/// The reference opens the same pages.
async fn the_same(ours: &Contestant, theirs: &mut Contestant) -> Result<()> {
    for scenario in Scenario::SIGNED_IN {
        let visits = ours.visits(scenario).iter().map(|visit| Visit {
            path: visit.path.clone(),
            cookie: "sid=bench".to_owned(),
        });
        let visits = visits.collect();
        theirs.will_open(scenario, visits, "<p>#").await?;
    }
    Ok(())
}

fn reference(folder: &Path, customer: i64, bytes: &[(Scenario, usize)]) -> Launch {
    let of = |what: Scenario| {
        let found = bytes.iter().find(|(scenario, _)| *scenario == what);
        found.map_or(0, |(_, bytes)| *bytes).to_string()
    };
    let path = |name: &str| folder.join(name).display().to_string();
    let arguments = [
        ("--database", path("reference.db")),
        ("--tickets", path("copy.db")),
        ("--customer", customer.to_string()),
        ("--queue-bytes", of(Scenario::Queue)),
        ("--ticket-bytes", of(Scenario::Ticket)),
        ("--portal-bytes", of(Scenario::Portal)),
    ];
    Launch {
        program: binary("BENCH_REFERENCE_BIN", "bench-reference"),
        under: Vec::new(),
        arguments: arguments
            .into_iter()
            .flat_map(|(name, value)| [name.to_owned(), value])
            .collect(),
        environment: Vec::new(),
        log: folder.join("reference.log"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_found() {
        let page =
            "<a href=\"/desk?a=1\">x</a><a class=\"btn\" href=\"/desk?view=all&amp;after=2\" rel=\"next\">";
        assert_eq!(next(page).as_deref(), Some("/desk?view=all&after=2"));
    }
}
