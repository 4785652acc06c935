//! The server on real sockets, with limits short enough to wait for.

use std::{convert::Infallible, time::Instant};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::header,
    response::IntoResponse,
    routing::{get, post},
};
use bytes::Bytes;
use futures_util::stream;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::Notify,
    task::JoinHandle,
};

use super::*;

const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(5);

struct Running {
    address: SocketAddr,
    shutdown: CancellationToken,
    server: JoinHandle<()>,
    /// Told when `/slow` has begun.
    begun: Arc<Notify>,
}

async fn start(limits: Limits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let shutdown = CancellationToken::new();
    let begun = Arc::new(Notify::new());
    let tell = Arc::clone(&begun);
    let slow = async move || {
        tell.notify_one();
        time::sleep(SHORT).await;
    };
    let router = Router::new()
        .route(
            "/",
            get(async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.ip().to_string()),
        )
        .route("/endless", get(async || endless()))
        .route("/slow", get(slow))
        .route("/read", post(async |body: Bytes| body.len().to_string()));
    let server = tokio::spawn(serve(listener, router, limits, shutdown.clone()));
    Running {
        address,
        shutdown,
        server,
        begun,
    }
}

/// A live stream that says one thing and then never ends, whatever the token says.
fn endless() -> impl IntoResponse {
    let first = stream::once(async { Ok::<_, Infallible>(Bytes::from_static(b"data: hello\n\n")) });
    let body = Body::from_stream(futures_util::StreamExt::chain(first, stream::pending()));
    ([(header::CONTENT_TYPE, "text/event-stream")], body)
}

async fn send(address: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// Everything the server sends until it closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    time::timeout(LONG, stream.read_to_end(&mut answer))
        .await
        .expect("the server should close")
        .ok();
    String::from_utf8(answer).unwrap()
}

async fn some(stream: &mut TcpStream) -> String {
    let mut buffer = vec![0; 1024];
    let length = time::timeout(LONG, stream.read(&mut buffer))
        .await
        .expect("an answer")
        .unwrap();
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

#[tokio::test]
async fn a_request_gets_its_answer_and_knows_its_peer() {
    let running = start(Limits::default()).await;
    let mut stream = send(
        running.address,
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    )
    .await;
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.ends_with("127.0.0.1"), "{answer}");
}

#[tokio::test]
async fn a_head_that_never_ends_is_closed() {
    let running = start(Limits {
        header_read: SHORT,
        ..Limits::default()
    })
    .await;
    for beginning in [
        "",
        "P",
        "PRI * HTTP/2.0\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nX-Slow:",
    ] {
        let began = Instant::now();
        let mut stream = send(running.address, beginning).await;
        rest(&mut stream).await;
        assert!(
            began.elapsed() < SHORT * 4,
            "{beginning:?} took {:?}",
            began.elapsed()
        );
    }
}

#[tokio::test]
async fn an_http2_connection_without_requests_is_closed() {
    let running = start(Limits {
        header_read: SHORT,
        ..Limits::default()
    })
    .await;
    // Preface and an empty SETTINGS frame: a complete HTTP/2 greeting, then silence.
    let mut stream = send(
        running.address,
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
    )
    .await;
    let began = Instant::now();
    let mut answer = Vec::new();
    time::timeout(LONG, stream.read_to_end(&mut answer))
        .await
        .expect("the server should close")
        .ok();
    assert!(began.elapsed() < SHORT * 4);
}

#[tokio::test]
async fn a_connection_nobody_uses_is_closed() {
    let running = start(Limits {
        idle: SHORT,
        ..Limits::default()
    })
    .await;
    let mut stream = send(running.address, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn a_body_that_never_comes_is_closed() {
    let running = start(Limits {
        stalled: SHORT,
        ..Limits::default()
    })
    .await;
    let mut stream = send(
        running.address,
        "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
    )
    .await;
    assert_eq!(rest(&mut stream).await, "");
}

#[tokio::test]
async fn a_live_stream_outlives_the_limits_for_answers() {
    let running = start(Limits {
        stalled: SHORT,
        idle: SHORT,
        ..Limits::default()
    })
    .await;
    let mut stream = send(running.address, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(some(&mut stream).await.contains("text/event-stream"));
    let mut byte = [0];
    let silence = async {
        loop {
            assert_ne!(stream.read(&mut byte).await.unwrap(), 0, "the stream was closed");
        }
    };
    assert!(time::timeout(SHORT * 3, silence).await.is_err());
}

#[tokio::test]
async fn further_connections_wait_until_one_is_free() {
    let running = start(Limits {
        connections: 1,
        ..Limits::default()
    })
    .await;
    let first = send(running.address, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let mut second = send(
        running.address,
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    )
    .await;
    let mut byte = [0];
    assert!(
        time::timeout(SHORT, second.read(&mut byte)).await.is_err(),
        "the second should wait"
    );
    drop(first);
    assert_eq!(
        time::timeout(LONG, second.read(&mut byte))
            .await
            .unwrap()
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn a_request_under_way_finishes_while_new_ones_are_refused() {
    let running = start(Limits::default()).await;
    let mut stream = send(running.address, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    running.begun.notified().await;
    running.shutdown.cancel();
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 200 OK"));
    time::timeout(LONG, running.server)
        .await
        .expect("the server should return")
        .unwrap();
    assert!(TcpStream::connect(running.address).await.is_err());
}

#[tokio::test]
async fn shutdown_ends_in_time_with_streams_that_never_do() {
    let running = start(Limits {
        drain: SHORT,
        ..Limits::default()
    })
    .await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        let mut stream = send(running.address, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").await;
        some(&mut stream).await;
        streams.push(stream);
    }
    let began = Instant::now();
    running.shutdown.cancel();
    time::timeout(LONG, running.server)
        .await
        .expect("the server should return")
        .unwrap();
    assert!(
        began.elapsed() >= SHORT && began.elapsed() < SHORT * 4,
        "{:?}",
        began.elapsed()
    );
}
