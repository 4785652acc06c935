//! The fields that JQL knows here, and which of them can do what.

use super::{Nullable, SortKey, TimeField};
use crate::workflow::Category;

pub(super) fn check_field(field: &str) -> Result<(), String> {
    const KNOWN: [&str; 20] = [
        "project",
        "labels",
        "status",
        "statuscategory",
        "key",
        "id",
        "issue",
        "issuekey",
        "issuetype",
        "type",
        "creator",
        "reporter",
        "assignee",
        "resolution",
        "summary",
        "description",
        "text",
        "created",
        "createddate",
        "updated",
    ];
    if KNOWN.contains(&field) || field == "updateddate" {
        Ok(())
    } else {
        Err(format!(
            "Field '{field}' does not exist or you do not have permission to view it."
        ))
    }
}

pub(super) fn time_field(field: &str) -> Option<TimeField> {
    match field {
        "created" | "createddate" => Some(TimeField::Created),
        "updated" | "updateddate" => Some(TimeField::Updated),
        _ => None,
    }
}

pub(super) fn nullable(field: &str) -> Result<Nullable, String> {
    match field {
        "labels" => Ok(Nullable::Labels),
        "assignee" => Ok(Nullable::Assignee),
        "resolution" => Ok(Nullable::Resolution),
        other => Err(format!(
            "The operator 'is' is not supported by the '{other}' field."
        )),
    }
}

pub(super) fn category(value: &str) -> Option<Category> {
    Category::ALL
        .into_iter()
        .find(|c| c.key() == value || c.name().eq_ignore_ascii_case(value) || c.id().to_string() == value)
}

pub(super) fn sort_key(field: &str) -> Result<SortKey, String> {
    match field.to_ascii_lowercase().as_str() {
        "created" | "createddate" => Ok(SortKey::Created),
        "updated" | "updateddate" => Ok(SortKey::Updated),
        "key" | "id" | "issuekey" => Ok(SortKey::Key),
        "status" => Ok(SortKey::Status),
        "priority" => Ok(SortKey::Priority),
        "summary" => Ok(SortKey::Summary),
        _ => Err(format!(
            "Field '{field}' does not exist or you do not have permission to view it."
        )),
    }
}
