//! Units of work.

use frontdesk_domain::clients::NewClient;

use super::Desk;
use super::make::{client, key, open, opened, register, registered, reply, ticket};

/// Whatever was written in it.
pub async fn a_dropped_unit_leaves_nothing(desk: Desk) {
    let number = open(&desk, 1).await;
    let unit = desk.begin().await;
    let id = unit.clients().insert(&client(2)).await.unwrap();
    unit.replies().insert(&reply(number, 5)).await.unwrap();
    drop(unit);
    let unit = desk.begin().await;
    assert_eq!(unit.clients().get(id).await.unwrap(), None);
    assert_eq!(unit.replies().submitted(&key(5)).await.unwrap(), None);
    drop(unit);
    register(&desk, 2).await;
}

/// After an error, too, what was written before it goes.
pub async fn a_failed_unit_leaves_nothing(desk: Desk) {
    register(&desk, 1).await;
    let unit = desk.begin().await;
    let id = unit.clients().insert(&client(2)).await.unwrap();
    unit.clients().insert(&client(1)).await.unwrap_err();
    drop(unit);
    assert_eq!(desk.begin().await.clients().get(id).await.unwrap(), None);
}

/// And can be read by anyone as soon as the commit has answered.
pub async fn many_units_at_once_are_all_kept(desk: Desk) {
    let tasks: Vec<_> = (1..=64)
        .map(|n| {
            let desk = desk.clone();
            tokio::spawn(async move {
                let number = open(&desk, n).await;
                let found = desk.front_desk.submitted(&key(n)).await.unwrap();
                assert_eq!(found.map(|found| found.number), Some(number));
                number
            })
        })
        .collect();
    let mut numbers = std::collections::BTreeSet::new();
    for task in tasks {
        numbers.insert(task.await.unwrap());
    }
    assert_eq!(numbers.len(), 64);
}

/// One that fails or is dropped, side by side with others that are kept.
pub async fn a_unit_that_fails_takes_no_other_with_it(desk: Desk) {
    register(&desk, 1).await;
    let tasks: Vec<_> = (2..=31)
        .map(|n| {
            let desk = desk.clone();
            tokio::spawn(async move {
                match n % 3 {
                    0 => assert!(
                        registered(
                            &desk,
                            &NewClient {
                                phone: None,
                                ..client(1)
                            }
                        )
                        .await
                        .is_err()
                    ),
                    1 => drop(desk.begin().await.clients().insert(&client(n)).await),
                    _ => {
                        let id = register(&desk, n).await;
                        opened(&desk, &ticket(&desk, id, n).await).await.unwrap();
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    for n in 2..=31 {
        let kept = desk.front_desk.submitted(&key(n)).await.unwrap();
        assert_eq!(kept.is_some(), n % 3 == 2, "{n}");
    }
}

/// It tells this installation from others.
pub async fn an_installation_keeps_its_token(desk: Desk) {
    let token = desk.store.installation().await.unwrap();
    assert_ne!(token, [0; 16]);
    assert_eq!(desk.store.installation().await.unwrap(), token);
}

/// It answers, with the schema that is expected.
pub async fn a_fresh_store_is_sound(desk: Desk) {
    desk.store.check().await.unwrap();
}
