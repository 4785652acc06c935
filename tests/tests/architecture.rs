//! The edges between the rooms of the house, compared with what `docs/ARCHITECTURE.md` allows.
//!
//! To add a crate, give it a row in [`EDGES`]. To let a crate use a library that belongs to another one,
//! change [`OWNERS`] and say why in `docs/DEPENDENCIES.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

const DOMAIN: &str = "frontdesk-domain";
const APPLICATION: &str = "frontdesk-application";
const DB: &str = "frontdesk-db";
const JIRA: &str = "frontdesk-jira";
const MAIL: &str = "frontdesk-mail";
const HTTP: &str = "frontdesk-http";
const SANDBOX: &str = "jira-sandbox";
const APP: &str = "frontdesk";

/// Which members a member may depend on, in any way: normal, dev or build.
const EDGES: &[(&str, &[&str])] = &[
    (DOMAIN, &[]),
    (APPLICATION, &[DOMAIN]),
    (DB, &[DOMAIN]),
    (JIRA, &[DOMAIN]),
    (MAIL, &[DOMAIN]),
    (HTTP, &[APPLICATION, DOMAIN]),
    (SANDBOX, &[]),
    (APP, &[APPLICATION, DB, DOMAIN, HTTP, JIRA, MAIL, SANDBOX]),
];

/// Members that look at the house from outside. They may depend on every other one, and nobody on them.
const OUTSIDE: &[&str] = &["frontdesk-tests", "frontdesk-rig", "frontdesk-bench"];

/// Libraries that stay in the rooms they were chosen for. [`OUTSIDE`] is free.
const OWNERS: &[(&str, &[&str])] = &[
    ("argon2", &[APP]),
    ("axum", &[HTTP, SANDBOX]),
    ("axum-extra", &[HTTP]),
    ("clap", &[APP, SANDBOX]),
    ("config", &[APP]),
    ("hyper", &[HTTP, SANDBOX]),
    ("hyper-util", &[HTTP, SANDBOX]),
    ("jsonwebtoken", &[APP]),
    ("lettre", &[MAIL]),
    ("maud", &[HTTP, MAIL, SANDBOX]),
    ("reqwest", &[JIRA, SANDBOX]),
    ("rpassword", &[APP]),
    ("rustls", &[APP]),
    ("sea-orm", &[DB]),
    ("sea-orm-migration", &[DB]),
    ("sqlx", &[DB]),
    ("tower-http", &[HTTP]),
    ("zxcvbn", &[DOMAIN]),
];

/// What must not be reachable from a crate at all, through whatever library: it would let I/O in.
const UNREACHABLE: &[(&str, &[&str])] = &[
    (
        DOMAIN,
        &[
            "tokio", "mio", "socket2", "hyper", "axum", "sea-orm", "sqlx", "reqwest", "lettre", "maud",
        ],
    ),
    (
        APPLICATION,
        &["hyper", "axum", "sea-orm", "sqlx", "reqwest", "lettre", "maud"],
    ),
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests have a parent folder")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn cargo(arguments: &[&str]) -> Vec<u8> {
    let asked = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root())
        .output();
    let asked = asked.expect("cargo runs");
    assert!(
        asked.status.success(),
        "{}",
        String::from_utf8_lossy(&asked.stderr)
    );
    asked.stdout
}

fn members() -> Vec<Package> {
    let answer = cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]);
    serde_json::from_slice::<Metadata>(&answer)
        .expect("cargo answers as documented")
        .packages
}

fn allowed<'a>(table: &[(&str, &'a [&'a str])], name: &str) -> Option<&'a [&'a str]> {
    table
        .iter()
        .find(|(key, _)| *key == name)
        .map(|(_, allowed)| *allowed)
}

fn none(found: &BTreeSet<String>, what: &str) {
    let lines: Vec<_> = found.iter().map(String::as_str).collect();
    assert!(lines.is_empty(), "{what}:\n  {}", lines.join("\n  "));
}

#[test]
fn members_depend_on_each_other_as_the_table_says() {
    let members = members();
    let names: BTreeSet<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let mut wrong = BTreeSet::new();
    for member in members
        .iter()
        .filter(|member| !OUTSIDE.contains(&member.name.as_str()))
    {
        let Some(allowed) = allowed(EDGES, &member.name) else {
            wrong.insert(format!("{} has no row in EDGES", member.name));
            continue;
        };
        let inside = member
            .dependencies
            .iter()
            .filter(|on| names.contains(on.name.as_str()));
        let forbidden = inside.filter(|on| !allowed.contains(&on.name.as_str()));
        wrong.extend(forbidden.map(|on| format!("{} must not depend on {}", member.name, on.name)));
    }
    let gone = EDGES.iter().filter(|(name, _)| !names.contains(name));
    wrong.extend(gone.map(|(name, _)| format!("{name} has a row in EDGES and is no member")));
    none(&wrong, "dependencies point inwards");
}

#[test]
fn libraries_stay_in_the_rooms_they_were_chosen_for() {
    let mut wrong = BTreeSet::new();
    for member in members()
        .iter()
        .filter(|member| !OUTSIDE.contains(&member.name.as_str()))
    {
        for on in &member.dependencies {
            if allowed(OWNERS, &on.name).is_some_and(|owners| !owners.contains(&member.name.as_str())) {
                wrong.insert(format!("{} must not use {}", member.name, on.name));
            }
        }
    }
    none(&wrong, "a library is used outside its room");
}

#[test]
fn no_library_brings_input_or_output_into_the_rules() {
    let mut wrong = BTreeSet::new();
    for (member, forbidden) in UNREACHABLE {
        let tree = cargo(&[
            "tree",
            "-p",
            member,
            "-e",
            "normal",
            "--prefix",
            "none",
            "--offline",
        ]);
        let tree = String::from_utf8_lossy(&tree).into_owned();
        let reached = tree.lines().filter_map(|line| line.split(' ').next());
        let found = reached.filter(|name| forbidden.contains(name));
        wrong.extend(found.map(|name| format!("{member} reaches {name}")));
    }
    none(&wrong, "the rules must stay free of it");
}

/// The lines of a manifest's tables whose header `wanted` takes, without comments.
fn lines_of(manifest: &str, wanted: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            inside = wanted(header);
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            lines.push(line);
        }
    }
    lines
}

#[test]
fn members_take_versions_and_lints_from_the_workspace() {
    let mut wrong = BTreeSet::new();
    for member in members() {
        let manifest = read(&member.manifest_path);
        for line in lines_of(&manifest, |header| header.ends_with("dependencies")) {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            let own = ["version", "path", "git"]
                .iter()
                .any(|key| line.contains(&format!("{key} =")));
            if own || !line.replace(' ', "").contains("workspace=true") {
                wrong.insert(format!("{}: write `{name}.workspace = true`", member.name));
            }
        }
        // `[dependencies.name]` would hide from the check above.
        if manifest
            .lines()
            .any(|line| line.contains("dependencies.") && line.starts_with('['))
        {
            wrong.insert(format!("{}: one line for one dependency", member.name));
        }
        if lines_of(&manifest, |header| header == "lints") != ["workspace = true"] {
            wrong.insert(format!("{}: write `[lints]` and `workspace = true`", member.name));
        }
    }
    none(
        &wrong,
        "versions and lints are stated once, in the root Cargo.toml",
    );
}

/// Names and reasons of the rows `| name | reason |` whose name is code.
fn reasons() -> BTreeMap<String, String> {
    let text = read(&root().join("docs/DEPENDENCIES.md"));
    let rows = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    rows.map(|(name, reason)| {
        (
            name.to_owned(),
            reason.trim().trim_end_matches('|').trim().to_owned(),
        )
    })
    .collect()
}

#[test]
fn every_dependency_has_its_reason_and_every_reason_its_dependency() {
    let manifest = read(&root().join("Cargo.toml"));
    let listed = lines_of(&manifest, |header| header == "workspace.dependencies");
    let foreign = listed.iter().filter(|line| !line.contains("path ="));
    let foreign: BTreeSet<&str> = foreign
        .filter_map(|line| line.split_once(" ="))
        .map(|(name, _)| name)
        .collect();
    let reasons = reasons();
    let used: BTreeSet<String> = members()
        .into_iter()
        .flat_map(|m| m.dependencies)
        .map(|on| on.name)
        .collect();
    let mut wrong = BTreeSet::new();
    let idle = foreign.iter().filter(|name| !used.contains(**name));
    wrong.extend(idle.map(|name| format!("{name} is used by nobody")));
    for name in &foreign {
        if reasons.get(*name).is_none_or(String::is_empty) {
            wrong.insert(format!("{name} has no reason in docs/DEPENDENCIES.md"));
        }
    }
    let gone = reasons.keys().filter(|name| !foreign.contains(name.as_str()));
    wrong.extend(
        gone.map(|name| format!("docs/DEPENDENCIES.md speaks of {name}, which Cargo.toml does not have")),
    );
    none(&wrong, "dependencies and their reasons");
}
