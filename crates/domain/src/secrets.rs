//! Values that open a door. Their `Debug` never shows them.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

macro_rules! bytes_type {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// The value made of these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// Its bytes, for storing and for hashing.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// The value in these bytes, if there are exactly as many as it has.
            #[must_use]
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }

            /// The value as text: URL-safe base 64 without padding.
            #[must_use]
            pub fn to_text(&self) -> String {
                URL_SAFE_NO_PAD.encode(self.0)
            }

            /// The value that [`to_text`](Self::to_text) wrote; nothing else is taken, not even other
            /// spellings of the same bytes.
            #[must_use]
            pub fn from_text(text: &str) -> Option<Self> {
                URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| Self::from_slice(&bytes))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

bytes_type! {
    /// Drawn when a form is shown and sent back with it: the same key again is the same submission.
    SubmissionKey, 16
}
bytes_type! {
    /// What was submitted, as a SHA-256: tells a repeated form from another one under the same key.
    SubmissionDigest, 32
}
bytes_type! {
    /// The unguessable part of a track link. Who holds it may see that one ticket.
    TrackToken, 32
}
bytes_type! {
    /// SHA-256 of a token; the only form in which a token is stored.
    TokenHash, 32
}
bytes_type! {
    /// A keyed hash of something countable (an address, a phone), so that throttles and audits hold no
    /// personal data in clear.
    Fingerprint, 32
}

bytes_type! {
    /// What the browser of someone signed in sends back. Only its hash is stored.
    SessionToken, 32
}
bytes_type! {
    /// What a browser sends back from which someone signed in before. Only its hash is stored.
    DeviceToken, 32
}
bytes_type! {
    /// Binds a one-time code to the browser that asked for it.
    RequestId, 16
}
bytes_type! {
    /// What makes a mailed link single-use: the `jti` of its token. Only its hash is stored.
    LinkId, 32
}
bytes_type! {
    /// Makes the Message-ID of a letter unguessable and stable.
    LetterMark, 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_shows_the_value() {
        assert_eq!(format!("{:?}", TrackToken::from_bytes([7; 32])), "TrackToken(…)");
    }

    #[test]
    fn one_value_has_one_spelling() {
        let key = SubmissionKey::from_bytes([0xfb; 16]);
        let text = key.to_text();
        assert_eq!(SubmissionKey::from_text(&text), Some(key));
        let others = [
            format!("{text}="),
            format!("{text} "),
            text.to_uppercase(),
            text.replace('-', "+"),
        ];
        for other in others {
            assert_ne!(SubmissionKey::from_text(&other), Some(key), "{other}");
        }
    }

    #[test]
    fn only_the_exact_length_is_taken() {
        assert!(SubmissionKey::from_slice(&[0; 16]).is_some());
        assert!(SubmissionKey::from_slice(&[0; 15]).is_none());
        assert!(SubmissionKey::from_slice(&[0; 17]).is_none());
    }
}
