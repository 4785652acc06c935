//! Who may do what: every route and method, by everybody, against one table.

use std::collections::BTreeSet;

use axum::http::Method;
use frontdesk_db::Engine;
use frontdesk_domain::access::DeskIdentity;
use frontdesk_tests::site::cast::{Actor, Cast, strict};
use frontdesk_tests::site::dump::{Dump, Reader};
use frontdesk_tests::site::matrix::{CHANGED, Row, table, word};
use frontdesk_tests::site::requests::{Call, pattern};
use frontdesk_tests::site::routes::routes;
use frontdesk_tests::site::stage::Stage;
use frontdesk_tests::site::{Answer, Site, on};

fn none(wrong: &[String], what: &str) {
    assert!(wrong.is_empty(), "{what}:\n  {}", wrong.join("\n  "));
}

#[tokio::test]
async fn every_route_has_a_row_and_every_row_its_route() {
    on(Engine::Sqlite, strict, async |site| {
        let mut known = BTreeSet::new();
        for (path, methods) in routes(&site.router) {
            known.extend(methods.into_iter().map(|method| (method, path.clone())));
        }
        let rows: BTreeSet<_> = table()
            .into_iter()
            .map(|row| (row.method, pattern(&row.route)))
            .collect();
        let lost = known.difference(&rows).map(|row| format!("no row for {row:?}"));
        let gone = rows.difference(&known).map(|row| format!("no route for {row:?}"));
        none(&lost.chain(gone).collect::<Vec<_>>(), "routes and rows");
    })
    .await;
}

#[tokio::test]
async fn an_open_desk_has_no_route_that_the_table_does_not_have() {
    on(
        Engine::Sqlite,
        |rules| rules.identity = DeskIdentity::Open,
        async |site| {
            let rows: BTreeSet<_> = table().iter().map(|row| pattern(&row.route)).collect();
            let wrong = routes(&site.router)
                .into_keys()
                .filter(|path| !rows.contains(path));
            none(&wrong.collect::<Vec<_>>(), "no row");
        },
    )
    .await;
}

/// On SQLite everything, also what is granted: the site is put back after every change.
#[tokio::test]
async fn s4_n3_everybody_is_answered_as_the_table_says() {
    let stage = Stage::set(strict).await;
    let (mut site, reader) = stage.open().await;
    let mut watched = Watched::begin(reader).await;
    let mut wrong = Vec::new();
    for row in table() {
        for (actor, expected) in &row.expected {
            let answer = sent(&site, &stage.cast, &row, *actor).await;
            let got = watched.word(&answer).await;
            if got != *expected {
                wrong.push(row.wrong(*actor, &got));
            }
            if CHANGED.contains(&&*got) || got.ends_with('!') {
                site.close().await;
                let (again, reader) = stage.open().await;
                (site, watched) = (again, Watched::begin(reader).await);
            }
        }
    }
    site.close().await;
    none(&wrong, "answers");
}

/// On the others all that is refused, on one database that stays as it is.
#[tokio::test]
async fn s2_n4_what_is_refused_changes_nothing_on_any_engine() {
    for engine in [Engine::Postgres, Engine::MariaDb] {
        on(engine, strict, async |site| {
            let cast = Cast::assemble(site).await;
            let mut reader = Reader::connect(&site.url).await;
            let before = reader.dump().await;
            let mut wrong = Vec::new();
            for row in table() {
                for (actor, _) in row
                    .expected
                    .iter()
                    .filter(|(_, word)| !CHANGED.contains(&&**word))
                {
                    let answer = sent(site, &cast, &row, *actor).await;
                    let got = word(&answer, &before, &before);
                    if row.expects(*actor) != got {
                        wrong.push(row.wrong(*actor, &got));
                    }
                }
                let changed = before.changes(&reader.dump().await);
                wrong.extend(
                    changed
                        .into_iter()
                        .map(|change| format!("{}: {change}", row.route)),
                );
            }
            none(&wrong, engine.name());
        })
        .await;
    }
}

/// A database that is looked at after every request.
struct Watched {
    reader: Reader,
    seen: Dump,
}

impl Watched {
    async fn begin(mut reader: Reader) -> Self {
        let seen = reader.dump().await;
        Self { reader, seen }
    }

    async fn word(&mut self, answer: &Answer) -> String {
        let now = self.reader.dump().await;
        let word = word(answer, &self.seen, &now);
        self.seen = now;
        word
    }
}

async fn sent(site: &Site, cast: &Cast, row: &Row, actor: Actor) -> Answer {
    let call = Call::of(&row.method, &row.route, actor, cast);
    let mut browser = cast.browser(actor, site);
    let answer = browser.send(call.from(&browser)).await;
    if call.method == Method::GET {
        let head = Call {
            method: Method::HEAD,
            ..call
        };
        let head = browser.send(head.from(&browser)).await;
        assert_eq!(head.status, answer.status, "HEAD {} by {actor:?}", row.route);
        assert!(head.body.is_empty(), "HEAD {} by {actor:?}", row.route);
    }
    answer
}

#[tokio::test]
async fn s1_n3_no_other_method_does_anything() {
    on(Engine::Sqlite, strict, async |site| {
        let cast = Cast::assemble(site).await;
        let mut reader = Reader::connect(&site.url).await;
        let before = reader.dump().await;
        let mut browser = cast.browser(Actor::Admin, site);
        for (path, methods) in routes(&site.router) {
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
                if methods.iter().any(|known| known == method) {
                    continue;
                }
                let call = Call::of(method, &path, Actor::Admin, &cast);
                let answer = browser.send(call.from(&browser)).await;
                assert_eq!(answer.status, 405, "{method} {path}");
            }
        }
        none(&before.changes(&reader.dump().await), "something was done");
    })
    .await;
}
