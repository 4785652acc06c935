use async_trait::async_trait;
use frontdesk_domain::accounts::{
    Account, AccountId, AccountState, Role, Searchable, Theme, Wish, searched_words,
};
use frontdesk_domain::auth::{Holder, Session, SessionId};
use frontdesk_domain::clients::Client;
use frontdesk_domain::ports::{
    ApprovalRow, HeldBy, HeldSession, PeopleAfter, PeopleFilter, PeopleQueries, PersonPage, PersonRow,
    SessionQueries, StoreError,
};
use frontdesk_domain::secrets::TokenHash;
use frontdesk_domain::time::Timestamp;

use super::MemoryStore;
use super::memory_state::State;

#[async_trait]
impl SessionQueries for MemoryStore {
    async fn held(&self, hash: &TokenHash) -> Result<Option<HeldSession>, StoreError> {
        let state = self.shared.state();
        let found = state.people.sessions.iter().find(|(kept, _)| kept == hash);
        Ok(found.and_then(|(_, session)| with_holder(&state, session)))
    }

    async fn held_of(&self, sessions: &[SessionId]) -> Result<Vec<HeldSession>, StoreError> {
        let state = self.shared.state();
        let all = state.people.sessions.iter().map(|(_, session)| session);
        let asked = all.filter(|session| sessions.contains(&session.id));
        Ok(asked.filter_map(|session| with_holder(&state, session)).collect())
    }

    async fn of(&self, holder: Holder) -> Result<Vec<Session>, StoreError> {
        let state = self.shared.state();
        let all = state.people.sessions.iter().map(|(_, session)| session);
        let mut of: Vec<Session> = all.filter(|session| session.holder == holder).cloned().collect();
        of.sort_by_key(|session| std::cmp::Reverse((session.last_seen_at, session.id)));
        Ok(of)
    }
}

fn with_holder(state: &State, session: &Session) -> Option<HeldSession> {
    let person = match session.holder {
        Holder::Account(id) => state.people.account(id).map(of_account),
        Holder::Client(id) => state.client(id).map(|client| of_client(state, client)),
    };
    let session = session.clone();
    person.map(|person| HeldSession { session, person })
}

fn of_account(account: &Account) -> HeldBy {
    HeldBy {
        name: account.name.clone(),
        role: account.role,
        state: Some(account.state.clone()),
        session_version: account.session_version,
        client: account.client,
        theme: account.theme,
        has_second_step: account.second_step.is_on(),
    }
}

fn of_client(state: &State, client: &Client) -> HeldBy {
    let account = state
        .people
        .accounts
        .iter()
        .find(|account| account.client == Some(client.id));
    HeldBy {
        name: client.name.clone(),
        role: Role::Customer,
        state: account.map(|account| account.state.clone()),
        session_version: 0,
        client: Some(client.id),
        theme: Theme::Device,
        has_second_step: false,
    }
}

#[async_trait]
impl PeopleQueries for MemoryStore {
    async fn list(
        &self,
        filter: &PeopleFilter,
        after: Option<&PeopleAfter>,
        limit: u16,
    ) -> Result<Vec<PersonRow>, StoreError> {
        let state = self.shared.state();
        let key = |row: &PersonRow| (row.name.as_str().to_lowercase(), row.id);
        let after = after.map(|after| (after.name.as_str().to_lowercase(), after.id));
        let rows = state.people.accounts.iter().map(|account| row(&state, account));
        let mut rows: Vec<PersonRow> = rows
            .filter(|row| matches(filter, row) && after.as_ref().is_none_or(|after| key(row) > *after))
            .collect();
        rows.sort_by_key(key);
        rows.truncate(limit.into());
        Ok(rows)
    }

    async fn approvals(
        &self,
        after: Option<(Timestamp, AccountId)>,
        limit: u16,
    ) -> Result<Vec<ApprovalRow>, StoreError> {
        let state = self.shared.state();
        let rows = state
            .people
            .accounts
            .iter()
            .filter_map(|account| approval(&state, account));
        let mut rows: Vec<ApprovalRow> = rows
            .filter(|row| after.is_none_or(|after| (row.since, row.id) > after))
            .collect();
        rows.sort_by_key(|row| (row.since, row.id));
        rows.truncate(limit.into());
        Ok(rows)
    }

    async fn waiting(&self) -> Result<u32, StoreError> {
        let state = self.shared.state();
        let rows = state
            .people
            .accounts
            .iter()
            .filter_map(|account| approval(&state, account));
        let waiting = rows.filter(|row| row.verified).take(100).count();
        Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
    }

    async fn person(&self, id: AccountId) -> Result<Option<PersonPage>, StoreError> {
        let state = self.shared.state();
        let Some(account) = state.people.account(id) else {
            return Ok(None);
        };
        let client = account.client.and_then(|id| state.client(id));
        let theirs = state
            .tickets
            .iter()
            .filter(|row| Some(row.ticket.client) == account.client);
        Ok(Some(PersonPage {
            row: row(&state, account),
            client: account.client,
            address: client.map_or(account.contact.address.clone(), |client| client.address.clone()),
            has_second_step: account.second_step.is_on(),
            wish: open_wish(&state, id),
            tickets: u32::try_from(theirs.take(1000).count()).unwrap_or(u32::MAX),
            version: account.version,
        }))
    }
}

fn row(state: &State, account: &Account) -> PersonRow {
    let client = account.client.and_then(|id| state.client(id));
    PersonRow {
        id: account.id,
        name: account.name.clone(),
        email: account.email.clone(),
        username: account.username.clone(),
        role: account.role,
        state: account.state.clone(),
        client: client.map(|client| client.number),
        phone: client
            .and_then(|client| client.phone.clone())
            .or_else(|| account.contact.phone.clone()),
        created_at: account.created_at,
    }
}

fn matches(filter: &PeopleFilter, row: &PersonRow) -> bool {
    let said = Searchable {
        name: &row.name,
        email: &row.email,
        username: row.username.as_ref(),
        number: row.client,
        phone: row.phone.as_ref(),
    }
    .words();
    let typed = searched_words(filter.words.as_deref().unwrap_or_default());
    typed
        .iter()
        .all(|word| said.iter().any(|said| said.starts_with(word.as_str())))
        && filter.role.is_none_or(|role| role == row.role)
        && filter.state.is_none_or(|state| state == row.state.key())
}

fn approval(state: &State, account: &Account) -> Option<ApprovalRow> {
    let wish = open_wish(state, account.id);
    let since = match &account.state {
        AccountState::AwaitingApproval { since } => *since,
        AccountState::Unverified => account.created_at,
        AccountState::Active if wish.is_some() => account.created_at,
        _ => return None,
    };
    Some(ApprovalRow {
        id: account.id,
        name: account.name.clone(),
        email: account.email.clone(),
        since,
        verified: account.verified_at.is_some(),
        wish,
    })
}

fn open_wish(state: &State, account: AccountId) -> Option<Wish> {
    let mut requests = state.people.role_requests.iter();
    let open = requests.find(|request| request.account == account && request.verdict.is_none());
    open.map(|request| request.wish.clone())
}
