use std::net::SocketAddr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use url::Url;

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
            max_connections: 1024,
            max_connections_per_address: 64,
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
}
