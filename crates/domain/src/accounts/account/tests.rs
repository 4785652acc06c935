use super::super::{LastAdmin, keeps_an_admin};
use super::*;

const NOW: Timestamp = Timestamp::from_micros(1_000_000);

fn new(name: &str) -> NewAccount {
    NewAccount {
        email: Email::parse("sara@example.com").unwrap(),
        username: None,
        name: Name::parse(name).unwrap(),
        contact: Contact::default(),
        password: PasswordHash::from_stored("$argon2id$x".into()),
        created_at: NOW,
    }
}

fn registered() -> Account {
    Account::first(AccountId(1), new("Sara"))
}

fn waiting() -> Account {
    registered().verified(ApprovalRule::Required, NOW).unwrap()
}

fn active(role: Role) -> Account {
    waiting().approved(role, None, NOW).unwrap()
}

#[test]
fn it_waits_for_an_admin_unless_none_is_asked() {
    assert_eq!(waiting().state, AccountState::AwaitingApproval { since: NOW });
    assert!(registered().verified(ApprovalRule::Off, NOW).unwrap().is_active());
    assert!(waiting().verified(ApprovalRule::Off, NOW).is_none());
}

#[test]
fn nobody_gets_in_by_another_door() {
    assert!(registered().approved(Role::Customer, None, NOW).is_none());
    assert!(registered().enabled(NOW).is_none());
    assert!(waiting().enabled(NOW).is_none());
    assert!(waiting().with_role(Role::Admin, NOW).is_none());
    assert!(waiting().declined(None, NOW).unwrap().enabled(NOW).is_none());
    assert!(active(Role::Customer).declined(None, NOW).is_none());
}

#[test]
fn one_declined_may_be_let_in_after_all() {
    let declined = waiting().declined(None, NOW).unwrap();
    assert!(declined.approved(Role::Agent, None, NOW).unwrap().is_active());
}

#[test]
fn what_takes_rights_away_ends_what_was_allowed_before() {
    let before = active(Role::Agent);
    let changes = [
        before.clone().disabled(NOW).unwrap(),
        before.clone().with_role(Role::Admin, NOW).unwrap(),
        before
            .clone()
            .with_password(PasswordHash::from_stored("$y".into()), NOW),
        before
            .clone()
            .with_email(Email::parse("s@example.org").unwrap(), NOW),
        before.clone().without_second_step(NOW),
        before.clone().signed_out_everywhere(NOW),
    ];
    for after in changes {
        assert_eq!(after.session_version, before.session_version + 1);
        assert_eq!(after.version, before.version + 1);
    }
    let looks = before.clone().with_theme(Theme::Dark, NOW);
    assert_eq!(looks.session_version, before.session_version);
}

#[test]
fn only_an_unproved_account_is_registered_again() {
    let again = registered().registered_again(new("Sara Ahmadi")).unwrap();
    assert_eq!((again.name.as_str(), again.session_version), ("Sara Ahmadi", 2));
    assert!(waiting().registered_again(new("Someone else")).is_none());
}

#[test]
fn a_step_is_used_once_and_never_an_older_one() {
    let secret = SealedSecret(vec![1]);
    assert!(active(Role::Agent).second_step_used(7, NOW).is_none());
    let offered = active(Role::Agent)
        .offered_second_step(secret.clone(), NOW)
        .unwrap();
    let on = offered.second_step_used(7, NOW).unwrap();
    assert!(on.second_step.is_on());
    assert!(on.clone().second_step_used(7, NOW).is_none());
    assert!(on.clone().second_step_used(6, NOW).is_none());
    assert!(on.clone().second_step_used(8, NOW).is_some());
    assert!(on.offered_second_step(secret, NOW).is_none());
}

#[test]
fn the_last_admin_stays() {
    let admin = active(Role::Admin);
    let demoted = admin.clone().with_role(Role::Agent, NOW).unwrap();
    let disabled = admin.clone().disabled(NOW).unwrap();
    for after in [Some(&demoted), Some(&disabled), None] {
        assert_eq!(keeps_an_admin(&admin, after, 1), Err(LastAdmin));
        assert_eq!(keeps_an_admin(&admin, after, 2), Ok(()));
    }
    assert_eq!(keeps_an_admin(&admin, Some(&admin), 1), Ok(()));
    assert_eq!(keeps_an_admin(&active(Role::Agent), None, 1), Ok(()));
}
