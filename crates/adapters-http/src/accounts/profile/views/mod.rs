//! The pages about oneself.

mod details;
mod mails;
mod second_step;
mod sessions;
mod sign_in;

pub(crate) use self::{
    details::{Known, details},
    mails::mails,
    second_step::{recovery_codes, second_step_off, second_step_offer, second_step_on},
    sessions::{Place, sessions},
    sign_in::{email, email_code, password},
};
