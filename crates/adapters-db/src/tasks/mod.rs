//! Tasks.

mod repository;
mod row;

pub(crate) use row::{TaskRow, task_columns};
