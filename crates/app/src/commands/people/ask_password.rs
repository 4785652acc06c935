use std::io::{BufRead, IsTerminal, Read, stdin};

use frontdesk_domain::auth::Password;

use crate::commands::CommandError;

/// Asks for a new password: twice at the terminal, where it is not shown, or one line of standard input.
pub(super) async fn ask_password() -> Result<Password, CommandError> {
    let asked = tokio::task::spawn_blocking(|| {
        if stdin().is_terminal() {
            at_the_terminal()
        } else {
            one_line(&mut stdin().lock())
        }
    });
    let failed = |error: tokio::task::JoinError| CommandError::Failed(error.to_string());
    let typed = asked.await.map_err(failed)??;
    Password::take(typed).map_err(|error| CommandError::Failed(format!("the password is {error}")))
}

fn at_the_terminal() -> Result<String, CommandError> {
    let ask = |prompt| {
        rpassword::prompt_password(prompt)
            .map_err(|error| CommandError::Failed(format!("no password could be asked for: {error}")))
    };
    let typed = ask("New password: ")?;
    if ask("The same again: ")? == typed {
        return Ok(typed);
    }
    let what = "these were two different passwords. Nothing was changed";
    Err(CommandError::Failed(what.into()))
}

/// The first line as it is, without its end. Never more than a password may have, whatever is piped in.
fn one_line(input: &mut dyn BufRead) -> Result<String, CommandError> {
    let longest = Password::MAX_BYTES as u64 + 2;
    let mut line = String::new();
    let read = input.take(longest).read_line(&mut line);
    read.map_err(|error| CommandError::Failed(format!("standard input could not be read: {error}")))?;
    let typed = line.strip_suffix('\n').unwrap_or(&line);
    let typed = typed.strip_suffix('\r').unwrap_or(typed);
    if typed.is_empty() {
        let what = "no password came on standard input. Pipe one line into it, or call it at a terminal";
        return Err(CommandError::Failed(what.into()));
    }
    Ok(typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_taken_as_it_is() {
        let line = |input: &str| one_line(&mut input.as_bytes()).ok();
        for input in [
            " mossy anchor cup ",
            " mossy anchor cup \n",
            " mossy anchor cup \r\nmore\n",
        ] {
            assert_eq!(line(input).as_deref(), Some(" mossy anchor cup "), "{input:?}");
        }
        assert_eq!(line(""), None);
        assert_eq!(line("\nmossy anchor cup\n"), None);
    }

    #[test]
    fn no_more_is_read_than_a_password_may_have() {
        let endless = "x".repeat(3 * Password::MAX_BYTES);
        let typed = one_line(&mut endless.as_bytes()).unwrap();
        assert_eq!(typed.len(), Password::MAX_BYTES + 2);
        assert!(Password::take(typed).is_err());
    }
}
