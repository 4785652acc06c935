use frontdesk_domain::access::{Caller, SignedIn};
use frontdesk_domain::accounts::Role;
use frontdesk_domain::tickets::TicketNumber;

use super::TestDesk;

/// A desk, Sara with an account and a ticket, and Mina who works there.
pub(crate) struct Duo {
    pub(crate) desk: TestDesk,
    pub(crate) number: TicketNumber,
    pub(crate) sara: SignedIn,
    pub(crate) mina: SignedIn,
}

impl Duo {
    pub(crate) async fn new() -> Self {
        let desk = TestDesk::new();
        desk.customer("sara@example.com").await;
        desk.person("mina@example.com", Role::Agent).await;
        let sara = desk.signed_in("sara@example.com").await;
        let number = desk.open(&sara, "Printer").await;
        let mina = desk.signed_in("mina@example.com").await;
        Self {
            desk,
            number,
            sara,
            mina,
        }
    }

    pub(crate) fn sara(&self) -> Caller {
        Caller::Person(self.sara.clone())
    }

    pub(crate) fn mina(&self) -> Caller {
        Caller::Person(self.mina.clone())
    }
}
