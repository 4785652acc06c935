use async_trait::async_trait;
use frontdesk_domain::clients::{ClientId, Identifier};
use frontdesk_domain::ports::{
    ClientClue, FoundClient, FrontDeskQueries, LookUp, OpenTicket, StoreError, Submitted,
};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{Category, CategoryKey, TicketNumber};
use frontdesk_domain::time::Timestamp;
use sea_orm::{DbErr, FromQueryResult, QueryResult};

use super::categories::{self, CategoryRow};
use crate::SeaQueries;
use crate::clients::{ClientRow, client_columns, stored};
use crate::sql::Sql;
use crate::tickets::status;

/// A client with their newest unresolved ticket, up to the condition on the client.
macro_rules! client_with_open_ticket {
    ($by_phone:literal, $condition:literal) => {
        concat!(
            "SELECT ",
            $by_phone,
            " AS by_phone, c.id AS client_id, t.number, t.status, t.created_at, t.submission_key FROM client c \
             LEFT JOIN ticket t ON t.number = (SELECT MAX(u.number) FROM ticket u WHERE u.client_id = c.id \
             AND u.status IN ('open', 'in_progress', 'on_hold')) WHERE ",
            $condition
        )
    };
}

/// Two rows are enough to know that a phone is shared.
pub(crate) const BY_PHONE: &str = client_with_open_ticket!("1", "c.phone = ? LIMIT 2");
pub(crate) const BY_NUMBER: &str = client_with_open_ticket!("0", "c.number = ?");
/// Digits that may be both. A third row can only be the one with that number.
pub(crate) const BY_EITHER: &str = concat!(
    "SELECT * FROM (",
    client_with_open_ticket!("1", "c.phone = ? LIMIT 2"),
    ") AS phones UNION ALL ",
    client_with_open_ticket!("0", "c.number = ?"),
);

/// Everybody of one clue, up to the condition on the client.
macro_rules! clients_found {
    ($condition:literal) => {
        concat!(
            "SELECT ",
            client_columns!(),
            ", (SELECT MAX(u.number) FROM ticket u WHERE u.client_id = c.id \
             AND u.status IN ('open', 'in_progress', 'on_hold')) AS open_ticket FROM client c WHERE ",
            $condition,
            " ORDER BY c.id LIMIT {limit}"
        )
    };
}

pub(crate) const FOUND_BY_PHONE: &str = clients_found!("c.phone = ?");
pub(crate) const FOUND_BY_NUMBER: &str = clients_found!("c.number = ?");
pub(crate) const FOUND_BY_EMAIL: &str = clients_found!("c.email_key = ?");

pub(crate) const SUBMITTED: &str = "SELECT number, submission_digest FROM ticket WHERE submission_key = ?";

const OFFERED: &str = "SELECT id, slug, label FROM category WHERE active = TRUE AND slug <> ? \
    ORDER BY position, id";

#[derive(FromQueryResult)]
struct LookUpRow {
    by_phone: i32,
    client_id: i64,
    number: Option<i64>,
    status: Option<String>,
    created_at: Option<i64>,
    submission_key: Option<Vec<u8>>,
}

struct FoundRow {
    client: ClientRow,
    open_ticket: Option<i64>,
}

#[derive(FromQueryResult)]
struct SubmittedRow {
    number: i64,
    submission_digest: Vec<u8>,
}

#[async_trait]
impl FrontDeskQueries for SeaQueries {
    async fn look_up(&self, identifier: &Identifier) -> Result<LookUp, StoreError> {
        let sql = match identifier {
            Identifier::Phone(phone) => Sql::new(BY_PHONE).bind(phone.as_e164()),
            Identifier::Number(number) => Sql::new(BY_NUMBER).bind(stored(*number)),
            Identifier::Either(phone, number) => {
                Sql::new(BY_EITHER).bind(phone.as_e164()).bind(stored(*number))
            }
        };
        let mut rows: Vec<LookUpRow> = self.all(sql).await?;
        if rows.iter().any(|row| row.by_phone == 1) {
            rows.retain(|row| row.by_phone == 1);
        }
        match (rows.pop(), rows.pop()) {
            (None, _) => Ok(LookUp::Unknown),
            (Some(only), None) => only.known(),
            (Some(_), Some(_)) => Ok(LookUp::Shared),
        }
    }

    async fn find_clients(&self, clue: &ClientClue, limit: u16) -> Result<Vec<FoundClient>, StoreError> {
        let mut searches = Vec::new();
        match clue {
            ClientClue::Email(email) => searches.push(Sql::new(FOUND_BY_EMAIL).bind(email.folded())),
            ClientClue::Identifier(who) => {
                let phone = who
                    .phone()
                    .map(|phone| Sql::new(FOUND_BY_PHONE).bind(phone.as_e164()));
                let number = who
                    .number()
                    .map(|number| Sql::new(FOUND_BY_NUMBER).bind(stored(number)));
                searches.extend(phone.into_iter().chain(number));
            }
        }
        let mut found: Vec<FoundClient> = Vec::new();
        for sql in searches {
            let rows: Vec<FoundRow> = self.all(sql.limit(limit)).await?;
            let rows = rows.into_iter().map(FoundRow::read);
            found.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
        found.sort_by_key(|found| found.client.id);
        found.dedup_by_key(|found| found.client.id);
        found.truncate(limit.into());
        Ok(found)
    }

    async fn submitted(&self, key: &SubmissionKey) -> Result<Option<Submitted>, StoreError> {
        let row: Option<SubmittedRow> = self
            .one(Sql::new(SUBMITTED).bind(key.as_bytes().to_vec()))
            .await?;
        let Some(SubmittedRow {
            number,
            submission_digest,
        }) = row
        else {
            return Ok(None);
        };
        let digest = SubmissionDigest::from_slice(&submission_digest);
        let digest = digest.ok_or_else(|| corrupt("submission_digest", number))?;
        let number = TicketNumber(number);
        Ok(Some(Submitted { number, digest }))
    }

    async fn offered_categories(&self) -> Result<Vec<Category>, StoreError> {
        let rows: Vec<CategoryRow> = self.all(Sql::new(OFFERED).bind(CategoryKey::FALLBACK)).await?;
        rows.into_iter().map(CategoryRow::read).collect()
    }

    async fn fallback_category(&self) -> Result<Category, StoreError> {
        let sql = Sql::new("SELECT id, slug, label FROM category WHERE slug = ?");
        let row: Option<CategoryRow> = self.one(sql.bind(CategoryKey::FALLBACK)).await?;
        row.ok_or_else(|| categories::corrupt(CategoryKey::FALLBACK))?
            .read()
    }
}

impl FromQueryResult for FoundRow {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            client: ClientRow::from_query_result(row, prefix)?,
            open_ticket: row.try_get(prefix, "open_ticket")?,
        })
    }
}

impl FoundRow {
    fn read(self) -> Result<FoundClient, StoreError> {
        let Self { client, open_ticket } = self;
        Ok(FoundClient {
            client: client.read()?,
            open: open_ticket.map(TicketNumber),
        })
    }
}

impl LookUpRow {
    fn known(self) -> Result<LookUp, StoreError> {
        let Self {
            by_phone: _,
            client_id,
            number,
            status: word,
            created_at,
            submission_key,
        } = self;
        let client = ClientId(client_id);
        let (Some(number), Some(word), Some(created_at), Some(key)) =
            (number, word, created_at, submission_key)
        else {
            return Ok(LookUp::Known { client, open: None });
        };
        let submission = SubmissionKey::from_slice(&key).ok_or_else(|| corrupt("submission_key", number))?;
        let open = OpenTicket {
            number: TicketNumber(number),
            status: status(&word, None, None, number)?,
            created_at: Timestamp::from_micros(created_at),
            submission,
        };
        Ok(LookUp::Known {
            client,
            open: Some(open),
        })
    }
}

fn corrupt(column: &'static str, number: i64) -> StoreError {
    let id = number.to_string();
    StoreError::Corrupt {
        table: "ticket",
        column,
        id,
    }
}
