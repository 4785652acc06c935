//! Looks after people, with the authority of whoever may run the program.

mod add;
mod ask_password;
mod list;
mod reset_password;
mod roles;
mod shown;
mod standing;

use frontdesk_application::{AppError, Application};
use frontdesk_domain::access::Authority;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::auth::PasswordWeakness;
use frontdesk_domain::ports::PersonPage;

use self::shown::{Form, json, line};
use crate::cli::PeopleCommand;
use crate::commands::{CommandError, make_data_dir};
use crate::settings::Settings;
use crate::telemetry::say;
use crate::wiring::House;

/// Looks after people; prints for programs if `as_json`.
pub(super) async fn look_after(
    settings: &Settings,
    what: PeopleCommand,
    as_json: bool,
) -> Result<(), CommandError> {
    make_data_dir(settings)?;
    let house = House::build(settings, &settings.local_url()).await?;
    let form = if as_json { Form::Json } else { Form::Text };
    let desk = Desk {
        app: &house.app,
        form,
    };
    match what {
        PeopleCommand::Add(form) => add::add(&desk, form).await,
        PeopleCommand::Promote { who, to } => roles::promote(&desk, &who, to).await,
        PeopleCommand::Demote { who, to } => roles::demote(&desk, &who, to).await,
        PeopleCommand::Approve { who, role } => standing::approve(&desk, &who, role).await,
        PeopleCommand::Disable(who) => standing::disable(&desk, &who).await,
        PeopleCommand::Enable(who) => standing::enable(&desk, &who).await,
        PeopleCommand::List(wanted) => list::list(&desk, wanted).await,
        PeopleCommand::ResetPassword(who) => reset_password::reset_password(&desk, &who).await,
    }?;
    house.database.close().await?;
    Ok(())
}

/// What every subcommand works with.
struct Desk<'a> {
    app: &'a Application,
    form: Form,
}

const OPERATOR: Authority = Authority::Operator;

impl Desk<'_> {
    async fn find(&self, login: &str) -> Result<PersonPage, CommandError> {
        let found = self.app.find_person(&OPERATOR, login).await;
        found.map_err(|error| match error {
            AppError::NotFound => CommandError::Failed(format!(
                "nobody signs in by `{login}`; see `frontdesk people list`"
            )),
            other => other.into(),
        })
    }

    /// Says what was done, or shows the person as they are now.
    async fn tell(&self, id: AccountId, done: &str) -> Result<(), CommandError> {
        let person = self.app.see_person(&OPERATOR, id).await?;
        match self.form {
            Form::Json => say(&json(&person.row)?),
            Form::Text => {
                say(done);
                say(&line(&person.row));
            }
        }
        Ok(())
    }
}

fn weak(weakness: PasswordWeakness) -> CommandError {
    CommandError::Failed(format!("the password {weakness}. Nothing was changed"))
}

/// Why somebody in that state cannot be given what only those get who may sign in, and what to do first.
fn not_in(person: &PersonPage) -> CommandError {
    let email = person.row.email.as_str();
    let why = match person.row.state.key() {
        "unverified" => "has not proved their e-mail: the code in their mail does, or registering again",
        "awaiting_approval" => "waits to be let in: `frontdesk people approve` first",
        "declined" => "was declined: `frontdesk people approve` lets them in after all",
        "disabled" => "is disabled: `frontdesk people enable` first",
        _ => "was changed at this moment by someone else: try again",
    };
    CommandError::Failed(format!("{email} {why}"))
}
