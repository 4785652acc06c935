use async_trait::async_trait;
use frontdesk_domain::accounts::{AccountId, MOST_WORDS, Role, Wish, searched_words};
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::{
    ApprovalRow, PeopleAfter, PeopleFilter, PeopleQueries, PersonPage, PersonRow, StoreError,
};
use frontdesk_domain::time::Timestamp;
use sea_orm::{DbErr, FromQueryResult, QueryResult};

use super::row::{self, address, email, name, phone, role, state, username};
use crate::SeaQueries;
use crate::clients::number;
use crate::sql::Sql;

/// The columns of [`Columns`], of an `account a` and a `client c`. Whoever has a client record has the phone
/// that it says, or none.
macro_rules! person_columns {
    () => {
        "a.id, a.name, a.email, a.username, a.role, a.state, a.state_since, a.decline_reason, a.created_at, \
         c.number, CASE WHEN a.client_id IS NULL THEN a.contact_phone ELSE c.phone END AS phone"
    };
}

/// A page of those for whom `$condition` holds. The first comparison is what the index begins at.
macro_rules! people_where {
    ($from:literal, $condition:literal) => {
        concat!(
            "SELECT ",
            person_columns!(),
            " FROM ",
            $from,
            " LEFT JOIN client c ON c.id = a.client_id WHERE ",
            $condition,
            " a.name_key >= ? AND (a.name_key > ? OR a.id > ?) ORDER BY a.name_key, a.id LIMIT {limit}"
        )
    };
}

pub(crate) const ALL: &str = people_where!("account a", "");
pub(crate) const BY_ROLE: &str = people_where!("account a", "a.role = ? AND");
pub(crate) const BY_STATE: &str = people_where!("account a", "a.state = ? AND");
pub(crate) const BY_BOTH: &str = people_where!("account a", "a.role = ? AND a.state = ? AND");

/// The longest word finds them, and the others are looked for with each. `CROSS JOIN` keeps SQLite from
/// reading all people by name until enough are found.
pub(crate) const SEARCH: &str = people_where!(
    "(SELECT DISTINCT account_id FROM account_word WHERE word >= ? AND word < ?) f CROSS JOIN account a",
    "a.id = f.account_id \
     AND EXISTS (SELECT 1 FROM account_word w WHERE w.account_id = a.id AND w.word >= ? AND w.word < ?) \
     AND EXISTS (SELECT 1 FROM account_word w WHERE w.account_id = a.id AND w.word >= ? AND w.word < ?) \
     AND EXISTS (SELECT 1 FROM account_word w WHERE w.account_id = a.id AND w.word >= ? AND w.word < ?) \
     AND (? = '' OR a.role = ?) AND (? = '' OR a.state = ?) AND"
);

pub(crate) const APPROVALS: &str = "SELECT a.id, a.name, a.email, a.waits_since, a.verified_at, r.wish \
    FROM account a LEFT JOIN role_request r ON r.open_slot = a.id \
    WHERE a.waits_since >= ? AND (a.waits_since > ? OR a.id > ?) ORDER BY a.waits_since, a.id LIMIT {limit}";

pub(crate) const WAITING: &str = "SELECT (SELECT COUNT(*) FROM \
      (SELECT id FROM account WHERE state = 'awaiting_approval' LIMIT 100) AS waiting) + \
    (SELECT COUNT(*) FROM (SELECT a.id FROM role_request r JOIN account a ON a.id = r.open_slot \
      WHERE r.open_slot > 0 AND a.state = 'active' LIMIT 100) AS asking) AS counted";

pub(crate) const PERSON: &str = concat!(
    "SELECT ",
    person_columns!(),
    ", a.client_id, a.second_step, a.version, r.wish, \
     CASE WHEN a.client_id IS NULL THEN a.contact_address ELSE c.address END AS address \
     FROM account a LEFT JOIN client c ON c.id = a.client_id \
     LEFT JOIN role_request r ON r.open_slot = a.id WHERE a.id = ?"
);

pub(crate) const TICKETS: &str = "SELECT COUNT(*) AS counted FROM \
    (SELECT number FROM ticket WHERE client_id = ? LIMIT 1000) AS theirs";

#[derive(FromQueryResult)]
struct Columns {
    id: i64,
    name: String,
    email: String,
    username: Option<String>,
    role: String,
    state: String,
    state_since: Option<i64>,
    decline_reason: Option<String>,
    created_at: i64,
    number: Option<i32>,
    phone: Option<String>,
}

struct PageColumns {
    person: Columns,
    client_id: Option<i64>,
    address: Option<String>,
    second_step: String,
    wish: Option<String>,
    version: i32,
}

impl FromQueryResult for PageColumns {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            person: Columns::from_query_result(row, prefix)?,
            client_id: row.try_get(prefix, "client_id")?,
            address: row.try_get(prefix, "address")?,
            second_step: row.try_get(prefix, "second_step")?,
            wish: row.try_get(prefix, "wish")?,
            version: row.try_get(prefix, "version")?,
        })
    }
}

#[derive(FromQueryResult)]
struct ApprovalColumns {
    id: i64,
    name: String,
    email: String,
    waits_since: i64,
    verified_at: Option<i64>,
    wish: Option<String>,
}

#[derive(FromQueryResult)]
struct CountRow {
    counted: i64,
}

#[async_trait]
impl PeopleQueries for SeaQueries {
    async fn list(
        &self,
        filter: &PeopleFilter,
        after: Option<&PeopleAfter>,
        limit: u16,
    ) -> Result<Vec<PersonRow>, StoreError> {
        let (key, id) = after.map_or((String::new(), 0), |after| {
            (after.name.as_str().to_lowercase(), after.id.0)
        });
        let sql = filtered(filter).bind(key.as_str()).bind(key.as_str()).bind(id);
        let rows: Vec<Columns> = self.all(sql.limit(limit)).await?;
        rows.into_iter().map(Columns::read).collect()
    }

    async fn approvals(
        &self,
        after: Option<(Timestamp, AccountId)>,
        limit: u16,
    ) -> Result<Vec<ApprovalRow>, StoreError> {
        let (since, id) = after.map_or((i64::MIN, 0), |(since, id)| (since.as_micros(), id.0));
        let sql = Sql::new(APPROVALS).bind(since).bind(since).bind(id);
        let rows: Vec<ApprovalColumns> = self.all(sql.limit(limit)).await?;
        rows.into_iter().map(ApprovalColumns::read).collect()
    }

    async fn waiting(&self) -> Result<u32, StoreError> {
        let row: Option<CountRow> = self.one(Sql::new(WAITING)).await?;
        Ok(counted(row).min(100))
    }

    async fn person(&self, id: AccountId) -> Result<Option<PersonPage>, StoreError> {
        let row: Option<PageColumns> = self.one(Sql::new(PERSON).bind(id.0)).await?;
        let Some(row) = row else { return Ok(None) };
        let tickets = match row.client_id {
            Some(client) => self.one(Sql::new(TICKETS).bind(client)).await?,
            None => None,
        };
        Ok(Some(PersonPage {
            client: row.client_id.map(ClientId),
            address: address(row.address, id.0)?,
            has_second_step: row.second_step == row::ON,
            wish: wish(row.wish, id.0)?,
            tickets: counted(tickets),
            version: row.version,
            row: row.person.read()?,
        }))
    }
}

/// The statement for a filter, with all but the place where the page begins bound.
fn filtered(filter: &PeopleFilter) -> Sql {
    let mut words = searched_words(filter.words.as_deref().unwrap_or_default());
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let role = filter.role.map(Role::key);
    let Some(shortest) = words.last().cloned() else {
        return match (role, filter.state) {
            (None, None) => Sql::new(ALL),
            (Some(role), None) => Sql::new(BY_ROLE).bind(role),
            (None, Some(state)) => Sql::new(BY_STATE).bind(state),
            (Some(role), Some(state)) => Sql::new(BY_BOTH).bind(role).bind(state),
        };
    };
    // The statement asks for a fixed number of words: asking for one again changes nothing.
    words.resize(MOST_WORDS, shortest);
    let (role, state) = (role.unwrap_or_default(), filter.state.unwrap_or_default());
    let words = words.into_iter().fold(Sql::new(SEARCH), |sql, word| {
        let end = format!("{word}{}", char::MAX);
        sql.bind(word).bind(end)
    });
    words.bind(role).bind(role).bind(state).bind(state)
}

impl Columns {
    fn read(self) -> Result<PersonRow, StoreError> {
        let id = self.id;
        Ok(PersonRow {
            id: AccountId(id),
            name: name(&self.name, id)?,
            email: email(&self.email, id)?,
            username: username(self.username, id)?,
            role: role(&self.role, id)?,
            state: state(&self.state, self.state_since, self.decline_reason, id)?,
            client: self.number.map(|value| number(value, id)).transpose()?,
            phone: phone(self.phone, id)?,
            created_at: Timestamp::from_micros(self.created_at),
        })
    }
}

impl ApprovalColumns {
    fn read(self) -> Result<ApprovalRow, StoreError> {
        let id = self.id;
        Ok(ApprovalRow {
            id: AccountId(id),
            name: name(&self.name, id)?,
            email: email(&self.email, id)?,
            since: Timestamp::from_micros(self.waits_since),
            verified: self.verified_at.is_some(),
            wish: wish(self.wish, id)?,
        })
    }
}

fn wish(value: Option<String>, account: i64) -> Result<Option<Wish>, StoreError> {
    let corrupt = || StoreError::Corrupt {
        table: "role_request",
        column: "wish",
        id: account.to_string(),
    };
    let read = |value: String| Wish::parse(&value).map_err(|_| corrupt());
    value.map(read).transpose()
}

fn counted(row: Option<CountRow>) -> u32 {
    row.map_or(0, |row| u32::try_from(row.counted).unwrap_or(u32::MAX))
}
