//! A site that can be put back to how it was: an SQLite file, copied for every try.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use frontdesk_db::Engine;
use tempfile::TempDir;

use super::cast::Cast;
use super::dump::Reader;
use super::{Change, Means, Site};
use crate::databases::{Fresh, fresh, open};

/// A site with its cast, put away before anything happened.
pub struct Stage {
    folder: TempDir,
    original: PathBuf,
    means: Means,
    change: Change,
    copies: AtomicU32,
    /// Everybody.
    pub cast: Cast,
}

impl Stage {
    /// Lets everybody come, and puts the database away.
    ///
    /// # Panics
    /// If there is no database to be had.
    pub async fn set(change: Change) -> Self {
        let Some(Fresh {
            database,
            url,
            removed,
        }) = fresh(Engine::Sqlite).await
        else {
            panic!("SQLite is always there")
        };
        let (folder, mut means) = (tempfile::tempdir().unwrap(), Means::default());
        let site = Site::open(database, &url, &means, change).await;
        let cast = Cast::assemble(&site).await;
        site.close().await;
        let original = folder.path().join("original.db");
        fs::copy(url.trim_start_matches("sqlite:"), &original).unwrap();
        removed.await;
        // Other tokens than those that were given out so far.
        means.seed += 1;
        Self {
            folder,
            original,
            means,
            change,
            copies: AtomicU32::new(0),
            cast,
        }
    }

    /// The site as it was put away.
    pub async fn open(&self) -> (Site, Reader) {
        let number = self.copies.fetch_add(1, Ordering::Relaxed);
        let copy = self.folder.path().join(format!("{number}.db"));
        fs::copy(&self.original, &copy).unwrap();
        let url = format!("sqlite:{}", copy.display());
        let site = Site::open(open(&url).await, &url, &self.means, self.change).await;
        let reader = Reader::connect(&url).await;
        (site, reader)
    }
}
