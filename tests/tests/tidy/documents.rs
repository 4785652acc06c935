//! What the documents say, compared with what is there.

use std::fs;

use crate::none;
use crate::sources::{PLACES, root, sources};

#[test]
fn links_between_documents_lead_somewhere() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.is("md")) {
        let folder = root().join(&source.path);
        let folder = folder.parent().expect("a file is in a folder");
        let links = [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"')];
        let targets = links.iter().flat_map(|(begin, end)| {
            let found = source.text.split(begin).skip(1);
            found.filter_map(|rest| rest.split(*end).next())
        });
        for target in targets {
            let path = target.split('#').next().unwrap_or_default();
            let elsewhere = path.is_empty() || path.contains(':');
            if !elsewhere && !folder.join(path).exists() {
                wrong.push(format!("{}: {target}", source.path));
            }
        }
    }
    none(&wrong, "a link leads nowhere");
}

#[test]
fn documents_that_the_code_points_at_exist() {
    let mut wrong = Vec::new();
    for source in sources() {
        for rest in source.text.split("docs/").skip(1) {
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || "-_/.".contains(c)))
                .unwrap_or(rest.len());
            let name = rest[..end].trim_end_matches('.');
            let ours = name.ends_with(".md") && !source.text.contains(&format!("/docs/{name}"));
            if ours && !root().join("docs").join(name).exists() {
                wrong.push(format!("{}: docs/{name}", source.path));
            }
        }
    }
    none(&wrong, "a document is missing");
}

/// What stands between backticks.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// In these documents, a path between backticks is a file or a folder here, and a name with `()` is a
/// function in a file named on the same line.
#[test]
fn what_the_guides_name_exists() {
    let mut wrong = Vec::new();
    for guide in ["docs/ARCHITECTURE.md", "docs/STYLE.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root().join(guide)).unwrap_or_else(|error| panic!("{guide}: {error}"));
        for (at, line) in text.lines().enumerate() {
            let is_path = |word: &&str| word.contains('/') && !word.contains(['*', '…', ' ', '{', '<']);
            let paths: Vec<&str> = quoted(line)
                .filter(is_path)
                .filter(|w| PLACES.iter().any(|p| w.starts_with(p)))
                .collect();
            let gone = paths.iter().filter(|path| !root().join(path).exists());
            wrong.extend(gone.map(|path| format!("{guide}:{}: {path}", at + 1)));
            let files: Vec<String> = paths
                .iter()
                .filter_map(|path| fs::read_to_string(root().join(path)).ok())
                .collect();
            for name in quoted(line)
                .filter_map(|word| word.strip_suffix("()"))
                .filter(|_| !files.is_empty())
            {
                let name = name.rsplit("::").next().unwrap_or(name);
                if !files.iter().any(|file| {
                    file.contains(&format!("fn {name}(")) || file.contains(&format!("fn {name}<"))
                }) {
                    wrong.push(format!("{guide}:{}: no function {name} there", at + 1));
                }
            }
        }
    }
    none(&wrong, "a guide names what is not there");
}

#[test]
fn every_part_of_the_suite_is_explained() {
    let read =
        |path: &str| fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (script, guide) = (read("scripts/test"), read("docs/TESTING.md"));
    let parts = script
        .lines()
        .filter(|line| line.starts_with("  \"") && line.contains('|'));
    let names: Vec<&str> = parts
        .filter_map(|line| line.trim_matches([' ', '"']).split(' ').next())
        .collect();
    assert!(names.len() > 5, "the table of parts was not found");
    let missing = names.iter().filter(|name| !guide.contains(&format!("`{name}`")));
    let missing: Vec<_> = missing.map(|name| format!("docs/TESTING.md: {name}")).collect();
    none(&missing, "a part is not explained");
}

/// The addresses that this program answers, in the order of their file. What stands between braces is any text.
fn addresses() -> Vec<String> {
    let path = root().join("crates/adapters-http/src/paths.rs");
    let text = fs::read_to_string(path).expect("the addresses can be read");
    let lines = text.lines().filter(|line| line.starts_with("pub const "));
    lines
        .filter_map(|line| line.split("= \"/").nth(1)?.split('"').next())
        .map(|path| format!("/{path}"))
        .collect()
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut parts) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), parts.next()) {
            (None, None) => return true,
            (Some(wanted), Some(part)) if wanted == part || wanted.starts_with('{') => {}
            (Some(_), Some(part)) if part == "N" || part.starts_with(['{', '…']) => {}
            _ => return false,
        }
    }
}

/// Where the guides send people, there is a page.
#[test]
fn s2_n6_every_address_in_the_guides_is_answered() {
    let known = addresses();
    assert!(known.len() > 50, "the addresses were not found");
    let begins = |word: &&str| {
        let first = word
            .trim_start_matches('/')
            .split(['/', '?'])
            .next()
            .unwrap_or_default();
        word.starts_with('/') && known.iter().any(|path| path.split('/').nth(1) == Some(first))
    };
    let mut wrong = Vec::new();
    for guide in [
        "README.md",
        "docs/USING.md",
        "docs/OPERATING.md",
        "docs/ACCOUNTS.md",
        "docs/KNOWN-GAPS.md",
    ] {
        let text = fs::read_to_string(root().join(guide)).unwrap_or_else(|error| panic!("{guide}: {error}"));
        for (at, line) in text.lines().enumerate() {
            for word in quoted(line).filter(begins) {
                let path = word.split(['?', '#']).next().unwrap_or_default();
                if !known.iter().any(|pattern| fits(pattern, path)) {
                    wrong.push(format!("{guide}:{}: {word}", at + 1));
                }
            }
        }
    }
    none(&wrong, "a guide names an address that is not there");
}
