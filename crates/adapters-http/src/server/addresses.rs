//! Connections counted per client address.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use ipnet::IpNet;

/// How many connections each address holds. An address with none takes no memory.
#[derive(Clone)]
pub(crate) struct Addresses {
    cap: usize,
    uncapped: Arc<[IpNet]>,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One connection's place in the count; dropping it gives the place back.
pub(crate) struct Place(Option<(Addresses, IpAddr)>);

impl Addresses {
    pub(crate) fn new(cap: usize, uncapped: Vec<IpNet>) -> Self {
        Self {
            cap,
            uncapped: uncapped.into(),
            held: Arc::default(),
        }
    }

    /// A place for one more connection from `address`, or `None` when it has all it may have.
    pub(crate) fn take(&self, address: IpAddr) -> Option<Place> {
        let address = address.to_canonical();
        if address.is_loopback() || self.uncapped.iter().any(|net| net.contains(&address)) {
            return Some(Place(None));
        }
        let key = network_of(address);
        let mut held = self.lock();
        let count = held.entry(key).or_default();
        if *count >= self.cap {
            return None;
        }
        *count += 1;
        Some(Place(Some((self.clone(), key))))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((addresses, key)) = self.0.take() else {
            return;
        };
        let mut held = addresses.lock();
        if let Some(count) = held.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                held.remove(&key);
            }
        }
    }
}

/// One household or machine: an IPv4 address, or the /64 an IPv6 host can pick addresses from at will.
pub(crate) fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses() -> Addresses {
        Addresses::new(2, vec!["10.0.0.0/8".parse().unwrap()])
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_gets_its_cap_and_a_dropped_place_comes_back() {
        let addresses = addresses();
        let first = addresses.take(ip("192.0.2.7"));
        let _second = addresses.take(ip("::ffff:192.0.2.7"));
        assert!(
            addresses.take(ip("192.0.2.7")).is_none(),
            "mapped and plain IPv4 are one address"
        );
        assert!(addresses.take(ip("192.0.2.8")).is_some());
        drop(first);
        assert!(addresses.take(ip("192.0.2.7")).is_some());
    }

    #[test]
    fn an_ipv6_host_cannot_pick_another_address_of_its_own_network() {
        let addresses = addresses();
        let _held = [
            addresses.take(ip("2001:db8::1")),
            addresses.take(ip("2001:db8::2")),
        ];
        assert!(addresses.take(ip("2001:db8::3")).is_none());
        assert!(addresses.take(ip("2001:db8:0:1::3")).is_some());
    }

    #[test]
    fn proxies_and_loopback_have_no_cap_and_nothing_stays_behind() {
        let addresses = addresses();
        let places: Vec<_> = (0..9)
            .flat_map(|_| ["10.1.2.3", "127.0.0.1", "::1"])
            .map(|text| addresses.take(ip(text)))
            .collect();
        assert!(places.iter().all(Option::is_some));
        drop(places);
        drop(addresses.take(ip("192.0.2.7")));
        assert!(addresses.lock().is_empty());
    }
}
