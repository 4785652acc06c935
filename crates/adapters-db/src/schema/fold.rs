//! What no engine can work out: texts as the domain folds them.

use frontdesk_domain::clients::Email;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use crate::Engine;
use crate::search::Searched;
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

#[derive(FromQueryResult)]
struct TextRow {
    number: i64,
    subject: String,
    body: String,
}

/// Makes every ticket one that is found by its words. Goes on where an interrupted try ended.
pub(super) async fn words_of_tickets(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    let engine = Engine::of(tx.get_database_backend());
    let mut after = 0;
    loop {
        let sql = Sql::new(
            "SELECT number, subject, body FROM ticket WHERE number > ? AND search_text IS NULL \
             ORDER BY number LIMIT {limit}",
        );
        let rows: Vec<TextRow> = sql.bind(after).limit(AT_ONCE).all(tx).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.number;
        for TextRow {
            number,
            subject,
            body,
        } in rows
        {
            let searched = Searched::of(&subject, &body);
            // In this order: what has a text has been indexed.
            if let Some(sql) = searched.indexed(engine, number) {
                sql.execute(tx).await?;
            }
            let sql = Sql::new("UPDATE ticket SET search_text = ? WHERE number = ?");
            sql.bind(searched.text()).bind(number).execute(tx).await?;
        }
    }
}
