use axum::http::StatusCode;
use frontdesk_domain::{accounts::Role, tickets::StatusKind};

use crate::testing::TestSite;

const MINA: &str = "mina@example.com";

async fn site() -> (TestSite, String) {
    let site = TestSite::new();
    site.desk.person(MINA, Role::Agent).await;
    let number = site.desk.submit("0912 345 6789", "The printer is on fire").await;
    (site, number.0.to_string())
}

/// The part of the page that is that column.
fn lane(page: &str, status: StatusKind) -> &str {
    let (_, lane) = page
        .split_once(&format!(r#"data-column="{}""#, status.key()))
        .unwrap();
    lane.split_once("</section>").unwrap().0
}

#[tokio::test]
async fn s2_3_a_card_is_moved_by_a_button_and_whoever_moves_it_works_on_it() {
    let (site, number) = site().await;
    let mut mina = site.browser_of(MINA).await;
    let board = mina.get("/desk/board").await;
    let card = format!(r#"data-card="{number}""#);
    assert!(lane(board.text(), StatusKind::Open).contains(&card));
    assert_eq!(
        board.text().matches("data-column").count(),
        5,
        "a column for each status"
    );
    let moved = mina
        .post("/desk/board", &[("number", &number), ("to", "on_hold")])
        .await;
    moved.leads(&format!("/desk/board?done={number}#t{number}"));
    let board = mina.get(&format!("/desk/board?done={number}")).await;
    board.shows(&[
        &format!("Ticket {number} is in this column now: On hold."),
        r#"role="status""#,
    ]);
    let lane = lane(board.text(), StatusKind::OnHold);
    assert!(lane.contains(&card) && !lane.contains("nobody"), "{lane}");
}

#[tokio::test]
async fn s2_n2_no_other_status_and_no_other_ticket_is_a_success() {
    let (site, number) = site().await;
    let mut mina = site.browser_of(MINA).await;
    for to in ["", "done", "Open", "in progress"] {
        let refused = mina.post("/desk/board", &[("number", &number), ("to", to)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
        refused.shows(&["That is no status a ticket can have."]);
    }
    let gone = mina
        .post("/desk/board", &[("number", "99999"), ("to", "open")])
        .await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    gone.shows(&["There is no ticket 99999 any more."]);
    let board = mina.get("/desk/board").await;
    assert!(lane(board.text(), StatusKind::Open).contains(&number));
}
