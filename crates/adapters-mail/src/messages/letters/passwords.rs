//! Letters about a password.

use super::sheet::{Part, Sheet, span};

/// "Choose a new password": the link to do so.
pub(super) fn reset(url: &str, minutes: u64) -> Sheet {
    Sheet {
        subject: "Choose a new password",
        preheader: "The link in this mail opens the page where you do that.",
        heading: "Choose a new password",
        parts: vec![
            Part::words("Someone, probably you, asked for a new password for your account."),
            Part::button("Choose a new password", url),
            Part::words(format!(
                "The link works for {}, once. Only the newest one works.",
                span(minutes)
            )),
            Part::small("If this was not you, do nothing: your password stays as it is."),
        ],
    }
}

/// "Your password was changed".
pub(super) fn changed(forgot_url: &str) -> Sheet {
    Sheet {
        subject: "Your password was changed",
        preheader: "If it was not you, choose another one at once.",
        heading: "Your password was changed",
        parts: vec![
            Part::words(
                "Whoever was signed in to your account with the old password is signed out. If you \
                changed it, there is nothing to do.",
            ),
            Part::words("If this was not you, choose a new password at once:"),
            Part::button("Choose a new password", forgot_url),
        ],
    }
}

/// "Many wrong passwords": at most once a day.
pub(super) fn unusual_attempts(forgot_url: &str) -> Sheet {
    Sheet {
        subject: "Many wrong passwords were typed for your account",
        preheader: "Nobody got in by them, and your account is not locked.",
        heading: "Many wrong passwords were typed for your account",
        parts: vec![
            Part::words(
                "Someone tried to sign in as you, again and again. Nobody got in by these tries, and \
                your account is not locked: you can sign in as always.",
            ),
            Part::words(
                "If this was you, and you forgot your password, choose a new one. If this was not \
                you, a long password of its own for this desk keeps them out, and so does a second step: \
                you can switch it on in your profile.",
            ),
            Part::button("Choose a new password", forgot_url),
        ],
    }
}
