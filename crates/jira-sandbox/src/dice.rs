//! Repeatable chance: the n-th throw of a seed is always the same.

/// The `n`-th number of the sequence `seed` starts (SplitMix64).
pub(crate) const fn throw(seed: u64, n: u64) -> u64 {
    let mut z = seed.wrapping_add(n.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Whether the `n`-th throw of `seed` falls below `probability` (0 never, 1 always).
#[expect(clippy::cast_precision_loss, reason = "53 bits are kept exactly")]
pub(crate) fn happens(seed: u64, n: u64, probability: f64) -> bool {
    let unit = (throw(seed, n) >> 11) as f64 / (1_u64 << 53) as f64;
    unit < probability
}

#[cfg(test)]
mod tests {
    use super::{happens, throw};

    #[test]
    fn the_sequence_is_the_published_one() {
        // First output of SplitMix64 for seed 1234567, from the reference implementation.
        assert_eq!(throw(1_234_567, 0), 6_457_827_717_110_365_317);
    }

    #[test]
    fn a_fifth_is_about_a_fifth() {
        let hits = (0..10_000).filter(|n| happens(7, *n, 0.2)).count();
        assert!((1_850..2_150).contains(&hits), "{hits}");
    }
}
