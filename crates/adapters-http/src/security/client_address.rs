//! The address a request came from. Behind a proxy it stands in a header anyone can write, so it is believed
//! only as far as proxies we know wrote it.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Whether `address` is one of our proxies.
pub(super) fn is_trusted(address: IpAddr, proxies: &[IpNet]) -> bool {
    proxies.iter().any(|net| net.contains(&address))
}

/// The client: the peer, or if that is a trusted proxy, the rightmost address it reports that is not one itself.
pub(super) fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let mut client = peer;
    if !is_trusted(peer, proxies) {
        return client;
    }
    let reported: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .map(str::trim)
        .collect();
    for text in reported.into_iter().rev() {
        // What cannot be read was not written by a proxy of ours: the one that passed it on is the last known.
        let Some(address) = read(text) else { break };
        client = address.to_canonical();
        if !is_trusted(client, proxies) {
            break;
        }
    }
    client
}

/// Some proxies write the port too.
fn read(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().map(|address| address.ip());
    text.parse::<IpAddr>().or_else(|_| with_port()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let proxies = ["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        client(peer.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn an_unknown_peer_is_the_client_whatever_it_claims() {
        assert_eq!(seen("203.0.113.9", &["192.0.2.1"]), "203.0.113.9");
    }

    #[test]
    fn behind_proxies_the_rightmost_stranger_is_the_client() {
        assert_eq!(
            seen("10.0.0.1", &["192.0.2.66, 203.0.113.9, 10.0.0.2"]),
            "203.0.113.9"
        );
        assert_eq!(seen("::1", &["192.0.2.66", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["::ffff:203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["203.0.113.9:4711"]), "203.0.113.9");
    }

    #[test]
    fn what_cannot_be_read_is_not_skipped() {
        assert_eq!(seen("10.0.0.1", &["192.0.2.66, nonsense"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["192.0.2.66, , 10.0.0.2"]), "10.0.0.2");
        assert_eq!(seen("10.0.0.1", &[]), "10.0.0.1");
    }
}
