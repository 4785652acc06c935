//! How many files and connections the process may have open.

/// Beside connections: the database, its log, and what a request opens for a moment.
#[cfg(unix)]
const BESIDE: u64 = 512;

/// Raises the process's own bound so that it may hold as many connections as it is set to, as far as the system
/// permits. Shells begin at 1,024, which the live streams of a few hundred people and their pages can reach.
#[cfg(unix)]
pub(crate) fn allow(connections: usize) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let wanted = u64::try_from(connections)
        .unwrap_or(u64::MAX)
        .saturating_add(BESIDE);
    let now = getrlimit(Resource::Nofile);
    let most = now.maximum.unwrap_or(u64::MAX);
    let may = wanted.min(most);
    if now.current.is_none_or(|current| current >= wanted) {
        return;
    }
    let raised = Rlimit {
        current: Some(may),
        maximum: now.maximum,
    };
    if setrlimit(Resource::Nofile, raised).is_err() || may < wanted {
        tracing::warn!(
            wanted,
            may,
            "fewer files may be open than http.max_connections needs; raise the limit (ulimit -n, LimitNOFILE)"
        );
    }
}

/// Other systems have no such bound.
#[cfg(not(unix))]
pub(crate) fn allow(_connections: usize) {}
