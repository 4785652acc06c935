//! The lines of the mission and the tests that prove them: `docs/MISSION.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::none;
use crate::sources::{root, sources};

/// How many lines each of the five desks has: what it does, and what it must not.
const LINES: &[(&str, u32, u32)] = &[
    ("S0", 15, 14),
    ("S1", 18, 11),
    ("S2", 9, 6),
    ("S3", 10, 3),
    ("S4", 14, 12),
];

/// Lines that no test is named after yet. It only ever gets shorter.
const NOT_YET: &[&str] = &[];

/// The names of all lines.
fn lines() -> impl Iterator<Item = String> {
    LINES.iter().flat_map(|(desk, does, must_not)| {
        let does = (1..=*does).map(move |n| format!("{desk}-{n}"));
        does.chain((1..=*must_not).map(move |n| format!("{desk}-N{n}")))
    })
}

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
fn every_line_has_a_row_and_every_row_a_line() {
    let rows = rows();
    let named: BTreeSet<&str> = rows.keys().map(String::as_str).collect();
    let all: BTreeSet<String> = lines().collect();
    let lines: BTreeSet<&str> = all.iter().map(String::as_str).collect();
    let differ = named.symmetric_difference(&lines);
    let wrong: Vec<String> = differ
        .filter(|line| !NOT_YET.contains(line))
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
fn every_line_has_a_test_named_after_it() {
    let sources = sources();
    let code = || sources.iter().filter(|source| source.is("rs"));
    let has_none = |line: &String| {
        let begin = format!("fn {}", prefix(line));
        !code().any(|source| source.text.contains(&begin))
    };
    let asked = lines().filter(|line| !NOT_YET.contains(&line.as_str()));
    let wrong: Vec<String> = asked.filter(has_none).collect();
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
