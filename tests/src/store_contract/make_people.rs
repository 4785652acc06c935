//! People to keep.

use frontdesk_domain::accounts::{
    Account, AccountId, ApprovalRule, Contact, NewAccount, NewRoleRequest, Role, Username, Wish,
};
use frontdesk_domain::auth::PasswordHash;
use frontdesk_domain::clients::{ClientId, Email, Name, PostalAddress};
use frontdesk_domain::ports::StoreError;

use super::make::{NOW, phone};
use super::{Desk, again};

pub(super) fn email(raw: &str) -> Email {
    Email::parse(raw).unwrap()
}

/// Account `n`, with everything that one can have from the beginning.
pub(super) fn new_account(n: u32) -> NewAccount {
    NewAccount {
        email: email(&format!("Person.{n}@example.com")),
        username: Username::parse(&format!("person-{n}")).ok(),
        name: Name::parse("رضا Nguyễn O’Brien 😀").unwrap(),
        contact: Contact {
            phone: Some(phone(n)),
            address: PostalAddress::parse("1 Valiasr St\nTehran").ok(),
        },
        password: PasswordHash::from_stored("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".into()),
        created_at: NOW,
    }
}

pub(super) async fn inserted(desk: &Desk, account: &NewAccount) -> Result<AccountId, StoreError> {
    loop {
        let unit = desk.begin().await;
        let kept = match unit.accounts().insert(account).await {
            Ok(id) => unit.commit().await.map(|()| id),
            Err(error) => Err(error),
        };
        match kept {
            Err(error) if again(&error) => {}
            kept => return kept,
        }
    }
}

/// Account `n`, which nobody has proved.
pub(super) async fn account(desk: &Desk, n: u32) -> AccountId {
    inserted(desk, &new_account(n)).await.unwrap()
}

/// Account `n`, which may sign in as that.
pub(super) async fn person(desk: &Desk, n: u32, role: Role) -> AccountId {
    let id = account(desk, n).await;
    change(desk, id, |account| {
        let waiting = account.verified(ApprovalRule::Required, NOW)?;
        waiting.approved(role, None, NOW)
    })
    .await;
    id
}

pub(super) async fn read_account(desk: &Desk, id: AccountId) -> Account {
    let unit = desk.begin().await;
    unit.accounts().get(id).await.unwrap().unwrap()
}

pub(super) async fn save_account(desk: &Desk, account: &Account, read: i32) -> Result<(), StoreError> {
    loop {
        let unit = desk.store.begin().await?;
        let saved = match unit.accounts().save(account, read).await {
            Ok(()) => unit.commit().await,
            Err(error) => Err(error),
        };
        match saved {
            Err(error) if again(&error) => {}
            saved => return saved,
        }
    }
}

/// Changes an account and gives it as it should be kept.
pub(super) async fn change(
    desk: &Desk,
    id: AccountId,
    change: impl FnOnce(Account) -> Option<Account>,
) -> Account {
    let before = read_account(desk, id).await;
    let read = before.version;
    let changed = change(before).unwrap();
    save_account(desk, &changed, read).await.unwrap();
    changed
}

pub(super) async fn link_client(desk: &Desk, id: AccountId, client: ClientId) -> Account {
    change(desk, id, |account| Some(account.linked(client, NOW))).await
}

pub(super) async fn ask(desk: &Desk, account: AccountId, wish: &str) {
    let unit = desk.begin().await;
    let request = NewRoleRequest {
        account,
        wish: Wish::parse(wish).unwrap(),
        asked_at: NOW,
    };
    unit.role_requests().ask(&request).await.unwrap();
    unit.commit().await.unwrap();
}
