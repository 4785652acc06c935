//! Watches the program's system calls: on SQLite the write-ahead log must have been synced before each
//! acknowledgement leaves. `scripts/sync-test` runs it.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use frontdesk_rig::database::Engine;
use frontdesk_rig::desk::Desk;
use frontdesk_rig::report::{Report, Target, say};
use frontdesk_rig::strace::{OPTIONS, Verdict, calls, verdict};
use frontdesk_rig::visitor::{Answer, Form, Visitor};
use frontdesk_rig::{Fault, Result};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// Counts the submissions whose log was synced before they were acknowledged.
#[derive(Parser)]
struct Arguments {
    /// Submissions one after the other, and as many again four at once
    #[arg(long, default_value_t = 50)]
    creates: usize,
    /// Keeps the trace, and says where
    #[arg(long)]
    keep: bool,
}

/// The words of a submission and the receipt it was acknowledged with.
struct Sent {
    words: String,
    receipt: String,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let desk = Desk::new(Engine::Sqlite, false).await?;
    let trace = desk.folder.path().join("strace.out");
    let mut launch = desk.launch();
    let options = ["strace"].into_iter().chain(OPTIONS).map(str::to_owned);
    launch.under = options
        .chain(["-o".to_owned(), trace.display().to_string()])
        .collect();
    let running = launch.start().await?;
    let one_by_one = submit(&running.url, "alone", arguments.creates, 1).await?;
    let together = submit(&running.url, "together", arguments.creates, 4).await?;
    let pid = running.pid;
    running.terminate(Duration::from_secs(20)).await?;
    let text = whole(&trace, pid).await?;
    let calls = calls(&text);
    let mut report = Report::of("sync");
    for (name, sent) in [("one-by-one", one_by_one), ("four-at-once", together)] {
        let count = |wanted| {
            let verdicts = sent
                .iter()
                .map(|sent| verdict(&calls, &sent.words, &sent.receipt));
            verdicts.filter(|found| *found == wanted).count()
        };
        let all = u64::try_from(arguments.creates)?;
        report.count(
            &format!("{name}-synced-before-the-answer"),
            count(Verdict::SyncedBefore),
            Target::Exactly(all),
        );
        report.count(
            &format!("{name}-answered-before"),
            count(Verdict::AnsweredBefore),
            Target::Exactly(0),
        );
        report.count(
            &format!("{name}-not-in-the-trace"),
            count(Verdict::NotSeen),
            Target::Exactly(0),
        );
    }
    let code = report.finish();
    desk.remove(arguments.keep || code == ExitCode::FAILURE).await?;
    Ok(code)
}

/// Sends forms that were fetched before, so that nothing else is written meanwhile.
async fn submit(desk: &str, name: &str, creates: usize, at_once: usize) -> Result<Vec<Sent>> {
    let visitor = Visitor::new()?;
    let mut forms = Vec::new();
    for n in 0..creates {
        let who = format!("091{at_once}{:07}", 5_000_000 + n);
        forms.push(
            visitor
                .form(desk, &who, &format!("syncmark-{name}-{n:05}-end"))
                .await?,
        );
    }
    let mut places = JoinSet::new();
    for place in 0..at_once {
        let share: Vec<_> = forms.iter().skip(place).step_by(at_once).cloned().collect();
        places.spawn(send(visitor.clone(), desk.to_owned(), share));
    }
    let mut sent = Vec::new();
    while let Some(share) = places.join_next().await {
        sent.extend(share??);
    }
    Ok(sent)
}

async fn send(visitor: Visitor, desk: String, forms: Vec<Form>) -> std::result::Result<Vec<Sent>, Fault> {
    let mut sent = Vec::new();
    for form in forms {
        match visitor.submit(&desk, &form).await? {
            Answer::Accepted(receipt) => sent.push(Sent {
                words: form.what,
                receipt,
            }),
            Answer::Page { status, .. } => return Err(format!("a form was answered {status}").into()),
        }
    }
    Ok(sent)
}

/// The trace, once strace has written the end of process `pid`.
async fn whole(trace: &Path, pid: u32) -> Result<String> {
    let last = format!("{pid} +++ exited");
    let written = async {
        loop {
            let text = String::from_utf8_lossy(&tokio::fs::read(trace).await?).into_owned();
            if text
                .lines()
                .rev()
                .take(200)
                .any(|line| line.replace("  ", " ").starts_with(&last))
            {
                return Ok::<_, Fault>(text);
            }
            // strace is no child of ours and tells nobody when it is done.
            sleep(Duration::from_millis(50)).await;
        }
    };
    match timeout(Duration::from_secs(20), written).await {
        Ok(text) => text,
        Err(_) => {
            say(&format!("strace never finished {}", trace.display()));
            Err("the trace has no end".into())
        }
    }
}
