//! Looking through logs for what no log may hold: the secrets that tests used or were given, and whatever has the
//! shape of one.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::kept_logs::{Kind, LOG, SECRETS};

/// Where something was found, and of what kind. Never the thing itself: this is printed, and printed things are
/// kept as logs are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// Which log.
    pub log: PathBuf,
    /// Which line, from 1.
    pub line: usize,
    /// What is in it.
    pub what: What,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A secret from the list.
    Listed(Kind),
    /// Something of the shape of one.
    Shaped(&'static str),
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { log, line, what } = self;
        match what {
            What::Listed(kind) => write!(f, "{}:{line}: a {kind} that a test used", log.display()),
            What::Shaped(shape) => write!(f, "{}:{line}: {shape}", log.display()),
        }
    }
}

/// What was looked through, and what was found.
#[derive(Debug, Default)]
pub struct Search {
    /// How many logs.
    pub logs: usize,
    /// How many lines in them.
    pub lines: usize,
    /// How many secrets were looked for, by kind.
    pub secrets: HashMap<&'static str, usize>,
    /// What was found.
    pub leaks: Vec<Leak>,
}

/// Looks through every log in the folder.
///
/// # Errors
/// When the folder, its list of secrets or a log cannot be read.
pub fn search(folder: &Path) -> Result<Search> {
    let list = std::fs::read_to_string(folder.join(SECRETS))?;
    let secrets = Secrets::read(&list);
    let mut found = Search {
        secrets: secrets.counted(),
        ..Search::default()
    };
    for entry in std::fs::read_dir(folder)? {
        let log = entry?.path();
        if log.extension().is_none_or(|extension| extension != LOG) {
            continue;
        }
        found.logs += 1;
        let text = String::from_utf8_lossy(&std::fs::read(&log)?).into_owned();
        for (n, line) in text.lines().enumerate() {
            found.lines += 1;
            let leak = |what| Leak {
                log: log.clone(),
                line: n + 1,
                what,
            };
            found.leaks.extend(secrets.in_line(line).into_iter().map(leak));
        }
    }
    Ok(found)
}

/// The secrets of a list. Words are looked up, so that many lines and many secrets cost no more than the lines.
#[derive(Debug, Default)]
pub struct Secrets {
    /// Secrets that are one word.
    words: HashMap<String, Kind>,
    /// Secrets with other characters in them.
    phrases: Vec<(String, Kind)>,
}

/// Shorter ones stand in any text by chance.
const SHORTEST: usize = 6;

impl Secrets {
    /// Reads a list. What no line of it can say is left out.
    #[must_use]
    pub fn read(list: &str) -> Self {
        let mut secrets = Self::default();
        for line in list.lines() {
            let Some((kind, value)) = line.split_once('\t') else {
                continue;
            };
            let kind = Kind::ALL.into_iter().find(|known| known.word() == kind);
            let Some(kind) = kind.filter(|_| value.trim().len() >= SHORTEST) else {
                continue;
            };
            let value = value.trim();
            if value.chars().all(is_word) {
                secrets.words.insert(value.to_owned(), kind);
            } else if !secrets.phrases.iter().any(|(phrase, _)| phrase == value) {
                secrets.phrases.push((value.to_owned(), kind));
            }
        }
        secrets
    }

    /// What is in this line.
    #[must_use]
    pub fn in_line(&self, line: &str) -> Vec<What> {
        let line = without_time(line);
        let words = words(line);
        let mut found: Vec<_> = words
            .iter()
            .filter_map(|word| self.words.get(*word))
            .map(|kind| What::Listed(*kind))
            .collect();
        let phrases = self
            .phrases
            .iter()
            .filter(|(phrase, _)| line.contains(phrase.as_str()));
        found.extend(phrases.map(|(_, kind)| What::Listed(*kind)));
        found.extend(shapes(line, &words).into_iter().map(What::Shaped));
        found
    }

    fn counted(&self) -> HashMap<&'static str, usize> {
        let mut counted = HashMap::new();
        let phrases = self.phrases.iter().map(|(_, kind)| kind);
        for kind in self.words.values().chain(phrases) {
            *counted.entry(kind.word()).or_default() += 1;
        }
        counted
    }
}

/// What has the shape of a secret in a line.
fn shapes(line: &str, words: &[&str]) -> Vec<&'static str> {
    let mut found = Vec::new();
    let marks = [
        ("$argon2", "a hashed password"),
        ("__Host-", "a cookie of ours"),
        ("sid=", "a cookie of ours"),
        ("/verify?", "the address of a mailed link"),
        ("?token=", "the address of a mailed link"),
    ];
    found.extend(
        marks
            .iter()
            .filter(|(mark, _)| line.contains(mark))
            .map(|(_, what)| *what),
    );
    if words.iter().any(|word| is_token(word)) {
        found.push("43 characters of base64url, as of a token");
    }
    if words
        .iter()
        .any(|word| word.starts_with("eyJ") && word.len() > 15)
    {
        found.push("a signed link");
    }
    if has_phone(line) {
        found.push("a phone number");
    }
    if has_email(line) {
        found.push("an e-mail address");
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn words(line: &str) -> Vec<&str> {
    line.split(|c: char| !is_word(c))
        .filter(|word| !word.is_empty())
        .collect()
}

/// 32 random bytes hold all three of them but once in a million times; a long name does not.
fn is_token(word: &str) -> bool {
    let has = |what: fn(&u8) -> bool| word.bytes().any(|byte| what(&byte));
    word.len() == 43 && has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase)
}

/// A number in Iran, as the tests have them: `+98…`, or `09…` as typed.
fn has_phone(line: &str) -> bool {
    let digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
    let abroad = line
        .match_indices("+98")
        .any(|(at, _)| digits(&line[at + 3..]) >= 9);
    abroad
        || words(line)
            .iter()
            .any(|word| word.starts_with("09") && word.len() == 11 && digits(word) == 11)
}

/// `name@example.com`. Not what is known to be none: the address of a database has a host after its `@`.
fn has_email(line: &str) -> bool {
    line.match_indices('@').any(|(at, _)| {
        let name = line[..at].bytes().next_back();
        let domain = &line[at + 1..];
        let end = domain
            .find(|c: char| !is_word(c) && c != '.')
            .unwrap_or(domain.len());
        let last = domain[..end]
            .trim_end_matches('.')
            .rsplit_once('.')
            .map(|(_, last)| last);
        name.is_some_and(|byte| byte.is_ascii_alphanumeric())
            && last.is_some_and(|last| last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic()))
    })
}

/// The line without the moment it begins with, whose microseconds are six digits like a code's.
fn without_time(line: &str) -> &str {
    let time = line
        .strip_prefix('{')
        .map_or(line, |rest| rest.strip_prefix("\"timestamp\":\"").unwrap_or(line));
    let is_time = time.len() > 27 && time.as_bytes()[10] == b'T' && time.is_char_boundary(27);
    if is_time { &time[27..] } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA";
    const LIST: &str = "password\tmossy anchor cup\ncode\t042137\ncookie\tTm90LWEtc2VjcmV0\nemail\tSara\nphone\t0912 345 6789\nwhat\tever";

    fn found(line: &str) -> Vec<What> {
        Secrets::read(LIST).in_line(line)
    }

    #[test]
    fn planted_secrets_are_found() {
        let time = "2026-11-21T13:30:37.042137Z";
        for (line, what) in [
            ("typed=mossy anchor cup", What::Listed(Kind::Password)),
            ("code: 042137.", What::Listed(Kind::Code)),
            (&format!("{time} DEBUG code=042137"), What::Listed(Kind::Code)),
            ("{\"sid\":\"Tm90LWEtc2VjcmV0\"}", What::Listed(Kind::Cookie)),
            ("who=0912 345 6789", What::Listed(Kind::Phone)),
            ("a +989123456789 b", What::Shaped("a phone number")),
            ("who=09123456789", What::Shaped("a phone number")),
            (
                "to sara.ahmadi+x@mail.example.com,",
                What::Shaped("an e-mail address"),
            ),
            ("set-cookie: __Host-dev", What::Shaped("a cookie of ours")),
            ("cookie: theme=dark; sid=", What::Shaped("a cookie of ours")),
            ("$argon2id$v=19$m=19456", What::Shaped("a hashed password")),
            ("GET /track/eyJhbGciOiJIUzI1NiJ9", What::Shaped("a signed link")),
            (
                "/reset-password?token=",
                What::Shaped("the address of a mailed link"),
            ),
        ] {
            assert_eq!(found(line), [what], "{line}");
        }
        let token = format!("token={TOKEN}&x");
        assert_eq!(
            found(&token),
            [What::Shaped("43 characters of base64url, as of a token")]
        );
    }

    #[test]
    fn harmless_lines_are_left_alone() {
        for line in [
            "2026-11-21T13:30:37.042137Z  INFO request method=GET route=\"/verify\" status=200 milliseconds=3",
            "{\"timestamp\":\"2026-11-21T13:30:37.042137Z\",\"level\":\"INFO\",\"request_id\":\"00f1\"}",
            "postgres://127.0.0.1:5432, @ 2x, you@localhost, a@1.5",
            "frontdesk_application_with_a_name_of_forty_three",
            "code 1042137 and 0421370",
            "",
        ] {
            assert_eq!(found(line), [], "{line}");
        }
    }

    #[test]
    fn a_folder_is_looked_through_and_lines_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        assert!(search(folder.path()).is_err(), "nothing was collected");
        write(SECRETS, LIST);
        write("a.log", "fine\nfine\nmossy anchor cup\n");
        write("a.printed", "mossy anchor cup\n");
        write("b.log", "fine");
        let found = search(folder.path()).unwrap();
        assert_eq!((found.logs, found.lines, found.leaks.len()), (2, 4, 1));
        assert_eq!(found.leaks[0].line, 3);
        let said = found.leaks[0].to_string();
        assert!(said.ends_with("a.log:3: a password that a test used"), "{said}");
    }
}
