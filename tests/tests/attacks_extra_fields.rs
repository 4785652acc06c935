//! Fields that no form of ours has change nothing: what is stored is the same to the byte with and without.

use frontdesk_tests::site::cast::{Actor, strict};
use frontdesk_tests::site::dump::Dump;
use frontdesk_tests::site::matrix::{CHANGED, Row, table, word};
use frontdesk_tests::site::requests::Call;
use frontdesk_tests::site::stage::Stage;

/// What somebody would add who knows our tables, our source, or other frameworks.
const EXTRA: &[(&str, &str)] = &[
    ("account", "1"),
    ("account.role", "admin"),
    ("account[role]", "admin"),
    ("account_id", "1"),
    ("admin", "1"),
    ("approval", "approved"),
    ("approved", "true"),
    ("approved_at", "1"),
    ("approved_by", "1"),
    ("by_phone", "1"),
    ("category", "3"),
    ("client", "1"),
    ("client_id", "1"),
    ("client_number", "10427731"),
    ("constructor", "x"),
    ("created_at", "0"),
    ("decline_reason", ""),
    ("device", "x"),
    ("disabled_at", ""),
    ("email_verified", "true"),
    ("expires_at", "9999999999999999"),
    ("holder", "1"),
    ("id", "1"),
    ("is_admin", "true"),
    ("level", "two_steps"),
    ("method", "DELETE"),
    ("_method", "DELETE"),
    ("number", "1"),
    ("open_slot", "1"),
    ("password_hash", "paper:x"),
    ("priority", "urgent"),
    ("__proto__[role]", "admin"),
    ("proved", "1"),
    ("remembered", "true"),
    ("request", "AAAAAAAAAAAAAAAAAAAAAA"),
    ("role", "admin"),
    ("role[]", "admin"),
    ("sealed_secret", "x"),
    ("second_step", "off"),
    ("sender", "client"),
    ("session", "1"),
    ("session_version", "99"),
    ("source", "staff"),
    ("staff", "1"),
    ("state", "active"),
    ("status", "closed"),
    ("theme", "light"),
    ("tries", "0"),
    ("verified", "true"),
    ("verified_at", "1"),
    ("version", "99"),
];

/// Who sends a form: the first of these who may.
const SENDERS: [Actor; 6] = [
    Actor::Customer,
    Actor::Another,
    Actor::Admin,
    Actor::Unverified,
    Actor::Half,
    Actor::Holder,
];

#[tokio::test]
async fn s4_n2_fields_that_a_form_does_not_have_change_nothing() {
    let stage = Stage::set(strict).await;
    let (mut wrong, mut sent) = (Vec::new(), 0);
    for row in table().iter().filter(|row| row.method == "POST") {
        let may = |actor: &&Actor| CHANGED.contains(&row.expects(**actor));
        let Some(actor) = SENDERS.iter().find(may) else {
            continue;
        };
        sent += 1;
        let plain = carried_out(&stage, row, *actor, false).await;
        let with_more = carried_out(&stage, row, *actor, true).await;
        if plain.0 != with_more.0 {
            wrong.push(format!("{}: {} and {}", row.route, plain.0, with_more.0));
        }
        let changes = plain.1.changes(&with_more.1);
        wrong.extend(
            changes
                .into_iter()
                .map(|change| format!("{}: {change}", row.route)),
        );
    }
    assert!(sent > 25, "few forms were sent: {sent}");
    assert!(
        wrong.is_empty(),
        "they made a difference:\n  {}",
        wrong.join("\n  ")
    );
}

/// The form, sent on a site of its own: what was answered, and what is stored then.
async fn carried_out(stage: &Stage, row: &Row, actor: Actor, more: bool) -> (String, Dump) {
    let (site, mut reader) = stage.open().await;
    let before = reader.dump().await;
    let mut call = Call::of("POST", &row.route, actor, &stage.cast);
    if more {
        let known: Vec<String> = call.fields.iter().map(|(name, _)| name.clone()).collect();
        let extra = EXTRA
            .iter()
            .filter(|(name, _)| !known.iter().any(|known| known == name));
        let extra = extra.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        call.fields.extend(extra);
    }
    let mut browser = stage.cast.browser(actor, &site);
    let answer = browser.send(call.from(&browser)).await;
    let after = reader.dump().await;
    site.close().await;
    (word(&answer, &before, &after), after)
}
