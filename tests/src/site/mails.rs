use frontdesk_domain::deliveries::{Target, WorkerId};
use frontdesk_domain::ports::KeptMail;

use super::{PUBLIC_URL, Site};

impl Site {
    /// Workers send all mail that is due.
    pub async fn deliver(&self) {
        let worker = WorkerId::from_bytes([9; 16]);
        while self
            .app
            .deliver_next(Target::Mail, worker, 10)
            .await
            .unwrap()
            .claimed
            > 0
        {}
    }

    /// All mails that were sent, the newest first.
    pub async fn mails(&self) -> Vec<KeptMail> {
        let (mut mails, mut before) = (Vec::new(), None);
        loop {
            let lines = self.desk.mailbox.list(before, 50).await.unwrap();
            for line in &lines {
                mails.push(self.desk.mailbox.get(line.id).await.unwrap().unwrap());
            }
            match lines.last() {
                Some(last) => before = Some(last.id),
                None => return mails,
            }
        }
    }

    /// The newest mail to that address, after all that is due was sent.
    ///
    /// # Panics
    /// If there is none.
    pub async fn mail_to(&self, address: &str) -> KeptMail {
        self.deliver().await;
        let found = self
            .mails()
            .await
            .into_iter()
            .find(|mail| mail.to.contains(address));
        found.unwrap_or_else(|| panic!("no mail to {address}"))
    }

    /// The code in it.
    pub async fn code_to(&self, address: &str) -> String {
        let text = self.mail_to(address).await.text;
        let (_, rest) = text.split_once("Your code: ").unwrap();
        rest.chars().take(6).collect()
    }

    /// The link in it that has a token: its path and query.
    pub async fn link_to(&self, address: &str) -> String {
        let text = self.mail_to(address).await.text;
        let mut lines = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix(PUBLIC_URL));
        lines.find(|line| line.contains("?token=")).unwrap().to_owned()
    }
}
