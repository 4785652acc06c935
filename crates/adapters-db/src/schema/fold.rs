use frontdesk_domain::clients::Email;
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use crate::sql::Sql;

#[derive(FromQueryResult)]
struct EmailRow {
    id: i64,
    email: String,
}

/// How many are read at once.
const AT_ONCE: u16 = 500;

/// Gives every client with an e-mail its key. Goes on where an interrupted try ended.
pub(super) async fn emails_of_clients(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    let mut after = 0;
    loop {
        let sql = Sql::new(
            "SELECT id, email FROM client WHERE id > ? AND email IS NOT NULL AND email_key IS NULL \
             ORDER BY id LIMIT {limit}",
        );
        let rows: Vec<EmailRow> = sql.bind(after).limit(AT_ONCE).all(tx).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.id;
        for EmailRow { id, email } in rows {
            // What is no e-mail by today's rules is never looked for.
            let Ok(email) = Email::parse(&email) else { continue };
            let sql = Sql::new("UPDATE client SET email_key = ? WHERE id = ?");
            sql.bind(email.folded()).bind(id).execute(tx).await?;
        }
    }
}
