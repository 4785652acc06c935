use async_trait::async_trait;
use frontdesk_domain::accounts::{
    Account, AccountId, AccountState, NewAccount, NewRoleRequest, RoleRequest, RoleVerdict, Username,
};
use frontdesk_domain::auth::{Holder, Level, NewSession, Session, SessionId};
use frontdesk_domain::clients::{ClientId, Email};
use frontdesk_domain::letters::{LetterId, NewLetter};
use frontdesk_domain::ports::{Accounts, Letters, RoleRequests, Sessions, StoreError, Unique};
use frontdesk_domain::time::Timestamp;

use super::memory_people_state::PeopleState;
use super::memory_unit::{MemoryUnit, next_key};

#[async_trait]
impl Accounts for MemoryUnit {
    async fn insert(&self, new: &NewAccount) -> Result<AccountId, StoreError> {
        let people = &mut self.state().people;
        let id = AccountId(people.last_account + 1);
        let account = Account::first(id, new.clone());
        unique(people, &account)?;
        people.last_account = id.0;
        people.accounts.push(account);
        Ok(id)
    }

    async fn get(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        Ok(self.state().people.account(id).cloned())
    }

    async fn by_email(&self, email: &Email) -> Result<Option<Account>, StoreError> {
        let same = |account: &&Account| account.email.folded() == email.folded();
        Ok(self.state().people.accounts.iter().find(same).cloned())
    }

    async fn by_username(&self, username: &Username) -> Result<Option<Account>, StoreError> {
        let same = |account: &&Account| account.username.as_ref() == Some(username);
        Ok(self.state().people.accounts.iter().find(same).cloned())
    }

    async fn by_client(&self, client: ClientId) -> Result<Option<Account>, StoreError> {
        let same = |account: &&Account| account.client == Some(client);
        Ok(self.state().people.accounts.iter().find(same).cloned())
    }

    async fn save(&self, account: &Account, read: i32) -> Result<(), StoreError> {
        let people = &mut self.state().people;
        unique(people, account)?;
        let kept = people.accounts.iter_mut().find(|kept| kept.id == account.id);
        let kept = kept
            .filter(|kept| kept.version == read)
            .ok_or(StoreError::Conflict)?;
        *kept = account.clone();
        Ok(())
    }

    async fn delete(&self, id: AccountId) -> Result<(), StoreError> {
        let mut state = self.state();
        state.people.forget(id);
        state.forget_author(id);
        Ok(())
    }

    // One unit of work at a time is lock enough.
    async fn lock_admins(&self) -> Result<u32, StoreError> {
        let state = self.state();
        let admins = state.people.accounts.iter().filter(|a| a.is_active_admin());
        Ok(u32::try_from(admins.count()).unwrap_or(u32::MAX))
    }

    async fn sweep_unverified(&self, before: Timestamp) -> Result<u64, StoreError> {
        let people = &mut self.state().people;
        let old = |a: &&Account| a.state == AccountState::Unverified && a.created_at < before;
        let gone: Vec<AccountId> = people.accounts.iter().filter(old).map(|a| a.id).collect();
        for id in &gone {
            people.forget(*id);
        }
        Ok(u64::try_from(gone.len()).unwrap_or(u64::MAX))
    }
}

fn unique(people: &PeopleState, account: &Account) -> Result<(), StoreError> {
    let others = || people.accounts.iter().filter(|other| other.id != account.id);
    let broken = |unique| Err(StoreError::NotUnique(unique));
    if others().any(|other| other.email.folded() == account.email.folded()) {
        return broken(Unique::AccountEmail);
    }
    if account.username.is_some() && others().any(|other| other.username == account.username) {
        return broken(Unique::Username);
    }
    if account.client.is_some() && others().any(|other| other.client == account.client) {
        return broken(Unique::AccountClient);
    }
    Ok(())
}

#[async_trait]
impl RoleRequests for MemoryUnit {
    async fn ask(&self, request: &NewRoleRequest) -> Result<(), StoreError> {
        let requests = &mut self.state().people.role_requests;
        requests.retain(|kept| kept.account != request.account || kept.verdict.is_some());
        let NewRoleRequest {
            account,
            wish,
            asked_at,
        } = request.clone();
        requests.push(RoleRequest {
            account,
            wish,
            asked_at,
            verdict: None,
        });
        Ok(())
    }

    async fn settle(&self, account: AccountId, verdict: &RoleVerdict) -> Result<bool, StoreError> {
        let requests = &mut self.state().people.role_requests;
        let open = requests
            .iter_mut()
            .find(|kept| kept.account == account && kept.verdict.is_none());
        Ok(open.map(|request| request.verdict = Some(*verdict)).is_some())
    }
}

#[async_trait]
impl Sessions for MemoryUnit {
    async fn insert(&self, new: &NewSession) -> Result<SessionId, StoreError> {
        let people = &mut self.state().people;
        people.last_session += 1;
        let id = SessionId(people.last_session);
        let session = Session {
            id,
            holder: new.holder,
            session_version: new.session_version,
            level: new.level,
            remembered: new.remembered,
            device: new.device.clone(),
            created_at: new.created_at,
            last_seen_at: new.created_at,
            proved_at: new.created_at,
            ends_at: new.ends_at,
        };
        people.sessions.push((new.hash, session));
        Ok(id)
    }

    async fn note_use(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
        if let Some(session) = self.state().people.session_mut(id) {
            session.last_seen_at = now;
        }
        Ok(())
    }

    async fn note_proof(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
        if let Some(session) = self.state().people.session_mut(id) {
            session.proved_at = now;
        }
        Ok(())
    }

    async fn keep(&self, id: SessionId, session_version: i32) -> Result<(), StoreError> {
        if let Some(session) = self.state().people.session_mut(id) {
            session.session_version = session_version;
        }
        Ok(())
    }

    async fn keep_at_two_steps(&self, id: SessionId, session_version: i32) -> Result<(), StoreError> {
        if let Some(session) = self.state().people.session_mut(id) {
            (session.session_version, session.level) = (session_version, Level::TwoSteps);
        }
        Ok(())
    }

    async fn end(&self, holder: Holder, id: SessionId) -> Result<bool, StoreError> {
        let sessions = &mut self.state().people.sessions;
        let before = sessions.len();
        sessions.retain(|(_, session)| session.id != id || session.holder != holder);
        Ok(sessions.len() < before)
    }

    async fn end_all(&self, holder: Holder) -> Result<(), StoreError> {
        self.state()
            .people
            .sessions
            .retain(|(_, session)| session.holder != holder);
        Ok(())
    }

    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        let sessions = &mut self.state().people.sessions;
        let before = sessions.len();
        sessions.retain(|(_, session)| session.ends_at > now);
        Ok(u64::try_from(before - sessions.len()).unwrap_or(u64::MAX))
    }
}

#[async_trait]
impl Letters for MemoryUnit {
    async fn insert(&self, letter: &NewLetter) -> Result<LetterId, StoreError> {
        let letters = &mut self.state().people.letters;
        letters.push(letter.clone());
        Ok(LetterId(next_key(letters.len() - 1)))
    }

    async fn get(&self, id: LetterId) -> Result<Option<NewLetter>, StoreError> {
        let at = usize::try_from(id.0 - 1).ok();
        Ok(at.and_then(|at| self.state().people.letters.get(at).cloned()))
    }
}
