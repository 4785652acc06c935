//! What the program takes: time to the first page, memory, size of the binary.

use std::time::{Duration, Instant};

use frontdesk_rig::Result;
use frontdesk_rig::launch::{Launch, Running};
use tokio::time::sleep;

use crate::client::Connection;
use crate::compare::median;

/// What was found.
pub(crate) struct Footprint {
    /// From starting the process, on existing data, to the last byte of its first page.
    pub(crate) start_ms: f64,
    /// Resident a moment after its first page.
    pub(crate) idle_mb: f64,
    /// The binary.
    pub(crate) binary_mb: f64,
}

/// Starts it several times.
pub(crate) async fn footprint(launch: &Launch) -> Result<Footprint> {
    let (mut starts, mut idle) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let began = Instant::now();
        let running = launch.start().await?;
        Connection::open(&running.url).await?.get("/").await?.page()?;
        starts.push(began.elapsed().as_secs_f64() * 1_000.0);
        // Long enough for what is done once after a start.
        sleep(Duration::from_secs(1)).await;
        idle.push(resident_mb(&running).await?);
        running.terminate(Duration::from_secs(20)).await?;
    }
    #[expect(clippy::cast_precision_loss, reason = "files stay far below 2^53 bytes")]
    let bytes = tokio::fs::metadata(&launch.program).await?.len() as f64;
    Ok(Footprint {
        start_ms: median(starts),
        idle_mb: median(idle),
        binary_mb: bytes / 1e6,
    })
}

/// Resident memory in megabytes.
pub(crate) async fn resident_mb(running: &Running) -> Result<f64> {
    let status = tokio::fs::read_to_string(format!("/proc/{}/status", running.pid)).await?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: f64 = line
        .and_then(|rest| rest.split_whitespace().next())
        .ok_or("no VmRSS")?
        .parse()?;
    Ok(kib * 1_024.0 / 1e6)
}
