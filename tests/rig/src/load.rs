//! A stream of visitors, each sending one form and holding on to it until it is acknowledged.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::Result;
use crate::ledger::{Acknowledged, Ledger};
use crate::random::Random;
use crate::visitor::{Answer, Form, Visitor};

/// Phone numbers, each handed out once.
#[derive(Debug, Default)]
pub struct Phones(AtomicU64);

impl Phones {
    /// The next one: an Iranian mobile number.
    ///
    /// # Panics
    /// Never: there are ten million, and no proof needs more.
    pub fn next(&self) -> String {
        format!(
            "0912{:07}",
            1_000_000 + self.0.fetch_add(1, Ordering::Relaxed) % 9_000_000
        )
    }
}

/// Where the desk is now, if anywhere.
pub type Address = watch::Receiver<Option<String>>;

/// What the visitors of a stream share.
#[derive(Debug)]
pub struct Stream {
    /// What was acknowledged.
    pub ledger: Ledger,
    /// Answers in the 500s, which a visitor takes as "try again".
    pub server_errors: AtomicU64,
    phones: Phones,
    stop: watch::Sender<bool>,
}

impl Default for Stream {
    fn default() -> Self {
        Self {
            ledger: Ledger::default(),
            server_errors: AtomicU64::new(0),
            phones: Phones::default(),
            stop: watch::Sender::new(false),
        }
    }
}

impl Stream {
    /// Lets `at_once` visitors come, one after the other on each place, with a breath of up to `pause`
    /// between two, until [`Stream::stop`].
    ///
    /// # Errors
    /// When no client can be built.
    pub fn begin(
        self: &Arc<Self>,
        at_once: usize,
        pause: Duration,
        address: &Address,
        mut random: Random,
    ) -> Result<JoinSet<Result<()>>> {
        let mut places = JoinSet::new();
        for _ in 0..at_once {
            let place = Place {
                stream: Arc::clone(self),
                visitor: Visitor::new()?,
                address: address.clone(),
                random: random.branch(),
                pause,
            };
            places.spawn(place.work());
        }
        Ok(places)
    }

    /// Asks the visitors to come no more. Those who are there hold on until they are acknowledged.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Sends one form from one phone of its own, and again until it is acknowledged.
    ///
    /// # Errors
    /// When the desk is gone for good.
    pub async fn one(&self, visitor: &Visitor, address: &mut Address) -> Result<Acknowledged> {
        let form = self.form(visitor, address).await?;
        let receipt = loop {
            match visitor.submit(&desk(address).await?, &form).await {
                Ok(Answer::Accepted(receipt)) => break receipt,
                Ok(Answer::Page { status, .. }) if status >= 500 => self.again(address).await,
                Ok(Answer::Page { status, .. }) => {
                    self.ledger
                        .refuse(format!("a form of a new client was answered {status}"));
                    return Err("a form was refused".into());
                }
                Err(_) => changed(address).await,
            }
        };
        let page = self.read(visitor, address, &receipt).await?;
        let entry = Acknowledged {
            who: form.who.clone(),
            key: form.key_bytes()?,
            receipt,
            page,
        };
        self.ledger.acknowledge(entry.clone());
        Ok(entry)
    }

    async fn form(&self, visitor: &Visitor, address: &mut Address) -> Result<Form> {
        let who = self.phones.next();
        loop {
            let desk = desk(address).await?;
            match visitor
                .form(
                    &desk,
                    &who,
                    "The printer prints blank pages.\nSince this morning.",
                )
                .await
            {
                Ok(form) => return Ok(form),
                Err(_) => changed(address).await,
            }
        }
    }

    async fn read(&self, visitor: &Visitor, address: &mut Address, receipt: &str) -> Result<String> {
        loop {
            match visitor.read(&desk(address).await?, receipt).await {
                Ok((200, page)) => return Ok(page),
                Ok((status, _)) if status >= 500 => self.again(address).await,
                // Kept in the ledger: it was acknowledged, and the audit will say what is missing.
                Ok((_, page)) => return Ok(page),
                Err(_) => changed(address).await,
            }
        }
    }

    async fn again(&self, address: &mut Address) {
        self.server_errors.fetch_add(1, Ordering::Relaxed);
        changed(address).await;
    }
}

/// One place in the stream.
struct Place {
    stream: Arc<Stream>,
    visitor: Visitor,
    address: Address,
    random: Random,
    pause: Duration,
}

impl Place {
    async fn work(mut self) -> Result<()> {
        let mut stop = self.stream.stop.subscribe();
        let longest = u64::try_from(self.pause.as_millis())?;
        while !*stop.borrow() {
            self.stream.one(&self.visitor, &mut self.address).await?;
            let breath = self.random.millis(0, longest);
            let _ = timeout(breath, stop.changed()).await;
        }
        Ok(())
    }
}

/// Where the desk is, as soon as it is anywhere.
async fn desk(address: &mut Address) -> Result<String> {
    let there = address.wait_for(Option::is_some).await?;
    Ok(there.clone().unwrap_or_default())
}

/// Waits for the desk to come back elsewhere; not for long, as it may only have stumbled.
async fn changed(address: &mut Address) {
    let _ = timeout(Duration::from_millis(200), address.changed()).await;
}
