//! Secrets that are not quite right. Each comes with a name, so that one that is taken can be told.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_rig::Result;
use serde_json::{Map, Value};

/// A name and a text.
pub(crate) type Spelling = (&'static str, String);

/// Spellings of a mailed link that is good as it was mailed. `other` is a good one of somebody else, for the same.
pub(crate) fn of_link(good: &str, other: &str) -> Result<Vec<Spelling>> {
    let [header, payload, signature] = parts(good)?;
    let [_, other_payload, other_signature] = parts(other)?;
    let joined = |header: &str, payload: &str, signature: &str| format!("{header}.{payload}.{signature}");
    let headed = |header: &str| URL_SAFE_NO_PAD.encode(header);
    let alg = |name: &str| headed(&format!(r#"{{"typ":"JWT","alg":"{name}"}}"#));
    let mut spellings = vec![
        ("alg none, unsigned", joined(&alg("none"), &payload, "")),
        ("alg none, signed", joined(&alg("none"), &payload, &signature)),
        ("alg None, unsigned", joined(&alg("None"), &payload, "")),
        ("alg HS384", joined(&alg("HS384"), &payload, &signature)),
        ("alg HS512", joined(&alg("HS512"), &payload, &signature)),
        ("alg RS256", joined(&alg("RS256"), &payload, &signature)),
        ("alg ES256", joined(&alg("ES256"), &payload, &signature)),
        ("alg hs256", joined(&alg("hs256"), &payload, &signature)),
        ("alg empty", joined(&alg(""), &payload, &signature)),
        (
            "a header without alg",
            joined(&headed(r#"{"typ":"JWT"}"#), &payload, &signature),
        ),
        (
            "a header with a key of its own",
            joined(
                &headed(r#"{"typ":"JWT","alg":"HS256","jwk":{"kty":"oct","k":"AA"},"kid":"../../dev/null"}"#),
                &payload,
                &signature,
            ),
        ),
        (
            "somebody else's words",
            joined(&header, &other_payload, &signature),
        ),
        (
            "somebody else's signature",
            joined(&header, &payload, &other_signature),
        ),
        ("unsigned", joined(&header, &payload, "")),
        ("two parts", format!("{header}.{payload}")),
        ("four parts", format!("{good}.{signature}")),
        ("signed with nothing", joined(&header, &payload, &"A".repeat(43))),
        ("the last bits changed", last_bits(good)),
        (
            "signed in other letters",
            joined(&header, &payload, &flipped(&signature)),
        ),
        (
            "words in other letters",
            joined(&header, &flipped(&payload), &signature),
        ),
        ("half a signature", joined(&header, &payload, &signature[..20])),
        ("in plain base64", good.replace('-', "+").replace('_', "/") + "="),
        ("the dots encoded", good.replace('.', "%2E")),
        (
            "the address and all",
            format!("http://127.0.0.1:8080/reset-password?token={good}"),
        ),
    ];
    for (name, field, value) in [
        ("somebody else's account", "sub", Value::from("2")),
        ("longer", "exp", Value::from(4_000_000_000_u64)),
        ("for something else", "typ", Value::from("set_up")),
        ("of another version of the account", "sv", Value::from(99)),
        ("for another installation", "aud", Value::from("00")),
    ] {
        spellings.push((
            name,
            joined(&header, &changed(&payload, field, value)?, &signature),
        ));
    }
    spellings.extend(of_word(good));
    Ok(spellings)
}

/// Spellings of any secret in one word.
pub(crate) fn of_word(good: &str) -> Vec<Spelling> {
    let middle = good.len() / 2;
    vec![
        ("nothing", String::new()),
        ("cut short", good[..good.len() - 1].to_owned()),
        ("without its beginning", good[1..].to_owned()),
        ("half", good[..middle].to_owned()),
        ("with a letter more", format!("{good}A")),
        ("with an equals sign", format!("{good}=")),
        ("with words behind it", format!("{good}.or.not")),
        ("with a zero byte behind it", format!("{good}%00")),
        ("twice", format!("{good}{good}")),
        ("in other letters", flipped(good)),
        ("in upper case", good.to_uppercase()),
        (
            "encoded",
            good.bytes().map(|byte| format!("%{byte:02X}")).collect(),
        ),
        ("an encoded space before it", format!("%20{good}")),
        (
            "a letter changed",
            format!(
                "{}{}{}",
                &good[..middle],
                other(&good[middle..=middle]),
                &good[middle + 1..]
            ),
        ),
        ("very long", good.repeat(40)),
        ("null", "null".to_owned()),
    ]
}

/// Spellings that a form can hold, and a cookie cannot.
pub(crate) fn padded(good: &str) -> Vec<Spelling> {
    vec![
        ("a space behind it", format!("{good} ")),
        ("a space before it", format!(" {good}")),
        ("a tab behind it", format!("{good}\t")),
        ("a line break behind it", format!("{good}\r\n")),
        ("a no-break space before it", format!("\u{a0}{good}")),
        ("a zero byte", format!("{good}\0")),
        ("a space in it", format!("{} {}", &good[..5], &good[5..])),
        ("in full width", good.chars().map(full_width).collect()),
    ]
}

/// Codes that are not the one of these six digits. Spaces and dashes between the digits are fine: people copy them.
pub(crate) fn of_code(good: &str) -> Vec<Spelling> {
    let next: u32 = good.parse().unwrap_or_default();
    vec![
        ("nothing", String::new()),
        ("five digits", good[..5].to_owned()),
        ("seven digits", format!("{good}0")),
        ("a zero before it", format!("0{good}")),
        ("a letter behind it", format!("{good}x")),
        ("a plus before it", format!("+{good}")),
        ("with a comma", format!("{},{}", &good[..3], &good[3..])),
        ("twice", format!("{good}{good}")),
        (
            "encoded",
            good.bytes().map(|byte| format!("%{byte:02X}")).collect(),
        ),
        ("as a list", format!("[{good}]")),
        ("a choice of two", format!("{good} or {good}")),
        ("in hexadecimal", format!("0x{next:05x}")),
        ("a zero byte", format!("{good}\0")),
    ]
}

fn parts(token: &str) -> Result<[String; 3]> {
    let parts: Vec<_> = token.split('.').map(str::to_owned).collect();
    parts.try_into().map_err(|_| "a link has three parts".into())
}

fn changed(payload: &str, field: &str, value: Value) -> Result<String> {
    let mut said: Map<String, Value> = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload)?)?;
    if said.insert(field.to_owned(), value).is_none() {
        return Err(format!("a link says no {field}").into());
    }
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&said)?))
}

/// The same bytes to a lenient reader: the last letter of 32 bytes carries two bits that mean nothing.
fn last_bits(token: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (rest, last) = token.split_at(token.len() - 1);
    let at = LETTERS
        .iter()
        .position(|letter| [*letter] == last.as_bytes())
        .unwrap_or(0);
    format!("{rest}{}", char::from(LETTERS[at ^ 1]))
}

fn flipped(text: &str) -> String {
    let flip = |c: char| {
        if c.is_ascii_lowercase() {
            c.to_ascii_uppercase()
        } else {
            c.to_ascii_lowercase()
        }
    };
    text.chars().map(flip).collect()
}

fn other(letter: &str) -> &'static str {
    if letter == "A" { "B" } else { "A" }
}

fn full_width(c: char) -> char {
    let wide = u32::from(c) + 0xfee0;
    char::from_u32(wide).filter(|_| c.is_ascii_graphic()).unwrap_or(c)
}
