//! Tasks.

use frontdesk_domain::ports::StoreError;
use frontdesk_domain::tasks::{Audience, NewTask, Task, TaskId, TaskText};
use frontdesk_domain::tickets::TicketNumber;

use super::Desk;
use super::make::{NOW, later, open};

pub(super) fn task(ticket: TicketNumber, position: i32) -> NewTask {
    NewTask {
        ticket,
        text: TaskText::parse(&format!("Zurückrufen {position} 📞")).unwrap(),
        audience: Audience::Shared,
        position,
        created_at: NOW,
    }
}

async fn add(desk: &Desk, new: &NewTask) -> TaskId {
    let unit = desk.begin().await;
    let id = unit.tasks().insert(new).await.unwrap();
    unit.commit().await.unwrap();
    id
}

async fn of(desk: &Desk, ticket: TicketNumber) -> Vec<Task> {
    desk.begin().await.tasks().of(ticket).await.unwrap()
}

/// By position, those of one ticket only.
pub async fn they_are_kept_in_their_order(desk: Desk) {
    let (number, other) = (open(&desk, 1).await, open(&desk, 2).await);
    let last = add(&desk, &task(number, 9)).await;
    let first = add(&desk, &task(number, 1)).await;
    let same_place = add(&desk, &task(number, 9)).await;
    add(&desk, &task(other, 1)).await;
    let kept = of(&desk, number).await;
    let ids: Vec<TaskId> = kept.iter().map(|task| task.id).collect();
    assert_eq!(ids, [first, last, same_place]);
    let NewTask {
        ticket,
        text,
        audience,
        position,
        created_at,
    } = task(number, 1);
    let expected = Task {
        id: first,
        ticket,
        text,
        audience,
        done_at: None,
        position,
        created_at,
    };
    assert_eq!(kept[0], expected);
}

/// Everything that can change; saving what is so already is no fault.
pub async fn a_change_is_kept(desk: Desk) {
    let number = open(&desk, 1).await;
    add(&desk, &task(number, 1)).await;
    let changed = Task {
        text: TaskText::parse("Ring again").unwrap(),
        audience: Audience::Staff,
        done_at: Some(later(3)),
        position: 7,
        ..of(&desk, number).await.remove(0)
    };
    for _ in 0..2 {
        let unit = desk.begin().await;
        unit.tasks().save(&changed).await.unwrap();
        unit.commit().await.unwrap();
    }
    assert_eq!(of(&desk, number).await, std::slice::from_ref(&changed));
    let unit = desk.begin().await;
    unit.tasks().remove(number, changed.id).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(of(&desk, number).await, []);
}

/// Not even by its key.
pub async fn another_tickets_task_is_out_of_reach(desk: Desk) {
    let (number, other) = (open(&desk, 1).await, open(&desk, 2).await);
    let id = add(&desk, &task(number, 1)).await;
    let kept = of(&desk, number).await;
    let stolen = Task {
        ticket: other,
        ..kept[0].clone()
    };
    let refused = desk.begin().await.tasks().save(&stolen).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    let refused = desk.begin().await.tasks().remove(other, id).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    assert_eq!(of(&desk, number).await, kept);
}
