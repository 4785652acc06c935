//! Lines of `name value target`, and whether all of them hold.

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

/// What a figure must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// This, and nothing else.
    Exactly(u64),
    /// This or less.
    AtMost(f64),
    /// This or more.
    AtLeast(f64),
}

impl Target {
    fn holds(self, value: f64) -> bool {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            Self::Exactly(wanted) => value == wanted as f64,
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Exactly(wanted) => format!("= {wanted}"),
            Self::AtMost(most) => format!("<= {most}"),
            Self::AtLeast(least) => format!(">= {least}"),
        }
    }
}

/// The figures of one proof, printed as they come.
#[derive(Debug)]
pub struct Report {
    name: String,
    passed: usize,
    failed: usize,
}

impl Report {
    /// The report of the proof called `name`.
    #[must_use]
    pub fn of(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            passed: 0,
            failed: 0,
        }
    }

    /// A figure that has no target.
    pub fn note(&self, name: &str, value: impl Display) {
        say(&format!("{} {name}: {value}", self.name));
    }

    /// A count that must be met.
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn count(&mut self, name: &str, value: usize, target: Target) {
        self.line(name, &value.to_string(), target.holds(value as f64), target);
    }

    /// A measure that must be met.
    pub fn measure(&mut self, name: &str, value: f64, target: Target) {
        self.line(name, &format!("{value:.3}"), target.holds(value), target);
    }

    /// Words that say what is wrong with a failed figure.
    pub fn details<T: Display>(&self, what: &str, details: impl IntoIterator<Item = T>) {
        for detail in details.into_iter().take(10) {
            say(&format!("{}   {what}: {detail}", self.name));
        }
    }

    fn line(&mut self, name: &str, value: &str, holds: bool, target: Target) {
        if holds {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
        let verdict = if holds { "ok" } else { "FAILED" };
        say(&format!(
            "{} {name} {value} {} {verdict}",
            self.name,
            target.words()
        ));
    }

    /// Sums up, in the form that `scripts/test` counts.
    #[must_use]
    pub fn finish(self) -> ExitCode {
        say(&format!(
            "{}: {} passed, {} failed",
            self.name, self.passed, self.failed
        ));
        if self.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

/// Writes a line to standard output; a reader that went away is no reason to fail.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_hold_where_they_should() {
        assert!(Target::Exactly(3).holds(3.0) && !Target::Exactly(3).holds(4.0));
        assert!(Target::AtMost(3.0).holds(3.0) && !Target::AtMost(3.0).holds(3.1));
        assert!(Target::AtLeast(0.8).holds(0.8) && !Target::AtLeast(0.8).holds(0.79));
        assert!(!Target::AtLeast(0.8).holds(f64::NAN));
    }

    #[test]
    fn one_failed_figure_fails_the_report() {
        let mut report = Report::of("x");
        report.count("a", 1, Target::Exactly(1));
        report.count("b", 1, Target::Exactly(0));
        assert_eq!((report.passed, report.failed), (1, 1));
    }
}
