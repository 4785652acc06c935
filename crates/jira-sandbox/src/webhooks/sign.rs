//! `X-Hub-Signature`: HMAC-SHA256 over the exact bytes of the body (WebSub, as Jira uses it).

use std::fmt::Write;

use aws_lc_rs::hmac;

/// The header value for a body: `sha256=` and 64 hexadecimal digits.
#[must_use]
pub fn hub_signature(secret: &str, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let mut value = String::from("sha256=");
    for byte in hmac::sign(&key, body).as_ref() {
        // Writing to a String cannot fail.
        let _ = write!(value, "{byte:02x}");
    }
    value
}

#[cfg(test)]
mod tests {
    use super::hub_signature;

    /// Published on Atlassian's page *Webhooks*.
    #[test]
    fn the_published_vector_holds() {
        assert_eq!(
            hub_signature("It's a Secret to Everybody", b"Hello World!"),
            "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
        );
    }

    /// Computed with OpenSSL. The body has non-ASCII characters: raw bytes are signed.
    #[test]
    fn a_body_beyond_ascii_is_signed_byte_by_byte() {
        let body = "{\"timestamp\":1763640000000,\"webhookEvent\":\"jira:issue_updated\",\"issue\":{\"id\":\
                    \"10001\",\"key\":\"SUP-1\",\"fields\":{\"summary\":\"Café – can’t log in\"}}}";
        assert_eq!(body.len(), 148);
        assert_eq!(
            hub_signature("frontdesk-test-secret", body.as_bytes()),
            "sha256=3ae03051a15f3c122f83b5573b437c0f5b13a951b9a70a04f053256983273a16"
        );
    }
}
