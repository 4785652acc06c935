//! Letters: what each says, once, for both of its forms.
//!
//! A subject and the line beside it stand on locked screens, so no code and no link is ever in them.

mod accounts;
mod codes;
mod desk;
mod passwords;
mod sheet;

#[cfg(test)]
mod tests;

use frontdesk_domain::ports::LetterContent;

pub(super) use sheet::Sheet;

/// What a letter says.
pub(super) fn sheet(content: &LetterContent) -> Sheet {
    match content {
        LetterContent::VerifyEmail { code, url, minutes } => codes::verify_email(*code, url, *minutes),
        LetterContent::ChangeEmail { code, minutes } => codes::change_email(*code, *minutes),
        LetterContent::SignIn { code, minutes } => codes::sign_in(*code, *minutes),
        LetterContent::Register { code, minutes } => codes::register(*code, *minutes),
        LetterContent::TriedToRegister { desk_url } => desk::tried_to_register(desk_url),
        LetterContent::AccountExists {
            sign_in_url,
            forgot_url,
        } => accounts::exists(sign_in_url, forgot_url),
        LetterContent::Approved { sign_in_url, role } => accounts::approved(sign_in_url, *role),
        LetterContent::Declined { reason } => accounts::declined(reason.as_ref()),
        LetterContent::EmailChanged => accounts::email_changed(),
        LetterContent::Reset { url, minutes } => passwords::reset(url, *minutes),
        LetterContent::PasswordChanged { forgot_url } => passwords::changed(forgot_url),
        LetterContent::UnusualAttempts { forgot_url } => passwords::unusual_attempts(forgot_url),
    }
}

/// Whether the address is known to be that of the name. A client record at the front desk, like a new
/// account, holds whatever name somebody typed.
pub(super) fn is_known(content: &LetterContent) -> bool {
    match content {
        LetterContent::VerifyEmail { .. }
        | LetterContent::ChangeEmail { .. }
        | LetterContent::SignIn { .. }
        | LetterContent::Register { .. }
        | LetterContent::TriedToRegister { .. } => false,
        LetterContent::AccountExists { .. }
        | LetterContent::Approved { .. }
        | LetterContent::Declined { .. }
        | LetterContent::Reset { .. }
        | LetterContent::PasswordChanged { .. }
        | LetterContent::EmailChanged
        | LetterContent::UnusualAttempts { .. } => true,
    }
}
