//! Title, text and category of a ticket, as typed by its client.

use frontdesk_domain::{
    ports::SharedPage,
    tickets::{Body, Category, CategoryId, Subject},
};

use crate::{check::Check, security::Form, tickets::asked, ui::form_state::FormState};

/// The names of the fields.
pub(super) mod names {
    pub(crate) const TITLE: &str = "title";
    pub(crate) const WHAT: &str = "what";
    pub(crate) const ABOUT: &str = "about";
    pub(crate) const STOPS: &str = "stops";
}

/// The form as typed.
pub(super) struct Typed {
    title: String,
    what: String,
    about: String,
    pub(super) stops: String,
}

/// What it says.
pub(super) struct Words {
    pub(super) subject: Subject,
    /// None where the title says it all.
    pub(super) body: Option<Body>,
    /// None where none was chosen.
    pub(super) category: Option<CategoryId>,
}

impl Typed {
    /// Takes our fields out of a form.
    pub(super) fn take(form: &mut Form) -> Self {
        Self {
            title: form.take(names::TITLE),
            what: form.take(names::WHAT),
            about: form.take(names::ABOUT),
            stops: form.take(names::STOPS),
        }
    }

    /// What a ticket says now, to be changed. A text that only repeats the title was never typed.
    pub(super) fn of(page: &SharedPage, categories: &[Category]) -> Self {
        let ticket = &page.ticket;
        let (title, body) = (ticket.subject.as_str(), ticket.body.as_str());
        let about = categories.iter().find(|category| category.id == ticket.category);
        Self {
            title: title.to_owned(),
            what: if body == title {
                String::new()
            } else {
                body.to_owned()
            },
            about: about
                .map(|category| category.key.as_str().to_owned())
                .unwrap_or_default(),
            stops: String::new(),
        }
    }

    /// The form with everything typed in it.
    pub(super) fn state(&self) -> FormState {
        FormState::default()
            .with(names::TITLE, &self.title)
            .with(names::WHAT, &self.what)
            .with(names::ABOUT, &self.about)
            .with(names::STOPS, &self.stops)
    }

    /// What it says, or the form with all that is wrong with it.
    pub(super) fn words(&self, categories: &[Category]) -> Result<Words, FormState> {
        let mut check = Check(self.state());
        let subject = check.text(
            names::TITLE,
            Subject::parse(&self.title),
            "Say in a few words what it is about",
        );
        let body = if self.what.trim().is_empty() {
            Some(None)
        } else {
            check.text(names::WHAT, Body::parse(&self.what), "").map(Some)
        };
        let category = asked::category(&mut check, names::ABOUT, &self.about, categories);
        match (subject, body, category) {
            (Some(subject), Some(body), Some(category)) => Ok(Words {
                subject,
                body,
                category,
            }),
            _ => Err(check.0),
        }
    }
}
