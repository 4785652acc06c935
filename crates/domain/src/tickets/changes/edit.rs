use super::super::{Actor, Body, CategoryId, Changed, EventKind, Priority, Subject, Ticket};
use crate::counters::Footprint;
use crate::time::Timestamp;

/// What a ticket shall say. What is none stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Its title.
    pub subject: Option<Subject>,
    /// What they wrote.
    pub body: Option<Body>,
    /// What it is about.
    pub category: Option<CategoryId>,
    /// How much it matters.
    pub priority: Option<Priority>,
}

impl Ticket {
    /// The ticket with other words. `None` if they are the same: only real changes are events.
    #[must_use]
    pub fn edited(self, edit: &Edit, actor: Actor, now: Timestamp) -> Option<Changed> {
        let before = Footprint::of(&self);
        let (ticket, kinds) = self.with_words(edit);
        (!kinds.is_empty()).then(|| ticket.changed(before, actor, kinds, now))
    }

    /// The ticket with other words, and what that changed.
    pub(super) fn with_words(self, edit: &Edit) -> (Self, Vec<EventKind>) {
        let mut ticket = self;
        let mut kinds = Vec::new();
        if let Some(subject) = edit.subject.clone().filter(|new| *new != ticket.subject) {
            kinds.push(EventKind::SubjectChanged {
                from: ticket.subject.as_str().to_owned(),
                to: subject.as_str().to_owned(),
            });
            ticket.subject = subject;
        }
        if let Some(body) = edit.body.clone().filter(|new| *new != ticket.body) {
            kinds.push(EventKind::BodyChanged {
                from: ticket.body.as_str().to_owned(),
                to: body.as_str().to_owned(),
            });
            ticket.body = body;
        }
        if let Some(to) = edit.category.filter(|new| *new != ticket.category) {
            let from = std::mem::replace(&mut ticket.category, to);
            kinds.push(EventKind::CategoryChanged { from, to });
        }
        if let Some(to) = edit.priority.filter(|new| *new != ticket.priority) {
            let from = std::mem::replace(&mut ticket.priority, to);
            kinds.push(EventKind::PriorityChanged { from, to });
        }
        (ticket, kinds)
    }
}
