use std::fmt;
use std::time::Duration;

use super::{Holder, PasswordHash};
use crate::clients::Email;
use crate::secrets::RequestId;
use crate::text::ascii_digits;
use crate::time::Timestamp;

/// Six digits, mailed to prove an address. It proves that and no more: it is never a second step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct OneTimeCode(u32);

impl OneTimeCode {
    /// The code drawn by `random`: any of a million, evenly enough (the bias is below 10⁻¹³).
    #[must_use]
    pub fn draw(random: u64) -> Self {
        Self(u32::try_from(random % 1_000_000).unwrap_or(0))
    }

    /// Reads a code as typed: spaces and dashes are ignored, digits may be of any script.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        let typed = ascii_digits(raw);
        if typed.chars().count() > 20 {
            return None;
        }
        let digits: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        let six = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
        if six { digits.parse().ok().map(Self) } else { None }
    }

    /// The six digits, for the mail and for hashing.
    #[must_use]
    pub fn reveal(self) -> String {
        format!("{:06}", self.0)
    }
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeCode(…)")
    }
}

/// What a code is for. A code for one thing opens no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodePurpose {
    /// The e-mail of a new account.
    VerifyEmail,
    /// Another e-mail for an account.
    ChangeEmail,
    /// Signing in at the front desk, by phone or customer ID.
    SignIn,
    /// Registering at a front desk that answers nobody unproved. It is nobody's: all it proves is the address
    /// it was mailed to.
    Register,
}

impl CodePurpose {
    /// All purposes.
    pub const ALL: [Self; 4] = [Self::VerifyEmail, Self::ChangeEmail, Self::SignIn, Self::Register];

    /// The purpose as one word, for storing.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ChangeEmail => "change_email",
            Self::SignIn => "sign_in",
            Self::Register => "register",
        }
    }

    /// The purpose of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.key() == key)
    }
}

/// The store's key of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeId(pub i64);

/// A code about to be asked for. Its digits do not exist yet: the worker that mails them draws them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCode {
    /// What it is for.
    pub purpose: CodePurpose,
    /// Whose it is. None: nobody's. It proves an address for [`CodePurpose::Register`]; for any other purpose
    /// it stands for an address or ID we do not know, can be tried like any other and is never right, so that
    /// the answers are the same.
    pub holder: Option<Holder>,
    /// The browser that asked.
    pub request: RequestId,
    /// Where it is mailed: what it proves.
    pub to: Option<Email>,
    /// When.
    pub created_at: Timestamp,
}

/// A code as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The store's key.
    pub id: CodeId,
    /// What it is for.
    pub purpose: CodePurpose,
    /// Whose it is.
    pub holder: Option<Holder>,
    /// The browser that asked.
    pub request: RequestId,
    /// Where it is mailed.
    pub to: Option<Email>,
    /// Its digits, hashed. None until they are mailed.
    pub hash: Option<PasswordHash>,
    /// How often it was tried.
    pub tries: i32,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// The figures that codes depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeRules {
    /// How long a code lives.
    pub life: Duration,
    /// How often one code may be tried.
    pub tries: i32,
    /// How long someone waits before another code is sent.
    pub resend_after: Duration,
    /// Codes to one address in an hour.
    pub per_hour: u32,
    /// Codes to one address in a day.
    pub per_day: u32,
    /// Codes asked for from one network in an hour.
    pub per_network: u32,
    /// Tries against one address in a day, over all its codes.
    pub guesses_per_day: u32,
}

impl Default for CodeRules {
    fn default() -> Self {
        Self {
            life: Duration::from_secs(10 * 60),
            tries: 5,
            resend_after: Duration::from_secs(30),
            per_hour: 5,
            per_day: 10,
            per_network: 20,
            guesses_per_day: 25,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_copy_it() {
        let code = OneTimeCode::draw(7_000_042);
        assert_eq!(code.reveal(), "000042");
        for typed in ["000042", " 000 042 ", "000-042", "۰۰۰۰۴۲"] {
            assert_eq!(OneTimeCode::parse(typed), Some(code), "{typed}");
        }
        for typed in ["", "42", "0000420", "00004x", "+00042", &"0".repeat(1000)] {
            assert_eq!(OneTimeCode::parse(typed), None, "{typed}");
        }
        assert_eq!(format!("{code:?}"), "OneTimeCode(…)");
    }

    #[test]
    fn words_read_back() {
        for purpose in CodePurpose::ALL {
            assert_eq!(CodePurpose::from_key(purpose.key()), Some(purpose));
        }
    }
}
