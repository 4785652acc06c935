//! Feedback.

mod repository;
mod row;

pub(crate) use row::{RatingRow, score};
