//! Habits that no compiler holds: `docs/STYLE.md` says why.
//!
//! Each test lists everything it found, with a path and a line, so that one run is enough to mend it all.

mod code;
mod documents;
mod mission;
mod sources;

fn none(found: &[String], what: &str) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}
