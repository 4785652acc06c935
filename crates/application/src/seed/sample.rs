use std::time::Duration;

use frontdesk_domain::clients::{ClientId, ClientNumber, Email, Name, NewClient, Phone};
use frontdesk_domain::deliveries::{Job, NewDelivery};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{
    Actor, Body, CategoryId, NewTicket, Priority, Source, Subject, TrackedStatus, TrackerMark,
};
use frontdesk_domain::time::Timestamp;

use crate::tickets::keep_new;
use crate::{AppError, Application};

/// Someone to try the desk as. Phone, name, e-mail, what they wrote, how long ago, what became of it.
struct Sample {
    phone: &'static str,
    name: &'static str,
    email: &'static str,
    wrote: &'static str,
    hours_ago: u64,
    became: Option<TrackedStatus>,
    priority: Priority,
}

const fn sample(phone: &'static str, name: &'static str, wrote: &'static str, hours_ago: u64) -> Sample {
    Sample {
        phone,
        name,
        email: "",
        wrote,
        hours_ago,
        became: None,
        priority: Priority::Medium,
    }
}

const SAMPLES: [Sample; 8] = [
    Sample {
        email: "sara.ahmadi@example.com",
        priority: Priority::High,
        ..sample(
            "+989121110001",
            "Sara Ahmadi",
            "Printer in the studio prints blank pages\nSince this morning the printer on the second floor gives \
             blank pages. It pulls the paper and sounds normal. I switched it off and on twice.",
            3,
        )
    },
    Sample {
        email: "aleksander@example.com",
        became: Some(TrackedStatus::Resolved),
        ..sample(
            "+989121110002",
            "Aleksander Wiśniewski",
            "Payroll export stops at 3,000 rows",
            50,
        )
    },
    sample(
        "+989121110003",
        "رضا کریمی",
        "دسترسی به پوشه مشترک حسابداری\nسلام، از دیروز پوشه مشترک را نمی‌بینم.",
        20,
    ),
    // A family, or a shop: three people, one phone.
    Sample {
        became: Some(TrackedStatus::Resolved),
        ..sample(
            "+989121110004",
            "Amélie Lefèvre",
            "Meeting room “Linden” shows the wrong time zone",
            90,
        )
    },
    Sample {
        became: Some(TrackedStatus::InProgress),
        ..sample(
            "+989121110004",
            "Giancarlo Della Robbia",
            "Please restore a deleted folder",
            26,
        )
    },
    sample(
        "+989121110004",
        "Nguyễn Thị Bảo Châu",
        "VPN drops every ten minutes when I work from the train",
        7,
    ),
    Sample {
        became: Some(TrackedStatus::OnHold),
        priority: Priority::Low,
        ..sample(
            "+989121110005",
            "Haruto Yamamoto",
            "Door panel on the third floor does not read badges",
            44,
        )
    },
    Sample {
        priority: Priority::Urgent,
        ..sample(
            "+989121110006",
            "Ingrid Håkansson",
            "Whole warehouse is offline since 8:20",
            1,
        )
    },
];

impl Application {
    /// Puts eight people and their tickets into an empty desk. `false`, and nothing done, if it holds any.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn seed_samples(&self) -> Result<bool, AppError> {
        if !self.is_empty().await? {
            return Ok(false);
        }
        let category = self.ports.front_desk.fallback_category().await?.id;
        let unit = self.ports.store.begin().await?;
        for sample in &SAMPLES {
            self.add_sample(&*unit, sample, category).await?;
        }
        unit.commit().await?;
        self.deliveries_were_asked_for();
        Ok(true)
    }

    async fn add_sample(
        &self,
        unit: &dyn UnitOfWork,
        sample: &Sample,
        category: CategoryId,
    ) -> Result<(), StoreError> {
        let at = self
            .ports
            .clock
            .now()
            .before(Duration::from_secs(sample.hours_ago * 3600));
        let (Some(client), Some(ticket)) = (self.sample_client(sample, at), self.sample_ticket(sample, at))
        else {
            return Ok(());
        };
        let client = unit.clients().insert(&client).await?;
        let ticket = NewTicket {
            client,
            category,
            ..ticket
        };
        let number = keep_new(unit, &ticket, Actor::Visitor).await?;
        let token = self.ports.signer.track_token(&ticket.submission);
        unit.tickets()
            .add_track_link(number, &self.ports.signer.hash(&token), at)
            .await?;
        if let Some(became) = sample.became {
            self.move_seeded(unit, number, became, at.after(Duration::from_secs(3600)))
                .await?;
        }
        let unresolved = sample.became != Some(TrackedStatus::Resolved);
        if unresolved && self.ports.tracker.is_some() {
            let delivery = NewDelivery {
                created_at: self.ports.clock.now(),
                ..NewDelivery::of_ticket(Job::CreateIssue, number, at)
            };
            unit.deliveries().enqueue(&delivery).await?;
        }
        Ok(())
    }

    fn sample_client(&self, sample: &Sample, at: Timestamp) -> Option<NewClient> {
        Some(NewClient {
            number: ClientNumber::draw(self.ports.entropy.number()),
            name: Name::parse(sample.name).ok()?,
            phone: Phone::from_stored(sample.phone.to_owned()),
            by_phone: false,
            email: Email::parse(sample.email).ok(),
            address: None,
            created_at: at.before(Duration::from_secs(30 * 24 * 3600)),
        })
    }

    fn sample_ticket(&self, sample: &Sample, at: Timestamp) -> Option<NewTicket> {
        let body = Body::parse(sample.wrote).ok()?;
        Some(NewTicket {
            client: ClientId(0),
            subject: Subject::of(&body),
            body,
            category: CategoryId(0),
            priority: sample.priority,
            source: Source::Desk,
            follows: None,
            rule: self.rules.one_open,
            submission: SubmissionKey::from_bytes(self.ports.entropy.bytes()),
            digest: SubmissionDigest::from_bytes(self.ports.entropy.bytes()),
            mark: TrackerMark::from_bytes(self.ports.entropy.bytes()),
            created_at: at,
        })
    }
}
