use std::time::Duration;

use async_trait::async_trait;

use super::StoreError;
use crate::clients::Client;
use crate::deliveries::{
    Claimed, Delivery, DeliveryId, Job, NewDelivery, Pause, Settlement, State, Target, WorkerId,
};
use crate::tickets::{Ticket, TicketNumber};
use crate::time::Timestamp;

/// The outbox, inside a unit of work.
#[async_trait]
pub trait Deliveries: Send + Sync {
    /// Asks for something to be delivered. Asking again for the same job about the same changes nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn enqueue(&self, delivery: &NewDelivery) -> Result<(), StoreError>;

    /// Hands out at most `limit` deliveries to `target` that are due, oldest first, under a lease until
    /// `now + lease`:
    /// - pending ones, to be attempted;
    /// - ones to verify, to be looked into;
    /// - running ones whose lease ended, because their process died: to be looked into where the job
    ///   [must be verified](Job::must_be_verified), else to be attempted again.
    ///
    /// MUST hand out nothing while the target rests; no delivery to two workers; and none while an earlier
    /// delivery about the same to the same target is unfinished (pending, running or verify), so that order
    /// per ticket is kept. MUST count an attempt when handing one out.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn claim(
        &self,
        target: Target,
        worker: WorkerId,
        limit: u16,
        lease: Duration,
        now: Timestamp,
    ) -> Result<Vec<Claimed>, StoreError>;

    /// Writes how a claimed delivery ended, and its pause. `false`, and nothing written, if the worker no
    /// longer holds it.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn settle(
        &self,
        claimed: &Claimed,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Gives back what a worker holds, uncounted, when its process shuts down.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn release(&self, worker: WorkerId, now: Timestamp) -> Result<(), StoreError>;

    /// Takes a dead delivery up again, at once. One that [must be verified](Job::must_be_verified) MUST be
    /// looked into before it is attempted: the last look of its schedule comes first, with one attempt
    /// counted. `false` if there is no such dead delivery.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn retry(&self, id: DeliveryId, now: Timestamp) -> Result<bool, StoreError>;

    /// Ends a target's rest.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn resume(&self, target: Target) -> Result<(), StoreError>;
}

/// How many deliveries stand where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryCount {
    /// Where they go.
    pub target: Target,
    /// Where they stand.
    pub state: State,
    /// How many.
    pub count: i64,
    /// Since when the oldest of them has been waiting.
    pub oldest: Timestamp,
}

/// A delivery in a list for staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// The delivery.
    pub delivery: Delivery,
    /// The ticket's key in the tracker, if it has one.
    pub external_key: Option<String>,
}

/// A target that rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resting {
    /// Which, until when, why.
    pub pause: Pause,
    /// Since when.
    pub since: Timestamp,
}

/// A ticket as its deliveries need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The ticket.
    pub ticket: Ticket,
    /// The category's words.
    pub category: String,
    /// Whose it is.
    pub client: Client,
}

impl Dossier {
    /// Whether this ticket registered its client: both carry the moment of the one use case.
    #[must_use]
    pub fn client_is_new(&self) -> bool {
        self.client.created_at == self.ticket.created_at
    }
}

/// What people and monitors ask about deliveries.
#[async_trait]
pub trait DeliveryQueries: Send + Sync {
    /// The unfinished and the dead, counted. Done and cancelled ones are not: there may be millions.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn counts(&self) -> Result<Vec<DeliveryCount>, StoreError>;

    /// Deliveries in a state, newest first, at most `limit`, older than `before` where given.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn list(
        &self,
        state: State,
        before: Option<DeliveryId>,
        limit: u16,
    ) -> Result<Vec<DeliveryRow>, StoreError>;

    /// Where the delivery of this job of this ticket stands.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn of_ticket(&self, ticket: TicketNumber, job: Job) -> Result<Option<Delivery>, StoreError>;

    /// All that is needed to carry out a ticket's deliveries.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn dossier(&self, ticket: TicketNumber) -> Result<Option<Dossier>, StoreError>;

    /// The targets that rest at `now`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn resting(&self, now: Timestamp) -> Result<Vec<Resting>, StoreError>;
}
