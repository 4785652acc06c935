//! One-time codes.

use frontdesk_domain::auth::{Code, CodeId, CodePurpose, Holder, NewCode, PasswordHash};
use frontdesk_domain::clients::Email;
use frontdesk_domain::ports::UnitOfWork;
use frontdesk_domain::secrets::RequestId;

use super::Desk;
use super::make::{NOW, later, register};
use super::make_people::account;
use super::races::{at_once, tried};

const TRIES: i32 = 5;

/// Browser `n`. With white space and letters, which a text column might pad or fold.
fn browser(n: u8) -> RequestId {
    RequestId::from_bytes([b'A', b' ', n, b'a', b' ', 0, 0, 0, 0, 0, 0, 0, 0, 0, b' ', b' '])
}

/// A code to sign in with that browser `n` asks for, to an address of its own.
fn code(holder: Option<Holder>, n: u8) -> NewCode {
    NewCode {
        purpose: CodePurpose::SignIn,
        holder,
        request: browser(n),
        to: Email::parse(&format!("Sara{n}@example.com")).ok(),
        created_at: NOW,
    }
}

fn digits(n: u8) -> PasswordHash {
    PasswordHash::from_stored(format!("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$ZGlnaXRz{n}"))
}

/// Asks for it; it lasts ten minutes.
async fn asked_for(desk: &Desk, code: &NewCode) -> CodeId {
    let unit = desk.begin().await;
    let id = unit.codes().insert(code, later(600)).await.unwrap();
    unit.commit().await.unwrap();
    id
}

async fn get(desk: &Desk, id: CodeId) -> Option<Code> {
    desk.begin().await.codes().get(id).await.unwrap()
}

async fn asked(desk: &Desk, n: u8) -> Option<CodeId> {
    let unit = desk.begin().await;
    let code = unit.codes().asked(&browser(n), CodePurpose::SignIn).await;
    code.unwrap().map(|code| code.id)
}

/// How often it was tried, with this one; none if it may not be.
async fn try_at(desk: &Desk, n: u8, purpose: CodePurpose, seconds: u64) -> Option<i32> {
    let unit = desk.begin().await;
    let taken = unit
        .codes()
        .take_try(&browser(n), purpose, TRIES, later(seconds))
        .await
        .unwrap();
    unit.commit().await.unwrap();
    taken.map(|code| code.tries)
}

async fn use_up(desk: &Desk, id: CodeId, seconds: u64) -> bool {
    let unit = desk.begin().await;
    let used = unit.codes().use_up(id, later(seconds)).await.unwrap();
    unit.commit().await.unwrap();
    used
}

async fn arm(desk: &Desk, id: CodeId, hash: &PasswordHash, seconds: u64) -> bool {
    let unit = desk.begin().await;
    let armed = unit.codes().arm(id, hash, later(seconds)).await.unwrap();
    unit.commit().await.unwrap();
    armed
}

/// What was given is read back, whoever holds it and for whatever.
pub async fn is_kept_as_given(desk: Desk) {
    let account = Some(Holder::Account(account(&desk, 1).await));
    let client = Some(Holder::Client(register(&desk, 1).await));
    let holders = [account, client, None];
    for (n, (holder, purpose)) in (1..).zip(holders.into_iter().zip(CodePurpose::ALL)) {
        let to = Email::parse("Sara@example.com").ok().filter(|_| holder.is_some());
        let new = NewCode {
            purpose,
            to: to.clone(),
            ..code(holder, n)
        };
        let id = asked_for(&desk, &new).await;
        let expected = Code {
            id,
            purpose,
            holder,
            request: browser(n),
            to,
            hash: None,
            tries: 0,
            created_at: NOW,
            expires_at: later(600),
        };
        assert_eq!(get(&desk, id).await.as_ref(), Some(&expected));
        let unit = desk.begin().await;
        let asked = unit.codes().asked(&browser(n), purpose).await.unwrap();
        assert_eq!(asked, Some(expected));
    }
}

/// The newest. One for something else stays.
pub async fn a_browser_has_one_for_each_purpose(desk: Desk) {
    let first = asked_for(&desk, &code(None, 1)).await;
    let elsewhere = asked_for(&desk, &code(None, 2)).await;
    let other = NewCode {
        purpose: CodePurpose::ChangeEmail,
        ..code(None, 1)
    };
    let other = asked_for(&desk, &other).await;
    let second = asked_for(&desk, &code(None, 1)).await;
    assert!(second > first);
    assert_eq!(asked(&desk, 1).await, Some(second));
    assert_eq!(get(&desk, first).await, None);
    for stays in [elsewhere, other, second] {
        assert!(get(&desk, stays).await.is_some());
    }
}

/// The newest, from whatever browser. Those of an account and of a client of the same key are two holders'.
pub async fn a_holder_has_one_for_each_purpose(desk: Desk) {
    let account = Some(Holder::Account(account(&desk, 1).await));
    let client = Some(Holder::Client(register(&desk, 1).await));
    let first = asked_for(&desk, &code(account, 1)).await;
    let of_client = asked_for(&desk, &code(client, 2)).await;
    let other = NewCode {
        purpose: CodePurpose::VerifyEmail,
        ..code(account, 3)
    };
    let other = asked_for(&desk, &other).await;
    let second = asked_for(&desk, &code(account, 4)).await;
    assert_eq!((get(&desk, first).await, asked(&desk, 1).await), (None, None));
    assert_eq!(try_at(&desk, 1, CodePurpose::SignIn, 1).await, None);
    assert!(!use_up(&desk, first, 1).await && !arm(&desk, first, &digits(1), 600).await);
    for stays in [of_client, other, second] {
        assert!(get(&desk, stays).await.is_some());
    }
    asked_for(&desk, &code(client, 5)).await;
    assert_eq!(get(&desk, of_client).await, None);
    assert!(get(&desk, second).await.is_some());
}

/// For whatever they are; nobody else's.
pub async fn all_of_a_holder_are_void_together(desk: Desk) {
    let account = Holder::Account(account(&desk, 1).await);
    let client = Holder::Client(register(&desk, 1).await);
    let mut ids = Vec::new();
    for (n, purpose) in (1..).zip(CodePurpose::ALL) {
        let code = NewCode {
            purpose,
            ..code(Some(account), n)
        };
        ids.push(asked_for(&desk, &code).await);
    }
    let others = [
        asked_for(&desk, &code(Some(client), 10)).await,
        asked_for(&desk, &code(None, 11)).await,
    ];
    let unit = desk.begin().await;
    unit.codes().void_all(account).await.unwrap();
    unit.commit().await.unwrap();
    for id in ids {
        assert_eq!(get(&desk, id).await, None);
    }
    for id in others {
        assert!(get(&desk, id).await.is_some());
    }
}

/// The newest, from whatever browser, to whatever spelling of it. Somebody's codes to it are not nobody's, and
/// what goes nowhere has no address.
pub async fn an_address_has_one_of_nobodys_for_each_purpose(desk: Desk) {
    let holder = Some(Holder::Client(register(&desk, 1).await));
    let to = |n, email: &str| NewCode {
        to: Email::parse(email).ok(),
        ..code(None, n)
    };
    let first = asked_for(&desk, &to(1, "Sara@example.com")).await;
    let elsewhere = asked_for(&desk, &to(2, "sara@example.org")).await;
    let other = NewCode {
        purpose: CodePurpose::Register,
        ..to(3, "sara@example.com")
    };
    let other = asked_for(&desk, &other).await;
    let held = NewCode {
        holder,
        ..to(4, "sara@example.com")
    };
    let held = asked_for(&desk, &held).await;
    let nowhere = [
        asked_for(&desk, &to(5, "")).await,
        asked_for(&desk, &to(6, "")).await,
    ];
    assert!(get(&desk, first).await.is_some());
    let second = asked_for(&desk, &to(7, "sARA@EXAMPLE.com")).await;
    assert_eq!((get(&desk, first).await, asked(&desk, 1).await), (None, None));
    assert_eq!(try_at(&desk, 1, CodePurpose::SignIn, 1).await, None);
    for stays in [elsewhere, other, held, second].into_iter().chain(nowhere) {
        assert!(get(&desk, stays).await.is_some());
    }
}

/// Drawn when they are mailed; mailed again, they are others.
pub async fn it_is_given_its_digits(desk: Desk) {
    let id = asked_for(&desk, &code(None, 1)).await;
    for n in 1..=2 {
        assert!(arm(&desk, id, &digits(n), 600 + u64::from(n)).await);
        let armed = get(&desk, id).await.unwrap();
        assert_eq!(armed.hash, Some(digits(n)));
        assert_eq!(armed.expires_at, later(600 + u64::from(n)));
    }
    assert!(use_up(&desk, id, 1).await);
    assert!(!arm(&desk, id, &digits(3), 900).await);
}

/// By the browser that asked, for what it asked for, in time.
pub async fn a_try_is_counted_and_gives_the_code(desk: Desk) {
    let id = asked_for(&desk, &code(None, 1)).await;
    arm(&desk, id, &digits(1), 600).await;
    assert_eq!(try_at(&desk, 2, CodePurpose::SignIn, 1).await, None);
    assert_eq!(try_at(&desk, 1, CodePurpose::VerifyEmail, 1).await, None);
    assert_eq!(try_at(&desk, 1, CodePurpose::SignIn, 600).await, None);
    for n in 1..=TRIES {
        assert_eq!(try_at(&desk, 1, CodePurpose::SignIn, 599).await, Some(n));
    }
    assert_eq!(try_at(&desk, 1, CodePurpose::SignIn, 1).await, None);
    let code = get(&desk, id).await.unwrap();
    assert_eq!((code.tries, code.hash), (TRIES, Some(digits(1))));
}

/// And gone with it. One that is too old was never used.
pub async fn it_is_used_once_and_in_time(desk: Desk) {
    let id = asked_for(&desk, &code(None, 1)).await;
    let other = asked_for(&desk, &code(None, 2)).await;
    assert!(!use_up(&desk, id, 600).await);
    assert!(use_up(&desk, id, 599).await);
    assert!(!use_up(&desk, id, 1).await);
    assert_eq!((get(&desk, id).await, asked(&desk, 1).await), (None, None));
    assert_eq!(try_at(&desk, 1, CodePurpose::SignIn, 1).await, None);
    assert!(get(&desk, other).await.is_some());
}

/// What has not, stays.
pub async fn what_has_ended_is_swept(desk: Desk) {
    let old = asked_for(&desk, &code(None, 1)).await;
    let armed_later = asked_for(&desk, &code(None, 2)).await;
    arm(&desk, armed_later, &digits(1), 601).await;
    let unit = desk.begin().await;
    assert_eq!(unit.codes().sweep(later(600)).await.unwrap(), 1);
    assert_eq!(unit.codes().sweep(later(600)).await.unwrap(), 0);
    unit.commit().await.unwrap();
    assert_eq!(get(&desk, old).await, None);
    assert!(get(&desk, armed_later).await.is_some());
}

/// Guessed two hundred ways at once, five are compared.
pub async fn two_hundred_tries_get_five(desk: Desk) {
    asked_for(&desk, &code(None, 1)).await;
    let taken = at_once(&desk, 200, |desk, _| async move {
        let take = |unit: Box<dyn UnitOfWork>| async move {
            let (browser, purpose) = (browser(1), CodePurpose::SignIn);
            let taken = unit.codes().take_try(&browser, purpose, TRIES, NOW).await?;
            unit.commit().await?;
            Ok(taken.map(|code| code.tries))
        };
        tried(&desk, take).await.unwrap()
    });
    let mut taken: Vec<i32> = taken.await.into_iter().flatten().collect();
    taken.sort_unstable();
    assert_eq!(taken, [1, 2, 3, 4, 5]);
}

/// Exactly one.
pub async fn twenty_uses_have_one_winner(desk: Desk) {
    let id = asked_for(&desk, &code(None, 1)).await;
    let used = at_once(&desk, 20, move |desk, _| async move {
        let use_up = |unit: Box<dyn UnitOfWork>| async move {
            let used = unit.codes().use_up(id, NOW).await?;
            unit.commit().await?;
            Ok(used)
        };
        tried(&desk, use_up).await.unwrap()
    });
    assert_eq!(used.await.into_iter().filter(|used| *used).count(), 1);
}

/// From twenty browsers at once: the holder has one, and none was refused.
pub async fn of_twenty_asked_for_at_once_one_is_left(desk: Desk) {
    let holder = Some(Holder::Account(account(&desk, 1).await));
    one_is_left_of_twenty(&desk, holder).await;
}

/// The same for an address that nobody has.
pub async fn of_twenty_of_nobodys_at_once_one_is_left(desk: Desk) {
    one_is_left_of_twenty(&desk, None).await;
}

async fn one_is_left_of_twenty(desk: &Desk, holder: Option<Holder>) {
    let asked_for = at_once(desk, 20, move |desk, n| async move {
        let ask = |unit: Box<dyn UnitOfWork>| async move {
            let code = NewCode {
                to: Email::parse("sara@example.com").ok(),
                ..code(holder, u8::try_from(n).unwrap())
            };
            let id = unit.codes().insert(&code, later(600)).await?;
            unit.commit().await?;
            Ok(id)
        };
        tried(&desk, ask).await.unwrap()
    });
    let mut left = Vec::new();
    for id in asked_for.await {
        left.extend(get(desk, id).await);
    }
    assert_eq!(left.len(), 1);
}
