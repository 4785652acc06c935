//! Runs a parsed query over issues.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Comparison, Condition, Nullable, Order, Query, SortKey, Term, TimeField};
use crate::adf::plain_text;
use crate::model::Issue;

/// The issues that match, in the query's order; newest first where it states none.
pub(crate) fn run(query: &Query, issues: Vec<Arc<Issue>>) -> Vec<Arc<Issue>> {
    let mut found: Vec<_> = issues
        .into_iter()
        .filter(|issue| {
            query
                .condition
                .as_ref()
                .is_none_or(|condition| matches(condition, issue))
        })
        .collect();
    found.sort_by(|a, b| {
        let by_keys = query
            .order
            .iter()
            .map(|order| compare(*order, a, b))
            .find(|o| o.is_ne());
        by_keys.unwrap_or_else(|| b.id.cmp(&a.id))
    });
    found
}

/// Whether one issue meets a condition.
pub(crate) fn matches(condition: &Condition, issue: &Issue) -> bool {
    match condition {
        Condition::And(a, b) => matches(a, issue) && matches(b, issue),
        Condition::Or(a, b) => matches(a, issue) || matches(b, issue),
        Condition::Not(inner) => !matches(inner, issue),
        Condition::OneOf(terms) => terms.iter().any(|term| has(term, issue)),
        Condition::Empty(Nullable::Labels) => issue.fields.labels.is_empty(),
        Condition::Empty(Nullable::Assignee) => issue.fields.assignee.is_none(),
        Condition::Empty(Nullable::Resolution) => issue.fields.resolution.is_none(),
        Condition::Time(field, comparison, moment) => {
            let time = match field {
                TimeField::Created => issue.created,
                TimeField::Updated => issue.updated,
            };
            match comparison {
                Comparison::Before => time < *moment,
                Comparison::UpTo => time <= *moment,
                Comparison::From => time >= *moment,
                Comparison::After => time > *moment,
            }
        }
        Condition::Contains(words) => contains(words, issue),
    }
}

fn has(term: &Term, issue: &Issue) -> bool {
    match term {
        Term::Project(id) => issue.project == *id,
        Term::Label(label) => issue.fields.labels.contains(label),
        Term::Status(status) => issue.status == *status,
        Term::Category(category) => issue.status.category() == *category,
        Term::Issue(id) => issue.id == *id,
        Term::Kind(kind) => issue.kind == *kind,
        Term::Creator(user) => issue.creator == *user,
        Term::Reporter(user) => issue.fields.reporter == *user,
        Term::Assignee(user) => issue.fields.assignee == Some(*user),
    }
}

fn contains(words: &str, issue: &Issue) -> bool {
    let mut texts = vec![
        issue.fields.summary.to_lowercase(),
        plain_text(&issue.fields.description).to_lowercase(),
    ];
    texts.extend(
        issue
            .comments
            .iter()
            .map(|comment| plain_text(&comment.body).to_lowercase()),
    );
    words
        .split_whitespace()
        .all(|word| texts.iter().any(|text| text.contains(word)))
}

fn compare(order: Order, a: &Issue, b: &Issue) -> Ordering {
    let ascending = match order.by {
        SortKey::Created => a.created.cmp(&b.created),
        SortKey::Updated => a.updated.cmp(&b.updated),
        SortKey::Key => key_order(&a.key).cmp(&key_order(&b.key)),
        SortKey::Status => a.status.cmp(&b.status),
        SortKey::Priority => b.fields.priority.cmp(&a.fields.priority),
        SortKey::Summary => a.fields.summary.cmp(&b.fields.summary),
    };
    if order.descending {
        ascending.reverse()
    } else {
        ascending
    }
}

/// `SUP-9` comes before `SUP-10`.
fn key_order(key: &str) -> (&str, u64) {
    let (project, number) = key.rsplit_once('-').unwrap_or((key, "0"));
    (project, number.parse().unwrap_or(0))
}
