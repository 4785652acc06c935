//! What a person types at the front desk: a phone number or a customer ID.

use super::{ClientNumber, Phone, Region};

/// Who someone says they are. It identifies, it does not authenticate: anyone can type it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identifier {
    /// A phone number.
    Phone(Phone),
    /// A customer ID.
    Number(ClientNumber),
    /// Digits that are a customer ID and a local phone number too (countries with eight-digit numbers).
    /// The phone is looked for first; the ID only if nobody has that phone (`docs/decisions/0007-customer-ids.md`).
    Either(Phone, ClientNumber),
}

/// Why a text identifies nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Empty,
    /// It looks like a customer ID, but a digit is wrong.
    #[error("a digit of this customer ID is wrong")]
    WrongDigit,
    /// Neither a phone number nor a customer ID.
    #[error("neither a phone number nor a customer ID")]
    Unrecognised,
}

impl Identifier {
    /// Reads what was typed; a phone number without a country code belongs to `region`.
    ///
    /// # Errors
    /// [`IdentifierError`], from which the page makes its message.
    pub fn parse(raw: &str, region: Region) -> Result<Self, IdentifierError> {
        if raw.trim().is_empty() {
            return Err(IdentifierError::Empty);
        }
        match (Phone::parse(raw, region), ClientNumber::parse(raw)) {
            (Ok(phone), Ok(number)) => Ok(Self::Either(phone, number)),
            (Ok(phone), Err(_)) => Ok(Self::Phone(phone)),
            (Err(_), Ok(number)) => Ok(Self::Number(number)),
            (Err(_), Err(super::ClientNumberError::CheckDigit)) => Err(IdentifierError::WrongDigit),
            (Err(_), Err(super::ClientNumberError::Shape)) => Err(IdentifierError::Unrecognised),
        }
    }

    /// The phone number it may be.
    #[must_use]
    pub fn phone(&self) -> Option<&Phone> {
        match self {
            Self::Phone(phone) | Self::Either(phone, _) => Some(phone),
            Self::Number(_) => None,
        }
    }

    /// The customer ID it may be.
    #[must_use]
    pub fn number(&self) -> Option<ClientNumber> {
        match self {
            Self::Number(number) | Self::Either(_, number) => Some(*number),
            Self::Phone(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(raw: &str) -> Result<Identifier, IdentifierError> {
        Identifier::parse(raw, Region::parse("IR").unwrap())
    }

    #[test]
    fn a_phone_and_an_id_are_told_apart() {
        let id = ClientNumber::draw(7);
        assert_eq!(parse(&id.to_string()), Ok(Identifier::Number(id)));
        assert!(matches!(parse("0912 345 6789"), Ok(Identifier::Phone(_))));
    }

    #[test]
    fn each_mistake_has_its_own_answer() {
        assert_eq!(parse("  "), Err(IdentifierError::Empty));
        assert_eq!(parse("Sara"), Err(IdentifierError::Unrecognised));
        let wrong = ClientNumber::draw(7).value() / 10 * 10 + (ClientNumber::draw(7).value() + 1) % 10;
        assert_eq!(parse(&wrong.to_string()), Err(IdentifierError::WrongDigit));
    }

    #[test]
    fn eight_digits_can_be_both() {
        let denmark = Region::parse("DK").unwrap();
        let both = (0..10_000u64)
            .map(|n| ClientNumber::draw(n * 911))
            .find_map(|number| match Identifier::parse(&number.to_string(), denmark) {
                Ok(Identifier::Either(phone, read)) => Some((phone, read == number)),
                _ => None,
            });
        assert!(both.is_some_and(|(phone, same)| same && phone.as_e164().starts_with("+45")));
    }
}
