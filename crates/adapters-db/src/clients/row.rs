use frontdesk_domain::clients::{Client, ClientId, ClientNumber, Email, Name, Phone, PostalAddress};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

/// The columns of [`ClientRow`], of a `client c`.
macro_rules! client_columns {
    () => {
        "c.id AS client_id, c.number AS client_number, c.name AS client_name, c.phone AS client_phone, \
         c.email AS client_email, c.address AS client_address, c.created_at AS client_created_at"
    };
}
pub(crate) use client_columns;

#[derive(FromQueryResult)]
pub(crate) struct ClientRow {
    client_id: i64,
    client_number: i32,
    client_name: String,
    client_phone: Option<String>,
    client_email: Option<String>,
    client_address: Option<String>,
    client_created_at: i64,
}

impl ClientRow {
    /// The client that the row says.
    pub(crate) fn read(self) -> Result<Client, StoreError> {
        let Self {
            client_id,
            client_number,
            client_name,
            client_phone,
            client_email,
            client_address,
            client_created_at,
        } = self;
        let damaged = |column| corrupt(column, client_id);
        Ok(Client {
            id: ClientId(client_id),
            number: number(client_number, client_id)?,
            name: name(&client_name, client_id)?,
            phone: read(client_phone, Phone::from_stored).map_err(|()| damaged("phone"))?,
            email: email(client_email, client_id)?,
            address: read(client_address, |address| PostalAddress::parse(&address).ok())
                .map_err(|()| damaged("address"))?,
            created_at: Timestamp::from_micros(client_created_at),
        })
    }
}

pub(crate) fn number(value: i32, id: i64) -> Result<ClientNumber, StoreError> {
    let read = u32::try_from(value).ok().and_then(ClientNumber::from_value);
    read.ok_or_else(|| corrupt("number", id))
}

pub(crate) fn name(value: &str, id: i64) -> Result<Name, StoreError> {
    Name::parse(value).map_err(|_| corrupt("name", id))
}

pub(crate) fn email(value: Option<String>, id: i64) -> Result<Option<Email>, StoreError> {
    read(value, |email| Email::parse(&email).ok()).map_err(|()| corrupt("email", id))
}

/// Nothing stays nothing; something must be readable.
fn read<T>(value: Option<String>, parse: impl Fn(String) -> Option<T>) -> Result<Option<T>, ()> {
    value.map(|value| parse(value).ok_or(())).transpose()
}

fn corrupt(column: &'static str, id: i64) -> StoreError {
    let id = id.to_string();
    StoreError::Corrupt {
        table: "client",
        column,
        id,
    }
}
