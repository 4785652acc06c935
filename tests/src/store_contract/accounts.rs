//! Accounts.

use frontdesk_domain::accounts::{
    Account, AccountId, ApprovalRule, NewAccount, Profile, Reason, Role, SealedSecret, SecondStep, Theme,
    Username,
};
use frontdesk_domain::auth::PasswordHash;
use frontdesk_domain::clients::Name;
use frontdesk_domain::ports::{StoreError, Unique};

use super::Desk;
use super::make::{NOW, later, open, read, register};
use super::make_people::{
    account, ask, change, email, inserted, link_client, new_account, person, read_account, save_account,
};

/// What was given is read back, by whatever it is found.
pub async fn is_kept_as_given(desk: Desk) {
    let given = new_account(1);
    let id = inserted(&desk, &given).await.unwrap();
    let expected = Some(Account::first(id, given));
    let unit = desk.begin().await;
    let accounts = unit.accounts();
    assert_eq!(accounts.get(id).await.unwrap(), expected);
    let by_email = accounts.by_email(&email("pERSON.1@EXAMPLE.com")).await.unwrap();
    assert_eq!(by_email, expected);
    let username = Username::parse("person-1").unwrap();
    assert_eq!(accounts.by_username(&username).await.unwrap(), expected);
    assert_eq!(accounts.get(AccountId(id.0 + 1)).await.unwrap(), None);
    assert_eq!(
        accounts.by_email(&email("person.2@example.com")).await.unwrap(),
        None
    );
    let other = Username::parse("person-10").unwrap();
    assert_eq!(accounts.by_username(&other).await.unwrap(), None);
}

/// Nothing stays nothing.
pub async fn every_detail_may_be_missing(desk: Desk) {
    for n in [1, 2] {
        let bare = NewAccount {
            username: None,
            contact: Default::default(),
            ..new_account(n)
        };
        let id = inserted(&desk, &bare).await.unwrap();
        let read = read_account(&desk, id).await;
        assert_eq!((read.username, read.contact), (None, Default::default()));
    }
}

/// Each of all that can be done to one.
pub async fn every_change_is_kept(desk: Desk) {
    let admin = person(&desk, 1, Role::Admin).await;
    let client = register(&desk, 1).await;
    let id = account(&desk, 2).await;
    let secret = SealedSecret((0..=200).collect());
    let on = SecondStep::On {
        secret: secret.clone(),
        last: 58_000_000,
        since: later(6),
    };
    let profile = Profile {
        name: Name::parse("Zoë").unwrap(),
        username: None,
    };
    let reason = Reason::parse("Nobody here knows you.\nاز شما").ok();
    let changes: [Box<dyn FnOnce(Account) -> Option<Account> + Send>; 14] = [
        Box::new(|a| a.verified(ApprovalRule::Required, later(1))),
        Box::new(|a| a.declined(reason, later(2))),
        Box::new(move |a| a.approved(Role::Agent, Some(admin), later(3))),
        Box::new(move |a| Some(a.linked(client, later(4)))),
        Box::new(move |a| a.offered_second_step(secret, later(5))),
        Box::new(|a| a.second_step_used(58_000_000, later(6))),
        Box::new(|a| Some(a.with_theme(Theme::Dark, later(7)))),
        Box::new(|a| Some(a.with_email(email("ZOË@example.com"), later(8)))),
        Box::new(|a| Some(a.with_profile(profile, later(9)))),
        Box::new(|a| Some(a.with_password(PasswordHash::from_stored("$x$".repeat(80)), later(10)))),
        Box::new(|a| Some(a.signed_out_everywhere(later(11)))),
        Box::new(|a| a.disabled(later(12))),
        Box::new(|a| a.enabled(later(13))),
        Box::new(|a| Some(a.without_second_step(later(14)))),
    ];
    for (at, what) in changes.into_iter().enumerate() {
        let changed = change(&desk, id, what).await;
        assert_eq!(read_account(&desk, id).await, changed, "change {at}");
        assert!(at != 5 || changed.second_step == on);
    }
    let unit = desk.begin().await;
    let of_client = unit.accounts().by_client(client).await.unwrap();
    assert_eq!(of_client.map(|account| account.id), Some(id));
    let by_email = unit.accounts().by_email(&email("zoë@example.com")).await.unwrap();
    assert_eq!(by_email.map(|account| account.id), Some(id));
}

/// By their folded letters and nothing else: no accent, padding or wildcard is folded.
pub async fn e_mails_are_told_apart_by_their_letters(desk: Desk) {
    let with = |n: u32, address: &str| NewAccount {
        email: email(address),
        ..new_account(n)
    };
    inserted(&desk, &with(1, "Sara@example.com")).await.unwrap();
    for (n, other) in (2..).zip(["sära@example.com", "sar_@example.com", "sara@example.co"]) {
        inserted(&desk, &with(n, other)).await.unwrap();
    }
    for (n, same) in (10..).zip(["sara@EXAMPLE.com", "SARA@example.com"]) {
        let refused = inserted(&desk, &with(n, same)).await;
        assert!(
            matches!(refused, Err(StoreError::NotUnique(Unique::AccountEmail))),
            "{refused:?}"
        );
    }
    let refused = inserted(&desk, &with(12, "SÄRA@example.com")).await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::AccountEmail))),
        "{refused:?}"
    );
}

/// Another account has it; given up, it is free.
pub async fn a_username_belongs_to_one(desk: Desk) {
    let first = account(&desk, 1).await;
    let taken = NewAccount {
        username: new_account(1).username,
        ..new_account(2)
    };
    let refused = inserted(&desk, &taken).await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::Username))),
        "{refused:?}"
    );
    change(&desk, first, |account| {
        let (name, username) = (account.name.clone(), None);
        Some(account.with_profile(Profile { name, username }, NOW))
    })
    .await;
    inserted(&desk, &taken).await.unwrap();
}

/// A change cannot take what another account has.
pub async fn a_change_takes_nothing_from_others(desk: Desk) {
    let (first, second) = (account(&desk, 1).await, account(&desk, 2).await);
    let client = register(&desk, 1).await;
    link_client(&desk, first, client).await;
    let mine = read_account(&desk, second).await;
    let profile = Profile {
        name: mine.name.clone(),
        username: new_account(1).username,
    };
    let changes = [
        (
            mine.clone().with_email(email("person.1@Example.com"), NOW),
            Unique::AccountEmail,
        ),
        (mine.clone().with_profile(profile, NOW), Unique::Username),
        (mine.clone().linked(client, NOW), Unique::AccountClient),
    ];
    for (changed, expected) in changes {
        let refused = save_account(&desk, &changed, mine.version).await;
        assert!(
            matches!(refused, Err(StoreError::NotUnique(unique)) if unique == expected),
            "{refused:?}"
        );
    }
    assert_eq!(read_account(&desk, second).await, mine);
}

/// The other is told that it was changed meanwhile.
pub async fn of_two_changes_of_one_version_one_is_kept(desk: Desk) {
    let id = account(&desk, 1).await;
    let seen = read_account(&desk, id).await;
    let kept = seen.clone().with_theme(Theme::Dark, later(1));
    save_account(&desk, &kept, seen.version).await.unwrap();
    let late = seen.clone().with_theme(Theme::Light, later(2));
    let refused = save_account(&desk, &late, seen.version).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    let twice = kept
        .with_theme(Theme::Light, later(2))
        .signed_out_everywhere(later(2));
    save_account(&desk, &twice, seen.version + 1).await.unwrap();
    assert_eq!(read_account(&desk, id).await, twice);
}

/// With its request. The client record and the tickets stay, and so does whom it let in.
pub async fn a_deletion_keeps_clients_and_tickets(desk: Desk) {
    let admin = person(&desk, 1, Role::Admin).await;
    let number = open(&desk, 2).await;
    let client = read(&desk, number).await.client;
    let other = account(&desk, 3).await;
    change(&desk, other, |account| {
        let waiting = account.verified(ApprovalRule::Required, NOW)?;
        waiting.approved(Role::Customer, Some(admin), NOW)
    })
    .await;
    link_client(&desk, admin, client).await;
    ask(&desk, admin, "I work here").await;
    let unit = desk.begin().await;
    unit.accounts().delete(admin).await.unwrap();
    unit.commit().await.unwrap();
    let unit = desk.begin().await;
    assert_eq!(unit.accounts().get(admin).await.unwrap(), None);
    assert_eq!(unit.accounts().by_client(client).await.unwrap(), None);
    assert!(unit.clients().get(client).await.unwrap().is_some());
    assert!(unit.tickets().get(number).await.unwrap().is_some());
    let let_in = unit.accounts().get(other).await.unwrap().unwrap();
    assert!(let_in.approval.is_some_and(|approval| approval.by.is_none()));
    drop(unit);
    assert_eq!(desk.people.person(admin).await.unwrap(), None);
    assert_eq!(desk.people.approvals(None, 9).await.unwrap(), []);
    let again = account(&desk, 1).await;
    assert!(again > other, "keys are not given twice");
}

/// Those nobody proved, from before a moment.
pub async fn old_unverified_ones_are_swept(desk: Desk) {
    let old = account(&desk, 1).await;
    let proved = person(&desk, 2, Role::Customer).await;
    let young = NewAccount {
        created_at: later(60),
        ..new_account(3)
    };
    let young = inserted(&desk, &young).await.unwrap();
    ask(&desk, old, "I work here").await;
    for expected in [1, 0] {
        let unit = desk.begin().await;
        assert_eq!(
            unit.accounts().sweep_unverified(later(60)).await.unwrap(),
            expected
        );
        unit.commit().await.unwrap();
    }
    let unit = desk.begin().await;
    assert_eq!(unit.accounts().get(old).await.unwrap(), None);
    for kept in [proved, young] {
        assert!(unit.accounts().get(kept).await.unwrap().is_some());
    }
}

/// Those who can get in.
pub async fn active_admins_are_counted(desk: Desk) {
    person(&desk, 1, Role::Admin).await;
    person(&desk, 2, Role::Agent).await;
    let third = person(&desk, 3, Role::Admin).await;
    account(&desk, 4).await;
    let count = async || desk.begin().await.accounts().lock_admins().await.unwrap();
    assert_eq!(count().await, 2);
    change(&desk, third, |account| account.disabled(NOW)).await;
    assert_eq!(count().await, 1);
}
