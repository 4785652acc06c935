//! Forms being checked: values come out, messages stay in.

use frontdesk_application::CodeTried;
use frontdesk_domain::{
    accounts::{Username, UsernameError},
    auth::{Habit, OneTimeCode, Password, PasswordWeakness},
    clients::{Email, Phone, PostalAddress, Region},
    text::TextError,
};

use crate::ui::form_state::FormState;

/// A form being checked: values come out, messages stay in.
pub(crate) struct Check(pub(crate) FormState);

impl Check {
    /// No value, and a message for the field.
    pub(crate) fn refuse<T>(&mut self, field: &'static str, message: impl Into<String>) -> Option<T> {
        self.0 = std::mem::take(&mut self.0).refused(field, message);
        None
    }

    /// A text, or a message that says what to do about it.
    pub(crate) fn text<T>(
        &mut self,
        field: &'static str,
        parsed: Result<T, TextError>,
        empty: &str,
    ) -> Option<T> {
        match parsed {
            Ok(text) => Some(text),
            Err(TextError::Empty) => self.refuse(field, empty),
            Err(TextError::TooLong { max }) => {
                self.refuse(field, format!("Shorten this to {max} characters or fewer"))
            }
            Err(TextError::Control) => self.refuse(
                field,
                "Remove the characters that cannot be shown; typing it anew helps",
            ),
        }
    }

    /// An e-mail address, or a message.
    pub(crate) fn email(&mut self, field: &'static str, typed: &str) -> Option<Email> {
        match Email::parse(typed) {
            Ok(email) => Some(email),
            Err(_) => self.refuse(field, "Write the e-mail address like name@example.com"),
        }
    }

    /// An e-mail address that may be left out: what is there, or a message.
    pub(crate) fn optional_email(&mut self, field: &'static str, typed: &str) -> Option<Option<Email>> {
        match typed.trim() {
            "" => Some(None),
            typed => self.email(field, typed).map(Some),
        }
    }

    /// A postal address that may be left out.
    pub(crate) fn optional_address(
        &mut self,
        field: &'static str,
        typed: &str,
    ) -> Option<Option<PostalAddress>> {
        match PostalAddress::parse(typed) {
            Err(TextError::Empty) => Some(None),
            parsed => self.text(field, parsed, "").map(Some),
        }
    }

    /// A phone number that may be left out.
    pub(crate) fn optional_phone(
        &mut self,
        field: &'static str,
        typed: &str,
        region: Region,
    ) -> Option<Option<Phone>> {
        if typed.trim().is_empty() {
            return Some(None);
        }
        match Phone::parse(typed, region) {
            Ok(phone) => Some(Some(phone)),
            Err(_) => self.refuse(field, "Write the phone number with its area code"),
        }
    }

    /// A username that may be left out.
    pub(crate) fn optional_username(&mut self, field: &'static str, typed: &str) -> Option<Option<Username>> {
        if typed.trim().is_empty() {
            return Some(None);
        }
        match Username::parse(typed) {
            Ok(username) => Some(Some(username)),
            Err(UsernameError::Length) => self.refuse(field, "Use 3 to 32 characters"),
            Err(UsernameError::Shape) => self.refuse(
                field,
                "Use Latin letters and digits, with dots, dashes or underscores only between them",
            ),
        }
    }

    /// A password that says who someone is.
    pub(crate) fn password(&mut self, field: &'static str, typed: String) -> Option<Password> {
        if typed.is_empty() {
            return self.refuse(field, "Type your password");
        }
        match Password::take(typed) {
            Ok(password) => Some(password),
            // It was never taken when it was chosen either.
            Err(_) => self.refuse(field, WRONG_PASSWORD),
        }
    }

    /// A password that is chosen, typed twice. How good it is, the use case says.
    pub(crate) fn new_password(
        &mut self,
        (field, again): (&'static str, &'static str),
        typed: String,
        typed_again: &str,
    ) -> Option<Password> {
        if typed.is_empty() {
            return self.refuse(field, "Choose a password");
        }
        if typed != typed_again {
            return self.refuse(again, "Type the same password here as above");
        }
        match Password::take(typed) {
            Ok(password) => Some(password),
            Err(_) => self.refuse(field, "This is longer than any password has to be. Shorten it"),
        }
    }

    /// A password that is too weak: why, and what would be better.
    pub(crate) fn weak(&mut self, field: &'static str, weakness: PasswordWeakness) {
        let message = match weakness {
            PasswordWeakness::TooShort { min } => {
                format!("Use {min} characters or more. A few words in a row are easy to remember")
            }
            PasswordWeakness::Guessable(habit) => easy_to_guess(habit).to_owned(),
            PasswordWeakness::OwnWords => {
                "Leave out your name, your e-mail and the name of this desk: they are tried first".to_owned()
            }
        };
        self.refuse::<()>(field, message);
    }

    /// The six digits of a mail.
    pub(crate) fn code(&mut self, field: &'static str, typed: &str) -> Option<OneTimeCode> {
        match OneTimeCode::parse(typed) {
            Some(code) => Some(code),
            None => self.refuse(field, "Type the six digits"),
        }
    }

    /// Six digits of a mail that are not right: what to do about it.
    pub(crate) fn wrong_code(&mut self, field: &'static str, tried: CodeTried) {
        let message = match tried {
            CodeTried::Wrong => "This is not the code. Look into the newest of our mails",
            CodeTried::Over => "This code does not work any more. Ask for another one below",
        };
        self.refuse::<()>(field, message);
    }
}

/// Why, as far as it can be said, and what is better.
fn easy_to_guess(habit: Option<Habit>) -> &'static str {
    match habit {
        Some(Habit::Keys) => {
            "Keys side by side are easy to guess. Take a few words that do not belong together"
        }
        Some(Habit::Repeats) => {
            "The same again and again is easy to guess. Take a few words that do not belong together"
        }
        Some(Habit::Sequence) => {
            "A sequence like abc or 6543 is easy to guess. Take a few words that do not belong together"
        }
        Some(Habit::CommonPassword) => {
            "Many people have a password like this. Take a few words that do not belong together"
        }
        Some(Habit::Word) => "One word is easy to guess. Take a few that do not belong together",
        Some(Habit::Name) => "A name is easy to guess. Take a few words that do not belong together",
        Some(Habit::Date) => {
            "A date or a year is easy to guess. Take a few words that do not belong together"
        }
        None => "This is easy to guess. Take a few words that do not belong together",
    }
}

/// Said beside a password that is not theirs.
pub(crate) const WRONG_PASSWORD: &str = "This is not your password. Type it again";
/// Said beside a username that is not free.
pub(crate) const USERNAME_TAKEN: &str = "Someone has this username already. Choose another";
