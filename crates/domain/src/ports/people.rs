use async_trait::async_trait;

use super::StoreError;
use crate::accounts::{AccountId, AccountState, Role, Username, Wish};
use crate::clients::{ClientId, ClientNumber, Email, Name, Phone, PostalAddress};
use crate::time::Timestamp;

/// Which people a list shows. Each filter narrows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// The beginnings of words of name, e-mail, username and customer ID, or four digits or more of the
    /// phone, case aside: [`searched_words`](crate::accounts::searched_words) of this text, each of which
    /// must begin one of [`Searchable::words`](crate::accounts::Searchable::words). An index finds those,
    /// but not the middle of a word.
    pub words: Option<String>,
    /// Only this role.
    pub role: Option<Role>,
    /// Only this state, by its word.
    pub state: Option<&'static str>,
}

/// Where a page of people begins: after this one. Lists are ordered by name and key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleAfter {
    /// The last name shown.
    pub name: Name,
    /// Its account.
    pub id: AccountId,
}

/// Someone in the list of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The account.
    pub id: AccountId,
    /// Whose it is.
    pub name: Name,
    /// Where its mail goes.
    pub email: Email,
    /// What else it signs in by.
    pub username: Option<Username>,
    /// What they are here for.
    pub role: Role,
    /// Where it stands.
    pub state: AccountState,
    /// Their customer ID.
    pub client: Option<ClientNumber>,
    /// Their phone.
    pub phone: Option<Phone>,
    /// When it was registered.
    pub created_at: Timestamp,
}

/// Someone who waits to be let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalRow {
    /// The account.
    pub id: AccountId,
    /// Whose it is.
    pub name: Name,
    /// Where its mail goes.
    pub email: Email,
    /// Since when they wait: since the e-mail was proved, or, where it is not yet, since they registered.
    pub since: Timestamp,
    /// Whether the e-mail is proved. Only those can be let in.
    pub verified: bool,
    /// What they say about a staff role, if they ask for one.
    pub wish: Option<Wish>,
}

/// Everything about one person, for their own profile and for an admin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonPage {
    /// As in the list.
    pub row: PersonRow,
    /// Their client record.
    pub client: Option<ClientId>,
    /// Where they are.
    pub address: Option<PostalAddress>,
    /// Whether signing in takes a second step.
    pub has_second_step: bool,
    /// The open request for a staff role.
    pub wish: Option<Wish>,
    /// How many tickets they have, counted up to a thousand: what a deletion keeps.
    pub tickets: u32,
    /// The version to be sent back with a change.
    pub version: i32,
}

/// What is asked about people outside units of work.
#[async_trait]
pub trait PeopleQueries: Send + Sync {
    /// People by name, at most `limit`, after the one given.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn list(
        &self,
        filter: &PeopleFilter,
        after: Option<&PeopleAfter>,
        limit: u16,
    ) -> Result<Vec<PersonRow>, StoreError>;

    /// Who waits to be let in, or has an open request for a staff role, or has not proved their e-mail: the
    /// longest waiting first, at most `limit`, after the one given.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn approvals(
        &self,
        after: Option<(Timestamp, AccountId)>,
        limit: u16,
    ) -> Result<Vec<ApprovalRow>, StoreError>;

    /// How many there is something to decide about, counted up to a hundred: for the navigation.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn waiting(&self) -> Result<u32, StoreError>;

    /// One person.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn person(&self, id: AccountId) -> Result<Option<PersonPage>, StoreError>;
}
