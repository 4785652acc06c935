use super::*;

fn kinds() -> Vec<EventKind> {
    let line = |shared| TaskLine {
        text: "Call back".into(),
        shared,
    };
    let pair = || ("before".to_owned(), "after".to_owned());
    let ((a, b), (c, d), (e, f)) = (pair(), pair(), pair());
    let mut kinds = vec![
        EventKind::Received { source: Source::Desk },
        EventKind::StatusChanged { from: a, to: b },
        EventKind::AssigneeChanged {
            from: None,
            to: Some(AccountId(4)),
        },
        EventKind::PriorityChanged {
            from: Priority::Low,
            to: Priority::Urgent,
        },
        EventKind::CategoryChanged {
            from: CategoryId(1),
            to: CategoryId(2),
        },
        EventKind::SubjectChanged { from: c, to: d },
        EventKind::BodyChanged { from: e, to: f },
        EventKind::Linked { key: "SUP-1".into() },
        EventKind::Replied,
        EventKind::Noted,
        EventKind::TakenBack,
        EventKind::TasksReordered,
        EventKind::Rated { score: 5 },
        EventKind::MergedInto(TicketNumber(10_002)),
        EventKind::Absorbed(TicketNumber(10_003)),
        EventKind::ContinuedIn(TicketNumber(10_004)),
        EventKind::Deleted,
    ];
    for shared in [true, false] {
        let from = "Call".to_owned();
        kinds.extend([
            EventKind::TaskAdded(line(shared)),
            EventKind::TaskRenamed {
                from,
                to: line(shared),
            },
            EventKind::TaskDone(line(shared)),
            EventKind::TaskUndone(line(shared)),
            EventKind::TaskRemoved(line(shared)),
        ]);
    }
    kinds
}

#[test]
fn s1_12_what_is_stored_is_read_back() {
    for kind in kinds() {
        let (word, old, new) = kind.to_stored();
        assert!(word.len() <= 20, "{word}");
        let read = EventKind::from_stored(word, old.as_deref(), new.as_deref());
        assert_eq!(read, Some(kind));
    }
    assert_eq!(EventKind::from_stored("gone", None, None), None);
}

#[test]
fn clients_see_no_notes_and_no_tasks_of_the_staff() {
    for kind in kinds() {
        let (word, ..) = kind.to_stored();
        let of_staff = word.starts_with("staff_")
            || ["noted", "taken_back", "linked", "tasks_reordered"].contains(&word);
        assert_eq!(kind.is_shared(), !of_staff, "{word}");
    }
}
