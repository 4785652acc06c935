//! The store's contract on MariaDB.

use frontdesk_tests::databases::mariadb;

frontdesk_tests::store_contract!(mariadb);
