//! The files that people write here.

use std::fs;
use std::path::Path;

/// Where text of ours may stand. Everything else in the folder is made by a program.
pub(crate) const PLACES: &[&str] = &[
    "bench",
    "config",
    "crates",
    "docs",
    "e2e",
    "packaging",
    "scripts",
    "tests",
];
const MADE: &[&str] = &["node_modules", "out", "target", "package-lock.json"];
const KINDS: &[&str] = &["css", "js", "md", "mjs", "rs", "service", "sh", "toml", ""];

/// A file of ours.
pub(crate) struct Source {
    /// Below the root of the workspace.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn is(&self, kind: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|found| found == kind)
    }

    /// Whether it is part of the program rather than of its tests.
    pub(crate) fn is_program(&self) -> bool {
        let in_tests = ["/tests", "/testing", "_tests/", "tests.rs"]
            .iter()
            .any(|part| self.path.contains(part));
        self.is("rs") && self.path.starts_with("crates/") && self.path.contains("/src/") && !in_tests
    }

    /// Number and text of each line, without comments and without the tests at the end of the file.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self
            .text
            .find("#[cfg(test)]\nmod tests {")
            .unwrap_or(self.text.len());
        self.text[..end]
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests have a parent folder")
}

pub(crate) fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    let at_root = fs::read_dir(root())
        .expect("the workspace can be listed")
        .flatten()
        .map(|entry| entry.path());
    for path in at_root {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if PLACES.contains(&name.as_str()) || path.is_file() {
            collect(&path, &mut found);
        }
    }
    assert!(found.len() > 100, "the sources were not found");
    found
}

fn collect(path: &Path, found: &mut Vec<Source>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if MADE.contains(&&*name) || name.starts_with('.') {
        return;
    }
    if path.is_dir() {
        let inside = fs::read_dir(path)
            .expect("a folder of ours can be listed")
            .flatten();
        inside.for_each(|entry| collect(&entry.path(), found));
        return;
    }
    let kind = path.extension().unwrap_or_default().to_string_lossy();
    if !KINDS.contains(&&*kind) {
        return;
    }
    // A file that went away meanwhile, or that is no text.
    if let Ok(text) = fs::read_to_string(path) {
        let path = path
            .strip_prefix(root())
            .expect("below the root")
            .display()
            .to_string();
        found.push(Source { path, text });
    }
}
