//! What the holder of a track link reads.

mod lines;
mod queries;

#[cfg(test)]
pub(crate) use {
    lines::{MOVES, REPLIES},
    queries::{BY_TOKEN, CHANGES, NEWEST, VERSION},
};
