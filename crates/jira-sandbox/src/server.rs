//! The accept loop. Its own, because faults must be able to end a connection without an answer.

use std::convert::Infallible;
use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use crate::faults::Cut;

/// A client that sends no request within this time is dropped.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// Serves until told to stop; connections then end with the request they are at.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    stop: CancellationToken,
    tasks: TaskTracker,
) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    tasks.spawn(connection(stream, router.clone(), stop.clone()));
                }
                // Out of descriptors, or the client left already: neither ends the sandbox.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
}

async fn connection(stream: TcpStream, router: Router, stop: CancellationToken) {
    let service = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        Box::pin(async move { answer(router, request).await })
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    let mut stopping = pin!(stop.cancelled());
    let mut asked_to_stop = false;
    let ended = loop {
        tokio::select! {
            ended = &mut connection => break ended,
            () = &mut stopping, if !asked_to_stop => {
                asked_to_stop = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    if ended.is_err_and(|error| wants_reset(&error)) {
        // Without lingering, closing sends a reset. A stream that is gone already needs none.
        let _ = connection.into_parts().io.into_inner().set_zero_linger();
    }
}

/// Why a request gets no answer. Returned as the service's error, which makes hyper give up the
/// connection without writing anything.
#[derive(Debug, thiserror::Error)]
#[error("the connection is cut on purpose")]
struct CutShort(Cut);

async fn answer(router: Router, request: Request<Incoming>) -> Result<Response, CutShort> {
    let response: Result<Response, Infallible> = router.oneshot(request.map(Body::new)).await;
    let response = match response {
        Ok(response) => response,
        Err(never) => match never {},
    };
    match response.extensions().get::<Cut>() {
        Some(cut) => Err(CutShort(*cut)),
        None => Ok(response),
    }
}

fn wants_reset(error: &hyper::Error) -> bool {
    let cause = std::error::Error::source(error).and_then(|source| source.downcast_ref::<CutShort>());
    cause.is_some_and(|cut| cut.0 == Cut::Reset)
}

/// Binds the address, with the address in the message when it cannot.
pub(crate) async fn bind(address: std::net::SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {address}: {error}")))
}
