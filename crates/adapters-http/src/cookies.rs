//! What the browser keeps for us: who is signed in, that it is known, and which code it asked for.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use frontdesk_domain::secrets::{DeviceToken, RequestId, SessionToken};

/// The theme's cookie. It holds one word and means nothing to anyone else.
pub(crate) const THEME: &str = "theme";
/// The cookie that says whether single keys do something. It, too, holds one word.
pub(crate) const KEYS: &str = "keys";
/// The word in it when they do not.
pub(crate) const OFF: &str = "off";

/// Every cookie of ours, under each name it can have.
pub(crate) const NAMES: [&str; 8] = [
    THEME,
    KEYS,
    SECURE.session,
    SECURE.device,
    SECURE.request,
    PLAIN.session,
    PLAIN.device,
    PLAIN.request,
];

/// A browser forgets a session's cookie after this at the latest; when the session ends, the server decides.
const REMEMBERED: Duration = Duration::from_secs(90 * DAY);
/// As long as a browser stays known.
const KNOWN: Duration = Duration::from_secs(180 * DAY);
/// Longer than a code lives, so that a late one is told so.
const ASKED: Duration = Duration::from_secs(3600);
const DAY: u64 = 24 * 3600;

/// The `__Host-` prefix makes a browser take the cookie over TLS only, for this host only, so that no
/// neighbour can plant one.
const SECURE: Names = Names {
    session: "__Host-sid",
    device: "__Host-dev",
    request: "__Host-req",
};
/// Without TLS, browsers refuse the prefix. That is a desk on its own machine, or one being tried out.
const PLAIN: Names = Names {
    session: "sid",
    device: "dev",
    request: "req",
};

#[derive(Clone, Copy, Debug)]
struct Names {
    session: &'static str,
    device: &'static str,
    request: &'static str,
}

/// Reads and writes the cookies, under the names that fit how the server is reached.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cookies {
    names: Names,
    flags: &'static str,
}

impl Cookies {
    pub(crate) fn new(is_https: bool) -> Self {
        if is_https {
            Self {
                names: SECURE,
                flags: "Path=/; HttpOnly; SameSite=Lax; Secure",
            }
        } else {
            Self {
                names: PLAIN,
                flags: "Path=/; HttpOnly; SameSite=Lax",
            }
        }
    }

    pub(crate) fn session(self, headers: &HeaderMap) -> Option<SessionToken> {
        SessionToken::from_text(sent(headers, self.names.session)?)
    }

    pub(crate) fn device(self, headers: &HeaderMap) -> Option<DeviceToken> {
        DeviceToken::from_text(sent(headers, self.names.device)?)
    }

    pub(crate) fn request(self, headers: &HeaderMap) -> Option<RequestId> {
        RequestId::from_text(sent(headers, self.names.request)?)
    }

    /// Keeps the session: until the browser closes, unless they asked to be remembered.
    pub(crate) fn keep_session(self, token: &SessionToken, is_remembered: bool) -> Option<HeaderValue> {
        self.write(
            self.names.session,
            &token.to_text(),
            is_remembered.then_some(REMEMBERED),
        )
    }

    /// Keeps what makes this browser known.
    pub(crate) fn keep_device(self, token: &DeviceToken) -> Option<HeaderValue> {
        self.write(self.names.device, &token.to_text(), Some(KNOWN))
    }

    /// Keeps which code this browser asked for.
    pub(crate) fn keep_request(self, request: &RequestId) -> Option<HeaderValue> {
        self.write(self.names.request, &request.to_text(), Some(ASKED))
    }

    /// Forgets the session.
    pub(crate) fn forget_session(self) -> Option<HeaderValue> {
        self.write(self.names.session, "", Some(Duration::ZERO))
    }

    /// Forgets which code was asked for: it was used.
    pub(crate) fn forget_request(self) -> Option<HeaderValue> {
        self.write(self.names.request, "", Some(Duration::ZERO))
    }

    fn write(self, name: &str, value: &str, life: Option<Duration>) -> Option<HeaderValue> {
        let age = life.map(|life| format!("; Max-Age={}", life.as_secs()));
        let cookie = format!("{name}={value}; {}{}", self.flags, age.unwrap_or_default());
        let mut cookie = HeaderValue::try_from(cookie).ok()?;
        cookie.set_sensitive(true);
        Some(cookie)
    }
}

/// The value of a cookie, byte for byte as it was sent: a secret has one spelling, and no encoding of it is taken. Of
/// several with that name, the last: browsers send those of narrower paths first, and ours are for all of them.
fn sent<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter();
    let cookies = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    let pairs = cookies.filter_map(|cookie| cookie.trim_start_matches([' ', '\t']).split_once('='));
    let mut mine = pairs.filter(|(sent, _)| *sent == name);
    mine.next_back().map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: SessionToken = SessionToken::from_bytes([7; 32]);

    #[test]
    fn with_tls_no_neighbour_can_plant_a_session() {
        let cookie = Cookies::new(true).keep_session(&TOKEN, false).unwrap();
        assert_eq!(
            cookie.to_str().unwrap(),
            format!(
                "__Host-sid={}; Path=/; HttpOnly; SameSite=Lax; Secure",
                TOKEN.to_text()
            )
        );
        let mut headers = HeaderMap::new();
        let planted = format!("sid={}", TOKEN.to_text());
        headers.insert("cookie", planted.parse().unwrap());
        assert_eq!(Cookies::new(true).session(&headers), None);
        assert_eq!(Cookies::new(false).session(&headers), Some(TOKEN));
    }

    #[test]
    fn a_secret_has_one_spelling() {
        let session = |cookie: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, cookie.parse().unwrap());
            Cookies::new(false).session(&headers)
        };
        let text = TOKEN.to_text();
        let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for cookie in [
            format!("sid={text}"),
            format!("theme=dark; sid={text}; dev=x"),
            format!("sid=; sid={text}"),
        ] {
            assert_eq!(session(&cookie), Some(TOKEN), "{cookie}");
        }
        for cookie in [
            format!("sid={encoded}"),
            format!("sid=\"{text}\""),
            format!("sid=%20{text}"),
            format!("sid= {text}"),
            format!("SID={text}"),
            format!("xsid={text}"),
            format!("sid={text}; sid="),
        ] {
            assert_eq!(session(&cookie), None, "{cookie}");
        }
    }

    #[test]
    fn only_who_asked_is_remembered() {
        let plain = Cookies::new(false);
        let age = |cookie: Option<HeaderValue>| cookie.unwrap().to_str().unwrap().contains("Max-Age=7776000");
        assert!(age(plain.keep_session(&TOKEN, true)));
        assert!(!age(plain.keep_session(&TOKEN, false)));
    }
}
