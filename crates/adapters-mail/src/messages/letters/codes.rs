//! Letters that carry a code.

use frontdesk_domain::auth::OneTimeCode;

use super::sheet::{Part, Sheet, span};

const TELL_NOBODY: &str = "Nobody from the help desk will ever ask you for it.";

/// "Confirm your e-mail": to whoever owns the address of a new account.
pub(super) fn verify_email(code: OneTimeCode, url: &str, minutes: u64) -> Sheet {
    let span = span(minutes);
    Sheet {
        subject: "Confirm your e-mail address",
        preheader: "The code in this mail finishes your registration.",
        heading: "Confirm your e-mail address",
        parts: vec![
            Part::words(
                "Someone, probably you, is registering with this e-mail address. Type this code on \
                the page that asks for it.",
            ),
            Part::Code(code.reveal()),
            Part::words(format!("It works for {span}, once. {TELL_NOBODY}")),
            Part::words(
                "Or use this link, which does the same. In another browser it asks for the password \
                you chose.",
            ),
            Part::button("Confirm my address", url),
            Part::small(
                "If this was not you, do nothing: without the code nobody gets an account with your address.",
            ),
        ],
    }
}

/// "Confirm your new e-mail": to the new address.
pub(super) fn change_email(code: OneTimeCode, minutes: u64) -> Sheet {
    Sheet {
        subject: "Confirm your new e-mail address",
        preheader: "The code in this mail makes this the address of your account.",
        heading: "Confirm your new e-mail address",
        parts: vec![
            Part::words(
                "Someone, probably you, wants this to be the e-mail address of their account. Type \
                this code on the page that asks for it.",
            ),
            Part::Code(code.reveal()),
            Part::words(format!("It works for {}, once. {TELL_NOBODY}", span(minutes))),
            Part::small("If this was not you, do nothing: without the code nothing changes."),
        ],
    }
}

/// "Your code": to a client who signs in at the front desk.
pub(super) fn sign_in(code: OneTimeCode, minutes: u64) -> Sheet {
    Sheet {
        subject: "Your code to sign in",
        preheader: "The code in this mail opens your tickets.",
        heading: "Your code to sign in",
        parts: vec![
            Part::words(
                "Someone, probably you, typed your phone number or customer ID at the front desk. Type \
                this code on the page that asks for it to see your tickets.",
            ),
            Part::Code(code.reveal()),
            Part::words(format!("It works for {}, once. {TELL_NOBODY}", span(minutes))),
            Part::small(
                "If this was not you, do nothing and tell nobody the code: without it nobody sees your \
                    tickets.",
            ),
        ],
    }
}

/// "Your code to register": to the address that somebody new typed at the front desk.
pub(super) fn register(code: OneTimeCode, minutes: u64) -> Sheet {
    Sheet {
        subject: "Your code to register",
        preheader: "The code in this mail lets you ask for help.",
        heading: "Your code to register",
        parts: vec![
            Part::words(
                "Someone, probably you, typed this e-mail address at the front desk. Type this code on \
                the page that asks for it, and you can ask for help.",
            ),
            Part::Code(code.reveal()),
            Part::words(format!("It works for {}, once. {TELL_NOBODY}", span(minutes))),
            Part::small(
                "If this was not you, do nothing and tell nobody the code: without it nobody registers with \
                    your address.",
            ),
        ],
    }
}
