//! Habits that no compiler holds: `docs/STYLE.md` says why.
//!
//! Each test lists everything it found, with a path and a line, so that one run is enough to mend it all.

use std::fs;
use std::path::{Path, PathBuf};

/// Where text of ours may stand. Everything else in the folder is made by a program.
const PLACES: &[&str] = &[
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

/// Longest file, in lines with its tests. A longer one holds more than one thing.
const LONGEST: usize = 400;

/// Markup that is not escaped: the file, how often, and why it is safe there. It only ever gets shorter.
const UNESCAPED: &[(&str, usize, &str)] = &[];

/// Panics outside tests: the file, how often, and why it cannot happen or must.
const PANICS: &[(&str, usize, &str)] = &[];

struct Source {
    path: String,
    text: String,
}

impl Source {
    fn is(&self, kind: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|found| found == kind)
    }

    /// Whether it is part of the program rather than of its tests.
    fn is_program(&self) -> bool {
        let in_tests = ["/tests", "/testing", "tests.rs", "_tests.rs"]
            .iter()
            .any(|part| self.path.contains(part));
        self.is("rs") && self.path.starts_with("crates/") && self.path.contains("/src/") && !in_tests
    }

    /// Number and text of each line, without comments and without the tests at the end of the file.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
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

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests have a parent folder")
}

fn sources() -> Vec<Source> {
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

fn none(found: &[String], what: &str) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

/// Compares how often `forbidden` holds in a line of the program with a list of what is allowed.
fn frozen(allowed: &[(&str, usize, &str)], forbidden: impl Fn(&str) -> bool, what: &str) {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.is_program()) {
        let lines: Vec<usize> = source
            .code()
            .filter(|(_, line)| forbidden(line))
            .map(|(at, _)| at)
            .collect();
        let may = allowed
            .iter()
            .find(|(path, ..)| *path == source.path)
            .map_or(0, |(_, count, _)| *count);
        if lines.len() != may {
            wrong.push(format!(
                "{}: {may} allowed, found in lines {lines:?}",
                source.path
            ));
        }
    }
    none(&wrong, what);
    assert!(
        allowed.iter().all(|(_, _, why)| !why.is_empty()),
        "every exception says why"
    );
}

#[test]
fn text_is_escaped() {
    frozen(
        UNESCAPED,
        |line| line.contains("PreEscaped"),
        "let maud escape it",
    );
}

#[test]
fn nothing_panics_outside_tests() {
    let panics = [
        ".unwrap()",
        ".expect(\"",
        ".unwrap_err()",
        "panic!(",
        "unreachable!(",
        "todo!(",
        "unimplemented!(",
    ];
    frozen(
        PANICS,
        |line| panics.iter().any(|word| line.contains(word)),
        "answer with an error instead",
    );
}

#[test]
fn pages_hold_no_inline_style_or_script() {
    let mut wrong = Vec::new();
    let pages = ["crates/adapters-http/", "crates/jira-sandbox/"];
    for source in sources()
        .iter()
        .filter(|s| s.is_program() && pages.iter().any(|p| s.path.starts_with(p)))
    {
        let inline = source
            .code()
            .filter(|(_, line)| line.split([' ', '{', '(']).any(is_inline));
        wrong.extend(inline.map(|(at, line)| format!("{}:{at}: {}", source.path, line.trim())));
    }
    none(&wrong, "the content security policy forbids it");
}

/// `style="…"`, `onclick=(…)`: an attribute in maud, which no variable of Rust looks like.
fn is_inline(word: &str) -> bool {
    let Some((name, value)) = word.split_once('=') else {
        return false;
    };
    let handler = name.len() > 3 && name.starts_with("on") && name.bytes().all(|b| b.is_ascii_lowercase());
    (name == "style" || handler) && !value.starts_with(['=', '>'])
}

#[test]
fn inline_is_recognised() {
    for word in ["style=\"color:red\"", "onclick=", "onsubmit=\"x()\""] {
        assert!(is_inline(word), "{word}");
    }
    for word in ["style==", "on=", "once", "only_reads=x", "data-style=\"x\""] {
        assert!(!is_inline(word), "{word}");
    }
}

#[test]
fn no_file_is_too_long() {
    let code = |source: &&Source| {
        ["rs", "mjs", "js", "sh", ""]
            .iter()
            .any(|kind| Path::new(&source.path).extension().unwrap_or_default() == *kind)
    };
    let sources = sources();
    let long = sources
        .iter()
        .filter(code)
        .filter(|source| source.path != "LICENSE");
    let long = long
        .map(|source| (source.text.lines().count(), &source.path))
        .filter(|(lines, _)| *lines > LONGEST);
    let long: Vec<_> = long
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    none(&long, "split it by what it does");
}

#[test]
fn files_are_named_for_what_is_in_them() {
    let vague = [
        "common", "helper", "helpers", "misc", "models", "services", "util", "utils",
    ];
    let sources = sources();
    let stem = |source: &Source| {
        PathBuf::from(&source.path)
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let folder = |source: &Source| source.path.split('/').any(|part| vague.contains(&part));
    let rust = sources.iter().filter(|source| source.is("rs"));
    let wrong: Vec<_> = rust
        .filter(|s| vague.contains(&stem(s).as_str()) || folder(s))
        .map(|s| s.path.clone())
        .collect();
    none(&wrong, "a feature's name or a verb");
}

/// Features, and the crates that have a file or a folder of that name.
const SLICES: &[(&str, &[&str])] = &[
    ("tickets", &["domain", "application", "adapters-db"]),
    ("replies", &["domain", "application", "adapters-db"]),
    ("clients", &["domain", "adapters-db"]),
    ("deliveries", &["domain", "application", "adapters-db", "app"]),
    (
        "front_desk",
        &["domain", "application", "adapters-db", "adapters-http", "app"],
    ),
    (
        "track",
        &["domain", "application", "adapters-db", "adapters-http"],
    ),
    ("mailbox", &["domain", "adapters-db", "adapters-http"]),
    ("throttles", &["domain", "adapters-db"]),
];

#[test]
fn a_feature_has_one_name_in_every_crate() {
    let sources = sources();
    let named = |path: &str, feature: &str| {
        path.split('/')
            .any(|part| part.trim_end_matches(".rs") == feature)
    };
    let mut wrong = Vec::new();
    for (feature, crates) in SLICES {
        for room in *crates {
            let inside = format!("crates/{room}/src/");
            if !sources
                .iter()
                .any(|s| s.path.starts_with(&inside) && named(&s.path, feature))
            {
                wrong.push(format!("{inside} has nothing called {feature}"));
            }
        }
    }
    none(&wrong, "`git ls-files '*feature*'` is the whole slice");
}

#[test]
fn nothing_depends_on_one_machine_or_is_left_for_later() {
    // In pieces, so that this file does not find itself.
    let words = [
        ["/wo", "rk/"],
        ["/ho", "me/"],
        ["/ro", "ot/"],
        ["/tmp", "/t/"],
        ["TO", "DO"],
        ["FIX", "ME"],
    ];
    let words = words.map(|pieces| pieces.concat());
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.text.lines().enumerate();
        let found = lines.filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        wrong.extend(found.map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim())));
    }
    none(&wrong, "it means nothing to who reads it elsewhere");
}

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
