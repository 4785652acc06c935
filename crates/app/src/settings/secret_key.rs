use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_domain::ports::Entropy;

use super::{Settings, SettingsError};

const KEY: &str = "secret_key";
const LEAST: usize = 32;

/// The installation's secret key: everything signed, sealed or fingerprinted here depends on it.
pub(crate) struct SecretKey(Vec<u8>);

impl SecretKey {
    /// The configured key; or the one in the data directory, made on the first start.
    pub(crate) fn of(settings: &Settings, entropy: &dyn Entropy) -> Result<Self, SettingsError> {
        if settings.secret_key.is_set() {
            return Self::parse(settings.secret_key.expose());
        }
        let path = settings.data_dir.join("secret.key");
        match fs::read_to_string(&path) {
            Ok(text) => {
                warn_if_open(&path);
                Self::parse(text.trim())
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Self::make(&path, entropy),
            Err(error) => Err(unusable(&path, &error)),
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn parse(text: &str) -> Result<Self, SettingsError> {
        let bytes = STANDARD.decode(text).map_err(|_| {
            SettingsError::invalid(KEY, "is not base 64. Make one with `openssl rand -base64 32`")
        })?;
        let varied = bytes.iter().any(|byte| Some(byte) != bytes.first());
        if bytes.len() < LEAST || !varied {
            let what = "is too short or too simple. Make one with `openssl rand -base64 32`";
            return Err(SettingsError::invalid(KEY, what));
        }
        Ok(Self(bytes))
    }

    fn make(path: &Path, entropy: &dyn Entropy) -> Result<Self, SettingsError> {
        let key: [u8; LEAST] = entropy.bytes();
        let text = STANDARD.encode(key);
        let write = || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path)?;
            writeln!(file, "{text}")?;
            file.sync_all()
        };
        match write() {
            Ok(()) => Ok(Self(key.to_vec())),
            // Another process on the same folder was quicker: its key is the one.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let text = fs::read_to_string(path).map_err(|error| unusable(path, &error))?;
                Self::parse(text.trim())
            }
            Err(error) => Err(unusable(path, &error)),
        }
    }
}

fn unusable(path: &Path, error: &std::io::Error) -> SettingsError {
    let what = format!(
        "{} cannot be used: {error}. Set `secret_key`, or make the folder writable",
        path.display()
    );
    SettingsError::invalid(KEY, what)
}

fn warn_if_open(path: &Path) {
    let open = fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0);
    if open {
        tracing::warn!(path = %path.display(), "others on this machine may read the secret key: chmod 600 it");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::local::OsEntropy;

    #[test]
    fn it_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            data_dir: folder.path().join("data"),
            ..Settings::default()
        };
        let made = SecretKey::of(&settings, &OsEntropy).unwrap();
        let read = SecretKey::of(&settings, &OsEntropy).unwrap();
        assert_eq!(made.as_bytes(), read.as_bytes());
        let about = fs::metadata(folder.path().join("data/secret.key")).unwrap();
        assert_eq!(about.permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn short_and_simple_keys_are_refused() {
        for text in ["", "c2hvcnQ=", "not base 64!", &STANDARD.encode([0; 32])] {
            assert!(SecretKey::parse(text).is_err(), "{text}");
        }
    }
}
