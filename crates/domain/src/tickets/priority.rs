/// How much it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Priority {
    /// No hurry.
    Low,
    /// The usual.
    #[default]
    Medium,
    /// Someone cannot work.
    High,
    /// Many cannot work.
    Urgent,
}

impl Priority {
    /// All, from the least to the most.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Urgent];

    /// The priority as one word: `low`, `medium`, `high`, `urgent`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// The priority of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.key() == key)
    }

    /// 1 (Low) to 4 (Urgent): how it is stored, so that an index can order by it.
    #[must_use]
    pub fn rank(self) -> i16 {
        match self {
            Self::Low => 1,
            Self::Medium => 2,
            Self::High => 3,
            Self::Urgent => 4,
        }
    }

    /// The priority of that rank.
    #[must_use]
    pub fn from_rank(rank: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.rank() == rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_ranks_read_back() {
        for priority in Priority::ALL {
            assert_eq!(Priority::from_key(priority.key()), Some(priority));
            assert_eq!(Priority::from_rank(priority.rank()), Some(priority));
        }
        assert_eq!(Priority::from_key("URGENT"), None);
        assert_eq!(Priority::from_rank(0), None);
    }
}
