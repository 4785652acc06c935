//! How many streams there may be.

use std::{net::IpAddr, sync::Arc};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::server::{Addresses, Place};

/// Streams at the same time. Over HTTP/1 each holds one of the server's 4,096 connections; about half of those are
/// left for pages.
const ALL: usize = 2_048;
/// Streams of links from one client address, so that one visitor cannot take all of them.
pub(super) const LINKS: usize = 32;
/// Streams of people signed in from one client address: an office has one for everybody.
const PEOPLE: usize = 256;

/// The streams that are open.
#[derive(Clone)]
pub(super) struct Seats {
    all: Arc<Semaphore>,
    links: Addresses,
    people: Addresses,
}

/// A seat; dropping it gives it back.
pub(super) struct Seat {
    _one: OwnedSemaphorePermit,
    _place: Place,
}

impl Seats {
    pub(super) fn new() -> Self {
        Self {
            all: Arc::new(Semaphore::new(ALL)),
            links: Addresses::new(LINKS, Vec::new()),
            people: Addresses::new(PEOPLE, Vec::new()),
        }
    }

    /// A seat for the holder of a link, or `None` when too many are taken.
    pub(super) fn of_link(&self, address: IpAddr) -> Option<Seat> {
        self.take(&self.links, address)
    }

    /// A seat for someone signed in.
    pub(super) fn of_person(&self, address: IpAddr) -> Option<Seat> {
        self.take(&self.people, address)
    }

    fn take(&self, addresses: &Addresses, address: IpAddr) -> Option<Seat> {
        Some(Seat {
            _place: addresses.take(address)?,
            _one: Arc::clone(&self.all).try_acquire_owned().ok()?,
        })
    }
}
