//! Words as the indexes of servers keep them.

/// Longer words are cut in PostgreSQL's index, which refuses those of two kilobytes.
const LONGEST_LEXEME: usize = 200;
/// Longer words are not indexed by MariaDB, which by default takes 84 characters.
const LONGEST_PLAIN: usize = 80;

/// Whether both servers keep every letter of it: each takes two places at most.
pub(super) fn is_kept_whole(word: &str) -> bool {
    word.is_ascii() && word.len() <= LONGEST_PLAIN / 2 - 2
}

/// The value of a `tsvector`, without places. Words hold no character that means anything in one.
pub(super) fn lexemes<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let cut: Vec<String> = words.map(lexeme).collect();
    cut.join(" ")
}

pub(super) fn lexeme(word: &str) -> String {
    word.chars().take(LONGEST_LEXEME).collect()
}

/// The text of MariaDB's index.
pub(super) fn plain_words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let plain: Vec<String> = words.map(plain).collect();
    plain.join(" ")
}

/// A word in letters and digits that every server takes for such. MariaDB leaves out words of one or two
/// characters and common English ones, and decides by its own tables what a letter is. So every word begins
/// with `xx`, and what is not ASCII becomes its number. The beginning of a word becomes the beginning of
/// what the word becomes.
pub(super) fn plain(word: &str) -> String {
    let mut out = String::from("xx");
    for c in word.chars() {
        match c {
            // Begins a number below.
            'q' => out.push_str("qq"),
            c if c.is_ascii() => out.push(c),
            c => out.push_str(&format!("q{:06x}", u32::from(c))),
        }
    }
    out.truncate(LONGEST_PLAIN);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_long_enough_and_ascii() {
        assert_eq!(plain("a"), "xxa");
        assert_eq!(plain("the"), "xxthe");
        assert_eq!(plain("qué"), "xxqquq0000e9");
        assert_eq!(plain(&"李".repeat(40)).len(), LONGEST_PLAIN);
    }

    #[test]
    fn the_beginning_of_a_word_stays_its_beginning() {
        for (start, word) in [("qu", "quick"), ("پو", "پوشه"), ("q", "q000061"), ("li", "li😀")] {
            assert!(plain(word).starts_with(&plain(start)), "{word}");
        }
        assert_ne!(plain("q000061"), plain("a"));
    }
}
