//! What must hold of accounts however many try at once.

use frontdesk_domain::accounts::{AccountId, NewAccount, Role, Username, keeps_an_admin};
use frontdesk_domain::clients::Email;
use frontdesk_domain::ports::{StoreError, Unique};

use super::make::NOW;
use super::make_people::{inserted, new_account, person};
use super::races::at_once;
use super::{Desk, again};

/// One e-mail, spelled twenty ways.
pub async fn twenty_registrations_of_one_email_make_one(desk: Desk) {
    let registered = at_once(&desk, 20, |desk, n| async move {
        let capital = |(at, c): (usize, char)| match n >> at & 1 {
            1 => c.to_ascii_uppercase(),
            _ => c,
        };
        let spelled: String = "same.person".chars().enumerate().map(capital).collect();
        let account = NewAccount {
            email: Email::parse(&format!("{spelled}@example.com")).unwrap(),
            ..new_account(n)
        };
        inserted(&desk, &account).await
    });
    one_is_kept(registered.await, Unique::AccountEmail);
}

/// One username, twenty e-mails.
pub async fn twenty_registrations_of_one_username_make_one(desk: Desk) {
    let registered = at_once(&desk, 20, |desk, n| async move {
        let account = NewAccount {
            username: Username::parse("the-same").ok(),
            ..new_account(n)
        };
        inserted(&desk, &account).await
    });
    one_is_kept(registered.await, Unique::Username);
}

fn one_is_kept(results: Vec<Result<AccountId, StoreError>>, expected: Unique) {
    let (kept, refused): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    assert_eq!(kept.len(), 1);
    let lost = |result: &Result<_, StoreError>| matches!(result, Err(StoreError::NotUnique(unique)) if *unique == expected);
    assert!(refused.iter().all(lost), "{refused:?}");
}

/// Eight admins, each of whom somebody disables at once: one is left.
pub async fn eight_admins_taken_away_at_once_leave_one(desk: Desk) {
    let mut admins = Vec::new();
    for n in 1..=8 {
        admins.push(person(&desk, n, Role::Admin).await);
    }
    let disabled = at_once(&desk, 8, move |desk, n| {
        let id = admins[usize::try_from(n).unwrap() - 1];
        async move {
            loop {
                match disable(&desk, id).await {
                    Err(error) if again(&error) => {}
                    disabled => return disabled.unwrap(),
                }
            }
        }
    });
    let disabled = disabled.await.into_iter().filter(|disabled| *disabled).count();
    let left = desk.begin().await.accounts().lock_admins().await.unwrap();
    assert_eq!((disabled, left), (7, 1));
}

/// As the use case does it. `false`: they are the last.
async fn disable(desk: &Desk, id: AccountId) -> Result<bool, StoreError> {
    let unit = desk.store.begin().await?;
    let admins = unit.accounts().lock_admins().await?;
    // So that another unit of work may come between the count and the change, if it can.
    tokio::task::yield_now().await;
    let before = unit.accounts().get(id).await?.unwrap();
    let after = before.clone().disabled(NOW).unwrap();
    if keeps_an_admin(&before, Some(&after), admins).is_err() {
        return Ok(false);
    }
    unit.accounts().save(&after, before.version).await?;
    unit.commit().await.map(|()| true)
}
