//! Whether two samples can be told apart by their ranks: the test of Mann and Whitney.

/// How two samples of durations compare, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Compared {
    /// The chance that samples of one and the same thing differ as much or more (two-sided).
    pub p: f64,
    /// The median of the first.
    pub first: f64,
    /// The median of the second.
    pub second: f64,
    /// By how much the first is longer: the estimate of Hodges and Lehmann, the middle of all differences
    /// between one of the first and one of the second. It belongs to this test, as the difference of the means
    /// does to that of Student. Where answers come in two heaps, the two middles jump between them, and this
    /// does not.
    pub shift: f64,
    /// The least shift of the second sample that would have been told apart with the figures at hand: how well
    /// the test could see on this machine at this moment.
    pub would_see: f64,
}

impl Compared {
    /// Compares two samples, telling them apart where `p` is below `level`.
    #[must_use]
    pub fn of(first: &[f64], second: &[f64], level: f64) -> Self {
        let apart = |shift: f64| {
            let shifted: Vec<_> = second.iter().map(|ms| ms + shift).collect();
            p_of(first, &shifted) < level
        };
        Self {
            p: p_of(first, second),
            first: median(first),
            second: median(second),
            shift: shift(first, second),
            would_see: least(apart, median(first)),
        }
    }

    /// How far they are apart, in milliseconds.
    #[must_use]
    pub fn gap(&self) -> f64 {
        self.shift.abs()
    }
}

fn shift(first: &[f64], second: &[f64]) -> f64 {
    let differences = first.iter().flat_map(|a| second.iter().map(move |b| a - b));
    median(&differences.collect::<Vec<_>>())
}

/// The least shift above nothing that is told apart, to a hundredth of `most`; `most` if none is.
fn least(apart: impl Fn(f64) -> bool, most: f64) -> f64 {
    let steps = (1..=100).map(|step| most * f64::from(step) / 100.0);
    steps
        .into_iter()
        .find(|shift| apart(*shift) || apart(-shift))
        .unwrap_or(most)
}

/// The middle of a sample.
#[must_use]
pub fn median(sample: &[f64]) -> f64 {
    quantile(sample, 0.5)
}

/// The value that this share of a sample does not exceed; NaN for none.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place in a sample of a few thousand"
)]
pub fn quantile(sample: &[f64], share: f64) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// The two-sided chance, by the normal approximation with the correction for ties; good from about twenty each.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn p_of(first: &[f64], second: &[f64]) -> f64 {
    let all = first.iter().map(|ms| (*ms, true));
    let mut all: Vec<_> = all.chain(second.iter().map(|ms| (*ms, false))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (n, m) = (first.len() as f64, second.len() as f64);
    let total = n + m;
    let (mut ranks, mut ties, mut below) = (0.0, 0.0, 0.0);
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        let size = same.len() as f64;
        let mine = same.iter().filter(|(_, is_first)| *is_first).count() as f64;
        ranks += mine * (below + (size + 1.0) / 2.0);
        ties += size * size * size - size;
        below += size;
    }
    let u = ranks - n * (n + 1.0) / 2.0;
    let variance = n * m / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)));
    if variance <= 0.0 {
        return 1.0;
    }
    let off = ((u - n * m / 2.0).abs() - 0.5).max(0.0);
    erfc(off / variance.sqrt() / std::f64::consts::SQRT_2)
}

/// The complementary error function, to 1.2e-7 (Numerical Recipes, 6.2), for what is not negative.
fn erfc(x: f64) -> f64 {
    const C: [f64; 10] = [
        -1.265_512_23,
        1.000_023_68,
        0.374_091_96,
        0.096_784_18,
        -0.186_288_06,
        0.278_868_07,
        -1.135_203_98,
        1.488_515_87,
        -0.822_152_23,
        0.170_872_77,
    ];
    let t = 1.0 / (1.0 + 0.5 * x);
    let series = C.iter().rev().fold(0.0, |sum, c| sum * t + c);
    t * (series - x * x).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Sums of four draws: nearly bell-shaped, from 40 to 60 and around 50 ms.
    fn sample(random: &mut Random, count: usize, shift: f64) -> Vec<f64> {
        let mut draw = || f64::from(u32::try_from(random.between(0, 5_000)).unwrap()) / 1_000.0;
        (0..count)
            .map(|_| 40.0 + shift + draw() + draw() + draw() + draw())
            .collect()
    }

    #[test]
    fn known_values_come_out() {
        assert!((erfc(0.0) - 1.0).abs() < 1e-6);
        assert!((erfc(1.0) - 0.157_299_2).abs() < 1e-6);
        assert!((erfc(2.0) - 0.004_677_7).abs() < 1e-6);
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < 1e-12);
        // Worked out by hand from U = 50, with the corrections for ties and continuity.
        let (low, high): (Vec<_>, Vec<_>) = (1..=20).map(|n| (f64::from(n), f64::from(n + 10))).unzip();
        let p = p_of(&low, &high);
        assert!((p - 5.2125496e-05).abs() < 1e-7, "{p}");
    }

    #[test]
    fn the_same_is_rarely_told_apart_and_a_shift_is() {
        let mut random = Random::seeded(1);
        let mut told = 0;
        for _ in 0..300 {
            let (a, b) = (sample(&mut random, 60, 0.0), sample(&mut random, 60, 0.0));
            told += u32::from(p_of(&a, &b) < 0.01);
        }
        assert!(told <= 9, "{told} of 300 at a level of 1 %");
        let (a, b) = (sample(&mut random, 200, 0.0), sample(&mut random, 200, 1.5));
        assert!(p_of(&a, &b) < 0.01);
        let compared = Compared::of(&a, &sample(&mut random, 200, 0.0), 0.01);
        assert!(compared.would_see < 1.6, "{compared:?}");
    }

    /// Commits that are grouped make such samples.
    #[test]
    fn two_heaps_of_the_same_are_not_apart_and_a_shift_of_them_is() {
        let mut random = Random::seeded(2);
        let mut heaps = |shift: f64| {
            let mut sample = sample(&mut random, 200, shift);
            sample.iter_mut().step_by(2).for_each(|ms| *ms += 30.0);
            sample
        };
        let (a, b, later) = (heaps(0.0), heaps(0.0), heaps(2.0));
        assert!(Compared::of(&a, &b, 0.01).gap() < 1.0);
        assert!((Compared::of(&later, &a, 0.01).shift - 2.0).abs() < 1.0);
    }

    #[test]
    fn equal_values_tell_nothing() {
        assert!((p_of(&[1.0; 30], &[1.0; 30]) - 1.0).abs() < 1e-9);
    }
}
