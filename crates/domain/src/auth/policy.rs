use zxcvbn::{
    Score,
    feedback::{Feedback, Warning},
};

use super::Password;

/// Which passwords are taken. Length and guessability, nothing else: rules of composition and expiry make
/// passwords worse (NIST SP 800-63B-4, 3.1.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// The fewest characters.
    pub min_chars: usize,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self { min_chars: 12 }
    }
}

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordWeakness {
    /// Too few characters.
    #[error("has fewer than {min} characters")]
    TooShort {
        /// How many it needs.
        min: usize,
    },
    /// Easy to guess, and by what, if that can be said.
    #[error("is easy to guess; a few words that do not belong together are harder")]
    Guessable(Option<Habit>),
    /// It is made of the person's own words: name, e-mail, username, or this desk's name.
    #[error("is made of your name, your e-mail or the name of this desk")]
    OwnWords,
}

/// What makes a password easy to guess: what many people do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Neighbours on the keyboard.
    Keys,
    /// The same again and again.
    Repeats,
    /// Letters or digits in order.
    Sequence,
    /// A password that many people have, or nearly.
    CommonPassword,
    /// A word with little besides.
    Word,
    /// A name.
    Name,
    /// A date or a year.
    Date,
}

impl From<Warning> for Habit {
    fn from(warning: Warning) -> Self {
        match warning {
            Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => {
                Self::Keys
            }
            Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => Self::Repeats,
            Warning::SequencesLikeAbcAreEasyToGuess => Self::Sequence,
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword => Self::CommonPassword,
            Warning::AWordByItselfIsEasyToGuess => Self::Word,
            Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
            | Warning::CommonNamesAndSurnamesAreEasyToGuess => Self::Name,
            Warning::DatesAreOftenEasyToGuess | Warning::RecentYearsAreEasyToGuess => Self::Date,
        }
    }
}

impl PasswordPolicy {
    /// Guesses that would take at least 10⁸ tries (zxcvbn's own scale: 3 of 4).
    const LEAST: Score = Score::Three;

    /// The fewest letters and digits that must be left when the own words are taken out.
    const LEFT: usize = 6;

    /// Judges a password. `own_words` are what an attacker who knows the person tries first: their names,
    /// e-mail, username, the desk's name and host. (The library looks at the year by itself: it knows that
    /// people put recent ones into passwords.)
    ///
    /// # Errors
    /// [`PasswordWeakness`] says what is wrong with it.
    pub fn judge(&self, password: &Password, own_words: &[&str]) -> Result<(), PasswordWeakness> {
        let typed = password.reveal();
        if typed.chars().count() < self.min_chars {
            return Err(PasswordWeakness::TooShort { min: self.min_chars });
        }
        let words = parts(own_words);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (all, left) = (alphanumerics(typed), without(typed, &words));
        if left < all && left < Self::LEFT {
            return Err(PasswordWeakness::OwnWords);
        }
        if zxcvbn::zxcvbn(typed, &words).score() >= Self::LEAST {
            return Ok(());
        }
        let alone = zxcvbn::zxcvbn(typed, &[]);
        Err(if alone.score() >= Self::LEAST {
            PasswordWeakness::OwnWords
        } else {
            let warning = alone.feedback().and_then(Feedback::warning);
            PasswordWeakness::Guessable(warning.map(Habit::from))
        })
    }
}

/// The words whole, in parts and without what parts them: `sara.ahmadi@example.com` is also `sara`, `ahmadi`,
/// `example`, and `Blue Harbour` is also `blueharbour`.
fn parts(words: &[&str]) -> Vec<String> {
    let split = words
        .iter()
        .flat_map(|word| word.split(|c: char| !c.is_alphanumeric()));
    let whole = words.iter().copied();
    let joined = words
        .iter()
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect());
    let mut parts: Vec<String> = whole
        .chain(split)
        .map(str::to_owned)
        .chain(joined)
        .filter(|part: &String| part.chars().count() >= 3)
        .map(|part| part.to_lowercase())
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts.dedup();
    parts
}

/// How many letters and digits are left when the words, the longest first, are taken out.
fn without(typed: &str, words: &[&str]) -> usize {
    let mut rest = typed.to_lowercase();
    for word in words {
        rest = rest.replace(word, " ");
    }
    alphanumerics(&rest)
}

fn alphanumerics(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn judge(raw: &str) -> Result<(), PasswordWeakness> {
        let words = ["Sara Ahmadi", "sara.ahmadi@example.com", "Blue Harbour Workshop"];
        PasswordPolicy::default().judge(&Password::take(raw.into()).unwrap(), &words)
    }

    fn guessable(habit: Habit) -> PasswordWeakness {
        PasswordWeakness::Guessable(Some(habit))
    }

    #[rstest]
    #[case("violetkettleponder")]
    #[case("mossy anchor cup")]
    #[case("آفتاب پشت کوه بلند")]
    fn phrases_are_taken_without_any_rule_of_composition(#[case] raw: &str) {
        assert_eq!(judge(raw), Ok(()));
    }

    #[rstest]
    #[case("kZ8!qf2&vBx", PasswordWeakness::TooShort { min: 12 })]
    #[case("Password12345678", guessable(Habit::CommonPassword))]
    #[case("passwordpassword", guessable(Habit::Repeats))]
    #[case("aaaaaaaaaaaaaaaa", guessable(Habit::Repeats))]
    #[case("qwertyuiop1234", guessable(Habit::CommonPassword))]
    #[case("asdfghjkl;'qwe", guessable(Habit::Keys))]
    #[case("abcdefghijklmn", guessable(Habit::Sequence))]
    #[case("31/12/1987ab", guessable(Habit::Date))]
    #[case("christopherson", guessable(Habit::Name))]
    #[case("communications", guessable(Habit::Word))]
    #[case("sara.ahmadi@example.com", PasswordWeakness::OwnWords)]
    #[case("blueharbourworkshop", PasswordWeakness::OwnWords)]
    #[case("sara.ahmadi.sara", PasswordWeakness::OwnWords)]
    #[case("Harbour2026!!!", PasswordWeakness::OwnWords)]
    fn weak_ones_are_refused_and_the_reason_told(#[case] raw: &str, #[case] why: PasswordWeakness) {
        assert_eq!(judge(raw), Err(why));
    }

    #[test]
    fn long_ones_are_taken_up_to_the_cap() {
        let phrase = "correct horse battery staple ".repeat(36);
        assert_eq!(judge(&phrase[..1024]), Ok(()));
        assert!(Password::take(phrase[..1025 - 1].to_owned() + "x").is_err());
    }

    #[test]
    fn debug_never_shows_it() {
        assert_eq!(format!("{:?}", Password::take("x".into())), "Ok(Password(…))");
    }
}
