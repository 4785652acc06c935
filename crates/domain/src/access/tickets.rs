//! Who may do what to a ticket and to what hangs on it. The table is in `docs/TICKETS.md`, and in the tests.

use super::SignedIn;
use crate::accounts::AccountId;
use crate::tickets::{Actor, NotNow, ReopenWindow, StatusKind, Ticket, TicketNumber};
use crate::time::Timestamp;

/// Who comes to a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Someone signed in.
    Person(SignedIn),
    /// Who holds the track link of this ticket.
    Link(TicketNumber),
}

/// What a caller is to one ticket. Whoever is nothing to it is not told that it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Its client, by the ticket's link or by a mailed code.
    Holder,
    /// Its client, signed in.
    Owner(AccountId),
    /// A member of staff.
    Staff(Member),
}

/// A member of staff, at one ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their account.
    pub account: AccountId,
    /// Whether they are an admin.
    pub is_admin: bool,
    /// Whether the ticket is their own: they asked for help with it.
    pub is_owner: bool,
}

/// What someone wants to do to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Look at it: the conversation, and the tasks and history that are shared.
    See,
    /// Look at what staff keep among themselves: notes, their tasks, who is looking.
    SeeInternal,
    /// Write to the other side.
    Reply,
    /// Write an internal note.
    Note,
    /// Change its title, its text or its category.
    Edit,
    /// Move it.
    Move(StatusKind),
    /// Set who works on it, its priority or its category.
    Organise,
    /// Close it in favour of another one.
    Merge,
    /// Delete it with all that hangs on it.
    Delete,
    /// Add, tick, rename, move or remove a task that the client sees.
    SharedTask,
    /// The same with one that staff keep among themselves.
    StaffTask,
    /// Rate how it was solved.
    Rate,
}

/// Why something cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// They may not.
    #[error("you may not do this")]
    Forbidden,
    /// They may, but not as the ticket stands now.
    #[error(transparent)]
    NotNow(#[from] NotNow),
}

impl Caller {
    /// What they are to this ticket. `None`: nothing, and they are not told that it exists.
    #[must_use]
    pub fn party(&self, ticket: &Ticket) -> Option<Party> {
        match self {
            Self::Link(number) => (*number == ticket.number).then_some(Party::Holder),
            Self::Person(person) => {
                let is_owner = person.client == Some(ticket.client);
                match person.account() {
                    Some(account) if person.works_here() => Some(Party::Staff(Member {
                        account,
                        is_admin: person.manages_people(),
                        is_owner,
                    })),
                    Some(account) => is_owner.then_some(Party::Owner(account)),
                    None => is_owner.then_some(Party::Holder),
                }
            }
        }
    }

    /// Their account, if they work here.
    #[must_use]
    pub fn staff(&self) -> Option<AccountId> {
        match self {
            Self::Person(person) if person.works_here() => person.account(),
            _ => None,
        }
    }
}

impl Party {
    /// How they stand in its history.
    #[must_use]
    pub fn actor(self) -> Actor {
        match self {
            Self::Holder => Actor::Client,
            Self::Owner(account) => Actor::Customer(account),
            Self::Staff(member) => Actor::Agent(member.account),
        }
    }

    /// The member of staff they are.
    #[must_use]
    pub fn staff(self) -> Option<Member> {
        match self {
            Self::Staff(member) => Some(member),
            Self::Holder | Self::Owner(_) => None,
        }
    }

    /// May they do this to the ticket, as it stands?
    ///
    /// # Errors
    /// [`Denied`] says why not.
    pub fn may(
        self,
        deed: Deed,
        ticket: &Ticket,
        window: ReopenWindow,
        now: Timestamp,
    ) -> Result<(), Denied> {
        match self {
            Self::Staff(member) => member.may(deed, ticket),
            Self::Owner(_) | Self::Holder => self.owner_may(deed, ticket, window, now),
        }
    }

    fn owner_may(
        self,
        deed: Deed,
        ticket: &Ticket,
        window: ReopenWindow,
        now: Timestamp,
    ) -> Result<(), Denied> {
        let status = ticket.status().kind();
        match deed {
            Deed::See | Deed::Reply => Ok(()),
            Deed::Edit if status == StatusKind::Open => Ok(()),
            Deed::Edit => Err(NotNow::NotOpen.into()),
            Deed::SharedTask if status == StatusKind::Closed => Err(NotNow::Closed.into()),
            Deed::SharedTask => Ok(()),
            Deed::Rate if status == StatusKind::Resolved => Ok(()),
            Deed::Rate => Err(NotNow::NotResolved.into()),
            Deed::Move(to) => owner_may_move(ticket, to, window, now),
            // A link may have been passed on; what it opens can be answered, not destroyed.
            Deed::Delete if self == Self::Holder => Err(Denied::Forbidden),
            Deed::Delete if ticket.taken_up => Err(NotNow::TakenUp.into()),
            Deed::Delete => Ok(()),
            Deed::SeeInternal | Deed::Note | Deed::Organise | Deed::Merge | Deed::StaffTask => {
                Err(Denied::Forbidden)
            }
        }
    }
}

/// Its owner moves a ticket freely while no member of staff took or answered it; after that they may say
/// that it is solved, that it is not, or that they need it no more.
fn owner_may_move(
    ticket: &Ticket,
    to: StatusKind,
    window: ReopenWindow,
    now: Timestamp,
) -> Result<(), Denied> {
    let from = ticket.status();
    match (from.kind(), to) {
        (StatusKind::Closed, _) => Err(NotNow::Closed.into()),
        (StatusKind::Resolved, StatusKind::Open) => Ok(window.holds(from, now)?),
        (StatusKind::Resolved, StatusKind::InProgress | StatusKind::OnHold) if !ticket.taken_up => {
            Ok(window.holds(from, now)?)
        }
        // Rating it is what closes a resolved ticket.
        (StatusKind::Resolved, StatusKind::Closed) => Err(Denied::Forbidden),
        (_, StatusKind::Resolved | StatusKind::Closed) => Ok(()),
        _ if !ticket.taken_up => Ok(()),
        _ => Err(NotNow::TakenUp.into()),
    }
}

impl Member {
    fn may(self, deed: Deed, ticket: &Ticket) -> Result<(), Denied> {
        let status = ticket.status().kind();
        match deed {
            Deed::See | Deed::SeeInternal | Deed::Note | Deed::Edit => Ok(()),
            Deed::Reply if status == StatusKind::Closed => Err(NotNow::Closed.into()),
            Deed::Organise | Deed::Move(_) | Deed::Merge if ticket.is_merged() => Err(NotNow::Closed.into()),
            Deed::Reply | Deed::Organise | Deed::Move(_) | Deed::Merge => Ok(()),
            Deed::SharedTask | Deed::StaffTask if status == StatusKind::Closed => Err(NotNow::Closed.into()),
            Deed::SharedTask | Deed::StaffTask => Ok(()),
            Deed::Delete if self.is_admin => Ok(()),
            Deed::Rate if self.is_owner && status == StatusKind::Resolved => Ok(()),
            Deed::Rate if self.is_owner => Err(NotNow::NotResolved.into()),
            Deed::Delete | Deed::Rate => Err(Denied::Forbidden),
        }
    }
}

#[cfg(test)]
mod tests;
