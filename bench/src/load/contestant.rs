//! A server under measurement and the people it knows.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use frontdesk_rig::Result;
use frontdesk_rig::html::{hidden, names_ticket, words};
use frontdesk_rig::launch::Running;
use tokio::task::JoinSet;
use url::form_urlencoded;

use crate::client::Connection;
use crate::measure::Scenario;

/// Forms are fetched this many at once.
const AT_ONCE: usize = 8;

/// A running server.
pub(crate) struct Contestant {
    pub(crate) running: Running,
    pub(crate) people: Vec<Person>,
    visits: Vec<(Scenario, Vec<Visit>)>,
    phones: Arc<AtomicU32>,
}

/// A page that somebody who is signed in opens.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    pub(crate) path: String,
    pub(crate) cookie: String,
}

/// Someone with an open ticket.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) phone: String,
    pub(crate) receipt: String,
    pub(crate) number: i64,
}

/// A filled-in form that was not sent yet.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    phone: String,
    pub(crate) body: Bytes,
}

impl Contestant {
    pub(crate) fn new(running: Running) -> Self {
        Self {
            running,
            people: Vec::new(),
            visits: Vec::new(),
            phones: Arc::new(AtomicU32::new(0)),
        }
    }

    /// The pages that are opened in this scenario.
    pub(crate) fn visits(&self, what: Scenario) -> &[Visit] {
        let of = self.visits.iter().find(|(scenario, _)| *scenario == what);
        of.map_or(&[], |(_, visits)| visits)
    }

    /// Takes these pages into the scenario. Each must be there and say `marker`; the bytes of the first.
    pub(crate) async fn will_open(
        &mut self,
        what: Scenario,
        visits: Vec<Visit>,
        marker: &str,
    ) -> Result<usize> {
        let mut connection = Connection::open(&self.running.url).await?;
        let mut bytes = 0;
        for Visit { path, cookie } in visits.iter().rev() {
            let answer = connection.get_as(path, cookie).await?;
            let page = answer.page()?;
            if !page.contains(marker) {
                return Err(format!("{path} does not say {marker}").into());
            }
            bytes = page.len();
        }
        self.visits.push((what, visits));
        Ok(bytes)
    }

    /// Forms of people who never came before.
    pub(crate) async fn forms(&self, count: usize) -> Result<Vec<Form>> {
        let mut places = JoinSet::new();
        for place in 0..AT_ONCE {
            let share = (place..count).step_by(AT_ONCE).count();
            let (url, phones) = (self.running.url.clone(), Arc::clone(&self.phones));
            places.spawn(async move {
                let mut connection = Connection::open(&url).await?;
                let mut forms = Vec::with_capacity(share);
                for _ in 0..share {
                    let phone = format!("0912{:07}", 1_000_000 + phones.fetch_add(1, Ordering::Relaxed));
                    forms.push(form(&mut connection, phone).await?);
                }
                Ok::<_, frontdesk_rig::Fault>(forms)
            });
        }
        let mut forms = Vec::with_capacity(count);
        while let Some(share) = places.join_next().await {
            forms.extend(share??);
        }
        Ok(forms)
    }

    /// Lets `count` new people send their forms and remembers them. Checks on the way that each page holds
    /// what it should: the receipt a number of its own, and the look-up the same number.
    pub(crate) async fn meet(&mut self, count: usize) -> Result<()> {
        let mut connection = Connection::open(&self.running.url).await?;
        for form in self.forms(count).await? {
            let answer = connection.post("/ticket", form.body).await?;
            let receipt = answer.redirect()?.to_owned();
            let number =
                ticket_number(connection.get(&receipt).await?.page()?).ok_or("a receipt has no number")?;
            let person = Person {
                phone: form.phone,
                receipt,
                number,
            };
            let shown = look_up(&mut connection, &person.phone).await?;
            if !names_ticket(&shown, number) || self.people.iter().any(|other| other.number == number) {
                return Err(format!("the look-up of a client with #{number} shows something else").into());
            }
            self.people.push(person);
        }
        Ok(())
    }

    /// Bytes of the page that a look-up shows, and of a receipt.
    pub(crate) async fn page_sizes(&self) -> Result<(usize, usize)> {
        let person = self.people.first().ok_or("nobody was met yet")?;
        let mut connection = Connection::open(&self.running.url).await?;
        let existing = look_up(&mut connection, &person.phone).await?.len();
        Ok((existing, connection.get(&person.receipt).await?.page()?.len()))
    }
}

/// Types a phone number and follows to the page.
pub(crate) async fn look_up(connection: &mut Connection, phone: &str) -> Result<String> {
    let typed = connection.post("/", encoded(&[("who", phone)])).await?;
    let to = typed.redirect()?.to_owned();
    Ok(connection.get(&to).await?.page()?.to_owned())
}

async fn form(connection: &mut Connection, phone: String) -> Result<Form> {
    let page = look_up(connection, &phone).await?;
    let field = |name: &str| hidden(&page, name).ok_or_else(|| format!("the form has no {name}"));
    let body = encoded(&[
        ("visit", &field("visit")?),
        ("key", &field("key")?),
        (
            "what",
            "The printer in the back office prints blank pages since this morning.",
        ),
        ("stops", "slows"),
        ("name", "Bench Visitor"),
        ("email", "visitor@example.com"),
        ("address", ""),
    ]);
    Ok(Form { phone, body })
}

pub(crate) fn encoded(fields: &[(&str, &str)]) -> Bytes {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
        .into()
}

/// The first number of five digits behind a `#` in the words of the page.
fn ticket_number(page: &str) -> Option<i64> {
    words(page).split('#').skip(1).find_map(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (digits == 5).then(|| rest[..digits].parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_number_is_found_among_other_numbers() {
        let page = "<a href=\"#12345\">#1</a><p><span>#</span>10472</p>";
        assert_eq!(ticket_number(page), Some(10_472));
        assert_eq!(ticket_number("#1 #12 nothing"), None);
    }
}
