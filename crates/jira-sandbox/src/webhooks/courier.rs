//! Carries events to their subscribers: signed, repeated when refused, and as badly as asked.

use std::collections::HashMap;
use std::time::Duration;

use axum::http::StatusCode;
use bytes::Bytes;
use reqwest::Client;
use tokio::sync::mpsc::UnboundedReceiver;

use super::payload::payload;
use super::{Webhook, hub_signature};
use crate::app::App;
use crate::events::Event;
use crate::faults::{Signature, WebhookModes};
use crate::jql;
use crate::world::World;

/// Real Jira repeats a delivery up to five times.
const RETRIES: u32 = 5;
/// Seen on real sites: 5 s to connect, 20 s for the answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);
/// A swapped delivery leaves after this time even if no other follows.
const SWAP_WAIT: Duration = Duration::from_millis(500);

/// Sends deliveries over HTTP.
#[derive(Clone)]
pub(crate) struct Courier {
    client: Client,
    retry: Duration,
}

/// One event for one subscriber, its bytes fixed so that every copy has the same signature.
#[derive(Clone)]
struct Delivery {
    url: String,
    identifier: String,
    flow: &'static str,
    signature: Option<String>,
    body: Bytes,
    modes: WebhookModes,
}

impl Courier {
    pub(crate) fn new(retry: Duration) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(ANSWER_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()?;
        Ok(Self { client, retry })
    }

    /// Delivers once; true when the subscriber does not want it again.
    async fn attempt(&self, delivery: &Delivery, retry: u32) -> bool {
        let mut request = self
            .client
            .post(&delivery.url)
            .header("content-type", "application/json; charset=UTF-8")
            .header("x-atlassian-webhook-identifier", &delivery.identifier)
            .header("x-atlassian-webhook-flow", delivery.flow)
            .body(delivery.body.clone());
        if let Some(signature) = &delivery.signature {
            request = request.header("x-hub-signature", signature);
        }
        if retry > 0 {
            request = request.header("x-atlassian-webhook-retry", retry.to_string());
        }
        match request.send().await {
            Ok(answer) => !wants_again(answer.status()),
            Err(_) => false,
        }
    }

    /// The first attempt with its copies, in place; repetitions in their own task.
    async fn deliver(&self, delivery: Delivery) {
        tokio::time::sleep(Duration::from_millis(delivery.modes.delay_ms)).await;
        let mut accepted = self.attempt(&delivery, 0).await;
        for _ in 0..delivery.modes.duplicates {
            accepted |= self.attempt(&delivery, 0).await;
        }
        if !accepted {
            let courier = self.clone();
            tokio::spawn(async move { courier.repeat(delivery).await });
        }
    }

    async fn repeat(&self, delivery: Delivery) {
        for retry in 1..=RETRIES {
            tokio::time::sleep(self.retry).await;
            if self.attempt(&delivery, retry).await {
                return;
            }
        }
    }
}

/// The answers that Jira repeats a delivery after.
fn wants_again(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status.as_u16(), 408 | 409 | 425 | 429)
}

/// Carries events until the sandbox stops, in their order unless told to swap them.
pub(crate) async fn deliver_all(app: App, courier: Courier, mut events: UnboundedReceiver<Event>) {
    let mut number = 0_u64;
    let mut held: HashMap<String, Delivery> = HashMap::new();
    loop {
        let next = if held.is_empty() {
            events.recv().await
        } else {
            match tokio::time::timeout(SWAP_WAIT, events.recv()).await {
                Ok(next) => next,
                Err(_) => {
                    for (_, delivery) in held.drain() {
                        courier.deliver(delivery).await;
                    }
                    continue;
                }
            }
        };
        let Some(event) = next else { return };
        for delivery in app.with(|world| deliveries(world, &event, &mut number)) {
            if !delivery.modes.reorder {
                courier.deliver(delivery).await;
            } else if let Some(earlier) = held.remove(&delivery.url) {
                courier.deliver(delivery).await;
                courier.deliver(earlier).await;
            } else {
                held.insert(delivery.url.clone(), delivery);
            }
        }
    }
}

fn deliveries(world: &World, event: &Event, number: &mut u64) -> Vec<Delivery> {
    let modes = world.modes.webhooks;
    let body = Bytes::from(payload(&world.site, &world.projects, event).to_string());
    let wanted = world
        .webhooks
        .iter()
        .filter(|webhook| wants(world, webhook, event));
    wanted
        .map(|webhook| {
            *number += 1;
            let body = if webhook.exclude_body {
                Bytes::new()
            } else {
                body.clone()
            };
            Delivery {
                url: webhook.url.clone(),
                identifier: format!("sandbox-{}-{number}", event.at.as_millisecond()),
                flow: event.what.flow(),
                signature: signature(webhook, modes.signature, &body),
                body,
                modes,
            }
        })
        .collect()
}

fn wants(world: &World, webhook: &Webhook, event: &Event) -> bool {
    let name = event.what.name();
    let subscribed = webhook.enabled && webhook.events.iter().any(|wanted| wanted == name);
    let matches = || match jql::parse(world, &webhook.filter) {
        Ok(query) => !jql::run(&query, vec![event.issue.clone()]).is_empty(),
        Err(_) => false,
    };
    subscribed && (webhook.filter.is_empty() || matches())
}

fn signature(webhook: &Webhook, mode: Signature, body: &[u8]) -> Option<String> {
    let secret = webhook.secret.as_deref()?;
    match mode {
        Signature::Right => Some(hub_signature(secret, body)),
        Signature::Wrong => Some(hub_signature(secret, b"something else")),
        Signature::Missing => None,
    }
}
