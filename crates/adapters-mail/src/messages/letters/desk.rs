//! Letters about what happened at the front desk.

use super::sheet::{Part, Sheet};

/// "Someone registered with your number": to the client whose phone or customer ID it is.
pub(super) fn tried_to_register(desk_url: &str) -> Sheet {
    Sheet {
        subject: "Someone typed your number at the front desk",
        preheader: "Nothing of yours was shown or changed.",
        heading: "Someone typed your number at the front desk",
        parts: vec![
            Part::words(
                "Someone, perhaps you, typed your phone number or customer ID at the front desk and wanted to \
                register with another e-mail address. We know you by this one.",
            ),
            Part::words("If this was you, type your number again: a code comes to this address."),
            Part::button("To the front desk", desk_url),
            Part::small(
                "If this was not you, do nothing: nothing of yours was shown or changed, and nobody was told that \
                    we know you.",
            ),
        ],
    }
}
