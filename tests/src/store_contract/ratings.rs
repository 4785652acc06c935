//! Feedback.

use frontdesk_domain::accounts::Role;
use frontdesk_domain::feedback::{Comment, Feedback, Score};

use super::Desk;
use super::make::{later, open};
use super::make_people::person;

/// And another ticket's is its own.
pub async fn a_newer_one_takes_the_place_of_the_older(desk: Desk) {
    let (number, other) = (open(&desk, 1).await, open(&desk, 2).await);
    let agent = person(&desk, 3, Role::Agent).await;
    let older = Feedback {
        ticket: number,
        score: Score::new(2).unwrap(),
        comment: Comment::parse("Zäh.\nAber nett 😀").ok(),
        agent: Some(agent),
        given_at: later(1),
    };
    let newer = Feedback {
        score: Score::new(5).unwrap(),
        comment: None,
        agent: None,
        given_at: later(2),
        ..older.clone()
    };
    for given in [older, newer] {
        let unit = desk.begin().await;
        unit.ratings().put(&given).await.unwrap();
        unit.commit().await.unwrap();
        let unit = desk.begin().await;
        assert_eq!(unit.ratings().of(number).await.unwrap(), Some(given));
        assert_eq!(unit.ratings().of(other).await.unwrap(), None);
    }
}
