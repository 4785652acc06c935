//! Adapters too small for a crate of their own.

mod clock;
pub(crate) mod descriptors;
mod entropy;
mod lane;
mod link_signer;
mod password_hasher;
mod presence;
mod token_signer;
mod vault;

pub(crate) use clock::SystemClock;
pub(crate) use entropy::OsEntropy;
pub(crate) use link_signer::{JwtLinks, install_cryptography};
pub(crate) use password_hasher::{Argon2Hasher, Cost};
pub(crate) use presence::Presence;
pub(crate) use token_signer::KeyedSigner;
pub(crate) use vault::SealedVault;
