//! The account and what can be done to it.

use super::{
    AccountState, Approval, ApprovalRule, Contact, NewAccount, Profile, Reason, Role, SealedSecret,
    SecondStep, Theme, Username,
};
use crate::auth::PasswordHash;
use crate::clients::{ClientId, Email, Name};
use crate::time::Timestamp;

/// The store's own key of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub i64);

/// An account as stored. Changed only through its methods. Each consumes it and gives the changed one, or
/// `None` where that cannot be done in its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The store's key.
    pub id: AccountId,
    /// Where its mail goes, and what it signs in by.
    pub email: Email,
    /// What else it signs in by.
    pub username: Option<Username>,
    /// Whose it is.
    pub name: Name,
    /// What they are here for.
    pub role: Role,
    /// Where it stands.
    pub state: AccountState,
    /// Their client record.
    pub client: Option<ClientId>,
    /// What they told about themselves when registering; empty once they have a client record.
    pub contact: Contact,
    /// Their password, hashed.
    pub password: PasswordHash,
    /// Whether signing in takes a second step.
    pub second_step: SecondStep,
    /// How they want the pages to look.
    pub theme: Theme,
    /// Rises when everything that was allowed before must end: sessions, and links under way.
    pub session_version: i32,
    /// When its e-mail was proved.
    pub verified_at: Option<Timestamp>,
    /// Who let it in.
    pub approval: Option<Approval>,
    /// How often it was changed, from 1. A save of an older version is refused.
    pub version: i32,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Account {
    /// The version of an account that was never changed.
    pub const FIRST_VERSION: i32 = 1;

    /// The account that a store makes of a new one.
    #[must_use]
    pub fn first(id: AccountId, new: NewAccount) -> Self {
        Self {
            id,
            email: new.email,
            username: new.username,
            name: new.name,
            role: Role::Customer,
            state: AccountState::Unverified,
            client: None,
            contact: new.contact,
            password: new.password,
            second_step: SecondStep::Off,
            theme: Theme::Device,
            session_version: 1,
            verified_at: None,
            approval: None,
            version: Self::FIRST_VERSION,
            created_at: new.created_at,
            updated_at: new.created_at,
        }
    }

    /// Whether it may sign in.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.state == AccountState::Active
    }

    /// Whether it is that of an active member of staff: nobody else is given a ticket.
    #[must_use]
    pub fn works_here(&self) -> bool {
        self.is_active() && self.role.is_staff()
    }

    /// Whether it counts as an admin who can get in.
    #[must_use]
    pub fn is_active_admin(&self) -> bool {
        self.is_active() && self.role == Role::Admin
    }

    /// Registered again before its e-mail was proved: the newest form counts, and codes and links of the
    /// older one end. Nobody can hold an address, or choose its password, by registering it first.
    #[must_use]
    pub fn registered_again(self, new: NewAccount) -> Option<Self> {
        let again = Self {
            email: new.email,
            username: new.username,
            name: new.name,
            contact: new.contact,
            password: new.password,
            ..self
        };
        (again.state == AccountState::Unverified).then(|| again.cut_off(new.created_at))
    }

    /// Its e-mail is proved: it waits for an admin, or may sign in where none is asked.
    #[must_use]
    pub fn verified(self, rule: ApprovalRule, now: Timestamp) -> Option<Self> {
        let state = match (&self.state, rule) {
            (AccountState::Unverified, ApprovalRule::Required) => {
                AccountState::AwaitingApproval { since: now }
            }
            (AccountState::Unverified, ApprovalRule::Off) => AccountState::Active,
            _ => return None,
        };
        let verified_at = Some(now);
        Some(
            Self {
                state,
                verified_at,
                ..self
            }
            .changed(now),
        )
    }

    /// It belongs to this client record, which has the address from now on. The phone stays here too: a number
    /// that somebody else has with us does not go onto the record.
    #[must_use]
    pub fn linked(self, client: ClientId, now: Timestamp) -> Self {
        let contact = Contact {
            address: None,
            ..self.contact.clone()
        };
        Self {
            client: Some(client),
            contact,
            ..self
        }
        .changed(now)
    }

    /// An admin lets it in, as `role`. One declined before may be let in after all.
    #[must_use]
    pub fn approved(self, role: Role, by: Option<AccountId>, now: Timestamp) -> Option<Self> {
        let waits = matches!(
            self.state,
            AccountState::AwaitingApproval { .. } | AccountState::Declined { .. }
        );
        let approval = Some(Approval { by, at: now });
        let state = AccountState::Active;
        waits.then(|| {
            Self {
                state,
                role,
                approval,
                ..self
            }
            .changed(now)
        })
    }

    /// An admin says no.
    #[must_use]
    pub fn declined(self, reason: Option<Reason>, now: Timestamp) -> Option<Self> {
        let waits = matches!(self.state, AccountState::AwaitingApproval { .. });
        let state = AccountState::Declined { at: now, reason };
        waits.then(|| Self { state, ..self }.cut_off(now))
    }

    /// An admin closes it. Its sessions end.
    #[must_use]
    pub fn disabled(self, now: Timestamp) -> Option<Self> {
        let state = AccountState::Disabled { at: now };
        self.is_active().then(|| Self { state, ..self }.cut_off(now))
    }

    /// An admin opens it again.
    #[must_use]
    pub fn enabled(self, now: Timestamp) -> Option<Self> {
        let closed = matches!(self.state, AccountState::Disabled { .. });
        let state = AccountState::Active;
        closed.then(|| Self { state, ..self }.changed(now))
    }

    /// An admin gives it another role. `None` if it has that role, or may not sign in. Its sessions end.
    #[must_use]
    pub fn with_role(self, role: Role, now: Timestamp) -> Option<Self> {
        let changes = self.is_active() && self.role != role;
        changes.then(|| Self { role, ..self }.cut_off(now))
    }

    /// It has another password. Its sessions end, and links under way are void.
    #[must_use]
    pub fn with_password(self, password: PasswordHash, now: Timestamp) -> Self {
        Self { password, ..self }.cut_off(now)
    }

    /// The same password, hashed anew with today's parameters. Nothing ends.
    #[must_use]
    pub fn rehashed(self, password: PasswordHash, now: Timestamp) -> Self {
        Self { password, ..self }.changed(now)
    }

    /// It has another e-mail, proved just now. Its sessions end, and links sent to the old one are void.
    #[must_use]
    pub fn with_email(self, email: Email, now: Timestamp) -> Self {
        let verified_at = Some(now);
        Self {
            email,
            verified_at,
            ..self
        }
        .cut_off(now)
    }

    /// Its owner or an admin wrote about it.
    #[must_use]
    pub fn with_profile(self, profile: Profile, now: Timestamp) -> Self {
        let Profile { name, username } = profile;
        Self {
            name,
            username,
            ..self
        }
        .changed(now)
    }

    /// Its pages look otherwise.
    #[must_use]
    pub fn with_theme(self, theme: Theme, now: Timestamp) -> Self {
        Self { theme, ..self }.changed(now)
    }

    /// All its sessions end.
    #[must_use]
    pub fn signed_out_everywhere(self, now: Timestamp) -> Self {
        self.cut_off(now)
    }

    /// A second step is offered. `None` while one is on.
    #[must_use]
    pub fn offered_second_step(self, secret: SealedSecret, now: Timestamp) -> Option<Self> {
        let second_step = SecondStep::Offered { secret };
        (!self.second_step.is_on()).then(|| Self { second_step, ..self }.changed(now))
    }

    /// A code of step `used` was right: the second step is on from now. Codes up to that one are used up.
    /// `None` if none is on or offered, or if that step's code was used before.
    #[must_use]
    pub fn second_step_used(self, used: i64, now: Timestamp) -> Option<Self> {
        match self.second_step.clone() {
            SecondStep::On { secret, last, since } if used > last => {
                let second_step = SecondStep::On {
                    secret,
                    last: used,
                    since,
                };
                Some(Self { second_step, ..self }.changed(now))
            }
            SecondStep::Offered { secret } => {
                let second_step = SecondStep::On {
                    secret,
                    last: used,
                    since: now,
                };
                Some(Self { second_step, ..self }.cut_off(now))
            }
            SecondStep::Off | SecondStep::On { .. } => None,
        }
    }

    /// The second step is off. Its sessions end.
    #[must_use]
    pub fn without_second_step(self, now: Timestamp) -> Self {
        let second_step = SecondStep::Off;
        Self { second_step, ..self }.cut_off(now)
    }

    fn cut_off(self, now: Timestamp) -> Self {
        let session_version = self.session_version.saturating_add(1);
        Self {
            session_version,
            ..self
        }
        .changed(now)
    }

    fn changed(self, now: Timestamp) -> Self {
        let version = self.version.saturating_add(1);
        Self {
            version,
            updated_at: now,
            ..self
        }
    }
}

#[cfg(test)]
mod tests;
