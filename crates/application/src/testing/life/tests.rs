use frontdesk_domain::accounts::Role;

use super::super::TestDesk;
use super::*;

/// Lives a desk; a new one then, because the in-memory store copies itself for each unit of work.
const LIVES: u64 = 16;
const DESKS: u64 = 626;
const STEPS: usize = 12;

async fn cast(desk: &TestDesk) -> Cast {
    for customer in ["sara@example.com", "otto@example.com"] {
        desk.customer(customer).await;
    }
    for (login, role) in [("mina", Role::Agent), ("tom", Role::Agent), ("ada", Role::Admin)] {
        desk.person(&format!("{login}@example.com"), role).await;
    }
    Cast::of(
        desk.signed_in("sara@example.com").await,
        desk.signed_in("otto@example.com").await,
        [
            desk.signed_in("mina@example.com").await,
            desk.signed_in("tom@example.com").await,
            desk.signed_in("ada@example.com").await,
        ],
    )
}

async fn desks(rule: OneOpenRule, seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let desk = TestDesk::with_rules(|rules| rules.one_open = rule);
        let cast = cast(&desk).await;
        for life in 0..LIVES {
            live(&desk.app, &desk.clock, &cast, seed * LIVES + life, STEPS).await;
            counters_are_right(&desk.app).await;
        }
    }
}

#[tokio::test]
async fn ten_thousand_lives_are_as_the_model_says() {
    desks(OneOpenRule::Off, 0..DESKS / 2).await;
}

#[tokio::test]
async fn so_they_are_where_each_client_may_have_one_open_ticket() {
    desks(OneOpenRule::Everywhere, DESKS / 2..DESKS).await;
}
