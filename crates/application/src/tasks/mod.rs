//! Tasks. They never move their ticket.

use frontdesk_domain::access::{Caller, Deed, Party};
use frontdesk_domain::ports::UnitOfWork;
use frontdesk_domain::tasks::{Audience, NewTask, Step, Task, TaskId, TaskText, next_position, stepped};
use frontdesk_domain::tickets::{EventKind, TicketNumber};
use frontdesk_domain::time::Timestamp;

use crate::tickets::{TicketSaved, keep};
use crate::unit::{Ended, tried_again};
use crate::{AppError, Application};

/// What is done to a ticket's tasks.
#[derive(Clone, Debug)]
pub enum TaskChange {
    /// One more.
    Add {
        /// What is to be done.
        text: TaskText,
        /// Who sees it.
        audience: Audience,
    },
    /// It says something else.
    Rename(TaskId, TaskText),
    /// It is done, or not after all.
    Tick(TaskId, bool),
    /// It changes places with the next.
    Step(TaskId, Step),
    /// It is no more.
    Remove(TaskId),
}

impl Application {
    /// Someone changes a ticket's tasks: its client the shared ones, staff all.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a task that this ticket does not have, or that they do not see;
    /// [`AppError::NotNow`] on a closed ticket; [`AppError::Forbidden`].
    pub async fn change_task(
        &self,
        who: &Caller,
        number: TicketNumber,
        change: &TaskChange,
    ) -> Result<TicketSaved, AppError> {
        tried_again(&*self.ports.entropy, || {
            self.change_task_once(who, number, change)
        })
        .await?
    }

    async fn change_task_once(
        &self,
        who: &Caller,
        number: TicketNumber,
        change: &TaskChange,
    ) -> Ended<TicketSaved> {
        let unit = self.ports.store.begin().await?;
        let (ticket, party) = match self.reach(&*unit, who, number, deed(change)).await? {
            Ok(reached) => reached,
            Err(refused) => return Ok(Err(refused)),
        };
        let now = self.ports.clock.now();
        let happened = match apply(&*unit, number, party, change, now).await? {
            Ok(happened) => happened,
            Err(refused) => return Ok(Err(refused)),
        };
        let version = ticket.version;
        let Some(kind) = happened else {
            return Ok(Ok(TicketSaved {
                number,
                version,
                changed: false,
            }));
        };
        let changed = ticket.happened(party.actor(), kind, now);
        keep(&*unit, &changed).await?;
        unit.commit().await?;
        Ok(Ok(TicketSaved {
            number,
            version: changed.ticket.version,
            changed: true,
        }))
    }
}

/// A task that is there already is judged when it is known: whoever sees it may change it.
fn deed(change: &TaskChange) -> Deed {
    match change {
        TaskChange::Add {
            audience: Audience::Staff,
            ..
        } => Deed::StaffTask,
        _ => Deed::SharedTask,
    }
}

/// Does it. What happened, or nothing where it was so already.
async fn apply(
    unit: &dyn UnitOfWork,
    ticket: TicketNumber,
    party: Party,
    change: &TaskChange,
    now: Timestamp,
) -> Ended<Option<EventKind>> {
    let all = unit.tasks().of(ticket).await?;
    let seen: Vec<Task> = all.iter().filter(|task| sees(party, task)).cloned().collect();
    let known = |id: TaskId| seen.iter().find(|task| task.id == id).cloned();
    let found = match change {
        TaskChange::Add { text, audience } => {
            let position = match next_position(&all) {
                Ok(position) => position,
                Err(full) => return Ok(Err(full.into())),
            };
            let task = NewTask {
                ticket,
                text: text.clone(),
                audience: *audience,
                position,
                created_at: now,
            };
            unit.tasks().insert(&task).await?;
            return Ok(Ok(Some(task.added())));
        }
        TaskChange::Rename(id, _)
        | TaskChange::Tick(id, _)
        | TaskChange::Step(id, _)
        | TaskChange::Remove(id) => known(*id),
    };
    let Some(task) = found else {
        return Ok(Err(AppError::NotFound));
    };
    let changed = match change {
        TaskChange::Rename(_, text) => task.renamed(text.clone()),
        TaskChange::Tick(_, done) => task.ticked(*done, now),
        TaskChange::Step(id, step) => {
            let Some(pair) = stepped(&seen, *id, *step) else {
                return Ok(Ok(None));
            };
            for task in &pair {
                unit.tasks().save(task).await?;
            }
            return Ok(Ok(Some(EventKind::TasksReordered)));
        }
        TaskChange::Remove(id) => {
            unit.tasks().remove(ticket, *id).await?;
            return Ok(Ok(Some(task.removed())));
        }
        TaskChange::Add { .. } => None,
    };
    let Some((task, kind)) = changed else {
        return Ok(Ok(None));
    };
    unit.tasks().save(&task).await?;
    Ok(Ok(Some(kind)))
}

fn sees(party: Party, task: &Task) -> bool {
    task.audience == Audience::Shared || party.staff().is_some()
}

#[cfg(test)]
mod tests;
