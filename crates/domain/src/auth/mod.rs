//! Signing in: passwords, one-time codes, mailed links, sessions, the second step, and how often.

mod code;
mod link;
mod pace;
mod password;
mod policy;
mod recovery;
mod session;
mod totp;

pub use code::{Code, CodeId, CodePurpose, CodeRules, NewCode, OneTimeCode};
pub use link::{LinkClaims, LinkPurpose, LinkToken, NewLink};
pub use pace::{Pace, Tally};
pub use password::{Password, PasswordHash, PasswordTooLong};
pub use policy::{Habit, PasswordPolicy, PasswordWeakness};
pub use recovery::RecoveryCode;
pub use session::{Ended, Holder, Level, NewSession, Session, SessionId, SessionSpan};
pub use totp::{TotpCode, TotpSecret};
