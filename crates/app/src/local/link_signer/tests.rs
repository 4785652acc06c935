//! One good link, and every way we know in which somebody might bend one.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};

use super::*;

const NOW: Timestamp = Timestamp::from_micros(1_763_668_800_000_000);
const HERE: [u8; 16] = [0xab; 16];
const PURPOSE: LinkPurpose = LinkPurpose::ResetPassword;

fn links(secret: u8, installation: [u8; 16]) -> JwtLinks {
    JwtLinks::new(&KeyedSigner::new(&[secret; 32]), installation)
}

fn claims(purpose: LinkPurpose) -> LinkClaims {
    LinkClaims {
        purpose,
        account: Some(AccountId(7)),
        session_version: 3,
        id: LinkId::from_bytes([0xfb; 32]),
        issued_at: NOW,
        expires_at: NOW.after(purpose.life()),
    }
}

fn good() -> String {
    links(1, HERE).sign(&claims(PURPOSE)).0
}

fn read(token: &str) -> Option<LinkClaims> {
    links(1, HERE).read(&LinkToken(token.to_owned()), PURPOSE, NOW)
}

/// A token with this header and these claims, signed under the right key with that hash.
fn signed(algorithm: hmac::Algorithm, header: &str, payload: &str) -> String {
    let key = KeyedSigner::new(&[1; 32]).derive("link reset_password");
    signed_under(&key, algorithm, header, payload)
}

fn signed_under(key: &[u8], algorithm: hmac::Algorithm, header: &str, payload: &str) -> String {
    let message = [header, payload]
        .map(|part| URL_SAFE_NO_PAD.encode(part))
        .join(".");
    let signature = hmac::sign(&hmac::Key::new(algorithm, key), message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
}

const HEADER: &str = r#"{"typ":"JWT","alg":"HS256"}"#;

/// What the good token says.
fn honest() -> String {
    serde_json::to_string(&links(1, HERE).said(&claims(PURPOSE))).unwrap()
}

fn payload() -> Map<String, Value> {
    serde_json::from_str(&honest()).unwrap()
}

/// The good token with one claim changed, signed as it should be.
fn saying(name: &str, value: Value) -> String {
    let claim = |value: &Value| format!("\"{name}\":{value}");
    let (before, after) = (claim(&payload()[name]), claim(&value));
    assert!(honest().contains(&before), "{before}");
    signed(hmac::HMAC_SHA256, HEADER, &honest().replacen(&before, &after, 1))
}

fn without(name: &str) -> String {
    let mut said = payload();
    said.remove(name);
    signed(hmac::HMAC_SHA256, HEADER, &serde_json::to_string(&said).unwrap())
}

#[test]
fn a_link_says_what_was_signed() {
    for purpose in LinkPurpose::ALL {
        let links = links(1, HERE);
        let token = links.sign(&claims(purpose));
        assert_eq!(links.read(&token, purpose, NOW), Some(claims(purpose)));
        assert!(token.0.len() < LONGEST / 2);
    }
    let nobodys = LinkClaims {
        account: None,
        ..claims(LinkPurpose::SetUp)
    };
    let token = links(1, HERE).sign(&nobodys);
    assert_eq!(
        links(1, HERE).read(&token, LinkPurpose::SetUp, NOW),
        Some(nobodys)
    );
}

/// The helpers below make good tokens when nothing is bent, or the refusals would prove nothing.
#[test]
fn what_is_bent_below_was_good() {
    assert!(read(&good()).is_some());
    assert_eq!(saying("sv", json!(3)), good());
    assert!(read(&saying("sv", json!(4))).is_some_and(|said| said.session_version == 4));
}

#[test]
fn a_link_works_until_it_is_over_and_not_before_it_was_made() {
    let (links, token) = (links(1, HERE), LinkToken(good()));
    let at = |now| links.read(&token, PURPOSE, now).is_some();
    let end = NOW.after(PURPOSE.life());
    assert!(at(NOW) && at(end.before(Duration::from_micros(1))));
    assert!(!at(end) && !at(end.after(Duration::from_secs(1))));
    assert!(at(NOW.before(CLOCKS_DIFFER)), "clocks differ a little");
    assert!(!at(NOW.before(CLOCKS_DIFFER + Duration::from_secs(1))));
}

#[test]
fn a_link_for_one_thing_opens_no_other() {
    let links = links(1, HERE);
    for made_for in LinkPurpose::ALL {
        let token = links.sign(&claims(made_for));
        for used_for in LinkPurpose::ALL {
            let opens = links.read(&token, used_for, NOW).is_some();
            assert_eq!(opens, made_for == used_for, "{made_for:?} for {used_for:?}");
        }
    }
}

/// Other keys, installations and algorithms.
fn of_others() -> Vec<(String, String)> {
    let said = honest();
    let good = good();
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (_, body) = message.split_once('.').unwrap();
    let mut all = vec![
        ("another secret key", links(2, HERE).sign(&claims(PURPOSE)).0),
        (
            "another installation",
            links(1, [0xcd; 16]).sign(&claims(PURPOSE)).0,
        ),
        (
            "an empty key",
            signed_under(b"", hmac::HMAC_SHA256, HEADER, &said),
        ),
        (
            "the secret key itself",
            signed_under(&[1; 32], hmac::HMAC_SHA256, HEADER, &said),
        ),
        ("no signature", format!("{message}.")),
        ("no signature and no dot", message.to_owned()),
        (
            "a signature of zeros",
            format!("{message}.{}", URL_SAFE_NO_PAD.encode([0; 32])),
        ),
        (
            "HS384, really",
            signed(hmac::HMAC_SHA384, &HEADER.replace("HS256", "HS384"), &said),
        ),
        (
            "HS512, really",
            signed(hmac::HMAC_SHA512, &HEADER.replace("HS256", "HS512"), &said),
        ),
        (
            "no algorithm",
            signed(hmac::HMAC_SHA256, r#"{"typ":"JWT"}"#, &said),
        ),
        (
            "a key beside the header",
            signed(
                hmac::HMAC_SHA256,
                r#"{"typ":"JWT","alg":"HS256","kid":"../../dev/null"}"#,
                &said,
            ),
        ),
        (
            "a key in the header",
            signed(
                hmac::HMAC_SHA256,
                r#"{"typ":"JWT","alg":"HS256","jwk":{"kty":"oct","k":"AA"}}"#,
                &said,
            ),
        ),
        (
            "a header in another order",
            signed(hmac::HMAC_SHA256, r#"{"alg":"HS256","typ":"JWT"}"#, &said),
        ),
        (
            "another type",
            signed(hmac::HMAC_SHA256, r#"{"typ":"at+jwt","alg":"HS256"}"#, &said),
        ),
    ]
    .into_iter()
    .map(|(what, token)| (what.to_owned(), token))
    .collect::<Vec<_>>();
    for name in [
        "none", "None", "NONE", "nOnE", "RS256", "PS256", "ES256", "EdDSA", "HS384", "HS512", "hs256", "",
    ] {
        let header = URL_SAFE_NO_PAD.encode(HEADER.replace("HS256", name));
        all.push((format!("called {name:?}"), format!("{header}.{body}.{signature}")));
        all.push((format!("called {name:?}, unsigned"), format!("{header}.{body}.")));
    }
    all
}

/// Claims that say something else, signed with the right key: what only a fault of ours could make.
fn saying_otherwise() -> Vec<(String, String)> {
    let ours = payload()["aud"].as_str().unwrap().to_owned();
    let elsewhere = "cd".repeat(16);
    let cases = [
        ("typ", json!("verify_email")),
        ("typ", json!("set_up")),
        ("typ", json!("RESET_PASSWORD")),
        ("typ", json!("")),
        ("typ", json!(null)),
        ("aud", json!(elsewhere)),
        ("aud", json!([ours, elsewhere])),
        ("aud", json!([ours])),
        ("aud", json!([])),
        ("aud", json!(ours.to_uppercase())),
        ("aud", json!(7)),
        ("aud", json!(null)),
        ("iss", json!(elsewhere)),
        ("iss", json!([ours])),
        ("iss", json!(format!("{ours} "))),
        ("iss", json!(null)),
        ("sub", json!("")),
        ("sub", json!("+7")),
        ("sub", json!("07")),
        ("sub", json!(" 7")),
        ("sub", json!(7)),
        ("sub", json!("account:7")),
        ("exp", json!("1763670600")),
        ("exp", json!(1_763_670_600.5)),
        ("exp", json!(0)),
        ("exp", json!(-1)),
        ("exp", json!(i64::MAX)),
        ("exp", json!(u64::MAX)),
        ("exp", json!(null)),
        ("nbf", json!(1_763_668_860)),
        ("nbf", json!(null)),
        ("nbf", json!(0)),
        ("iat", json!(null)),
        ("iat", json!(1_763_668_799)),
        ("jti", json!("")),
        ("jti", json!(URL_SAFE_NO_PAD.encode([0xfb; 16]))),
        ("jti", json!(STANDARD.encode([0xfb; 32]))),
        ("sv", json!("3")),
        ("sv", json!(3.0)),
        ("sv", json!(null)),
    ];
    let changed = cases.map(|(name, value)| (format!("{name} is {value}"), saying(name, value)));
    let names = payload();
    let missing = names.keys().map(|name| (format!("no {name}"), without(name)));
    let said = honest();
    let twice = said.replacen('{', "{\"sub\":\"8\",", 1);
    let more = said.replacen('{', "{\"role\":\"admin\",", 1);
    let spaced = said.replace(',', ", ");
    let written = [
        ("a claim twice", twice),
        ("a claim more", more),
        ("white space in the claims", spaced),
    ];
    let written = written.map(|(what, said)| (what.to_owned(), signed(hmac::HMAC_SHA256, HEADER, &said)));
    changed.into_iter().chain(missing).chain(written).collect()
}

/// The good token in other spellings.
fn misspelt() -> Vec<(String, String)> {
    let good = good();
    let [header, body, signature]: [&str; 3] = good.split('.').collect::<Vec<_>>().try_into().unwrap();
    let flip = |text: &str| -> String {
        let other = |c: char| {
            if c.is_ascii_lowercase() {
                c.to_ascii_uppercase()
            } else {
                c.to_ascii_lowercase()
            }
        };
        text.chars().map(other).collect()
    };
    // The last character holds four bits of the hash and two that nobody should read.
    let mut loose = signature.to_owned();
    let last = loose.pop().unwrap();
    loose.push(char::from(last as u8 + 1));
    let tokens = [
        String::new(),
        ".".into(),
        "..".into(),
        "...".into(),
        format!(" {good}"),
        format!("{good} "),
        format!("{good}\n"),
        format!("\t{good}"),
        format!("{good}\0"),
        format!("{header}. {body}.{signature}"),
        format!("{good}="),
        format!("{header}=.{body}.{signature}"),
        format!("{good}."),
        format!(".{good}"),
        format!("{good}.{signature}"),
        format!("{header}.{good}"),
        format!("{header}.{body}.{body}.{signature}"),
        format!("{good}{good}"),
        format!("{good}.{good}"),
        format!("{good},{good}"),
        format!("{header}.{signature}.{body}"),
        format!("{body}.{header}.{signature}"),
        format!("{signature}.{body}.{header}"),
        format!("{header}.{body}"),
        format!("{body}.{signature}"),
        header.to_owned(),
        good.to_uppercase(),
        good.to_lowercase(),
        flip(&good),
        format!("{}.{body}.{signature}", flip(header)),
        format!("{header}.{}.{signature}", flip(body)),
        format!("{header}.{body}.{}", flip(signature)),
        format!("{header}.{body}.{loose}"),
        good.replace('.', "%2E"),
        good.replace('.', "．"),
        format!("\u{feff}{good}"),
        format!("Bearer {good}"),
        format!("\"{good}\""),
        "x".repeat(LONGEST + 1),
    ];
    let all = tokens.into_iter().map(|token| (format!("{token:.60}…"), token));
    let cut = (0..good.len())
        .filter(|length| good.is_char_boundary(*length))
        .map(|length| (format!("cut to {length}"), good[..length].to_owned()));
    all.chain(cut).filter(|(_, token)| *token != good).collect()
}

#[test]
fn bent_links_open_nothing() {
    let forged = [of_others(), saying_otherwise(), misspelt()].concat();
    assert!(forged.len() >= 60, "{} kinds", forged.len());
    for (what, token) in forged {
        assert!(read(&token).is_none(), "{what}: {token}");
    }
}

#[test]
fn no_single_bit_may_change() {
    let good = good();
    for at in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[at] ^= 1;
        if let Ok(token) = String::from_utf8(bytes) {
            assert!(read(&token).is_none(), "character {at}");
        }
    }
}
