//! Whom the list shows, as it stands in its address: the same address, the same people.

use std::time::Duration;

use frontdesk_domain::{
    accounts::{AccountId, AccountState, Role},
    clients::{Identifier, Name, Region},
    ports::{PeopleAfter, PeopleFilter, PersonRow},
    text::ascii_digits,
};
use url::form_urlencoded::Serializer;

use crate::{paths, security::Form, state::Desk};

/// As long as a session of staff lasts in a day.
const LIFE: Duration = Duration::from_secs(12 * 3600);
const PURPOSE: &str = "search of people";
/// The longest search that is made.
const MOST: usize = 200;
/// So many digits may be a phone number, which never stands in an address.
const DIGITS_OF_A_PHONE: usize = 6;

/// Whom an admin looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LookedFor {
    /// What they typed.
    pub(super) words: String,
    /// The words sealed, where they may be a phone number.
    sealed: Option<String>,
    pub(super) role: Option<Role>,
    pub(super) state: Option<&'static str>,
}

impl LookedFor {
    /// What an address asks for. `None` for words that were sealed too long ago, or elsewhere.
    pub(super) fn read(desk: &Desk, query: &mut Form) -> Option<Self> {
        let sealed = Some(query.take("find")).filter(|sealed| !sealed.is_empty());
        let words = match &sealed {
            Some(sealed) => desk.seal.open(PURPOSE, sealed)?,
            None => query.take("q"),
        };
        Some(Self::new(&words, sealed, query))
    }

    /// What the search form asks for, on its way to its address.
    pub(super) fn typed(desk: &Desk, form: &mut Form) -> Option<Self> {
        let words = form.take("q");
        let sealed = match may_be_a_phone(&words, desk.app.rules().region) {
            true => Some(desk.seal.close(PURPOSE, words.trim(), LIFE)?),
            false => None,
        };
        Some(Self::new(&words, sealed, form))
    }

    /// A filter that does not exist is none.
    fn new(words: &str, sealed: Option<String>, rest: &mut Form) -> Self {
        let state = rest.take("state");
        Self {
            words: words.trim().chars().take(MOST).collect(),
            sealed,
            role: Role::from_key(&rest.take("role")),
            state: AccountState::KEYS.into_iter().find(|key| *key == state),
        }
    }

    /// Whether it leaves anybody out.
    pub(super) fn narrows(&self) -> bool {
        *self != Self::default()
    }

    /// The same, of this role.
    pub(super) fn with_role(&self, role: Option<Role>) -> Self {
        Self { role, ..self.clone() }
    }

    /// The same, in this state.
    pub(super) fn with_state(&self, state: Option<&'static str>) -> Self {
        Self {
            state,
            ..self.clone()
        }
    }

    /// For the store, which knows phone numbers and customer IDs in one spelling.
    pub(super) fn filter(&self, region: Region) -> PeopleFilter {
        let words = match Identifier::parse(&self.words, region) {
            Ok(Identifier::Phone(phone)) => phone.as_e164().to_owned(),
            Ok(Identifier::Number(number) | Identifier::Either(_, number)) => number.value().to_string(),
            Err(_) => self.words.clone(),
        };
        PeopleFilter {
            words: Some(words).filter(|words| !words.is_empty()),
            role: self.role,
            state: self.state,
        }
    }

    /// The address of its first page.
    pub(super) fn url(&self) -> String {
        self.with(&[])
    }

    /// The address of the page that begins after this person.
    pub(super) fn url_after(&self, last: &PersonRow) -> String {
        let id = last.id.0.to_string();
        self.with(&[("after", last.name.as_str()), ("id", &id)])
    }

    fn with(&self, more: &[(&str, &str)]) -> String {
        let words = match &self.sealed {
            Some(sealed) => ("find", sealed.as_str()),
            None => ("q", self.words.as_str()),
        };
        let fields = [
            words,
            ("role", self.role.map_or("", Role::key)),
            ("state", self.state.unwrap_or_default()),
        ];
        let query = Serializer::new(String::new())
            .extend_pairs(fields.iter().chain(more).filter(|(_, value)| !value.is_empty()))
            .finish();
        match query.as_str() {
            "" => paths::PEOPLE.to_owned(),
            query => format!("{}?{query}", paths::PEOPLE),
        }
    }
}

/// Where the page of the list begins that an address asks for. After what is nobody's name it is the first page.
pub(super) fn after(query: &mut Form) -> Option<PeopleAfter> {
    let name = Name::parse(&query.take("after")).ok()?;
    let id = query.take("id").parse().ok()?;
    Some(PeopleAfter {
        name,
        id: AccountId(id),
    })
}

fn may_be_a_phone(words: &str, region: Region) -> bool {
    let digits = ascii_digits(words).bytes().filter(u8::is_ascii_digit).count();
    let is_customer_id = matches!(Identifier::parse(words, region), Ok(Identifier::Number(_)));
    digits >= DIGITS_OF_A_PHONE && !is_customer_id
}
