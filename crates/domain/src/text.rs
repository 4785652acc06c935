//! Text typed by people: cleaned of what cannot be seen, bounded, never changed otherwise.

/// Why a text was not taken. Pages turn this into words beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("is empty")]
    Empty,
    /// More characters than the field holds.
    #[error("is longer than {max} characters")]
    TooLong {
        /// How many characters the field holds.
        max: usize,
    },
    /// Characters that control a terminal or a protocol (NUL, escape, …).
    #[error("holds characters that cannot be shown")]
    Control,
}

/// One line: surrounding white space cut, inner line breaks and runs of white space folded to one space.
///
/// # Errors
/// [`TextError`] when nothing is left, when it is longer than `max` characters, or when it holds control
/// characters other than tab and line breaks.
pub fn one_line(raw: &str, max: usize) -> Result<String, TextError> {
    refuse_controls(raw)?;
    let folded = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    bounded(folded, max)
}

/// Several lines: line breaks become `\n`, trailing white space goes, the rest stays as typed.
///
/// # Errors
/// As [`one_line`].
pub fn many_lines(raw: &str, max: usize) -> Result<String, TextError> {
    refuse_controls(raw)?;
    let text = raw.replace("\r\n", "\n").replace('\r', "\n");
    bounded(text.trim().to_owned(), max)
}

/// Decimal digits of any script become ASCII digits: `۰۹۱۲` and `٠٩١٢` are `0912`.
#[must_use]
pub fn ascii_digits(raw: &str) -> String {
    raw.chars().map(ascii_digit).collect()
}

fn ascii_digit(c: char) -> char {
    // The first digits of the decimal scripts people type phone numbers in: Arabic, Persian,
    // Devanagari, Bengali, Thai, full-width. Each block is ten digits in a row (Unicode, category Nd).
    const ZEROS: [u32; 6] = [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10];
    let code = u32::from(c);
    ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
        .and_then(|zero| char::from_digit(code - zero, 10))
        .unwrap_or(c)
}

fn bounded(text: String, max: usize) -> Result<String, TextError> {
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > max {
        return Err(TextError::TooLong { max });
    }
    Ok(text)
}

fn refuse_controls(raw: &str) -> Result<(), TextError> {
    let forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if raw.chars().any(forbidden) {
        Err(TextError::Control)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_folded_and_bounded() {
        assert_eq!(one_line("  Sara\r\n  Ahmadi ", 20), Ok("Sara Ahmadi".into()));
        assert_eq!(one_line(" \n ", 20), Err(TextError::Empty));
        assert_eq!(one_line("abcd", 3), Err(TextError::TooLong { max: 3 }));
        assert_eq!(one_line("a\u{0}b", 20), Err(TextError::Control));
        assert_eq!(one_line("a\u{1b}[31m", 20), Err(TextError::Control));
    }

    #[test]
    fn lines_keep_their_breaks() {
        assert_eq!(
            many_lines("one\r\ntwo\rthree\n\n", 50),
            Ok("one\ntwo\nthree".into())
        );
    }

    #[test]
    fn the_bound_counts_characters_not_bytes() {
        assert_eq!(one_line("سلام", 4), Ok("سلام".into()));
    }

    #[test]
    fn digits_of_other_scripts_are_read() {
        assert_eq!(ascii_digits("۰۹۱۲ ٣٤٥"), "0912 345");
    }
}
