//! The form, from what was typed to a command.

use frontdesk_application::{Newcomer, OpenTicket, Registration};
use frontdesk_domain::{
    accounts::AccountId,
    clients::{ClientId, Email, Identifier, Name, Region},
    ports::{ClientClue, FoundClient},
    secrets::SubmissionKey,
    tickets::{Body, CategoryEntry, CategoryId, Priority, Subject},
};

use crate::{check::Check, security::Form, ui::form_state::FormState};

/// The fields.
pub(super) mod fields {
    /// Phone number, customer ID or e-mail of who calls.
    pub(in super::super) const WHO: &str = "who";
    /// Which of those found, or [`NEW`].
    pub(in super::super) const CLIENT: &str = "client";
    /// Somebody new.
    pub(in super::super) const NEW: &str = "new";
    pub(in super::super) const NAME: &str = "name";
    pub(in super::super) const EMAIL: &str = "email";
    pub(in super::super) const ADDRESS: &str = "address";
    pub(in super::super) const SUBJECT: &str = "subject";
    pub(in super::super) const BODY: &str = "body";
    pub(in super::super) const CATEGORY: &str = "category";
    pub(in super::super) const PRIORITY: &str = "priority";
    pub(in super::super) const ASSIGNEE: &str = "assignee";
    pub(in super::super) const KEY: &str = "key";
    /// The button that looks for who calls.
    pub(in super::super) const FIND: &str = "find";
    /// Those found were shown, and it is none of them.
    pub(in super::super) const SHOWN: &str = "shown";
}

const ALL: [&str; 11] = [
    fields::WHO,
    fields::CLIENT,
    fields::NAME,
    fields::EMAIL,
    fields::ADDRESS,
    fields::SUBJECT,
    fields::BODY,
    fields::CATEGORY,
    fields::PRIORITY,
    fields::ASSIGNEE,
    fields::SHOWN,
];

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) state: FormState,
    pub(super) key: String,
    pub(super) is_find: bool,
}

/// For whom the ticket is, and what it says.
pub(super) enum Order {
    Known(OpenTicket),
    New(OpenTicket, Newcomer),
}

impl Typed {
    /// Nothing yet.
    pub(super) fn fresh() -> Self {
        Self {
            state: FormState::default().with(fields::PRIORITY, Priority::default().key()),
            ..Self::default()
        }
    }

    pub(super) fn take(form: &mut Form) -> Self {
        let state = ALL.into_iter().fold(FormState::default(), |state, field| {
            state.with(field, form.take(field))
        });
        Self {
            state,
            key: form.take(fields::KEY),
            is_find: form.has(fields::FIND),
        }
    }

    pub(super) fn value(&self, field: &str) -> &str {
        self.state.value(field)
    }

    /// By what they are looked for; none where it is nothing anybody could be found by.
    pub(super) fn clue(&self, region: Region) -> Option<ClientClue> {
        let who = self.value(fields::WHO);
        match Identifier::parse(who, region) {
            Ok(identifier) => Some(ClientClue::Identifier(identifier)),
            Err(_) => Email::parse(who).ok().map(ClientClue::Email),
        }
    }

    /// To whom it shall be given.
    pub(super) fn assignee(&self) -> Option<AccountId> {
        self.value(fields::ASSIGNEE).parse().ok().map(AccountId)
    }

    /// What to open, or the form with all that is wrong with it.
    pub(super) fn order(
        &self,
        clue: Option<&ClientClue>,
        found: &[FoundClient],
        categories: &[CategoryEntry],
    ) -> Result<Order, FormState> {
        let mut check = Check(self.state.clone());
        let client = self.client(&mut check, clue, found);
        let newcomer = match client {
            Some(None) => self.newcomer(&mut check, clue, found).map(Some),
            _ => Some(None),
        };
        let ticket = self.ticket(&mut check, categories);
        match (client, newcomer, ticket, check.0.is_clean()) {
            (Some(Some(client)), _, Some(ticket), true) => Ok(Order::Known(OpenTicket {
                client: Some(client),
                ..ticket
            })),
            (Some(None), Some(Some(newcomer)), Some(ticket), true) => Ok(Order::New(ticket, newcomer)),
            _ => Err(check.0),
        }
    }

    /// One of those found, or nobody of them.
    fn client(
        &self,
        check: &mut Check,
        clue: Option<&ClientClue>,
        found: &[FoundClient],
    ) -> Option<Option<ClientId>> {
        if clue.is_none() {
            return check.refuse(fields::WHO, WHO);
        }
        let chosen = self.value(fields::CLIENT);
        let id = chosen.parse().ok().map(ClientId);
        let is_found = |id: &ClientId| found.iter().any(|found| found.client.id == *id);
        match id.filter(is_found) {
            Some(id) => Some(Some(id)),
            None if chosen == fields::NEW || found.is_empty() => Some(None),
            None => check.refuse(fields::CLIENT, "Choose who calls"),
        }
    }

    fn newcomer(
        &self,
        check: &mut Check,
        clue: Option<&ClientClue>,
        found: &[FoundClient],
    ) -> Option<Newcomer> {
        let name = check.text(
            fields::NAME,
            Name::parse(self.value(fields::NAME)),
            "Write their name",
        );
        let email = check.optional_email(fields::EMAIL, self.value(fields::EMAIL));
        let address = check.optional_address(fields::ADDRESS, self.value(fields::ADDRESS));
        let phone = match clue {
            Some(ClientClue::Identifier(identifier)) => identifier.phone().cloned(),
            Some(ClientClue::Email(_)) | None => None,
        };
        let found_by = match clue {
            Some(ClientClue::Email(email)) => Some(email.clone()),
            Some(ClientClue::Identifier(_)) | None => None,
        };
        let is_number = matches!(clue, Some(ClientClue::Identifier(Identifier::Number(_))));
        if is_number && found.is_empty() {
            return check.refuse(
                fields::WHO,
                "Nobody has this customer ID. Write their phone number to register them",
            );
        }
        Some(Newcomer {
            about: Registration {
                name: name?,
                email: email?.or(found_by),
                address: address?,
            },
            phone,
            shares_phone: self.value(fields::SHOWN) == "yes" && self.value(fields::CLIENT) == fields::NEW,
        })
    }

    fn ticket(&self, check: &mut Check, categories: &[CategoryEntry]) -> Option<OpenTicket> {
        let subject = check.text(
            fields::SUBJECT,
            Subject::parse(self.value(fields::SUBJECT)),
            "Give it a title",
        );
        let body = match self.value(fields::BODY).trim() {
            "" => Some(None),
            body => check.text(fields::BODY, Body::parse(body), "").map(Some),
        };
        let category = self.category(check, categories);
        let priority = Priority::from_key(self.value(fields::PRIORITY)).unwrap_or_default();
        let key = SubmissionKey::from_text(&self.key);
        Some(OpenTicket {
            client: None,
            key: key?,
            subject: subject?,
            body: body?,
            category: category?,
            priority,
            by_program: false,
        })
    }

    fn category(&self, check: &mut Check, categories: &[CategoryEntry]) -> Option<Option<CategoryId>> {
        let typed = self.value(fields::CATEGORY);
        if typed.is_empty() {
            return Some(None);
        }
        let id = typed.parse().ok().map(CategoryId);
        let offered = categories
            .iter()
            .find(|category| category.offered && Some(category.id) == id);
        match offered {
            Some(category) => Some(Some(category.id)),
            None => check.refuse(fields::CATEGORY, "Choose one of these"),
        }
    }
}

/// Said beside what nobody could be found by.
pub(super) const WHO: &str = "Write their phone number with its area code, their customer ID or their e-mail";
