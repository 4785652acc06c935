//! Sessions.

use frontdesk_domain::accounts::{
    Account, AccountId, AccountState, ApprovalRule, Reason, Role, SealedSecret, Theme,
};
use frontdesk_domain::auth::{Ended, Holder, Level, NewSession, Session, SessionId};
use frontdesk_domain::ports::{HeldBy, HeldSession, UnitOfWork};
use frontdesk_domain::secrets::TokenHash;

use super::Desk;
use super::make::{NOW, client, hash, later, register};
use super::make_people::{account, change, link_client, new_account};
use super::races::{at_once, tried};

/// Session `n`, which ends an hour later for each.
fn session(holder: Holder, n: u32) -> NewSession {
    NewSession {
        hash: hash(n),
        holder,
        session_version: 1,
        level: Level::Password,
        remembered: n % 2 == 1,
        device: "Firefox on Linux — “rāhá”".into(),
        created_at: NOW,
        ends_at: later(u64::from(n) * 3600),
    }
}

async fn begun(desk: &Desk, holder: Holder, n: u32) -> SessionId {
    let unit = desk.begin().await;
    let id = unit.sessions().insert(&session(holder, n)).await.unwrap();
    unit.commit().await.unwrap();
    id
}

async fn account_with_session(desk: &Desk, n: u32) -> (Holder, AccountId, SessionId) {
    let account = account(desk, n).await;
    let holder = Holder::Account(account);
    (holder, account, begun(desk, holder, n).await)
}

fn with_second_step_in_the_dark(account: Account) -> Option<Account> {
    let secret = SealedSecret(vec![0, b' ', 0xff, b'a']);
    let offered = account
        .with_theme(Theme::Dark, NOW)
        .offered_second_step(secret, NOW)?;
    offered.second_step_used(7, NOW)
}

async fn held(desk: &Desk, n: u32) -> Option<HeldSession> {
    desk.sessions.held(&hash(n)).await.unwrap()
}

async fn kept(desk: &Desk, n: u32) -> Session {
    held(desk, n).await.unwrap().session
}

async fn listed(desk: &Desk, holder: Holder) -> Vec<SessionId> {
    let all = desk.sessions.of(holder).await.unwrap();
    all.into_iter().map(|session| session.id).collect()
}

async fn end(desk: &Desk, holder: Holder, id: SessionId) -> bool {
    let unit = desk.begin().await;
    let ended = unit.sessions().end(holder, id).await.unwrap();
    unit.commit().await.unwrap();
    ended
}

/// As each alone; those that are not there are left out, however many are asked for.
pub async fn many_are_held_together(desk: Desk) {
    let (_, _, first) = account_with_session(&desk, 1).await;
    let client = register(&desk, 2).await;
    let second = begun(&desk, Holder::Client(client), 2).await;
    begun(&desk, Holder::Client(client), 3).await;
    let mut asked = vec![second, first];
    asked.extend((1..1200).map(|n| SessionId(first.0 + 100_000 + n)));
    let mut together = desk.sessions.held_of(&asked).await.unwrap();
    together.sort_by_key(|held| held.session.id);
    let each = [held(&desk, 1).await.unwrap(), held(&desk, 2).await.unwrap()];
    assert_eq!(together, each);
    assert_eq!(desk.sessions.held_of(&[]).await.unwrap(), []);
}

/// What was given is read back, with who holds it.
pub async fn is_held_as_given(desk: Desk) {
    let account = account(&desk, 1).await;
    let holder = Holder::Account(account);
    for (n, level) in (1..).zip(Level::ALL) {
        let given = NewSession {
            level,
            ..session(holder, n)
        };
        let unit = desk.begin().await;
        let id = unit.sessions().insert(&given).await.unwrap();
        unit.commit().await.unwrap();
        let session = Session {
            id,
            holder,
            session_version: given.session_version,
            level,
            remembered: given.remembered,
            device: given.device,
            created_at: NOW,
            last_seen_at: NOW,
            proved_at: NOW,
            ends_at: given.ends_at,
        };
        let person = HeldBy {
            name: new_account(1).name,
            role: Role::Customer,
            state: Some(AccountState::Unverified),
            session_version: 1,
            client: None,
            theme: Theme::Device,
            has_second_step: false,
        };
        assert_eq!(held(&desk, n).await, Some(HeldSession { session, person }));
    }
}

/// To the bit.
pub async fn only_the_exact_hash_is_held(desk: Desk) {
    account_with_session(&desk, 1).await;
    assert!(held(&desk, 1).await.is_some());
    assert_eq!(held(&desk, 2).await, None);
    let folded = hash(1).as_bytes().to_ascii_lowercase();
    let folded = TokenHash::from_slice(&folded).unwrap();
    assert_eq!(desk.sessions.held(&folded).await.unwrap(), None);
}

/// And not what was so when it began.
pub async fn who_holds_it_is_as_they_are_now(desk: Desk) {
    let (_, id, _) = account_with_session(&desk, 1).await;
    let client = register(&desk, 1).await;
    link_client(&desk, id, client).await;
    change(&desk, id, |account| {
        account.verified(ApprovalRule::Required, later(1))
    })
    .await;
    let account = change(&desk, id, with_second_step_in_the_dark).await;
    let person = held(&desk, 1).await.unwrap().person;
    assert_eq!(
        person.state,
        Some(AccountState::AwaitingApproval { since: later(1) })
    );
    assert_eq!((person.client, person.theme), (Some(client), Theme::Dark));
    assert_eq!(person.session_version, account.session_version);
    assert!(person.has_second_step);
    let no = Reason::parse("Nobody here\nknows you").unwrap();
    change(&desk, id, |account| account.declined(Some(no.clone()), later(2))).await;
    let declined = AccountState::Declined {
        at: later(2),
        reason: Some(no),
    };
    assert_eq!(held(&desk, 1).await.unwrap().person.state, Some(declined));
}

/// Whatever account they have, of which only where it stands is told.
pub async fn a_client_holds_one_as_a_customer(desk: Desk) {
    let id = register(&desk, 1).await;
    begun(&desk, Holder::Client(id), 1).await;
    let expected = HeldBy {
        name: client(1).name,
        role: Role::Customer,
        state: None,
        session_version: 0,
        client: Some(id),
        theme: Theme::Device,
        has_second_step: false,
    };
    let first = held(&desk, 1).await.unwrap();
    assert_eq!(
        (first.session.holder, first.person),
        (Holder::Client(id), expected.clone())
    );
    let account = account(&desk, 1).await;
    link_client(&desk, account, id).await;
    change(&desk, account, with_second_step_in_the_dark).await;
    let with_account = HeldBy {
        state: Some(AccountState::Unverified),
        ..expected
    };
    assert_eq!(held(&desk, 1).await.unwrap().person, with_account);
}

/// Of that session alone.
pub async fn its_use_and_proof_are_noted(desk: Desk) {
    let (holder, _, id) = account_with_session(&desk, 1).await;
    begun(&desk, holder, 2).await;
    let unit = desk.begin().await;
    unit.sessions().note_use(id, later(60)).await.unwrap();
    unit.sessions().note_proof(id, later(90)).await.unwrap();
    unit.commit().await.unwrap();
    let noted = kept(&desk, 1).await;
    assert_eq!((noted.last_seen_at, noted.proved_at), (later(60), later(90)));
    let other = kept(&desk, 2).await;
    assert_eq!((other.last_seen_at, other.proved_at), (NOW, NOW));
}

/// When what was allowed before ends, only the session that is carried over goes on.
pub async fn another_session_version_ends_all_but_the_one_kept(desk: Desk) {
    let (holder, account, first) = account_with_session(&desk, 1).await;
    begun(&desk, holder, 2).await;
    let account = change(&desk, account, |account| Some(account.signed_out_everywhere(NOW))).await;
    let holds = async |n| {
        let HeldSession { session, person } = held(&desk, n).await.unwrap();
        session.holds(person.role, person.session_version, NOW)
    };
    assert_eq!((holds(1).await, holds(2).await), (Err(Ended), Err(Ended)));
    let unit = desk.begin().await;
    unit.sessions()
        .keep(first, account.session_version)
        .await
        .unwrap();
    unit.commit().await.unwrap();
    assert_eq!((holds(1).await, holds(2).await), (Ok(()), Err(Ended)));
    assert_eq!(kept(&desk, 1).await.level, Level::Password);
    let unit = desk.begin().await;
    unit.sessions().keep_at_two_steps(first, 9).await.unwrap();
    unit.commit().await.unwrap();
    let kept_on = kept(&desk, 1).await;
    assert_eq!((kept_on.level, kept_on.session_version), (Level::TwoSteps, 9));
    assert_eq!(kept(&desk, 2).await.session_version, 1);
}

/// For whoever asks next, once. Nobody ends another's.
pub async fn an_ended_one_is_gone_at_once(desk: Desk) {
    let (holder, _, id) = account_with_session(&desk, 1).await;
    let client = Holder::Client(register(&desk, 1).await);
    let other = Holder::Account(account(&desk, 2).await);
    begun(&desk, client, 3).await;
    assert!(!end(&desk, other, id).await);
    assert!(!end(&desk, client, id).await);
    assert!(held(&desk, 1).await.is_some());
    assert!(end(&desk, holder, id).await);
    assert_eq!(held(&desk, 1).await, None);
    assert!(!end(&desk, holder, id).await);
    assert!(held(&desk, 3).await.is_some());
}

/// An account's and a client's of the same key are two holders.
pub async fn all_of_a_holder_end_together(desk: Desk) {
    let (holder, _, _) = account_with_session(&desk, 1).await;
    begun(&desk, holder, 2).await;
    let client = Holder::Client(register(&desk, 1).await);
    begun(&desk, client, 3).await;
    for (ended, left) in [(holder, 1), (client, 0)] {
        let unit = desk.begin().await;
        unit.sessions().end_all(ended).await.unwrap();
        unit.commit().await.unwrap();
        assert_eq!(listed(&desk, ended).await, []);
        assert_eq!(listed(&desk, client).await.len(), left);
    }
    assert_eq!(held(&desk, 2).await, None);
}

/// Of their holder only.
pub async fn they_are_listed_last_used_first(desk: Desk) {
    let (holder, _, first) = account_with_session(&desk, 1).await;
    let second = begun(&desk, holder, 2).await;
    let third = begun(&desk, holder, 3).await;
    account_with_session(&desk, 4).await;
    assert_eq!(listed(&desk, holder).await, [third, second, first]);
    let unit = desk.begin().await;
    unit.sessions().note_use(first, later(60)).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(listed(&desk, holder).await, [first, third, second]);
    assert_eq!(desk.sessions.of(holder).await.unwrap()[0], kept(&desk, 1).await);
}

/// What has not, stays.
pub async fn what_has_ended_is_swept(desk: Desk) {
    let (holder, _, _) = account_with_session(&desk, 1).await;
    let second = begun(&desk, holder, 2).await;
    let unit = desk.begin().await;
    assert_eq!(unit.sessions().sweep(later(3600)).await.unwrap(), 1);
    assert_eq!(unit.sessions().sweep(later(3600)).await.unwrap(), 0);
    unit.commit().await.unwrap();
    assert_eq!(listed(&desk, holder).await, [second]);
}

/// Two forms sent at once must not both go on from a session half way.
pub async fn twenty_ends_have_one_winner(desk: Desk) {
    let (holder, _, id) = account_with_session(&desk, 1).await;
    let ends = at_once(&desk, 20, move |desk, _| async move {
        let end = |unit: Box<dyn UnitOfWork>| async move {
            let ended = unit.sessions().end(holder, id).await?;
            unit.commit().await?;
            Ok(ended)
        };
        tried(&desk, end).await.unwrap()
    });
    assert_eq!(ends.await.into_iter().filter(|ended| *ended).count(), 1);
}
