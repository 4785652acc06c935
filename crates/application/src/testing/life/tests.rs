use frontdesk_domain::accounts::Role;
use frontdesk_domain::tickets::OneOpenRule;

use super::super::TestDesk;
use super::*;

/// Lives a desk; a new one then, because the in-memory store copies itself for each unit of work.
const LIVES: u64 = 16;
const DESKS: u64 = 625;
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

#[tokio::test]
async fn ten_thousand_lives_are_as_the_model_says() {
    for seed in 0..DESKS {
        let desk = TestDesk::with_rules(|rules| rules.one_open = OneOpenRule::Off);
        let cast = cast(&desk).await;
        for life in 0..LIVES {
            live(&desk.app, &desk.clock, &cast, seed * LIVES + life, STEPS).await;
        }
    }
}
