use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Says that a desk runs on this data directory, for as long as it lives. The operating system takes it
/// back when the process ends, however it ends.
pub(crate) struct Presence {
    _locked: File,
}

impl Presence {
    /// A desk runs here. Several may, on one database server.
    pub(crate) fn announce(data_dir: &Path) -> io::Result<Self> {
        let file = open(data_dir)?;
        file.lock_shared()?;
        Ok(Self { _locked: file })
    }

    /// Nobody else runs here, and nobody will while this lives. `None` if somebody does.
    pub(crate) fn alone(data_dir: &Path) -> io::Result<Option<Self>> {
        let file = open(data_dir)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _locked: file })),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => Err(error),
        }
    }
}

fn open(data_dir: &Path) -> io::Result<File> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(data_dir.join("desk.lock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_running_desk_is_noticed_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let running = Presence::announce(folder.path()).unwrap();
        assert!(Presence::announce(folder.path()).is_ok());
        assert!(Presence::alone(folder.path()).unwrap().is_none());
        drop(running);
        assert!(Presence::alone(folder.path()).unwrap().is_some());
    }
}
