use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};

/// A value that is never printed: `Debug` and `config print` show stars, or nothing where it is empty.
#[derive(Clone, Default, Deserialize)]
#[serde(from = "String")]
pub(crate) struct Secret(SecretString);

impl Secret {
    pub(crate) fn is_set(&self) -> bool {
        !self.expose().is_empty()
    }

    /// The value. Whoever calls this must not let it out.
    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    fn mask(&self) -> &'static str {
        if self.is_set() { "********" } else { "" }
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value.into())
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.mask())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.mask())
    }
}
