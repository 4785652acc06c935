//! Accounts to hang sessions, codes and links on.

use frontdesk_domain::accounts::{Account, AccountId, Contact, NewAccount, SealedSecret};
use frontdesk_domain::auth::PasswordHash;
use frontdesk_domain::clients::{Email, Name};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::secrets::TokenHash;

use super::make::NOW;
use super::{Desk, again};

/// Account `n`, as registered.
fn new_account(n: u32) -> NewAccount {
    NewAccount {
        email: Email::parse(&format!("Sara{n}@example.com")).unwrap(),
        username: None,
        name: Name::parse("Sara Ahmadi").unwrap(),
        contact: Contact::default(),
        password: PasswordHash::from_stored("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".into()),
        created_at: NOW,
    }
}

pub(super) async fn enrol(desk: &Desk, n: u32) -> AccountId {
    let unit = desk.begin().await;
    let id = unit.accounts().insert(&new_account(n)).await.unwrap();
    unit.commit().await.unwrap();
    id
}

/// Changes an account.
pub(super) async fn change(desk: &Desk, id: AccountId, how: impl FnOnce(Account) -> Account) -> Account {
    let unit = desk.begin().await;
    let before = unit.accounts().get(id).await.unwrap().unwrap();
    let read = before.version;
    let changed = how(before);
    unit.accounts().save(&changed, read).await.unwrap();
    unit.commit().await.unwrap();
    changed
}

pub(super) fn with_second_step(account: Account) -> Account {
    let secret = SealedSecret(vec![0, b' ', 0xff, b'a']);
    let offered = account.offered_second_step(secret, NOW).unwrap();
    offered.second_step_used(7, NOW).unwrap()
}

/// With white space and letters, which a text column might pad or fold.
pub(super) fn hash(n: u32) -> TokenHash {
    let mut bytes = *b"Aa                              ";
    bytes[8..12].copy_from_slice(&n.to_be_bytes());
    TokenHash::from_bytes(bytes)
}

/// One unit of work, tried again as a whole as use cases do. `what` commits it.
pub(super) async fn tried<T, F>(
    desk: &Desk,
    what: impl Fn(Box<dyn UnitOfWork>) -> F,
) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    loop {
        match what(desk.store.begin().await?).await {
            Err(error) if again(&error) => {}
            ended => return ended,
        }
    }
}
