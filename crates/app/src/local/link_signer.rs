use std::time::Duration;

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::auth::{LinkClaims, LinkPurpose, LinkToken};
use frontdesk_domain::ports::LinkSigner;
use frontdesk_domain::secrets::LinkId;
use frontdesk_domain::time::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use super::KeyedSigner;

/// Several processes' clocks differ by less.
const CLOCKS_DIFFER: Duration = Duration::from_secs(5);
/// Ours are under four hundred bytes.
const LONGEST: usize = 1024;

/// Chooses, once for the process, the library that signs: a choice by features would turn into a panic at
/// the first link if some other dependency switched on a second one. `false` if it was chosen before.
pub(crate) fn install_cryptography() -> bool {
    jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER
        .install_default()
        .is_ok()
}

/// Mailed links as JSON Web Tokens, signed with HS256 under a key for each purpose.
///
/// The algorithm is ours, never the token's. Times are compared with the desk's clock, not by the library,
/// which would read the machine's.
pub(crate) struct JwtLinks {
    keys: [(LinkPurpose, EncodingKey, DecodingKey); LinkPurpose::ALL.len()],
    /// Issuer and audience.
    installation: String,
    validation: Validation,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Said {
    typ: String,
    sub: String,
    aud: String,
    iss: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: String,
    sv: i32,
}

impl JwtLinks {
    /// A signer for this installation.
    pub(crate) fn new(signer: &KeyedSigner, installation: [u8; 16]) -> Self {
        let installation: String = installation.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
        validation.set_audience(&[&installation]);
        validation.set_issuer(&[&installation]);
        (validation.validate_exp, validation.validate_nbf) = (false, false);
        let keys = LinkPurpose::ALL.map(|purpose| {
            let key = signer.derive(&format!("link {}", purpose.key()));
            (
                purpose,
                EncodingKey::from_secret(&key),
                DecodingKey::from_secret(&key),
            )
        });
        Self {
            keys,
            installation,
            validation,
        }
    }

    fn said(&self, claims: &LinkClaims) -> Said {
        let issued_at = seconds(claims.issued_at);
        Said {
            typ: claims.purpose.key().to_owned(),
            sub: subject(claims.account),
            aud: self.installation.clone(),
            iss: self.installation.clone(),
            iat: issued_at,
            nbf: issued_at,
            exp: seconds(claims.expires_at),
            jti: claims.id.to_text(),
            sv: claims.session_version,
        }
    }
}

impl Said {
    fn claims(&self) -> Option<LinkClaims> {
        Some(LinkClaims {
            purpose: LinkPurpose::from_key(&self.typ)?,
            account: account(&self.sub)?,
            session_version: self.sv,
            id: LinkId::from_text(&self.jti)?,
            issued_at: moment(self.iat)?,
            expires_at: moment(self.exp)?,
        })
    }
}

fn seconds(moment: Timestamp) -> i64 {
    moment.as_micros().div_euclid(1_000_000)
}

fn moment(seconds: i64) -> Option<Timestamp> {
    seconds.checked_mul(1_000_000).map(Timestamp::from_micros)
}

const NOBODY: &str = "nobody";

fn subject(account: Option<AccountId>) -> String {
    account.map_or_else(|| NOBODY.to_owned(), |id| id.0.to_string())
}

/// The inner `None` is nobody; the outer one is no subject at all.
fn account(subject: &str) -> Option<Option<AccountId>> {
    if subject == NOBODY {
        return Some(None);
    }
    subject.parse().ok().map(|id| Some(AccountId(id)))
}

impl LinkSigner for JwtLinks {
    fn sign(&self, claims: &LinkClaims) -> LinkToken {
        let key = self.keys.iter().find(|(purpose, ..)| *purpose == claims.purpose);
        let token = key.and_then(|(_, key, _)| {
            encode(&Header::new(Algorithm::HS256), &self.said(claims), key)
                .inspect_err(|error| tracing::error!(%error, "a link could not be signed"))
                .ok()
        });
        // Every purpose has a key, and signing a few words fails for no input; an empty token opens nothing.
        LinkToken(token.unwrap_or_default())
    }

    fn read(&self, token: &LinkToken, purpose: LinkPurpose, now: Timestamp) -> Option<LinkClaims> {
        if token.0.len() > LONGEST {
            return None;
        }
        let (_, _, key) = self.keys.iter().find(|(of, ..)| *of == purpose)?;
        let said = decode::<Said>(&token.0, key, &self.validation).ok()?.claims;
        let claims = said.claims()?;
        let in_time = claims.expires_at > now && moment(said.nbf)? <= now.after(CLOCKS_DIFFER);
        // One link has one spelling: what says the same in other bytes was not made here.
        let is_ours = claims.purpose == purpose && self.sign(&claims) == *token;
        (in_time && is_ours).then_some(claims)
    }
}

#[cfg(test)]
mod tests;
