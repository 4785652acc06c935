//! Whether the sessions that streams hang on still hold: asked of the store for all of them together.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use frontdesk_domain::{access::SignedIn, auth::SessionId};
use tokio_util::sync::CancellationToken;

use crate::state::Desk;

/// How often. A stream ends within five seconds of its session, and a look takes a moment.
const EVERY: Duration = Duration::from_secs(4);
/// Streams of one session: a browser needs one, and a moment's overlap when a tab takes over from another.
pub(super) const PER_SESSION: usize = 6;

/// The sessions with open streams.
#[derive(Clone, Default)]
pub(super) struct Standing(Arc<Mutex<Sessions>>);

#[derive(Default)]
struct Sessions {
    open: HashMap<SessionId, Open>,
    /// Whether someone looks.
    is_watched: bool,
}

struct Open {
    streams: usize,
    /// What held when the first of them began.
    person: SignedIn,
    ended: CancellationToken,
}

/// One stream's place; dropping it gives it back.
pub(super) struct Place {
    standing: Standing,
    session: SessionId,
    ended: CancellationToken,
}

impl Standing {
    /// A place for one more stream of this session, or `None` when it has all it may have.
    pub(super) fn take(&self, desk: &Desk, person: &SignedIn) -> Option<Place> {
        let mut sessions = self.lock();
        let open = sessions.open.entry(person.session).or_insert_with(|| Open {
            streams: 0,
            person: person.clone(),
            ended: desk.shutdown.child_token(),
        });
        if !hears_the_same(&open.person, person) {
            // It changed a moment ago. Those that hang on what was before end now.
            open.ended.cancel();
            (open.person, open.ended) = (person.clone(), desk.shutdown.child_token());
        }
        if open.streams >= PER_SESSION {
            return None;
        }
        open.streams += 1;
        let ended = open.ended.clone();
        if !sessions.is_watched {
            sessions.is_watched = true;
            tokio::spawn(watch(self.clone(), desk.clone()));
        }
        Some(Place {
            standing: self.clone(),
            session: person.session,
            ended,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Sessions> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sessions to ask about; `None` when there are none, and nobody looks any more.
    fn asked(&self) -> Option<Vec<SessionId>> {
        let mut sessions = self.lock();
        sessions.is_watched = !sessions.open.is_empty();
        sessions
            .is_watched
            .then(|| sessions.open.keys().copied().collect())
    }

    /// Ends the streams of all that were asked about and do not stand as they did.
    fn settle(&self, asked: &[SessionId], hold: Vec<SignedIn>) {
        let hold: HashMap<_, _> = hold.into_iter().map(|person| (person.session, person)).collect();
        let sessions = self.lock();
        for id in asked {
            let Some(open) = sessions.open.get(id) else {
                continue;
            };
            if !hold.get(id).is_some_and(|now| hears_the_same(&open.person, now)) {
                open.ended.cancel();
            }
        }
    }
}

impl Place {
    /// Cancelled when the stream has to end.
    pub(super) fn ended(&self) -> CancellationToken {
        self.ended.clone()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut sessions = self.standing.lock();
        if let Some(open) = sessions.open.get_mut(&self.session) {
            open.streams -= 1;
            if open.streams == 0 {
                sessions.open.remove(&self.session);
            }
        }
    }
}

/// Whether what one may hear of is what the other may.
fn hears_the_same(one: &SignedIn, other: &SignedIn) -> bool {
    (one.holder, one.works_here(), one.client) == (other.holder, other.works_here(), other.client)
}

/// Looks until there is nothing to look after.
async fn watch(standing: Standing, desk: Desk) {
    loop {
        tokio::time::sleep(EVERY).await;
        let Some(asked) = standing.asked() else {
            return;
        };
        match desk.app.who_are(&asked).await {
            Ok(hold) => standing.settle(&asked, hold),
            // Nothing is heard from a store that cannot be asked, so nothing is told to anybody meanwhile.
            Err(error) => tracing::warn!(%error, "whether live pages are still signed in could not be read"),
        }
    }
}
