//! Adapters too small for a crate of their own.

mod clock;
mod entropy;
mod presence;
mod token_signer;

pub(crate) use clock::SystemClock;
pub(crate) use entropy::OsEntropy;
pub(crate) use presence::Presence;
pub(crate) use token_signer::KeyedSigner;
