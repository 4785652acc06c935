//! The mailer port: SMTP, and a mailbox that keeps mail on this server.
