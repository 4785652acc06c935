//! The doors at which somebody could try to learn who is known, and what is typed there.

use frontdesk_rig::Result;
use frontdesk_rig::browser::{Browser, Page};
use frontdesk_rig::kept_logs::{Kind, saw};

use super::house::{House, OTHER, registration};

/// Where something is typed that may or may not be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    SignIn,
    Register,
    Reset,
    Code,
    Desk,
}

impl Door {
    pub(crate) const ALL: [Self; 5] = [Self::SignIn, Self::Register, Self::Reset, Self::Code, Self::Desk];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Register => "registration",
            Self::Reset => "reset",
            Self::Code => "sign-in-by-code",
            Self::Desk => "front-desk",
        }
    }

    /// Knocks with an e-mail or a customer ID, whichever is typed here.
    pub(crate) async fn knock(self, browser: &mut Browser, who: &Who) -> Result<Page> {
        let Who { email, number } = who;
        match self {
            Self::SignIn => {
                let form = [("login", email.as_str()), ("password", OTHER)];
                browser.post("/sign-in", &form).await
            }
            Self::Register => browser.post("/register", &registration(email)).await,
            Self::Reset => browser.post("/forgot-password", &[("login", email)]).await,
            Self::Code => browser.post("/sign-in/code", &[("customer", number)]).await,
            Self::Desk => browser.post("/", &[("who", number)]).await,
        }
    }
}

/// Somebody, known or not.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    pub(crate) email: String,
    pub(crate) number: String,
}

impl Who {
    /// Somebody with an account, an e-mail and a customer ID.
    pub(crate) async fn known(house: &mut House) -> Result<Self> {
        let email = house.person().await?;
        let number = house.customer(&email).await?;
        Ok(Self { email, number })
    }

    /// Nobody: an e-mail and a customer ID of the right shape, which is somebody's once in a hundred thousand draws.
    pub(crate) fn unknown(house: &mut House, draw: u64) -> Result<Self> {
        let payload = u32::try_from(1_000_000 + draw % 9_000_000)?;
        Ok(Self {
            email: house.email(),
            number: (payload * 10 + damm(payload)).to_string(),
        })
    }

    /// The same people, whom a phone number finds.
    pub(crate) async fn by_phone(self, house: &House, phone: &str) -> Result<Self> {
        saw(Kind::Phone, phone);
        let Self { email, .. } = &self;
        let give =
            format!("UPDATE client SET phone = '{phone}', phone_slot = '{phone}' WHERE email = '{email}'");
        house.desk.database.run(give).await?;
        Ok(Self {
            number: phone.to_owned(),
            ..self
        })
    }
}

/// The check digit of a customer ID (H. M. Damm, 2004).
fn damm(payload: u32) -> u32 {
    const TABLE: [&[u8; 10]; 10] = [
        b"0317598642",
        b"7092154863",
        b"4206871359",
        b"1750983426",
        b"6123045978",
        b"3674209581",
        b"5869720134",
        b"8945362017",
        b"9438617205",
        b"2581436790",
    ];
    let step = |interim: u8, digit: u8| TABLE[usize::from(interim)][usize::from(digit - b'0')] - b'0';
    u32::from(payload.to_string().bytes().fold(0, step))
}
