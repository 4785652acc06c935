use frontdesk_domain::access::SignedIn;
use frontdesk_domain::ports::{StoreError, Unique};
use frontdesk_domain::tasks::Step;
use frontdesk_domain::tickets::{CategoryEntry, CategoryId, CategoryLabel};

use crate::unit::others_durable;
use crate::{AppError, Application};

/// What an admin says about a category.
#[derive(Clone, Debug)]
pub struct CategoryForm {
    /// Which.
    pub id: CategoryId,
    /// Its words.
    pub label: CategoryLabel,
    /// Whether it is offered for new tickets.
    pub offered: bool,
}

/// How many categories may come from one label.
const SAME_LABEL: u32 = 50;

impl Application {
    /// All categories, in their order.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask.
    pub async fn list_categories(&self, who: &SignedIn) -> Result<Vec<CategoryEntry>, AppError> {
        Ok(self.choices(who).await?.categories)
    }

    /// The same for who changes them.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless an admin asks.
    pub async fn categories_to_edit(&self, who: &SignedIn) -> Result<Vec<CategoryEntry>, AppError> {
        self.admin(who)?;
        self.list_categories(who).await
    }

    /// An admin adds a category, after all others.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless an admin asks.
    pub async fn add_category(&self, who: &SignedIn, label: &CategoryLabel) -> Result<CategoryId, AppError> {
        self.admin(who)?;
        for number in 0..SAME_LABEL {
            let unit = self.ports.store.begin().await?;
            match unit.categories().insert(&label.to_key(number), label).await {
                Ok(id) => {
                    unit.commit().await?;
                    return Ok(id);
                }
                Err(StoreError::NotUnique(Unique::CategoryKey)) => {
                    drop(unit);
                    others_durable(&*self.ports.entropy, &*self.ports.store).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(AppError::Unavailable(
            "too many categories have this label".into(),
        ))
    }

    /// An admin changes a category's words, or whether it is offered. The one that tickets get whose writer
    /// chose none is always there.
    ///
    /// # Errors
    /// [`AppError::Forbidden`]; [`AppError::NotFound`].
    pub async fn edit_category(&self, who: &SignedIn, form: &CategoryForm) -> Result<(), AppError> {
        self.admin(who)?;
        let unit = self.ports.store.begin().await?;
        let all = unit.categories().all().await?;
        let found = all.into_iter().find(|category| category.id == form.id);
        let category = found.ok_or(AppError::NotFound)?;
        let offered = form.offered || !category.may_be_withdrawn();
        let label = form.label.clone();
        let edited = CategoryEntry {
            label,
            offered,
            ..category
        };
        unit.categories().save(&edited).await?;
        Ok(unit.commit().await?)
    }

    /// An admin moves a category one step.
    ///
    /// # Errors
    /// [`AppError::Forbidden`]; [`AppError::NotFound`].
    pub async fn step_category(&self, who: &SignedIn, id: CategoryId, step: Step) -> Result<(), AppError> {
        self.admin(who)?;
        let unit = self.ports.store.begin().await?;
        let mut all = unit.categories().all().await?;
        let at = all.iter().position(|category| category.id == id);
        let at = at.ok_or(AppError::NotFound)?;
        let other = match step {
            Step::Up => at.checked_sub(1),
            Step::Down => Some(at + 1),
        };
        let Some(other) = other.filter(|other| *other < all.len()) else {
            return Ok(());
        };
        all.swap(at, other);
        // Each gets its place anew: two that were added at once may have had the same.
        for (position, category) in (1..).zip(all) {
            if category.position != position {
                unit.categories()
                    .save(&CategoryEntry { position, ..category })
                    .await?;
            }
        }
        Ok(unit.commit().await?)
    }

    fn admin(&self, who: &SignedIn) -> Result<(), AppError> {
        who.manages_people().then_some(()).ok_or(AppError::Forbidden)
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::accounts::Role;
    use frontdesk_domain::ports::Store;
    use frontdesk_domain::tickets::CategoryKey;

    use super::*;
    use crate::testing::TestDesk;

    #[tokio::test]
    async fn an_admin_adds_renames_moves_and_withdraws() {
        let desk = TestDesk::new();
        desk.person("ada@example.com", Role::Admin).await;
        let ada = desk.signed_in("ada@example.com").await;
        let label = CategoryLabel::parse("Network Issue").unwrap();
        let id = desk.app.add_category(&ada, &label).await.unwrap();
        let second = desk.app.add_category(&ada, &label).await.unwrap();
        desk.app.step_category(&ada, second, Step::Up).await.unwrap();
        let form = CategoryForm {
            id,
            label: CategoryLabel::parse("Network").unwrap(),
            offered: false,
        };
        desk.app.edit_category(&ada, &form).await.unwrap();
        let all = desk.app.list_categories(&ada).await.unwrap();
        let shown: Vec<_> = all
            .iter()
            .map(|c| (c.key.as_str(), c.label.as_str(), c.offered))
            .collect();
        assert_eq!(
            shown[3..],
            [
                ("network-issue-1", "Network Issue", true),
                ("network-issue", "Network", false)
            ]
        );
        let fallback = all
            .iter()
            .find(|c| c.key.as_str() == CategoryKey::FALLBACK)
            .unwrap();
        let form = CategoryForm {
            id: fallback.id,
            ..form
        };
        desk.app.edit_category(&ada, &form).await.unwrap();
        assert!(desk.app.list_categories(&ada).await.unwrap()[0].offered);
    }

    #[tokio::test]
    async fn two_at_one_place_can_be_parted() {
        let desk = TestDesk::new();
        desk.person("ada@example.com", Role::Admin).await;
        let ada = desk.signed_in("ada@example.com").await;
        let unit = desk.store.begin().await.unwrap();
        for category in unit.categories().all().await.unwrap() {
            let position = 5;
            unit.categories()
                .save(&CategoryEntry { position, ..category })
                .await
                .unwrap();
        }
        unit.commit().await.unwrap();
        let ids = async || -> Vec<CategoryId> {
            let all = desk.app.list_categories(&ada).await.unwrap();
            all.iter().map(|category| category.id).collect()
        };
        let mut expected = ids().await;
        desk.app.step_category(&ada, expected[1], Step::Up).await.unwrap();
        expected.swap(0, 1);
        assert_eq!(ids().await, expected);
    }

    #[tokio::test]
    async fn agents_change_none() {
        let desk = TestDesk::new();
        desk.person("mina@example.com", Role::Agent).await;
        let mina = desk.signed_in("mina@example.com").await;
        let label = CategoryLabel::parse("Mine").unwrap();
        let refused = desk.app.add_category(&mina, &label).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
    }
}
