use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use config::{Config, File, FileFormat};

use frontdesk_http::site::Origin;

use super::{Origins, Settings, SettingsError};

const PREFIX: &str = "FRONTDESK__";
/// Settings that hold a list: in the environment, separated by commas.
const LISTS: [&str; 1] = ["http.trusted_proxies"];

/// What the command line says about settings.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Flags {
    /// The settings file. Without this, ./frontdesk.toml is read if it is there
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where to listen, like 127.0.0.1:8080; overrides http.listen
    #[arg(long, global = true, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// The folder for the database and the secret key; overrides `data_dir`
    #[arg(long, global = true, value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
}

/// Reads the settings from everywhere they may be, and looks whether they make sense.
pub(crate) fn load(flags: &Flags) -> Result<Settings, SettingsError> {
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    load_from(flags, variables.collect())
}

fn load_from(flags: &Flags, variables: Vec<(String, String)>) -> Result<Settings, SettingsError> {
    let unreadable = |error: config::ConfigError| SettingsError::Unreadable(error.to_string());
    let mut builder = Config::builder();
    let (file, required) = match &flags.config {
        Some(path) => (path.clone(), true),
        None => (PathBuf::from("frontdesk.toml"), false),
    };
    let file = File::from(file).format(FileFormat::Toml).required(required);
    let in_file = Config::builder()
        .add_source(file.clone())
        .build()
        .map_err(unreadable)?;
    let mut origins = Origins::new();
    leaves("", &in_file.cache, &mut origins);
    builder = builder.add_source(file);
    for (key, value) in from_environment(variables)? {
        origins.insert(key.clone(), Origin::Environment);
        builder = if LISTS.contains(&key.as_str()) {
            let items: Vec<&str> = value
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .collect();
            builder.set_override(&key, items).map_err(unreadable)?
        } else {
            builder.set_override(&key, value).map_err(unreadable)?
        };
    }
    if let Some(listen) = flags.listen {
        origins.insert("http.listen".into(), Origin::Flag);
        builder = builder
            .set_override("http.listen", listen.to_string())
            .map_err(unreadable)?;
    }
    if let Some(folder) = &flags.data_dir {
        origins.insert("data_dir".into(), Origin::Flag);
        builder = builder
            .set_override("data_dir", folder.display().to_string())
            .map_err(unreadable)?;
    }
    let mut settings: Settings = builder
        .build()
        .and_then(Config::try_deserialize)
        .map_err(unreadable)?;
    settings.validate()?;
    settings.origins = origins;
    Ok(settings)
}

/// What a file sets, by the names of settings. A table of settings is gone into, and one that is a setting
/// itself is named too.
fn leaves(path: &str, value: &config::Value, origins: &mut Origins) {
    if !path.is_empty() {
        origins.insert(path.to_owned(), Origin::File);
    }
    if let config::ValueKind::Table(table) = &value.kind {
        for (name, value) in table {
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            };
            leaves(&path, value, origins);
        }
    }
}

/// The settings in the environment, as `section.key` and value. A value stays a text until its setting
/// says what it is, so that a token of digits keeps its leading zeros.
fn from_environment(variables: Vec<(String, String)>) -> Result<Vec<(String, String)>, SettingsError> {
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, value) in variables {
        let Some(rest) = name.strip_prefix(PREFIX) else {
            if name == "DATABASE_URL" {
                found.insert(0, ("database.url".into(), value));
            }
            continue;
        };
        let path = rest.to_ascii_lowercase().replace("__", ".");
        match path.strip_suffix("_file") {
            Some(key) => found.push((key.to_owned(), secret_from(&name, &value)?)),
            None => found.push((path, value)),
        }
    }
    twice(&found).map_or(Ok(()), |key| {
        let what = format!("{key} is set twice in the environment: by value and by file");
        Err(SettingsError::Unreadable(what))
    })?;
    Ok(found)
}

fn twice(found: &[(String, String)]) -> Option<&str> {
    let again = |at: usize, key: &str| found[..at].iter().any(|(earlier, _)| earlier == key);
    let ours = |key: &str| key != "database.url";
    found
        .iter()
        .enumerate()
        .find(|(at, (key, _))| ours(key) && again(*at, key))
        .map(|(_, (key, _))| key.as_str())
}

fn secret_from(name: &str, path: &str) -> Result<String, SettingsError> {
    let text = fs::read_to_string(path)
        .map_err(|error| SettingsError::Unreadable(format!("{name}: {path} cannot be read: {error}")))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()));
        let nowhere = tempfile::tempdir().unwrap();
        let empty = nowhere.path().join("empty.toml");
        fs::write(&empty, "").unwrap();
        load_from(
            &Flags {
                config: Some(empty),
                ..Flags::default()
            },
            variables.collect(),
        )
    }

    #[test]
    fn nothing_set_is_fine() {
        assert_eq!(loaded(&[]).unwrap().http.listen.port(), 8080);
    }

    #[test]
    fn the_environment_wins_over_the_file_and_flags_win_over_both() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.toml");
        fs::write(
            &file,
            "data_dir = \"from-file\"\n[http]\nlisten = \"127.0.0.1:1\"\nmax_connections = 9",
        )
        .unwrap();
        let variables = vec![("FRONTDESK__HTTP__LISTEN".into(), "127.0.0.1:2".into())];
        let flags = Flags {
            config: Some(file),
            data_dir: Some("from-flag".into()),
            listen: None,
        };
        let settings = load_from(&flags, variables).unwrap();
        assert_eq!(settings.http.listen.port(), 2);
        assert_eq!(settings.http.max_connections, 9);
        assert_eq!(settings.data_dir, PathBuf::from("from-flag"));
        for (key, origin) in [
            ("http.listen", Some(Origin::Environment)),
            ("http.max_connections", Some(Origin::File)),
            ("data_dir", Some(Origin::Flag)),
            ("http.public_url", None),
        ] {
            assert_eq!(settings.origins.get(key).copied(), origin, "{key}");
        }
    }

    #[test]
    fn unknown_keys_are_errors_that_name_them() {
        let error = loaded(&[("FRONTDESK__HTTP__LISTNE", "x")])
            .unwrap_err()
            .to_string();
        assert!(error.contains("listne"), "{error}");
    }

    #[test]
    fn numbers_lists_and_digits_in_secrets_are_read() {
        let settings = loaded(&[
            ("FRONTDESK__FRONT_DESK__LOOKUPS_PER_ADDRESS", "77"),
            ("FRONTDESK__HTTP__TRUSTED_PROXIES", "10.0.0.0/8, 192.168.0.0/16"),
            ("FRONTDESK__JIRA__TOKEN", "0042"),
            ("DATABASE_URL", "postgres://db.example/frontdesk"),
        ])
        .unwrap();
        assert_eq!(settings.front_desk.lookups_per_address, 77);
        assert_eq!(settings.http.trusted_proxies.len(), 2);
        assert_eq!(settings.jira.token.expose(), "0042");
        assert!(settings.database.url.expose().starts_with("postgres://"));
    }

    #[test]
    fn a_secret_may_come_from_a_file_but_not_from_two_places() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        fs::write(&file, "s3cret\n").unwrap();
        let path = file.display().to_string();
        let settings = loaded(&[("FRONTDESK__JIRA__TOKEN_FILE", &path)]).unwrap();
        assert_eq!(settings.jira.token.expose(), "s3cret");
        let both = [
            ("FRONTDESK__JIRA__TOKEN_FILE", path.as_str()),
            ("FRONTDESK__JIRA__TOKEN", "x"),
        ];
        assert!(loaded(&both).unwrap_err().to_string().contains("twice"));
    }

    #[test]
    fn what_makes_no_sense_names_its_key() {
        let cases = [
            (
                "FRONTDESK__HTTP__PUBLIC_URL",
                "help.example.com",
                "http.public_url",
            ),
            (
                "FRONTDESK__ORGANIZATION__TIME_ZONE",
                "Mars/Base",
                "organization.time_zone",
            ),
            ("FRONTDESK__FRONT_DESK__REGION", "Atlantis", "front_desk.region"),
            ("FRONTDESK__MAIL__TRANSPORT", "smtp", "mail.smtp_url"),
            ("FRONTDESK__JIRA__URL", "https://x.atlassian.net", "jira.email"),
            ("DATABASE_URL", "oracle://x", "database.url"),
            (
                "FRONTDESK__ACCOUNTS__PASSWORD_MIN_LENGTH",
                "8",
                "accounts.password_min_length",
            ),
            (
                "FRONTDESK__ACCOUNTS__HASH_MEMORY_MIB",
                "1",
                "accounts.hash_memory_mib",
            ),
        ];
        for (name, value, key) in cases {
            let error = loaded(&[(name, value)]).unwrap_err().to_string();
            assert!(error.starts_with(key), "{error}");
        }
    }

    #[test]
    fn secrets_are_never_printed() {
        let settings = loaded(&[
            ("FRONTDESK__JIRA__TOKEN", "tell-nobody"),
            ("DATABASE_URL", "postgres://u:tell-nobody@h/d"),
            ("FRONTDESK__SECRET_KEY", "tell-nobody"),
        ])
        .unwrap();
        let printed = format!("{settings:?}{}", toml::to_string(&settings).unwrap());
        assert!(!printed.contains("tell-nobody"));
    }
}
