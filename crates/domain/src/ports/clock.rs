use crate::time::Timestamp;

/// What time it is. The only clock: tests hold it still or move it.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}
