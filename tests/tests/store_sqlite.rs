//! The store's contract on SQLite.

use frontdesk_tests::databases::sqlite;

frontdesk_tests::store_contract!(sqlite);
