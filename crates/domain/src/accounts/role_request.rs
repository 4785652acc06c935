use super::{AccountId, Role, Wish};
use crate::time::Timestamp;

/// A staff role someone asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRoleRequest {
    /// Who asks.
    pub account: AccountId,
    /// What they say about it.
    pub wish: Wish,
    /// When.
    pub asked_at: Timestamp,
}

/// A request as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRequest {
    /// Who asks.
    pub account: AccountId,
    /// What they say about it.
    pub wish: Wish,
    /// When.
    pub asked_at: Timestamp,
    /// What became of it.
    pub verdict: Option<RoleVerdict>,
}

/// What an admin made of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleVerdict {
    /// The role they have now; [`Role::Customer`] is a no.
    pub role: Role,
    /// Who decided; none from the command line, or when their account was deleted since.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
}
