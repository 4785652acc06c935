//! The lines of the mission and the tests that prove them: `docs/MISSION.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::none;
use crate::sources::{root, sources};

/// The lines that are proved so far. Each is proved by a test named after it.
const LINES: &[&str] = &[
    "S0-2", "S0-4", "S0-6", "S0-7", "S0-8", "S0-9", "S0-10", "S0-11", "S0-12", "S0-13", "S0-14", "S0-15",
    "S0-N1", "S0-N2", "S0-N4", "S0-N7", "S0-N8", "S0-N9", "S0-N10", "S0-N11", "S0-N12", "S0-N13", "S0-N14",
    "S1-1", "S1-2", "S1-3", "S1-4", "S1-5", "S1-6", "S1-7", "S1-8", "S1-9", "S1-10", "S1-11", "S1-12",
    "S1-13", "S1-15", "S1-16", "S1-17", "S1-18", "S1-N1", "S1-N2", "S1-N3", "S1-N4", "S1-N7", "S1-N8",
    "S1-N9", "S1-N10", "S1-N11", "S2-1", "S2-4", "S2-5", "S2-6", "S2-N4", "S2-N5", "S2-N6", "S3-1", "S3-2",
    "S3-3", "S3-4", "S3-5", "S3-6", "S3-7", "S3-8", "S3-9", "S3-10", "S3-N1", "S3-N2", "S3-N3", "S4-1",
    "S4-2", "S4-3", "S4-4", "S4-5", "S4-6", "S4-8", "S4-9", "S4-10", "S4-11", "S4-12", "S4-13", "S4-14",
    "S4-N1", "S4-N2", "S4-N3", "S4-N4", "S4-N5", "S4-N6", "S4-N7", "S4-N8", "S4-N9", "S4-N10", "S4-N11",
    "S4-N12",
];

/// The beginning of the names of a line's tests: `s1_n2_` of S1-N2.
fn prefix(line: &str) -> String {
    format!("{}_", line.to_lowercase().replace('-', "_"))
}

/// The rows `| S1-N2 | what it says | \`test\` in \`path\`, … |`: the line, and name and path of each test.
fn rows() -> BTreeMap<String, Vec<(String, String)>> {
    let text = fs::read_to_string(root().join("docs/MISSION.md")).expect("docs/MISSION.md can be read");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| S"));
    rows.map(|row| {
        let id = format!("S{}", row.split(" |").next().unwrap_or_default());
        let quoted: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        let tests = quoted.chunks(2).filter_map(|pair| match pair {
            [name, path] => Some(((*name).to_owned(), (*path).to_owned())),
            _ => None,
        });
        (id, tests.collect())
    })
    .collect()
}

#[test]
fn every_line_about_people_has_a_row_and_every_row_a_line() {
    let rows = rows();
    let named: BTreeSet<&str> = rows.keys().map(String::as_str).collect();
    let lines: BTreeSet<&str> = LINES.iter().copied().collect();
    let wrong: Vec<String> = named
        .symmetric_difference(&lines)
        .map(|line| (*line).to_owned())
        .collect();
    none(&wrong, "docs/MISSION.md and the list of lines differ");
}

#[test]
fn every_test_that_the_mission_names_exists_where_it_says() {
    let mut wrong = Vec::new();
    for (line, tests) in rows() {
        if tests.is_empty() {
            wrong.push(format!("{line} names no test"));
        }
        for (name, path) in tests {
            let text = fs::read_to_string(root().join(&path)).unwrap_or_default();
            if !name.starts_with(&prefix(&line)) {
                wrong.push(format!("{line}: {name} is not named after it"));
            }
            if !text.contains(&format!("fn {name}(")) {
                wrong.push(format!("{line}: no {name} in {path}"));
            }
        }
    }
    none(&wrong, "docs/MISSION.md names what is not there");
}

#[test]
fn every_line_about_people_has_a_test_named_after_it() {
    let sources = sources();
    let code = || sources.iter().filter(|source| source.is("rs"));
    let has_test = |line: &&&str| {
        let begin = format!("fn {}", prefix(line));
        !code().any(|source| source.text.contains(&begin))
    };
    let wrong: Vec<String> = LINES
        .iter()
        .filter(has_test)
        .map(|line| (*line).to_owned())
        .collect();
    none(&wrong, "no test has its name");
}

/// A server's address with a user and a password in it, in the program or in what is installed with it. The
/// word `password`, or dots, may stand where one is to be filled in.
#[test]
fn s1_n8_no_mail_credentials_stand_in_the_sources() {
    let mut wrong = Vec::new();
    for source in sources() {
        let is_installed = ["config/", "packaging/"]
            .iter()
            .any(|place| source.path.starts_with(place));
        if !source.is_program() && !is_installed {
            continue;
        }
        for (at, line) in source.code() {
            let addresses = ["smtp://", "smtps://"]
                .iter()
                .filter_map(|scheme| line.split_once(scheme));
            for (_, rest) in addresses {
                let host = rest.split(['/', '"', '`', ' ', '\'']).next().unwrap_or_default();
                let password = host.rsplit_once('@').and_then(|(user, _)| user.split_once(':'));
                if password
                    .is_some_and(|(_, password)| password != "password" && !password.starts_with(['…', '{']))
                {
                    wrong.push(format!("{}:{at}: {line}", source.path));
                }
            }
            let key = line.split_once("password = \"").map(|(_, rest)| rest);
            if key.is_some_and(|rest| !rest.starts_with('"')) {
                wrong.push(format!("{}:{at}: {line}", source.path));
            }
        }
    }
    none(&wrong, "credentials stand in the sources");
    let shipped = fs::read_to_string(root().join("config/frontdesk.toml")).expect("the settings can be read");
    assert!(
        shipped.contains("transport = \"mailbox\""),
        "mail works without any"
    );
}
