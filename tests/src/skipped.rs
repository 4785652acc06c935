//! Parts of the suite that need something this machine may not have.

use std::io::Write;

/// What the environment gives for `name`, if anything.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "tests are told by their environment what is there"
)]
pub fn given(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Says that a part cannot run, and why. With `CI` set that is a failure: there everything must be had.
///
/// # Panics
/// When `CI` is set.
pub fn skipped(part: &str, why: &str) {
    assert!(
        given("CI").is_none(),
        "{part} cannot run, and CI must leave nothing out: {why}"
    );
    // Not print!, which the test harness swallows when a test passes.
    let line = format!("\nSKIPPED: {part}: {why}\n");
    let _ = std::io::stdout().lock().write_all(line.as_bytes());
}
