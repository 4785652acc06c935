//! Accounts: a way to sign in. A client needs none.

mod account;
mod admins;
mod new_account;
mod role;
mod role_request;
mod search;
mod second_step;
mod state;
mod text;
mod theme;
mod username;

pub use account::{Account, AccountId};
pub use admins::{LastAdmin, keeps_an_admin};
pub use new_account::{Approval, Contact, NewAccount, Profile};
pub use role::Role;
pub use role_request::{NewRoleRequest, RoleRequest, RoleVerdict};
pub use search::{MOST_WORDS, Searchable, searched_words};
pub use second_step::{SealedSecret, SecondStep};
pub use state::{AccountState, ApprovalRule};
pub use text::{Reason, Wish};
pub use theme::Theme;
pub use username::{Username, UsernameError};
