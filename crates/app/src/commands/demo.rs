use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_application::{AddPerson, SampleStaff};
use frontdesk_domain::accounts::{AccountId, Role};
use frontdesk_domain::auth::Password;
use frontdesk_domain::clients::{Email, Name};
use jira_sandbox::{Sandbox, SandboxOptions};

use crate::commands::CommandError;
use crate::commands::serve::{serve_until, stop_on_signal};
use crate::settings::Settings;
use crate::telemetry::say;
use crate::wiring::House;

/// Someone to sign in as.
struct Sample {
    name: &'static str,
    email: &'static str,
    role: Role,
}

/// Who works at the sample desk.
const STAFF: [Sample; 3] = [
    Sample {
        name: "Ada Finch",
        email: "ada@alderfinch.example",
        role: Role::Admin,
    },
    Sample {
        name: "Ben Okafor",
        email: "ben@alderfinch.example",
        role: Role::Agent,
    },
    Sample {
        name: "Mia Lindqvist",
        email: "mia@alderfinch.example",
        role: Role::Agent,
    },
];

/// Her account finds her client record, and the tickets on it, by her e-mail.
const SARA: Sample = Sample {
    name: "Sara Ahmadi",
    email: "sara.ahmadi@example.com",
    role: Role::Customer,
};

const TRY: &str = "
Try these at the front desk:
  0912 345 6789    nobody knows it: you register by sending a ticket
  0912 111 0001    has an open ticket
  0912 111 0002    is known, with no open ticket
  0912 111 0004    is shared by three people: the customer ID decides
Mail is kept on this server and read at /dev/mail. Everything is gone when you press Ctrl-C.
";

/// Serves a desk in a folder of its own that is gone afterwards, with a Jira to play with beside it.
pub(super) async fn demo(settings: Settings) -> Result<(), CommandError> {
    let stop = stop_on_signal()?;
    let folder = tempfile::tempdir()
        .map_err(|error| CommandError::Failed(format!("no temporary folder could be made: {error}")))?;
    let options = SandboxOptions::loopback(jira_sandbox::Flavor::Cloud);
    let (email, token) = (options.email.clone(), options.token.clone());
    let sandbox = Sandbox::start(options)
        .await
        .map_err(|error| CommandError::Failed(error.to_string()))?;
    let mut demo = Settings {
        data_dir: folder.path().to_owned(),
        ..Settings::default()
    };
    demo.http = settings.http;
    demo.log = settings.log;
    demo.organization.name = "Alder & Finch support".into();
    demo.organization.phone = "020 7946 0142".into();
    demo.organization.email = "help@alderfinch.example".into();
    demo.organization.hours = "Weekdays 8:00 to 18:00".into();
    demo.organization.answers = "within 3 hours".into();
    demo.jira.url = sandbox.base_url();
    demo.jira.email = email;
    demo.jira.token = token.into();
    demo.jira.project = "SUP".into();
    demo.jira.follow_seconds = 2;
    let jira = sandbox.base_url();
    let served = serve_until(demo, stop, async |house| {
        say(&format!("Its Jira is at {jira}"));
        say(TRY);
        let mut added = Vec::new();
        for person in &STAFF {
            added.push(add_person(house, person).await?);
        }
        if let [_, ben, mia] = added.as_slice() {
            let staff = SampleStaff {
                ben: ben.account,
                mia: mia.account,
            };
            house.app.seed_samples(staff).await?;
        }
        added.push(add_person(house, &SARA).await?);
        say("Or sign in at /sign-in as one of these, with a password drawn just now:");
        for (person, added) in STAFF.iter().chain([&SARA]).zip(&added) {
            let (email, password, role) = (person.email, &added.password, person.role.key());
            say(&format!("  {email:28} {password}    {role}"));
        }
        Ok(())
    });
    let served = served.await;
    sandbox.stop().await;
    served
}

/// Somebody who was added.
struct Added {
    account: AccountId,
    password: String,
}

/// Adds someone with a password that nobody else has, or had on another day.
async fn add_person(house: &House, person: &Sample) -> Result<Added, CommandError> {
    let drawn: [u8; 12] = house.entropy.bytes();
    let password = URL_SAFE_NO_PAD.encode(drawn);
    let broken = |what: &dyn std::fmt::Display| CommandError::Failed(format!("a sample person: {what}"));
    let form = AddPerson {
        name: Name::parse(person.name).map_err(|error| broken(&error))?,
        email: Email::parse(person.email).map_err(|error| broken(&error))?,
        username: None,
        role: person.role,
        password: Password::take(password.clone()).map_err(|error| broken(&error))?,
    };
    let added = house.app.add_person(&form).await?;
    let account = added.map_err(|weakness| broken(&weakness))?;
    Ok(Added { account, password })
}
