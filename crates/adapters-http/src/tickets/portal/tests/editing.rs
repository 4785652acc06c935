use axum::http::StatusCode;
use frontdesk_domain::tickets::StatusKind;

use super::House;

#[tokio::test]
async fn s4_4_title_type_and_text_of_an_open_ticket_are_edited() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let category = house.site.desk.app.offered_categories().await.unwrap().remove(0);
    let form = browser.get(&house.at("/edit")).await;
    form.shows(&[r#"value="The printer is on fire""#]);
    let fields = [
        ("version", form.value("version")),
        ("title", "The scanner".to_owned()),
        ("what", "It smokes".to_owned()),
        ("about", category.key.as_str().to_owned()),
    ];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    browser
        .post(&house.at("/edit"), &fields)
        .await
        .leads(&house.at("?done=saved"));
    browser.get(&house.at("?done=saved")).await.shows(&[
        "The scanner",
        "It smokes",
        &category.label,
        "Saved.",
    ]);
}

#[tokio::test]
async fn s4_n5_what_is_not_open_is_not_edited_and_what_was_typed_is_kept() {
    let house = House::new().await;
    house.moves(StatusKind::InProgress).await;
    let mut browser = house.browser().await;
    browser
        .get(&house.at(""))
        .await
        .hides(&["Change title, text or category"]);
    let version = house.version().await.to_string();
    let fields = [
        ("version", version.as_str()),
        ("title", "The scanner"),
        ("what", "It smokes"),
    ];
    let refused = browser.post(&house.at("/edit"), &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.shows(&["Somebody has begun to work on it", "The scanner", "It smokes"]);
    refused.hides(&[">Save "]);
    browser
        .get(&house.at(""))
        .await
        .shows(&["<h1 dir=\"auto\">The printer is on fire</h1>"]);
}

#[tokio::test]
async fn who_was_slower_sees_both_texts() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let first = [("version", "1"), ("title", "The scanner"), ("what", "It smokes")];
    browser.post(&house.at("/edit"), &first).await;
    let second = [("version", "1"), ("title", "The copier"), ("what", "It hums")];
    let told = browser.post(&house.at("/edit"), &second).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    told.shows(&[
        "What it says now",
        "The scanner",
        "It smokes",
        "The copier",
        "It hums",
    ]);
    let again = [
        ("version", told.value("version")),
        ("title", "The copier".into()),
        ("what", "It hums".into()),
    ];
    let again = again.each_ref().map(|(name, value)| (*name, value.as_str()));
    browser
        .post(&house.at("/edit"), &again)
        .await
        .leads(&house.at("?done=saved"));
}

#[tokio::test]
async fn a_title_that_is_missing_is_asked_for() {
    let house = House::new().await;
    let fields = [("version", "1"), ("title", ""), ("what", "It smokes")];
    let wrong = house.browser().await.post(&house.at("/edit"), &fields).await;
    wrong.refuses(&["Say in a few words what it is about", "It smokes"]);
}
