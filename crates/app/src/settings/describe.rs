//! Every setting with its comment: the one place from which `config/frontdesk.toml` and `config print` are
//! made.

use std::fmt::Write as _;

use frontdesk_http::site::{InForce, Origin};
use toml::Value;

use super::Settings;

/// Key, comment, and whether it is shown commented out with an example because its default is "not set".
const SETTINGS: &[(&str, &str, Option<&str>)] = &[
    (
        "data_dir",
        "The folder for the SQLite database and the secret key.",
        None,
    ),
    (
        "secret_key",
        "Signs and seals everything: base 64 of 32 bytes or more. Without it one is made in the data\n\
         directory. Several processes on one database need the same.",
        Some("$(openssl rand -base64 32)"),
    ),
    (
        "organization.name",
        "Whose desk this is; it stands on every page and in every mail.",
        None,
    ),
    (
        "organization.phone",
        "A phone number for the foot of every page.",
        Some("020 7946 0142"),
    ),
    (
        "organization.email",
        "A mail address for the foot of every page.",
        Some("help@example.com"),
    ),
    (
        "organization.hours",
        "When somebody is there.",
        Some("Weekdays 8:00 to 18:00"),
    ),
    (
        "organization.answers",
        "How fast an answer comes; it follows \"We usually answer\".",
        Some("within 3 hours"),
    ),
    (
        "organization.time_zone",
        "The zone in which times are printed.",
        None,
    ),
    ("http.listen", "Where the server listens.", None),
    (
        "http.public_url",
        "The address people type. Links in mails start with it, and requests for other hosts are\n\
         refused. Needed as soon as others than this machine use the desk.",
        Some("https://help.example.com"),
    ),
    (
        "http.trusted_proxies",
        "Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, as networks.",
        Some("[\"127.0.0.0/8\"]"),
    ),
    ("http.max_connections", "Connections at once.", None),
    (
        "http.max_connections_per_address",
        "Connections at once from one address; loopback has no such bound.",
        None,
    ),
    (
        "http.metrics_token",
        "Lets a monitor read /metrics with this bearer token. Without it there is no /metrics.",
        Some("…"),
    ),
    (
        "database.url",
        "Where everything is kept. Without it: SQLite in the data directory.\n\
         sqlite:/var/lib/frontdesk/frontdesk.db, postgres://user:password@host/name or\n\
         mysql://user:password@host/name (MariaDB too). DATABASE_URL is read as well.",
        Some("postgres://frontdesk:…@db.example.com/frontdesk"),
    ),
    (
        "database.max_connections",
        "Connections to PostgreSQL or MySQL/MariaDB.",
        None,
    ),
    (
        "front_desk.identity",
        "What it takes to be answered at the front desk. \"open\": a phone number or a customer ID. It\n\
         tells who types one the number, state and date of an open ticket, and so whether the number is\n\
         known; never a subject, a text or a name. \"verified\": then a code mailed to the address on the\n\
         client's record, and the same answer whether the number is known or not; a client without an\n\
         e-mail on record needs staff.",
        None,
    ),
    (
        "front_desk.region",
        "The country whose phone numbers may be typed without a country code.",
        None,
    ),
    (
        "front_desk.lookups_per_address",
        "Look-ups from one address in ten minutes. An office or a phone carrier shares one.",
        None,
    ),
    (
        "front_desk.lookups_per_identifier",
        "Look-ups of one phone number or customer ID in an hour.",
        None,
    ),
    (
        "tickets.one_open_per_client",
        "For which tickets \"one open ticket per client\" holds: \"desk\" (those opened at the front\n\
         desk), \"everywhere\" or \"off\".",
        None,
    ),
    (
        "tickets.reopen_days",
        "For so many days after it was resolved, a ticket opens again when its client writes.\n\
         Later a new ticket goes on from it.",
        None,
    ),
    (
        "accounts.approval",
        "Whether an admin lets people in who registered and proved their e-mail: \"required\" or \"off\".\n\
         Staff roles are always granted by an admin.",
        None,
    ),
    (
        "accounts.password_min_length",
        "The fewest characters of a password, from 12. NIST SP 800-63B-4 asks for 15 where a password is\n\
         all that signing in takes. Easy ones are refused whatever their length.",
        None,
    ),
    (
        "accounts.staff_second_step",
        "Whether agents and admins must set up a second step (an authenticator app) before they may work.",
        None,
    ),
    (
        "accounts.hash_memory_mib",
        "Memory that comparing one password takes, in MiB, for us and for whoever stole the database. As\n\
         many are compared at once as there are processors. A password is hashed anew when its owner\n\
         signs in.",
        None,
    ),
    (
        "mail.transport",
        "\"mailbox\": mail is kept on this server and read at /dev/mail. \"smtp\": it is sent.",
        None,
    ),
    (
        "mail.smtp_url",
        "The mail server: smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465.",
        Some("smtp://frontdesk:…@mail.example.com:587"),
    ),
    (
        "mail.smtp_ca",
        "A file with the certificate of a private authority that the mail server's is signed by.",
        Some("/etc/frontdesk/ca.pem"),
    ),
    ("mail.from", "Who mails come from.", None),
    (
        "jira.url",
        "The Jira that also holds the tickets. Without it they stay here.",
        Some("https://example.atlassian.net"),
    ),
    ("jira.flavor", "\"cloud\" or \"datacenter\".", None),
    (
        "jira.email",
        "Cloud: whose API token it is.",
        Some("frontdesk@example.com"),
    ),
    (
        "jira.token",
        "Cloud: an API token. Data Center: a personal access token.",
        Some("…"),
    ),
    (
        "jira.project",
        "The key of the project that gets the issues.",
        Some("SUP"),
    ),
    ("jira.issue_type", "The name of their type.", None),
    (
        "jira.follow_seconds",
        "How often statuses are read back, in seconds.",
        None,
    ),
    (
        "jira.statuses",
        "What single Jira statuses mean, by id, where their category does not say it: open, in_progress,\n\
         on_hold or resolved.",
        Some("{ \"10042\" = \"on_hold\" }"),
    ),
    (
        "deliveries.speed",
        "Divides every wait of deliveries: tests live through hours with it. Leave it at 1.",
        None,
    ),
    ("log.format", "\"text\" for people, \"json\" for programs.", None),
    (
        "log.filter",
        "What is logged: error, warn, info, debug, or rules as in RUST_LOG.",
        None,
    ),
];

/// The file with every setting, its comment and its default.
pub(crate) fn commented_file() -> String {
    let mut text = String::from(
        "# Every setting of Frontdesk with its default. Generated: `frontdesk config example`.\n\
         # In the environment: FRONTDESK__SECTION__KEY, or FRONTDESK__SECTION__KEY_FILE for a file that\n\
         # holds the value.\n",
    );
    let mut section = "";
    for (key, comment, example) in SETTINGS {
        let (in_section, name) = key.rsplit_once('.').unwrap_or(("", key));
        if in_section != section {
            section = in_section;
            let _ = write!(text, "\n[{section}]\n");
        }
        let comment = comment
            .lines()
            .map(|line| format!("# {line}\n"))
            .collect::<String>();
        let line = match example {
            Some(example) if example.starts_with(['[', '{']) => format!("# {name} = {example}"),
            Some(example) => format!("# {name} = \"{example}\""),
            None => format!("{name} = {}", default_of(key)),
        };
        let _ = write!(text, "\n{comment}{line}\n");
    }
    text
}

/// Every setting and its value now, secrets masked.
pub(crate) fn described_values(settings: &Settings) -> Vec<(&'static str, String)> {
    let all = Value::try_from(settings).unwrap_or(Value::Boolean(false));
    SETTINGS
        .iter()
        .map(|(key, _, _)| (*key, value_at(&all, key)))
        .collect()
}

/// Every setting as it is in force, and where it was set. Secrets are masked.
pub(crate) fn in_force(settings: &Settings) -> Vec<InForce> {
    let shown = |(key, value): (&'static str, String)| {
        let by_command = if value == default_of(key) {
            Origin::Default
        } else {
            Origin::Command
        };
        InForce {
            key,
            value: value.trim_matches('"').to_owned(),
            origin: settings.origins.get(key).copied().unwrap_or(by_command),
        }
    };
    described_values(settings).into_iter().map(shown).collect()
}

fn default_of(key: &str) -> String {
    Value::try_from(Settings::default()).map_or_else(|_| String::new(), |all| value_at(&all, key))
}

fn value_at(all: &Value, key: &str) -> String {
    let found = key.split('.').try_fold(all, |value, part| value.get(part));
    found.map(ToString::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Table(table) if path != "jira.statuses" => {
                for (name, value) in table {
                    let path = if path.is_empty() {
                        name.clone()
                    } else {
                        format!("{path}.{name}")
                    };
                    leaves(value, &path, found);
                }
            }
            _ => found.push(path.to_owned()),
        }
    }

    #[test]
    fn every_setting_is_described_and_nothing_else() {
        let mut there = Vec::new();
        leaves(&Value::try_from(Settings::default()).unwrap(), "", &mut there);
        let mut described: Vec<String> = SETTINGS.iter().map(|(key, _, _)| (*key).to_owned()).collect();
        there.sort();
        described.sort();
        assert_eq!(described, there);
    }

    #[test]
    fn the_file_in_the_repository_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/frontdesk.toml");
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == commented_file(),
            "run `cargo run -p frontdesk -- config example > config/frontdesk.toml`"
        );
    }

    #[test]
    fn what_is_in_force_says_where_it_comes_from_and_no_secret() {
        let mut settings = Settings::default();
        settings.jira.token = String::from("tell-nobody").into();
        settings.origins.insert("jira.token".into(), Origin::Environment);
        settings.organization.name = "Alder & Finch".into();
        let all = in_force(&settings);
        let of = |key| all.iter().find(|setting| setting.key == key).unwrap();
        assert_eq!(
            (&*of("jira.token").value, of("jira.token").origin),
            ("********", Origin::Environment)
        );
        assert_eq!(of("organization.name").origin, Origin::Command);
        assert_eq!(of("mail.transport").value, "mailbox");
        assert_eq!(of("mail.transport").origin, Origin::Default);
        assert!(!format!("{all:?}").contains("tell-nobody"));
    }

    #[test]
    fn the_file_can_be_read_back() {
        let read: Settings = toml::from_str(&commented_file()).unwrap();
        assert_eq!(described_values(&read), described_values(&Settings::default()));
    }
}
