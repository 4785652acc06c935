//! The statement of a list: a constant text for each part of the filter, put after one another.
//!
//! A list begins at the index that holds its tickets in its order; what else is asked for is looked at on
//! the way. The keyset is one column and the number, whatever the order is by.

use frontdesk_domain::queue::{Assigned, QueueCursor, QueueFilter, QueueSort, StatusChoice};
use frontdesk_domain::tickets::{Priority, StatusKind};

use crate::Engine;
use crate::search::Wanted;
use crate::sql::Sql;
use crate::tickets::precedence;

/// Where the tickets of a list come from.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    /// From an index in the list's order. What is searched for is looked for in each.
    InOrder(Option<&'a Wanted>, Engine),
    /// From the few that the words' index finds. They are put in order then.
    ByWords(&'a Wanted, Engine),
}

/// What every list reads of a ticket.
macro_rules! ticket_part {
    () => {
        "t.number, t.subject, t.client_id, t.category_id, t.priority, t.status, t.turn, t.agent_id, t.version, \
         t.created_at, t.updated_at, t.resolved_at, t.closed_at"
    };
}
pub(super) use ticket_part;

/// The rows of `q`, tickets as above, with all that is shown beside them. `CROSS JOIN` keeps SQLite from
/// beginning elsewhere.
macro_rules! list_of {
    ($($q:expr),+ $(,)?) => {
        concat!(
            "SELECT q.number, q.subject, q.priority, q.status, q.turn, q.agent_id, q.version, q.created_at, \
             q.updated_at, q.resolved_at, q.closed_at, c.id AS client_id, c.name AS client_name, \
             c.number AS client_number, g.label, a.name AS agent_name, r.stars, p.account_id AS present_id, \
             p.doing, w.name AS present_name, \
             (SELECT SUBSTR(x.body, 1, 160) FROM ticket x WHERE x.number = q.number) AS excerpt FROM (",
            $($q),+
        )
    };
}
pub(super) use list_of;

/// Ends what [`list_of`] began. The one `?` is since when somebody must have been seen to be there.
pub(crate) const WITH_THE_REST: &str = ") q CROSS JOIN client c CROSS JOIN category g \
    LEFT JOIN account a ON a.id = q.agent_id LEFT JOIN rating r ON r.ticket_number = q.number \
    LEFT JOIN presence p ON p.ticket_number = q.number AND p.seen_at >= ? \
    LEFT JOIN account w ON w.id = p.account_id WHERE c.id = q.client_id AND g.id = q.category_id";

const PAGE: &str = list_of!("SELECT ", ticket_part!(), " FROM ");

/// A page of a list, but for the limit and `WITH_THE_REST`'s value.
pub(crate) fn page(
    filter: &QueueFilter,
    source: Source<'_>,
    sort: QueueSort,
    after: Option<QueueCursor>,
) -> Sql {
    let hint = match source {
        Source::InOrder(_, Engine::MariaDb) => hint(filter, sort),
        Source::InOrder(..) | Source::ByWords(..) => "",
    };
    let chosen = chosen(Sql::new(PAGE), filter, source, (sort, hint));
    after_place(chosen, sort, after).then(WITH_THE_REST)
}

/// The number of a list's tickets, up to the limit.
pub(super) fn count(filter: &QueueFilter, source: Source<'_>) -> Sql {
    let begun = Sql::new("SELECT COUNT(*) AS counted FROM (SELECT t.number FROM ");
    chosen(begun, filter, source, (QueueSort::Priority, "")).then(" LIMIT {limit}) AS q")
}

/// Their numbers, the newest first.
pub(super) fn numbers(filter: &QueueFilter, source: Source<'_>) -> Sql {
    chosen(
        Sql::new("SELECT t.number FROM "),
        filter,
        source,
        (QueueSort::Priority, ""),
    )
    .then(" ORDER BY t.number DESC LIMIT {limit}")
}

fn chosen(
    sql: Sql,
    filter: &QueueFilter,
    source: Source<'_>,
    (sort, hint): (QueueSort, &'static str),
) -> Sql {
    let from = match source {
        Source::InOrder(..) => sql.then("ticket t").then(hint).then(" WHERE 1 = 1"),
        Source::ByWords(wanted, engine) => wanted.candidates(sql, engine),
    };
    let sql = match (filter.status, filter.assigned, sort) {
        // The one index that begins with the status. Asked for more, PostgreSQL takes the two for unrelated,
        // expects next to nothing, and puts all of them in order.
        (StatusChoice::Only(kind), None, QueueSort::Updated | QueueSort::Stale) => from.then(is(kind)),
        (status, ..) => with_status(from, status),
    };
    let sql = match filter.assigned {
        None => sql,
        Some(Assigned::Nobody) => sql.then(" AND t.agent_id IS NULL"),
        Some(Assigned::To(agent)) => sql.then(" AND t.agent_id = ?").bind(agent.0),
    };
    let sql = match filter.category {
        None => sql,
        Some(category) => sql.then(" AND t.category_id = ?").bind(category.0),
    };
    let sql = match filter.priority {
        None => sql,
        Some(priority) => sql.then(" AND t.priority = ?").bind(priority.rank()),
    };
    let sql = match (filter.pressing, sort) {
        (false, _) => sql,
        // A place in this order: a page ends where they end.
        (true, QueueSort::Priority) => sql
            .then(" AND t.precedence < ?")
            .bind(precedence(Priority::Medium.rank(), 0)),
        // In another order that would lead SQLite to begin at them, and to put them in order.
        (true, _) => sql.then(" AND t.priority >= ?").bind(Priority::High.rank()),
    };
    let sql = match filter.client {
        None => sql,
        Some(number) => sql
            .then(" AND t.client_id = (SELECT id FROM client WHERE number = ?)")
            .bind(crate::clients::stored(number)),
    };
    let sql = match filter.turn {
        None => sql,
        Some(turn) => sql.then(" AND t.turn = ?").bind(turn.key()),
    };
    match source {
        Source::InOrder(None, _) => sql,
        Source::InOrder(Some(wanted), _) | Source::ByWords(wanted, _) => wanted.check(sql),
    }
}

/// Where all of one status are listed, MariaDB would begin at the first of them and read all before the
/// page; told which index it is, it begins at the page.
fn hint(filter: &QueueFilter, sort: QueueSort) -> &'static str {
    let narrowed = filter.assigned.is_some()
        || filter.category.is_some()
        || filter.priority.is_some()
        || filter.client.is_some();
    match (filter.status, sort) {
        (StatusChoice::Any | StatusChoice::Unresolved, _) => "",
        (StatusChoice::Only(_), _) if narrowed => "",
        (StatusChoice::Only(_), QueueSort::Updated | QueueSort::Stale) => " FORCE INDEX (ticket_status_idx)",
        (StatusChoice::Only(_), QueueSort::Newest | QueueSort::Oldest) => {
            " FORCE INDEX (ticket_unresolved_created_idx)"
        }
        (StatusChoice::Only(_), QueueSort::Priority) => " FORCE INDEX (ticket_unresolved_precedence_idx)",
        (StatusChoice::Only(_), QueueSort::Resolved) => " FORCE INDEX (ticket_resolved_idx)",
    }
}

/// Both columns are asked for: there is an index for each order of the unresolved, and of the others. Not as
/// bound values: PostgreSQL plans once for all values, and would look for a rare status among all tickets.
pub(crate) fn with_status(sql: Sql, status: StatusChoice) -> Sql {
    match status {
        StatusChoice::Any => sql,
        StatusChoice::Unresolved => sql.then(" AND t.unresolved = 1"),
        StatusChoice::Only(kind) if kind.is_unresolved() => sql.then(" AND t.unresolved = 1").then(is(kind)),
        StatusChoice::Only(kind) => sql.then(" AND t.unresolved = 0").then(is(kind)),
    }
}

fn is(kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::Open => " AND t.status = 'open'",
        StatusKind::InProgress => " AND t.status = 'in_progress'",
        StatusKind::OnHold => " AND t.status = 'on_hold'",
        StatusKind::Resolved => " AND t.status = 'resolved'",
        StatusKind::Closed => " AND t.status = 'closed'",
    }
}

/// Not as a pair of values: SQLite then takes another index as soon as it has statistics.
macro_rules! downwards {
    ($column:literal $(, $and:literal)?) => {
        concat!(
            $($and,)?
            " AND t.",
            $column,
            " <= ? AND (t.",
            $column,
            " < ? OR t.number < ?) ORDER BY t.",
            $column,
            " DESC, t.number DESC LIMIT {limit}"
        )
    };
}
macro_rules! upwards {
    ($column:literal) => {
        concat!(
            " AND t.",
            $column,
            " >= ? AND (t.",
            $column,
            " > ? OR t.number > ?) ORDER BY t.",
            $column,
            ", t.number LIMIT {limit}"
        )
    };
}

/// The order by the last change, the last first.
pub(crate) fn last_changed_first(sql: Sql, after: Option<(i64, i64)>) -> Sql {
    let (at, number) = after.unwrap_or((i64::MAX, i64::MAX));
    sql.then(downwards!("updated_at")).bind(at).bind(at).bind(number)
}

fn after_place(sql: Sql, sort: QueueSort, after: Option<QueueCursor>) -> Sql {
    let (text, from_start) = match sort {
        QueueSort::Updated => (downwards!("updated_at"), i64::MAX),
        QueueSort::Newest => (downwards!("created_at"), i64::MAX),
        // What is unresolved has no such moment, and is not in this list.
        QueueSort::Resolved => (downwards!("resolved_at", " AND t.unresolved = 0"), i64::MAX),
        QueueSort::Stale => (upwards!("updated_at"), i64::MIN),
        QueueSort::Oldest => (upwards!("created_at"), i64::MIN),
        QueueSort::Priority => (upwards!("precedence"), i64::MIN),
    };
    let (at, number) = match (after, sort) {
        (None, _) => (from_start, from_start),
        (Some(after), QueueSort::Priority) => (precedence(after.rank, after.at), after.number.0),
        (Some(after), _) => (after.at, after.number.0),
    };
    sql.then(text).bind(at).bind(at).bind(number)
}
