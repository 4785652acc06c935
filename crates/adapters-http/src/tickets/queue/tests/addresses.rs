//! The same address, the same list.

use super::*;
use crate::{security::Form, tickets::queue::looked_for::LookedFor};

fn read(query: &str) -> LookedFor {
    LookedFor::read(&mut Form::of_query(query).unwrap())
}

#[test]
fn s1_n6_every_list_has_one_spelling() {
    for (typed, plain) in [
        ("", "/desk"),
        ("view=waiting-for-us", "/desk"),
        ("view=all", "/desk?view=all"),
        (
            "view=all&q=&status=any&priority=any&category=&who=any&turn=any&client=&sort=updated",
            "/desk?view=all",
        ),
        ("q=printer", "/desk?q=printer"),
        ("view=mine&status=unresolved&who=me", "/desk?view=mine"),
        ("view=mine&who=any", "/desk?view=mine&who=any"),
        (
            "view=high-and-urgent&priority=urgent",
            "/desk?view=high-and-urgent&priority=urgent",
        ),
        (
            "view=waiting-for-us&turn=any",
            "/desk?view=waiting-for-us&turn=any",
        ),
        (
            "q=it%27s+%C3%A9t%C3%A9&client=1042+7731",
            "/desk?client=1042+7731&q=it%27s+%C3%A9t%C3%A9",
        ),
        (
            "sort=priority&after=3-17-10472",
            "/desk?sort=priority&after=3-17-10472",
        ),
    ] {
        let looked_for = read(typed);
        assert_eq!(looked_for.url(), plain, "{typed}");
        let query = plain.strip_prefix("/desk").unwrap().trim_start_matches('?');
        assert_eq!(read(query), looked_for, "{plain} reads back");
    }
}

#[test]
fn s1_n5_what_is_no_word_of_ours_asks_for_nothing() {
    for typed in [
        "status=OPEN",
        "status=opened",
        "priority=hot",
        "category=x",
        "who=x",
        "turn=mine",
        "sort=size",
        "after=-1",
        "view=none",
    ] {
        assert_eq!(read(typed).url(), "/desk?view=all", "{typed}");
    }
}

#[tokio::test]
async fn a_form_with_fields_left_empty_leads_to_the_plain_address_once() {
    let cast = Cast::new(1).await;
    let mut mina = cast.browser().await;
    let sent = mina
        .get("/desk?view=mine&q=&status=unresolved&category=&who=nobody&client=&sort=updated")
        .await;
    sent.leads("/desk?view=mine&who=nobody");
    let page = mina.get("/desk?view=mine&who=nobody").await;
    assert_eq!(page.status, StatusCode::OK);
    mina.get("/desk?").await.leads("/desk");
    mina.get("/desk?nonsense=1").await.leads("/desk?view=all");
}
