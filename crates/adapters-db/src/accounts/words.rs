//! What people are searched by, kept beside them.

use std::collections::BTreeSet;

use frontdesk_domain::accounts::{Account, Searchable};
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::{Accounts, Clients, StoreError};
use sea_orm::FromQueryResult;

use crate::Engine;
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

const ADD: &str = "INSERT INTO account_word (account_id, word) VALUES (?, ?) \
    ON CONFLICT (account_id, word) DO NOTHING";
const ADD_MARIA: &str = "INSERT INTO account_word (account_id, word) VALUES (?, ?) \
    ON DUPLICATE KEY UPDATE word = word";

#[derive(FromQueryResult)]
struct WordRow {
    word: String,
}

impl SeaUnitOfWork {
    /// To be called after everything that its words depend on, with its row locked by a change.
    pub(super) async fn keep_words(&self, account: &Account) -> Result<(), StoreError> {
        let wanted = self.words_of(account).await?;
        let sql = Sql::new("SELECT word FROM account_word WHERE account_id = ?");
        let rows: Vec<WordRow> = self.all(sql.bind(account.id.0)).await?;
        let kept: BTreeSet<String> = rows.into_iter().map(|row| row.word).collect();
        for word in kept.difference(&wanted) {
            let sql = Sql::new("DELETE FROM account_word WHERE account_id = ? AND word = ?");
            self.execute(sql.bind(account.id.0).bind(word.as_str())).await?;
        }
        let add = if self.engine()? == Engine::MariaDb {
            ADD_MARIA
        } else {
            ADD
        };
        for word in wanted.difference(&kept) {
            self.execute(Sql::new(add).bind(account.id.0).bind(word.as_str()))
                .await?;
        }
        Ok(())
    }

    async fn words_of(&self, account: &Account) -> Result<BTreeSet<String>, StoreError> {
        let client = match account.client {
            Some(id) => Clients::get(self, id).await?,
            None => None,
        };
        let phone = match &client {
            Some(client) => client.phone.as_ref(),
            None => account.contact.phone.as_ref(),
        };
        let searchable = Searchable {
            name: &account.name,
            email: &account.email,
            username: account.username.as_ref(),
            number: client.as_ref().map(|client| client.number),
            phone,
        };
        Ok(searchable.words())
    }

    /// Locks the account of a client, if there is one. The account comes before its client in every unit of
    /// work, or two would wait for each other.
    pub(crate) async fn lock_account_of(&self, client: ClientId) -> Result<bool, StoreError> {
        let sql = Sql::new("UPDATE account SET version = version WHERE client_id = ?");
        Ok(self.execute(sql.bind(client.0)).await? > 0)
    }

    /// The account of a client is searched by what their record says.
    pub(crate) async fn keep_words_of_client(&self, client: ClientId) -> Result<(), StoreError> {
        match self.by_client(client).await? {
            Some(account) => self.keep_words(&account).await,
            None => Ok(()),
        }
    }
}
