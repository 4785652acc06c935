//! The store's contract in memory: the fake that use cases are tested on, and SQLite without a file.

use std::sync::Arc;

use frontdesk_application::testing::MemoryStore;
use frontdesk_tests::store_contract::{Desk, End};

mod fake {
    use super::{Arc, Desk, End, MemoryStore};

    async fn fresh() -> Option<(Desk, End)> {
        let store = Arc::new(MemoryStore::new());
        let desk = Desk {
            store: store.clone(),
            front_desk: store.clone(),
            counters: store.clone(),
            queue: store.clone(),
            pages: store.clone(),
            track: store.clone(),
            deliveries: store.clone(),
            people: store.clone(),
            sessions: store.clone(),
            mailbox: store,
        };
        Some((desk, Box::pin(std::future::ready(()))))
    }

    frontdesk_tests::store_contract!(fresh);
}

mod sqlite {
    use frontdesk_tests::databases::sqlite_in_memory;

    frontdesk_tests::store_contract!(sqlite_in_memory);
}
