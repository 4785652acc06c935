mod editing;
mod email;
mod finding;
mod rights;

use frontdesk_domain::accounts::{AccountId, Role};

use crate::{paths, testing::TestSite};

const BOSS: &str = "boss@example.com";
const SARA: &str = "sara@example.com";

/// A desk with an admin and a customer.
async fn site() -> (TestSite, AccountId) {
    let site = TestSite::new();
    site.desk.person(BOSS, Role::Admin).await;
    let sara = site.desk.customer(SARA).await;
    (site, sara)
}

fn page_of(pattern: &str, id: AccountId) -> String {
    paths::of(pattern, id.0)
}
