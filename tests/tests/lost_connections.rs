//! A server that ends every connection, as a restart does: units of work in the middle are told, nothing is
//! half there, and the next one is served without a restart of ours.

use frontdesk_db::Database;
use frontdesk_domain::ports::{Store, StoreError};
use frontdesk_tests::databases;
use frontdesk_tests::store_contract::make::{client, open};

/// Ends all connections at each point of a unit of work.
async fn is_survived<F: Future<Output = ()>>(database: &Database, end_all: impl Fn() -> F) {
    let desk = databases::desk(database);
    open(&desk, 1).await;
    for n in 2..8 {
        let unit = database
            .store()
            .begin()
            .await
            .expect("the pool gives a living connection");
        if n % 2 == 0 {
            end_all().await;
            let refused = unit.clients().insert(&client(n)).await;
            assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
            continue;
        }
        unit.clients().insert(&client(n)).await.expect("kept for now");
        end_all().await;
        let unclear = unit.commit().await;
        assert!(matches!(unclear, Err(StoreError::Unknown(_))), "{unclear:?}");
        // It was not stored: the same client can be registered.
        open(&desk, n).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    let Some(admin) = databases::server(databases::POSTGRES) else {
        return;
    };
    let (name, url) = databases::postgres_empty(&admin, None).await;
    let database = databases::open(&url).await;
    database.migrate().await.expect("migrated");
    let end_all = || {
        let kill = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        let admin = admin.clone();
        async move { databases::postgres_runs(&admin, &kill).await }
    };
    is_survived(&database, end_all).await;
    drop(database);
    databases::postgres_runs(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mariadb() {
    let Some(admin) = databases::server(databases::MARIADB) else {
        return;
    };
    let (name, url) = databases::mariadb_empty(&admin).await;
    let database = databases::open(&url).await;
    database.migrate().await.expect("migrated");
    let end_all = || {
        // A loop in the server: `KILL` takes no subquery.
        let kill = format!(
            "BEGIN NOT ATOMIC FOR r IN (SELECT id FROM information_schema.processlist WHERE db = '{name}') \
             DO EXECUTE IMMEDIATE CONCAT('KILL ', r.id); END FOR; END"
        );
        let admin = admin.clone();
        async move { databases::mariadb_runs(&admin, &kill).await }
    };
    is_survived(&database, end_all).await;
    drop(database);
    databases::mariadb_runs(&admin, &format!("DROP DATABASE {name}")).await;
}
