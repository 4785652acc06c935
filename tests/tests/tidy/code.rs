//! What stands in the sources.

use std::path::{Path, PathBuf};

use crate::none;
use crate::sources::{Source, sources};

/// Longest file, in lines with its tests. A longer one holds more than one thing.
const LONGEST: usize = 400;

/// Markup that is not escaped: the file, how often, and why it is safe there. It only ever gets shorter.
const UNESCAPED: &[(&str, usize, &str)] = &[];

/// Panics outside tests: the file, how often, and why it cannot happen or must.
const PANICS: &[(&str, usize, &str)] = &[];

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
        // A folder of ours may have such a name: a path of one machine begins with it.
        let begins = |line: &str, at: usize| !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let says = |line: &str, word: &String| line.match_indices(word).any(|(at, _)| begins(line, at));
        let found = lines.filter(|(_, line)| words.iter().any(|word| says(line, word)));
        wrong.extend(found.map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim())));
    }
    none(&wrong, "it means nothing to who reads it elsewhere");
}
