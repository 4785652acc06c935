//! The accept loop. `axum::serve` has no header timeout, no connection caps, and a graceful shutdown
//! that waits for ever while one live stream is open; this loop has all three.

mod activity;
mod addresses;
mod connection;
#[cfg(test)]
mod tests;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use ipnet::IpNet;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub(crate) use self::addresses::{Addresses, Place, network_of};
pub use self::connection::LocalAddress;

/// After an accept error that is not one connection's fault (no descriptors left, for example) the loop
/// rests this long instead of spinning.
const ACCEPT_REST: Duration = Duration::from_millis(200);

/// What one connection, one address, and the whole server may use. The defaults are production values;
/// tests shorten them.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long a client may take to send one complete request head, its first or a later one.
    pub header_read: Duration,
    /// How long a connection may stay open with no request on it.
    pub idle: Duration,
    /// How long an answer (other than a live stream) may go without moving a byte.
    pub stalled: Duration,
    /// How long requests and streams under way may take to end after shutdown began.
    pub drain: Duration,
    /// Connections open at the same time; further ones wait in the listen queue.
    pub connections: usize,
    /// Connections per client address (IPv4 address, IPv6 /64); further ones are closed at once.
    pub per_address: usize,
    /// Addresses without a cap of their own: reverse proxies, behind which everybody is. Loopback never
    /// has one, since a proxy on the same machine is the usual way to run.
    pub uncapped: Vec<IpNet>,
    /// Requests at the same time on one HTTP/2 connection.
    pub streams: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_read: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            stalled: Duration::from_secs(60),
            drain: Duration::from_secs(15),
            connections: 4_096,
            per_address: 256,
            uncapped: Vec::new(),
            streams: 64,
        }
    }
}

/// Serves `router` on `listener` until `shutdown` is cancelled, then stops accepting, lets what is under
/// way finish for at most [`Limits::drain`], closes the rest, and returns.
///
/// Live streams have to end when the same token is cancelled; a stream that does not is cut at the end of
/// the drain. Every request carries `ConnectInfo<SocketAddr>` (the peer) and [`LocalAddress`].
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, shutdown: CancellationToken) {
    let addresses = Addresses::new(limits.per_address, limits.uncapped.clone());
    let gate = Arc::new(Semaphore::new(limits.connections));
    let drain = limits.drain;
    let shared = Arc::new(connection::Shared {
        router,
        limits,
        shutdown,
        cut: CancellationToken::new(),
    });
    let open = TaskTracker::new();

    while let Some((stream, peer, permit)) = next(&listener, &gate, &shared.shutdown).await {
        let Some(place) = addresses.take(peer.ip()) else {
            continue;
        };
        let shared = Arc::clone(&shared);
        open.spawn(async move {
            connection::run(stream, peer, shared).await;
            drop((permit, place));
        });
    }

    drop(listener);
    open.close();
    if time::timeout(drain, open.wait()).await.is_err() {
        tracing::warn!(
            connections = open.len(),
            "closing connections that did not end in time"
        );
        shared.cut.cancel();
        open.wait().await;
    }
}

type Accepted = (TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit);

/// The next connection, or `None` once shutdown has begun.
async fn next(
    listener: &TcpListener,
    gate: &Arc<Semaphore>,
    shutdown: &CancellationToken,
) -> Option<Accepted> {
    let accepted = async {
        let permit = Arc::clone(gate).acquire_owned().await.ok()?;
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => return Some((stream, peer, permit)),
                Err(error) if is_one_connections_fault(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "cannot accept connections; trying again");
                    time::sleep(ACCEPT_REST).await;
                }
            }
        }
    };
    tokio::select! {
        biased;
        () = shutdown.cancelled() => None,
        accepted = accepted => accepted,
    }
}

fn is_one_connections_fault(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionRefused
    )
}
