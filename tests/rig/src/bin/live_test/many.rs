//! Thousands of streams at once, and many more that come and go.

use std::time::{Duration, Instant};

use frontdesk_rig::Result;
use frontdesk_rig::desk::Desk;
use frontdesk_rig::launch::Running;
use frontdesk_rig::report::{Report, Target};
use frontdesk_rig::visitor::{Answer, Visitor};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::raw::Raw;

/// How many connect at the same time.
const ABREAST: usize = 100;
const KB_EACH: f64 = 20.0;
const MB_LEFT: f64 = 10.0;
/// Silent peers are noticed after half a minute at the latest.
const SETTLED: Duration = Duration::from_secs(45);

pub(crate) async fn measure(desk: &Desk, streams: usize, cuts: usize, report: &mut Report) -> Result<()> {
    let running = desk.start().await?;
    let path = follow(&running).await?;
    // What every server takes once: threads, buffers, the first pages.
    connect(&running.url, &path, ABREAST).await?;
    settle(&running, descriptors(&running).await?).await?;
    let (memory, files) = (running.resident().await?, descriptors(&running).await?);

    let open = connect(&running.url, &path, streams).await?;
    sleep(Duration::from_secs(3)).await;
    let grown = running.resident().await? - memory;
    #[expect(clippy::cast_precision_loss, reason = "thousands")]
    let each = grown * 1_024.0 / streams as f64;
    report.count(
        "streams-open",
        descriptors(&running).await?.saturating_sub(files),
        Target::Exactly(u64::try_from(streams)?),
    );
    report.measure("kb-for-each-stream", each, Target::AtMost(KB_EACH));
    drop(open);
    settle(&running, files).await?;

    let before = running.resident().await?;
    for round in 0..cuts.div_ceil(ABREAST) {
        let open = connect(&running.url, &path, ABREAST).await?;
        for (n, stream) in open.into_iter().enumerate() {
            stream.cut((n + round) % 2 == 0)?;
        }
    }
    let began = Instant::now();
    settle(&running, files).await?;
    report.note("seconds-until-all-were-gone", began.elapsed().as_secs());
    report.count(
        "streams-opened-and-cut",
        cuts.div_ceil(ABREAST) * ABREAST,
        Target::AtLeast(1.0),
    );
    report.count(
        "descriptors-left",
        descriptors(&running).await?.saturating_sub(files),
        Target::Exactly(0),
    );
    report.measure(
        "mb-left-behind",
        running.resident().await? - before,
        Target::AtMost(MB_LEFT),
    );
    running.terminate(Duration::from_secs(20)).await?;
    Ok(())
}

/// The path of the live updates of a ticket.
async fn follow(running: &Running) -> Result<String> {
    let visitor = Visitor::new()?;
    let form = visitor
        .form(&running.url, "0912 345 6789", "Watched by many")
        .await?;
    let Answer::Accepted(receipt) = visitor.submit(&running.url, &form).await? else {
        return Err("a ticket was refused".into());
    };
    let token = receipt.trim_start_matches("/track/").trim_end_matches("/receipt");
    Ok(format!("/events?track={token}&seen=1"))
}

async fn connect(desk: &str, path: &str, count: usize) -> Result<Vec<Raw>> {
    let mut open = Vec::with_capacity(count);
    while open.len() < count {
        let mut some = JoinSet::new();
        for _ in 0..ABREAST.min(count - open.len()) {
            let (desk, path) = (desk.to_owned(), path.to_owned());
            some.spawn(async move { Raw::open(&desk, &path, "").await });
        }
        while let Some(stream) = some.join_next().await {
            open.push(stream??);
        }
    }
    Ok(open)
}

/// How many files and connections the program has open.
async fn descriptors(running: &Running) -> Result<usize> {
    let mut open = tokio::fs::read_dir(format!("/proc/{}/fd", running.pid)).await?;
    let mut count = 0;
    while open.next_entry().await?.is_some() {
        count += 1;
    }
    Ok(count)
}

/// Waits until no more are open than `files`, for as long as a peer may stay silent.
async fn settle(running: &Running, files: usize) -> Result<()> {
    let began = Instant::now();
    while descriptors(running).await? > files && began.elapsed() < SETTLED {
        sleep(Duration::from_millis(200)).await;
    }
    sleep(Duration::from_secs(1)).await;
    Ok(())
}
