//! What the rig is told from outside.

use std::path::PathBuf;

/// The value of an environment variable that is set and not empty.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "the rig is a program of its own; this is the one place where it reads the environment"
)]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Where the release binary `name` is: what the variable says, or where cargo puts it.
#[must_use]
pub fn binary(variable: &str, name: &str) -> PathBuf {
    let target = setting("CARGO_TARGET_DIR").unwrap_or_else(|| "target".to_owned());
    setting(variable).map_or_else(|| PathBuf::from(target).join("release").join(name), PathBuf::from)
}

/// Whether a part that cannot run is a failure.
#[must_use]
pub fn nothing_may_be_skipped() -> bool {
    setting("CI").is_some()
}
