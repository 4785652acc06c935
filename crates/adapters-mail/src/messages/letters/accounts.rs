//! Letters about an account.

use frontdesk_domain::accounts::{Reason, Role};

use super::sheet::{Part, Sheet};

/// "You have an account already": to the owner of an e-mail that somebody registered with.
pub(super) fn exists(sign_in_url: &str, forgot_url: &str) -> Sheet {
    Sheet {
        subject: "You have an account already",
        preheader: "Someone tried to register with your e-mail address.",
        heading: "You have an account already",
        parts: vec![
            Part::words(
                "Someone, probably you, tried to register with this e-mail address. It has an \
                account, so there is nothing to register: sign in instead.",
            ),
            Part::button("Sign in", sign_in_url),
            Part::button("Choose a new password", forgot_url),
            Part::small(
                "If this was not you, do nothing: nothing was changed, and nobody was told that you have an \
                    account.",
            ),
        ],
    }
}

/// "You can sign in now".
pub(super) fn approved(sign_in_url: &str, role: Role) -> Sheet {
    let what = match role {
        Role::Customer => "You can sign in now, see your tickets and open new ones.",
        Role::Agent => "You can sign in now, as an agent of this help desk.",
        Role::Admin => "You can sign in now, as an admin of this help desk.",
    };
    Sheet {
        subject: "Your account is ready",
        preheader: "You can sign in now.",
        heading: "Your account is ready",
        parts: vec![Part::words(what), Part::button("Sign in", sign_in_url)],
    }
}

/// "Not this time", with the reason if there is one.
pub(super) fn declined(reason: Option<&Reason>) -> Sheet {
    let mut parts = vec![Part::words(
        "An admin of this help desk looked at your registration and did not approve it.",
    )];
    if let Some(reason) = reason {
        parts.push(Part::words("They gave this reason:"));
        parts.push(Part::Quote(reason.as_str().to_owned()));
    }
    parts.push(Part::small(
        "You need no account to ask for help: go to the front desk with your phone number or customer ID.",
    ));
    Sheet {
        subject: "About your registration",
        preheader: "It was not approved.",
        heading: "Your registration was not approved",
        parts,
    }
}

/// "Your e-mail was changed": to the old address. It holds no link: whoever changed it holds the account.
pub(super) fn email_changed() -> Sheet {
    Sheet {
        subject: "The e-mail address of your account was changed",
        preheader: "From now on we write to another address.",
        heading: "The e-mail address of your account was changed",
        parts: vec![
            Part::words(
                "From now on you sign in with the new address, and we write there. This is the last \
                mail to this one.",
            ),
            Part::small(
                "If this was not you, and you did not ask the help desk for it, someone else got into your \
                    account. Get in touch with the help desk at once, so that it can be closed.",
            ),
        ],
    }
}
