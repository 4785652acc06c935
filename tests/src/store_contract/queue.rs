//! Lists of tickets for staff.

use frontdesk_domain::accounts::{AccountId, Role};
use frontdesk_domain::clients::ClientNumber;
use frontdesk_domain::feedback::{Feedback, Score};
use frontdesk_domain::ports::QueueRow;
use frontdesk_domain::presence::Doing;
use frontdesk_domain::queue::{Assigned, QueueFilter, QueueSort, QueueView, StatusChoice};
use frontdesk_domain::tickets::{Body, NewTicket, Priority, StaffChange, StatusKind, TicketNumber, Turn};

use super::Desk;
use super::make::{FREE, NOW, keep, later, open, opened, read, register, ticket};
use super::make_people::person;
use super::presences::put as put_presence;

/// Twelve tickets of twelve clients in all statuses and priorities, some with one moment; the agent's are
/// every third.
async fn filled(desk: &Desk) -> (AccountId, Vec<TicketNumber>) {
    let agent = person(desk, 90, Role::Agent).await;
    let mut numbers = Vec::new();
    for n in 1..=12u32 {
        let client = register(desk, n).await;
        let new = NewTicket {
            priority: Priority::ALL[n as usize % 4],
            created_at: later(u64::from(n / 2)),
            ..ticket(desk, client, n).await
        };
        let number = opened(desk, &new).await.unwrap();
        let status = StatusKind::ALL[n as usize % 5];
        let change = match (n % 3, status) {
            (0, StatusKind::Open) => StaffChange::Assignee(Some(agent)),
            _ => StaffChange::Status(status),
        };
        let changed =
            read(desk, number)
                .await
                .set_by_staff(change, agent, FREE, later(40 + u64::from(n / 3)));
        if let Some(changed) = changed.unwrap() {
            keep(desk, changed).await;
        }
        numbers.push(number);
    }
    (agent, numbers)
}

async fn all(desk: &Desk, filter: &QueueFilter, sort: QueueSort) -> Vec<TicketNumber> {
    let rows = desk.queue.page(filter, sort, None, 100, NOW).await.unwrap();
    rows.iter().map(|row| row.number).collect()
}

/// Whatever the order and the view, pages put together are the list.
pub async fn every_order_is_paged_through(desk: Desk) {
    let (agent, numbers) = filled(&desk).await;
    for view in QueueView::ALL {
        let filter = view.filter(agent);
        for sort in QueueSort::ALL {
            let whole = all(&desk, &filter, sort).await;
            let mut paged = Vec::new();
            let mut after = None;
            loop {
                let page = desk.queue.page(&filter, sort, after, 2, NOW).await.unwrap();
                assert!(page.len() <= 2);
                let Some(last) = page.last() else { break };
                after = Some(last.place);
                paged.extend(page.iter().map(|row| row.number));
            }
            assert_eq!(paged, whole, "{view:?} {sort:?}");
        }
    }
    let everything = QueueFilter::default();
    for sort in [QueueSort::Newest, QueueSort::Priority, QueueSort::Stale] {
        assert_eq!(all(&desk, &everything, sort).await.len(), numbers.len());
    }
    let mut newest = numbers.clone();
    newest.reverse();
    assert_eq!(all(&desk, &everything, QueueSort::Newest).await, newest);
    assert_eq!(all(&desk, &everything, QueueSort::Oldest).await, numbers);
    assert_eq!(desk.queue.numbers(&everything, 3).await.unwrap(), newest[..3]);
    let pressing = desk
        .queue
        .page(&everything, QueueSort::Priority, None, 3, NOW)
        .await;
    let pressing: Vec<_> = pressing.unwrap().iter().map(|row| row.priority).collect();
    assert_eq!(pressing, [Priority::Urgent; 3]);
}

/// Each part of it by itself, and together.
pub async fn a_filter_narrows(desk: Desk) {
    let (agent, numbers) = filled(&desk).await;
    let category = desk.front_desk.fallback_category().await.unwrap().id;
    let mut filters = vec![
        QueueFilter {
            category: Some(category),
            pressing: true,
            ..QueueFilter::default()
        },
        QueueFilter {
            priority: Some(Priority::Low),
            turn: Some(Turn::Ours),
            ..QueueFilter::default()
        },
        QueueFilter {
            client: Some(ClientNumber::draw(4)),
            ..QueueFilter::default()
        },
        QueueFilter {
            client: Some(ClientNumber::draw(77)),
            ..QueueFilter::default()
        },
        QueueFilter {
            category: Some(frontdesk_domain::tickets::CategoryId(999)),
            ..QueueFilter::default()
        },
    ];
    let choices = [StatusChoice::Any, StatusChoice::Unresolved];
    for status in choices.into_iter().chain(StatusKind::ALL.map(StatusChoice::Only)) {
        for assigned in [None, Some(Assigned::Nobody), Some(Assigned::To(agent))] {
            filters.push(QueueFilter {
                status,
                assigned,
                ..QueueFilter::default()
            });
        }
    }
    for filter in filters {
        let mut expected = Vec::new();
        for number in &numbers {
            let ticket = read(&desk, *number).await;
            let unit = desk.begin().await;
            let client = unit.clients().get(ticket.client).await.unwrap().unwrap();
            let holds = filter.status.holds(ticket.status().kind())
                && match filter.assigned {
                    None => true,
                    Some(Assigned::Nobody) => ticket.assignee().is_none(),
                    Some(Assigned::To(agent)) => ticket.assignee() == Some(agent),
                }
                && filter.category.is_none_or(|category| category == ticket.category)
                && filter.priority.is_none_or(|priority| priority == ticket.priority)
                && (!filter.pressing || ticket.priority >= Priority::High)
                && filter.client.is_none_or(|number| number == client.number)
                && filter.turn.is_none_or(|turn| turn == ticket.turn);
            expected.extend(holds.then_some(*number));
        }
        assert_eq!(
            all(&desk, &filter, QueueSort::Oldest).await,
            expected,
            "{filter:?}"
        );
        expected.reverse();
        assert_eq!(desk.queue.numbers(&filter, 99).await.unwrap(), expected);
        let count = desk.queue.count(&filter, 99).await.unwrap();
        assert_eq!(usize::from(count), expected.len());
    }
}

/// Who works on it, how it was rated, and who is there, be it two.
pub async fn a_row_says_everything(desk: Desk) {
    let (agent, other) = (
        person(&desk, 1, Role::Agent).await,
        person(&desk, 2, Role::Admin).await,
    );
    let number = open(&desk, 3).await;
    let taken = read(&desk, number).await.taken(agent, FREE, later(1));
    let ticket = keep(&desk, taken.unwrap().unwrap()).await;
    let score = Score::new(3).unwrap();
    let feedback = Feedback {
        ticket: number,
        score,
        comment: None,
        agent: None,
        given_at: NOW,
    };
    let unit = desk.begin().await;
    unit.ratings().put(&feedback).await.unwrap();
    unit.commit().await.unwrap();
    put_presence(&desk, (agent, number), Doing::Looking, later(10)).await;
    put_presence(&desk, (other, number), Doing::Writing, later(20)).await;
    let page = async |at| {
        let everything = QueueFilter::default();
        let page = desk
            .queue
            .page(&everything, QueueSort::Updated, None, 9, at)
            .await;
        page.unwrap().remove(0)
    };
    let row = page(later(30)).await;
    assert_eq!((row.number, row.version), (number, ticket.version));
    assert_eq!(row.subject, ticket.subject.as_str());
    assert_eq!(
        (row.client_number, row.category.as_str()),
        (ClientNumber::draw(3), "General")
    );
    assert_eq!(
        (row.priority, row.status, row.turn),
        (ticket.priority, ticket.status(), ticket.turn)
    );
    assert_eq!(row.assignee.map(|who| who.account), Some(agent));
    assert_eq!(row.score, Some(score));
    assert_eq!((row.created_at, row.updated_at), (NOW, later(1)));
    let mut there: Vec<_> = row
        .present
        .iter()
        .map(|one| (one.who.account, one.doing.key()))
        .collect();
    there.sort_unstable();
    assert_eq!(there, [(agent, "looking"), (other, "writing")]);
    assert_eq!(page(later(60)).await.present.len(), 1, "one left long ago");
}

/// Counted in characters, not in bytes.
pub async fn a_row_says_how_the_text_begins(desk: Desk) {
    let text = "سلام 🖨 ".repeat(60);
    let client = register(&desk, 1).await;
    let new = NewTicket {
        body: Body::parse(&text).unwrap(),
        ..ticket(&desk, client, 1).await
    };
    opened(&desk, &new).await.unwrap();
    let everything = QueueFilter::default();
    let page = desk
        .queue
        .page(&everything, QueueSort::Updated, None, 9, NOW)
        .await
        .unwrap();
    let begins: String = text.chars().take(QueueRow::EXCERPT).collect();
    assert_eq!(page[0].excerpt, begins);
}

/// "1,000+" is all that a page says.
pub async fn they_are_counted_up_to_a_cap(desk: Desk) {
    filled(&desk).await;
    let everything = QueueFilter::default();
    for (cap, counted) in [(5, 5), (12, 12), (13, 12)] {
        assert_eq!(desk.queue.count(&everything, cap).await.unwrap(), counted);
    }
}

/// At most so many, the last first.
pub async fn a_board_has_the_last_changed_of_each_status(desk: Desk) {
    filled(&desk).await;
    let board = desk.queue.board(2, NOW).await.unwrap();
    let mut expected = Vec::new();
    for kind in StatusKind::ALL {
        let filter = QueueFilter {
            status: StatusChoice::Only(kind),
            ..QueueFilter::default()
        };
        let column = desk.queue.page(&filter, QueueSort::Updated, None, 2, NOW).await;
        expected.extend(column.unwrap());
    }
    assert_eq!(board, expected);
}

/// Those who are here.
pub async fn colleagues_are_listed_by_name(desk: Desk) {
    let admin = person(&desk, 1, Role::Admin).await;
    person(&desk, 2, Role::Customer).await;
    let agent = person(&desk, 3, Role::Agent).await;
    super::make_people::account(&desk, 4).await;
    let choices = desk.queue.choices(agent).await.unwrap();
    let accounts: Vec<AccountId> = choices.colleagues.iter().map(|one| one.account).collect();
    assert_eq!(accounts, [admin, agent], "of one name, by their keys");
}
