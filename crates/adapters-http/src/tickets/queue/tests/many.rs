//! Changing many at once.

use super::*;

/// Sends the form around the list, and reads the page it leads to.
async fn apply(browser: &mut Browser<'_>, fields: &[(&str, &str)]) -> Answer {
    let answer = browser.post("/desk/bulk", fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let place = answer.header("location").to_owned();
    browser.get(&place).await
}

#[tokio::test]
async fn s2_3_the_checked_ones_are_changed_said_so_and_put_back() {
    let cast = Cast::new(3).await;
    let mut mina = cast.browser().await;
    let what = format!("assign-{}", cast.theo.0);
    let picks = [cast.pick(0), cast.pick(1)];
    let fields = [
        ("of", "view=unassigned"),
        (picks[0].as_str(), "on"),
        (picks[1].as_str(), "on"),
        ("change", what.as_str()),
        ("do", "set"),
    ];
    let page = apply(&mut mina, &fields).await;
    page.shows(&["<h1>Unassigned</h1>", "2 tickets are assigned to <bdi>", "Undo"]);
    assert_eq!(rows(&page), [cast.numbers[2].0]);
    assert_eq!(cast.status(0).await.1, Some(cast.theo));
    let (_, undo) = page.text().split_once(r#"action="/desk/bulk/"#).unwrap();
    let undo = format!("/desk/bulk/{}", undo.split_once('"').unwrap().0);
    let undone = mina.post(&undo, &[("of", "view=unassigned")]).await;
    let place = undone.header("location").to_owned();
    let page = mina.get(&place).await;
    page.shows(&["2 tickets are as they were before."]);
    assert_eq!(rows(&page).len(), 3);
    assert_eq!(cast.status(0).await.1, None);
    let again = mina.post(&undo, &[("of", "")]).await;
    let place = again.header("location").to_owned();
    mina.get(&place).await.shows(&["It was too late to undo that."]);
}

#[tokio::test]
async fn s2_n1_a_change_leads_back_to_its_list_which_says_so_once() {
    let cast = Cast::new(2).await;
    let mut mina = cast.browser().await;
    let pick = cast.pick(0);
    let fields = [
        ("of", "q=grey&sort=oldest"),
        (pick.as_str(), "on"),
        ("change", "priority-urgent"),
        ("do", "set"),
    ];
    let page = apply(&mut mina, &fields).await;
    page.shows(&[
        "1 ticket is now of this priority: <b>Urgent</b>.",
        r#"role="status""#,
        r#"value="q=grey&amp;sort=oldest""#,
    ]);
    assert_eq!(rows(&page).len(), 2, "the list it was sent from");
    // What was said is part of no link to another list.
    let links = page.text().split("href=\"").skip(1);
    for link in links.filter_map(|rest| rest.split_once('"')) {
        assert!(!link.0.contains("done="), "{}", link.0);
    }
}

#[tokio::test]
async fn all_that_match_are_changed_and_no_others() {
    let cast = Cast::new(30).await;
    cast.set(29, StaffChange::Priority(Priority::Low)).await;
    let mut mina = cast.browser().await;
    let page = mina.get("/desk?priority=medium").await;
    page.shows(&["All 29 that match"]);
    let fields = [
        ("of", "priority=medium"),
        ("all", "on"),
        ("change", "status-on_hold"),
        ("do", "set"),
    ];
    let page = apply(&mut mina, &fields).await;
    page.shows(&["29 tickets are now: <b>On hold</b>."]);
    // What is not open has somebody who works on it: who moved it.
    assert_eq!(cast.status(0).await, (StatusKind::OnHold, Some(cast.mina)));
    assert_eq!(cast.status(29).await, (StatusKind::Open, None));
}

#[tokio::test]
async fn s2_n3_what_is_refused_is_said_with_its_reason_and_stops_nothing() {
    let cast = Cast::new(2).await;
    cast.set(0, StaffChange::Status(StatusKind::InProgress)).await;
    let mut mina = cast.browser().await;
    let picks = [cast.pick(0), cast.pick(1)];
    let fields = [
        ("of", ""),
        (picks[0].as_str(), "on"),
        (picks[1].as_str(), "on"),
        ("t99999", "on"),
        ("change", "assign-nobody"),
        ("do", "set"),
    ];
    let page = apply(&mut mina, &fields).await;
    page.shows(&[
        "Nothing was changed.",
        "Those that were so already were left alone.",
        &format!(r#"<a href="/desk/tickets/{}">"#, cast.number(0)),
        "somebody has to work on it",
        "There is no such ticket any more.",
    ]);
    page.hides(&["Undo"]);
}

#[tokio::test]
async fn s1_n5_only_what_is_offered_is_set_and_nothing_typed_is_lost() {
    let cast = Cast::new(2).await;
    let mut mina = cast.browser().await;
    let pick = cast.pick(0);
    for what in [
        "",
        "status-done",
        "status-Open",
        "priority-5",
        "category-999",
        "assign-999",
        "assign-x",
        "note",
    ] {
        let fields = [
            ("of", "view=all"),
            (pick.as_str(), "on"),
            ("change", what),
            ("note", "Ask <them>"),
            ("do", "set"),
        ];
        let page = mina.post("/desk/bulk", &fields).await;
        page.refuses(&[
            "Choose a change from the list",
            &format!(r#"name="{pick}" checked"#),
            "Ask &lt;them&gt;</textarea>",
        ]);
    }
    let none = [("of", "view=all"), ("change", "priority-high"), ("do", "set")];
    mina.post("/desk/bulk", &none)
        .await
        .refuses(&["Check at least one ticket", r#"value="priority-high" selected"#]);
    let empty = [(pick.as_str(), "on"), ("note", " "), ("do", "note")];
    mina.post("/desk/bulk", &empty)
        .await
        .refuses(&["Write the note first"]);
    assert_eq!(cast.status(0).await, (StatusKind::Open, None));
}

#[tokio::test]
async fn a_note_is_written_on_many_and_never_seen_by_the_client() {
    let cast = Cast::new(2).await;
    let mut mina = cast.browser().await;
    let picks = [cast.pick(0), cast.pick(1)];
    let fields = [
        (picks[0].as_str(), "on"),
        (picks[1].as_str(), "on"),
        ("note", "The whole floor is dark"),
        ("do", "note"),
    ];
    apply(&mut mina, &fields)
        .await
        .shows(&["The note is written on 2 tickets."]);
    let mina = cast.site.desk.signed_in(MINA).await;
    let page = cast
        .site
        .desk
        .app
        .see_as_staff(&mina, cast.numbers[1])
        .await
        .unwrap();
    assert_eq!(format!("{page:?}").matches("The whole floor is dark").count(), 1);
}

#[tokio::test]
async fn nobody_is_told_of_what_was_not_done_and_nobody_else_undoes_it() {
    let cast = Cast::new(1).await;
    let mut mina = cast.browser().await;
    mina.get("/desk?done=assign-1|5|0|1||0").await.leads("/desk");
    let pick = cast.pick(0);
    let fields = [(pick.as_str(), "on"), ("change", "priority-high"), ("do", "set")];
    let page = apply(&mut mina, &fields).await;
    let (_, undo) = page.text().split_once(r#"action="/desk/bulk/"#).unwrap();
    let undo = format!("/desk/bulk/{}", undo.split_once('"').unwrap().0);
    let mut theo = cast.site.browser_of(THEO).await;
    assert_eq!(theo.post(&undo, &[]).await.status, StatusCode::FORBIDDEN);
}
