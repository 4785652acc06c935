//! Decides which fault, if any, hits a request.

use super::{Fault, FaultKind};
use crate::dice;
use crate::operation::Operation;

/// The faults that are armed, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    armed: Vec<Armed>,
}

#[derive(Debug)]
struct Armed {
    fault: Fault,
    /// Matching requests seen: the position in the sequence of the seed.
    seen: u64,
    /// Hits left; `None` without end.
    left: Option<u32>,
}

impl Armed {
    fn new(fault: Fault) -> Self {
        let left = match (fault.times, fault.probability) {
            (None, None) => Some(1),
            (times, _) => times,
        };
        Self { fault, seen: 0, left }
    }

    fn hits(&mut self, operation: Operation) -> bool {
        if self.left == Some(0) || self.fault.operation.is_some_and(|wanted| wanted != operation) {
            return false;
        }
        let turn = self.seen;
        self.seen += 1;
        let hit = self
            .fault
            .probability
            .is_none_or(|chance| dice::happens(self.fault.seed, turn, chance));
        if hit && let Some(left) = &mut self.left {
            *left -= 1;
        }
        hit
    }
}

impl Rules {
    pub(crate) fn arm(&mut self, fault: Fault) {
        self.armed.push(Armed::new(fault));
    }

    pub(crate) fn clear(&mut self) {
        self.armed.clear();
    }

    /// Takes the fault for a request that just arrived. Only the first that hits is used; the
    /// ones behind it do not see the request.
    pub(crate) fn draw(&mut self, operation: Operation) -> Option<FaultKind> {
        let hit = self.armed.iter_mut().find_map(|armed| {
            let hit = armed.hits(operation);
            hit.then(|| armed.fault.kind.clone())
        });
        self.armed.retain(|armed| armed.left != Some(0));
        hit
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, FaultKind, Rules};
    use crate::operation::Operation;

    fn draws(fault: Fault, requests: usize) -> Vec<bool> {
        let mut rules = Rules::default();
        rules.arm(fault);
        (0..requests)
            .map(|_| rules.draw(Operation::CreateIssue).is_some())
            .collect()
    }

    #[test]
    fn a_one_shot_fault_hits_once_and_only_its_operation() {
        let mut rules = Rules::default();
        rules.arm(Fault::once(Operation::CreateIssue, FaultKind::Forbidden));
        assert_eq!(rules.draw(Operation::Search), None);
        assert_eq!(rules.draw(Operation::CreateIssue), Some(FaultKind::Forbidden));
        assert_eq!(rules.draw(Operation::CreateIssue), None);
    }

    #[test]
    fn a_seed_always_hits_the_same_requests() {
        let fault = |seed| Fault::seeded(Operation::CreateIssue, FaultKind::CommitThenReset, 0.3, seed);
        assert_eq!(draws(fault(1), 200), draws(fault(1), 200));
        assert_ne!(draws(fault(1), 200), draws(fault(2), 200));
    }

    #[test]
    fn a_fault_read_from_json_without_times_or_chance_hits_once() {
        let fault: Fault = serde_json::from_str(r#"{"kind":"slow","delay_ms":5}"#).unwrap();
        assert_eq!(draws(fault, 3), [true, false, false]);
    }
}
