use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, Error, IsCa, KeyPair};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// What certificate the server shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// For `localhost` and `127.0.0.1`, signed by the authority.
    Good,
    /// For another name.
    OtherName,
    /// Signed by an authority that nobody has heard of.
    OtherAuthority,
    /// The authority's own, as `openssl req -x509` makes it.
    Authority,
}

type Made = Result<(String, ServerConfig), Box<dyn std::error::Error + Send + Sync>>;

impl Certificate {
    /// The authority as PEM, and a server's TLS configuration.
    pub(super) fn make(self) -> Made {
        let authority = authority()?;
        let (shown, key) = match self {
            Self::Good => leaf(&["localhost", "127.0.0.1"], &authority)?,
            Self::OtherName => leaf(&["mail.example.com"], &authority)?,
            Self::OtherAuthority => leaf(&["localhost", "127.0.0.1"], &self::authority()?)?,
            Self::Authority => (authority.der().clone(), authority.key().serialize_der()),
        };
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key));
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![shown], key)?;
        Ok((authority.pem(), config))
    }
}

fn authority() -> Result<CertifiedIssuer<'static, KeyPair>, Error> {
    let mut params = CertificateParams::new(["localhost".to_owned()])?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn leaf(
    names: &[&str],
    authority: &CertifiedIssuer<'_, KeyPair>,
) -> Result<(CertificateDer<'static>, Vec<u8>), Error> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(names)?.signed_by(&key, authority)?;
    Ok((certificate.der().clone(), key.serialize_der()))
}
