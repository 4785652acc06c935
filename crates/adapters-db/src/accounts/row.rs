use frontdesk_domain::accounts::{
    Account, AccountId, AccountState, Approval, Contact, Reason, Role, SealedSecret, SecondStep, Theme,
    Username,
};
use frontdesk_domain::auth::PasswordHash;
use frontdesk_domain::clients::{ClientId, Email, Name, Phone, PostalAddress};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::time::Timestamp;
use sea_orm::{FromQueryResult, Value};

/// The columns of [`AccountRow`], of an `account a`.
macro_rules! account_columns {
    () => {
        "a.id, a.email, a.username, a.name, a.role, a.state, a.state_since, a.decline_reason, a.client_id, \
         a.contact_phone, a.contact_address, a.password_hash, a.second_step, a.sealed_secret, a.last_step, \
         a.second_step_since, a.theme, a.session_version, a.verified_at, a.approved_by, a.approved_at, \
         a.version, a.created_at, a.updated_at"
    };
}
pub(super) use account_columns;

#[derive(FromQueryResult)]
pub(super) struct AccountRow {
    id: i64,
    email: String,
    username: Option<String>,
    name: String,
    role: String,
    state: String,
    state_since: Option<i64>,
    decline_reason: Option<String>,
    client_id: Option<i64>,
    contact_phone: Option<String>,
    contact_address: Option<String>,
    password_hash: String,
    second_step: String,
    sealed_secret: Option<Vec<u8>>,
    last_step: Option<i64>,
    second_step_since: Option<i64>,
    theme: String,
    session_version: i32,
    verified_at: Option<i64>,
    approved_by: Option<i64>,
    approved_at: Option<i64>,
    version: i32,
    created_at: i64,
    updated_at: i64,
}

impl AccountRow {
    /// The account that the row says.
    pub(super) fn read(self) -> Result<Account, StoreError> {
        let id = self.id;
        let second_step = self.second_step()?;
        let approved_by = self.approved_by.map(AccountId);
        Ok(Account {
            id: AccountId(id),
            email: email(&self.email, id)?,
            username: username(self.username, id)?,
            name: name(&self.name, id)?,
            role: role(&self.role, id)?,
            state: state(&self.state, self.state_since, self.decline_reason, id)?,
            client: self.client_id.map(ClientId),
            contact: Contact {
                phone: phone(self.contact_phone, id)?,
                address: address(self.contact_address, id)?,
            },
            password: PasswordHash::from_stored(self.password_hash),
            second_step,
            theme: theme(&self.theme, id)?,
            session_version: self.session_version,
            verified_at: self.verified_at.map(Timestamp::from_micros),
            approval: self.approved_at.map(|at| Approval {
                by: approved_by,
                at: Timestamp::from_micros(at),
            }),
            version: self.version,
            created_at: Timestamp::from_micros(self.created_at),
            updated_at: Timestamp::from_micros(self.updated_at),
        })
    }

    fn second_step(&self) -> Result<SecondStep, StoreError> {
        let secret = self.sealed_secret.clone().map(SealedSecret);
        let step = match (
            self.second_step.as_str(),
            secret,
            self.last_step,
            self.second_step_since,
        ) {
            (OFF, None, None, None) => Some(SecondStep::Off),
            (OFFERED, Some(secret), None, None) => Some(SecondStep::Offered { secret }),
            (ON, Some(secret), Some(last), Some(since)) => {
                let since = Timestamp::from_micros(since);
                Some(SecondStep::On { secret, last, since })
            }
            _ => None,
        };
        step.ok_or_else(|| corrupt("second_step", self.id))
    }
}

pub(super) const OFF: &str = "off";
pub(super) const OFFERED: &str = "offered";
pub(crate) const ON: &str = "on";

/// All columns of an account but its key and what is derived from others.
pub(super) fn columns(account: &Account) -> [(&'static str, Value); 25] {
    let (step, secret, last, since) = match &account.second_step {
        SecondStep::Off => (OFF, None, None, None),
        SecondStep::Offered { secret } => (OFFERED, Some(secret), None, None),
        SecondStep::On { secret, last, since } => (ON, Some(secret), Some(*last), Some(*since)),
    };
    let reason = match &account.state {
        AccountState::Declined { reason, .. } => reason.as_ref(),
        _ => None,
    };
    let approval = account.approval;
    [
        ("email", account.email.as_str().into()),
        ("email_key", account.email.folded().into()),
        ("username", account.username.as_ref().map(Username::as_str).into()),
        ("name", account.name.as_str().into()),
        ("name_key", account.name.as_str().to_lowercase().into()),
        ("role", account.role.key().into()),
        ("state", account.state.key().into()),
        (
            "state_since",
            account.state.since().map(Timestamp::as_micros).into(),
        ),
        ("decline_reason", reason.map(Reason::as_str).into()),
        ("client_id", account.client.map(|client| client.0).into()),
        (
            "contact_phone",
            account.contact.phone.as_ref().map(Phone::as_e164).into(),
        ),
        (
            "contact_address",
            account.contact.address.as_ref().map(PostalAddress::as_str).into(),
        ),
        ("password_hash", account.password.as_str().into()),
        ("second_step", step.into()),
        ("sealed_secret", secret.map(|secret| secret.0.clone()).into()),
        ("last_step", last.into()),
        ("second_step_since", since.map(Timestamp::as_micros).into()),
        ("theme", account.theme.key().into()),
        ("session_version", account.session_version.into()),
        (
            "verified_at",
            account.verified_at.map(Timestamp::as_micros).into(),
        ),
        (
            "approved_by",
            approval.and_then(|approval| approval.by).map(|by| by.0).into(),
        ),
        (
            "approved_at",
            approval.map(|approval| approval.at.as_micros()).into(),
        ),
        ("version", account.version.into()),
        ("created_at", account.created_at.as_micros().into()),
        ("updated_at", account.updated_at.as_micros().into()),
    ]
}

/// Where an account stands, by its three columns.
pub(crate) fn state(
    word: &str,
    since: Option<i64>,
    reason: Option<String>,
    id: i64,
) -> Result<AccountState, StoreError> {
    let reason = parsed(reason, |reason| Reason::parse(&reason).ok(), "decline_reason", id)?;
    let state = AccountState::from_stored(word, since.map(Timestamp::from_micros), reason);
    state.ok_or_else(|| corrupt("state", id))
}

pub(super) fn email(value: &str, id: i64) -> Result<Email, StoreError> {
    Email::parse(value).map_err(|_| corrupt("email", id))
}

pub(crate) fn name(value: &str, id: i64) -> Result<Name, StoreError> {
    Name::parse(value).map_err(|_| corrupt("name", id))
}

pub(crate) fn role(value: &str, id: i64) -> Result<Role, StoreError> {
    Role::from_key(value).ok_or_else(|| corrupt("role", id))
}

pub(crate) fn theme(value: &str, id: i64) -> Result<Theme, StoreError> {
    Theme::from_key(value).ok_or_else(|| corrupt("theme", id))
}

pub(super) fn username(value: Option<String>, id: i64) -> Result<Option<Username>, StoreError> {
    parsed(value, |name| Username::parse(&name).ok(), "username", id)
}

pub(super) fn phone(value: Option<String>, id: i64) -> Result<Option<Phone>, StoreError> {
    parsed(value, Phone::from_stored, "phone", id)
}

pub(super) fn address(value: Option<String>, id: i64) -> Result<Option<PostalAddress>, StoreError> {
    parsed(
        value,
        |address| PostalAddress::parse(&address).ok(),
        "address",
        id,
    )
}

/// Nothing stays nothing; something must be readable.
fn parsed<T>(
    value: Option<String>,
    parse: impl Fn(String) -> Option<T>,
    column: &'static str,
    id: i64,
) -> Result<Option<T>, StoreError> {
    let read = |value| parse(value).ok_or_else(|| corrupt(column, id));
    value.map(read).transpose()
}

fn corrupt(column: &'static str, id: i64) -> StoreError {
    let id = id.to_string();
    StoreError::Corrupt {
        table: "account",
        column,
        id,
    }
}
