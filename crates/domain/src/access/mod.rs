//! Who may do what: pure functions of who asks and what about. Use cases call them; a page never decides.

mod desk;
mod tickets;

pub use desk::DeskIdentity;

use std::time::Duration;

pub use tickets::{Caller, Deed, Denied, Member, Party};

use crate::accounts::{AccountId, Role, Theme};
use crate::auth::{Holder, SessionId};
use crate::clients::{ClientId, Name};
use crate::time::Timestamp;

/// Someone signed in, as read from the store for this request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The session.
    pub session: SessionId,
    /// Whose it is.
    pub holder: Holder,
    /// What they are here for.
    pub role: Role,
    /// Their client record.
    pub client: Option<ClientId>,
    /// What they are called.
    pub name: Name,
    /// How they want the pages to look.
    pub theme: Theme,
    /// When they last typed their password.
    pub proved_at: Timestamp,
    /// They are staff, and the desk asks staff for a second step they have not set up. Until they do, they
    /// may do no more than a customer.
    pub owes_second_step: bool,
}

impl SignedIn {
    /// How long a typed password counts for what needs one.
    pub const PROOF_LASTS: Duration = Duration::from_secs(10 * 60);

    /// Their account. None for a client who signed in by a mailed code.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self.holder {
            Holder::Account(account) => Some(account),
            Holder::Client(_) => None,
        }
    }

    /// Whether they may see and change every client's tickets.
    #[must_use]
    pub fn works_here(&self) -> bool {
        self.role.is_staff() && !self.owes_second_step
    }

    /// Whether they may decide who else may do what.
    #[must_use]
    pub fn manages_people(&self) -> bool {
        self.role == Role::Admin && !self.owes_second_step
    }

    /// Whether they may see the tickets of this client: their own, or as staff.
    #[must_use]
    pub fn may_see(&self, client: ClientId) -> bool {
        self.works_here() || self.client == Some(client)
    }

    /// Whether they typed their password so lately that they may do what could lock others out or in.
    #[must_use]
    pub fn proved_lately(&self, now: Timestamp) -> bool {
        now.since(self.proved_at) <= Self::PROOF_LASTS
    }
}

/// Who asks for something to be done to other people's accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authority {
    /// Someone signed in.
    Person(SignedIn),
    /// Whoever may run the program's command line, and so could read the database too.
    Operator,
}

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// They may not do this.
    #[error("you may not do this")]
    Forbidden,
    /// They may, after typing their password again.
    #[error("type your password again")]
    ProofNeeded,
}

impl Authority {
    /// Which account it is, for the record.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Person(person) => person.account(),
            Self::Operator => None,
        }
    }

    /// May they see who has an account here?
    ///
    /// # Errors
    /// [`Refused::Forbidden`] unless they are an admin.
    pub fn may_see_people(&self) -> Result<(), Refused> {
        match self {
            Self::Person(person) if !person.manages_people() => Err(Refused::Forbidden),
            Self::Person(_) | Self::Operator => Ok(()),
        }
    }

    /// May they let people in, or not?
    ///
    /// # Errors
    /// As [`may_see_people`](Self::may_see_people).
    pub fn may_decide(&self) -> Result<(), Refused> {
        self.may_see_people()
    }

    /// May they change roles, close accounts or delete them?
    ///
    /// # Errors
    /// [`Refused::ProofNeeded`] when an admin's password was not typed for a while: an unattended desk
    /// makes nobody an admin.
    pub fn may_change_rights(&self, now: Timestamp) -> Result<(), Refused> {
        self.may_see_people()?;
        match self {
            Self::Person(person) if !person.proved_lately(now) => Err(Refused::ProofNeeded),
            Self::Person(_) | Self::Operator => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const NOW: Timestamp = Timestamp::from_micros(3_600_000_000);

    pub(super) fn person(role: Role) -> SignedIn {
        SignedIn {
            session: SessionId(1),
            holder: Holder::Account(AccountId(1)),
            role,
            client: Some(ClientId(1)),
            name: Name::parse("Sara").unwrap(),
            theme: Theme::Device,
            proved_at: NOW,
            owes_second_step: false,
        }
    }

    #[test]
    fn only_admins_decide_about_people() {
        for (role, allowed) in [(Role::Customer, false), (Role::Agent, false), (Role::Admin, true)] {
            assert_eq!(Authority::Person(person(role)).may_decide().is_ok(), allowed);
            assert_eq!(
                Authority::Person(person(role)).may_change_rights(NOW).is_ok(),
                allowed
            );
        }
    }

    #[test]
    fn an_old_proof_is_not_enough_for_rights() {
        let admin = Authority::Person(person(Role::Admin));
        let later = NOW.after(Duration::from_secs(601));
        assert_eq!(admin.may_change_rights(later), Err(Refused::ProofNeeded));
        assert_eq!(Authority::Operator.may_change_rights(later), Ok(()));
    }

    #[test]
    fn staff_without_the_second_step_they_owe_are_customers() {
        let owing = SignedIn {
            owes_second_step: true,
            ..person(Role::Admin)
        };
        assert!(!owing.works_here());
        assert_eq!(Authority::Person(owing).may_see_people(), Err(Refused::Forbidden));
    }

    #[test]
    fn customers_see_their_own_tickets_only() {
        let customer = person(Role::Customer);
        assert!(customer.may_see(ClientId(1)));
        assert!(!customer.may_see(ClientId(2)));
        assert!(person(Role::Agent).may_see(ClientId(2)));
        let unlinked = SignedIn {
            client: None,
            ..customer
        };
        assert!(!unlinked.may_see(ClientId(1)));
    }
}
