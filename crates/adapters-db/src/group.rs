//! Group commit: SQLite has one writer, and making a commit durable takes longer than the writing itself.
//! Units of work that wait for each other therefore share one transaction, each in a savepoint of its own,
//! and nobody is answered before the whole is durable.
//!
//! - Whoever begins waits for its turn on a fair lock and opens a savepoint in the group's transaction.
//! - Whoever ends releases its savepoint (or rolls it back) and hands the turn on. If nobody waits, or the
//!   group is full, it commits the group and tells everyone in it how that ended.
//!
//! All of this runs in tasks of its own: a caller that goes away in the middle, as handlers of web requests
//! do, takes neither the turn nor the group with it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use frontdesk_domain::ports::StoreError;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::error::{commit_error, store_error};

/// So many units of work at most share a commit: a bound on what one failed commit takes with it.
const FULL: usize = 256;

/// The one writer of an SQLite database.
#[derive(Clone)]
pub(crate) struct Writer(Arc<Shared>);

struct Shared {
    db: DatabaseConnection,
    gate: Arc<Mutex<Option<Group>>>,
    waiting: AtomicUsize,
    patience: Duration,
}

/// An open transaction and who has finished in it.
struct Group {
    tx: DatabaseTransaction,
    finished: Vec<oneshot::Sender<Result<(), DbErr>>>,
}

impl Writer {
    /// A writer on a pool of one connection. `patience`: how long to wait for a turn.
    pub(crate) fn new(db: DatabaseConnection, patience: Duration) -> Self {
        Self(Arc::new(Shared {
            db,
            gate: Arc::new(Mutex::new(None)),
            waiting: AtomicUsize::new(0),
            patience,
        }))
    }

    /// The connection itself, for what happens outside units of work.
    pub(crate) fn connection(&self) -> &DatabaseConnection {
        &self.0.db
    }

    /// Waits for a turn and begins.
    pub(crate) async fn begin(&self) -> Result<Turn, StoreError> {
        let waiting = Waiting::count_in(Arc::clone(&self.0));
        let gate = tokio::time::timeout(self.0.patience, Arc::clone(&self.0.gate).lock_owned())
            .await
            .map_err(|_| StoreError::Unavailable("too many are waiting to write".into()))?;
        let shared = waiting.served();
        let begun = tokio::spawn(Turn::open(shared, gate)).await;
        begun.map_err(|_| StoreError::Unavailable("the writer stopped".into()))?
    }
}

/// Someone in the queue. If the last one leaves it without having had its turn, the group that counted on
/// it is ended in its stead.
struct Waiting(Option<Arc<Shared>>);

impl Waiting {
    fn count_in(shared: Arc<Shared>) -> Self {
        shared.waiting.fetch_add(1, Ordering::SeqCst);
        Self(Some(shared))
    }

    fn served(mut self) -> Option<Arc<Shared>> {
        let shared = self.0.take()?;
        shared.waiting.fetch_sub(1, Ordering::SeqCst);
        Some(shared)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let Some(shared) = self.0.take() else { return };
        shared.waiting.fetch_sub(1, Ordering::SeqCst);
        in_background(async move {
            let mut gate = Arc::clone(&shared.gate).lock_owned().await;
            if let Some(group) = gate.take() {
                Place { shared, gate, group }.hand_on().await;
            }
        });
    }
}

/// A unit of work's turn to write. Dropping it undoes what it wrote.
pub(crate) struct Turn(Option<Place>);

struct Place {
    shared: Arc<Shared>,
    gate: OwnedMutexGuard<Option<Group>>,
    group: Group,
}

enum Ending {
    Keep(oneshot::Sender<Result<(), DbErr>>),
    Undo,
}

impl Turn {
    async fn open(
        shared: Option<Arc<Shared>>,
        mut gate: OwnedMutexGuard<Option<Group>>,
    ) -> Result<Self, StoreError> {
        let shared = shared.ok_or_else(spent)?;
        let group = match gate.take() {
            Some(group) => group,
            None => begin_group(&shared.db).await.map_err(store_error)?,
        };
        let place = Place { shared, gate, group };
        match run(&place.group.tx, "SAVEPOINT unit").await {
            Ok(()) => Ok(Self(Some(place))),
            Err(error) => {
                place.fail(&error);
                Err(store_error(error))
            }
        }
    }

    /// The transaction to write in.
    pub(crate) fn transaction(&self) -> Result<&DatabaseTransaction, StoreError> {
        self.0.as_ref().map(|place| &place.group.tx).ok_or_else(spent)
    }

    /// Ends it. Returns when the group it was in is durable.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        let place = self.0.take().ok_or_else(spent)?;
        let (sender, durable) = oneshot::channel();
        in_background(place.leave(Ending::Keep(sender)));
        match durable.await {
            Ok(ended) => ended.map_err(commit_error),
            Err(_) => Err(StoreError::Unknown("the writer stopped".into())),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(place) = self.0.take() {
            in_background(place.leave(Ending::Undo));
        }
    }
}

impl Place {
    async fn leave(mut self, ending: Ending) {
        let ended = match &ending {
            Ending::Keep(_) => run(&self.group.tx, "RELEASE unit").await,
            Ending::Undo => {
                let undo = "ROLLBACK TO unit; RELEASE unit";
                self.group.tx.execute_unprepared(undo).await.map(drop)
            }
        };
        if let Ending::Keep(sender) = ending {
            self.group.finished.push(sender);
        }
        match ended {
            Ok(()) => self.hand_on().await,
            // The engine gave up the whole transaction (a full disk, a failed write).
            Err(error) => self.fail(&error),
        }
    }

    /// Lets the next one in, or ends the group if there is none.
    async fn hand_on(mut self) {
        let finished = self.group.finished.len();
        if self.shared.waiting.load(Ordering::SeqCst) > 0 && finished < FULL {
            *self.gate = Some(self.group);
            return;
        }
        let Group { tx, finished } = self.group;
        let ended = if finished.is_empty() {
            tx.rollback().await
        } else {
            tx.commit().await
        };
        tell(finished, &ended);
    }

    fn fail(self, error: &DbErr) {
        tell(self.group.finished, &Err(error.clone()));
    }
}

fn tell(finished: Vec<oneshot::Sender<Result<(), DbErr>>>, ended: &Result<(), DbErr>) {
    for sender in finished {
        // One that no longer listens went away; its work is kept all the same.
        let _ = sender.send(ended.clone());
    }
}

async fn begin_group(db: &DatabaseConnection) -> Result<Group, DbErr> {
    // Immediate: a transaction that reads first and writes later can fail as busy without any waiting.
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let tx = db.begin_with_options(immediate).await?;
    let finished = Vec::new();
    Ok(Group { tx, finished })
}

async fn run(tx: &DatabaseTransaction, text: &'static str) -> Result<(), DbErr> {
    let statement = Statement::from_string(DbBackend::Sqlite, text);
    tx.execute_raw(statement).await.map(drop)
}

fn spent() -> StoreError {
    StoreError::Unavailable("this unit of work has ended".into())
}

/// Without a runtime the process is ending: everything is dropped, and with it rolled back.
fn in_background(work: impl Future<Output = ()> + Send + 'static) {
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        runtime.spawn(work);
    }
}
