//! Feedback: how a resolved ticket was solved, in its client's eyes. Giving it closes the ticket.

use crate::accounts::AccountId;
use crate::counters::{Counter, CounterChange, Scope};
use crate::text::{TextError, many_lines};
use crate::tickets::TicketNumber;
use crate::time::Timestamp;

/// 1 to 5 stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Score(u8);

impl Score {
    /// From the least to the most.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The score of that many stars; none outside 1 to 5.
    #[must_use]
    pub fn new(stars: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|score| score.0 == stars)
    }

    /// How many stars.
    #[must_use]
    pub fn stars(self) -> u8 {
        self.0
    }
}

/// What they say about it: 1 to 2,000 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment(String);

impl Comment {
    /// The longest comment, in characters.
    pub const MAX: usize = 2000;

    /// Reads a comment.
    ///
    /// # Errors
    /// [`TextError`] when it is empty, too long or holds control characters.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        many_lines(raw, Self::MAX).map(Self)
    }

    /// The comment.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A rating. A ticket has one: if it was taken up again and rated anew, the newer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// Of which ticket.
    pub ticket: TicketNumber,
    /// How many stars.
    pub score: Score,
    /// What they say about it.
    pub comment: Option<Comment>,
    /// The member of staff who had worked on it.
    pub agent: Option<AccountId>,
    /// When.
    pub given_at: Timestamp,
}

impl Feedback {
    /// How the averages move when this one takes the place of `before`.
    #[must_use]
    pub fn moves(&self, before: Option<&Self>) -> Vec<CounterChange> {
        let gone = before.map(|before| before.counted(-1)).unwrap_or_default();
        gone.into_iter().chain(self.counted(1)).collect()
    }

    /// What it adds to the counters, `times` times; -1 takes it away.
    #[must_use]
    pub fn counted(&self, times: i64) -> Vec<CounterChange> {
        let scopes = [Some(Scope::Desk), self.agent.map(Scope::Agent)];
        let counters = [
            (Counter::Ratings, times),
            (Counter::Stars, times * i64::from(self.score.0)),
        ];
        let of = |scope| counters.map(|(counter, by)| CounterChange { scope, counter, by });
        scopes.into_iter().flatten().flat_map(of).collect()
    }
}

/// An average of stars, in tenths; none without a rating.
#[must_use]
pub fn average_in_tenths(ratings: i64, stars: i64) -> Option<i64> {
    (ratings > 0).then(|| (stars * 10 + ratings / 2) / ratings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feedback(stars: u8, agent: Option<AccountId>) -> Feedback {
        Feedback {
            ticket: TicketNumber(10_001),
            score: Score::new(stars).unwrap(),
            comment: None,
            agent,
            given_at: Timestamp::from_micros(1),
        }
    }

    #[test]
    fn s4_n6_there_are_five_scores() {
        let taken: Vec<u8> = (0..=255).filter(|stars| Score::new(*stars).is_some()).collect();
        assert_eq!(taken, [1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_newer_rating_takes_the_place_of_the_older() {
        let agent = Some(AccountId(3));
        let moves = feedback(5, agent).moves(Some(&feedback(2, agent)));
        let sum = |scope, counter| -> i64 {
            let of = moves.iter().filter(|c| (c.scope, c.counter) == (scope, counter));
            of.map(|change| change.by).sum()
        };
        assert_eq!(sum(Scope::Desk, Counter::Stars), 3);
        assert_eq!(sum(Scope::Agent(AccountId(3)), Counter::Ratings), 0);
    }

    #[test]
    fn averages_are_rounded_to_tenths() {
        assert_eq!(average_in_tenths(0, 0), None);
        assert_eq!(average_in_tenths(3, 14), Some(47));
    }
}
