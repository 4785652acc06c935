//! A webhook subscriber that keeps what it is sent.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A delivery as it arrived.
pub(crate) struct Arrived {
    headers: HeaderMap,
    pub(crate) raw: Bytes,
    pub(crate) body: Value,
}

impl Arrived {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub(crate) fn event(&self) -> &str {
        self.body["webhookEvent"].as_str().expect("an event")
    }
}

/// The subscriber: answers the statuses given, then 200.
pub(crate) struct Subscriber {
    pub(crate) url: String,
    arrivals: UnboundedReceiver<Arrived>,
}

type Shared = (UnboundedSender<Arrived>, Arc<Mutex<Vec<u16>>>);

async fn receive(State((sender, answers)): State<Shared>, headers: HeaderMap, raw: Bytes) -> StatusCode {
    let body = serde_json::from_slice(&raw).unwrap_or(Value::Null);
    let _ = sender.send(Arrived { headers, raw, body });
    let answer = answers.lock().expect("not poisoned").pop().unwrap_or(200);
    StatusCode::from_u16(answer).expect("a status")
}

impl Subscriber {
    pub(crate) async fn start(first_answers: &[u16]) -> Self {
        let (sender, arrivals) = unbounded_channel();
        let answers = first_answers.iter().rev().copied().collect::<Vec<_>>();
        let shared: Shared = (sender, Arc::new(Mutex::new(answers)));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let router = Router::new().route("/hook", post(receive)).with_state(shared);
        tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Self { url, arrivals }
    }

    pub(crate) async fn next(&mut self) -> Arrived {
        let arrived = tokio::time::timeout(Duration::from_secs(10), self.arrivals.recv()).await;
        arrived
            .expect("a delivery in time")
            .expect("the subscriber lives")
    }

    pub(crate) async fn take(&mut self, count: usize) -> Vec<Arrived> {
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(self.next().await);
        }
        all
    }
}
