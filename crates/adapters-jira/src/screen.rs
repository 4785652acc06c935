//! The create screen: what Jira wants to know of a new issue, and what it takes.

use frontdesk_domain::ports::TrackerError;
use frontdesk_domain::tickets::Priority;
use serde::Deserialize;

use crate::tracker::JiraTracker;

/// The create screen of our project and issue type.
#[derive(Clone, Debug)]
pub(crate) struct Screen {
    pub(crate) type_id: String,
    pub(crate) type_name: String,
    fields: Vec<Field>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Field {
    field_id: String,
    name: String,
    required: bool,
    has_default_value: bool,
    allowed_values: Vec<Named>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Named {
    id: String,
    name: String,
}

/// A page of types or of fields: Cloud names the list after what it holds, Data Center calls it `values`.
#[derive(Deserialize)]
struct Page<T> {
    #[serde(
        alias = "issueTypes",
        alias = "fields",
        alias = "results",
        default = "Vec::new"
    )]
    values: Vec<T>,
    total: Option<usize>,
}

/// What we always send.
const SENT: [&str; 5] = ["project", "issuetype", "summary", "description", "labels"];

/// No screen has more fields than this many pages of two hundred.
const PAGES: usize = 5;
const PAGE: usize = 200;

impl Screen {
    /// Reads the screen. An unknown project or issue type is `Rejected`, with what to mend.
    pub(crate) async fn read(jira: &JiraTracker) -> Result<Self, TrackerError> {
        let wanted = jira.settings.issue_type.trim();
        let types: Vec<Named> = pages(jira, &["issuetypes"]).await?;
        let found = types
            .iter()
            .find(|kind| kind.id == wanted || kind.name.to_lowercase() == wanted.to_lowercase());
        let Some(kind) = found else {
            let names: Vec<&str> = types.iter().map(|kind| kind.name.as_str()).collect();
            return Err(TrackerError::Rejected(format!(
                "project {} has no issue type {wanted} that we may create; it has: {}",
                jira.settings.project,
                names.join(", ")
            )));
        };
        Ok(Self {
            type_id: kind.id.clone(),
            type_name: kind.name.clone(),
            fields: pages(jira, &["issuetypes", &kind.id]).await?,
        })
    }

    /// The id of Jira's priority for ours, if the screen takes one and has a counterpart.
    pub(crate) fn priority(&self, priority: Priority) -> Option<&str> {
        let names: &[&str] = match priority {
            Priority::Low => &["low", "minor", "lowest", "trivial"],
            Priority::Medium => &["medium", "normal"],
            Priority::High => &["high", "major"],
            Priority::Urgent => &["urgent", "highest", "critical", "blocker"],
        };
        let allowed = &self.field("priority")?.allowed_values;
        let of_name = |name: &&str| allowed.iter().find(|value| value.name.to_lowercase() == **name);
        names.iter().find_map(of_name).map(|value| value.id.as_str())
    }

    /// What keeps us from creating an issue on this screen, in words for staff.
    pub(crate) fn obstacle(&self) -> Option<String> {
        let asks: Vec<&str> = self
            .fields
            .iter()
            .filter(|field| self.asks_for(field))
            .map(Field::shown)
            .collect();
        let lacks: Vec<&str> = SENT[2..]
            .iter()
            .copied()
            .filter(|id| self.field(id).is_none())
            .collect();
        let kind = &self.type_name;
        if !asks.is_empty() {
            return Some(format!(
                "the create screen of {kind} requires fields we do not fill: {}; make them optional or give them a default in Jira",
                asks.join(", ")
            ));
        }
        (!lacks.is_empty()).then(|| {
            format!(
                "the create screen of {kind} lacks {}; add them in Jira",
                lacks.join(", ")
            )
        })
    }

    /// A required field without a default that we do not send. The reporter is whoever creates; the
    /// priority is sent if it has a counterpart for each of ours.
    fn asks_for(&self, field: &Field) -> bool {
        let id = field.field_id.as_str();
        let covered = SENT.contains(&id)
            || id == "reporter"
            || (id == "priority" && Priority::ALL.iter().all(|ours| self.priority(*ours).is_some()));
        field.required && !field.has_default_value && !covered
    }

    fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.field_id == id)
    }
}

impl Field {
    fn shown(&self) -> &str {
        if self.name.is_empty() {
            &self.field_id
        } else {
            &self.name
        }
    }
}

async fn pages<T: serde::de::DeserializeOwned>(
    jira: &JiraTracker,
    path: &[&str],
) -> Result<Vec<T>, TrackerError> {
    let mut all = Vec::new();
    let path = [&["issue", "createmeta", jira.settings.project.as_str()], path].concat();
    for _ in 0..PAGES {
        let (start, size) = (all.len().to_string(), PAGE.to_string());
        let answer = jira
            .get(&path, &[("startAt", &start), ("maxResults", &size)])
            .await?;
        let page: Page<T> = jira.read(&answer)?;
        let last = page.values.is_empty();
        all.extend(page.values);
        if last || page.total.is_none_or(|total| all.len() >= total) {
            break;
        }
    }
    Ok(all)
}
