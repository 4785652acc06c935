//! Accounts: registering, one's own profile, and deciding about others'.

mod add_person;
mod approvals;
mod change_email;
mod change_email_of;
mod change_password;
mod delete_person;
mod first_admin;
mod own_words;
mod people;
mod profile;
mod register;
mod rights;

pub use add_person::AddPerson;
pub use approvals::{Decided, Decision, Verdict};
pub use change_email::{EmailAsked, EmailChanged};
pub use change_email_of::EmailGiven;
pub use change_password::PasswordChanged;
pub use first_admin::{FirstAdmin, SetUp};
pub use people::{EditPerson, PEOPLE_ON_A_PAGE};
pub use profile::{EditProfile, ProfileSaved};
pub use register::{Register, Registered};
