//! The folder where every process of a test run leaves its log, and the list beside the logs of what none of them may
//! hold. `scripts/test` names the folder and looks through it at the end; without it nothing is kept.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

#[expect(
    clippy::disallowed_methods,
    reason = "the folder is one for all tests, whose processes have no settings in common"
)]
fn folder() -> Option<PathBuf> {
    std::env::var_os("FRONTDESK_TEST_LOGS").map(PathBuf::from)
}

/// Keeps the log of a process that ended.
pub(super) fn keep(log: &str) {
    static PROCESSES: AtomicU32 = AtomicU32::new(0);
    if let Some(folder) = folder() {
        let n = PROCESSES.fetch_add(1, Ordering::Relaxed);
        let name = format!("app-{}-{n}.log", std::process::id());
        std::fs::write(folder.join(name), log).unwrap();
    }
}

/// Notes a secret.
pub(super) fn saw(kind: &str, value: &str) {
    if let Some(folder) = folder().filter(|_| !value.is_empty()) {
        let mut list = OpenOptions::new()
            .create(true)
            .append(true)
            .open(folder.join("secrets.tsv"))
            .unwrap();
        list.write_all(format!("{kind}\t{value}\n").as_bytes()).unwrap();
    }
}

/// Notes the cookies in the head of an answer.
pub(super) fn saw_cookies(answer: &str) {
    let head = answer.lines().take_while(|line| !line.is_empty());
    for line in head {
        let (name, value) = line.split_once(": ").unwrap_or_default();
        if name.eq_ignore_ascii_case("set-cookie") {
            let pair = value.split(';').next().unwrap_or_default();
            saw("cookie", pair.split_once('=').unwrap_or_default().1);
        }
    }
}
