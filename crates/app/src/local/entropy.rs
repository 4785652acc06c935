use frontdesk_domain::ports::Entropy;

/// The operating system's randomness, through the one cryptographic library.
pub(crate) struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        #[expect(clippy::disallowed_methods, reason = "this is the source of randomness")]
        let filled = aws_lc_rs::rand::fill(buffer);
        // Going on with predictable secrets would be worse than stopping, and the library documents this
        // as impossible once the process runs.
        assert!(filled.is_ok(), "the operating system gave no random bytes");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_fills_and_never_repeats() {
        let entropy: &dyn Entropy = &OsEntropy;
        let (one, two): ([u8; 16], [u8; 16]) = (entropy.bytes(), entropy.bytes());
        assert_ne!(one, two);
        assert!((0.0..1.0).contains(&entropy.fraction()));
    }
}
