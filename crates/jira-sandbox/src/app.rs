//! What every handler shares: the world behind its one lock, and the way out for webhooks.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::mpsc::UnboundedSender;

use crate::auth::Credentials;
use crate::events::Event;
use crate::site::Site;
use crate::world::World;

/// Cheap to clone; all clones share one world.
#[derive(Clone)]
pub(crate) struct App(Arc<Shared>);

struct Shared {
    site: Site,
    credentials: Credentials,
    world: Mutex<World>,
    events: UnboundedSender<Event>,
    started: Instant,
}

impl App {
    pub(crate) fn new(
        site: Site,
        credentials: Credentials,
        world: World,
        events: UnboundedSender<Event>,
    ) -> Self {
        let started = Instant::now();
        Self(Arc::new(Shared {
            site,
            credentials,
            world: Mutex::new(world),
            events,
            started,
        }))
    }

    pub(crate) fn site(&self) -> &Site {
        &self.0.site
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    /// Runs `work` on the world, then hands the events it caused to the webhook courier, still
    /// under the lock so that they leave in the order of the changes.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut World) -> R) -> R {
        // A panic in a handler is answered with a 500; the world it left is still usable.
        let mut world = self.0.world.lock().unwrap_or_else(PoisonError::into_inner);
        let result = work(&mut world);
        for event in world.take_events() {
            // The courier is gone only while the sandbox stops; then nobody waits for events.
            let _ = self.0.events.send(event);
        }
        result
    }

    /// Milliseconds since the start.
    pub(crate) fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.0.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
