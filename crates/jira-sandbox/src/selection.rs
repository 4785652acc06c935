//! Which members of an issue an answer carries: the `fields` and `properties` parameters.

use serde_json::{Map, Value, json};

use crate::model::{Issue, Project};
use crate::render;
use crate::site::Site;

/// Fields by name, `*all`, `*navigable`, and `-name` to leave one out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    fields: Vec<String>,
    properties: Vec<String>,
}

impl Selection {
    pub(crate) fn new(fields: Vec<String>, properties: Vec<String>) -> Self {
        Self { fields, properties }
    }

    pub(crate) fn all_fields_by_default(mut self) -> Self {
        if self.fields.is_empty() {
            self.fields.push("*all".into());
        }
        self
    }

    /// Nothing but ids is wanted: what Cloud's search answers when no fields are asked.
    pub(crate) fn ids_only(&self) -> bool {
        self.fields.iter().all(|field| field == "id") && self.properties.is_empty()
    }

    fn wants(&self, name: &str) -> bool {
        let plain = |field: &String| field == name || (field == "*navigable" && name != "comment");
        let left_out = self
            .fields
            .iter()
            .any(|field| field.strip_prefix('-') == Some(name));
        let only_exclusions = self.fields.iter().all(|field| field.starts_with('-'));
        !left_out && (only_exclusions || self.fields.iter().any(|field| field == "*all" || plain(field)))
    }

    /// The issue with the members selected.
    pub(crate) fn render(&self, site: &Site, projects: &[Project], issue: &Issue) -> Value {
        let mut all = render::issue_fields(site, projects, issue);
        all.retain(|name, _| self.wants(name));
        let mut answer = json!({
            "id": issue.id.to_string(),
            "key": issue.key,
            "self": site.rest(&format!("issue/{}", issue.id)),
            "expand": "",
            "fields": all,
        });
        if !self.properties.is_empty() {
            answer["properties"] = Value::Object(self.chosen_properties(issue));
        }
        answer
    }

    fn chosen_properties(&self, issue: &Issue) -> Map<String, Value> {
        let wanted = |key: &String| self.properties.iter().any(|p| p == key || p == "*all");
        let chosen = issue.properties.iter().filter(|(key, _)| wanted(key));
        chosen.map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}
