use std::time::Duration;

use frontdesk_domain::accounts::{AccountId, Contact, NewAccount, Username};
use frontdesk_domain::auth::PasswordHash;
use frontdesk_domain::clients::{ClientId, ClientNumber, Email, Name, NewClient, Phone};
use frontdesk_domain::deliveries::{Job, NewDelivery};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey, TokenHash};
use frontdesk_domain::tickets::{
    Actor, Body, CategoryId, NewTicket, OneOpenRule, Priority, Source, Subject, TicketNumber, TrackerMark,
};
use frontdesk_domain::time::Timestamp;
use tempfile::TempDir;

use crate::{Database, DatabaseSettings, connect};

pub(super) const NOW: Timestamp = Timestamp::from_micros(1_795_079_520_123_457);

/// A migrated file in a folder of its own.
pub(super) async fn fresh() -> (TempDir, Database) {
    let folder = tempfile::tempdir().unwrap();
    let database = again(&folder, Duration::from_secs(5)).await;
    database.migrate().await.unwrap();
    (folder, database)
}

/// The same file, opened once more, as another process would.
pub(super) async fn again(folder: &TempDir, patience: Duration) -> Database {
    let settings = DatabaseSettings {
        lock_timeout: patience,
        acquire_timeout: patience,
        ..DatabaseSettings::new(format!("sqlite:{}", folder.path().join("desk.db").display()))
    };
    connect(&settings).await.unwrap()
}

pub(super) fn client(n: u32) -> NewClient {
    NewClient {
        number: ClientNumber::draw(u64::from(n)),
        name: Name::parse("Sara").unwrap(),
        phone: Phone::from_stored(format!("+98912{n:07}")),
        by_phone: true,
        email: None,
        address: None,
        created_at: NOW,
    }
}

pub(super) fn key(n: u32) -> SubmissionKey {
    let mut bytes = [0; 16];
    bytes[12..].copy_from_slice(&n.to_be_bytes());
    SubmissionKey::from_bytes(bytes)
}

fn ticket(client: ClientId, n: u32) -> NewTicket {
    let body = Body::parse("It broke").unwrap();
    NewTicket {
        client,
        subject: Subject::of(&body),
        body,
        category: CategoryId(1),
        priority: Priority::Medium,
        source: Source::Desk,
        follows: None,
        rule: OneOpenRule::Desk,
        submission: key(n),
        digest: SubmissionDigest::from_bytes([1; 32]),
        mark: TrackerMark::from_bytes([2; 16]),
        created_at: NOW,
    }
}

/// Everything a submission writes, for client `n`.
pub(super) async fn submit(unit: &dyn UnitOfWork, n: u32) -> TicketNumber {
    try_submit(unit, n).await.unwrap()
}

pub(super) async fn try_submit(unit: &dyn UnitOfWork, n: u32) -> Result<TicketNumber, StoreError> {
    let id = unit.clients().insert(&client(n)).await?;
    let ticket = ticket(id, n);
    let number = unit.tickets().insert(&ticket).await?;
    unit.tickets()
        .append(&ticket.received(number, Actor::Client))
        .await?;
    let mut hash = [0; 32];
    hash[..4].copy_from_slice(&n.to_be_bytes());
    unit.tickets()
        .add_track_link(number, &TokenHash::from_bytes(hash), NOW)
        .await?;
    for job in [Job::CreateIssue, Job::MailReceived] {
        let delivery = NewDelivery::of_ticket(job, number, NOW);
        unit.deliveries().enqueue(&delivery).await?;
    }
    Ok(number)
}

/// Account `n`, which nobody has proved.
pub(super) async fn register(unit: &dyn UnitOfWork, n: u32) -> AccountId {
    let account = NewAccount {
        email: Email::parse(&format!("person.{n}@example.com")).unwrap(),
        username: Username::parse(&format!("person-{n}")).ok(),
        name: Name::parse(&format!("Sara {n}")).unwrap(),
        contact: Contact::default(),
        password: PasswordHash::from_stored("$argon2id$".into()),
        created_at: NOW,
    };
    unit.accounts().insert(&account).await.unwrap()
}

/// The account belongs to that client record.
pub(super) async fn link(unit: &dyn UnitOfWork, account: AccountId, client: ClientId) {
    let account = unit.accounts().get(account).await.unwrap().unwrap();
    let read = account.version;
    let linked = account.linked(client, NOW);
    unit.accounts().save(&linked, read).await.unwrap();
}
