use frontdesk_domain::ports::Clock;
use frontdesk_domain::tickets::TicketNumber;
use tokio::time::timeout;

use super::*;
use crate::testing::TestDesk;

const SOON: Duration = Duration::from_secs(2);

struct House {
    desk: TestDesk,
    feed: EventTail,
}

impl House {
    fn new() -> Self {
        let desk = TestDesk::new();
        let feed = EventTail::start(desk.app.ports.track.clone(), CancellationToken::new());
        Self { desk, feed }
    }

    fn listener(&self, since: Since) -> Box<dyn LiveUpdates> {
        self.feed.subscribe(since)
    }

    fn now(&self) -> Since {
        Since::Moment(self.desk.clock.now().after(Duration::from_micros(1)))
    }

    /// The `n`th ticket, a second after the one before.
    async fn open(&self, n: u32) -> TicketNumber {
        self.desk.clock.advance(Duration::from_secs(1));
        self.desk.submit(&format!("0912 345 {n:04}"), "It broke").await
    }
}

async fn heard(updates: &mut Box<dyn LiveUpdates>) -> TicketChanged {
    let next = timeout(SOON, updates.next()).await.expect("something changed");
    next.expect("nothing was missed")
}

async fn hears_nothing(updates: &mut Box<dyn LiveUpdates>) {
    assert_eq!(timeout(SOON, updates.next()).await.ok(), None);
}

#[tokio::test(start_paused = true)]
async fn a_listener_hears_of_changes_from_then_on() {
    let house = House::new();
    house.open(1).await;
    let mut updates = house.listener(house.now());
    tokio::time::sleep(SOON).await;
    let number = house.open(2).await;
    let change = heard(&mut updates).await;
    assert_eq!((change.ticket, change.version), (number, 1));
    assert!(change.client.is_some());
    hears_nothing(&mut updates).await;
}

#[tokio::test(start_paused = true)]
async fn a_listener_hears_of_what_changed_while_its_page_was_made() {
    let house = House::new();
    house.open(1).await;
    let made = house.now();
    let second = house.open(2).await;
    let mut updates = house.listener(made);
    assert_eq!(heard(&mut updates).await.ticket, second);
    hears_nothing(&mut updates).await;
}

#[tokio::test(start_paused = true)]
async fn a_listener_that_was_away_goes_on_where_it_was() {
    let house = House::new();
    let mut updates = house.listener(house.now());
    let first = house.open(1).await;
    let last = heard(&mut updates).await;
    assert_eq!(last.ticket, first);
    drop(updates);
    let missed = [house.open(2).await, house.open(3).await];
    tokio::time::sleep(SOON).await;
    let mut updates = house.listener(Since::Event(last.event));
    for number in missed {
        assert_eq!(heard(&mut updates).await.ticket, number);
    }
    let now = house.open(4).await;
    assert_eq!(heard(&mut updates).await.ticket, now);
    hears_nothing(&mut updates).await;
}

#[tokio::test(start_paused = true)]
async fn a_listener_of_another_process_that_is_ahead_misses_nothing() {
    let house = House::new();
    let mut updates = house.listener(Since::Event(1_000));
    tokio::time::sleep(SOON).await;
    let number = house.open(1).await;
    assert_eq!(heard(&mut updates).await.ticket, number);
}

#[tokio::test(start_paused = true)]
async fn whoever_was_away_too_long_is_told_to_look() {
    let house = House::new();
    for n in 0..3 {
        house.open(n).await;
    }
    let changes: Vec<_> = (1..=5_000)
        .map(|event| TicketChanged {
            event,
            ticket: TicketNumber(1),
            version: 1,
            client: None,
            at: house.desk.clock.now(),
        })
        .collect();
    let memory = Memory::new(changes, true);
    assert_eq!(memory.since(Since::Event(2_999)), None);
    assert_eq!(
        memory.since(Since::Event(3_001)).map(|since| since.len()),
        Some(1_999)
    );
    assert_eq!(
        memory.since(Since::Event(5_000)).map(|since| since.len()),
        Some(0)
    );
    assert_eq!(
        memory.since(Since::Event(9_000)).map(|since| since.len()),
        Some(0)
    );
}

#[tokio::test(start_paused = true)]
async fn a_slow_listener_is_told_to_look() {
    let house = House::new();
    let mut updates = house.listener(house.now());
    house.open(1).await;
    heard(&mut updates).await;
    for n in 0..=BEHIND {
        house.open(u32::try_from(n).unwrap() + 2).await;
    }
    tokio::time::sleep(SOON).await;
    assert_eq!(timeout(SOON, updates.next()).await, Ok(None));
    assert!(
        timeout(SOON, updates.next()).await.unwrap().is_some(),
        "and hears on"
    );
}
