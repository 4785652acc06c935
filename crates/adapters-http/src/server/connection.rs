//! One connection, from its first byte to its last.

use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::{
    body::Incoming,
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use socket2::SockRef;
use tokio::{
    net::TcpStream,
    time::{self, Instant},
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::{Limits, activity::Activity};

/// A peer that acknowledges nothing for this long is gone, or reads nothing on purpose.
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);
const PING_EVERY: Duration = Duration::from_secs(20);
/// Between two looks at a first byte that is alone.
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// Far above what a browser sends; hyper answers 431 beyond it.
const HEAD_BYTES: usize = 32 * 1024;

/// The address of this server that the client connected to.
#[derive(Clone, Copy, Debug)]
pub struct LocalAddress(pub SocketAddr);

/// What every connection works with.
pub(super) struct Shared {
    pub(super) router: Router,
    pub(super) limits: Limits,
    pub(super) shutdown: CancellationToken,
    /// Cancelled when the drain is over: whatever is still open is dropped.
    pub(super) cut: CancellationToken,
}

pub(super) async fn run(stream: TcpStream, peer: SocketAddr, shared: Arc<Shared>) {
    prepare(&stream);
    let local = stream.local_addr().ok().map(LocalAddress);
    let activity = Activity::new();
    let Some(is_http2) = Box::pin(in_time(&shared, is_http2(&stream))).await else {
        return;
    };
    let service = service_fn(|request: Request<Incoming>| {
        let under_way = activity.begin();
        let router = shared.router.clone();
        // In a box it is gone once it has answered; a place for it would stay as long as the connection.
        Box::pin(async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            if let Some(local) = local {
                request.extensions_mut().insert(local);
            }
            let response = router
                .oneshot(request)
                .await
                .unwrap_or_else(|never| match never {});
            Ok::<_, Infallible>(under_way.carry(response))
        })
    });
    let io = TokioIo::new(stream);
    // A connection of the older protocol is a fraction of the size of the newer one's, and there are thousands.
    if is_http2 {
        let builder = http2(&shared.limits);
        let connection = pin!(builder.serve_connection(io, service));
        Box::pin(drive(
            connection,
            http2::Connection::graceful_shutdown,
            &activity,
            &shared,
        ))
        .await;
    } else {
        let connection = pin!(http1(&shared.limits).serve_connection(io, service));
        drive(
            connection,
            http1::Connection::graceful_shutdown,
            &activity,
            &shared,
        )
        .await;
    }
}

/// Lets the connection run to its end, or until it has to end.
async fn drive<C: Future>(
    mut connection: Pin<&mut C>,
    shut_down: fn(Pin<&mut C>),
    activity: &Activity,
    shared: &Shared,
) {
    let mut ending = false;
    // What happens on the connection can bring its deadline nearer, so it is looked at again now and then.
    let look_again = shared
        .limits
        .header_read
        .min(shared.limits.idle)
        .min(shared.limits.stalled);
    loop {
        let next_look = activity.deadline(&shared.limits).min(Instant::now() + look_again);
        tokio::select! {
            // An error here is a peer that went away or spoke nonsense: nobody to tell, nothing to mend.
            _ = connection.as_mut() => return,
            () = shared.cut.cancelled() => return,
            () = shared.shutdown.cancelled(), if !ending => {
                ending = true;
                shut_down(connection.as_mut());
            }
            () = time::sleep_until(next_look) => {
                if activity.deadline(&shared.limits) <= Instant::now() {
                    return;
                }
            }
        }
    }
}

/// What the first bytes are waited for with. Nothing when they do not come in time, or nobody may come any more.
async fn in_time<T>(shared: &Shared, first: impl Future<Output = Option<T>>) -> Option<T> {
    tokio::select! {
        () = shared.cut.cancelled() => None,
        () = shared.shutdown.cancelled() => None,
        () = time::sleep(shared.limits.header_read) => None,
        first = first => first,
    }
}

/// Whether the client speaks HTTP/2 without having asked. The first bytes stay where they are.
async fn is_http2(stream: &TcpStream) -> Option<bool> {
    const PREFACE: [u8; 24] = *b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    let mut start = [0; PREFACE.len()];
    loop {
        let length = stream.peek(&mut start).await.ok()?;
        if length == 0 {
            return None;
        }
        if start[..length] != PREFACE[..length] {
            return Some(false);
        }
        if length == PREFACE.len() {
            return Some(true);
        }
        // The beginning is there and stays there: to wait for more of it means to look again.
        time::sleep(LOOK_AGAIN).await;
    }
}

fn http1(limits: &Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_read)
        .max_buf_size(HEAD_BYTES);
    builder
}

/// HTTP/2 has no header timeout; the connection's own deadline stands in for it.
fn http2(limits: &Limits) -> http2::Builder<TokioExecutor> {
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits.streams)
        .max_header_list_size(HEAD_BYTES as u32)
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(PING_EVERY);
    builder
}

/// Small answers leave at once, and a peer that vanished without a word is noticed by the kernel. Neither is
/// needed to serve, so a platform that refuses is no error.
fn prepare(stream: &TcpStream) {
    stream.set_nodelay(true).ok();
    let socket = SockRef::from(stream);
    socket
        .set_tcp_keepalive(&socket2::TcpKeepalive::new().with_time(UNACKNOWLEDGED))
        .ok();
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(Some(UNACKNOWLEDGED)).ok();
}
