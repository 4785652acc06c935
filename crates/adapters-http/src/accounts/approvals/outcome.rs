//! What became of those who were decided about. The address names whom; what is said is what is so now, so an
//! address that somebody made up tells nothing that is not true.

use frontdesk_application::{AppError, Decided, PEOPLE_ON_A_PAGE};
use frontdesk_domain::{
    accounts::{AccountId, AccountState, Role},
    ports::PersonPage,
};

use crate::{accounts::office::Office, paths, problem::Problem, security::Form};

/// The query field of those about whom there was nothing to decide.
const NOT: &str = "not";

/// The page that says it.
pub(super) fn url(whom: &[AccountId], decided: &[Decided]) -> String {
    let of = |wanted: Decided| -> String {
        let ids = whom
            .iter()
            .zip(decided)
            .filter(|(_, decided)| **decided == wanted);
        let ids: Vec<String> = ids.map(|(id, _)| id.0.to_string()).collect();
        ids.join(".")
    };
    format!(
        "{}&{NOT}={}",
        paths::done(paths::APPROVALS, &of(Decided::Done)),
        of(Decided::Nothing)
    )
}

/// One sentence for each of them.
pub(super) async fn said(office: &Office, query: &mut Form) -> Result<Vec<String>, Problem> {
    let mut said = Vec::new();
    for (field, decided) in [(paths::DONE, Decided::Done), (NOT, Decided::Nothing)] {
        let ids = query.take(field);
        for id in ids
            .split('.')
            .filter_map(|id| id.parse().ok())
            .take(PEOPLE_ON_A_PAGE.into())
        {
            match office.desk.app.see_person(&office.who(), AccountId(id)).await {
                Ok(person) => said.push(sentence(&person, decided)),
                Err(AppError::NotFound) => said.push("One account was deleted meanwhile.".to_owned()),
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(said)
}

fn sentence(person: &PersonPage, decided: Decided) -> String {
    let name = person.row.name.as_str();
    match (&person.row.state, person.row.role, decided) {
        (AccountState::Active, Role::Customer, Decided::Done) => {
            format!("{name} may sign in, as a customer.")
        }
        (AccountState::Active, Role::Agent, Decided::Done) => format!("{name} may sign in, as an agent."),
        (AccountState::Active, Role::Admin, Decided::Done) => format!("{name} may sign in, as an admin."),
        (AccountState::Active, _, Decided::Nothing) => {
            format!("{name} was let in before. Nothing was changed.")
        }
        (AccountState::Declined { .. }, _, Decided::Done) => format!("{name} was declined."),
        (AccountState::Declined { .. }, _, Decided::Nothing) => {
            format!("{name} was declined before. Nothing was changed.")
        }
        (AccountState::Unverified, ..) => {
            format!("{name} has not confirmed their e-mail yet, so nothing was decided.")
        }
        (AccountState::AwaitingApproval { .. }, ..) => format!("{name} still waits."),
        (AccountState::Disabled { .. }, ..) => format!("{name}’s account is disabled."),
    }
}
