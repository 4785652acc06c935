//! Finding tickets by their words: every engine's own index, one language.

use frontdesk_domain::queue::{QueueFilter, QueueSort, StatusChoice};
use frontdesk_domain::search::{SearchQuery, words};
use frontdesk_domain::tickets::{Body, Edit, NewTicket, OneOpenRule, Subject, TicketNumber};

use super::Desk;
use super::make::{NOW, keep, later, opened, read, register, ticket};

const TEXTS: [(&str, &str); 9] = [
    (
        "Printer prints blank pages",
        "Since this morning. The toner is new.",
    ),
    (
        "Drucker im Büro",
        "Er druckt leere Seiten, SEHR ärgerlich: e-mail an büro@example.com",
    ),
    ("پوشه كاري", "پرينتر ۱۲۳ كار نمی‌كند"),
    ("The a to of", "is it in or at by"),
    (
        "VPN 10min 1e5 3.14 x_y",
        "q000061 qu quick a.b.c http://example.com/path?x=1",
    ),
    ("打印机坏了", "整个办公室的打印机都不能用了"),
    (
        "Long",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikantenverbandsvorsitzender",
    ),
    ("blank", "pages"),
    ("हिन्दी प्रिंटर", "café CAFE\u{301} Straße 😀😀 ½ ² Ⅷ ﬁle"),
];

const QUERIES: [&str; 44] = [
    "printer",
    "PRINTER blank",
    "\"blank pages\"",
    "\"pages blank\"",
    "print*",
    "p*",
    "-toner printer",
    "blank -toner",
    "toner morning",
    "büro",
    "buro",
    "bür*",
    "e-mail",
    "\"e mail\"",
    "mail",
    "پوشه کاری",
    "کاري",
    "پر*",
    "123",
    "۱۲۳",
    "the",
    "a",
    "a to",
    "\"a to of\"",
    "of",
    "is it",
    "vpn",
    "10min",
    "1e5",
    "\"3 14\"",
    "x_y",
    "q000061",
    "a.b.c",
    "qu",
    "qu*",
    "http://example.com",
    "打印机坏了",
    "打印*",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikantenverbandsvorsitzender",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikantenverbandsvorsitz*",
    "donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikantenverbandsvorsitzend",
    "cafe strasse",
    "हिन्दी",
    "½ Ⅷ",
];

async fn fill(desk: &Desk) -> Vec<TicketNumber> {
    let client = register(desk, 1).await;
    let mut numbers = Vec::new();
    for (n, (subject, body)) in (1..).zip(TEXTS) {
        let new = NewTicket {
            subject: Subject::parse(subject).unwrap(),
            body: Body::parse(body).unwrap(),
            rule: OneOpenRule::Off,
            created_at: later(n.into()),
            ..ticket(desk, client, n).await
        };
        numbers.push(opened(desk, &new).await.unwrap());
    }
    numbers
}

fn filter(typed: &str) -> QueueFilter {
    QueueFilter {
        search: Some(SearchQuery::parse(typed).unwrap()),
        ..QueueFilter::default()
    }
}

/// Words of any script, in any of its letters; words that engines leave out, cut or take apart; rows of
/// words, beginnings, and what must not be there.
pub async fn every_engine_finds_what_the_language_says(desk: Desk) {
    let numbers = fill(&desk).await;
    for typed in QUERIES {
        let filter = filter(typed);
        let query = filter.search.as_ref().unwrap();
        let holds = |(subject, body): (&str, &str)| {
            let mut text: Vec<String> = words(subject).collect();
            text.push(String::new());
            text.extend(words(body));
            query.holds(&text)
        };
        let expected: Vec<TicketNumber> = numbers
            .iter()
            .zip(TEXTS)
            .filter(|(_, text)| holds(*text))
            .map(|(number, _)| *number)
            .collect();
        let page = desk.queue.page(&filter, QueueSort::Oldest, None, 50, NOW).await;
        let found: Vec<TicketNumber> = page.unwrap().iter().map(|row| row.number).collect();
        assert_eq!(found, expected, "{typed}");
        let count = desk.queue.count(&filter, 50).await.unwrap();
        assert_eq!(usize::from(count), expected.len(), "{typed}");
    }
    let by_number = filter(&format!("#{}", numbers[2].0));
    assert_eq!(desk.queue.numbers(&by_number, 9).await.unwrap(), [numbers[2]]);
}

/// And no more by its old ones, however often it changes otherwise.
pub async fn a_changed_text_is_found_by_its_new_words(desk: Desk) {
    let numbers = fill(&desk).await;
    let edit = Edit {
        subject: Some(Subject::parse("Scanner jams").unwrap()),
        ..Edit::default()
    };
    let actor = frontdesk_domain::tickets::Actor::Client;
    let changed = read(&desk, numbers[7]).await.edited(&edit, actor, later(50));
    let ticket = keep(&desk, changed.unwrap()).await;
    keep(&desk, ticket.replied(actor, later(51))).await;
    for (typed, found) in [("scanner", true), ("blank", false), ("pages", true)] {
        let numbers_found = desk.queue.numbers(&filter(typed), 99).await.unwrap();
        assert_eq!(numbers_found.contains(&numbers[7]), found, "{typed}");
    }
}

/// More tickets hold it than are put in order: pages of the list in its order.
pub async fn a_common_word_is_found_in_order(desk: Desk) {
    let client = register(&desk, 1).await;
    let template = NewTicket {
        rule: OneOpenRule::Off,
        ..ticket(&desk, client, 1).await
    };
    let unit = desk.begin().await;
    let mut last = None;
    for n in 0..2_100u32 {
        let odd = if n % 300 == 7 {
            "Rare blank printer"
        } else {
            "Plain printer"
        };
        let new = NewTicket {
            subject: Subject::parse(odd).unwrap(),
            body: Body::parse("Nothing else").unwrap(),
            submission: super::make::key(10_000 + n),
            created_at: later(n.into()),
            ..template.clone()
        };
        last = Some(unit.tickets().insert(&new).await.unwrap());
    }
    unit.commit().await.unwrap();
    let unresolved = |typed: &str| QueueFilter {
        status: StatusChoice::Unresolved,
        ..filter(typed)
    };
    let page = desk
        .queue
        .page(&unresolved("printer"), QueueSort::Newest, None, 3, NOW)
        .await;
    let found: Vec<i64> = page.unwrap().iter().map(|row| row.number.0).collect();
    let last = last.unwrap().0;
    assert_eq!(found, [last, last - 1, last - 2]);
    let rare = unresolved("printer nothing -plain");
    let page = desk.queue.page(&rare, QueueSort::Newest, None, 50, NOW).await;
    assert_eq!(page.unwrap().len(), 7);
    assert_eq!(
        desk.queue.count(&unresolved("printer"), 1_000).await.unwrap(),
        1_000
    );
}
