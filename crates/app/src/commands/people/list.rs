use frontdesk_domain::ports::{PeopleAfter, PeopleFilter, PersonRow};

use super::shown::{Form, json_all, line};
use super::{Desk, OPERATOR};
use crate::cli::ListArgs;
use crate::commands::CommandError;
use crate::telemetry::say;

/// Lists people by name, all of them.
pub(super) async fn list(desk: &Desk<'_>, wanted: ListArgs) -> Result<(), CommandError> {
    let filter = PeopleFilter {
        words: wanted.search,
        role: wanted.role,
        state: wanted.state,
    };
    let mut rows: Vec<PersonRow> = Vec::new();
    loop {
        let after = rows.last().map(|last| PeopleAfter {
            name: last.name.clone(),
            id: last.id,
        });
        let page = desk.app.list_people(&OPERATOR, &filter, after.as_ref()).await?;
        if page.is_empty() {
            break;
        }
        rows.extend(page);
    }
    match desk.form {
        Form::Json => say(&json_all(&rows)?),
        Form::Text if rows.is_empty() => say("Nobody."),
        Form::Text => rows.iter().for_each(|row| say(&line(row))),
    }
    Ok(())
}
