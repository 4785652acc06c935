use frontdesk_domain::access::Authority;
use frontdesk_domain::accounts::{AccountState, Role};
use frontdesk_domain::deliveries::State;
use frontdesk_domain::ports::PeopleFilter;

use crate::commands::{CommandError, make_data_dir};
use crate::settings::{Settings, Transport};
use crate::telemetry::say;
use crate::wiring::House;

/// Checks what the desk depends on, and says what to mend.
pub(super) async fn doctor(settings: &Settings) -> Result<(), CommandError> {
    make_data_dir(settings)?;
    let mut report = Report::default();
    report.good("settings", "they make sense");
    let house = House::build(settings, &settings.local_url()).await?;
    let version = house.database.engine_version().await?;
    let engine = house.database.engine().name();
    report.good(
        "database",
        &format!("{engine} {version}, schema {}", frontdesk_db::SCHEMA_VERSION),
    );
    report.reach(settings);
    report.mail(settings, &house).await;
    report.tracker(&house).await;
    report.deliveries(&house).await?;
    report.figures(&house).await?;
    report.people(&house).await?;
    house.database.close().await?;
    report.end()
}

#[derive(Default)]
struct Report {
    bad: usize,
}

impl Report {
    fn good(&self, what: &str, found: &str) {
        say(&format!("ok    {what}: {found}"));
    }

    fn note(&self, what: &str, advice: &str) {
        say(&format!("note  {what}: {advice}"));
    }

    fn bad(&mut self, what: &str, advice: &str) {
        self.bad += 1;
        say(&format!("BAD   {what}: {advice}"));
    }

    fn reach(&self, settings: &Settings) {
        let set = !settings.http.public_url.is_empty();
        if set {
            self.good("address", &settings.http.public_url);
        } else if settings.http.listen.ip().is_loopback() {
            self.note(
                "address",
                "only this machine reaches the desk; set http.public_url before others do",
            );
        } else {
            self.note(
                "address",
                "http.public_url is not set, so links in mails may not work for others",
            );
        }
    }

    async fn mail(&mut self, settings: &Settings, house: &House) {
        match house.mailer.check().await {
            Ok(_) if settings.mail.transport == Transport::Mailbox => {
                self.note(
                    "mail",
                    "is kept on this server and read at /dev/mail; set mail.transport to send it",
                );
            }
            Ok(found) => self.good("mail", &found),
            Err(error) => self.bad("mail", &error.to_string()),
        }
    }

    async fn tracker(&mut self, house: &House) {
        let Some(tracker) = &house.tracker else {
            return self.note("tracker", "none is set up; tickets stay here (jira.url)");
        };
        match tracker.check().await {
            Ok(health) => self.good(tracker.name(), &health.summary),
            Err(error) => self.bad(tracker.name(), &error.to_string()),
        }
    }

    async fn deliveries(&mut self, house: &House) -> Result<(), CommandError> {
        let overview = house.app.deliveries_overview().await?;
        for rest in &overview.resting {
            self.bad(
                "deliveries",
                &format!("{} rests: {}", rest.pause.target.key(), rest.pause.reason),
            );
        }
        let dead: i64 = overview
            .counts
            .iter()
            .filter(|c| c.state == State::Dead)
            .map(|c| c.count)
            .sum();
        if dead > 0 {
            self.bad(
                "deliveries",
                &format!("{dead} were given up; see `frontdesk deliveries list`"),
            );
        } else {
            self.good("deliveries", "none was given up");
        }
        Ok(())
    }

    async fn figures(&mut self, house: &House) -> Result<(), CommandError> {
        match house.app.wrong_counters().await?.len() {
            0 => self.good("figures", "those that pages show agree with the tickets"),
            wrong => self.bad(
                "figures",
                &format!("{wrong} that pages show are wrong; see `frontdesk tickets check`"),
            ),
        }
        Ok(())
    }

    async fn people(&self, house: &House) -> Result<(), CommandError> {
        let admins = PeopleFilter {
            role: Some(Role::Admin),
            state: Some(AccountState::Active.key()),
            ..PeopleFilter::default()
        };
        let found = house.app.list_people(&Authority::Operator, &admins, None).await?;
        if found.is_empty() {
            self.note(
                "people",
                "there is no admin yet; the link that `serve` prints makes one, and so does `frontdesk people \
                 add --role admin`",
            );
        } else {
            self.good("people", "there is an admin");
        }
        Ok(())
    }

    fn end(self) -> Result<(), CommandError> {
        match self.bad {
            0 => Ok(()),
            1 => Err(CommandError::Failed("one thing needs mending, see above".into())),
            many => Err(CommandError::Failed(format!(
                "{many} things need mending, see above"
            ))),
        }
    }
}
