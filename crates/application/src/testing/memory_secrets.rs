use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::auth::{
    Code, CodeId, CodePurpose, Holder, LinkPurpose, NewCode, NewLink, PasswordHash, Tally,
};
use frontdesk_domain::clients::Email;
use frontdesk_domain::ports::{Attempts, Devices, Links, OneTimeCodes, RecoveryCodes, StoreError};
use frontdesk_domain::secrets::{Fingerprint, RequestId, TokenHash};
use frontdesk_domain::time::Timestamp;

use super::memory_people_state::{CodeRow, LinkRow};
use super::memory_unit::{MemoryUnit, next_key};

#[async_trait]
impl OneTimeCodes for MemoryUnit {
    async fn insert(&self, new: &NewCode, expires_at: Timestamp) -> Result<CodeId, StoreError> {
        let codes = &mut self.state().people.codes;
        for row in codes.iter_mut().filter(|row| row.code.purpose == new.purpose) {
            let same_holder = row.code.holder == new.holder;
            let same_person = match new.holder {
                Some(_) => same_holder,
                None => same_holder && new.to.is_some() && folded(&row.code.to) == folded(&new.to),
            };
            row.over |= same_person || row.code.request == new.request;
        }
        let id = CodeId(next_key(codes.len()));
        let NewCode {
            purpose,
            holder,
            request,
            to,
            created_at,
        } = new.clone();
        let code = Code {
            id,
            purpose,
            holder,
            request,
            to,
            hash: None,
            tries: 0,
            created_at,
            expires_at,
        };
        codes.push(CodeRow { code, over: false });
        Ok(id)
    }

    async fn get(&self, id: CodeId) -> Result<Option<Code>, StoreError> {
        let state = self.state();
        let row = state
            .people
            .codes
            .iter()
            .find(|row| row.code.id == id && !row.over);
        Ok(row.map(|row| row.code.clone()))
    }

    async fn asked(&self, request: &RequestId, purpose: CodePurpose) -> Result<Option<Code>, StoreError> {
        let state = self.state();
        let asked = |row: &&CodeRow| row.code.request == *request && row.code.purpose == purpose;
        let row = state.people.codes.iter().filter(asked).find(|row| !row.over);
        Ok(row.map(|row| row.code.clone()))
    }

    async fn arm(&self, id: CodeId, hash: &PasswordHash, expires_at: Timestamp) -> Result<bool, StoreError> {
        let codes = &mut self.state().people.codes;
        let Some(row) = codes.iter_mut().find(|row| row.code.id == id && !row.over) else {
            return Ok(false);
        };
        (row.code.hash, row.code.expires_at) = (Some(hash.clone()), expires_at);
        Ok(true)
    }

    async fn take_try(
        &self,
        request: &RequestId,
        purpose: CodePurpose,
        tries: i32,
        now: Timestamp,
    ) -> Result<Option<Code>, StoreError> {
        let codes = &mut self.state().people.codes;
        let may = |row: &&mut CodeRow| {
            let code = &row.code;
            let asked = code.request == *request && code.purpose == purpose;
            asked && !row.over && code.tries < tries && code.expires_at > now
        };
        Ok(codes.iter_mut().find(may).map(|row| {
            row.code.tries += 1;
            row.code.clone()
        }))
    }

    async fn use_up(&self, id: CodeId, now: Timestamp) -> Result<bool, StoreError> {
        let codes = &mut self.state().people.codes;
        let may = |row: &&mut CodeRow| row.code.id == id && !row.over && row.code.expires_at > now;
        Ok(codes
            .iter_mut()
            .find(may)
            .map(|row| (row.over, row.code.hash) = (true, None))
            .is_some())
    }

    async fn void_all(&self, holder: Holder) -> Result<(), StoreError> {
        let codes = &mut self.state().people.codes;
        for row in codes.iter_mut().filter(|row| row.code.holder == Some(holder)) {
            row.over = true;
        }
        Ok(())
    }

    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        let codes = &mut self.state().people.codes;
        let gone = codes
            .iter_mut()
            .filter(|row| !row.over && row.code.expires_at <= now);
        // Keys are places in the list, so rows stay.
        Ok(gone.map(|row| row.over = true).fold(0, |count, ()| count + 1))
    }
}

fn folded(to: &Option<Email>) -> Option<String> {
    to.as_ref().map(Email::folded)
}

#[async_trait]
impl Links for MemoryUnit {
    async fn issue(&self, link: &NewLink) -> Result<(), StoreError> {
        let links = &mut self.state().people.links;
        for row in links.iter_mut() {
            row.over |= row.link.purpose == link.purpose && row.link.account == link.account;
        }
        links.push(LinkRow {
            link: link.clone(),
            over: false,
        });
        Ok(())
    }

    async fn good(
        &self,
        hash: &TokenHash,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<Option<CodeId>>, StoreError> {
        let state = self.state();
        let row = state
            .people
            .links
            .iter()
            .find(|row| is_good(row, hash, purpose, now));
        Ok(row.map(|row| row.link.code))
    }

    async fn use_up(
        &self,
        hash: &TokenHash,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let links = &mut self.state().people.links;
        let row = links.iter_mut().find(|row| is_good(row, hash, purpose, now));
        Ok(row.map(|row| row.over = true).is_some())
    }

    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        let links = &mut self.state().people.links;
        let before = links.len();
        links.retain(|row| row.link.expires_at > now);
        Ok(u64::try_from(before - links.len()).unwrap_or(u64::MAX))
    }
}

fn is_good(row: &LinkRow, hash: &TokenHash, purpose: LinkPurpose, now: Timestamp) -> bool {
    let link = &row.link;
    !row.over && link.hash == *hash && link.purpose == purpose && link.expires_at > now
}

#[async_trait]
impl RecoveryCodes for MemoryUnit {
    async fn replace(&self, account: AccountId, hashes: &[TokenHash]) -> Result<(), StoreError> {
        let codes = &mut self.state().people.recovery_codes;
        codes.retain(|(owner, _)| *owner != account);
        codes.extend(hashes.iter().map(|hash| (account, *hash)));
        Ok(())
    }

    async fn use_up(&self, account: AccountId, hash: &TokenHash) -> Result<bool, StoreError> {
        let codes = &mut self.state().people.recovery_codes;
        let before = codes.len();
        codes.retain(|code| *code != (account, *hash));
        Ok(codes.len() < before)
    }

    async fn left(&self, account: AccountId) -> Result<u32, StoreError> {
        let state = self.state();
        let left = state
            .people
            .recovery_codes
            .iter()
            .filter(|(owner, _)| *owner == account);
        Ok(u32::try_from(left.count()).unwrap_or(u32::MAX))
    }
}

#[async_trait]
impl Devices for MemoryUnit {
    async fn is_known(
        &self,
        account: AccountId,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let state = self.state();
        let mut devices = state.people.devices.iter();
        Ok(devices.any(|(owner, kept, until)| *owner == account && kept == hash && *until > now))
    }

    async fn remember(
        &self,
        account: AccountId,
        hash: &TokenHash,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let devices = &mut self.state().people.devices;
        devices.retain(|(owner, kept, _)| (*owner, kept) != (account, hash));
        devices.push((account, *hash, until));
        Ok(())
    }

    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        let devices = &mut self.state().people.devices;
        let before = devices.len();
        devices.retain(|(_, _, until)| *until > now);
        Ok(u64::try_from(before - devices.len()).unwrap_or(u64::MAX))
    }
}

#[async_trait]
impl Attempts for MemoryUnit {
    async fn lock(&self, key: &Fingerprint) -> Result<Option<Tally>, StoreError> {
        Ok(self.state().people.tallies.get(key).copied())
    }

    async fn keep(&self, key: &Fingerprint, tally: &Tally) -> Result<(), StoreError> {
        self.state().people.tallies.insert(*key, *tally);
        Ok(())
    }

    async fn forget(&self, key: &Fingerprint) -> Result<(), StoreError> {
        self.state().people.tallies.remove(key);
        Ok(())
    }

    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        let tallies = &mut self.state().people.tallies;
        let before = tallies.len();
        tallies.retain(|_, tally| tally.window_ends > now);
        Ok(u64::try_from(before - tallies.len()).unwrap_or(u64::MAX))
    }
}
