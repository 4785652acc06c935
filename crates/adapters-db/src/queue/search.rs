use frontdesk_domain::ports::StoreError;
use frontdesk_domain::queue::QueueFilter;
use sea_orm::FromQueryResult;

use super::filter::Source;
use crate::SeaQueries;
use crate::search::{MOST_HITS, Wanted};
use crate::sql::Sql;

#[derive(FromQueryResult)]
struct CountRow {
    counted: i64,
}

/// How a list is searched, if it is.
pub(super) struct Search {
    wanted: Option<Wanted>,
    /// Whether few enough tickets hold the words to be read and put in order.
    is_rare: bool,
}

impl SeaQueries {
    /// A search takes one more round trip: how many hold the words decides where to begin. An index asked for
    /// a common word would have a tenth of all tickets put in order for one page; a list read in its order
    /// would be read to its end for a rare one.
    pub(super) async fn search(&self, filter: &QueueFilter) -> Result<Search, StoreError> {
        let engine = self.database.engine();
        let Some(query) = &filter.search else {
            let (wanted, is_rare) = (None, false);
            return Ok(Search { wanted, is_rare });
        };
        let wanted = Wanted::of(query, engine);
        let row: Option<CountRow> = self.one(wanted.count(engine, MOST_HITS + 1)).await?;
        let is_rare = row.is_none_or(|row| row.counted <= i64::from(MOST_HITS));
        let wanted = Some(wanted);
        Ok(Search { wanted, is_rare })
    }

    /// What tells how many tickets a list has, where its words are all that is asked for and the index says all
    /// of them: no ticket is looked at then.
    pub(super) fn count_by_words(&self, filter: &QueueFilter, cap: u16) -> Option<Sql> {
        let engine = self.database.engine();
        let query = filter.search.as_ref()?;
        let only_words = QueueFilter {
            search: Some(query.clone()),
            ..QueueFilter::default()
        };
        let wanted = Wanted::of(query, engine);
        let says_all = *filter == only_words && wanted.is_said_by_index();
        says_all.then(|| wanted.count(engine, cap))
    }

    pub(super) fn source<'a>(&self, search: &'a Search) -> Source<'a> {
        match &search.wanted {
            Some(wanted) if search.is_rare => Source::ByWords(wanted, self.database.engine()),
            wanted => Source::InOrder(wanted.as_ref(), self.database.engine()),
        }
    }
}
