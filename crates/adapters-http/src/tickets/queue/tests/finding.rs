//! What is shown, found, filtered and put in order.

use super::*;

#[tokio::test]
async fn s2_2_a_row_says_number_title_text_priority_and_status() {
    let cast = Cast::new(1).await;
    cast.set(0, StaffChange::Priority(Priority::Urgent)).await;
    let number = cast.number(0);
    let page = cast.browser().await.get("/desk?view=all").await;
    page.shows(&[
        &format!(r#"href="/desk/tickets/{number}"><bdi>Printer 0 is broken</bdi>"#),
        r#"<bdi class="x">It is the grey one beside the window</bdi>"#,
        "</svg>Urgent",
        "</svg>Open",
        r#"<span class="none">nobody</span>"#,
    ]);
}

#[tokio::test]
async fn s2_9_a_row_says_whose_it_is_who_works_on_it_who_is_there_and_when_it_changed() {
    let cast = Cast::new(1).await;
    cast.set(0, StaffChange::Priority(Priority::Urgent)).await;
    cast.set(0, StaffChange::Assignee(Some(cast.theo))).await;
    let number = cast.number(0);
    let theo = Caller::Person(cast.site.desk.signed_in(THEO).await);
    cast.site
        .desk
        .app
        .be_at(&theo, cast.numbers[0], Some(Doing::Writing))
        .await
        .unwrap();
    let page = cast.browser().await.get("/desk?view=all").await;
    page.shows(&[
        r#"<td class="who"><bdi>"#,
        r#"<bdi class="nm">"#,
        "our turn",
        "<time datetime=",
        "is replying",
        &format!(r#"id="t{number}" data-row="{number}" data-version="3""#),
    ]);
}

#[tokio::test]
async fn s4_7_s1_14_the_head_counts_and_every_figure_leads_to_what_it_counts() {
    let cast = Cast::new(3).await;
    cast.set(0, StaffChange::Status(StatusKind::InProgress)).await;
    cast.set(1, StaffChange::Priority(Priority::High)).await;
    let mut mina = cast.browser().await;
    let page = mina.get("/desk").await;
    for (words, place, count) in [
        ("In all", "/desk?view=all", 3),
        ("Open", "/desk?status=open", 2),
        ("Resolved", "/desk?status=resolved", 0),
        ("High and urgent", "/desk?view=high-and-urgent", 1),
        ("Assigned to me", "/desk?view=mine", 1),
    ] {
        page.shows(&[&format!(
            r#"<dt>{words}</dt><dd><a href="{place}">{count}</a></dd>"#
        )]);
        let there = mina.get(place).await;
        assert_eq!(rows(&there).len(), count, "{place}");
    }
    page.shows(&["My average rating", "none yet", "Unassigned<b>2</b>"]);
}

#[tokio::test]
async fn s2_7_what_is_filtered_is_put_in_order_too() {
    let cast = Cast::new(4).await;
    cast.set(1, StaffChange::Status(StatusKind::Resolved)).await;
    cast.set(3, StaffChange::Priority(Priority::High)).await;
    let mut mina = cast.browser().await;
    let [zero, two, three] = [0, 2, 3].map(|n| cast.numbers[n].0);
    for (sort, order) in [
        ("oldest", [zero, two, three]),
        ("newest", [three, two, zero]),
        ("priority", [three, zero, two]),
    ] {
        let page = mina.get(&format!("/desk?status=open&sort={sort}")).await;
        assert_eq!(rows(&page), order, "{sort}");
    }
}

#[tokio::test]
async fn s4_8_lists_are_filtered_by_status_priority_category_assignee_and_client() {
    let cast = Cast::new(3).await;
    cast.set(1, StaffChange::Priority(Priority::Low)).await;
    cast.set(2, StaffChange::Assignee(Some(cast.theo))).await;
    let mina = cast.site.desk.signed_in(MINA).await;
    let client = cast
        .site
        .desk
        .app
        .see_as_staff(&mina, cast.numbers[0])
        .await
        .unwrap()
        .client;
    let mut mina = cast.browser().await;
    let [zero, one, two] = [0, 1, 2].map(|n| cast.numbers[n].0);
    let theo = format!("/desk?who={}", cast.theo.0);
    let client = format!("/desk?client={}", client.number.value());
    for (place, found) in [
        ("/desk?priority=low", vec![one]),
        ("/desk?who=nobody&sort=oldest", vec![zero, one]),
        (&theo, vec![two]),
        ("/desk?who=me", vec![]),
        ("/desk?status=resolved", vec![]),
        ("/desk?category=999", vec![]),
        (&client, vec![zero]),
        ("/desk?status=open&priority=low&who=nobody", vec![one]),
    ] {
        let page = mina.get(place).await;
        assert_eq!((page.status, rows(&page)), (StatusCode::OK, found), "{place}");
    }
    let wrong = mina.get("/desk?client=1234").await;
    wrong.refuses(&["Type all eight digits of the customer ID", r#"value="1234""#]);
}

#[tokio::test]
async fn s1_14_titles_and_texts_are_searched_and_a_number_leads_to_its_ticket() {
    let cast = Cast::new(3).await;
    let mut mina = cast.browser().await;
    let [zero, one, two] = [0, 1, 2].map(|n| cast.numbers[n].0);
    for (words, found) in [
        ("grey", vec![two, one, zero]),
        ("%22printer+1%22", vec![one]),
        ("toner", vec![]),
    ] {
        let page = mina.get(&format!("/desk?q={words}")).await;
        assert_eq!(rows(&page), found, "{words}");
    }
    mina.get("/desk?q=toner")
        .await
        .shows(&["No ticket fits", "Stop searching for"]);
    let wrong = mina.get("/desk?q=-grey").await;
    wrong.refuses(&["Type at least one whole word to search for"]);
    let place = format!("/desk/tickets/{one}");
    mina.get(&format!("/desk?q=%23{one}")).await.leads(&place);
    mina.get(&format!("/desk?q={one}")).await.leads(&place);
    assert_eq!(mina.get("/desk?q=99999").await.status, StatusCode::OK);
}

#[tokio::test]
async fn s1_n7_every_list_has_an_order_and_the_headings_say_and_change_it() {
    let cast = Cast::new(3).await;
    cast.site.desk.clock.advance(std::time::Duration::from_secs(60));
    cast.set(1, StaffChange::Priority(Priority::Urgent)).await;
    let mut mina = cast.browser().await;
    let [zero, one, two] = [0, 1, 2].map(|n| cast.numbers[n].0);
    for (sort, order) in [
        ("newest", [two, one, zero]),
        ("oldest", [zero, one, two]),
        ("priority", [one, zero, two]),
        ("stale", [zero, two, one]),
    ] {
        let page = mina.get(&format!("/desk?sort={sort}")).await;
        assert_eq!(rows(&page), order, "{sort}");
    }
    let newest = mina.get("/desk?sort=newest").await;
    newest.shows(&[r#"class="n" scope="col" aria-sort="descending"><a href="/desk?sort=oldest">Ticket"#]);
    let oldest = mina.get("/desk?sort=oldest").await;
    oldest.shows(&[r#"class="n" scope="col" aria-sort="ascending"><a href="/desk?sort=newest">Ticket"#]);
    // A list without anything asked for has an order too, and says which.
    mina.get("/desk").await.shows(&[
        "Waiting for us: Most urgent first",
        r#"class="pri" scope="col" aria-sort="descending""#,
    ]);
}

#[tokio::test]
async fn s1_14_pages_hold_25_and_the_filters_stay_in_their_links() {
    let cast = Cast::new(30).await;
    let mut mina = cast.browser().await;
    let first = mina.get("/desk?q=grey&sort=oldest").await;
    assert_eq!(rows(&first).len(), 25);
    first.shows(&["30 tickets"]);
    let (_, next) = first.text().split_once(r#"<nav class="pad pager""#).unwrap();
    let next = next
        .split_once("href=\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0
        .replace("&amp;", "&");
    assert!(next.starts_with("/desk?q=grey&sort=oldest&after="), "{next}");
    let second = mina.get(&next).await;
    let all: Vec<i64> = rows(&first).into_iter().chain(rows(&second)).collect();
    assert_eq!(
        all,
        cast.numbers.iter().map(|number| number.0).collect::<Vec<_>>()
    );
    second.shows(&[r#"<a class="btn" href="/desk?q=grey&amp;sort=oldest">First page</a>"#]);
    second.hides(&["Next page"]);
}

#[tokio::test]
async fn s4_7_the_next_one_is_taken_once_and_none_left_is_said() {
    let cast = Cast::new(1).await;
    let mut mina = cast.browser().await;
    mina.get("/desk?view=mine")
        .await
        .shows(&["Nothing here", "1 ticket is open and nobody’s."]);
    let place = format!("/desk/tickets/{}?done=taken", cast.number(0));
    mina.post("/desk/next", &[]).await.leads(&place);
    assert_eq!(cast.status(0).await, (StatusKind::InProgress, Some(cast.mina)));
    let none = mina.post("/desk/next", &[]).await;
    none.leads("/desk?view=unassigned&done=none-left");
    mina.get(none.header("location"))
        .await
        .shows(&["No ticket is waiting for somebody to take it.", "Nothing here"]);
}

#[tokio::test]
async fn s2_n4_nothing_is_changed_without_signing_in() {
    let cast = Cast::new(1).await;
    let (number, pick) = (cast.number(0), cast.pick(0));
    let fields = [
        (pick.as_str(), "on"),
        ("number", number.as_str()),
        ("to", "closed"),
        ("change", "status-closed"),
        ("do", "set"),
    ];
    for path in ["/desk/next", "/desk/bulk", "/desk/bulk/1/undo", "/desk/board"] {
        let answer = cast.site.post(path, &fields).await;
        assert!(answer.header("location").starts_with("/sign-in"), "{path}");
    }
    assert_eq!(cast.status(0).await, (StatusKind::Open, None));
}

#[tokio::test]
async fn s4_n3_the_queue_is_for_who_works_here_alone() {
    let cast = Cast::new(1).await;
    cast.site.desk.customer("sara@example.com").await;
    let mut sara = cast.site.browser_of("sara@example.com").await;
    for path in ["/desk", "/desk/board"] {
        assert_eq!(sara.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        let nobody = cast.site.get(path).await;
        assert_eq!(nobody.status, StatusCode::SEE_OTHER, "{path}");
    }
    for path in ["/desk/next", "/desk/bulk", "/desk/bulk/1/undo", "/desk/board"] {
        assert_eq!(sara.post(path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(cast.status(0).await, (StatusKind::Open, None));
}
