//! What the in-memory store holds about people.

use std::collections::HashMap;

use frontdesk_domain::accounts::{Account, AccountId, RoleRequest};
use frontdesk_domain::auth::{Code, Holder, NewLink, Session, SessionId, Tally};
use frontdesk_domain::letters::NewLetter;
use frontdesk_domain::secrets::{Fingerprint, TokenHash};
use frontdesk_domain::time::Timestamp;

#[derive(Clone, Default)]
pub(super) struct PeopleState {
    /// How many accounts there ever were: keys are not given twice.
    pub(super) last_account: i64,
    pub(super) accounts: Vec<Account>,
    pub(super) role_requests: Vec<RoleRequest>,
    pub(super) last_session: i64,
    pub(super) sessions: Vec<(TokenHash, Session)>,
    pub(super) codes: Vec<CodeRow>,
    pub(super) links: Vec<LinkRow>,
    pub(super) recovery_codes: Vec<(AccountId, TokenHash)>,
    pub(super) devices: Vec<(AccountId, TokenHash, Timestamp)>,
    pub(super) tallies: HashMap<Fingerprint, Tally>,
    pub(super) letters: Vec<NewLetter>,
}

#[derive(Clone)]
pub(super) struct CodeRow {
    pub(super) code: Code,
    /// Used or void.
    pub(super) over: bool,
}

#[derive(Clone)]
pub(super) struct LinkRow {
    pub(super) link: NewLink,
    /// Used or void.
    pub(super) over: bool,
}

impl PeopleState {
    pub(super) fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    pub(super) fn session_mut(&mut self, id: SessionId) -> Option<&mut Session> {
        let mut sessions = self.sessions.iter_mut().map(|(_, session)| session);
        sessions.find(|session| session.id == id)
    }

    /// Forgets all that hangs on an account.
    pub(super) fn forget(&mut self, id: AccountId) {
        let holder = Holder::Account(id);
        self.accounts.retain(|account| account.id != id);
        let approvals = self
            .accounts
            .iter_mut()
            .filter_map(|account| account.approval.as_mut());
        for approval in approvals.filter(|approval| approval.by == Some(id)) {
            approval.by = None;
        }
        self.role_requests.retain(|request| request.account != id);
        self.sessions.retain(|(_, session)| session.holder != holder);
        self.codes.retain(|row| row.code.holder != Some(holder));
        self.links.retain(|row| row.link.account != Some(id));
        self.recovery_codes.retain(|(account, _)| *account != id);
        self.devices.retain(|(account, _, _)| *account != id);
    }
}
