use async_trait::async_trait;
use frontdesk_domain::clients::Email;
use frontdesk_domain::letters::{LetterId, LetterKind, NewLetter};
use frontdesk_domain::ports::{Letters, StoreError};
use frontdesk_domain::secrets::LetterMark;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

#[derive(FromQueryResult)]
struct LetterRow {
    id: i64,
    kind: String,
    about_id: Option<i64>,
    to_email: Option<String>,
    mark: Vec<u8>,
    created_at: i64,
}

#[async_trait]
impl Letters for SeaUnitOfWork {
    async fn insert(&self, letter: &NewLetter) -> Result<LetterId, StoreError> {
        let NewLetter {
            kind,
            to,
            mark,
            created_at,
        } = letter;
        let (word, about) = kind.to_stored();
        let columns = [
            ("kind", word.into()),
            ("about_id", about.into()),
            ("to_email", to.as_ref().map(Email::as_str).into()),
            ("mark", mark.as_bytes().to_vec().into()),
            ("created_at", created_at.as_micros().into()),
        ];
        self.insert("letter", "id", columns).await.map(LetterId)
    }

    async fn get(&self, id: LetterId) -> Result<Option<NewLetter>, StoreError> {
        let sql = Sql::new("SELECT id, kind, about_id, to_email, mark, created_at FROM letter WHERE id = ?");
        let row: Option<LetterRow> = self.one(sql.bind(id.0)).await?;
        row.map(LetterRow::read).transpose()
    }
}

impl LetterRow {
    fn read(self) -> Result<NewLetter, StoreError> {
        let Self {
            id,
            kind,
            about_id,
            to_email,
            mark,
            created_at,
        } = self;
        let to = to_email.map(|to| Email::parse(&to).map_err(|_| corrupt("to_email", id)));
        Ok(NewLetter {
            kind: LetterKind::from_stored(&kind, about_id).ok_or_else(|| corrupt("kind", id))?,
            to: to.transpose()?,
            mark: LetterMark::from_slice(&mark).ok_or_else(|| corrupt("mark", id))?,
            created_at: Timestamp::from_micros(created_at),
        })
    }
}

fn corrupt(column: &'static str, id: i64) -> StoreError {
    let id = id.to_string();
    StoreError::Corrupt {
        table: "letter",
        column,
        id,
    }
}
