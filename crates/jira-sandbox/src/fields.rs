//! The fields of a create or edit request, checked as Jira checks them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::adf;
use crate::error::ApiError;
use crate::model::{Fields, IssueType, PRIORITIES, User};
use crate::world::World;

/// The custom field every project has, id and name.
pub(crate) const AFFECTED_SERVICE: (&str, &str) = ("customfield_10010", "Affected service");

/// Jira's limit for the text of a rich-text field, in UTF-16 code units.
const TEXT_LIMIT: usize = 32_767;

/// Messages by field.
type Faults = BTreeMap<String, String>;

/// Where a new issue goes and what it says.
pub(crate) struct NewIssue {
    pub(crate) project: String,
    pub(crate) kind: IssueType,
    pub(crate) fields: Fields,
}

/// Reads the `fields` of a create request; all faults at once.
pub(crate) fn parse_new(world: &World, sent: &Map<String, Value>) -> Result<NewIssue, ApiError> {
    let mut faults = Faults::new();
    let project = reference(sent.get("project"), &["id", "key"]).and_then(|key| world.project(key));
    if project.is_none() {
        faults.insert("project".into(), "Specify a valid project ID or key".into());
    }
    let kind = reference(sent.get("issuetype"), &["id", "name"]).and_then(IssueType::find);
    if kind.is_none() {
        faults.insert("issuetype".into(), "Specify a valid issue type".into());
    }
    let mut fields = blank();
    for (name, value) in sent
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "project" | "issuetype"))
    {
        if let Err(message) = set(world, &mut fields, name, value) {
            faults.insert(name.clone(), message);
        }
    }
    check_required(world, sent, &mut faults);
    match (project, kind) {
        (Some(project), Some(kind)) if faults.is_empty() => Ok(NewIssue {
            project: project.id.clone(),
            kind,
            fields,
        }),
        _ => Err(ApiError::fields(faults)),
    }
}

/// Applies the `fields` and `update` of an edit to a copy of the fields.
pub(crate) fn edit(
    world: &World,
    before: &Fields,
    sent: &Map<String, Value>,
    update: &Map<String, Value>,
) -> Result<Fields, ApiError> {
    let mut fields = before.clone();
    let mut faults = Faults::new();
    for (name, value) in sent {
        if let Err(message) = set(world, &mut fields, name, value) {
            faults.insert(name.clone(), message);
        }
    }
    for (name, operations) in update.iter().filter(|(name, _)| *name != "comment") {
        if let Err(message) = apply(world, &mut fields, name, operations) {
            faults.insert(name.clone(), message);
        }
    }
    if faults.is_empty() {
        Ok(fields)
    } else {
        Err(ApiError::fields(faults))
    }
}

fn blank() -> Fields {
    Fields {
        summary: String::new(),
        description: Value::Null,
        environment: Value::Null,
        labels: Vec::new(),
        priority: 2,
        assignee: None,
        reporter: User::Integration,
        resolution: None,
        due_date: Value::Null,
        affected_service: Value::Null,
    }
}

fn check_required(world: &World, sent: &Map<String, Value>, faults: &mut Faults) {
    if sent.get("summary").is_none_or(Value::is_null) {
        faults
            .entry("summary".into())
            .or_insert_with(|| "You must specify a summary of the issue.".into());
    }
    for name in &world.modes.required_fields {
        let empty = sent.get(name).is_none_or(|value| value.is_null() || value == "");
        if empty {
            faults
                .entry(name.clone())
                .or_insert_with(|| format!("{} is required.", display_name(name)));
        }
    }
}

/// The name people see for a field id.
pub(crate) fn display_name(field: &str) -> &str {
    match field {
        "description" => "Description",
        "environment" => "Environment",
        "labels" => "Labels",
        "priority" => "Priority",
        "assignee" => "Assignee",
        "reporter" => "Reporter",
        "duedate" => "Due date",
        "resolution" => "Resolution",
        id if id == AFFECTED_SERVICE.0 => AFFECTED_SERVICE.1,
        other => other,
    }
}

/// Sets one field from its JSON value, or says what is wrong with it.
fn set(world: &World, fields: &mut Fields, name: &str, value: &Value) -> Result<(), String> {
    match name {
        "summary" => fields.summary = summary(value)?,
        "description" => fields.description = rich_text(world, value)?,
        "environment" => fields.environment = rich_text(world, value)?,
        "labels" if value.is_null() => fields.labels.clear(),
        "labels" => fields.labels = labels(value)?,
        "priority" => fields.priority = priority(value)?,
        "assignee" => fields.assignee = user(value)?,
        "reporter" => fields.reporter = user(value)?.ok_or("Reporter is required.")?,
        "duedate" => fields.due_date = due_date(value)?,
        id if id == AFFECTED_SERVICE.0 => fields.affected_service = line(value)?,
        other => {
            return Err(format!(
                "Field '{other}' cannot be set. It is not on the appropriate screen, or unknown."
            ));
        }
    }
    Ok(())
}

/// Applies the operations of `update`: `set` for every field, `add` and `remove` for labels.
fn apply(world: &World, fields: &mut Fields, name: &str, operations: &Value) -> Result<(), String> {
    for operation in operations.as_array().ok_or("Operations must be a list.")? {
        let verb = operation.as_object().and_then(|object| object.iter().next());
        match verb.map(|(verb, value)| (verb.as_str(), value)) {
            Some(("set", value)) => set(world, fields, name, value)?,
            Some(("add", value)) if name == "labels" => {
                let added = label(value)?;
                if !fields.labels.contains(&added) {
                    fields.labels.push(added);
                }
            }
            Some(("remove", value)) if name == "labels" => {
                fields
                    .labels
                    .retain(|label| Some(label.as_str()) != value.as_str());
            }
            _ => return Err(format!("Field '{name}' does not support this operation.")),
        }
    }
    Ok(())
}

fn summary(value: &Value) -> Result<String, String> {
    let text = match value {
        Value::Null => "",
        Value::String(text) => text.trim(),
        _ => return Err("Operation value must be a string".into()),
    };
    if text.is_empty() {
        return Err("You must specify a summary of the issue.".into());
    }
    if text.contains(['\n', '\r']) {
        return Err("The summary is invalid because it contains newline characters.".into());
    }
    if text.encode_utf16().count() > 255 {
        return Err("Summary can't exceed 255 characters.".into());
    }
    Ok(text.to_owned())
}

/// A description, environment or comment: a document on Cloud, a string on Data Center.
pub(crate) fn rich_text(world: &World, value: &Value) -> Result<Value, String> {
    if value.is_null() {
        return Ok(Value::Null);
    }
    let text = if world.site.is_cloud() {
        adf::check(value)?;
        adf::plain_text(value)
    } else {
        value
            .as_str()
            .ok_or("Operation value must be a string")?
            .to_owned()
    };
    if text.encode_utf16().count() > TEXT_LIMIT {
        return Err(
            "The entered text is too long. It exceeds the allowed limit of 32,767 characters.".into(),
        );
    }
    Ok(value.clone())
}

fn labels(value: &Value) -> Result<Vec<String>, String> {
    let mut labels = Vec::new();
    for value in value.as_array().ok_or("data was not an array")? {
        let label = label(value)?;
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    Ok(labels)
}

fn label(value: &Value) -> Result<String, String> {
    let label = value.as_str().ok_or("string expected at index 0")?;
    if label.is_empty() || label.contains(char::is_whitespace) {
        return Err(format!("The label '{label}' contains spaces which is invalid."));
    }
    if label.encode_utf16().count() > 255 {
        return Err("A label can't exceed 255 characters.".into());
    }
    Ok(label.to_owned())
}

fn priority(value: &Value) -> Result<usize, String> {
    let wanted = reference(Some(value), &["id", "name"]).unwrap_or_default();
    PRIORITIES
        .iter()
        .position(|(id, name)| *id == wanted || name.eq_ignore_ascii_case(wanted))
        .ok_or_else(|| "The priority selected is invalid.".into())
}

fn user(value: &Value) -> Result<Option<User>, String> {
    if value.is_null() {
        return Ok(None);
    }
    let id = reference(Some(value), &["accountId", "id", "name"]).unwrap_or_default();
    User::find(id)
        .map(Some)
        .ok_or_else(|| "Specify a valid user.".into())
}

fn due_date(value: &Value) -> Result<Value, String> {
    let valid = value.is_null()
        || value
            .as_str()
            .is_some_and(|text| text.parse::<jiff::civil::Date>().is_ok());
    if valid {
        Ok(value.clone())
    } else {
        Err("Specify a valid date in the format yyyy-MM-dd.".into())
    }
}

/// A single-line text field: a plain string on both products.
fn line(value: &Value) -> Result<Value, String> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::String(text) if !text.contains(['\n', '\r']) => Ok(value.clone()),
        _ => Err("Operation value must be a string".into()),
    }
}

/// The first of `members` an object such as `{"key":"SUP"}` carries as a string.
pub(crate) fn reference<'a>(value: Option<&'a Value>, members: &[&str]) -> Option<&'a str> {
    members.iter().find_map(|member| value?.get(member)?.as_str())
}
