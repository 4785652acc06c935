use std::time::Duration;

use frontdesk_domain::clients::Identifier;
use frontdesk_domain::ports::{LookUp, LookUpOutcome, LookUpRecord, StoreError};
use frontdesk_domain::secrets::Fingerprint;
use frontdesk_domain::time::Timestamp;

use crate::unit::tried_again;
use crate::{AppError, Application};

const ADDRESS_WINDOW: Duration = Duration::from_secs(10 * 60);
const IDENTIFIER_WINDOW: Duration = Duration::from_secs(60 * 60);

/// Someone typed a phone number or a customer ID.
#[derive(Clone, Debug)]
pub struct LookUpRequest {
    /// What they typed.
    pub identifier: Identifier,
    /// The network they came from: an IPv4 address, or an IPv6 prefix of 64 bits, as text.
    pub network: String,
}

impl Application {
    /// Tells whom an identifier means, counted, throttled and audited.
    ///
    /// # Errors
    /// [`AppError::Throttled`], whose answer is the same whether the identifier is known or not.
    pub async fn look_up(&self, request: &LookUpRequest) -> Result<LookUp, AppError> {
        let found = self.ports.front_desk.look_up(&request.identifier).await?;
        let now = self.ports.clock.now();
        let counted = tried_again(&*self.ports.entropy, || self.count(request, &found, now)).await?;
        match counted {
            Some(until) => Err(AppError::Throttled {
                retry_after: until.since(now),
            }),
            None => Ok(found),
        }
    }

    /// Counts and audits the look-up; the end of the window that is full, if one is.
    async fn count(
        &self,
        request: &LookUpRequest,
        found: &LookUp,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let (address, identifier) = self.fingerprints(request);
        let limits = self.rules.look_ups;
        let unit = self.ports.store.begin().await?;
        let (from_here, here_until) = unit.throttles().count(&address, ADDRESS_WINDOW, now).await?;
        let (of_this, this_until) = unit
            .throttles()
            .count(&identifier, IDENTIFIER_WINDOW, now)
            .await?;
        let full = [
            (from_here > limits.per_address).then_some(here_until),
            (of_this > limits.per_identifier).then_some(this_until),
        ];
        let blocked = full.into_iter().flatten().max();
        let outcome = if blocked.is_some() {
            LookUpOutcome::Throttled
        } else {
            outcome_of(found)
        };
        unit.throttles()
            .record(&LookUpRecord {
                at: now,
                address,
                identifier,
                outcome,
            })
            .await?;
        unit.commit().await?;
        Ok(blocked)
    }

    fn fingerprints(&self, request: &LookUpRequest) -> (Fingerprint, Fingerprint) {
        let (who, signer) = (counted_as(&request.identifier), &self.ports.signer);
        (
            signer.fingerprint("look-up address", &request.network),
            signer.fingerprint("look-up of", &who),
        )
    }
}

/// What an identifier is counted as. The same however it was typed.
pub(crate) fn counted_as(identifier: &Identifier) -> String {
    match identifier {
        Identifier::Phone(phone) | Identifier::Either(phone, _) => phone.as_e164().to_owned(),
        Identifier::Number(number) => number.value().to_string(),
    }
}

fn outcome_of(found: &LookUp) -> LookUpOutcome {
    match found {
        LookUp::Unknown => LookUpOutcome::Unknown,
        LookUp::Shared => LookUpOutcome::Shared,
        LookUp::Known { open: Some(_), .. } => LookUpOutcome::OpenTicket,
        LookUp::Known { open: None, .. } => LookUpOutcome::Known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestDesk;

    #[tokio::test]
    async fn an_unknown_phone_is_unknown_and_a_known_one_tells_only_number_state_and_date() {
        let desk = TestDesk::new();
        let request = desk.request("0912 345 6789");
        assert_eq!(desk.app.look_up(&request).await.unwrap(), LookUp::Unknown);
        let number = desk.submit("0912 345 6789", "It broke").await;
        let LookUp::Known { open: Some(open), .. } = desk.app.look_up(&request).await.unwrap() else {
            panic!("the client should be known, with a ticket")
        };
        assert_eq!(open.number, number);
    }

    #[tokio::test]
    async fn the_sixth_look_up_of_one_identifier_in_an_hour_is_refused() {
        let desk = TestDesk::new();
        let request = desk.request("0912 345 6789");
        for _ in 0..5 {
            desk.app.look_up(&request).await.unwrap();
        }
        let refused = desk.app.look_up(&request).await;
        assert!(matches!(refused, Err(AppError::Throttled { retry_after }) if retry_after.as_secs() == 3600));
        desk.clock.advance(Duration::from_secs(3601));
        assert!(desk.app.look_up(&request).await.is_ok());
    }

    #[tokio::test]
    async fn one_network_may_look_up_thirty_times_in_ten_minutes() {
        let desk = TestDesk::new();
        for n in 0..30 {
            desk.app
                .look_up(&desk.request(&format!("0912 345 67{n:02}")))
                .await
                .unwrap();
        }
        let other = desk.app.look_up(&desk.request("0912 345 6799")).await;
        assert!(matches!(other, Err(AppError::Throttled { .. })));
        let elsewhere = LookUpRequest {
            network: "198.51.100.9".into(),
            ..desk.request("0912 345 6798")
        };
        assert!(desk.app.look_up(&elsewhere).await.is_ok());
    }
}
