//! Clients: the people who ask for help. They need no account.

mod client;
mod contact;
mod identifier;
mod number;
mod phone;

pub use client::{Client, ClientId, NewClient};
pub use contact::{Email, EmailError, Name, PostalAddress};
pub use identifier::{Identifier, IdentifierError};
pub use number::{ClientNumber, ClientNumberError};
pub use phone::{Phone, PhoneError, Region};
