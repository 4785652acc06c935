//! Where the sandbox lives, for absolute links, and which product it plays.

use crate::options::Flavor;

/// The product and the origin every `self` link starts with.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    pub(crate) flavor: Flavor,
    /// Origin without a trailing slash.
    pub(crate) origin: String,
}

impl Site {
    /// Absolute address of a REST resource, e.g. `issue/10001`.
    pub(crate) fn rest(&self, path: &str) -> String {
        format!("{}/rest/api/{}/{path}", self.origin, self.flavor.api_version())
    }

    pub(crate) fn is_cloud(&self) -> bool {
        self.flavor == Flavor::Cloud
    }
}
