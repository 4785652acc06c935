use async_trait::async_trait;
use frontdesk_domain::clients::{Client, ClientId, ClientNumber, Email, NewClient, Phone, PostalAddress};
use frontdesk_domain::ports::{Clients, StoreError};

use super::row::{ClientRow, client_columns};
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

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
}

/// Eight digits fit.
pub(crate) fn stored(number: ClientNumber) -> i32 {
    i32::try_from(number.value()).unwrap_or(i32::MAX)
}
