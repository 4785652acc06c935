//! The built-in mailbox, read as its owner reads it.

use std::time::{Duration, Instant};

use crate::Result;
use crate::kept_logs::{Kind, saw};
use crate::visitor::Visitor;

const LONGEST: Duration = Duration::from_secs(20);

/// The mailbox at `/dev/mail` of a desk that only this machine reaches.
#[derive(Clone, Debug)]
pub struct Mailbox {
    visitor: Visitor,
    desk: String,
}

/// A mail, as plain text.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its place in the mailbox: later mails have higher ones.
    pub id: i64,
    text: String,
}

impl Mail {
    /// The six digits in it.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        let (_, rest) = self.text.split_once("Your code: ")?;
        let code = rest
            .get(..6)
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()))?;
        saw(Kind::Code, code);
        Some(code.to_owned())
    }

    /// The token in the link to `page`.
    #[must_use]
    pub fn token(&self, page: &str) -> Option<String> {
        let (_, rest) = self.text.split_once(&format!("{page}?token="))?;
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c));
        let token = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
        saw(Kind::Token, token);
        Some(token.to_owned())
    }
}

impl Mailbox {
    /// The mailbox of the desk at this address.
    ///
    /// # Errors
    /// When no client can be built.
    pub fn of(desk: &str) -> Result<Self> {
        Ok(Self {
            visitor: Visitor::new()?,
            desk: desk.to_owned(),
        })
    }

    /// The newest mail to `to` that came after the mail `after` and that `wanted` takes. Waits for it.
    ///
    /// # Errors
    /// When none comes.
    pub async fn next<T>(
        &self,
        to: &str,
        after: i64,
        wanted: impl Fn(&Mail) -> Option<T>,
    ) -> Result<(i64, T)> {
        let began = Instant::now();
        loop {
            for id in self.to(to).await?.into_iter().filter(|id| *id > after) {
                let mail = self.read(id).await?;
                if let Some(found) = wanted(&mail) {
                    return Ok((id, found));
                }
            }
            if began.elapsed() > LONGEST {
                return Err("a mail did not come".into());
            }
            // The worker of another process mails it; nobody here is told.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The place of the newest mail to `to`; 0 if there is none.
    ///
    /// # Errors
    /// When the mailbox cannot be read.
    pub async fn newest(&self, to: &str) -> Result<i64> {
        Ok(self.to(to).await?.into_iter().max().unwrap_or_default())
    }

    /// The mails to `to` on the first page, newest first.
    async fn to(&self, to: &str) -> Result<Vec<i64>> {
        let (status, page) = self.visitor.read(&self.desk, "/dev/mail").await?;
        if status != 200 {
            return Err(format!("the mailbox answered {status}").into());
        }
        let entries = page.split("<a href=\"/dev/mail/").skip(1);
        let mine = entries.filter(|entry| entry.split("</li>").next().is_some_and(|e| e.contains(to)));
        Ok(mine
            .filter_map(|entry| entry.split('"').next()?.parse().ok())
            .collect())
    }

    async fn read(&self, id: i64) -> Result<Mail> {
        let (_, page) = self.visitor.read(&self.desk, &format!("/dev/mail/{id}")).await?;
        let text = page.split("<iframe").next().unwrap_or_default().to_owned();
        Ok(Mail { id, text })
    }
}
