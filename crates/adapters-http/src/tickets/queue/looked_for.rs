//! Which tickets a list shows and in which order, as it stands in its address: the same address, the same list.

use frontdesk_domain::{
    accounts::AccountId,
    queue::{Assigned, QueueCursor, QueueFilter, QueueSort, QueueView, StatusChoice},
    search::SearchQuery,
    tickets::{CategoryId, Priority, StatusKind, Turn},
};

use super::choices::{How, Wanted, Whom};
use crate::{paths, security::Form};

/// The view without an address of its own: what waits for the desk, the most urgent first.
const FIRST: QueueView = QueueView::WaitingForUs;

/// What a member of staff looks for: a view, and what they changed about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LookedFor {
    pub(super) view: QueueView,
    pub(super) status: StatusChoice,
    pub(super) priority: How,
    pub(super) category: Option<CategoryId>,
    pub(super) whom: Whom,
    pub(super) turn: Option<Turn>,
    /// The client's ID as it was typed.
    pub(super) client: String,
    /// What is searched for, as it was typed.
    pub(super) words: String,
    pub(super) sort: QueueSort,
    pub(super) after: Option<QueueCursor>,
}

impl LookedFor {
    /// A view as it is.
    pub(super) fn of(view: QueueView) -> Self {
        // Whose account it is does not matter: a view asks for one's own, or for nobody's.
        let filter = view.filter(AccountId(0));
        Self {
            view,
            status: filter.status,
            priority: How::of(filter.pressing),
            category: None,
            whom: Whom::of(filter.assigned),
            turn: filter.turn,
            client: String::new(),
            words: String::new(),
            sort: view.sort(),
            after: None,
        }
    }

    /// Every ticket.
    pub(super) fn all() -> Self {
        Self::of(QueueView::All)
    }

    /// Every ticket in that status.
    pub(super) fn only(kind: StatusKind) -> Self {
        Self {
            status: StatusChoice::Only(kind),
            ..Self::all()
        }
    }

    /// What an address asks for. What is no word of ours asks for nothing.
    pub(super) fn read(query: &mut Form) -> Self {
        if query.fields_left().all(|(name, _)| name == paths::DONE) {
            return Self::of(FIRST);
        }
        let view = QueueView::from_key(&query.take("view")).unwrap_or(QueueView::All);
        let base = Self::of(view);
        let turn = query.take("turn");
        Self {
            view,
            status: StatusChoice::from_key(&query.take("status")).unwrap_or(base.status),
            priority: How::from_key(&query.take("priority")).unwrap_or(base.priority),
            category: query.take("category").parse().ok().map(CategoryId),
            whom: Whom::from_key(&query.take("who")).unwrap_or(base.whom),
            turn: match turn.as_str() {
                ANY => None,
                word => Turn::from_key(word).or(base.turn),
            },
            client: cut(&query.take("client")),
            words: cut(&query.take("q")),
            sort: QueueSort::from_key(&query.take("sort")).unwrap_or(base.sort),
            after: QueueCursor::from_text(&query.take("after")),
        }
    }

    /// Its one spelling, without what its view says already.
    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        let base = Self::of(self.view);
        let mut fields = Vec::new();
        let mut add = |name, differs: bool, value: &str| {
            if differs && !value.is_empty() {
                fields.push((name, value.to_owned()));
            }
        };
        add("status", self.status != base.status, self.status.key());
        add("priority", self.priority != base.priority, self.priority.key());
        let category = self.category.map(|category| category.0.to_string());
        add("category", true, &category.unwrap_or_default());
        add("who", self.whom != base.whom, &self.whom.key());
        add("turn", self.turn != base.turn, self.turn.map_or(ANY, Turn::key));
        add("client", true, &self.client);
        add("q", true, &self.words);
        add("sort", self.sort != base.sort, self.sort.key());
        let after = self.after.map(QueueCursor::to_text);
        add("after", true, &after.unwrap_or_default());
        // What is looked for in all tickets needs no view; a view alone needs its name, but for the first.
        let is_named = match self.view {
            QueueView::All => fields.is_empty(),
            view => view != FIRST || !fields.is_empty(),
        };
        if is_named {
            fields.insert(0, ("view", self.view.key().to_owned()));
        }
        fields
    }

    /// Its address.
    pub(super) fn url(&self) -> String {
        self.saying("")
    }

    /// Its address, with what the page has to say.
    pub(super) fn saying(&self, done: &str) -> String {
        let fields = self.fields();
        let mut fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        fields.push((paths::DONE, done));
        paths::with(paths::DESK, &fields)
    }

    /// Its first page.
    pub(super) fn first_page(&self) -> Self {
        Self {
            after: None,
            ..self.clone()
        }
    }

    /// The same tickets, beginning anew in this order.
    pub(super) fn sorted(&self, sort: QueueSort) -> Self {
        Self {
            sort,
            ..self.first_page()
        }
    }

    /// The page that begins there.
    pub(super) fn followed_by(self, after: Option<QueueCursor>) -> Self {
        Self { after, ..self }
    }

    /// Whether it is a view as it is, in whatever order: then its count is known.
    pub(super) fn is_whole_view(&self) -> bool {
        let sort = self.sort;
        self.first_page()
            == Self {
                sort,
                ..Self::of(self.view)
            }
    }

    /// For the store.
    ///
    /// # Errors
    /// What is wrong with what was typed.
    pub(super) fn wanted(&self, me: AccountId) -> Result<QueueFilter, Wanted> {
        let client = Wanted::client(&self.client)?;
        let search = Wanted::search(&self.words)?;
        Ok(QueueFilter {
            status: self.status,
            category: self.category,
            priority: self.priority.only(),
            pressing: self.priority == How::Pressing,
            assigned: match self.whom {
                Whom::Anyone => None,
                Whom::Nobody => Some(Assigned::Nobody),
                Whom::Me => Some(Assigned::To(me)),
                Whom::One(account) => Some(Assigned::To(account)),
            },
            client,
            turn: self.turn,
            search,
        })
    }
}

/// The word for no choice, where a view has made one.
pub(super) const ANY: &str = "any";

fn cut(typed: &str) -> String {
    typed.trim().chars().take(SearchQuery::MAX).collect()
}

/// Every priority, as choices of a form have them.
pub(super) fn priorities() -> impl Iterator<Item = How> {
    let ones = Priority::ALL.into_iter().rev().map(How::Only);
    [How::Any, How::Pressing].into_iter().chain(ones)
}
