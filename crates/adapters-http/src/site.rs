//! Who runs this help desk, and who is looking at it.

use std::net::IpAddr;

use frontdesk_domain::{access::SignedIn, accounts::Theme, clients::ClientId, time::Timestamp};
use jiff::tz::TimeZone;

use crate::server::network_of;

/// What the pages say about the organisation. Everything optional is left out of the pages when absent.
#[derive(Clone, Debug)]
pub struct Site {
    /// The organisation's name, shown beside the mark and in page titles.
    pub name: String,
    /// A phone number to show in the footer, as people write it.
    pub phone: Option<String>,
    /// A mail address to show in the footer.
    pub email: Option<String>,
    /// When somebody is there, in words.
    pub hours: Option<String>,
    /// How fast an answer usually comes, in words that follow "We usually answer".
    pub answers: Option<String>,
    /// What the other system that holds tickets is called, when there is one: "Jira".
    pub tracker: Option<String>,
    /// The zone in which pages print times.
    pub time_zone: TimeZone,
    /// What is set outside the pages, for the page of settings.
    pub in_force: Vec<InForce>,
}

/// A setting as it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// Its name, as in the settings file: `http.listen`.
    pub key: &'static str,
    /// Its value in words; a secret's is masked by who made this, and empty is not set.
    pub value: String,
    /// Where it was set.
    pub origin: Origin,
}

/// Where a setting was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nowhere.
    Default,
    /// In the settings file.
    File,
    /// By a variable of the environment.
    Environment,
    /// On the command line.
    Flag,
    /// By the command that runs, like the demo.
    Command,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: "Frontdesk".to_owned(),
            phone: None,
            email: None,
            hours: None,
            answers: None,
            tracker: None,
            time_zone: TimeZone::UTC,
            in_force: Vec::new(),
        }
    }
}

impl Site {
    /// The day of a point in time: "Wednesday 18 November 2026".
    pub fn day(&self, at: Timestamp) -> String {
        self.local(at).strftime("%A %-d %B %Y").to_string()
    }

    /// The time of day: "9:12".
    pub fn clock(&self, at: Timestamp) -> String {
        self.local(at).strftime("%-H:%M").to_string()
    }

    /// A point in time in the words a page prints.
    pub fn moment(&self, at: Timestamp) -> Moment {
        let local = self.local(at);
        Moment {
            machine: local.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            short: local.strftime("%-d %b %Y, %-H:%M").to_string(),
            long: local.strftime("%A %-d %B %Y, %-H:%M %Z").to_string(),
        }
    }

    fn local(&self, at: Timestamp) -> jiff::Zoned {
        let at = jiff::Timestamp::from_microsecond(at.as_micros()).unwrap_or(jiff::Timestamp::MAX);
        at.to_zoned(self.time_zone.clone())
    }
}

/// A point in time, ready to print.
#[derive(Clone, Debug)]
pub struct Moment {
    /// RFC 3339 in UTC, for `datetime`.
    pub machine: String,
    /// "18 Nov 2026, 9:12".
    pub short: String,
    /// "Wednesday 18 November 2026, 9:12 UTC".
    pub long: String,
}

/// What the request said about who is there. Every request carries one in its extensions.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The client's address; behind a trusted proxy the one the proxy saw.
    pub address: IpAddr,
    /// Scheme and host the visitor used, without a trailing slash; the configured one where it is set.
    pub origin: String,
    /// Who signed in here, as is true now.
    pub person: Option<SignedIn>,
    /// The theme of who signed in; else the one chosen by cookie.
    pub theme: Theme,
    /// Single keys do nothing: chosen on the page of keys, by cookie.
    pub keys_are_off: bool,
    /// What the browser calls itself, in a few words.
    pub browser: String,
    /// The path and query of this page when it can be shown again, else `/`.
    pub here: String,
    /// Names this request in the log and on the error page.
    pub request_id: String,
}

impl Visitor {
    /// The network the client's address belongs to, as throttles count it.
    pub(crate) fn network(&self) -> String {
        network_of(self.address).to_string()
    }

    /// The client that someone signed in here proved to be.
    pub(crate) fn client(&self) -> Option<ClientId> {
        self.person.as_ref()?.client
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_printed_in_the_sites_zone() {
        let site = Site {
            time_zone: TimeZone::get("Asia/Tehran").unwrap(),
            ..Site::default()
        };
        let moment = site.moment(Timestamp::from_micros(1_794_993_120_000_000));
        assert_eq!(moment.machine, "2026-11-18T09:12:00Z");
        assert_eq!(moment.short, "18 Nov 2026, 12:42");
        assert!(moment.long.starts_with("Wednesday 18 November 2026, 12:42"));
    }
}
