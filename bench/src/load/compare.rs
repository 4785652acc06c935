//! Ratios of pairs measured right after one another, and the table they stand in.

use std::fmt::Write as _;

use frontdesk_rig::Result;

use crate::contestant::Contestant;
use crate::measure::{Figures, Scenario, measure};

/// One line of the table.
pub(crate) struct Line {
    pub(crate) scenario: Scenario,
    pub(crate) at_once: usize,
    ours: Vec<Figures>,
    theirs: Vec<Figures>,
}

/// Measures both, A B A B, so that what moves the machine moves both.
pub(crate) async fn compare(
    ours: &Contestant,
    theirs: &Contestant,
    (scenario, at_once, count): (Scenario, usize, usize),
    pairs: usize,
) -> Result<Line> {
    let mut line = Line {
        scenario,
        at_once,
        ours: Vec::new(),
        theirs: Vec::new(),
    };
    for _ in 0..pairs {
        line.ours.push(measure(ours, scenario, at_once, count).await?);
        line.theirs.push(measure(theirs, scenario, at_once, count).await?);
    }
    Ok(line)
}

impl Line {
    /// The median of the pairs' ratios, with the least and the greatest.
    pub(crate) fn ratio(&self) -> (f64, f64, f64) {
        let pairs = self.ours.iter().zip(&self.theirs);
        let ratios: Vec<f64> = pairs
            .map(|(ours, theirs)| ours.per_second / theirs.per_second)
            .collect();
        let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let most = ratios.iter().copied().fold(0.0, f64::max);
        (median(ratios), least, most)
    }
}

/// The lines as a table in Markdown.
pub(crate) fn table(lines: &[Line]) -> String {
    let mut text = String::from(
        "| scenario | at once | Frontdesk, per s | reference, per s | ratio (least to most) | p99 ms: Frontdesk | reference |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for line in lines {
        let rate = |figures: &[Figures]| median(figures.iter().map(|one| one.per_second).collect());
        let p99 = |figures: &[Figures]| {
            median(
                figures
                    .iter()
                    .map(|one| one.p99.as_secs_f64() * 1_000.0)
                    .collect(),
            )
        };
        let (ratio, least, most) = line.ratio();
        let _ = writeln!(
            text,
            "| {} | {} | {:.0} | {:.0} | **{ratio:.2}** ({least:.2} to {most:.2}) | {:.1} | {:.1} |",
            line.scenario.name(),
            line.at_once,
            rate(&line.ours),
            rate(&line.theirs),
            p99(&line.ours),
            p99(&line.theirs),
        );
    }
    text
}

/// The middle value; the mean of the two in the middle where there are two.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![9.0, 1.0, 5.0]), 5.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(Vec::new()).is_nan());
    }

    #[test]
    fn ratios_are_taken_pair_by_pair() {
        let figures = |rates: [f64; 3]| {
            rates
                .map(|per_second| Figures {
                    per_second,
                    p99: Duration::ZERO,
                })
                .to_vec()
        };
        let line = Line {
            scenario: Scenario::Submit,
            at_once: 16,
            ours: figures([10.0, 20.0, 30.0]),
            theirs: figures([10.0, 10.0, 10.0]),
        };
        assert_eq!(line.ratio(), (2.0, 1.0, 3.0));
    }
}
