//! Signing in: proving an e-mail, passwords, sessions, the second step.

mod codes;
mod front_desk_code;
mod open_session;
mod post;
mod prove;
mod recovery;
mod resend_code;
mod reset_password;
mod second_step;
mod sessions;
mod set_up_second_step;
mod sign_in;
mod verify_email;
mod who_is;

pub use codes::CodeTried;
pub use front_desk_code::SignedInByCode;
pub(crate) use front_desk_code::meant_by;
pub use reset_password::PasswordReset;
pub(crate) use reset_password::may_reset;
pub use second_step::{SecondProof, SecondStepTaken};
pub use set_up_second_step::SecondStepOffer;
pub(crate) use sign_in::by_login;
pub use sign_in::{SignIn, SignInAnswer};
pub use verify_email::{Proof, Verified};
