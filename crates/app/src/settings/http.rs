use std::net::SocketAddr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::{Secret, SettingsError};

/// How the server is reached.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Http {
    pub(crate) listen: SocketAddr,
    pub(crate) public_url: String,
    pub(crate) trusted_proxies: Vec<String>,
    pub(crate) max_connections: usize,
    pub(crate) max_connections_per_address: usize,
    pub(crate) metrics_token: Secret,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: String::new(),
            trusted_proxies: Vec::new(),
            max_connections: 4096,
            max_connections_per_address: 256,
            metrics_token: Secret::default(),
        }
    }
}

impl Http {
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        if self.max_connections == 0 || self.max_connections_per_address == 0 {
            return Err(SettingsError::invalid(
                "http.max_connections",
                "must be at least 1",
            ));
        }
        self.proxies()?;
        self.public().map(|_| ())
    }

    /// The networks whose word about a client's address is believed.
    pub(crate) fn proxies(&self) -> Result<Vec<IpNet>, SettingsError> {
        let network = |text: &String| {
            let single = || text.parse().map(|address: std::net::IpAddr| address.into());
            text.parse().or_else(|_| single()).map_err(|_| {
                let what = format!("`{text}` is no network; write one like 10.0.0.0/8");
                SettingsError::invalid("http.trusted_proxies", what)
            })
        };
        self.trusted_proxies.iter().map(network).collect()
    }

    /// The address people use, if it is set.
    pub(crate) fn public(&self) -> Result<Option<Url>, SettingsError> {
        if self.public_url.is_empty() {
            return Ok(None);
        }
        let wrong = || {
            let what = "must be the address people type, like https://help.example.com, without a path";
            SettingsError::invalid("http.public_url", what)
        };
        let url = Url::parse(&self.public_url).map_err(|_| wrong())?;
        let plain = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let web = matches!(url.scheme(), "http" | "https") && url.has_host() && url.username().is_empty();
        if plain && web { Ok(Some(url)) } else { Err(wrong()) }
    }

    /// Whether only this machine's users reach a desk that listens at `bound`. Behind a proxy on the same
    /// machine it listens on loopback too, and anyone reaches it.
    pub(crate) fn is_private(&self, bound: SocketAddr) -> bool {
        let known_elsewhere = match self.public().ok().flatten().as_ref().and_then(Url::host) {
            None => false,
            Some(Host::Domain(name)) => name != "localhost",
            Some(Host::Ipv4(address)) => !address.is_loopback(),
            Some(Host::Ipv6(address)) => !address.is_loopback(),
        };
        bound.ip().is_loopback() && self.trusted_proxies.is_empty() && !known_elsewhere
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_behind_a_proxy_is_not_private() {
        let here = SocketAddr::from(([127, 0, 0, 1], 8080));
        let public = |url: &str| Http {
            public_url: url.into(),
            ..Http::default()
        };
        assert!(Http::default().is_private(here));
        assert!(public("http://127.0.0.1:8080").is_private(here));
        assert!(!public("https://help.example.com").is_private(here));
        assert!(!Http::default().is_private(SocketAddr::from(([192, 0, 2, 1], 8080))));
        let proxied = Http {
            trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
            ..Http::default()
        };
        assert!(!proxied.is_private(here));
    }
}
