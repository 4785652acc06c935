use frontdesk_domain::access::SignedIn;
use frontdesk_domain::feedback::Score;
use frontdesk_domain::tasks::{Audience, TaskText};
use frontdesk_domain::tickets::{
    Body, Edit, Priority, StaffChange, StatusKind, Subject, TicketNumber, TrackedStatus,
};

use super::{Cast, Outcome, Who, drawn, open};
use crate::testing::SeededEntropy;
use crate::tickets::{TicketSaved, keep};
use crate::unit::tried_again;
use crate::{Addition, Answer, Answered, AppError, Application, FollowUp, Opened, TaskChange};

/// One thing somebody does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Command {
    Move(Who, StatusKind),
    Take(Who),
    Assign(Who, Option<usize>),
    Rank(Who, Priority),
    /// With the version before their eyes, or an older one.
    Rename(Who, u64, bool),
    FollowUp(Who),
    Answer(Who, Option<StatusKind>),
    Rate(Who, Score),
    Delete(Who),
    Tracker(TrackedStatus),
    /// One more task, for both sides to see.
    Task(Who),
    /// The owner opens another ticket.
    Open,
}

fn pick<T: Copy>(dice: &SeededEntropy, of: &[T]) -> T {
    let at = drawn(dice) % of.len() as u64;
    of[usize::try_from(at).expect("a small number")]
}

impl Command {
    pub(super) fn draw(dice: &SeededEntropy) -> Self {
        let staff = [Who::Staff(0), Who::Staff(1), Who::Staff(2)];
        let all = [&[Who::Owner, Who::Owner, Who::Link, Who::Stranger][..], &staff].concat();
        let who = pick(dice, &all);
        let status = pick(dice, &StatusKind::ALL);
        match drawn(dice) % 44 {
            0..=11 => Self::Move(who, status),
            12..=14 => Self::Take(who),
            15..=18 => Self::Assign(who, pick(dice, &[None, Some(0), Some(1), Some(2)])),
            19..=20 => Self::Rank(who, pick(dice, &Priority::ALL)),
            21..=23 => Self::Rename(who, drawn(dice) % 3, drawn(dice).is_multiple_of(4)),
            24..=28 => Self::FollowUp(pick(dice, &[Who::Owner, Who::Link, who])),
            29..=32 => Self::Answer(who, pick(dice, &[None, None, Some(status)])),
            33..=35 => Self::Rate(pick(dice, &[Who::Owner, Who::Link, who]), pick(dice, &Score::ALL)),
            36 => Self::Delete(who),
            40..=41 => Self::Task(who),
            42..=43 => Self::Open,
            _ => Self::Tracker(pick(
                dice,
                &[
                    TrackedStatus::Open,
                    TrackedStatus::InProgress,
                    TrackedStatus::OnHold,
                    TrackedStatus::Resolved,
                ],
            )),
        }
    }

    pub(super) async fn carry_out(
        self,
        app: &Application,
        cast: &Cast,
        number: TicketNumber,
        seen: i32,
    ) -> Outcome {
        let by = |who| cast.caller(who, number);
        match self {
            Self::Move(who, to) => saved(app.move_ticket(&by(who), number, to).await),
            Self::Take(who) => saved(app.take_ticket(&by(who), number).await),
            Self::Assign(who, to) => {
                let change = StaffChange::Assignee(to.map(|at| cast.agent(at)));
                saved(app.set_ticket(&by(who), number, change).await)
            }
            Self::Rank(who, priority) => {
                let change = StaffChange::Priority(priority);
                saved(app.set_ticket(&by(who), number, change).await)
            }
            Self::Rename(who, n, stale) => {
                let edit = Edit {
                    subject: Subject::parse(&format!("Subject {n}")).ok(),
                    ..Edit::default()
                };
                let seen = if stale { seen - 1 } else { seen };
                saved(app.edit_ticket(&by(who), number, seen, &edit).await)
            }
            Self::FollowUp(who) => {
                let form = FollowUp {
                    number,
                    key: app.new_submission_key(),
                    body: Body::parse("One more thing").expect("a text"),
                };
                followed(app.follow_up(&by(who), &form).await, number)
            }
            Self::Answer(who, and) => {
                let answer = Answer {
                    number,
                    key: app.new_submission_key(),
                    body: Body::parse("Try again").expect("a text"),
                    and,
                    seen,
                    anyway: true,
                };
                answered(app.answer(&by(who), &answer).await)
            }
            Self::Rate(who, score) => saved(app.rate_ticket(&by(who), number, score, None).await),
            Self::Delete(who) => match app.delete_ticket(&by(who), number).await {
                Ok(()) => Outcome::Changed,
                Err(error) => refused(&error),
            },
            Self::Tracker(means) => tracker(app, number, means).await,
            Self::Task(who) => {
                let text = TaskText::parse("Ask the supplier").expect("a text");
                let audience = Audience::Shared;
                let change = TaskChange::Add { text, audience };
                saved(app.change_task(&by(who), number, &change).await)
            }
            Self::Open => match open(app, cast).await {
                Opened::Kept(_) => Outcome::Another,
                Opened::AlreadyOpen => Outcome::AlreadyOpen,
            },
        }
    }
}

/// What follows when the tracker moved a ticket.
async fn tracker(app: &Application, number: TicketNumber, means: TrackedStatus) -> Outcome {
    let moved = tried_again(&*app.ports.entropy, || async {
        let unit = app.ports.store.begin().await?;
        let Some(ticket) = unit.tickets().get(number).await? else {
            return Ok(Outcome::NotFound);
        };
        let slot = app.slot(&*unit, &ticket).await?;
        let now = app.ports.clock.now();
        let Some(changed) = ticket.follow_tracker(means, slot.rule, slot.is_free, now) else {
            return Ok(Outcome::Same);
        };
        keep(&*unit, &changed).await?;
        unit.commit().await?;
        Ok(Outcome::Changed)
    });
    moved.await.expect("kept")
}

fn saved(answer: Result<TicketSaved, AppError>) -> Outcome {
    match answer {
        Ok(saved) if saved.changed => Outcome::Changed,
        Ok(_) => Outcome::Same,
        Err(error) => refused(&error),
    }
}

fn followed(answer: Result<Addition, AppError>, number: TicketNumber) -> Outcome {
    match answer {
        Ok(addition) if addition.number == number => Outcome::Changed,
        Ok(_) => Outcome::Anew,
        Err(error) => refused(&error),
    }
}

fn answered(answer: Result<Answered, AppError>) -> Outcome {
    match answer {
        Ok(Answered::Sent { .. }) => Outcome::Changed,
        Ok(Answered::Meanwhile { .. }) => Outcome::Stale,
        Err(error) => refused(&error),
    }
}

fn refused(error: &AppError) -> Outcome {
    match error {
        AppError::NotFound => Outcome::NotFound,
        AppError::Forbidden => Outcome::Forbidden,
        AppError::NotNow(_) => Outcome::NotNow,
        AppError::Stale => Outcome::Stale,
        other => panic!("no answer to a command: {other:?}"),
    }
}

impl Cast {
    /// Somebody signed in as the account they have.
    #[must_use]
    pub fn of(owner: SignedIn, stranger: SignedIn, staff: [SignedIn; 3]) -> Self {
        Self {
            owner,
            stranger,
            staff,
        }
    }
}
