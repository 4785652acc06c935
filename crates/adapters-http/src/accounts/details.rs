//! What people tell about themselves: the fields that making an account and the profile share.

use frontdesk_domain::{
    accounts::{Contact, Profile, Username},
    clients::{Name, Region},
};
use maud::{Markup, html};

use crate::{
    check::Check,
    security::Form,
    ui::{
        field::{Control, Field, field},
        form_state::FormState,
    },
};

/// The names of the form fields.
pub(crate) mod names {
    pub(crate) const NAME: &str = "name";
    pub(crate) const EMAIL: &str = "email";
    pub(crate) const USERNAME: &str = "username";
    pub(crate) const PHONE: &str = "phone";
    pub(crate) const ADDRESS: &str = "address";
    pub(crate) const PASSWORD: &str = "password";
    pub(crate) const AGAIN: &str = "again";
    pub(crate) const CODE: &str = "code";
}

const OPTIONAL: Option<&str> = Some("(optional)");

const NAME: Field<'_> = Field {
    name: names::NAME,
    label: "Your name",
    aside: None,
    hint: None,
    control: Control::Line("text", "name"),
    is_required: true,
};

const USERNAME: Field<'_> = Field {
    name: names::USERNAME,
    label: "Username",
    aside: OPTIONAL,
    hint: Some("To sign in with instead of your e-mail: 3 to 32 Latin letters and digits."),
    control: Control::Key("username"),
    is_required: false,
};

const PHONE: Field<'_> = Field {
    name: names::PHONE,
    label: "Phone",
    aside: OPTIONAL,
    hint: None,
    control: Control::Line("tel", "tel"),
    is_required: false,
};

const ADDRESS: Field<'_> = Field {
    name: names::ADDRESS,
    label: "Address",
    aside: Some("(optional, if we may have to come by)"),
    hint: None,
    control: Control::Lines(2),
    is_required: false,
};

/// Name, username, phone and address, as typed.
pub(super) struct Details {
    name: String,
    username: String,
    phone: String,
    address: String,
}

impl Details {
    pub(super) fn take(form: &mut Form) -> Self {
        Self {
            name: form.take(names::NAME),
            username: form.take(names::USERNAME),
            phone: form.take(names::PHONE),
            address: form.take(names::ADDRESS),
        }
    }

    /// What is known about someone, to be changed.
    pub(super) fn of(profile: &Profile, contact: &Contact) -> Self {
        let (username, Contact { phone, address }) = (profile.username.as_ref(), contact);
        Self {
            name: profile.name.as_str().to_owned(),
            username: username.map_or_else(String::new, |username| username.as_str().to_owned()),
            phone: phone
                .as_ref()
                .map_or_else(String::new, |phone| phone.as_e164().to_owned()),
            address: address
                .as_ref()
                .map_or_else(String::new, |address| address.as_str().to_owned()),
        }
    }

    /// The form with them in it.
    pub(super) fn state(&self) -> FormState {
        FormState::default()
            .with(names::NAME, &self.name)
            .with(names::USERNAME, &self.username)
            .with(names::PHONE, &self.phone)
            .with(names::ADDRESS, &self.address)
    }

    /// The account's half.
    pub(super) fn profile(&self, check: &mut Check) -> Option<Profile> {
        let (name, username) = (self.name(check), self.username(check));
        Some(Profile {
            name: name?,
            username: username?,
        })
    }

    pub(super) fn name(&self, check: &mut Check) -> Option<Name> {
        check.text(names::NAME, Name::parse(&self.name), "Tell us your name")
    }

    pub(super) fn username(&self, check: &mut Check) -> Option<Option<Username>> {
        check.optional_username(names::USERNAME, &self.username)
    }

    /// The client record's half.
    pub(super) fn contact(&self, check: &mut Check, region: Region) -> Option<Contact> {
        let phone = check.optional_phone(names::PHONE, &self.phone, region);
        let address = check.optional_address(names::ADDRESS, &self.address);
        Some(Contact {
            phone: phone?,
            address: address?,
        })
    }
}

/// What they are called.
pub(super) fn name_field(form: &FormState) -> Markup {
    field(&NAME, form)
}

/// What else they sign in by.
pub(super) fn username_field(form: &FormState) -> Markup {
    field(&USERNAME, form)
}

/// The fields of the client record's half.
pub(super) fn contact_fields(form: &FormState) -> Markup {
    html! { (field(&PHONE, form)) (field(&ADDRESS, form)) }
}

/// The code of a mail.
pub(crate) fn code_field(form: &FormState) -> Markup {
    let code = Field {
        name: names::CODE,
        label: "The six digits from our mail",
        aside: None,
        hint: None,
        control: Control::Code,
        is_required: true,
    };
    field(&code, form)
}

/// A password that is chosen, and the same again.
pub(crate) fn new_password_fields(label: &str, least: usize, form: &FormState) -> Markup {
    let hint =
        format!("{least} characters or more. A few words in a row are hard to guess and easy to remember.");
    let password = Field {
        name: names::PASSWORD,
        label,
        aside: None,
        hint: Some(&hint),
        control: Control::Secret("new-password"),
        is_required: true,
    };
    let again = Field {
        name: names::AGAIN,
        label: "The same password again",
        hint: None,
        ..password
    };
    html! { (field(&password, form)) (field(&again, form)) }
}
