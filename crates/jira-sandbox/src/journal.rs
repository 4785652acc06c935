//! What was asked and done, for the tests' ledger.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use crate::operation::Operation;

/// Requests kept in [`Log::recent`]; the counters never forget.
const KEPT: usize = 1_000;

/// One request as the sandbox saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// 1 for the first request since the start.
    pub number: u64,
    /// Milliseconds since the sandbox started, when the request arrived.
    pub at_ms: u64,
    /// What was asked.
    pub operation: Operation,
    /// The status the client was sent; `None` when the connection was cut instead.
    pub status: Option<u16>,
    /// The fault that hit it, if one did.
    pub fault: Option<String>,
}

/// Counters since the start, and the newest requests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Log {
    /// Issues ever created, also those deleted since and those whose answer was lost.
    pub creates: u64,
    /// The same by label: more than 1 for a per-ticket label is a duplicate.
    pub creates_per_label: BTreeMap<String, u64>,
    /// Comments ever added.
    pub comments: u64,
    /// Requests by operation.
    pub requests: BTreeMap<Operation, u64>,
    /// Faults that hit, by name.
    pub faults: BTreeMap<String, u64>,
    /// The newest requests, oldest first.
    pub recent: VecDeque<LogEntry>,
    #[serde(skip)]
    number: u64,
}

impl Log {
    pub(crate) fn created(&mut self, labels: &[String]) {
        self.creates += 1;
        for label in labels {
            *self.creates_per_label.entry(label.clone()).or_default() += 1;
        }
    }

    pub(crate) fn answered(
        &mut self,
        at_ms: u64,
        operation: Operation,
        status: Option<u16>,
        fault: Option<&str>,
    ) {
        self.number += 1;
        *self.requests.entry(operation).or_default() += 1;
        if let Some(fault) = fault {
            *self.faults.entry(fault.to_owned()).or_default() += 1;
        }
        if self.recent.len() == KEPT {
            self.recent.pop_front();
        }
        let fault = fault.map(str::to_owned);
        self.recent.push_back(LogEntry {
            number: self.number,
            at_ms,
            operation,
            status,
            fault,
        });
    }
}
