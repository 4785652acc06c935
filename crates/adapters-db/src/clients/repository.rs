use async_trait::async_trait;
use frontdesk_domain::clients::{Client, ClientId, ClientNumber, Email, NewClient, Phone, PostalAddress};
use frontdesk_domain::ports::{Clients, StoreError};
use sea_orm::FromQueryResult;

use super::row::{ClientRow, client_columns};
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

pub(crate) const WITHOUT_ACCOUNT: &str = concat!(
    "SELECT ",
    client_columns!(),
    " FROM client c WHERE c.email_key = ? \
     AND NOT EXISTS (SELECT 1 FROM account a WHERE a.client_id = c.id) ORDER BY c.id LIMIT 2"
);

/// The phone someone was registered by is theirs alone for as long as they have it.
const SAVE: &str = "UPDATE client SET name = ?, phone_slot = CASE WHEN phone_slot = ? THEN phone_slot END, \
    phone = ?, email = ?, email_key = ?, address = ? WHERE id = ?";

#[derive(FromQueryResult)]
struct KeyRow {
    #[expect(dead_code, reason = "that there is a row is the answer")]
    id: i64,
}

#[async_trait]
impl Clients for SeaUnitOfWork {
    async fn insert(&self, client: &NewClient) -> Result<ClientId, StoreError> {
        let NewClient {
            number,
            name,
            phone,
            by_phone,
            email,
            address,
            created_at,
        } = client;
        let phone = phone.as_ref().map(Phone::as_e164);
        let columns = [
            ("number", stored(*number).into()),
            ("name", name.as_str().into()),
            ("phone", phone.into()),
            ("phone_slot", phone.filter(|_| *by_phone).into()),
            ("email", email.as_ref().map(Email::as_str).into()),
            ("email_key", email.as_ref().map(Email::folded).into()),
            ("address", address.as_ref().map(PostalAddress::as_str).into()),
            ("created_at", created_at.as_micros().into()),
        ];
        self.insert("client", "id", columns).await.map(ClientId)
    }

    async fn get(&self, id: ClientId) -> Result<Option<Client>, StoreError> {
        let sql = Sql::new(concat!(
            "SELECT ",
            client_columns!(),
            " FROM client c WHERE c.id = ?"
        ))
        .bind(id.0);
        let row: Option<ClientRow> = self.one(sql).await?;
        row.map(ClientRow::read).transpose()
    }

    async fn without_account(&self, email: &Email) -> Result<Vec<Client>, StoreError> {
        let rows: Vec<ClientRow> = self.all(Sql::new(WITHOUT_ACCOUNT).bind(email.folded())).await?;
        rows.into_iter().map(ClientRow::read).collect()
    }

    async fn has_phone(&self, phone: &Phone) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT c.id FROM client c WHERE c.phone = ? LIMIT 1").bind(phone.as_e164());
        let row: Option<KeyRow> = self.one(sql).await?;
        Ok(row.is_some())
    }

    async fn save(&self, client: &Client) -> Result<(), StoreError> {
        let has_account = self.lock_account_of(client.id).await?;
        let phone = client.phone.as_ref().map(Phone::as_e164);
        let sql = Sql::new(SAVE)
            .bind(client.name.as_str())
            .bind(phone)
            .bind(phone)
            .bind(client.email.as_ref().map(Email::as_str))
            .bind(client.email.as_ref().map(Email::folded))
            .bind(client.address.as_ref().map(PostalAddress::as_str))
            .bind(client.id.0);
        if self.execute(sql).await? == 0 {
            return Err(StoreError::Conflict);
        }
        if has_account {
            self.keep_words_of_client(client.id).await?;
        }
        Ok(())
    }
}

/// Eight digits fit.
pub(crate) fn stored(number: ClientNumber) -> i32 {
    i32::try_from(number.value()).unwrap_or(i32::MAX)
}
