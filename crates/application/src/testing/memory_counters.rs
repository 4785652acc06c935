use std::collections::HashMap;

use async_trait::async_trait;
use frontdesk_domain::counters::{Counter, CounterChange, Footprint, Scope};
use frontdesk_domain::ports::{CounterQueries, Counters, StoreError};

use super::MemoryStore;
use super::memory_state::State;
use super::memory_unit::MemoryUnit;

#[async_trait]
impl Counters for MemoryUnit {
    async fn add(&self, changes: &[CounterChange]) -> Result<(), StoreError> {
        let mut state = self.state();
        for CounterChange { scope, counter, by } in changes {
            *state.counters.entry((*scope, *counter)).or_default() += by;
        }
        Ok(())
    }

    async fn forget(&self, scope: Scope) -> Result<(), StoreError> {
        self.state().counters.retain(|(of, _), _| *of != scope);
        Ok(())
    }
}

#[async_trait]
impl CounterQueries for MemoryStore {
    async fn of(&self, scopes: &[Scope]) -> Result<Vec<(Scope, Counter, i64)>, StoreError> {
        let state = self.shared.state();
        let kept = sorted(&state.counters);
        Ok(kept.into_iter().filter(|(of, ..)| scopes.contains(of)).collect())
    }

    async fn all(&self) -> Result<Vec<(Scope, Counter, i64)>, StoreError> {
        Ok(sorted(&self.shared.state().counters))
    }

    async fn recounted(&self) -> Result<Vec<(Scope, Counter, i64)>, StoreError> {
        Ok(sorted(&counted_anew(&self.shared.state())))
    }
}

fn counted_anew(state: &State) -> HashMap<(Scope, Counter), i64> {
    let mut anew = HashMap::new();
    for row in &state.tickets {
        for counted in Footprint::of(&row.ticket).counted() {
            *anew.entry(counted).or_default() += 1;
        }
    }
    for change in state
        .life
        .feedback
        .iter()
        .flat_map(|feedback| feedback.counted(1))
    {
        *anew.entry((change.scope, change.counter)).or_default() += change.by;
    }
    anew
}

fn sorted(counters: &HashMap<(Scope, Counter), i64>) -> Vec<(Scope, Counter, i64)> {
    let kept = counters.iter().filter(|(_, count)| **count != 0);
    let mut rows: Vec<_> = kept
        .map(|((scope, counter), count)| (*scope, *counter, *count))
        .collect();
    rows.sort_unstable();
    rows
}
