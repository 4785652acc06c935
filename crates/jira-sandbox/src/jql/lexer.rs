//! Splits JQL into words, strings and signs.

/// The smallest pieces of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A bare word: a field, a keyword, a value such as `-5m`.
    Word(String),
    /// A quoted value, without its quotes.
    Quoted(String),
    /// `=`, `!=`, `<`, `<=`, `>`, `>=`, `~`, `!~`.
    Sign(&'static str),
    Open,
    Close,
    Comma,
}

const SIGNS: [&str; 8] = ["!=", "<=", ">=", "!~", "=", "<", ">", "~"];

/// All tokens of the text, or what is wrong with it.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            '"' | '\'' => quoted(rest, first)?,
            _ => match SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
                Some(sign) => (Token::Sign(sign), sign.len()),
                None => word(rest)?,
            },
        };
        found.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(found)
}

fn quoted(text: &str, quote: char) -> Result<(Token, usize), String> {
    let mut value = String::new();
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => {
                value.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            c if c == quote => return Ok((Token::Quoted(value), at + 1)),
            c => value.push(c),
        }
    }
    Err(format!(
        "Error in the JQL Query: The quoted string '{value}' has not been completed. (line 1, character 1)"
    ))
}

fn word(text: &str) -> Result<(Token, usize), String> {
    let end = text
        .find(|c: char| c.is_whitespace() || "()=!<>~,\"'".contains(c))
        .unwrap_or(text.len());
    let reserved = |c: char| "{}*&%$#@;?|[]^`+".contains(c);
    match text[..end]
        .chars()
        .find(|c| reserved(*c))
        .or_else(|| text.chars().next().filter(|_| end == 0))
    {
        Some(c) => Err(format!(
            "Error in the JQL Query: The character '{c}' is a reserved JQL character. You must enclose it in a \
             string or use the escape '\\u{:04x}' instead. (line 1, character 1)",
            u32::from(c)
        )),
        None => Ok((Token::Word(text[..end].to_owned()), end)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, tokens};

    #[test]
    fn words_signs_and_strings_are_told_apart() {
        let found = tokens("labels=\"a \\\"b\\\"\" AND updated >= -5m").unwrap();
        let word = |text: &str| Token::Word(text.into());
        let expected = vec![
            word("labels"),
            Token::Sign("="),
            Token::Quoted("a \"b\"".into()),
            word("AND"),
            word("updated"),
            Token::Sign(">="),
            word("-5m"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn an_open_string_and_a_stray_sign_are_errors() {
        assert!(tokens("labels = \"a").is_err());
        assert!(tokens("labels = a!").is_err());
        assert!(tokens("labels = a@b").is_err());
    }
}
