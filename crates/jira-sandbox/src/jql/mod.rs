//! The part of JQL that a help desk uses, parsed and evaluated.

mod date;
mod eval;
mod lexer;
mod names;
mod parser;

pub(crate) use eval::run;
pub(crate) use parser::parse;

use jiff::Timestamp;

use crate::model::{IssueType, User};
use crate::workflow::{Category, Status};

/// A parsed query: a condition, if any, and an order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Query {
    /// `None` is an unbounded query.
    pub(crate) condition: Option<Condition>,
    pub(crate) order: Vec<Order>,
}

/// A condition on one issue.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Condition {
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
    /// The field is one of the values.
    OneOf(Vec<Term>),
    /// The field has no value.
    Empty(Nullable),
    /// A time lies before or after another.
    Time(TimeField, Comparison, Timestamp),
    /// The summary, description or a comment contains the words, regardless of case.
    Contains(String),
}

/// One value a field may have.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Term {
    /// Project id.
    Project(String),
    Label(String),
    Status(Status),
    Category(Category),
    /// Issue id.
    Issue(u64),
    Kind(IssueType),
    Creator(User),
    Reporter(User),
    Assignee(User),
}

/// A field that can be `EMPTY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nullable {
    Labels,
    Assignee,
    Resolution,
}

/// A field that holds a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeField {
    Created,
    Updated,
}

/// How two times compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Before,
    UpTo,
    From,
    After,
}

/// One sort key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) by: SortKey,
    pub(crate) descending: bool,
}

/// What results can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SortKey {
    Created,
    Updated,
    Key,
    Status,
    Priority,
    Summary,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{parse, run};
    use crate::options::Flavor;
    use crate::site::Site;
    use crate::world::World;

    fn world() -> World {
        World::new(
            Site {
                flavor: Flavor::Cloud,
                origin: "http://localhost".into(),
            },
            "SUP",
            "Support",
        )
    }

    /// Pieces that a query may be made of, sound or not.
    fn piece() -> impl Strategy<Value = String> {
        const WORDS: &[&str] = &[
            "project", "SUP", "=", "!=", "labels", "in", "(", ")", ",", "not", "and", "or", "order", "by",
            "is", "empty", "updated", ">=", "-5m", "\"a b\"", "'", "\\", "now()", "status", "Done", "~", "é",
        ];
        prop_oneof![
            proptest::sample::select(WORDS).prop_map(str::to_owned),
            "\\PC{0,6}"
        ]
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(pieces in proptest::collection::vec(piece(), 0..20)) {
            if let Ok(query) = parse(&world(), &pieces.join(" ")) {
                prop_assert!(run(&query, Vec::new()).is_empty());
            }
        }
    }
}
