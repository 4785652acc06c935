use frontdesk_domain::accounts::{Account, Username};
use frontdesk_domain::auth::{Password, PasswordWeakness};
use frontdesk_domain::clients::{Email, Name};

use crate::Application;

impl Application {
    /// Judges a new password of an account.
    pub(crate) fn judge(&self, password: &Password, account: &Account) -> Result<(), PasswordWeakness> {
        self.judge_for(password, &account.name, &account.email, account.username.as_ref())
    }

    /// Judges the password of someone who has no account yet.
    pub(crate) fn judge_for(
        &self,
        password: &Password,
        name: &Name,
        email: &Email,
        username: Option<&Username>,
    ) -> Result<(), PasswordWeakness> {
        let rules = &self.rules.accounts;
        let words = [
            "Frontdesk",
            rules.desk_name.as_str(),
            self.rules.public_url.as_str(),
            name.as_str(),
            email.as_str(),
            username.map_or("", Username::as_str),
        ];
        rules.passwords.judge(password, &words)
    }
}
