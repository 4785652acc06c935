use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::ports::{LookUpRecord, SWEPT_AT_ONCE, StoreError, Throttles};
use frontdesk_domain::secrets::Fingerprint;
use frontdesk_domain::time::Timestamp;

use super::memory_state::Window;
use super::memory_unit::MemoryUnit;

#[async_trait]
impl Throttles for MemoryUnit {
    async fn count(
        &self,
        key: &Fingerprint,
        window: Duration,
        now: Timestamp,
    ) -> Result<(u32, Timestamp), StoreError> {
        let mut state = self.state();
        let fresh = Window {
            ends: now.after(window),
            count: 0,
        };
        let kept = state.windows.entry(*key).or_insert(fresh);
        if kept.ends <= now {
            *kept = fresh;
        }
        kept.count += 1;
        Ok((kept.count, kept.ends))
    }

    async fn record(&self, look_up: &LookUpRecord) -> Result<(), StoreError> {
        self.state().look_ups.push(*look_up);
        Ok(())
    }

    async fn sweep(&self, keep: Duration, now: Timestamp) -> Result<u64, StoreError> {
        let mut state = self.state();
        let before = state.windows.len() + state.look_ups.len();
        let mut room = SWEPT_AT_ONCE;
        state.windows.retain(|_, window| {
            let stays = window.ends > now || room == 0;
            room -= u16::from(!stays);
            stays
        });
        state.look_ups.retain(|look_up| look_up.at > now.before(keep));
        let gone = before - state.windows.len() - state.look_ups.len();
        Ok(u64::try_from(gone).unwrap_or(u64::MAX))
    }
}
