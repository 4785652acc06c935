use std::time::{Duration, Instant};

use super::*;
use crate::local::OsEntropy;

const CHEAP: Cost = Cost {
    memory: 64,
    passes: 1,
};

fn hasher(cost: Cost, key: u8) -> Argon2Hasher {
    Argon2Hasher::new(cost, &[key; 32], Arc::new(OsEntropy)).unwrap()
}

fn password(raw: &str) -> Password {
    Password::take(raw.to_owned()).unwrap()
}

#[tokio::test]
async fn a_password_is_right_exactly_as_typed() {
    let hasher = hasher(CHEAP, 1);
    let hash = hasher.hash(&password("mossy anchor cup")).await.unwrap();
    let verdict = async |raw: &str| {
        hasher
            .verify(&password(raw), Some(&hash), Queue::Strangers)
            .await
            .unwrap()
    };
    assert_eq!(verdict("mossy anchor cup").await, Verdict::Right);
    for other in ["Mossy anchor cup", "mossy anchor cup ", "mossy  anchor cup", ""] {
        assert_eq!(verdict(other).await, Verdict::Wrong, "{other:?}");
    }
    let again = hasher.hash(&password("mossy anchor cup")).await.unwrap();
    assert!(again != hash, "every hash has a salt of its own");
}

#[tokio::test]
async fn what_is_stored_is_a_phc_string_at_todays_cost() {
    let hasher = hasher(Cost::of_mebibytes(19), 1);
    let hash = hasher.hash(&password("mossy anchor cup")).await.unwrap();
    assert!(
        hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{}",
        hash.as_str()
    );
    let nobodys = hasher.nobodys.as_str();
    assert!(
        nobodys.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{nobodys}"
    );
    assert_eq!(nobodys.len(), hash.as_str().len());
}

/// The reference implementation's hash: `echo -n "password" | argon2 somesalt -id -t 2 -m 16 -p 1`.
#[tokio::test]
async fn hashes_of_others_are_read_and_known_to_be_old() {
    let theirs = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    let theirs = PasswordHash::from_stored(theirs.to_owned());
    let hasher = hasher(CHEAP, 1);
    let right = hasher
        .verify(&password("password"), Some(&theirs), Queue::Strangers)
        .await;
    assert_eq!(right, Ok(Verdict::RightButOld));
    let wrong = hasher
        .verify(&password("passwort"), Some(&theirs), Queue::Strangers)
        .await;
    assert_eq!(wrong, Ok(Verdict::Wrong));
}

#[tokio::test]
async fn other_parameters_are_old_and_what_is_no_hash_is_a_fault() {
    let hash = hasher(CHEAP, 1)
        .hash(&password("mossy anchor cup"))
        .await
        .unwrap();
    let dearer = hasher(
        Cost {
            memory: 128,
            passes: 1,
        },
        1,
    );
    let verdict = dearer
        .verify(&password("mossy anchor cup"), Some(&hash), Queue::Strangers)
        .await;
    assert_eq!(verdict, Ok(Verdict::RightButOld));
    let broken = PasswordHash::from_stored("mossy anchor cup".into());
    let verdict = dearer
        .verify(&password("mossy anchor cup"), Some(&broken), Queue::Strangers)
        .await;
    let Err(HashError::Failed(why)) = verdict else {
        panic!("{verdict:?}")
    };
    assert!(!why.contains("mossy"), "{why}");
}

#[tokio::test]
async fn nobodys_password_is_always_wrong() {
    let hasher = hasher(CHEAP, 1);
    for raw in ["", "mossy anchor cup"] {
        assert_eq!(
            hasher.verify(&password(raw), None, Queue::Strangers).await,
            Ok(Verdict::Wrong),
            "{raw:?}"
        );
    }
}

/// The quickest of many each, so that what else the machine does counts little.
#[tokio::test]
async fn it_takes_as_long_where_there_is_no_account() {
    let hasher = hasher(Cost::of_mebibytes(19), 1);
    let hash = hasher.hash(&password("mossy anchor cup")).await.unwrap();
    let wrong = password("violetkettleponder");
    let (mut known, mut unknown) = (Duration::MAX, Duration::MAX);
    for _ in 0..12 {
        let began = Instant::now();
        hasher
            .verify(&wrong, Some(&hash), Queue::Strangers)
            .await
            .unwrap();
        known = known.min(began.elapsed());
        let began = Instant::now();
        hasher.verify(&wrong, None, Queue::Strangers).await.unwrap();
        unknown = unknown.min(began.elapsed());
    }
    let (quicker, slower) = (known.min(unknown), known.max(unknown));
    assert!(slower < quicker * 3 / 2, "{known:?} and {unknown:?}");
}

#[tokio::test]
async fn a_code_is_bound_to_purpose_browser_and_key() {
    let ours = hasher(CHEAP, 1);
    let (request, code) = (RequestId::from_bytes([1; 16]), OneTimeCode::draw(42_917));
    let hash = ours
        .hash_code(CodePurpose::VerifyEmail, &request, code)
        .await
        .unwrap();
    let fits = async |hasher: &Argon2Hasher, purpose, request: &RequestId, code| {
        hasher
            .verify_code(purpose, request, code, Some(&hash))
            .await
            .unwrap()
    };
    assert!(fits(&ours, CodePurpose::VerifyEmail, &request, code).await);
    assert!(!fits(&ours, CodePurpose::SignIn, &request, code).await);
    let elsewhere = RequestId::from_bytes([2; 16]);
    assert!(!fits(&ours, CodePurpose::VerifyEmail, &elsewhere, code).await);
    let other = OneTimeCode::draw(42_918);
    assert!(!fits(&ours, CodePurpose::VerifyEmail, &request, other).await);
    assert!(!fits(&hasher(CHEAP, 2), CodePurpose::VerifyEmail, &request, code).await);
    let nobodys = ours.verify_code(CodePurpose::VerifyEmail, &request, code, None);
    assert_eq!(nobodys.await, Ok(false));
}

#[tokio::test]
async fn a_flood_of_passwords_leaves_room_for_codes_and_for_the_known() {
    let hasher = Arc::new(hasher(Cost::of_mebibytes(19), 1));
    // As many as work or may wait, and many more.
    let flood = available_parallelism().map_or(1, usize::from) + 200;
    let flood: Vec<_> = (0..flood)
        .map(|_| {
            let hasher = Arc::clone(&hasher);
            tokio::spawn(async move {
                hasher
                    .verify(&password("violetkettleponder"), None, Queue::Strangers)
                    .await
            })
        })
        .collect();
    let request = RequestId::from_bytes([1; 16]);
    let code = OneTimeCode::draw(42_917);
    let hashed = hasher.hash_code(CodePurpose::VerifyEmail, &request, code).await;
    assert!(hashed.is_ok());
    let known = hasher
        .verify(&password("mossy anchor cup"), None, Queue::Known)
        .await;
    assert_eq!(known, Ok(Verdict::Wrong));
    let mut busy = 0;
    for one in flood {
        match one.await.unwrap() {
            Ok(verdict) => assert_eq!(verdict, Verdict::Wrong),
            Err(HashError::Busy { retry_after }) => {
                assert!(retry_after > Duration::ZERO);
                busy += 1;
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert!(busy >= 150, "only {busy} were sent away");
}
