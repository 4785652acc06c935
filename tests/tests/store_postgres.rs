//! The store's contract on PostgreSQL.

use frontdesk_tests::databases::postgres;

frontdesk_tests::store_contract!(postgres);
