//! What should happen, said once more and plainly: fields and conditions, none of the domain's rules.

use std::time::Duration;

use frontdesk_domain::tickets::{Priority, StatusKind, Ticket, TicketEvent, TrackedStatus, Turn, WorkedBy};
use frontdesk_domain::time::Timestamp;

use super::command::Command;
use super::{Cast, Outcome, Who};

const FORTNIGHT: Duration = Duration::from_secs(14 * 24 * 3600);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Worker {
    Nobody,
    Agent(usize),
    Owner,
    Tracker,
}

#[derive(Clone, Debug)]
pub(super) struct Model {
    deleted: bool,
    status: StatusKind,
    worker: Worker,
    taken_up: bool,
    ours: bool,
    resolved_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    priority: Priority,
    subject: u64,
    version: i32,
    /// Whether the desk allows each client one open ticket.
    ruled: bool,
    /// Whether this is the one, or another is.
    holds: bool,
    other_holds: bool,
}

impl Model {
    pub(super) fn new(ruled: bool) -> Self {
        Self {
            ruled,
            holds: ruled,
            other_holds: false,
            deleted: false,
            status: StatusKind::Open,
            worker: Worker::Nobody,
            taken_up: false,
            ours: true,
            resolved_at: None,
            closed_at: None,
            priority: Priority::Medium,
            subject: 0,
            version: 1,
        }
    }

    /// Whether the ticket read is the one this model says.
    pub(super) fn is(&self, cast: &Cast, read: Option<&(Ticket, Vec<TicketEvent>)>) -> bool {
        let Some((ticket, _)) = read else {
            return self.deleted;
        };
        let worker = match self.worker {
            Worker::Nobody => None,
            Worker::Agent(at) => Some(WorkedBy::Agent(cast.agent(at))),
            Worker::Owner => Some(WorkedBy::Owner),
            Worker::Tracker => Some(WorkedBy::Tracker),
        };
        !self.deleted
            && ticket.status().kind() == self.status
            && ticket.standing.worked_by() == worker
            && ticket.taken_up == self.taken_up
            && (ticket.turn == Turn::Ours) == self.ours
            && ticket.status().resolved_at() == self.resolved_at
            && ticket.status().closed_at() == self.closed_at
            && ticket.priority == self.priority
            && ticket.subject.as_str() == format!("Subject {}", self.subject)
            && ticket.version == self.version
            && ticket.holds_slot == self.holds
    }

    pub(super) fn apply(&mut self, command: Command, seen: i32, now: Timestamp) -> Outcome {
        if let Command::Answer(Who::Owner | Who::Link | Who::Stranger, _) = command {
            return Outcome::Forbidden;
        }
        if matches!(command, Command::Open) {
            return self.another();
        }
        if self.deleted || self.is_stranger(command) {
            return Outcome::NotFound;
        }
        let outcome = match command {
            Command::Move(Who::Staff(by), to) => self.staff_moves(by, to, now),
            Command::Move(_, to) => self.owner_moves(to, now),
            Command::Take(Who::Staff(by)) => self.taken(by),
            Command::Assign(Who::Staff(_), to) => self.assigned(to),
            Command::Rank(Who::Staff(_), priority) => {
                let same = std::mem::replace(&mut self.priority, priority) == priority;
                changed(!same)
            }
            Command::Take(_) | Command::Assign(..) | Command::Rank(..) => Outcome::Forbidden,
            Command::Rename(who, n, stale) => self.renamed(who, n, if stale { seen - 1 } else { seen }),
            Command::FollowUp(Who::Staff(_)) => Outcome::Forbidden,
            Command::FollowUp(_) => self.followed_up(now),
            Command::Answer(Who::Staff(by), and) => self.answered(by, and, now),
            Command::Answer(..) | Command::Rate(Who::Staff(_), _) => Outcome::Forbidden,
            Command::Rate(..) => self.rated(now),
            Command::Delete(who) => self.deletes(who),
            Command::Tracker(means) => self.tracked(means, now),
            Command::Task(_) if self.status == StatusKind::Closed => Outcome::NotNow,
            Command::Task(_) => Outcome::Changed,
            Command::Open => self.another(),
        };
        if matches!(outcome, Outcome::Changed | Outcome::Anew) {
            self.version += 1;
        }
        outcome
    }

    fn is_stranger(&self, command: Command) -> bool {
        let (Command::Move(who, _)
        | Command::Take(who)
        | Command::Assign(who, _)
        | Command::Rank(who, _)
        | Command::Rename(who, ..)
        | Command::FollowUp(who)
        | Command::Answer(who, _)
        | Command::Rate(who, _)
        | Command::Task(who)
        | Command::Delete(who)) = command
        else {
            return false;
        };
        who == Who::Stranger
    }

    fn another(&mut self) -> Outcome {
        if self.holds || self.other_holds {
            return Outcome::AlreadyOpen;
        }
        self.other_holds = self.ruled;
        Outcome::Another
    }

    fn staff_moves(&mut self, by: usize, to: StatusKind, now: Timestamp) -> Outcome {
        if self.status == to {
            return Outcome::Same;
        }
        if !matches!(self.worker, Worker::Agent(_)) && to != StatusKind::Open {
            self.worker = Worker::Agent(by);
        }
        self.taken_up = true;
        self.stand(to, now);
        Outcome::Changed
    }

    fn owner_moves(&mut self, to: StatusKind, now: Timestamp) -> Outcome {
        use StatusKind::{Closed, InProgress, OnHold, Open, Resolved};
        match (self.status, to) {
            (Closed, _) => return Outcome::NotNow,
            (Resolved, Closed) => return Outcome::Forbidden,
            (Resolved, Open) if self.is_late(now) => return Outcome::NotNow,
            (Resolved, InProgress | OnHold) if self.taken_up || self.is_late(now) => {
                return Outcome::NotNow;
            }
            (Open | InProgress | OnHold, Open | InProgress | OnHold) if self.taken_up => {
                return Outcome::NotNow;
            }
            (from, to) if from == to => return Outcome::Same,
            _ => {}
        }
        if self.worker == Worker::Nobody {
            self.worker = Worker::Owner;
        }
        self.stand(to, now);
        Outcome::Changed
    }

    fn taken(&mut self, by: usize) -> Outcome {
        match self.status {
            StatusKind::Closed => return Outcome::NotNow,
            StatusKind::Open => self.status = StatusKind::InProgress,
            _ if self.worker == Worker::Agent(by) => return Outcome::Same,
            _ => {}
        }
        self.worker = Worker::Agent(by);
        self.taken_up = true;
        Outcome::Changed
    }

    fn assigned(&mut self, to: Option<usize>) -> Outcome {
        let worker = match to {
            None if self.status != StatusKind::Open => return Outcome::NotNow,
            None => Worker::Nobody,
            Some(at) => Worker::Agent(at),
        };
        if self.worker == worker {
            return Outcome::Same;
        }
        self.worker = worker;
        self.taken_up |= to.is_some();
        Outcome::Changed
    }

    fn renamed(&mut self, who: Who, n: u64, seen: i32) -> Outcome {
        if self.status != StatusKind::Open && !matches!(who, Who::Staff(_)) {
            return Outcome::NotNow;
        }
        if seen != self.version {
            return Outcome::Stale;
        }
        changed(std::mem::replace(&mut self.subject, n) != n)
    }

    fn followed_up(&mut self, now: Timestamp) -> Outcome {
        match self.status {
            StatusKind::Closed => return Outcome::Anew,
            StatusKind::Resolved if self.is_late(now) => return Outcome::Anew,
            StatusKind::Resolved => self.stand(StatusKind::Open, now),
            _ => {}
        }
        self.ours = true;
        Outcome::Changed
    }

    fn answered(&mut self, by: usize, and: Option<StatusKind>, now: Timestamp) -> Outcome {
        if self.status == StatusKind::Closed {
            return Outcome::NotNow;
        }
        if let Some(to) = and.filter(|to| *to != self.status) {
            self.staff_moves(by, to, now);
        }
        self.taken_up = true;
        self.ours = false;
        Outcome::Changed
    }

    fn rated(&mut self, now: Timestamp) -> Outcome {
        if self.status != StatusKind::Resolved {
            return Outcome::NotNow;
        }
        self.stand(StatusKind::Closed, now);
        Outcome::Changed
    }

    fn deletes(&mut self, who: Who) -> Outcome {
        match who {
            Who::Staff(2) => {}
            Who::Owner if self.taken_up => return Outcome::NotNow,
            Who::Owner => {}
            _ => return Outcome::Forbidden,
        }
        self.deleted = true;
        self.holds = false;
        Outcome::Changed
    }

    fn tracked(&mut self, means: TrackedStatus, now: Timestamp) -> Outcome {
        let to = match means {
            TrackedStatus::Open => StatusKind::Open,
            TrackedStatus::InProgress => StatusKind::InProgress,
            TrackedStatus::OnHold => StatusKind::OnHold,
            TrackedStatus::Resolved => StatusKind::Resolved,
        };
        if self.status == StatusKind::Closed || self.status == to {
            return Outcome::Same;
        }
        if !matches!(self.worker, Worker::Agent(_)) {
            self.worker = Worker::Tracker;
        }
        self.taken_up = true;
        self.stand(to, now);
        Outcome::Changed
    }

    /// Another status, from now on.
    fn stand(&mut self, to: StatusKind, now: Timestamp) {
        let over = |status| matches!(status, StatusKind::Resolved | StatusKind::Closed);
        if over(self.status) && !over(to) {
            self.ours = true;
        }
        self.holds = self.ruled && !over(to) && !self.other_holds;
        self.resolved_at = match to {
            StatusKind::Resolved => Some(now),
            StatusKind::Closed => self.resolved_at,
            _ => None,
        };
        self.closed_at = (to == StatusKind::Closed).then_some(now);
        if to == StatusKind::Open && matches!(self.worker, Worker::Owner | Worker::Tracker) {
            self.worker = Worker::Nobody;
        }
        self.status = to;
    }

    fn is_late(&self, now: Timestamp) -> bool {
        self.resolved_at.is_some_and(|at| now.since(at) > FORTNIGHT)
    }
}

fn changed(really: bool) -> Outcome {
    if really { Outcome::Changed } else { Outcome::Same }
}
