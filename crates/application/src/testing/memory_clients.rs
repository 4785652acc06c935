use async_trait::async_trait;
use frontdesk_domain::clients::{Client, ClientId, Email, NewClient, Phone};
use frontdesk_domain::ports::{Clients, StoreError, Unique};

use super::memory_unit::{MemoryUnit, next_key};

#[async_trait]
impl Clients for MemoryUnit {
    async fn insert(&self, client: &NewClient) -> Result<ClientId, StoreError> {
        let mut state = self.state();
        if state.clients.iter().any(|kept| kept.number == client.number) {
            return Err(StoreError::NotUnique(Unique::ClientNumber));
        }
        if let Some(phone) = client.phone.as_ref().filter(|_| client.by_phone) {
            if state.phone_slots.iter().any(|taken| taken == phone.as_e164()) {
                return Err(StoreError::NotUnique(Unique::ClientPhone));
            }
            state.phone_slots.push(phone.as_e164().to_owned());
        }
        let id = ClientId(next_key(state.clients.len()));
        let NewClient {
            number,
            name,
            phone,
            by_phone: _,
            email,
            address,
            created_at,
        } = client.clone();
        state.clients.push(Client {
            id,
            number,
            name,
            phone,
            email,
            address,
            created_at,
        });
        Ok(id)
    }

    async fn get(&self, id: ClientId) -> Result<Option<Client>, StoreError> {
        Ok(self.state().client(id).cloned())
    }

    async fn without_account(&self, email: &Email) -> Result<Vec<Client>, StoreError> {
        let state = self.state();
        let has_none = |client: &&Client| {
            let accounts = &state.people.accounts;
            accounts.iter().all(|account| account.client != Some(client.id))
        };
        let same = |client: &&Client| client.email.as_ref().map(Email::folded) == Some(email.folded());
        Ok(state
            .clients
            .iter()
            .filter(same)
            .filter(has_none)
            .take(2)
            .cloned()
            .collect())
    }

    async fn has_phone(&self, phone: &Phone) -> Result<bool, StoreError> {
        let state = self.state();
        Ok(state
            .clients
            .iter()
            .any(|client| client.phone.as_ref() == Some(phone)))
    }

    async fn save(&self, client: &Client) -> Result<(), StoreError> {
        let mut state = self.state();
        let kept = state.clients.iter_mut().find(|kept| kept.id == client.id);
        let kept = kept.ok_or(StoreError::Conflict)?;
        let before = std::mem::replace(kept, client.clone()).phone;
        if let Some(before) = before.filter(|phone| client.phone.as_ref() != Some(phone)) {
            state.phone_slots.retain(|slot| slot != before.as_e164());
        }
        Ok(())
    }
}
