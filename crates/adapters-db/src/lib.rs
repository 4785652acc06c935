//! The storage ports on SeaORM: SQLite, PostgreSQL and MySQL or MariaDB.
